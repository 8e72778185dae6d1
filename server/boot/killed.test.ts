// Killed at any moment under load, and started again: every acknowledged order is there exactly once, every unknown one at
// most once, the books balance, and what was not yet pushed is pushed. FAULT_ROUNDS makes it longer.

import { afterAll, expect, it } from 'vitest'
import { seatCookie } from '../access/read-seat'
import { hashToken, newToken } from '../access/tokens'
import { checkInvariants } from '../invariants'
import { makeRestaurant } from '../testing/restaurant'
import { databaseIn, freshFolder, type Program, startProgram } from './program'

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 4)
const SEED = Number(process.env.FAULT_SEED ?? 20_261_123)
const GUESTS = 8

const { path: dataDir, remove } = freshFolder()
let program: Program | null = null

afterAll(async () => {
  program?.kill('SIGTERM')
  await program?.ended
  remove()
})

type Wish = {
  code: string
  token: string
  key: string
  outcome: 'ok' | 'unknown'
  orderId?: number
}

it(`keeps every acknowledged order through ${ROUNDS} kills (seed ${SEED})`, {
  timeout: 60_000 + ROUNDS * 20_000,
}, async () => {
  const dice = diceOf(SEED)
  program = startProgram({ DATA_DIR: dataDir })
  await program.opened
  const clock = { now: new Date() }
  let database = databaseIn(dataDir)
  const { store } = await makeRestaurant(database.db, clock)
  await database.db.store.update({ where: { id: store.id }, data: { orderMode: 'pay_first' } })
  const area = await database.db.area.findFirstOrThrow({ where: { storeId: store.id } })
  const wishes: Wish[] = []

  for (let round = 0; round < ROUNDS; round += 1) {
    const guests = await Promise.all(
      Array.from({ length: GUESTS }, async (_, index) => {
        const [code, token] = [newToken(), newToken()]
        const table = await database.db.diningTable.create({
          data: { storeId: store.id, areaId: area.id, name: `K${round}-${index}`, code },
        })
        await database.db.sitting.create({
          data: {
            storeId: store.id,
            tables: { create: { tableId: table.id } },
            guests: { create: { number: 1, tokenHash: hashToken(token) } },
          },
        })
        return { code, token }
      }),
    )
    await database.close()

    const { base } = program
    let isDead = false
    const load = Promise.all(
      guests.map(async ({ code, token }) => {
        while (!isDead) {
          const wish: Wish = { code, token, key: newToken(), outcome: 'unknown' }
          const orderId = await orderOnce(base, wish, store.dishes.rice.id, () => wishes.push(wish))
          if (orderId) Object.assign(wish, { outcome: 'ok', orderId })
        }
      }),
    )
    await new Promise((done) => setTimeout(done, 300 + dice() * 900))
    program.kill('SIGKILL')
    await program.ended
    isDead = true
    await load

    program = startProgram({ DATA_DIR: dataDir })
    await program.opened
    database = databaseIn(dataDir)
  }

  expect(wishes.filter(({ outcome }) => outcome === 'ok').length).toBeGreaterThan(ROUNDS)
  for (const wish of wishes) {
    const rounds = await database.db.round.findMany({ where: { idempotencyKey: wish.key } })
    expect(rounds.length).toBeLessThanOrEqual(1)
    if (wish.outcome === 'ok') expect(rounds[0]?.orderId).toBe(wish.orderId)
  }
  expect(await checkInvariants(database.pool)).toEqual([])

  await expect
    .poll(() => database.db.outboxEvent.count({ where: { sentAt: null } }), { timeout: 10_000 })
    .toBe(0)
  const events = await database.db.outboxEvent.findMany({
    where: { storeId: store.id },
    orderBy: { seq: 'asc' },
    select: { seq: true },
  })
  expect(events.map(({ seq }) => Number(seq))).toEqual(events.map((_, index) => index + 1))
  await database.close()
})

/** One dish into the cart and a submit; the order's id when the server said so, else null: nobody knows. */
async function orderOnce(
  base: string,
  { code, token, key }: Wish,
  dishId: number,
  onSubmit: () => void,
): Promise<number | null> {
  const headers = {
    'Content-Type': 'application/json',
    Cookie: `${seatCookie(code)}=${token}`,
  }
  const call = async (path: string, body: unknown) => {
    const res = await fetch(`${base}/api/trpc/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return res.ok ? (await res.json()).result.data : null
  }
  try {
    await call('ordering.addToCart', { code, dishId, choices: [], quantity: 1, key: newToken() })
    const input = encodeURIComponent(JSON.stringify({ code }))
    const res = await fetch(`${base}/api/trpc/ordering.cart?input=${input}`, { headers })
    const { version, owedCents } = (await res.json()).result.data
    onSubmit()
    const wish = { code, cartVersion: version, expectedCents: owedCents, key }
    return (await call('ordering.place', wish))?.orderId ?? null
  } catch {
    return null
  }
}

/** mulberry32: the same kills for the same seed. */
function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
