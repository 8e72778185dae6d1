// What must hold whatever happened: each invariant as one SQL statement that answers with the rows
// breaking it. Run after every fault test, at the deep health check and by whoever doubts; `$1` is
// the instant of asking.

import type { ClientBase } from 'pg'
import { type Moves, movePairs } from '@/domain/moves'
import { LINE_MOVES, ORDER_MOVES } from '@/domain/ordering'
import { AUDIT_TEXT } from './access/write-audit'

export type Invariant = {
  number: number
  /** The sentence that holds. */
  name: string
  /** Selects one text column, `broken`: what breaks it and how. */
  sql: string
}

export type Breach = { number: number; name: string; broken: string[] }

/** From → to as SQL VALUES, from the same tables that the code obeys. */
function movesSql(moves: Moves<string>): string {
  return `(VALUES ${movePairs(moves)}) AS allowed(from_state, to_state)`
}

/**
 * The moves of `rows` as a path: 1 … n without gaps, each from where the last one led, the last to
 * the state it has now.
 */
const pathSql = (what: string, moves: string, key: string, rows: string, allowed: string) => `
WITH path AS (
  SELECT m.*, lag(m.to_state) OVER w AS came_from, row_number() OVER w AS nth,
         lead(m.version) OVER w IS NULL AS is_last
    FROM ${moves} m WINDOW w AS (PARTITION BY m.${key} ORDER BY m.version)
)
SELECT '${what} ' || p.${key} || ' move ' || p.version || ': ' || p.from_state || ' → ' || p.to_state AS broken
  FROM path p JOIN ${rows} r ON r.id = p.${key}
 WHERE p.version <> p.nth
    OR p.came_from <> p.from_state
    OR (p.is_last AND (p.to_state <> r.state OR r.version <> p.version + 1))
    OR NOT EXISTS (SELECT FROM ${allowed}
                    WHERE allowed.from_state = p.from_state::text AND allowed.to_state = p.to_state::text)
UNION ALL
SELECT '${what} ' || r.id || ' has version ' || r.version || ' without moves'
  FROM ${rows} r
 WHERE r.version <> 1 AND NOT EXISTS (SELECT FROM ${moves} m WHERE m.${key} = r.id)`

/** An order's version also grows when its bill does, so it may move to where it is. */
const ORDER_PATHS = Object.fromEntries(
  Object.entries(ORDER_MOVES).map(([state, next]) => [state, [...next, state]]),
)

