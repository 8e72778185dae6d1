// Editing the menu: a draft that nobody else sees, two people at it, publishing all or nothing, and
// the way back.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import {
  byItem,
  type DishBody,
  itemsOf,
  type MenuDocument,
  plainCategory,
  plainDish,
  plainGroup,
  plainOption,
  printOfDraft,
} from '@/domain/menu-document'
import { Refusal } from '@/domain/refusal'
import type { saveDish } from '@/forms/menu/editor'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { actorAt } from '../../access/procedures'
import type { Deps } from '../../deps'
import { draftFromDocument } from './draft-from-document'
import { publishMenu } from './publish-menu'
import { readMenuDocument } from './read-document'

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

type SavedDish = z.input<typeof saveDish>

const manager = () => staffPerson(deps, place.store, 'manager')
const owner = () => staffPerson(deps, place.store, 'owner')
const at = <Input extends object>(input: Input) => ({ storeId: place.store.id, ...input })
const editor = (who = manager()) => who.call.menu.editor
const read = () => editor().read(at({}))
const guestMenu = () => person(deps).call.menu.read({ code: place.store.tables[0].code })
const guestDishes = async () => (await guestMenu()).categories.flatMap(({ dishes }) => dishes)

async function bodyOf(key: string | number): Promise<DishBody> {
  const { published } = await read()
  const item = byItem(published).get(`dish ${key}`)
  if (item?.kind !== 'dish') throw new Error(`there is no dish ${key}`)
  return item.body
}
const save = (
  key: string | number,
  body: DishBody,
  before: DishBody | null,
  who = manager(),
): Promise<unknown> =>
  editor(who).saveDish(
    at({
      ...(structuredClone(body) as unknown as SavedDish),
      key: String(key),
      before: before as Record<string, unknown> | null,
    }),
  )
async function publish() {
  const { draft } = await read()
  return editor().publish(at({ print: printOfDraft(draft), key: newKey() }))
}

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = error instanceof Refusal ? error : (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause
}

describe('a draft', () => {
  it('is seen by who edits and by nobody else, until it is published', async () => {
    const { id } = place.store.dishes.rice
    const before = await bodyOf(id)
    await save(id, { ...before, priceCents: 400 }, before)

    const { draft } = await read()
    expect(draft).toMatchObject([
      { key: String(id), patch: { priceCents: 400 }, by: expect.stringContaining('manager') },
    ])
    expect((await guestDishes()).find((dish) => dish.id === id)?.priceCents).toBe(300)

    expect(await publish()).toEqual({ number: 2 })
    expect((await guestDishes()).find((dish) => dish.id === id)?.priceCents).toBe(400)
    expect((await read()).draft).toEqual([])
    const where = { storeId: place.store.id }
    expect(await database.db.auditEntry.findMany({ where, orderBy: { id: 'asc' } })).toMatchObject([
      { action: 'menu.edited' },
      { action: 'menu.published', details: { added: 0, changed: 1, removed: 0 } },
    ])
    const told = await database.db.outboxEvent.findMany({ where, orderBy: { id: 'asc' } })
    expect(told.map(({ type, rooms }) => [type, rooms.length])).toEqual([
      ['menu_drafted', 1],
      ['menu_changed', 2],
    ])
  })

  it('that was changed back is no draft', async () => {
    const { id } = place.store.dishes.rice
    const before = await bodyOf(id)
    await save(id, { ...before, priceCents: 400 }, before)
    await save(id, before, { ...before, priceCents: 400 })
    expect((await read()).draft).toEqual([])
  })

  it('of one dish by two people keeps both where they changed different things', async () => {
    const { id } = place.store.dishes.rice
    const before = await bodyOf(id)
    await save(id, { ...before, priceCents: 400 }, before)
    await save(id, { ...before, spiciness: 1 }, before, owner())
    expect((await read()).draft).toMatchObject([{ patch: { priceCents: 400, spiciness: 1 } }])
  })

  it('of one field by two people is told to the later one with a name, and nothing is lost', async () => {
    const { id } = place.store.dishes.rice
    const before = await bodyOf(id)
    await save(id, { ...before, priceCents: 400 }, before)
    const refusal = await refusalOf(save(id, { ...before, priceCents: 500 }, before, owner()))
    expect(refusal).toMatchObject({ code: 'thing.changed', details: { field: 'priceCents' } })
    expect(refusal.details.by).toContain('manager')
    expect((await read()).draft).toMatchObject([{ patch: { priceCents: 400 } }])

    // Knowing theirs, it may be put over it.
    await save(id, { ...before, priceCents: 500 }, { ...before, priceCents: 400 }, owner())
    expect((await read()).draft).toMatchObject([{ patch: { priceCents: 500 } }])
  })

  it('the same request twice makes one new dish', async () => {
    const body = { ...(await bodyOf(place.store.dishes.rice.id)), name: '蛋炒饭' }
    await save('n1', body, null)
    await save('n1', body, null)
    expect((await read()).draft).toHaveLength(1)
  })

  it('two saved at once on one dish are both there, or one is told', async () => {
    const { id } = place.store.dishes.rice
    const before = await bodyOf(id)
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => save(id, { ...before, priceCents: 400 + n }, before)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await read()).draft).toHaveLength(1)
  })

  it('different dishes never collide', async () => {
    const ids = Object.values(place.store.dishes).map(({ id }) => id)
    const bodies = await Promise.all(ids.map(bodyOf))
    await Promise.all(
      bodies.map((body, n) => save(ids[n] ?? 0, { ...body, description: `第 ${n} 道` }, body)),
    )
    expect((await read()).draft).toHaveLength(ids.length)
  })

  it('is not for waiters, nor for managers of another store', async () => {
    const waiter = staffPerson(deps, place.store, 'waiter')
    const other = staffPerson(deps, place.otherStore, 'manager')
    for (const who of [waiter, other]) {
      expect(await refusalOf(editor(who).read(at({})))).toMatchObject({
        code: 'permission.missing',
      })
    }
  })
})

