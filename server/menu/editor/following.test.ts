// A store that follows another one's menu: what is published there is published here in the same
// moment, what is this store's own stays, and nobody changes here what belongs there.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type DishBody,
  itemsOf,
  type MenuDocument,
  type OptionGroupBody,
  plainCategory,
  plainDish,
  plainGroup,
  plainOption,
  printOfDraft,
} from '@/domain/menu-document'
import { printOfDish } from '@/domain/menu-many'
import { checkInvariants } from '@/server/invariants'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  type TestStore,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith } from '@/testing/rounds'
import { actorAt } from '../../access/procedures'
import type { Deps } from '../../deps'
import { draftFromDocument } from './draft-from-document'
import { readMenuDocument } from './read-document'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let lead: TestStore
let store: TestStore
/** Has the brand and owns both. */
let owner: Person
const clock = { now: new Date('2026-11-30T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  ;({ store: lead, otherStore: store } = place)
  owner = staffPerson(deps, lead, 'owner')
  await database.db.staffRole.create({
    data: { staffId: lead.staff.owner.id, storeId: store.id, role: 'owner' },
  })
})

afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const editor = () => owner.call.menu.editor
const wish = () => ({
  storeId: store.id,
  leaderId: lead.id,
  keepsPrices: false,
  keepsOthers: true,
})
async function follow(more: { keepsPrices?: boolean; keepsOthers?: boolean } = {}) {
  const { print } = await owner.call.stores.planMenu({ storeId: store.id, leaderId: lead.id })
  await owner.call.stores.followMenu({ ...wish(), ...more, print })
}
const menuOf = ({ id }: TestStore) => readMenuDocument(database.db, id)
async function dishIn(of: TestStore, name: string) {
  const dish = itemsOf(await menuOf(of), 'dish').find(({ body }) => body.name === name)
  if (!dish) throw new Error(`${name} is not on the menu`)
  return dish
}
const priceIn = async (of: TestStore, name: string) => (await dishIn(of, name)).body.priceCents
const namesIn = async (of: TestStore) =>
  itemsOf(await menuOf(of), 'dish').map(({ body }) => body.name)
async function change(of: TestStore, name: string, to: Partial<DishBody>) {
  const { key, body } = await dishIn(of, name)
  const whole = { ...body, ...to } as never as Parameters<ReturnType<typeof editor>['saveDish']>[0]
  await editor().saveDish({ ...whole, storeId: of.id, key, before: { ...body } })
}
const add = (of: TestStore, key: string, body: DishBody) =>
  editor().saveDish({ ...(body as never as object), storeId: of.id, key, before: null } as never)
async function publish(of: TestStore, key = newKey()) {
  const { draft } = await editor().read({ storeId: of.id })
  if (draft.length === 0) return null
  return editor().publish({ storeId: of.id, print: printOfDraft(draft), key })
}
async function changed(of: TestStore, name: string, to: Partial<DishBody>) {
  await change(of, name, to)
  await publish(of)
}
const takeOff = async (of: TestStore, name: string) =>
  editor().removeItems({
    storeId: of.id,
    items: [{ kind: 'dish', key: (await dishIn(of, name)).key }],
  })
/** After the one that says what was there before the first. */
const versions = ({ id }: TestStore) =>
  database.db.menuVersion.findMany({
    where: { storeId: id, number: { gt: 1 } },
    select: { number: true, added: true, changed: true, removed: true },
  })
async function lay(of: TestStore, document: MenuDocument) {
  const actor = await actorAt(owner.context, of.id, 'menu.manage')
  await draftFromDocument(deps, actor, { document, replaces: true })
  await publish(of)
}

