// What money is counted with: integers of eight bytes, as numbers, by whatever way they are read.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, type Restaurant } from '@/testing/restaurant'

const LARGE = 9_007_199_254_740_991
let database: TestDatabase
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
  place = await makeRestaurant(database.db, { now: new Date('2026-11-20T12:00:00+08:00') })
})
afterAll(() => database.drop())

it('every column of money and of points has eight bytes, and no other type', async () => {
  const { rows } = await database.pool.query<{ column: string }>(`
    SELECT c.relname || '.' || a.attname AS column
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       AND (a.attname ~ '_cents$' OR c.relname IN ('member', 'points_entry', 'reward', 'member_level')
            AND a.attname ~ '(^|_)(points|delta)$|^(points|debt)_after$' AND a.attname <> 'pay_basis_points')
       AND a.atttypid <> 'int8'::regtype`)
  expect(rows).toEqual([])
})

it('they are exact numbers up to 2^53, by statement and by Prisma, alone, nested and inside a transaction', async () => {
  const { db, pool } = database
  const id = place.store.dishes.rice.id
  const data = { priceCents: LARGE, promoPriceCents: null }
  const where = { id }
  expect((await db.dish.update({ where, data })).priceCents).toBe(LARGE)
  expect((await pool.query('SELECT price_cents FROM dish WHERE id = $1', [id])).rows).toEqual([
    { price_cents: LARGE },
  ])
  const LIST =
    'SELECT array_agg(each ORDER BY each) AS all FROM (VALUES ($1::bigint), (NULL)) AS v(each)'
  expect((await pool.query(LIST, [LARGE])).rows).toEqual([{ all: [LARGE, null] }])
  expect(await db.$queryRaw`SELECT price_cents, 1 AS nth FROM dish WHERE id = ${id}`).toEqual([
    { price_cents: LARGE, nth: 1 },
  ])
  const found = await db.$transaction(async (tx) => ({
    categories: await tx.category.findMany({
      where: { dishes: { some: where } },
      include: { dishes: { where } },
    }),
    sum: await tx.dish.aggregate({ where, _sum: { priceCents: true } }),
  }))
  expect(found).toMatchObject({
    categories: [{ dishes: [{ priceCents: LARGE, promoPriceCents: null }] }],
    sum: { _sum: { priceCents: LARGE } },
  })
})

it('one beyond that is an error and never rounded', async () => {
  const { db, pool } = database
  const words = /9007199254740992 is more than a number holds exactly/
  await expect(pool.query('SELECT 9007199254740992::bigint AS sum')).rejects.toThrow(words)
  await expect(db.$queryRaw`SELECT 9007199254740992::bigint AS sum`).rejects.toThrow(words)
  expect((await pool.query('SELECT 1::bigint AS after')).rows).toEqual([{ after: 1 }])
})
