// Many dishes at once: changed in the draft all together or not at all, and marked sold out.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyDraft, type DishBody, itemsOf, plainCategory } from '@/domain/menu-document'
import { type DishesChange, printOfDish } from '@/domain/menu-many'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import type { Deps } from '../../deps'

let database: TestDatabase
let deps: Deps
let place: Restaurant
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})

const manager = () => staffPerson(deps, place.store, 'manager')
const owner = () => staffPerson(deps, place.store, 'owner')
const at = <Input extends object>(input: Input) => ({ storeId: place.store.id, ...input })

async function dishesNow() {
  const { published, draft } = await manager().call.menu.editor.read(at({}))
  return itemsOf(applyDraft(published, draft), 'dish')
}
const pricesNow = async () => (await dishesNow()).map(({ body }) => body.priceCents)

/** As the screen asks for it: each dish with what is shown of it. */
async function asked(change: DishesChange, dishes?: { key: string; body: DishBody }[]) {
  const seen = (dishes ?? (await dishesNow())).map(({ key, body }) => ({
    key,
    seen: printOfDish(body, change),
  }))
  return at({ ...(structuredClone(change) as object), dishes: seen })
}
const plus = (addedCents: number): DishesChange => ({
  price: { addedBasisPoints: 0, addedCents, roundToCents: 1, isReducedToo: false },
})

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = error instanceof Refusal ? error : (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause
}

describe('many dishes that are changed', () => {
  it('are all dearer by the same in one draft, with one line in the audit', async () => {
    const before = await pricesNow()
    const { changed } = await manager().call.menu.editor.changeDishes(await asked(plus(200)))
    expect(changed).toHaveLength(before.length)
    expect(await pricesNow()).toEqual(before.map((cents) => cents + 200))
    expect(
      await database.db.auditEntry.findMany({ where: { storeId: place.store.id } }),
    ).toMatchObject([{ action: 'menu.many-changed', details: { count: before.length } }])
  })

  it('go to the end of another category, in their order', async () => {
    const all = await dishesNow()
    const [last, ...chosen] = [...all].reverse()
    if (!last) throw new Error('there is no dish')
    const editor = manager().call.menu.editor
    const category = { ...structuredClone(plainCategory), name: '主食' }
    await editor.saveCategory(at({ ...category, key: 'c1', before: null }) as never)
    await editor.changeDishes(await asked({ category: 'c1' }, [last]))
    chosen.reverse()
    await editor.changeDishes(await asked({ category: 'c1' }, chosen))
    expect((await dishesNow()).map(({ key }) => key)).toEqual(
      [last, ...chosen].map(({ key }) => key),
    )
  })

  it('stay as they are, all of them, when somebody changed one of them meanwhile; who it was is told', async () => {
    const request = await asked(plus(200))
    const [first] = await dishesNow()
    if (!first) throw new Error('there is no dish')
    const editor = owner().call.menu.editor
    const body = { ...structuredClone(first.body), priceCents: 9_900 }
    await editor.saveDish(at({ ...body, key: first.key, before: first.body }) as never)
    const before = await pricesNow()

    const refusal = await refusalOf(manager().call.menu.editor.changeDishes(request))
    expect(refusal).toMatchObject({
      code: 'thing.changed',
      details: { name: first.body.name, number: 1, by: expect.stringContaining('owner') },
    })
    expect(await pricesNow()).toEqual(before)

    await manager().call.menu.editor.changeDishes(await asked(plus(200)))
    expect((await pricesNow())[0]).toBe(10_100)
  })

  it('keep what somebody else changed of them in another field', async () => {
    const request = await asked(plus(200))
    const [first] = await dishesNow()
    if (!first) throw new Error('there is no dish')
    const body = { ...structuredClone(first.body), name: '新名字' }
    await owner().call.menu.editor.saveDish(
      at({ ...body, key: first.key, before: first.body }) as never,
    )
    await manager().call.menu.editor.changeDishes(request)
    expect((await dishesNow())[0]?.body).toMatchObject({
      name: '新名字',
      priceCents: first.body.priceCents + 200,
    })
  })

  it('stay as they are when one would cost less than nothing, is gone, or the category is', async () => {
    const before = await pricesNow()
    const editor = manager().call.menu.editor
    const tooCheap = editor.changeDishes(await asked(plus(-Math.min(...before) - 1)))
    expect(await refusalOf(tooCheap)).toMatchObject({ code: 'menu.price-impossible' })
    const nowhere = editor.changeDishes(await asked({ category: 'nowhere' }))
    expect(await refusalOf(nowhere)).toMatchObject({ code: 'thing.not-found' })
    const [first] = await dishesNow()
    const gone = await asked(plus(100))
    await editor.removeItems(at({ items: [{ kind: 'dish' as const, key: first?.key ?? '' }] }))
    expect(await refusalOf(editor.changeDishes(gone))).toMatchObject({ code: 'thing.not-found' })
    expect(await pricesNow()).toEqual(before.slice(1))
  })

  it('are a manager’s to change, not a waiter’s', async () => {
    const request = await asked(plus(200))
    const waiter = staffPerson(deps, place.store, 'waiter')
    expect(await refusalOf(waiter.call.menu.editor.changeDishes(request))).toMatchObject({
      code: 'permission.missing',
    })
  })
})

