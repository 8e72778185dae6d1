// The largest orders of a period.

import type { DaySpan } from '@/domain/analytics'
import { yuan } from '@/domain/money'
import type { OrderState } from '@/domain/ordering'
import type { Ground } from '../ground'

export type TopOrder = {
  order_id: number
  order_number: string
  table_id: number | null
  table_name: string
  final_amount: number
  order_status: OrderState
  items_count: number
}

/** The spec's top orders, largest first; final_amount in yuan, items_count = portions not voided. */
export async function readTopOrders(
  ground: Ground,
  storeId: number,
  { fromDay, toDay }: DaySpan,
  limit: number,
): Promise<TopOrder[]> {
  const { rows } = await ground.pool.query<{
    id: number
    number: string
    tableId: number | null
    tableName: string
    cents: number
    state: OrderState
    items: number
  }>({
    name: 'top-orders',
    text: `
      SELECT o.id, o.number, o.table_name AS "tableName", o.owed_cents AS cents, o.state,
             (SELECT st.table_id FROM sitting_table st WHERE st.sitting_id = o.sitting_id ORDER BY st.id LIMIT 1) AS "tableId",
             (SELECT COALESCE(sum(l.quantity), 0)::int FROM order_line l
               WHERE l.order_id = o.id AND l.state <> 'voided') AS items
        FROM (SELECT * FROM customer_order
               WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state <> 'cancelled'
               ORDER BY owed_cents DESC, id LIMIT $4) o
       ORDER BY o.owed_cents DESC, o.id`,
    values: [storeId, fromDay, toDay, limit],
  })
  return rows.map((row) => ({
    order_id: row.id,
    order_number: row.number,
    table_id: row.tableId,
    table_name: row.tableName,
    final_amount: yuan(row.cents),
    order_status: row.state,
    items_count: row.items,
  }))
}