describe('beginning to follow', () => {
  it('is done as the plan showed it: what is called the same is one thing, the rest stays or goes', async () => {
    await add(lead, 'n-fish', {
      ...plainDish((await dishIn(lead, '米饭')).body.category),
      name: '清蒸鱼',
      priceCents: 6_800,
    })
    await publish(lead)
    await add(store, 'n-own', {
      ...plainDish((await dishIn(store, '米饭')).body.category),
      name: '店家私房',
      priceCents: 100,
    })
    await publish(store)
    await changed(store, '米饭', { priceCents: 400 })

    const plan = await owner.call.stores.planMenu({ storeId: store.id, leaderId: lead.id })
    const names = ({ first }: { first: { name: string }[] }) => first.map(({ name }) => name)
    expect(names(plan.comes)).toEqual(['清蒸鱼'])
    expect(names(plan.others)).toEqual(['店家私房'])
    expect(plan.priced).toBe(1)
    expect(names(plan.shared)).toContain('米饭')

    const before = await dishIn(store, '米饭')
    await owner.call.stores.followMenu({ ...wish(), keepsPrices: true, print: plan.print })
    const after = await dishIn(store, '米饭')
    expect([after.key, after.body.priceCents]).toEqual([before.key, 400])
    const all = [...(await namesIn(lead)), '店家私房']
    expect((await namesIn(store)).sort()).toEqual(all.sort())
  })

  it('takes the leader’s prices and leaves out what is not there, where that was chosen', async () => {
    await changed(store, '米饭', { priceCents: 400 })
    await add(store, 'n-own', {
      ...plainDish((await dishIn(store, '米饭')).body.category),
      name: '店家私房',
      priceCents: 100,
    })
    await publish(store)
    await follow({ keepsPrices: false, keepsOthers: false })
    expect(await priceIn(store, '米饭')).toBe(300)
    expect(await namesIn(store)).toEqual(await namesIn(lead))
  })

  it('is refused when either menu is another one by now, and done once however often it is sent', async () => {
    const { print } = await owner.call.stores.planMenu({ storeId: store.id, leaderId: lead.id })
    await changed(lead, '米饭', { priceCents: 350 })
    const late = owner.call.stores.followMenu({ ...wish(), print })
    expect(await refusedWith(late)).toBe('thing.changed')
    const fresh = await owner.call.stores.planMenu({ storeId: store.id, leaderId: lead.id })
    const request = { ...wish(), print: fresh.print }
    await Promise.all([
      owner.call.stores.followMenu(request),
      owner.call.stores.followMenu(request),
    ])
    expect(
      await database.db.auditEntry.count({
        where: { storeId: store.id, action: 'menu.follow-begun' },
      }),
    ).toBe(1)
  })

  it('is never a chain, never oneself, never in another currency or brand, and never over a draft', async () => {
    const plan = (storeId: number, leaderId: number) =>
      refusalOf(owner.call.stores.planMenu({ storeId, leaderId }))
    expect((await plan(lead.id, lead.id)).code).toBe('thing.not-found')
    const elsewhere = await makeRestaurant(database.db, clock)
    expect((await plan(store.id, elsewhere.store.id)).code).toBe('thing.not-found')
    await database.db.store.update({ where: { id: store.id }, data: { currency: 'EUR' } })
    expect((await plan(store.id, lead.id)).details).toEqual({ reason: 'currency' })
    await database.db.store.update({ where: { id: store.id }, data: { currency: 'CNY' } })
    await change(store, '米饭', { priceCents: 1 })
    expect((await plan(store.id, lead.id)).details).toEqual({ reason: 'draft' })
    await editor().discardDraft({ storeId: store.id, items: null })

    await follow()
    const { storeId: third } = await owner.call.stores.copy({
      ...{ storeId: lead.id, name: '三店', names: {}, address: '', phone: '' },
      ...{ menu: 'none' as const, hasTables: false, hasPeople: false },
    })
    expect((await plan(third, store.id)).details).toEqual({ reason: 'follows' })
    expect((await plan(lead.id, third)).details).toEqual({ reason: 'leads' })
    for (const [id, menuFromStoreId] of [
      [third, store.id],
      [lead.id, third],
      [third, third],
      [third, elsewhere.store.id],
    ] as const) {
      await expect(
        database.db.store.update({ where: { id }, data: { menuFromStoreId } }),
      ).rejects.toThrow()
    }
    const {
      version,
      isCurrencyFixed: _,
      ...restaurant
    } = await owner.call.house.restaurant({
      storeId: store.id,
    })
    const dear = { ...restaurant, storeId: store.id, version, currency: 'EUR' }
    expect(await refusedWith(owner.call.house.setRestaurant(dear))).toBe('currency.shared-menu')
  })

  it('of two stores that begin to follow each other at once, one does', async () => {
    const plans = await Promise.all([
      owner.call.stores.planMenu({ storeId: store.id, leaderId: lead.id }),
      owner.call.stores.planMenu({ storeId: lead.id, leaderId: store.id }),
    ])
    const all = { keepsPrices: true, keepsOthers: true }
    const [one, other] = plans.map(({ print }) => print)
    const done = await Promise.allSettled([
      owner.call.stores.followMenu({
        storeId: store.id,
        leaderId: lead.id,
        ...all,
        print: one ?? '',
      }),
      owner.call.stores.followMenu({
        storeId: lead.id,
        leaderId: store.id,
        ...all,
        print: other ?? '',
      }),
    ])
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('comes with a further store, of which every dish is shared', async () => {
    const { storeId } = await owner.call.stores.copy({
      ...{ storeId: lead.id, name: '三店', names: {}, address: '', phone: '' },
      ...{ menu: 'follow' as const, hasTables: true, hasPeople: false },
    })
    expect(await database.db.dish.count({ where: { storeId, originId: null } })).toBe(0)
    const third = { ...store, id: storeId }
    await changed(lead, '米饭', { priceCents: 350 })
    expect(await priceIn(third, '米饭')).toBe(350)
  })
})

describe('what the leader publishes', () => {
  beforeEach(() => follow())

  it('is on every menu that follows, once however often it is sent, as a version there', async () => {
    await change(lead, '米饭', { name: '白米饭', names: { en: 'White rice' }, priceCents: 350 })
    const { draft } = await editor().read({ storeId: lead.id })
    const request = { storeId: lead.id, print: printOfDraft(draft), key: newKey() }
    await Promise.all([editor().publish(request), editor().publish(request)])
    expect(await priceIn(store, '白米饭')).toBe(350)
    expect(await versions(store)).toEqual([{ number: 2, added: 0, changed: 1, removed: 0 }])
    const told = await database.db.outboxEvent.findMany({
      where: { storeId: store.id, type: 'menu_changed' },
      orderBy: { id: 'desc' },
    })
    expect(told[0]?.rooms).toContain(`menu:${store.id}`)
    const entries = await database.db.auditEntry.findMany({
      where: { storeId: store.id, action: 'menu.followed' },
    })
    expect(entries).toHaveLength(1)
    expect(entries[0]?.staffId).toBe(lead.staff.owner.id)
  })

  it('leaves a price that the store has said, and one that it says again like the leader’s follows', async () => {
    await changed(store, '米饭', { priceCents: 500 })
    await changed(lead, '米饭', { name: '白米饭', priceCents: 350 })
    expect(await priceIn(store, '白米饭')).toBe(500)
    expect(await priceIn(store, '啤酒')).toBe(1_800)
    await changed(store, '白米饭', { priceCents: 350 })
    await changed(lead, '白米饭', { priceCents: 380 })
    expect(await priceIn(store, '白米饭')).toBe(380)
  })

  it('ends a price of one’s own that was counted by another measure', async () => {
    await changed(store, '烤鸭', { priceCents: 9_900 })
    await changed(lead, '烤鸭', { perGrams: 500, priceCents: 4_400 })
    expect((await dishIn(store, '烤鸭')).body).toMatchObject({ perGrams: 500, priceCents: 4_400 })
  })

  it('leaves sold out, counts, stations, minutes and the rates of tax as the store has them, and says where a dish is eaten', async () => {
    const station = await database.db.station.create({ data: { storeId: store.id, name: '凉菜' } })
    await changed(store, '烤鸭', {
      ...{ stations: [String(station.id)], promisedMinutes: 40, taxClass: 'reduced' },
      takeawayTaxClass: 'standard',
    })
    const { key } = await dishIn(store, '烤鸭')
    await owner.call.menu.setAvailability({
      storeId: store.id,
      dishId: Number(key),
      isSoldOut: true,
    })
    const before = await database.db.dish.findUniqueOrThrow({ where: { id: Number(key) } })
    await changed(lead, '烤鸭', { name: '片皮鸭', promisedMinutes: 10, servedAs: 'dine_in' })
    const after = await database.db.dish.findUniqueOrThrow({ where: { id: Number(key) } })
    expect(after).toMatchObject({ name: '片皮鸭', servedAs: 'dine_in' })
    const kept = [
      ...(['isSoldOut', 'stock', 'promisedMinutes'] as const),
      ...(['taxClass', 'takeawayTaxClass'] as const),
    ]
    for (const field of kept) expect(after[field]).toBe(before[field])
    expect((await dishIn(store, '片皮鸭')).body.stations).toEqual([String(station.id)])
  })

  it('does not bring back what the store does not offer, also after it was gone there', async () => {
    await takeOff(store, '啤酒')
    await publish(store)
    await changed(lead, '米饭', { priceCents: 310 })
    expect(await namesIn(store)).not.toContain('啤酒')
    const { key } = await dishIn(lead, '啤酒')
    await takeOff(lead, '啤酒')
    await publish(lead)
    await editor().restoreDish({ storeId: lead.id, key, category: null })
    await publish(lead)
    expect(await namesIn(lead)).toContain('啤酒')
    expect(await namesIn(store)).not.toContain('啤酒')
  })

  it('is offered again at the leader’s price of then', async () => {
    const { key } = await dishIn(store, '啤酒')
    await takeOff(store, '啤酒')
    await publish(store)
    await changed(lead, '啤酒', { priceCents: 2_000 })
    const [gone] = await editor().archived({ storeId: store.id, words: '啤酒' })
    expect(gone).toMatchObject({ key, isLeftOut: true })
    await editor().restoreDish({ storeId: store.id, key, category: null })
    await publish(store)
    expect(await dishIn(store, '啤酒')).toMatchObject({ key, body: { priceCents: 2_000 } })
    await changed(lead, '啤酒', { priceCents: 2_100 })
    expect(await priceIn(store, '啤酒')).toBe(2_100)
  })

  it('takes off what is taken off there, and it is not brought back here alone', async () => {
    const { key } = await dishIn(store, '啤酒')
    await takeOff(lead, '啤酒')
    await publish(lead)
    expect(await namesIn(store)).not.toContain('啤酒')
    const no = await refusalOf(editor().restoreDish({ storeId: store.id, key, category: null }))
    expect(no.code).toBe('menu.not-at-leader')
  })

  it('keeps own dishes where they stand, and with them the category they stand in', async () => {
    const { body } = await dishIn(store, '米饭')
    await add(store, 'n-own', { ...plainDish(body.category), name: '店家私房', priceCents: 100 })
    await publish(store)
    const own = await dishIn(store, '店家私房')
    const rice = await dishIn(store, '米饭')
    await editor().moveItem({ storeId: store.id, kind: 'dish', key: own.key, after: rice.key })
    await publish(store)
    await changed(lead, '米饭', { name: '白米饭' })
    const names = await namesIn(store)
    expect(names.indexOf('店家私房')).toBe(names.indexOf('白米饭') + 1)

    const category = itemsOf(await menuOf(lead), 'category')[0]
    await editor().saveCategory({
      ...{ storeId: lead.id, key: 'n-new', before: null, names: {}, promisedMinutes: null },
      ...{ name: '新菜', course: 0, isMustOrder: false, schedule: null },
    })
    await editor().removeItems({
      storeId: lead.id,
      items: [{ kind: 'category', key: category?.key ?? '' }],
    })
    await publish(lead)
    expect(await namesIn(store)).toEqual(['店家私房'])
    const left = itemsOf(await menuOf(store), 'category').map(({ body: { name } }) => name)
    expect(left).toEqual(expect.arrayContaining(['新菜', category?.body.name]))
  })

  it('is nothing at all when a store that follows could not take it', async () => {
    const { body } = await dishIn(store, '米饭')
    await add(store, 'n-own', { ...plainDish(body.category), name: '店家私房', priceCents: 100 })
    await publish(store)
    // A flaw that no screen makes: a kitchen that is gone, under a dish of the store's own.
    const gone = await database.db.station.create({
      data: { storeId: store.id, name: '旧档口', archivedAt: clock.now },
    })
    await database.db.dishStation.create({
      data: { dishId: Number((await dishIn(store, '店家私房')).key), stationId: gone.id },
    })
    await change(lead, '米饭', { priceCents: 999 })
    const { draft } = await editor().read({ storeId: lead.id })
    const request = { storeId: lead.id, print: printOfDraft(draft), key: newKey() }
    const no = await refusalOf(editor().publish(request))
    expect(no).toMatchObject({ code: 'menu.flawed-there', details: { name: '二店' } })
    expect(await priceIn(lead, '米饭')).toBe(300)
    await database.db.dishStation.deleteMany({ where: { stationId: gone.id } })
    await editor().publish(request)
    expect(await priceIn(store, '米饭')).toBe(999)
  })

  it('and what the store publishes in the same moment both stand', async () => {
    await change(store, '烤鸭', { priceCents: 9_900 })
    await change(lead, '米饭', { priceCents: 350 })
    await change(lead, '烤鸭', { name: '片皮鸭', priceCents: 9_000 })
    await Promise.all([publish(lead), publish(store)])
    expect(await priceIn(store, '米饭')).toBe(350)
    expect(await priceIn(store, '片皮鸭')).toBe(9_900)
  })

  it('is what a phone with an open cart orders by', async () => {
    const [table] = store.tables
    const guest = await guestAt(deps, table)
    await changed(lead, '米饭', { priceCents: 350 })
    const { categories } = await guest.call.menu.read({ code: table.code })
    const rice = categories.flatMap(({ dishes }) => dishes).find(({ name }) => name === '米饭')
    expect(rice).toMatchObject({ id: store.dishes.rice.id, priceCents: 350 })
  })
})

const item = (kind: string, key: string, body: object, sort = 0) =>
  ({ kind, key, sort, body }) as MenuDocument[number]

/** Hours with a price of their own, sizes with prices by size, and a combo of both dishes. */
const RICH: MenuDocument = [
  item('schedule', 'happy', {
    name: '欢乐时光',
    weekdays: [1, 2],
    fromMinute: 840,
    toMinute: 1_020,
  }),
  item('category', 'food', { ...plainCategory, name: '主菜', schedule: 'happy' }),
  item('option_group', 'sizes', {
    ...{ ...plainGroup, kind: 'size', name: '份量' },
    options: [
      { ...plainOption('small'), name: '小' },
      { ...plainOption('large'), name: '大', priceCents: 200 },
    ],
  }),
  item('option_group', 'tops', {
    ...{ ...plainGroup, kind: 'extra', name: '加料', minimum: 0, maximum: 2 },
    options: [
      {
        ...plainOption('pearl'),
        name: '珍珠',
        priceCents: 300,
        sizePrices: [{ size: 'large', priceCents: 500 }],
      },
      { ...plainOption('jelly'), name: '椰果', priceCents: 200 },
    ],
  }),
  item('dish', 'fish', {
    ...{ ...plainDish('food'), name: '鱼', priceCents: 6_800, optionGroups: ['sizes', 'tops'] },
    hourPrices: [{ schedule: 'happy', priceCents: 4_800 }],
  }),
  item('dish', 'soup', { ...plainDish('food'), name: '汤', priceCents: 800 }, 1),
  item(
    'dish',
    'set',
    {
      ...{ ...plainDish('food'), name: '套餐', kind: 'combo', priceCents: 9_900 },
      slots: [
        {
          ...{ key: 'main', name: '主菜', names: {}, minimum: 1, maximum: 1 },
          choices: [
            { dish: 'fish', extraCents: 500 },
            { dish: 'soup', extraCents: 0 },
          ],
        },
      ],
    },
    2,
  ),
]

describe('a rich menu', () => {
  beforeEach(async () => {
    await lay(lead, RICH)
    await follow({ keepsOthers: false })
  })

  it('speaks of the store’s own dishes, options, sizes and hours, and of nobody else’s', async () => {
    const menu = await menuOf(store)
    const keyOf = (kind: string, name: string) =>
      menu.find((each) => each.kind === kind && each.body.name === name)?.key
    const set = (await dishIn(store, '套餐')).body.slots[0]?.choices
    expect(set).toEqual([
      { dish: keyOf('dish', '鱼'), extraCents: 500 },
      { dish: keyOf('dish', '汤'), extraCents: 0 },
    ])
    expect((await dishIn(store, '鱼')).body.hourPrices).toEqual([
      { schedule: keyOf('schedule', '欢乐时光'), priceCents: 4_800 },
    ])
    const groups = itemsOf(menu, 'option_group')
    const large = groups.find(({ body }) => body.kind === 'size')?.body.options[1]
    const pearl = groups.find(({ body }) => body.kind === 'extra')?.body.options[0]
    expect(pearl?.sizePrices).toEqual([{ size: large?.key, priceCents: 500 }])
    const theirs = new Set((await menuOf(lead)).map(({ key }) => key))
    expect(menu.filter(({ key }) => theirs.has(key))).toEqual([])
  })

  it('changes part by part, and every part keeps its number', async () => {
    const before = await menuOf(store)
    await changed(lead, '鱼', { hourPrices: [], priceCents: 7_000 })
    const set = (await dishIn(lead, '套餐')).body
    await changed(lead, '套餐', {
      slots: set.slots.map((slot) => ({ ...slot, name: '大菜' })),
    })
    const after = await menuOf(store)
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key))
    expect((await dishIn(store, '鱼')).body).toMatchObject({ hourPrices: [], priceCents: 7_000 })
    const slotsOf = (menu: MenuDocument) =>
      itemsOf(menu, 'dish').flatMap(({ body }) => body.slots.map(({ key }) => key))
    expect(slotsOf(after)).toEqual(slotsOf(before))
    expect((await dishIn(store, '套餐')).body.slots[0]?.name).toBe('大菜')
  })

  it('does not offer a combo of which nothing can be chosen here, until something can', async () => {
    const fish = await dishIn(store, '鱼')
    await takeOff(store, '鱼')
    await takeOff(store, '汤')
    await publish(store)
    expect(await namesIn(store)).toEqual([])
    await editor().restoreDish({ storeId: store.id, key: fish.key, category: null })
    await publish(store)
    expect(await namesIn(store)).toEqual(['鱼', '套餐'])
    expect((await dishIn(store, '套餐')).body.slots[0]?.choices).toHaveLength(1)
  })

  const extras = async (of: TestStore) => {
    const group = itemsOf(await menuOf(of), 'option_group').find(
      ({ body }) => body.kind === 'extra',
    )
    if (!group) throw new Error('there are extras')
    return group
  }
  const saveExtras = async (of: TestStore, to: (body: OptionGroupBody) => OptionGroupBody) => {
    const { key, body } = await extras(of)
    await editor().saveOptionGroup({
      ...(to(body) as never as object),
      ...{ storeId: of.id, key, before: { ...body } },
    } as never)
  }
  const priced = (at: number, priceCents: number) => (body: OptionGroupBody) => ({
    ...body,
    options: body.options.map((option, nth) => (nth === at ? { ...option, priceCents } : option)),
  })

  it('keeps the price of an option that the store has said, also one that is still being edited', async () => {
    await saveExtras(store, priced(0, 350))
    await publish(store)
    await saveExtras(store, priced(1, 250))
    await saveExtras(lead, (body) => ({
      ...priced(0, 310)(priced(1, 220)(body)),
      name: '小料',
    }))
    await publish(lead)
    const now = await extras(store)
    expect(now.body.name).toBe('小料')
    expect(now.body.options.map(({ priceCents }) => priceCents)).toEqual([350, 220])
    await publish(store)
    const then = await extras(store)
    expect(then.body.options.map(({ priceCents }) => priceCents)).toEqual([350, 250])
  })

  it('is not changed by who follows, whatever door they try', async () => {
    const soup = await dishIn(store, '汤')
    const { key: group } = await extras(store)
    const menu = await menuOf(store)
    const category = itemsOf(menu, 'category')[0]
    const schedule = itemsOf(menu, 'schedule')[0]
    const at = { storeId: store.id }
    for (const [name, touching] of Object.entries({
      'its name': () => change(store, '汤', { name: '例汤' }),
      'its options': () => change(store, '汤', { optionGroups: [group] }),
      'how it is counted': () => change(store, '汤', { isPerPerson: true }),
      'a group': () => saveExtras(store, (body) => ({ ...body, maximum: 1 })),
      'an option': () => saveExtras(store, (body) => ({ ...body, options: body.options.slice(1) })),
      'a category': () =>
        editor().saveCategory({
          ...{ ...at, key: category?.key ?? '', before: { ...category?.body } },
          ...{ ...(category?.body as never as object), name: '别的' },
        } as never),
      hours: () =>
        editor().removeItems({ ...at, items: [{ kind: 'schedule', key: schedule?.key ?? '' }] }),
      'the order': () => editor().moveItem({ ...at, kind: 'dish', key: soup.key, after: null }),
      'many at once': () => {
        const said = { diets: [{ diet: 'vegan' as const, isSo: true }] }
        const seen = printOfDish(soup.body, said)
        return editor().changeDishes({ ...at, ...said, dishes: [{ key: soup.key, seen }] })
      },
      'a whole other menu': async () => {
        const actor = await actorAt(owner.context, store.id, 'menu.manage')
        const document = RICH.map((each) =>
          each.kind === 'dish' ? { ...each, body: { ...each.body, isSignature: true } } : each,
        )
        await draftFromDocument(deps, actor, { document, replaces: false })
      },
    })) {
      const no = await refusalOf(touching())
      expect([name, no.code]).toEqual([name, 'menu.shared'])
      expect(no.details).toMatchObject({ from: '一店' })
    }
    expect((await editor().read(at)).draft).toEqual([])
    expect(await menuOf(store)).toEqual(menu)
  })
})