export const INVARIANTS: readonly Invariant[] = [
  {
    number: 1,
    name: 'lines + charges − discounts = what the order owes, every part ≥ 0; what waits for its price costs nothing and is counted',
    sql: `
      SELECT 'order ' || o.id || ': items ' || o.items_cents || ' of ' || l.kept || '…' || l.all_lines
             || ', charges ' || o.charges_cents || ' of ' || a.charges
             || ', discounts ' || o.discount_cents || ' of ' || a.discounts AS broken
        FROM customer_order o
        CROSS JOIN LATERAL (
          SELECT COALESCE(sum(x.total_cents) FILTER (WHERE x.state <> 'voided'), 0) AS kept,
                 COALESCE(sum(x.total_cents), 0) AS all_lines,
                 count(*) FILTER (WHERE x.state <> 'voided' AND NOT x.is_priced) AS unpriced,
                 COALESCE(bool_and(x.total_cents = x.unit_cents * x.quantity AND (x.is_priced OR x.unit_cents = 0)), true) AS adds_up
            FROM order_line x WHERE x.order_id = o.id) l
        CROSS JOIN LATERAL (
          SELECT COALESCE(sum(x.amount_cents) FILTER (WHERE x.amount_cents > 0), 0) AS charges,
                 COALESCE(-sum(x.amount_cents) FILTER (WHERE x.amount_cents < 0), 0) AS discounts
            FROM order_adjustment x WHERE x.order_id = o.id) a
       WHERE NOT l.adds_up OR o.awaited <> l.unpriced
          OR (o.settled_at IS NULL AND o.items_cents <> l.kept)
          OR (o.settled_at IS NOT NULL AND o.items_cents NOT BETWEEN l.kept AND l.all_lines)
          OR o.charges_cents <> a.charges OR o.discount_cents <> a.discounts
          OR o.owed_cents <> o.items_cents + o.charges_cents - o.discount_cents
          OR LEAST(o.items_cents, o.charges_cents, o.discount_cents, o.owed_cents) < 0`,
  },
  {
    number: 2,
    name: 'succeeded payments − succeeded refunds = what the order shows as paid; beyond the owed only a surplus on its way back',
    sql: `
      SELECT 'order ' || o.id || ': shows ' || (o.paid_cents - o.refunded_cents) || ', has ' || (p.cents - r.cents)
             || ', owes ' || o.owed_cents || ', surplus ' || o.surplus_cents AS broken
        FROM customer_order o
        CROSS JOIN LATERAL (SELECT COALESCE(sum(amount_cents), 0) AS cents FROM payment
                             WHERE order_id = o.id AND state = 'succeeded') p
        CROSS JOIN LATERAL (SELECT COALESCE(sum(amount_cents) FILTER (WHERE state = 'succeeded'), 0) AS cents,
                                   COALESCE(sum(amount_cents) FILTER (WHERE state <> 'succeeded'), 0) AS on_the_way
                              FROM refund WHERE order_id = o.id) r
       WHERE o.paid_cents - o.refunded_cents <> p.cents - r.cents
          OR o.paid_cents > o.owed_cents + o.surplus_cents
          OR o.refunded_cents > o.paid_cents
          OR (o.surplus_cents > r.on_the_way AND NOT (o.settled_at IS NULL AND o.reopened_at IS NOT NULL))`,
  },
  {
    number: 2,
    name: 'no payment gives back more than it was, and only one that succeeded gives back',
    sql: `
      SELECT 'payment ' || p.id || ' (' || p.state || '): ' || p.amount_cents || ' gives back ' || sum(r.amount_cents) AS broken
        FROM payment p JOIN refund r ON r.payment_id = p.id AND r.state <> 'failed'
       GROUP BY p.id HAVING sum(r.amount_cents) > p.amount_cents OR p.state <> 'succeeded'`,
  },
  {
    number: 2,
    name: 'the dishes given back are portions that were on the bill',
    sql: `
      SELECT 'line ' || l.id || ': ' || sum(x.quantity) || ' of ' || l.quantity || ' given back' AS broken
        FROM refund_line x JOIN refund r ON r.id = x.refund_id AND r.state <> 'failed'
        JOIN order_line l ON l.id = x.line_id JOIN customer_order o ON o.id = l.order_id
       WHERE o.reopened_at IS NULL
       GROUP BY l.id HAVING sum(x.quantity) > l.quantity`,
  },
  {
    number: 3,
    name: 'a bill is settled exactly when what it owes is paid and nothing waits for its price; one that was reopened waits to be closed again',
    sql: `
      SELECT 'order ' || id || ': owes ' || owed_cents || ', paid ' || paid_cents || ', surplus ' || surplus_cents
             || ', settled ' || COALESCE(settled_at::text, 'never') AS broken
        FROM customer_order
       WHERE (settled_at IS NOT NULL AND (paid_cents - surplus_cents < owed_cents OR awaited > 0))
          OR (settled_at IS NULL AND reopened_at IS NULL AND awaited = 0 AND state <> 'cancelled' AND owed_cents > 0
              AND paid_cents - surplus_cents >= owed_cents)`,
  },
  {
    number: 4,
    name: 'one success per provider and transaction, with its instant and its business day',
    sql: `
      SELECT provider || ' ' || transaction_id || ' × ' || count(*) AS broken
        FROM payment WHERE transaction_id IS NOT NULL GROUP BY provider, transaction_id HAVING count(*) > 1
      UNION ALL
      SELECT 'payment ' || id || ' (' || state || ') transaction ' || COALESCE(transaction_id, 'none')
        FROM payment
       WHERE (state = 'succeeded') <> (transaction_id IS NOT NULL)
          OR (state = 'succeeded') <> (paid_at IS NOT NULL)
          OR (state = 'succeeded') <> (business_day IS NOT NULL)
          OR (state = 'pending') <> (closed_at IS NULL)`,
  },
  {
    number: 5,
    name: 'points and debt = the ledger and ≥ 0, never both; lifetime points = what came and was taken back, rewards and their return aside',
    sql: `
      SELECT 'member ' || m.id || ': ' || m.points || ' of ' || e.points || ', owes ' || m.debt_points || ' of ' || e.debt
             || ', lifetime ' || m.lifetime_points || ' of ' || e.lifetime AS broken
        FROM member m
        CROSS JOIN LATERAL (
          SELECT COALESCE(sum(delta), 0) AS points, COALESCE(sum(debt_delta), 0) AS debt,
                 COALESCE(sum(delta - debt_delta) FILTER (WHERE reason <> 'redeemed' AND reward_id IS NULL), 0) AS lifetime,
                 COALESCE(min(LEAST(points_after, debt_after)), 0) AS lowest
            FROM points_entry WHERE member_id = m.id) e
       WHERE m.points <> e.points OR m.debt_points <> e.debt OR m.lifetime_points <> e.lifetime
          OR LEAST(m.points, m.debt_points) <> 0 OR e.lowest < 0`,
  },
  {
    number: 5,
    name: 'the ledger runs on: each entry starts where the one before ended',
    sql: `
      SELECT 'entry ' || id || ' of member ' || member_id AS broken
        FROM (SELECT *, COALESCE(lag(points_after) OVER w, 0) AS points_before, COALESCE(lag(debt_after) OVER w, 0) AS debt_before
                FROM points_entry WINDOW w AS (PARTITION BY member_id ORDER BY id)) e
       WHERE points_after <> points_before + delta OR debt_after <> debt_before + debt_delta`,
  },
  {
    number: 5,
    name: 'one earning per payment that succeeded, a bill has no more points than whole yuan that stay; one reversal per refund that succeeded',
    sql: `
      WITH rate AS (
        -- Rates that a brand has had: a manager's change says in the audit what was before.
        SELECT b.id AS brand_id, GREATEST(b.points_per_yuan, max((a.details->>'from')::int)) AS highest,
               LEAST(b.points_per_yuan, min((a.details->>'from')::int)) AS lowest
          FROM brand b JOIN store s ON s.brand_id = b.id
          LEFT JOIN audit_entry a ON a.store_id = s.id AND a.action = 'points-rate.changed'
         GROUP BY b.id
      )
      SELECT 'payment ' || p.id || ' (' || p.state || ') earned × ' || count(*) AS broken
        FROM points_entry e JOIN payment p ON p.id = e.payment_id AND e.reason = 'earned'
       GROUP BY p.id HAVING count(*) > 1 OR p.state <> 'succeeded'
      UNION ALL
      SELECT 'order ' || p.order_id || ' has ' || sum(e.points + t.points) || ' points for ' || sum(p.amount_cents - t.cents)
        FROM payment p JOIN store s ON s.id = p.store_id JOIN rate USING (brand_id)
        CROSS JOIN LATERAL (SELECT COALESCE(sum(delta - debt_delta), 0) AS points FROM points_entry
                             WHERE payment_id = p.id AND reason IN ('earned', 'reversed')) e
        CROSS JOIN LATERAL (SELECT COALESCE(sum(r.amount_cents) FILTER (WHERE r.state = 'succeeded'), 0) AS cents,
                                   COALESCE(sum(taken.points), 0) AS points
                              FROM refund r
                             CROSS JOIN LATERAL (SELECT COALESCE(sum(delta - debt_delta), 0) AS points FROM points_entry
                                                  WHERE refund_id = r.id AND payment_id IS NULL) taken
                             WHERE r.payment_id = p.id) t
       WHERE p.state = 'succeeded'
       GROUP BY p.order_id HAVING sum(e.points + t.points) > div(sum(p.amount_cents - t.cents), 100) * max(rate.highest)
      UNION ALL
      SELECT 'refund ' || r.id || ' (' || r.state || ') reversed × ' || count(*)
        FROM points_entry e JOIN refund r ON r.id = e.refund_id
       GROUP BY r.id
      HAVING count(*) > 1 OR (r.state <> 'succeeded' AND COALESCE(r.fail_reason, '') NOT IN ('bounced', 'returned'))
      UNION ALL
      SELECT 'payment ' || p.id || ' earned nothing for member ' || p.member_id
        FROM payment p JOIN store s ON s.id = p.store_id JOIN rate USING (brand_id)
       WHERE p.state = 'succeeded' AND p.member_id IS NOT NULL AND p.amount_cents >= 100 AND rate.lowest > 0
         AND NOT EXISTS (SELECT FROM points_entry e WHERE e.payment_id = p.id AND e.reason = 'earned')
         AND NOT EXISTS (SELECT FROM refund r WHERE r.payment_id = p.id AND r.reason = 'surplus')`,
  },
  {
    number: 6,
    name: 'stock = the last count + its moves, and ≥ 0',
    sql: `
      WITH last_set AS (
        SELECT DISTINCT ON (dish_id) dish_id, id FROM stock_move WHERE reason = 'set' AND option_id IS NULL ORDER BY dish_id, id DESC
      ), last_option_set AS (
        SELECT DISTINCT ON (option_id) option_id, id FROM stock_move WHERE reason = 'set' AND option_id IS NOT NULL ORDER BY option_id, id DESC
      )
      SELECT 'dish ' || d.id || ': ' || d.stock || ' of ' || m.stock AS broken
        FROM dish d JOIN last_set s ON s.dish_id = d.id
        CROSS JOIN LATERAL (SELECT sum(delta) AS stock FROM stock_move WHERE dish_id = d.id AND option_id IS NULL AND id >= s.id) m
       WHERE d.stock IS NOT NULL AND (d.stock <> m.stock OR d.stock < 0)
      UNION ALL
      SELECT 'option ' || o.id || ': ' || o.stock || ' of ' || m.stock
        FROM option o JOIN last_option_set s ON s.option_id = o.id
        CROSS JOIN LATERAL (SELECT sum(delta) AS stock FROM stock_move WHERE option_id = o.id AND id >= s.id) m
       WHERE o.stock IS NOT NULL AND (o.stock <> m.stock OR o.stock < 0)`,
  },
  {
    number: 7,
    name: 'one idempotency key has one result',
    sql: `
      SELECT 'round ' || store_id || ' ' || idempotency_key AS broken FROM round
       GROUP BY store_id, idempotency_key HAVING count(*) > 1
      UNION ALL
      SELECT 'payment ' || store_id || ' ' || idempotency_key FROM payment
       GROUP BY store_id, idempotency_key HAVING count(*) > 1
      UNION ALL
      SELECT 'refund ' || store_id || ' ' || idempotency_key FROM refund
       GROUP BY store_id, idempotency_key HAVING count(*) > 1
      UNION ALL
      SELECT 'points ' || member_id || ' ' || idempotency_key FROM points_entry WHERE idempotency_key IS NOT NULL
       GROUP BY member_id, idempotency_key HAVING count(*) > 1`,
  },
  {
    number: 8,
    name: 'the moves of a line are a path in the state table',
    sql: pathSql('line', 'line_move', 'line_id', 'order_line', movesSql(LINE_MOVES)),
  },
  {
    number: 8,
    name: 'the moves of an order are a path in the state table',
    sql: pathSql('order', 'order_move', 'order_id', 'customer_order', movesSql(ORDER_PATHS)),
  },
  {
    number: 9,
    name: 'events of a store are numbered without gaps, and none waits for over a minute',
    sql: `
      SELECT 'store ' || e.store_id || ': ' || count(*) || ' events numbered to ' || max(e.seq) AS broken
        FROM outbox_event e JOIN store s ON s.id = e.store_id
       WHERE e.seq IS NOT NULL
       GROUP BY e.store_id, s.event_seq
      HAVING max(e.seq) - min(e.seq) + 1 <> count(*) OR max(e.seq) <> s.event_seq
      UNION ALL
      SELECT 'event ' || id || ' of store ' || store_id || ' waits'
        FROM outbox_event
       WHERE sent_at IS NULL AND parked_at IS NULL AND created_at < $1::timestamptz - interval '60 seconds'`,
  },
  {
    number: 10,
    name: 'order numbers are unique per store and business day',
    sql: `
      SELECT 'store ' || store_id || ' ' || business_day || ' ' || number AS broken
        FROM customer_order GROUP BY store_id, business_day, number HAVING count(*) > 1`,
  },
  {
    number: 11,
    name: 'a payment pending past its time was asked about or closed',
    sql: `
      SELECT 'payment ' || id || ' pending since ' || created_at AS broken
        FROM payment
       WHERE state = 'pending' AND asked_at IS NULL AND expires_at < $1::timestamptz - interval '2 minutes'`,
  },
  {
    number: 13,
    name: 'a cleared sitting holds no table, an open one does; an order has a sitting or a staff author',
    sql: `
      SELECT 'sitting ' || s.id || ' is cleared and holds table ' || t.table_id AS broken
        FROM sitting s JOIN sitting_table t ON t.sitting_id = s.id AND t.until_at IS NULL
       WHERE s.cleared_at IS NOT NULL
      UNION ALL
      SELECT 'sitting ' || s.id || ' is open without a table'
        FROM sitting s
       WHERE s.cleared_at IS NULL
         AND NOT EXISTS (SELECT FROM sitting_table t WHERE t.sitting_id = s.id AND t.until_at IS NULL)
      UNION ALL
      SELECT 'order ' || id || ' is nobody''s' FROM customer_order WHERE sitting_id IS NULL AND staff_id IS NULL`,
  },
  {
    number: 14,
    name: 'every line is on a ticket of some station of its store',
    sql: `
      SELECT 'line ' || l.id || ' at ' || l.station_ids::text AS broken
        FROM order_line l
       WHERE NOT EXISTS (SELECT FROM station s WHERE s.id = ANY (l.station_ids) AND s.store_id = l.store_id)`,
  },
  {
    number: 14,
    name: 'a store that cooks has exactly one default station, and it is open',
    sql: `
      SELECT 'store ' || store_id || ' has ' || count(*) FILTER (WHERE is_default) || ' default stations' AS broken
        FROM station WHERE archived_at IS NULL AND NOT is_expo
       GROUP BY store_id HAVING count(*) FILTER (WHERE is_default) <> 1`,
  },
  {
    number: 17,
    name: 'what a bill charges per head is its heads at its fee, on a line of its own',
    sql: `
      SELECT 'order ' || o.id || ': ' || o.heads || ' heads, charged ' || COALESCE(a.cents, 0) || ' ' || COALESCE(a.reason, '')
             || ', fee ' || COALESCE((o.fixed_rules->>'perHeadCents'), 'of now') AS broken
        FROM customer_order o
        CROSS JOIN LATERAL (
          SELECT count(*) AS lines, sum(x.amount_cents) AS cents, min(x.reason) AS reason
            FROM order_adjustment x WHERE x.order_id = o.id AND x.kind = 'per_head') a
       WHERE a.lines > 1 OR (a.lines = 1 AND (o.heads = 0 OR a.cents % o.heads <> 0 OR a.reason <> '× ' || o.heads))
          OR (o.items_cents > 0 AND o.state <> 'cancelled'
              AND o.heads * (o.fixed_rules->>'perHeadCents')::bigint <> COALESCE(a.cents, 0))`,
  },
  {
    // Nobody is counted who takes away, so a party that ever did is left alone here.
    // More than the people only where money came for them before they were fewer; less only where
    // the bill that had them was cancelled, or every bill was settled before they were more.
    number: 17,
    name: 'each head of a sitting is charged on exactly one bill',
    sql: `
      WITH party AS (
        SELECT s.id, COALESCE(s.party_size, 1) AS people,
               sum(o.heads) FILTER (WHERE k.is_charged) AS heads,
               COALESCE(sum(o.heads) FILTER (WHERE NOT k.is_charged), 0) AS given_up,
               bool_or(o.settled_at IS NULL AND o.reopened_at IS NULL AND o.state <> 'cancelled') AS is_running,
               bool_or(o.settled_at IS NULL AND o.state <> 'cancelled' AND o.heads > 0
                       AND NOT EXISTS (SELECT FROM payment p WHERE p.order_id = o.id AND p.state = 'succeeded')) AS is_unpaid
          FROM sitting s JOIN customer_order o ON o.sitting_id = s.id
         CROSS JOIN LATERAL (SELECT o.state <> 'cancelled' OR (o.settled_at IS NOT NULL AND o.paid_cents - o.surplus_cents > o.refunded_cents)
                                      AS is_charged) k
         WHERE s.cleared_at IS NULL
           AND NOT EXISTS (SELECT FROM round r WHERE r.sitting_id = s.id AND r.is_takeaway)
         GROUP BY s.id
      )
      SELECT 'sitting ' || id || ': ' || people || ' people, charged for ' || COALESCE(heads, 0) AS broken
        FROM party
       WHERE (heads > people AND is_unpaid) OR (heads < people AND is_running AND given_up = 0)`,
  },
  {
    number: 18,
    name: 'the audit of a store is one unbroken chain: each link over the one before and its entry',
    sql: `
      SELECT 'store ' || store_id || ' link ' || seq AS broken
        FROM (SELECT l.store_id, l.seq, l.hash, lag(l.hash) OVER w AS before, row_number() OVER w AS nth, ${AUDIT_TEXT} AS text
                FROM audit_link l LEFT JOIN audit_entry e ON e.id = l.entry_id AND e.store_id = l.store_id
              WINDOW w AS (PARTITION BY l.store_id ORDER BY l.seq)) AS link
       WHERE seq <> nth OR text = '' OR hash <> sha256(COALESCE(before, ''::bytea) || convert_to(text, 'UTF8'))`,
  },
  {
    number: 19,
    name: 'a shared dish is a dish of the menu that its store follows, said once, with what is the leader’s to say',
    sql: `
      SELECT 'dish ' || d.id || ' of store ' || s.id || ', there ' || d.origin_id AS broken
        FROM dish d JOIN store s ON s.id = d.store_id
        LEFT JOIN dish o ON o.id = d.origin_id AND o.store_id = s.menu_from_store_id
       WHERE d.origin_id IS NOT NULL AND d.archived_at IS NULL
         AND (o.id IS NULL OR o.archived_at IS NOT NULL OR (d.name, d.names, d.picture) IS DISTINCT FROM (o.name, o.names, o.picture))`,
  },
  {
    number: 20,
    name: 'a brand with people who may come has one who may change it',
    sql: `
      SELECT 'brand ' || b.id AS broken FROM brand b
       WHERE EXISTS (SELECT FROM store s JOIN staff_role r ON r.store_id = s.id AND r.role = 'owner'
                       JOIN staff p ON p.id = r.staff_id AND p.disabled_at IS NULL WHERE s.brand_id = b.id)
         AND NOT EXISTS (SELECT FROM brand_right r JOIN staff p ON p.id = r.staff_id AND p.disabled_at IS NULL
                          WHERE r.brand_id = b.id)`,
  },
  {
    // Two writers in two zones part cause and effect by hours; a clock that was set right, by an
    // hour at most.
    number: 16,
    name: 'no instant is ahead of the clocks, and nothing happened long before what it follows from',
    sql: `
      WITH told(what, id, cause, effect) AS (
        SELECT 'order placed', id, NULL, placed_at FROM customer_order WHERE business_day >= $1::timestamptz::date - 2
        UNION ALL SELECT 'round placed', r.id, s.opened_at, r.placed_at FROM round r JOIN sitting s ON s.id = r.sitting_id
        UNION ALL SELECT 'round decided', id, placed_at, decided_at FROM round
        UNION ALL SELECT 'dish ready', l.id, r.placed_at, l.ready_at FROM order_line l JOIN round r ON r.id = l.round_id
        UNION ALL SELECT 'bill settled', id, placed_at, settled_at FROM customer_order
        UNION ALL SELECT 'sitting cleared', id, opened_at, cleared_at FROM sitting
        UNION ALL SELECT 'payment begun', p.id, o.placed_at, p.created_at FROM payment p JOIN customer_order o ON o.id = p.order_id
        UNION ALL SELECT 'payment paid', id, created_at, paid_at FROM payment
        UNION ALL SELECT 'refund given', id, created_at, done_at FROM refund
      )
      SELECT what || ' ' || id || ' at ' || effect || COALESCE(' after ' || cause, '') AS broken
        FROM told
       WHERE effect > GREATEST($1::timestamptz, now()) + interval '1 minute' OR effect < cause - interval '70 minutes'`,
  },
]

/**
 * The invariants that do not hold, each with up to twenty of its broken rows; none when all is
 * well.
 */
export async function checkInvariants(
  pool: Pick<ClientBase, 'query'>,
  at: Date = new Date(),
): Promise<Breach[]> {
  const breaches: Breach[] = []
  for (const invariant of INVARIANTS) {
    const breach = await breachOf(pool, invariant, at)
    if (breach) breaches.push(breach)
  }
  return breaches
}

/** What breaks this one; null = nothing. */
export async function breachOf(
  pool: Pick<ClientBase, 'query'>,
  { number, name, sql }: Invariant,
  at: Date,
): Promise<Breach | null> {
  const { rows } = await pool.query<{ broken: string }>(
    `SELECT broken FROM (${sql}) AS found WHERE $1::timestamptz IS NOT NULL LIMIT 20`,
    [at],
  )
  return rows.length > 0 ? { number, name, broken: rows.map((row) => row.broken) } : null
}
