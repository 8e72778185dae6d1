// The floor: what staff see of their tables, who answers a request, and that nobody sees another
// store.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'

let database: TestDatabase
let deps: Deps
let place: Restaurant
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause
}

let nextKey = 0
const key = () => `floor-${process.pid}-${Date.now()}-${++nextKey}`

/** The guest at the first table submits one bowl of rice (300 分). */
async function orderRice(phone: Person) {
  const { code } = place.store.tables[0]
  const dishId = place.store.dishes.rice.id
  await phone.call.ordering.addToCart({ code, dishId, choices: [], quantity: 1, key: key() })
  const { version, owedCents } = await phone.call.ordering.cart({ code })
  const request = { code, cartVersion: version, expectedCents: owedCents, key: key() }
  return phone.call.ordering.place(request)
}

async function firstTable(who: Person) {
  const floor = await who.call.service.floor({ storeId: place.store.id })
  const table = floor.areas[0]?.tables[0]
  if (!table) throw new Error('the test restaurant has tables')
  return table
}

async function firstTableWhole(who: Person) {
  const tableId = place.store.tables[0].id
  const { sitting } = await who.call.service.table({ storeId: place.store.id, tableId })
  if (!sitting) throw new Error('somebody sits there')
  return sitting
}

function roundOf(sitting: Awaited<ReturnType<typeof firstTableWhole>>) {
  const round = sitting.orders[0]?.rounds[0]
  if (!round) throw new Error('a round was placed')
  return round
}

describe('the floor board', () => {
  it('follows a table from free through seated, waiting, ordered and paid, and back to free', async () => {
    const { store } = place
    const storeId = store.id
    const waiter = staffPerson(deps, store, 'waiter')
    expect(await firstTable(waiter)).toMatchObject({ state: 'free', sitting: null })

    const phone = await guestAt(deps, store.tables[0])
    expect(await firstTable(waiter)).toMatchObject({ state: 'seated', sitting: { guests: 1 } })

    await orderRice(phone)
    const waiting = await firstTable(waiter)
    expect(waiting).toMatchObject({ state: 'waiting', sitting: { owedCents: 300, openCents: 300 } })
    expect(waiting.sitting?.needs).toMatchObject([
      { kind: 'confirm', lines: [{ name: '米饭', quantity: 1 }] },
    ])

    const roundId = waiting.sitting?.needs[0]?.roundId ?? 0
    await waiter.call.ordering.decideRound({ storeId, roundId, decision: 'confirm' })
    expect(await firstTable(waiter)).toMatchObject({ state: 'ordered', sitting: { needs: [] } })

    const { id: sittingId, orders } = await firstTableWhole(waiter)
    const orderId = orders[0]?.id ?? 0
    await waiter.call.payment.takeCash({ storeId, orderId, givenCents: 500, key: key() })
    expect(await firstTable(waiter)).toMatchObject({ state: 'paid', sitting: { openCents: 0 } })
    await waiter.call.service.clear({ storeId, sittingId })
    expect(await firstTable(waiter)).toMatchObject({ state: 'free', sitting: null })
  })

  it('says which dishes wait to be carried, and since when', async () => {
    const { store } = place
    const storeId = store.id
    const waiter = staffPerson(deps, store, 'waiter')
    await orderRice(await guestAt(deps, store.tables[0]))
    const { id: roundId, lines } = roundOf(await firstTableWhole(waiter))
    await waiter.call.ordering.decideRound({ storeId, roundId, decision: 'confirm' })

    clock.now = new Date('2026-11-20T12:09:00+08:00')
    const cook = staffPerson(deps, store, 'kitchen')
    const lineIds = lines.map((line) => line.id)
    await cook.call.kitchen.bump({ storeId, lineIds, to: 'ready' })

    expect((await firstTable(waiter)).sitting?.needs).toMatchObject([
      { kind: 'carry', sinceAt: clock.now.toISOString(), lines: [{ id: lineIds[0] }] },
    ])
    await waiter.call.kitchen.serve({ storeId, lineIds })
    expect((await firstTable(waiter)).sitting?.needs).toEqual([])
  })

  it('shows one party at both of two joined tables', async () => {
    const { store } = place
    const waiter = staffPerson(deps, store, 'waiter')
    await guestAt(deps, store.tables[0])
    const { id: sittingId } = await firstTableWhole(waiter)
    await database.db.sittingTable.create({ data: { sittingId, tableId: store.tables[1].id } })

    const { areas } = await waiter.call.service.floor({ storeId: store.id })
    const sittings = areas[0]?.tables.map((table) => table.sitting?.id)
    expect(sittings).toEqual([sittingId, sittingId])
  })

  it('ends its day some hours after midnight, as the store says', async () => {
    clock.now = new Date('2026-11-20T22:00:00+08:00')
    const { store } = await makeRestaurant(database.db, clock)
    const { today } = staffPerson(deps, store, 'waiter').call.service

    clock.now = new Date('2026-11-21T03:59:59+08:00')
    expect((await today({ storeId: store.id })).day).toBe('2026-11-20')
    clock.now = new Date('2026-11-21T04:00:00+08:00')
    expect((await today({ storeId: store.id })).day).toBe('2026-11-21')
  })

  it('shows a waiter of one store nothing of another, and a cook no floor at all', async () => {
    const { store, otherStore } = place
    await guestAt(deps, otherStore.tables[0])
    const waiter = staffPerson(deps, store, 'waiter')
    const cook = staffPerson(deps, store, 'kitchen')

    const foreign = waiter.call.service.floor({ storeId: otherStore.id })
    expect((await refusalOf(foreign)).code).toBe('permission.missing')
    const ofOther = { storeId: store.id, tableId: otherStore.tables[0].id }
    expect((await refusalOf(waiter.call.service.table(ofOther))).code).toBe('thing.not-found')
    const theFloor = cook.call.service.floor({ storeId: store.id })
    expect((await refusalOf(theFloor)).code).toBe('permission.missing')
  })
})

