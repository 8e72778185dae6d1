// What is kept how long: a line for every table, and how the pruner finds what is past its time.
// What is money, points or history is kept for ever; docs/security.md says the same in its table,
// and a test compares the two.

const OLD_PAPER = `state = 'failed' OR (state = 'printed' AND kind <> 'receipt')`
const MISTRUSTED = `verdict = 'refused' AND NOT is_signed`
/** Longer than any meal: it is for tables that nobody clears. */
const ALLERGY_DAYS = 2
/** Also in the trigger that guards them. */
export const KEPT_MISTRUSTED = 1_000

/**
 * How one batch of a table is taken. `$1` is the most rows; `$2` the instant before which they are
 * past their time.
 */
export type Prune = {
  /** `$2` is so many days ago; without it age does not matter, and there is no `$2`. */
  days?: number
  sql: string
}

export type Lifetime = {
  tables: readonly [string, ...string[]]
  /** How long, in words. */
  kept: string
  why: string
  /** None where its rows are kept for ever or go with the command that ends them. */
  prune?: Prune
}

/** The oldest first, by an index; what somebody else holds just now is left for the next time. */
const oldest = (table: string, column: string, where = 'true') => `
DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM ${table} WHERE ${column} < $2::timestamptz AND (${where})
   ORDER BY ${column} LIMIT $1 FOR UPDATE SKIP LOCKED))`

/** Of rows that stay, what is said of people goes: as `oldest`, by a partial index. */
const forgotten = (table: string, column: string, has: string, set: string) => `
UPDATE ${table} SET ${set} WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM ${table} WHERE ${column} < $2::timestamptz AND ${has}
   ORDER BY ${column} LIMIT $1 FOR UPDATE SKIP LOCKED))`

const forEver = (why: string, ...tables: Lifetime['tables']): Lifetime => ({
  tables,
  kept: 'for ever',
  why,
})

