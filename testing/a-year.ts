// A year of a busy house, poured straight into the database by a few statements: every order with
// its party, rounds, dishes, paper, money, points and notes, ended as its commands would have left
// it. What is open stays for the test to make.

import pg from 'pg'
import type { TestStore } from './restaurant'

export const ORDERS_A_DAY = 150
const DAYS = 365
const ORDERS = ORDERS_A_DAY * DAYS
const MEMBERS = 2_000

/** Which columns of a table, and the rows that fill them from `n` = 1 … of `y`. */
const pour = (table: string, columns: string, values: string, from = 'y') =>
  `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${from}`

const LINE = (which: number) => `
  y.n * 3 + ${which} AS id, y.n AS order_id, y.n * 2 + ${which === 2 ? 1 : 0} AS round_id, (y.dishes)[1 + (y.n + ${which}) % 4] AS dish_id,
  y.*, ${which} AS which`

/**
 * What PostgreSQL believes of its tables afterwards is what they were like on the first day; nobody
 * has looked since.
 * @param brandId whose members they are
 * @param until the instant before which the year ends
 */
export async function pourYear(
  url: string,
  { store, brandId, until }: { store: TestStore; brandId: number; until: Date },
): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  const { rice, beer, duck, soup } = store.dishes
  const receipts = await oneId(client, 'printer', store.id, `'receipt'`)
  const slips = await oneId(client, 'printer', store.id, `'kitchen'`)
  const tables = store.tables.map(({ id }) => id)
  try {
    // As a restored copy is written: what the triggers guard is right as it stands.
    await client.query(`SET session_replication_role = replica; SET TimeZone = 'UTC'`)
    await client.query(members(brandId))
    await client.query(
      `CREATE TEMP TABLE year AS SELECT n, ${store.id} AS store, ARRAY[${[rice, beer, duck, soup].map(({ id }) => id)}] AS dishes,
         (ARRAY[${tables}])[1 + n % 2] AS table_id, ${store.stationId} AS station, 100 + n % ${MEMBERS} AS member,
         ${store.staff.waiter.id} AS waiter, ${store.staff.cashier.id} AS cashier, at, (at AT TIME ZONE 'Asia/Shanghai')::date AS day
         FROM (SELECT n, date_trunc('day', $1::timestamptz) - interval '${DAYS} days' + ((n - 1) / ${ORDERS_A_DAY}) * interval '1 day'
                        + interval '2 hours' + ((n - 1) % ${ORDERS_A_DAY}) * interval '4 minutes' AS at
                 FROM generate_series(1, ${ORDERS}) n) x`.replace('$1', `'${until.toISOString()}'`),
    )
    for (const [from, to] of [
      [1, ORDERS_A_DAY],
      [ORDERS_A_DAY + 1, ORDERS],
    ] as const) {
      await client.query(
        `CREATE OR REPLACE TEMP VIEW y AS SELECT * FROM year WHERE n BETWEEN ${from} AND ${to}`,
      )
      for (const statement of statements({ receipts, slips })) await client.query(statement)
      if (from === 1) await client.query('ANALYZE')
    }
    await client.query(`
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT c.table_name, pg_get_serial_sequence(quote_ident(c.table_name), 'id') AS seq
             FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.column_name = 'id' AND c.column_default LIKE 'nextval%' LOOP
    EXECUTE format('SELECT setval(%L, (SELECT COALESCE(max(id), 1) FROM %I))', r.seq, r.table_name);
  END LOOP;
END $$`)
  } finally {
    await client.end()
  }
}

const members = (brandId: number) =>
  pour(
    'member',
    'id, brand_id, phone_hash, phone_sealed, phone_tail, name, points, lifetime_points, total_orders',
    `99 + n, ${brandId}, sha256(('m' || n)::bytea), 'x', '0000', 'M' || n, 500, 500, 27`,
    `generate_series(1, ${MEMBERS}) n`,
  )

const OF_Y = '(SELECT * FROM order_line WHERE order_id IN (SELECT n FROM y)) l'

