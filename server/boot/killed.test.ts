// Killed at any moment under load, and started again: every acknowledged order is there exactly
// once, every unknown one at most once, the books balance, and what was not yet pushed is pushed.
// FAULT_ROUNDS makes it longer.

import { afterAll, expect, it } from 'vitest'
import { closedHouse } from '@/testing/program/closed-house'
import { diceOf } from '@/testing/program/dice'
import { askAgain, type OrderRequest, orderOnce } from '@/testing/program/order-once'
import { databaseIn, type Program, startProgram } from '@/testing/program/program'
import { makeRestaurant } from '@/testing/restaurant'
import { hashToken, newToken } from '../access/tokens'
import { checkInvariants } from '../invariants'

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 4)
const SEED = Number(process.env.FAULT_SEED ?? 20_261_123)
const GUESTS = 8

const { path: dataDir, remove } = closedHouse()
let program: Program | null = null

afterAll(async () => {
  program?.kill('SIGTERM')
  await program?.ended
  remove()
})

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
  const requests: OrderRequest[] = []

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
          await orderOnce(base, { code, token }, store.dishes.rice.id, (request) =>
            requests.push(request),
          )
        }
      }),
    )
    // The moment counts from when orders flow, so that a slow machine is under load as well.
    const acknowledged = () => requests.filter(({ outcome }) => outcome === 'ok').length
    const before = acknowledged()
    await expect.poll(acknowledged).toBeGreaterThan(before)
    await new Promise((done) => setTimeout(done, dice() * 900))
    program.kill('SIGKILL')
    await program.ended
    isDead = true
    await load

    program = startProgram({ DATA_DIR: dataDir })
    await program.opened
    database = databaseIn(dataDir)
  }

  for (const request of requests.filter(({ outcome }) => outcome === 'ok').slice(-20)) {
    expect(await askAgain(program.base, request)).toBe(request.orderId)
  }
  for (const request of requests.filter(({ outcome }) => outcome === 'unknown').slice(-20)) {
    const orderId = await askAgain(program.base, request)
    if (orderId) Object.assign(request, { outcome: 'ok', orderId })
  }
  expect(requests.filter(({ outcome }) => outcome === 'ok').length).toBeGreaterThan(ROUNDS)
  for (const request of requests) {
    const rounds = await database.db.round.findMany({ where: { idempotencyKey: request.key } })
    expect(rounds.length).toBeLessThanOrEqual(1)
    if (request.outcome === 'ok') expect(rounds[0]?.orderId).toBe(request.orderId)
  }
  expect(await checkInvariants(database.pool)).toEqual([])

  await expect.poll(() => database.db.outboxEvent.count({ where: { sentAt: null } })).toBe(0)
  const events = await database.db.outboxEvent.findMany({
    where: { storeId: store.id },
    orderBy: { seq: 'asc' },
    select: { seq: true },
  })
  expect(events.map(({ seq }) => Number(seq))).toEqual(events.map((_, index) => index + 1))
  await database.close()
})
