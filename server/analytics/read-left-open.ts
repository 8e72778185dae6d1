// What was left open when its business day was over, and the program closed: dish by dish, so that
// a manager can ask why.

import { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import type { Localized } from '@/domain/language'
import { LINE_STATES, type LineState } from '@/domain/ordering'
import { ask, json, statement } from '../database/statement'
import type { Deps } from '../deps'
import { readInBatches } from './read-in-batches'
import type { Columns, Report } from './report'

/**
 * How it ended: closed as if served; rejected, because nobody accepted it; accepted and closed,
 * because it was paid.
 */
export const LEFT_OPEN_ENDS = ['closed', 'rejected', 'paid_unaccepted'] as const
export type LeftOpenEnd = (typeof LEFT_OPEN_ENDS)[number]

export type LeftOpen = {
  line_id: number
  order_id: number
  order_number: string
  table_name: string
  placed_at: string
  dish_name: string
  dish_names: Localized
  quantity: number
  /** What it was at when the day was over. */
  was: LineState
  ended: LeftOpenEnd
  closed_at: string
}

const MOST_TOLD = 100

/**
 * Of the orders of some business days, the latest first. $1 the store, $2 and $3 the first and the
 * last day, $4 how many, null = all.
 */
const LEFT_OPEN = statement(
  'left-open',
  {
    line_id: z.int(),
    order_id: z.int(),
    order_number: z.string(),
    table_name: z.string(),
    placed_at: z.date(),
    dish_name: z.string(),
    dish_names: json<Localized>(),
    quantity: z.int(),
    was: z.enum(LINE_STATES),
    closed_at: z.date(),
    ended: z.enum(LEFT_OPEN_ENDS),
    all: z.int(),
  },
  `
      SELECT l.id AS line_id, o.id AS order_id, o.number AS order_number, o.table_name, r.placed_at, l.name AS dish_name,
             l.names AS dish_names, l.quantity, m.from_state AS was, m.at AS closed_at,
             CASE WHEN l.state = 'voided' THEN 'rejected' WHEN r.decided_at = m.at AND r.decided_by_id IS NULL THEN 'paid_unaccepted'
                  ELSE 'closed' END AS ended,
             count(*) OVER ()::int AS "all"
        FROM (SELECT DISTINCT ON (line_id) line_id, from_state, at FROM line_move
               WHERE reason = 'day-end' ORDER BY line_id, version) m
        JOIN order_line l ON l.id = m.line_id
        JOIN round r ON r.id = l.round_id
        JOIN customer_order o ON o.id = l.order_id
       WHERE o.store_id = $1 AND o.business_day BETWEEN $2 AND $3
       ORDER BY o.business_day DESC, l.id DESC LIMIT $4`,
)

/** The latest, and how many more there are. */
async function readLeftOpen(
  deps: Deps,
  storeId: number,
  span: DaySpan,
): Promise<{ rows: LeftOpen[]; more: number }> {
  const values = [storeId, span.fromDay, span.toDay, MOST_TOLD]
  const rows = await ask(deps.pool, LEFT_OPEN, values)
  return {
    more: (rows[0]?.all ?? 0) - rows.length,
    rows: rows.map(({ all, ...row }) => ({
      ...row,
      placed_at: row.placed_at.toISOString(),
      closed_at: row.closed_at.toISOString(),
    })),
  }
}

export const leftOpen = {
  read: readLeftOpen,
  file: {
    columns: {
      order_number: 'text',
      table_name: 'text',
      placed_at: 'instant',
      dish_name: 'text',
      dish_names: 'text',
      quantity: 'whole',
      was: 'text',
      ended: 'text',
      closed_at: 'instant',
    } satisfies Columns<LeftOpen>,
    async *rows({ pool }, storeId, span, signal) {
      const values = [storeId, span.fromDay, span.toDay, null]
      yield* readInBatches(pool, LEFT_OPEN, values, signal)
    },
  },
} as const satisfies Report