export const LIFETIMES: readonly Lifetime[] = [
  forEver(
    'the house and its people; who left is disabled',
    'brand',
    'store',
    'staff',
    'staff_role',
    'staff_right',
    'brand_right',
  ),
  forEver('whose the house is, and how far its opening came', 'house'),
  forEver(
    'the house’s devices and keys; what was taken back stays, marked so',
    'device',
    'api_key',
  ),
  forEver(
    'who answers for what, and up to where that is unbroken',
    'audit_entry',
    'audit_link',
    'audit_chain',
  ),
  forEver(
    'the menu; what was taken off it stays with the orders that name it',
    'category',
    'dish',
    'option_group',
    'option',
    'dish_option_group',
    'combo_slot',
    'combo_choice',
    'dish_price',
    'option_price',
    'menu_schedule',
  ),
  {
    tables: ['menu_draft'],
    kept: 'until it is published or dropped',
    why: 'what somebody has changed of the menu',
  },
  {
    tables: ['menu_version'],
    kept: 'the newest 50 of each store',
    why: 'the menu as it was published, to go back to',
  },
  forEver('the kitchen', 'station', 'dish_station'),
  forEver('stock is the sum of its moves', 'stock_move'),
  forEver(
    'the floor, and which codes hung on its tables before',
    'area',
    'dining_table',
    'ended_code',
  ),
  {
    tables: ['sitting'],
    kept: `for ever; what its people are allergic to: until the table is cleared, ${ALLERGY_DAYS} days at most`,
    why: 'one party from the first scan to the cleared table; allergies are of people’s health, kept for the meal and never in a member’s file',
    prune: {
      days: ALLERGY_DAYS,
      sql: forgotten('sitting', 'opened_at', `allergies <> '[]'`, `allergies = '[]'`),
    },
  },
  forEver(
    'who sat where: a bill per head and a bill per person are counted from it. A table takes 40 phones at most until staff clear it, and a seat’s token opens after that, for a day, only its party’s bill and receipt and the way to their points',
    'sitting_table',
    'guest',
  ),
  forEver('members; erasing one takes phone and name', 'member', 'member_level'),
  forEver('points are the sum of their entries', 'points_entry'),
  forEver('what points and coupons were worth', 'reward', 'coupon_offer', 'offer_dish', 'coupon'),
  forEver(
    'bills, with the token of their receipt’s link; the keys of their requests are on the rows themselves, so a repeated order, payment or refund is known for ever',
    'customer_order',
    'order_line',
    'order_adjustment',
    'manual_discount',
  ),
  {
    tables: ['round'],
    kept: `for ever; what its party is allergic to: until the table is cleared, ${ALLERGY_DAYS} days at most`,
    why: 'what was ordered together, and what the kitchen was to take care of',
    prune: {
      days: ALLERGY_DAYS,
      sql: forgotten(
        'round',
        'allergies_at',
        'allergies_at IS NOT NULL',
        `allergies = '[]', allergies_at = NULL`,
      ),
    },
  },
  {
    tables: ['allergies_seen'],
    kept: `until the table is cleared, ${ALLERGY_DAYS} days at most`,
    why: 'who in the kitchen has read them',
    prune: { days: ALLERGY_DAYS, sql: oldest('allergies_seen', 'at') },
  },
  forEver(
    'history of bills and dishes',
    'order_move',
    'line_move',
    'line_change',
    'line_change_seen',
    'line_part',
  ),
  forEver(
    'money',
    'payment_account',
    'payment',
    'payment_share',
    'refund',
    'refund_line',
    'platform_move',
  ),
  forEver(
    'the simulated platform’s own books: only a demo has them',
    'simulator_trade',
    'simulator_refund',
  ),
  forEver('the printers, and where they listen', 'printer', 'printer_address'),
  {
    tables: ['provider_callback'],
    kept: `what a platform signed: for ever; what was refused before that: the newest ${KEPT_MISTRUSTED.toLocaleString('en')}`,
    why: 'proof of money; forgeries are counted in /metrics (fanzhuo_callbacks_refused_total), each kept with its first 2,000 bytes',
    prune: {
      sql: `
DELETE FROM provider_callback WHERE id = ANY (ARRAY(
  SELECT id FROM provider_callback
   WHERE ${MISTRUSTED} AND id <= (SELECT id FROM provider_callback WHERE ${MISTRUSTED}
                                   ORDER BY id DESC OFFSET ${KEPT_MISTRUSTED} LIMIT 1)
   ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))`,
    },
  },
  {
    tables: ['outbox_event'],
    kept: '2 days after it was sent or put aside',
    why: 'a screen that was away for less hears what it missed; any other reads again',
    prune: {
      days: 2,
      // From the oldest up to the first that is not past its time: what is kept of a store has no
      // gaps.
      sql: `
DELETE FROM outbox_event WHERE id IN (
  SELECT e.id FROM store s CROSS JOIN LATERAL (
    SELECT x.id, x.seq, bool_and(COALESCE(COALESCE(x.sent_at, x.parked_at) < $2::timestamptz, false)) OVER (ORDER BY x.seq) AS is_past
      FROM (SELECT * FROM outbox_event WHERE store_id = s.id AND seq IS NOT NULL ORDER BY seq LIMIT $1) x) e
   WHERE e.is_past
     AND (SELECT COALESCE(y.sent_at, y.parked_at) FROM outbox_event y
           WHERE y.store_id = s.id AND y.seq IS NOT NULL ORDER BY y.seq LIMIT 1) < $2::timestamptz
   ORDER BY s.id, e.seq LIMIT $1)`,
    },
  },
  {
    tables: ['cart_line'],
    kept: 'until it is ordered or the table is cleared',
    why: 'a request, not an order; a table’s cart has at most 60 lines',
  },
  {
    tables: ['cart_request'],
    kept: '7 days after the tap, at most until the table is cleared',
    why: 'the same tap sent again adds nothing; a phone sends again for seconds',
    prune: { days: 7, sql: oldest('cart_request', 'created_at') },
  },
  {
    tables: ['staff_session'],
    kept: '30 days after it expired',
    why: 'who was signed in where, for a look back',
    prune: { days: 30, sql: oldest('staff_session', 'expires_at') },
  },
  {
    tables: ['pairing'],
    kept: 'until a manager entered its code, 15 minutes at most and a day of grace',
    why: 'a screen that waits to be paired; its code lets nobody in by itself',
    prune: { days: 1, sql: oldest('pairing', 'expires_at') },
  },
  {
    tables: ['setup_link'],
    kept: 'until somebody owns the house, at most a day after it expired',
    why: 'a one-time link into the opening, or the cookie that it was changed for; hashes only',
    prune: { days: 1, sql: oldest('setup_link', 'expires_at') },
  },
  {
    tables: ['kitchen_screen'],
    kept: 'a screen that is gone and that nobody answered for: for ever; any other: 30 days after it was last seen',
    why: 'which kitchen screens are there, and which the floor has to look for',
    prune: { days: 30, sql: oldest('kitchen_screen', 'last_seen_at', 'gone_at IS NULL') },
  },
  {
    tables: ['limit_count'],
    kept: 'until it counts no longer: a day at most',
    why: 'who may not try again yet; a hash of a login or an address, not itself',
    prune: { days: 0, sql: oldest('limit_count', 'ends_at') },
  },
  {
    tables: ['refusal_trace'],
    kept: '90 days',
    why: 'how often somebody was refused, by hour, kind and person: a look back after an attack',
    prune: { days: 90, sql: oldest('refusal_trace', 'hour') },
  },
  {
    tables: ['one_time_code'],
    kept: '1 day after it expired',
    why: 'how many were sent to a phone is counted over an hour',
    prune: { days: 1, sql: oldest('one_time_code', 'expires_at') },
  },
  {
    tables: ['service_request'],
    kept: '90 days after it was answered',
    why: 'how long guests wait',
    prune: { days: 90, sql: oldest('service_request', 'done_at') },
  },
  {
    tables: ['print_job'],
    kept: 'printed receipts: for ever; slips, tests and what failed: 90 days after',
    why: 'how many copies of a receipt there are; nothing older than 3 hours is printed by itself, so that no slip comes out twice',
    prune: { days: 90, sql: oldest('print_job', 'done_at', OLD_PAPER) },
  },
  {
    tables: ['simulator_callback'],
    kept: '7 days after it was made',
    why: 'the simulated platform’s errands',
    prune: { days: 7, sql: oldest('simulator_callback', 'done_at') },
  },
]

/** The lines as docs/security.md has them. */
export function lifetimesTable(): string {
  const rows = LIFETIMES.map(
    ({ tables, kept, why }) =>
      `| ${tables.map((each) => `\`${each}\``).join(' ')} | ${kept} | ${why} |`,
  )
  return ['| table | kept | why |', '|---|---|---|', ...rows].join('\n')
}
