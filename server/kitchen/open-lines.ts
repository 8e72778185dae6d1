// Which dishes are still somebody's work, for every list and every sweep that begins with them. How
// these statements are carried out hangs neither on PostgreSQL's version nor on what it believes of
// its tables: decision 25.

import type { LineState } from '@/domain/ordering'

export const OPEN_STATES = ['held', 'queued', 'cooking', 'ready'] as const satisfies LineState[]
type OpenState = (typeof OPEN_STATES)[number]

/**
 * More than a kitchen can have before it, and what a sweep looks at in one turn: the newest of
 * more.
 */
const MOST_OPEN = 20_000

const openOf = (store: string, states: readonly OpenState[]) =>
  `order_line WHERE store_id = ${store} AND state IN (${states.map((state) => `'${state}'`).join(', ')})`

/**
 * A table expression for the dishes of a store in some of the open states. The index of the open
 * ones has them in this order, so that no other way to them is cheaper.
 * @param store and `more` SQL, which may name what stands before it in the FROM
 */
export const openLines = (
  store: string,
  states: readonly OpenState[] = OPEN_STATES,
  more = 'true',
) => `LATERAL (
    SELECT * FROM ${openOf(store, states)} AND ${more}
     ORDER BY queued_at DESC LIMIT ${MOST_OPEN})`

/** Whether a store has any: one step into the same index. */
export const hasOpenLines = (store: string, states: readonly OpenState[] = OPEN_STATES) =>
  `(SELECT id FROM ${openOf(store, states)} ORDER BY queued_at DESC LIMIT 1) IS NOT NULL`

/** The round and the order of the dish aliased `l`, each looked up by its key. */
export const ROUND_AND_ORDER_OF_LINE = `
  CROSS JOIN LATERAL (SELECT * FROM round WHERE id = l.round_id OFFSET 0) r
  CROSS JOIN LATERAL (SELECT * FROM customer_order WHERE id = l.order_id OFFSET 0) o`

/**
 * Whether the kitchen may see the round `r` of the order `o`: a pay-first round that is not paid
 * waits for its guest.
 */
export const IS_ACCEPTED = `(r.state = 'confirmed' OR (r.state = 'pending' AND (o.mode = 'eat_first' OR o.settled_at IS NOT NULL)))`

/** Whether the table of the sitting is cleared: what it ordered is nobody's work any more. */
export const isCleared = (sitting: string) =>
  `(SELECT gone.cleared_at FROM sitting gone WHERE gone.id = ${sitting}) IS NOT NULL`

/**
 * Whether the paper `j` has the dish, or the portions it was split off, on it. A slip is of one
 * order.
 */
export const isSlipOf = (line: string) =>
  `j.order_id = ${line}.order_id AND j.line_ids && ARRAY[${line}.id, ${line}.split_from_id]`
