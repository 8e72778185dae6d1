// What a table says to the kitchen belongs to its cart: every phone sees it, no submit drops it.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let ada: Person
let bo: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  ada = await guestAt(deps, place.store.tables[0])
  bo = await guestAt(deps, place.store.tables[0])
  await ada.call.ordering.addToCart({
    ...{ code: code(), dishId: place.store.dishes.rice.id, choices: [] },
    ...{ quantity: 1, key: newKey() },
  })
})

const code = () => place.store.tables[0].code
const seenBy = ({ call }: Person) => call.ordering.cart({ code: code() })
const say = ({ call }: Person, note: string, seenNote = '') =>
  call.ordering.noteCart({ code: code(), note, seenNote })
const submit = async (by: Person) => {
  const { version, owedCents } = await seenBy(by)
  const request = { code: code(), cartVersion: version, expectedCents: owedCents, key: newKey() }
  const { orderId } = await by.call.ordering.place(request)
  return database.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { rounds: { orderBy: { number: 'asc' } }, lines: true },
  })
}

it('is on every phone, goes with whoever submits, and is not said again with the next', async () => {
  await say(ada, '花生过敏')
  await bo.call.ordering.holdCart({ code: code(), isHeld: true })
  expect(await seenBy(bo)).toMatchObject({ note: '花生过敏', isHeld: true })
  expect(await seenBy(ada)).toMatchObject({ note: '花生过敏', isHeld: true })

  const order = await submit(bo)

  expect(order.rounds).toMatchObject([{ note: '花生过敏' }])
  expect(order.lines).toMatchObject([{ state: 'held' }])
  expect(await seenBy(ada)).toMatchObject({ note: '', isHeld: false, lines: [] })
})

it('makes a submit that did not see it no order', async () => {
  const { version, owedCents } = await seenBy(bo)
  await say(ada, '花生过敏')
  const unseen = { code: code(), cartVersion: version, expectedCents: owedCents, key: newKey() }
  expect((await refusalOf(bo.call.ordering.place(unseen))).code).toBe('cart.changed')
})

it('keeps the words of both who write at once, and says when there is no room', async () => {
  await Promise.all([say(ada, '花生过敏'), say(bo, '少盐')])
  const { note } = await seenBy(ada)
  expect(note.split('；').toSorted()).toEqual(['少盐', '花生过敏'].toSorted())

  await say(ada, `${note}，不要葱`, note)
  await say(bo, `${note}，多放辣`, note)
  expect((await seenBy(bo)).note).toBe(`${note}，不要葱；多放辣`)

  const kept = (await seenBy(bo)).note
  expect((await refusalOf(say(bo, '字'.repeat(100), ''))).code).toBe('cart.note-full')
  expect((await seenBy(bo)).note).toBe(kept)
})

it('lies in the cart again with a round that is taken back to it', async () => {
  await database.db.store.update({
    where: { id: place.store.id },
    data: { orderMode: 'pay_first' },
  })
  await say(ada, '花生过敏')
  const order = await submit(ada)
  const roundId = order.rounds[0]?.id ?? 0
  await say(bo, '少盐')
  await bo.call.ordering.takeBack({ code: code(), roundId, isToCart: true })
  expect(await seenBy(ada)).toMatchObject({ note: '少盐；花生过敏', lines: [{ quantity: 1 }] })
})

it('is not another table’s to say', async () => {
  await say(ada, '花生过敏')
  await expect(
    guestAt(deps, place.store.tables[1]).then((stranger) =>
      refusalOf(stranger.call.ordering.noteCart({ code: code(), note: 'x', seenNote: '' })),
    ),
  ).resolves.toMatchObject({ code: expect.stringMatching(/^seat\./) })
  expect((await seenBy(ada)).note).toBe('花生过敏')
})