const statements = ({ receipts, slips }: { receipts: number; slips: number }) => [
  pour('sitting', 'id, store_id, opened_at, cleared_at', `n, store, at, at + interval '1 hour'`),
  pour(
    'sitting_table',
    'sitting_id, table_id, from_at, until_at',
    `n, table_id, at, at + interval '1 hour'`,
  ),
  pour(
    'guest',
    'sitting_id, number, member_id, token_hash, joined_at',
    `y.n, g, CASE WHEN g = 1 AND y.n % 4 = 0 THEN y.member END, sha256((y.n || '-' || g)::bytea), y.at`,
    'y, generate_series(1, 2) g',
  ),
  pour(
    'customer_order',
    `id, store_id, sitting_id, member_id, number, business_day, mode, state, version, table_name, items_cents, discount_cents, owed_cents,
     paid_cents, refunded_cents, placed_at, confirmed_at, completed_at, settled_at`,
    `n, store, n, CASE WHEN n % 4 = 0 THEN member END, 'Y' || lpad(n::text, 19, '0'), day, 'eat_first', 'completed', 2, 'A1', 4000, 100, 3900,
     3900, CASE WHEN n % 100 = 0 THEN 500 ELSE 0 END, at, at, at + interval '30 minutes', at + interval '50 minutes'`,
  ),
  pour(
    'round',
    'id, store_id, order_id, sitting_id, number, state, idempotency_key, request_hash, placed_at, decided_at',
    `y.n * 2 + r, store, y.n, y.n, r + 1, 'confirmed', 'y' || y.n || '-' || r, '', at + r * interval '10 minutes', at + r * interval '10 minutes'`,
    'y, generate_series(0, 1) r',
  ),
  ...[0, 1, 2].map((which) =>
    pour(
      'order_line',
      `id, store_id, order_id, round_id, dish_id, name, list_unit_cents, unit_cents, quantity, total_cents, station_ids, promised_minutes,
       state, version, queued_at, ready_at, served_at, voided_at`,
      `id, store, order_id, round_id, dish_id, 'as it was', 1000, 1000, 1, 1000, ARRAY[station], 15,
       CASE WHEN n % 50 = 0 AND which = 2 THEN 'voided' ELSE 'served' END::line_state, 2, at, at + interval '10 minutes',
       at + interval '12 minutes', CASE WHEN n % 50 = 0 AND which = 2 THEN at + interval '15 minutes' END`,
      `(SELECT ${LINE(which)} FROM y) l`,
    ),
  ),
  pour(
    'line_move',
    'line_id, version, from_state, to_state, staff_id, reason, at',
    `id, 1, 'queued', state, CASE WHEN state = 'voided' THEN (SELECT waiter FROM y LIMIT 1) END,
     CASE WHEN state = 'voided' THEN 'too salty' ELSE '' END, COALESCE(voided_at, served_at)`,
    OF_Y,
  ),
  pour(
    'line_change',
    'store_id, line_id, kind, after, at',
    `store_id, id, 'voided', 'too salty', voided_at`,
    `${OF_Y} WHERE state = 'voided'`,
  ),
  pour(
    'order_move',
    'order_id, version, from_state, to_state, at',
    `n, 1, 'confirmed', 'completed', at + interval '30 minutes'`,
  ),
  pour(
    'order_adjustment',
    'order_id, kind, amount_cents, reason, created_at',
    `n, 'manual', -100, 'r' || n % 3000, at`,
  ),
  pour(
    'payment',
    `id, store_id, order_id, method, provider, amount_cents, state, token, idempotency_key, transaction_id, business_day, created_at, expires_at,
     paid_at`,
    `n, store, n, 'cash', 'cash', 3900, 'succeeded', 'y' || n, 'y' || n, 'y' || n, day, at, at + interval '1 hour', at + interval '50 minutes'`,
  ),
  pour(
    'refund',
    'store_id, order_id, payment_id, staff_id, amount_cents, reason, state, idempotency_key, business_day, created_at, done_at',
    `store, n, n, cashier, 500, 'r' || n, 'succeeded', 'y' || n, day, at + interval '1 hour', at + interval '1 hour'`,
    'y WHERE n % 100 = 0',
  ),
  pour(
    'points_entry',
    'member_id, delta, reason, payment_id, points_after, created_at',
    `member, 39, 'earned', n, 500, at`,
    'y WHERE n % 4 = 0',
  ),
  pour(
    'service_request',
    'store_id, sitting_id, table_id, kind, created_at, done_at',
    `store, n, table_id, 'call', at, at + interval '3 minutes'`,
    `y WHERE n > ${ORDERS - 90 * ORDERS_A_DAY}`,
  ),
  pour(
    'print_job',
    'store_id, printer_id, kind, order_id, round_id, line_ids, bytes, state, idempotency_key, created_at, done_at',
    `store, ${receipts}, 'receipt', n, NULL, '{}', '', 'printed', 'settled-' || n, at, at`,
  ),
  pour(
    'print_job',
    'store_id, printer_id, kind, order_id, round_id, line_ids, bytes, state, idempotency_key, created_at, done_at',
    `store, ${slips}, 'slip', n, n * 2, ARRAY[n * 3, n * 3 + 1], '', 'printed', 'lines-' || n, at, at`,
    `y WHERE n > ${ORDERS - 90 * ORDERS_A_DAY}`,
  ),
  pour(
    'audit_entry',
    'store_id, staff_id, action, subject, subject_id, at',
    `store, cashier, (ARRAY['cash.taken', 'table.cleared'])[1 + a], 'order', n::text, at`,
    'y, generate_series(0, 1) a',
  ),
  pour(
    'stock_move',
    'store_id, dish_id, delta, reason, line_id, at',
    `store, dishes[3 + n / 2 % 2], CASE WHEN n % 100 < 4 THEN 20 ELSE -1 END,
     CASE n % 100 WHEN 0 THEN 'set' WHEN 2 THEN 'sold_out' ELSE 'sold' END::stock_reason, CASE WHEN n % 100 >= 4 THEN n * 3 END, at`,
    'y WHERE n % 2 = 0',
  ),
  pour(
    'outbox_event',
    'store_id, seq, type, rooms, payload, created_at, sent_at',
    `store, row_number() OVER (ORDER BY n, e), 'order_status_update', ARRAY['store:' || store], '{}', at, at`,
    `y, generate_series(1, 6) e WHERE n > ${ORDERS - 2 * ORDERS_A_DAY}`,
  ),
]

async function oneId(
  client: pg.Client,
  table: string,
  storeId: number,
  purpose: string,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO ${table} (store_id, name, purpose, host, is_automatic, prints_from)
     VALUES ($1, 'printer', ${purpose}, '127.0.0.1', true, '2020-01-01') RETURNING id`,
    [storeId],
  )
  return rows[0]?.id ?? 0
}
