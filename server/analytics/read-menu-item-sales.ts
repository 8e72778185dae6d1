// Which dishes sold: portions and what they brought, before discounts on the whole bill.

import type { DaySpan } from '@/domain/analytics'
import { yuan } from '@/domain/money'
import type { Ground } from '../ground'

export type MenuItemSale = {
  menu_item_id: number
  menu_item_name: string
  menu_item_name_en: string | null
  quantity: number
  revenue: number
}

/** The spec's dish sales, best first: lines that were not voided of orders that were not cancelled. Revenue in yuan. */
export async function readMenuItemSales(
  ground: Ground,
  storeId: number,
  { fromDay, toDay }: DaySpan,
  limit: number,
): Promise<MenuItemSale[]> {
  const { rows } = await ground.pool.query<{
    id: number
    name: string
    nameEn: string | null
    quantity: number
    cents: number
  }>({
    name: 'menu-item-sales',
    text: `SELECT s.id, d.name, d.name_en AS "nameEn", s.quantity, s.cents
             FROM (SELECT l.dish_id AS id, sum(l.quantity)::int AS quantity, sum(l.total_cents)::float8 AS cents
                     FROM customer_order o JOIN order_line l ON l.order_id = o.id
                    WHERE o.store_id = $1 AND o.business_day BETWEEN $2 AND $3
                      AND o.state <> 'cancelled' AND l.state <> 'voided'
                    GROUP BY l.dish_id
                    ORDER BY quantity DESC, cents DESC, id LIMIT $4) s
             JOIN dish d ON d.id = s.id
            ORDER BY s.quantity DESC, s.cents DESC, s.id`,
    values: [storeId, fromDay, toDay, limit],
  })
  return rows.map((row) => ({
    menu_item_id: row.id,
    menu_item_name: row.name,
    menu_item_name_en: row.nameEn,
    quantity: row.quantity,
    revenue: yuan(row.cents),
  }))
}
