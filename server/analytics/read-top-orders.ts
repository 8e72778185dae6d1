// The largest orders of a period.

import { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import { ORDER_STATES, type OrderState } from '@/domain/ordering'
import { ask, type RowOf, statement } from '../database/statement'
import type { Deps } from '../deps'
import { amountIn } from './contract-words'
import { orderBy, type Rank, rankTop } from './ranks'
import { readInBatches } from './read-in-batches'
import { type Asked, type Columns, type Report, rankOf } from './report'

export type TopOrder = {
  order_id: number
  order_number: string
  table_id: number | null
  table_name: string
  final_amount_cents: number
  order_status: OrderState
  items_count: number
}

export const ORDER_RANKS = ['amount', 'items', 'placed'] as const
export type OrderRank = Rank<(typeof ORDER_RANKS)[number]>
const LARGEST: OrderRank = { by: 'amount', direction: 'desc' }
const ITEMS = `(SELECT COALESCE(sum(l.quantity), 0)::int FROM order_line l WHERE l.order_id = o.id AND l.state <> 'voided')`
const COLUMNS = { amount: 'o.owed_cents', items: ITEMS, placed: 'o.placed_at' }

/** Only what is sorted by is looked up before the cut; equal ones stand by their amount. */
function sortedBy({ by, direction }: OrderRank): string {
  const { [by]: column, amount } = { ...COLUMNS }
  const columns = by === 'amount' ? { amount } : { [by]: column, amount }
  return orderBy<string>(columns, 'o.id', { by, direction })
}

/** $1 the store, $2 and $3 the first and the last day, $4 how many, null = all. */
const STATEMENTS = rankTop(ORDER_RANKS, (rank) =>
  statement(
    `top-orders-${rank.by}-${rank.direction}`,
    {
      id: z.int(),
      number: z.string(),
      tableName: z.string(),
      cents: z.int(),
      state: z.enum(ORDER_STATES),
      tableId: z.int().nullable(),
      items: z.int(),
    },
    `
      SELECT o.id, o.number, o.table_name AS "tableName", o.owed_cents AS cents, o.state,
             (SELECT st.table_id FROM sitting_table st WHERE st.sitting_id = o.sitting_id ORDER BY st.id LIMIT 1) AS "tableId",
             ${ITEMS} AS items
        FROM (SELECT * FROM customer_order o
               WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state <> 'cancelled'
               ORDER BY ${sortedBy(rank)} LIMIT $4) o
       ORDER BY ${sortedBy(rank)}`,
  ),
)
export const topOrdersBy = (rank: OrderRank = LARGEST) => STATEMENTS(rank)

export type TopOrderRow = RowOf<ReturnType<typeof topOrdersBy>>

const topOrderOf = (row: TopOrderRow): TopOrder => ({
  order_id: row.id,
  order_number: row.number,
  table_id: row.tableId,
  table_name: row.tableName,
  final_amount_cents: row.cents,
  order_status: row.state,
  items_count: row.items,
})

const USUAL_ORDERS = 10

/**
 * The spec's top orders, largest first unless asked otherwise; items_count = portions not voided.
 */
export const topOrders = {
  ranks: ORDER_RANKS,
  async read(
    { pool }: Pick<Deps, 'pool'>,
    storeId: number,
    span: DaySpan,
    { limit = USUAL_ORDERS, ...asked }: Asked,
  ) {
    const ranked = topOrdersBy(rankOf(ORDER_RANKS, asked))
    const rows = await ask(pool, ranked, [storeId, span.fromDay, span.toDay, limit])
    return rows.map(topOrderOf)
  },
  contract: {
    limit: USUAL_ORDERS,
    told: z.array(
      z.object({
        order_id: z.number(),
        order_number: z.string(),
        table_id: z.number().nullable(),
        final_amount: amountIn('What it is asked to pay, after discounts'),
        order_status: z.string(),
        items_count: z.number(),
      }),
    ),
  },
  file: {
    columns: {
      order_number: 'text',
      table_name: 'text',
      final_amount: 'money',
      order_status: 'text',
      items_count: 'whole',
    } satisfies Columns<TopOrder>,
    async *rows({ pool }, storeId, span, signal, asked) {
      const ranked = topOrdersBy(rankOf(ORDER_RANKS, asked))
      const values = [storeId, span.fromDay, span.toDay, null]
      for await (const rows of readInBatches(pool, ranked, values, signal)) {
        yield rows.map(topOrderOf)
      }
    },
  },
} as const satisfies Report