describe('going on by itself', () => {
  it('keeps everything, which is the store’s own then, safe to repeat', async () => {
    await follow()
    await takeOff(store, '啤酒')
    await publish(store)
    const before = await menuOf(store)
    await owner.call.stores.endFollowing({ storeId: store.id })
    await owner.call.stores.endFollowing({ storeId: store.id })
    expect(await menuOf(store)).toEqual(before)
    expect(
      await database.db.dish.count({
        where: { storeId: store.id, OR: [{ originId: { gt: 0 } }, { isLeftOut: true }] },
      }),
    ).toBe(0)
    await changed(store, '米饭', { name: '自家米饭' })
    await changed(lead, '烤鸭', { priceCents: 1 })
    expect(await priceIn(store, '烤鸭')).toBe(8_800)
    await follow()
    expect(await priceIn(store, '烤鸭')).toBe(1)
  })
})

it('nobody without the brand says whose menu a store follows', async () => {
  const other = staffPerson(deps, store, 'owner')
  const at = { storeId: store.id }
  for (const door of [
    () => other.call.stores.planMenu({ ...at, leaderId: lead.id }),
    () => other.call.stores.followMenu({ ...wish(), print: '' }),
    () => other.call.stores.endFollowing(at),
  ]) {
    expect(await refusedWith(door())).toBe('brand.not-yours')
  }
  expect(await other.call.stores.menus(at)).toMatchObject([{ storeId: store.id, leader: null }])
  expect(await owner.call.stores.menus(at)).toHaveLength(2)
})
