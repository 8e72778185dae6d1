// Money, round and kitchen of the real thing, held against their joint table (domain/joint-flow):
// random events, from whoever may make them, on orders of one dish. A failure names the seed;
// FAULT_STEPS makes it longer.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  isJointEnd,
  JOINT_EVENTS,
  type Joint,
  type JointEvent,
  jointAfter,
  jointWrongs,
} from '@/domain/joint-flow'
import { ORDER_MODES, type OrderMode } from '@/domain/menu'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, type Party } from '@/testing/open-bill'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  rest,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { endUnpaid } from './end-unpaid'
import { settleFree } from './settle-free'
import { sweepPayments } from './sweep-payments'

const STEPS = Number(process.env.FAULT_STEPS ?? 120)
const SEED = Number(process.env.SEED ?? 20_261_130)

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const read = (orderId: number) =>
  database.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { rounds: true, lines: true },
  })
type Order = Awaited<ReturnType<typeof read>>

/** Where an order of one dish is, read from what is written of it. */
function jointOf({ settledAt, paidCents, refundedCents, rounds, lines }: Order): Joint {
  const [line] = lines
  const money =
    refundedCents > 0 ? 'returned' : settledAt ? 'paid' : paidCents > 0 ? 'part' : 'unpaid'
  const dishes = {
    held: 'waiting',
    queued: 'waiting',
    cooking: 'making',
    ready: 'making',
    served: 'served',
    voided: 'off',
  } as const
  return { money, round: rounds[0]?.state ?? 'pending', dish: dishes[line?.state ?? 'voided'] }
}

/** Each event as the request that somebody sends. */
function actOf(party: Party, order: Order): Record<JointEvent, () => Promise<unknown>> {
  const storeId = place.store.id
  const { orderId, table, phone } = party
  const { code } = table
  const lineId = order.lines[0]?.id ?? 0
  const roundId = order.rounds[0]?.id ?? 0
  const reason = '客人改主意'
  const { call } = manager
  const discount = { kind: 'amount_off' as const, amountCents: order.owedCents }
  return {
    accept: () => call.ordering.decideRound({ storeId, roundId, decision: 'confirm' }),
    reject: () => call.ordering.decideRound({ storeId, roundId, decision: 'reject', reason }),
    'take back': () => phone.call.ordering.takeBack({ code, roundId, isToCart: false }),
    'pay part': () =>
      call.payment.takeCash({
        storeId,
        orderId,
        split: { kind: 'amount', amountCents: 1 },
        key: newKey(),
      }),
    pay: () => call.payment.takeCash({ storeId, orderId, key: newKey() }),
    'give away': async () => {
      await call.billing.discount({
        storeId,
        orderId,
        lineId: null,
        ...discount,
        reason,
        key: newKey(),
      })
      await settleFree(deps)
    },
    cook: () => call.kitchen.bump({ storeId, lineIds: [lineId], to: 'cooking', stationId: null }),
    serve: () => call.kitchen.serve({ storeId, lineIds: [lineId] }),
    recall: () =>
      call.kitchen.recall({
        storeId,
        lineIds: [lineId],
        from: 'served',
        to: 'ready',
        stationId: null,
      }),
    void: () => call.ordering.voidLine({ storeId, lineId, reason }),
    cancel: () => call.ordering.cancel({ storeId, orderId, reason }),
    refund: () =>
      call.refunds.refundOrder({
        storeId,
        orderId,
        what: { kind: 'whole' },
        reason,
        returnsStock: false,
        key: newKey(),
      }),
    'give the dish back': () =>
      call.refunds.refundOrder({
        storeId,
        orderId,
        what: { kind: 'lines', lines: [{ lineId, quantity: 1 }] },
        reason,
        returnsStock: false,
        key: newKey(),
      }),
    'time is over': async () => {
      clock.now = new Date(clock.now.getTime() + 16 * 60_000)
      await sweepPayments(deps)
      await endUnpaid(deps)
    },
  }
}

async function refused(act: () => Promise<unknown>): Promise<string | null> {
  try {
    await act()
    return null
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause ?? error
    if (cause instanceof Refusal) return cause.code
    throw error
  }
}

function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe.each(ORDER_MODES)('where guests %s', (mode: OrderMode) => {
  it(`every event does to money, round and kitchen what the table says (seed ${SEED})`, async () => {
    const dice = diceOf(SEED)
    await database.db.store.update({ where: { id: place.store.id }, data: { orderMode: mode } })
    const told: string[] = []
    let orders = 0
    let ends = 0
    for (let step = 0; step < STEPS; ) {
      orders += 1
      const table = await addTable(deps, place.store, `J${orders}`)
      const party = await openBill(deps, place.store, table, 1)
      told.push(`order ${party.orderId}`)
      for (let turn = 0; turn < 8 && step < STEPS; turn += 1, step += 1) {
        rest(deps)
        const order = await read(party.orderId)
        const from = jointOf(order)
        expect(jointWrongs(mode, from), told.join(', ')).toEqual([])
        if (isJointEnd(from)) ends += 1
        const event = JOINT_EVENTS[Math.floor(dice() * JOINT_EVENTS.length)] ?? 'cook'
        // A bill of nothing can be given away no further, and one that is free gives nothing back.
        if (event === 'give away' && (mode === 'eat_first' || order.owedCents === 0)) continue
        const moves = ['refund', 'void', 'give the dish back']
        if (order.owedCents === 0 && moves.includes(event)) continue
        const expected = jointAfter(mode, from, event)
        const code = await refused(actOf(party, order)[event])
        told.push(`${event}: ${code ?? 'done'}`)
        const to = jointOf(await read(party.orderId))
        expect(to, told.slice(-12).join(', ')).toEqual(expected ?? from)
      }
    }
    expect(orders).toBeGreaterThan(STEPS / 10)
    expect(ends).toBeGreaterThan(0)
  }, 240_000)
})
