// A store with as many seated parties as a run needs: each has a table, a phone with a seat, and
// three dishes in its cart.

import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import type { Shot } from './load'

export type BenchStore = {
  storeId: number
  stationId: number
  dishes: { dish_id: number; name: string; unit_cents: number; quantity: number }[]
  totalCents: number
}

export async function makeBenchStore(pool: Pool): Promise<BenchStore> {
  const { rows } = await pool.query<{ storeId: number; stationId: number; dishIds: number[] }>(`
    WITH b AS (INSERT INTO brand (name) VALUES ('bench') RETURNING id),
    s AS (INSERT INTO store (brand_id, name) SELECT id, 'bench' FROM b RETURNING id),
    st AS (INSERT INTO station (store_id, name, is_default) SELECT id, 'all', true FROM s RETURNING id),
    c AS (INSERT INTO category (store_id, name) SELECT id, 'all' FROM s RETURNING id, store_id),
    d AS (
      INSERT INTO dish (store_id, category_id, name, price_cents, allergens, diet_tags, updated_at)
      SELECT c.store_id, c.id, 'dish ' || n, n * 1000, '{}', '{}', now() FROM c, generate_series(1, 3) n
      RETURNING id),
    a AS (INSERT INTO area (store_id, name) SELECT id, 'hall' FROM s RETURNING id)
    SELECT s.id AS "storeId", st.id AS "stationId", ARRAY(SELECT id FROM d ORDER BY id) AS "dishIds" FROM s, st`)
  const made = rows[0]
  if (!made) throw new Error('the bench store was not made')
  const dishes = made.dishIds.map((dish_id, index) => ({
    dish_id,
    name: `dish ${index + 1}`,
    unit_cents: (index + 1) * 1_000,
    quantity: 1,
  }))
  return { ...made, dishes, totalCents: 6_000 }
}

let parties = 0

/** So many parties, each with its one submit as a shot at the public API. */
export async function seatParties(pool: Pool, store: BenchStore, count: number): Promise<Shot[]> {
  const numbers = Array.from({ length: count }, () => ++parties)
  const hashes = numbers.map((n) => createHash('sha256').update(tokenOf(n)).digest())
  await pool.query(
    `WITH n AS (SELECT * FROM unnest($2::int[], $3::bytea[]) AS x(n, hash)),
     t AS (
       INSERT INTO dining_table (store_id, area_id, name, code)
       SELECT $1, (SELECT id FROM area WHERE store_id = $1), 'B' || n, 'bench-' || n FROM n
       RETURNING id, name),
     s AS (
       INSERT INTO sitting (id, store_id) SELECT 1000000 + n, $1 FROM n RETURNING id),
     st AS (
       INSERT INTO sitting_table (sitting_id, table_id)
       SELECT s.id, t.id FROM s JOIN t ON t.name = 'B' || (s.id - 1000000)),
     g AS (
       INSERT INTO guest (id, sitting_id, token_hash, number)
       SELECT 1000000 + n.n, s.id, n.hash, 1 FROM n JOIN s ON s.id = 1000000 + n.n RETURNING id, sitting_id)
     INSERT INTO cart_line (sitting_id, guest_id, dish_id, quantity)
     SELECT g.sitting_id, g.id, d, 1 FROM g, unnest($4::int[]) AS d`,
    [store.storeId, numbers, hashes, store.dishes.map((dish) => dish.dish_id)],
  )
  return numbers.map((n) => ({
    path: '/api/trpc/ordering.place',
    // Each party is a house of its own: what one address may is not what is measured.
    headers: { Cookie: `seat_bench-${n}=${tokenOf(n)}`, 'X-Forwarded-For': addressOf(n) },
    body: JSON.stringify({
      code: `bench-${n}`,
      cartVersion: 1,
      expectedCents: store.totalCents,
      key: `bench-key-${n}`,
    }),
  }))
}

/** The phone of a party: what it says of itself, and the cookie it comes with. */
export function seatOf(shot: Shot): { auth: { code: string }; cookie: string } {
  return { auth: { code: JSON.parse(shot.body).code }, cookie: shot.headers.Cookie ?? '' }
}

/** The same rows as shots at the bare server. */
export async function bareShots(pool: Pool, store: BenchStore, count: number): Promise<Shot[]> {
  const numbers = Array.from({ length: count }, () => ++parties)
  await pool.query(
    `INSERT INTO sitting (id, store_id) SELECT 1000000 + n, $1 FROM unnest($2::int[]) AS n`,
    [store.storeId, numbers],
  )
  return numbers.map((n) => ({
    path: '/order',
    headers: {},
    body: JSON.stringify({
      storeId: store.storeId,
      stationId: store.stationId,
      sittingId: 1_000_000 + n,
      key: `bare-${n}`,
      cents: store.totalCents,
      lines: store.dishes,
    }),
  }))
}

function tokenOf(n: number): string {
  return `bench-token-${n}`
}

/** One of the 131,072 addresses of the network that is set aside for benchmarks. */
function addressOf(n: number): string {
  return `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`
}