describe('a round that waits', () => {
  it('is confirmed by one of two waiters at once; the other is told by whom', async () => {
    const { store } = place
    const [one, other] = [staffPerson(deps, store, 'waiter'), staffPerson(deps, store, 'manager')]
    await orderRice(await guestAt(deps, store.tables[0]))
    const { id: roundId } = roundOf(await firstTableWhole(one))

    const request = { storeId: store.id, roundId, decision: 'confirm' as const }
    const decisions = [
      one.call.ordering.decideRound(request),
      other.call.ordering.decideRound(request),
    ]
    const answers = await Promise.allSettled(decisions)
    const losers = decisions.filter((_, n) => answers[n]?.status === 'rejected')
    expect(losers).toHaveLength(1)
    const winner = answers[0]?.status === 'fulfilled' ? 'waiter 一店' : 'manager 一店'
    expect(await refusalOf(losers[0] as Promise<unknown>)).toMatchObject({
      code: 'round.already-decided',
      details: { by: winner },
    })
  })
})

describe('a request from a table', () => {
  it('is on the board until somebody has answered it', async () => {
    const { store } = place
    const { code } = store.tables[0]
    const phone = await guestAt(deps, store.tables[0])
    const waiter = staffPerson(deps, store, 'waiter')

    const asked = await phone.call.service.request({ code, kind: 'call' })
    expect((await firstTable(waiter)).sitting?.needs).toMatchObject([
      { kind: 'call', requestId: asked.id, sinceAt: clock.now.toISOString() },
    ])
    expect(await phone.call.service.requests({ code })).toEqual([asked])

    await waiter.call.service.answer({ storeId: store.id, requestId: asked.id })
    expect((await firstTable(waiter)).sitting?.needs).toEqual([])
    expect(await phone.call.service.requests({ code })).toEqual([])
  })

  it('asked again, from any phone of the table and all at once, is one request and one message', async () => {
    const { store } = place
    const { code } = store.tables[0]
    const phones = await Promise.all([1, 2, 3].map(() => guestAt(deps, store.tables[0])))

    const asked = await Promise.all(
      phones.flatMap((phone) => [
        phone.call.service.request({ code, kind: 'bill' }),
        phone.call.service.request({ code, kind: 'bill' }),
      ]),
    )
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
    const told = await database.db.outboxEvent.findMany({
      where: { storeId: store.id, type: 'service_request' },
    })
    expect(told).toHaveLength(1)
  })

  it('answered by two at once is answered by one; the other is told by whom', async () => {
    const { store } = place
    const { code } = store.tables[0]
    const phone = await guestAt(deps, store.tables[0])
    const { id: requestId } = await phone.call.service.request({ code, kind: 'call' })

    const request = { storeId: store.id, requestId }
    const answers = (['waiter', 'cashier'] as const).map((role) =>
      staffPerson(deps, store, role).call.service.answer(request),
    )
    const outcomes = await Promise.allSettled(answers)
    const lost = answers.filter((_, n) => outcomes[n]?.status === 'rejected')
    expect(lost).toHaveLength(1)
    const winner = outcomes[0]?.status === 'fulfilled' ? 'waiter 一店' : 'cashier 一店'
    expect(await refusalOf(lost[0] as Promise<unknown>)).toMatchObject({
      code: 'request.already-answered',
      details: { by: winner },
    })
  })

  it('of another store cannot be answered, and is not told from one that does not exist', async () => {
    const { store, otherStore } = place
    const { code } = otherStore.tables[0]
    const phone = await guestAt(deps, otherStore.tables[0])
    const { id: requestId } = await phone.call.service.request({ code, kind: 'call' })

    const { answer } = staffPerson(deps, store, 'waiter').call.service
    const theirs = await refusalOf(answer({ storeId: store.id, requestId }))
    const nobodys = await refusalOf(answer({ storeId: store.id, requestId: 2_000_000_000 }))
    expect([theirs.code, nobodys.code]).toEqual(['thing.not-found', 'thing.not-found'])
    expect(await phone.call.service.requests({ code })).toHaveLength(1)
  })

  it('needs a seat at that table', async () => {
    const [here, there] = place.store.tables
    const phone = await guestAt(deps, here)
    const request = phone.call.service.request({ code: there.code, kind: 'call' })
    expect((await refusalOf(request)).code).toBe('seat.expired')
  })
})