describe('publishing', () => {
  it('makes categories, options, combos and dishes at once, in their order', async () => {
    const example: MenuDocument = [
      {
        kind: 'schedule',
        key: 'lunch',
        sort: 0,
        body: { name: '午市', weekdays: [1, 2, 3, 4, 5], fromMinute: 660, toMinute: 840 },
      },
      {
        kind: 'category',
        key: 'noodles',
        sort: 0,
        body: {
          ...plainCategory,
          name: '面',
          names: { en: 'Noodles' },
          promisedMinutes: 8,
          course: 1,
          schedule: 'lunch',
        },
      },
      {
        kind: 'option_group',
        key: 'size',
        sort: 0,
        body: {
          ...plainGroup,
          kind: 'size',
          name: '份量',
          names: { en: 'Size' },
          options: [
            { ...plainOption('s'), name: '小', isDefault: true },
            { ...plainOption('l'), name: '大', priceCents: 600 },
          ],
        },
      },
      {
        kind: 'dish',
        key: 'beef',
        sort: 1,
        body: {
          ...PLAIN,
          category: 'noodles',
          name: '牛肉面',
          optionGroups: ['size'],
          stations: ['热菜'],
          allergens: ['gluten'],
          freeFrom: ['milk'],
        },
      },
      {
        kind: 'dish',
        key: 'plain',
        sort: 0,
        body: { ...PLAIN, category: 'noodles', name: '阳春面' },
      },
      {
        kind: 'dish',
        key: 'set',
        sort: 2,
        body: {
          ...PLAIN,
          category: 'noodles',
          kind: 'combo',
          name: '套餐',
          slots: [
            {
              key: 'main',
              name: '主食',
              names: { en: 'Main' },
              minimum: 1,
              maximum: 1,
              choices: [
                { dish: 'beef', extraCents: 500 },
                { dish: 'plain', extraCents: 0 },
              ],
            },
          ],
        },
      },
    ]
    const actor = await actorOf()
    await draftFromDocument(deps, actor, { document: example, replaces: true })
    await publishMenu(deps, actor, { print: null, key: newKey() })

    const document = await readMenuDocument(database.db, place.store.id)
    expect(itemsOf(document, 'dish').map(({ body }) => body.name)).toEqual([
      '阳春面',
      '牛肉面',
      '套餐',
    ])
    const [plain, beef, set] = itemsOf(document, 'dish')
    expect(set?.body.slots).toMatchObject([
      { name: '主食', choices: [{ dish: beef?.key, extraCents: 500 }, { dish: plain?.key }] },
    ])
    expect(beef?.body.stations).toEqual([String(place.store.stationId)])
    const row = await database.db.dish.findFirstOrThrow({ where: { name: '牛肉面' } })
    expect(row).toMatchObject({
      pinyin: 'niuroumian nrm',
      allergens: ['gluten'],
      freeFrom: ['milk'],
    })
    // It is Friday noon: the lunch menu is offered, with the dish's options.
    const [category] = (await guestMenu()).categories
    expect(category).toMatchObject({ name: '面', names: { en: 'Noodles' } })
    expect(
      category?.dishes[1]?.optionGroups[0]?.options.map(({ priceCents }) => priceCents),
    ).toEqual([0, 600])

    // The same example once more changes nothing.
    const again = await draftFromDocument(deps, actor, { document: example, replaces: true })
    expect(again.changed).toEqual([])
  })

  it('keeps ids, so what was ordered and what lies in carts still means the same dish', async () => {
    const { rice, mapo } = place.store.dishes
    const { orderId } = await openBill(deps, place.store, place.store.tables[0])
    const line = await database.db.orderLine.findFirstOrThrow({ where: { orderId } })
    const guest = await guestAt(deps, place.store.tables[1])
    const { code } = place.store.tables[1]
    await guest.call.ordering.addToCart({
      code,
      dishId: rice.id,
      choices: [],
      quantity: 2,
      note: '',
      key: newKey(),
    } as never)

    const [body, mapoBody] = [await bodyOf(rice.id), await bodyOf(mapo.id)]
    await save(rice.id, { ...body, priceCents: 400 }, body)
    await save(mapo.id, { ...mapoBody, name: '陈麻婆豆腐' }, mapoBody)
    await publish()

    const cart = await guest.call.ordering.cart({ code })
    expect(cart.lines).toMatchObject([{ dishId: rice.id, unitCents: 400, totalCents: 800 }])
    const kept = await database.db.orderLine.findUniqueOrThrow({ where: { id: line.id } })
    expect(kept).toEqual(line)
  })

  it('archives what orders point to, and brings it back with its id', async () => {
    const { orderId } = await openBill(deps, place.store, place.store.tables[0])
    const { dishId } = await database.db.orderLine.findFirstOrThrow({ where: { orderId } })
    const key = String(dishId)
    await editor().removeItems(at({ items: [{ kind: 'dish' as const, key }] }))
    await publish()
    expect((await guestDishes()).map(({ id }) => id)).not.toContain(dishId)
    expect(await database.db.orderLine.count({ where: { dishId } })).toBeGreaterThan(0)
    expect(await editor().archived(at({}))).toMatchObject([{ key }])

    await editor().restoreDish(at({ key, category: null }))
    await publish()
    expect((await guestDishes()).map(({ id }) => id)).toContain(dishId)
  })

  it('takes a category off with its dishes', async () => {
    const { published } = await read()
    const [category] = itemsOf(published, 'category')
    await editor().removeItems(
      at({ items: [{ kind: 'category' as const, key: category?.key ?? '' }] }),
    )
    expect((await read()).draft.every(({ isRemoved }) => isRemoved)).toBe(true)
    await publish()
    expect((await guestMenu()).categories).toEqual([])
  })

  it('goes back to an earlier version, options and all', async () => {
    const { mapo } = place.store.dishes
    const before = await readMenuDocument(database.db, place.store.id)
    const body = await bodyOf(mapo.id)
    const [group = ''] = body.optionGroups
    await editor().removeItems(
      at({
        items: [
          { kind: 'option_group' as const, key: group },
          { kind: 'dish' as const, key: String(place.store.dishes.beer.id) },
        ],
      }),
    )
    await publish()
    expect(await readMenuDocument(database.db, place.store.id)).not.toEqual(before)

    expect(await editor().versions(at({}))).toMatchObject([
      { number: 2, removed: 2 },
      { number: 1, by: null },
    ])
    await editor().goBack(at({ number: 1 }))
    await publish()
    expect(await readMenuDocument(database.db, place.store.id)).toEqual(before)
  })

  it('back asks for a clean table first', async () => {
    const body = await bodyOf(place.store.dishes.rice.id)
    await save(place.store.dishes.rice.id, { ...body, priceCents: 400 }, body)
    await publish()
    await save('n1', { ...body, name: '蛋炒饭' }, null)
    expect(await refusalOf(editor().goBack(at({ number: 1 })))).toMatchObject({
      code: 'menu.draft-open',
    })
    await editor().discardDraft(at({ items: null }))
    expect((await read()).draft).toEqual([])
  })

  it('publishes what was shown or nothing: a change in between is told', async () => {
    const body = await bodyOf(place.store.dishes.rice.id)
    await save(place.store.dishes.rice.id, { ...body, priceCents: 400 }, body)
    const print = printOfDraft((await read()).draft)
    await save('n1', { ...body, name: '蛋炒饭' }, null, owner())
    const late = editor().publish(at({ print, key: newKey() }))
    expect(await refusalOf(late)).toMatchObject({ code: 'thing.changed' })
    expect((await guestDishes()).map(({ name }) => name)).not.toContain('蛋炒饭')
  })

  it('twice at once, or the same request again, is one version', async () => {
    const body = await bodyOf(place.store.dishes.rice.id)
    await save(place.store.dishes.rice.id, { ...body, priceCents: 400 }, body)
    const print = printOfDraft((await read()).draft)
    const key = newKey()
    const same = await Promise.all([1, 2, 3].map(() => editor().publish(at({ print, key }))))
    expect(same).toEqual([{ number: 2 }, { number: 2 }, { number: 2 }])
    expect(await refusalOf(publish())).toMatchObject({ code: 'menu.unchanged' })
  })

  it('is refused as a whole while anything is wrong with it', async () => {
    const body = await bodyOf(place.store.dishes.rice.id)
    await save(place.store.dishes.rice.id, { ...body, priceCents: 400 }, body)
    await save('n1', { ...body, name: '空套餐', kind: 'combo' }, null)
    expect(await refusalOf(publish())).toMatchObject({
      code: 'menu.flawed',
      details: { number: 1 },
    })
    expect((await guestDishes()).find(({ name }) => name === '米饭')?.priceCents).toBe(300)
  })

  it('reaches nothing of another store, whatever keys it names', async () => {
    const foreign = place.otherStore.dishes.rice.id
    const body = await bodyOf(place.store.dishes.rice.id)
    await save(foreign, { ...body, name: '别人的饭' }, null)
    await publish()
    const theirs = await database.db.dish.findUniqueOrThrow({ where: { id: foreign } })
    expect(theirs).toMatchObject({ storeId: place.otherStore.id, name: '米饭' })
    const ours = await database.db.dish.findFirstOrThrow({ where: { name: '别人的饭' } })
    expect(ours.storeId).toBe(place.store.id)
  })

  it('leaves what the kitchen arranged meanwhile as it is', async () => {
    const { id } = place.store.dishes.rice
    const body = await bodyOf(id)
    await save(id, { ...body, priceCents: 400 }, body)
    await manager().call.kitchen.setup.setDishPace(
      at({ dishId: id, promisedMinutes: 5, course: 2 }),
    )
    await publish()
    const row = await database.db.dish.findUniqueOrThrow({ where: { id } })
    expect(row).toMatchObject({ priceCents: 400, promisedMinutes: 5, course: 2 })
  })

  it('puts a dish where it was put, and only that', async () => {
    const ids = (await guestDishes()).map(({ id }) => id)
    const last = String(ids.at(-1))
    await editor().moveItem(at({ kind: 'dish' as const, key: last, after: null }))
    expect((await read()).draft).toHaveLength(1)
    await publish()
    expect((await guestDishes()).map(({ id }) => String(id))[0]).toBe(last)
  })

  it('of 1,000 dishes from a document comes back as the same document', async () => {
    const actor = await actorOf()
    const document: MenuDocument = [
      {
        kind: 'category',
        key: 'c',
        sort: 0,
        body: { ...plainCategory, name: '大菜单' },
      },
      ...Array.from({ length: 1_000 }, (_, n) => ({
        kind: 'dish' as const,
        key: `d${n}`,
        sort: n,
        body: { ...PLAIN, category: 'c', name: `第 ${n} 道菜, "引号"`, priceCents: n },
      })),
    ]
    await draftFromDocument(deps, actor, { document, replaces: true })
    await publishMenu(deps, actor, { print: null, key: newKey() })
    const made = itemsOf(await readMenuDocument(database.db, place.store.id), 'dish')
    expect(made.map(({ body }) => body.name)).toEqual(
      itemsOf(document, 'dish').map(({ body }) => body.name),
    )
    const again = await draftFromDocument(deps, actor, { document, replaces: true })
    expect(again.changed).toEqual([])
  })
})

const PLAIN: DishBody = { ...plainDish(''), priceCents: 1_800 }

const actorOf = () => actorAt(owner().context, place.store.id, 'menu.manage')
