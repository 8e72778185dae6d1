/**
 * Whether the heads of the order aliased so are charged on it: not where it was cancelled, unless
 * the house kept money of it.
 */
export const countsHeadsSql = (o: string) =>
  `(${o}.state <> 'cancelled' OR ${o}.settled_at IS NOT NULL AND ${o}.paid_cents - ${o}.surplus_cents > ${o}.refunded_cents)`
