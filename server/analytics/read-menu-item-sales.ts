// Which dishes sold: portions and what they brought, before discounts on the whole bill and before
// refunds, as what was ordered; and what of them went back.

import { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import type { Localized } from '@/domain/language'
import { ask, json, type RowOf, statement } from '../database/statement'
import type { Deps } from '../deps'
import { amountIn } from './contract-words'
import { orderBy, type Rank, rankTop } from './ranks'
import { readInBatches } from './read-in-batches'
import { type Asked, type Columns, type Report, rankOf } from './report'

export type MenuItemSale = {
  menu_item_id: number
  menu_item_name: string
  menu_item_names: Localized
  quantity: number
  /** Weighed in all; null where it was sold by portions. */
  grams: number | null
  revenue_cents: number
  /** Of these portions, those given back since, and the money that went back for them. */
  given_back_quantity: number
  given_back_cents: number
}

export const DISH_RANKS = ['quantity', 'revenue'] as const
export type DishRank = Rank<(typeof DISH_RANKS)[number]>
const MOST_SOLD: DishRank = { by: 'quantity', direction: 'desc' }

/** $1 the store, $2 and $3 the first and the last day, $4 how many, null = all. */
const STATEMENTS = rankTop(DISH_RANKS, (rank) =>
  statement(
    `menu-item-sales-${rank.by}-${rank.direction}`,
    {
      id: z.int(),
      name: z.string(),
      names: json<Localized>(),
      quantity: z.int(),
      grams: z.number().nullable(),
      cents: z.number(),
      backQuantity: z.int(),
      backCents: z.number(),
    },
    `WITH back AS (
             SELECT x.line_id, sum(x.quantity) AS quantity, sum(x.amount_cents) AS cents
               FROM refund f JOIN refund_line x ON x.refund_id = f.id
              WHERE f.store_id = $1 AND f.state <> 'failed' GROUP BY x.line_id)
           SELECT s.id, d.name, d.names, s.quantity, s.grams, s.cents, s."backQuantity", s."backCents"
             FROM (SELECT l.dish_id AS id, sum(l.quantity)::int AS quantity,
                          sum(l.grams::bigint * l.quantity)::bigint AS grams, sum(l.total_cents)::bigint AS cents,
                          COALESCE(sum(b.quantity), 0)::int AS "backQuantity",
                          COALESCE(sum(b.cents), 0)::bigint AS "backCents"
                     FROM customer_order o JOIN order_line l ON l.order_id = o.id
                     LEFT JOIN back b ON b.line_id = l.id
                    WHERE o.store_id = $1 AND o.business_day BETWEEN $2 AND $3
                      AND o.state <> 'cancelled' AND (l.state <> 'voided' OR b.line_id IS NOT NULL)
                    GROUP BY l.dish_id
                    ORDER BY ${orderBy({ quantity: 'quantity', revenue: 'cents' }, 'id', rank)} LIMIT $4) s
             JOIN dish d ON d.id = s.id
            ORDER BY ${orderBy({ quantity: 's.quantity', revenue: 's.cents' }, 's.id', rank)}`,
  ),
)
export const menuItemSalesBy = (rank: DishRank = MOST_SOLD) => STATEMENTS(rank)

export type MenuItemRow = RowOf<ReturnType<typeof menuItemSalesBy>>

const menuItemSaleOf = (row: MenuItemRow): MenuItemSale => ({
  menu_item_id: row.id,
  menu_item_name: row.name,
  menu_item_names: row.names,
  quantity: row.quantity,
  grams: row.grams,
  revenue_cents: row.cents,
  given_back_quantity: row.backQuantity,
  given_back_cents: row.backCents,
})

const USUAL_DISHES = 20

/**
 * The spec's dish sales, best first unless asked otherwise: lines that were not voided of orders
 * that were not cancelled.
 */
export const menuItemSales = {
  ranks: DISH_RANKS,
  async read(
    { pool }: Pick<Deps, 'pool'>,
    storeId: number,
    span: DaySpan,
    { limit = USUAL_DISHES, ...asked }: Asked,
  ) {
    const ranked = menuItemSalesBy(rankOf(DISH_RANKS, asked))
    const rows = await ask(pool, ranked, [storeId, span.fromDay, span.toDay, limit])
    return rows.map(menuItemSaleOf)
  },
  contract: {
    limit: USUAL_DISHES,
    told: z.array(
      z.object({
        menu_item_id: z.number(),
        menu_item_name: z.string(),
        quantity: z.number(),
        revenue: amountIn(
          'What they cost before discounts on the bill and before refunds, without dishes taken back unpaid',
        ),
      }),
    ),
  },
  file: {
    columns: {
      menu_item_id: 'text',
      menu_item_name: 'text',
      menu_item_names: 'text',
      quantity: 'whole',
      grams: 'whole',
      before_discounts: 'money',
      given_back_quantity: 'whole',
      given_back: 'money',
    } satisfies Columns<MenuItemSale & { before_discounts_cents: number }>,
    async *rows({ pool }, storeId, span, signal, asked) {
      const ranked = menuItemSalesBy(rankOf(DISH_RANKS, asked))
      const values = [storeId, span.fromDay, span.toDay, null]
      for await (const rows of readInBatches(pool, ranked, values, signal)) {
        yield rows.map(menuItemSaleOf).map(({ revenue_cents, ...dish }) => ({
          ...dish,
          before_discounts_cents: revenue_cents,
        }))
      }
    },
  },
} as const satisfies Report