describe('a request in words', () => {
  const eventsOf = (storeId: number) =>
    database.db.outboxEvent.count({ where: { storeId, type: 'service_request' } })

  it('is one for the table, with what was said, and says nothing else', async () => {
    const { store } = place
    const { code } = store.tables[0]
    const [ada, bo] = [await guestAt(deps, store.tables[0]), await guestAt(deps, store.tables[0])]
    const waiter = staffPerson(deps, store, 'waiter')
    const ask = (phone: Person, words: string) =>
      phone.call.service.request({ code, kind: 'other', words })

    for (const nothing of ['', '  ', '?!', '12', '好']) {
      expect((await refusalOf(ask(ada, nothing))).code).toBe('request.wordless')
    }
    const [first, again] = await Promise.all([ask(ada, ' 儿童座椅 '), ask(bo, '儿童座椅')])
    expect(again).toEqual(first)
    expect((await refusalOf(ask(bo, '两杯热水'))).code).toBe('request.other-open')
    expect(await bo.call.service.requests({ code })).toMatchObject([
      { id: first.id, kind: 'other', words: '儿童座椅', seenAt: null },
    ])
    expect((await firstTable(waiter)).sitting?.needs).toMatchObject([
      { kind: 'other', words: '儿童座椅', seenBy: null },
    ])
    await ada.call.service.request({ code, kind: 'water', words: '这里不写' })
    expect(await bo.call.service.requests({ code })).toMatchObject([{}, { words: '' }])
  })

  it('is seen by one, whose name the floor reads, and the table that somebody comes', async () => {
    const { store } = place
    const { code } = store.tables[0]
    const phone = await guestAt(deps, store.tables[0])
    const { id: requestId } = await phone.call.service.request({ code, kind: 'water' })
    const request = { storeId: store.id, requestId }
    const people = (['waiter', 'cashier'] as const).map((role) => staffPerson(deps, store, role))

    const outcomes = await Promise.allSettled(people.map(({ call }) => call.service.see(request)))
    const winner = outcomes[0]?.status === 'fulfilled' ? 0 : 1
    const [one, other] = [people[winner], people[1 - winner]]
    if (!one || !other) throw new Error('there are two')
    const by = ['waiter 一店', 'cashier 一店'][winner]
    await one.call.service.see(request)
    expect(await refusalOf(other.call.service.see(request))).toMatchObject({
      code: 'request.already-seen',
      details: { by },
    })
    expect(await eventsOf(store.id)).toBe(2)
    expect(await phone.call.service.requests({ code })).toMatchObject([
      { kind: 'water', seenAt: clock.now.toISOString() },
    ])
    const waiter = staffPerson(deps, store, 'waiter')
    expect((await firstTable(waiter)).sitting?.needs).toMatchObject([{ seenBy: by }])
    expect((await firstTableWhole(waiter)).requests).toMatchObject([{ seenBy: by }])

    await other.call.service.answer(request)
    expect((await refusalOf(one.call.service.see(request))).code).toBe('request.already-answered')
    expect(await phone.call.service.requests({ code })).toEqual([])
  })

  it('is taken back by any phone of its table, once, and by nobody else', async () => {
    const { store } = place
    const [here, there] = store.tables
    const [ada, bo] = [await guestAt(deps, here), await guestAt(deps, here)]
    const stranger = await guestAt(deps, there)
    const { id: requestId } = await ada.call.service.request({ code: here.code, kind: 'tissues' })

    const theirs = stranger.call.service.withdraw({ code: there.code, requestId })
    expect((await refusalOf(theirs)).code).toBe('thing.not-found')
    const back = { code: here.code, requestId }
    await Promise.all([ada.call.service.withdraw(back), bo.call.service.withdraw(back)])
    expect(await eventsOf(store.id)).toBe(2)
    expect(await ada.call.service.requests({ code: here.code })).toEqual([])
    const again = await bo.call.service.request({ code: here.code, kind: 'tissues' })
    expect(again.id).not.toBe(requestId)
  })

  it('ends with the sitting', async () => {
    const { store } = place
    const phone = await guestAt(deps, store.tables[0])
    const { code } = store.tables[0]
    await phone.call.service.request({ code, kind: 'other', words: '打包盒' })
    await phone.call.service.request({ code, kind: 'clean' })
    const waiter = staffPerson(deps, store, 'waiter')
    const { id: sittingId } = await firstTableWhole(waiter)

    await waiter.call.service.clear({ storeId: store.id, sittingId })
    expect(await database.db.serviceRequest.count({ where: { sittingId, doneAt: null } })).toBe(0)
  })
})

describe('clearing a table', () => {
  it('is refused with the sum while money is open, and changes nothing', async () => {
    const { store } = place
    const waiter = staffPerson(deps, store, 'waiter')
    await orderRice(await guestAt(deps, store.tables[0]))
    const { id: sittingId } = await firstTableWhole(waiter)

    const cleared = waiter.call.service.clear({ storeId: store.id, sittingId })
    expect(await refusalOf(cleared)).toMatchObject({
      code: 'sitting.has-open-bill',
      details: { openCents: 300 },
    })
    expect(await firstTable(waiter)).toMatchObject({ state: 'waiting' })
  })

  it('ends the seats of its guests', async () => {
    const { store } = place
    const { code } = store.tables[0]
    const waiter = staffPerson(deps, store, 'waiter')
    const phone = await guestAt(deps, store.tables[0])
    const { id: sittingId } = await firstTableWhole(waiter)

    await waiter.call.service.clear({ storeId: store.id, sittingId })
    const late = phone.call.service.request({ code, kind: 'call' })
    expect((await refusalOf(late)).code).toBe('seat.expired')
  })
})