describe('many dishes that are sold out', () => {
  beforeEach(async () => {
    const where = { storeId: place.store.id }
    await database.db.dish.updateMany({ where, data: { isSoldOut: false, soldOutUntil: null } })
  })
  const stateOf = async () =>
    database.db.dish.findMany({
      where: { storeId: place.store.id },
      orderBy: { id: 'asc' },
      select: { isSoldOut: true, soldOutUntil: true },
    })
  const dishIds = async () => (await dishesNow()).map(({ key }) => Number(key))

  it('are so at once and come back at once; what was marked until tonight stays until tonight', async () => {
    const [first = 0, ...others] = await dishIds()
    const call = manager().call.menu
    const soldOutUntil = '2026-11-20T20:00:00+08:00'
    await call.setAvailability(at({ dishId: first, isSoldOut: true, soldOutUntil }))
    const marked = await call.markDishes(at({ dishIds: [first, ...others], isSoldOut: true }))
    expect(marked).toEqual({ count: others.length })
    const rows = await stateOf()
    expect(rows.every(({ isSoldOut }) => isSoldOut)).toBe(true)
    expect(rows.filter((row) => row.soldOutUntil !== null)).toHaveLength(1)

    const back = await call.markDishes(at({ dishIds: [first, ...others], isSoldOut: false }))
    expect(back).toEqual({ count: others.length + 1 })
    expect((await stateOf()).some(({ isSoldOut }) => isSoldOut)).toBe(false)
  })

  it('stay sold out, all of them, when the portions of one are used up; it is named', async () => {
    const [first = 0, second = 0] = await dishIds()
    const call = manager().call.menu
    await call.markDishes(at({ dishIds: [first, second], isSoldOut: true }))
    await call.setAvailability(at({ dishId: second, isSoldOut: true, stock: 0 }))
    const back = call.markDishes(at({ dishIds: [first, second], isSoldOut: false }))
    expect(await refusalOf(back)).toMatchObject({
      code: 'dish.count-needed',
      details: { dish: expect.stringMatching(/./) },
    })
    expect((await stateOf()).filter(({ isSoldOut }) => isSoldOut)).toHaveLength(2)
  })

  it('of another store are nobody’s here', async () => {
    const foreign = place.otherStore.dishes.rice.id
    const [first = 0] = await dishIds()
    const mark = manager().call.menu.markDishes(at({ dishIds: [first, foreign], isSoldOut: true }))
    expect(await refusalOf(mark)).toMatchObject({ code: 'thing.not-found' })
    expect((await stateOf()).some(({ isSoldOut }) => isSoldOut)).toBe(false)
  })
})

describe('many pictures', () => {
  it('are given to their dishes together; when somebody changed one of them, none is', async () => {
    const [first, second] = await dishesNow()
    if (!first || !second) throw new Error('there are no dishes')
    const picture = (letter: string) => `/pictures/s1-${letter.repeat(24)}`
    const both = (seen: string | null) =>
      at({
        pictures: [
          { key: first.key, picture: picture('a'), seen: first.body.picture },
          { key: second.key, picture: picture('b'), seen },
        ],
      })
    await manager().call.menu.editor.setPictures(both(second.body.picture))
    const shown = async () => (await dishesNow()).slice(0, 2).map(({ body }) => body.picture)
    expect(await shown()).toEqual([picture('a'), picture('b')])

    const late = owner().call.menu.editor.setPictures(both(second.body.picture))
    expect(await refusalOf(late)).toMatchObject({
      code: 'thing.changed',
      details: { name: first.body.name, by: expect.stringContaining('manager') },
    })
    const gone = at({ pictures: [{ key: '999999', picture: picture('a'), seen: null }] })
    expect(await refusalOf(manager().call.menu.editor.setPictures(gone))).toMatchObject({
      code: 'thing.not-found',
    })
    expect(await shown()).toEqual([picture('a'), picture('b')])
    expect(
      await database.db.auditEntry.findMany({ where: { storeId: place.store.id } }),
    ).toMatchObject([{ action: 'menu.picture-set', details: { count: 2 } }])
  })
})
