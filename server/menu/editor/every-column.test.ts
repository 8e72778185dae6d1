// The way back restores all that the editor publishes: of every table of the menu every column,
// those of tomorrow, too.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Bodies,
  type DishBody,
  type ItemKind,
  itemsOf,
  type Key,
  type MenuDocument,
  plainCategory,
  plainDish,
  plainGroup,
  plainOption,
} from '@/domain/menu-document'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey } from '@/testing/open-bill'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import { actorAt } from '../../access/procedures'
import type { Deps } from '../../deps'
import { draftFromDocument, goBack } from './draft-from-document'
import { moveItem, saveItem } from './edit-items'
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
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})

const actor = () =>
  actorAt(staffPerson(deps, place.store, 'owner').context, place.store.id, 'menu.manage')
const publish = async () => publishMenu(deps, await actor(), { print: null, key: newKey() })

const OPEN = 'store_id = $1 AND archived_at IS NULL'
const DISHES = `(SELECT id FROM dish WHERE ${OPEN})`
const OPTIONS = `(SELECT o.id FROM option o JOIN option_group g ON g.id = o.group_id
                   WHERE g.store_id = $1 AND g.archived_at IS NULL AND o.archived_at IS NULL)`
const SLOTS = `(SELECT id FROM combo_slot WHERE combo_id IN ${DISHES})`

/** The tables that a menu is made of: whose rows are the store's, and what of them is no menu. */
const MENU: Record<string, { where: string; besides?: string[] }> = {
  menu_schedule: { where: 'store_id = $1' },
  category: { where: OPEN, besides: ['archived_at'] },
  option_group: { where: OPEN, besides: ['archived_at'] },
  // What is there today is the kitchen's to say, and what today's market asks.
  option: { where: `id IN ${OPTIONS}`, besides: ['archived_at', 'is_sold_out', 'stock'] },
  dish: {
    where: OPEN,
    besides: [
      ...['archived_at', 'created_at', 'updated_at', 'is_sold_out', 'sold_out_until', 'stock'],
      ...['market_cents', 'market_until', 'is_left_out'],
    ],
  },
  dish_price: { where: `dish_id IN ${DISHES}` },
  dish_option_group: { where: `dish_id IN ${DISHES}` },
  dish_station: { where: `dish_id IN ${DISHES}` },
  option_price: { where: `option_id IN ${OPTIONS}` },
  // A place that was gone has another number when it comes back.
  combo_slot: { where: `id IN ${SLOTS}`, besides: ['id'] },
  combo_choice: { where: `slot_id IN ${SLOTS}`, besides: ['id', 'slot_id'] },
}
/** What names a row, here or at the store whose menu it follows, and so never changes in it. */
const NAMING = ['id', 'store_id', 'group_id', 'origin_id']
/** What has dishes or options but is no part of a menu. */
const ELSEWHERE = ['cart_line', 'offer_dish', 'order_line', 'stock_move']

type Rows = Record<string, Record<string, unknown>[]>
async function snapshot(): Promise<Rows> {
  const all: Rows = {}
  for (const [table, { where, besides = [] }] of Object.entries(MENU)) {
    const { rows } = await database.pool.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) - $2::text[] AS row FROM "${table}" t WHERE ${where} ORDER BY 1`,
      [place.store.id, besides],
    )
    all[table] = rows.map(({ row }) => row)
  }
  return all
}

const FULL: MenuDocument = [
  item('schedule', 'happy', {
    name: '欢乐时光',
    weekdays: [1, 2],
    fromMinute: 840,
    toMinute: 1_020,
  }),
  item('category', 'pots', {
    ...{ name: '锅底', names: { en: 'Broths' }, promisedMinutes: 5, course: 1 },
    ...{ isMustOrder: true, schedule: 'happy' },
  }),
  item('category', 'other', { ...plainCategory, name: '其他' }, 1),
  item('option_group', 'sizes', {
    ...{ ...plainGroup, kind: 'size', name: '份量' },
    options: [
      { ...plainOption('small'), name: '小' },
      { ...plainOption('large'), name: '大' },
    ],
  }),
  item('option_group', 'tops', {
    ...{ kind: 'extra', name: '加料', names: { en: 'Toppings' } },
    ...{ minimum: 0, maximum: 3, freeCount: 2, isDearest: false },
    options: [
      {
        ...{ key: 'pearl', name: '珍珠', names: { en: 'Pearls' }, priceCents: 300 },
        ...{ maximumQuantity: 2, isDefault: true },
        sizePrices: [{ size: 'large', priceCents: 500 }],
        ...{ allergens: ['gluten'], freeFrom: ['egg', 'milk'] },
      },
      { ...plainOption('jelly'), name: '椰果' },
    ],
  }),
  item('option_group', 'halves', {
    ...{ ...plainGroup, name: '双拼', isDearest: true },
    options: [{ ...plainOption('left'), name: '一半' }],
  }),
  dish('fish', {
    ...{ name: '清蒸鱼', names: { en: 'Fish' }, description: '活鱼', unit: '条' },
    ...{ descriptions: { en: 'Alive' }, units: { en: 'fish' }, priceCents: 6_800 },
    ...{ promoPriceCents: 5_800, memberPriceCents: 5_500, perGrams: 500 },
    ...{ hasLevelShare: false, taxClass: 'reduced', picture: '/pictures/fish', spiciness: 2 },
    ...{ takeawayTaxClass: 'standard', servedAs: 'dine_in' },
    ...{ allergens: ['fish'], freeFrom: ['milk'], dietTags: ['halal'], isSignature: true },
    ...{ promisedMinutes: 25, course: 2, stations: ['热菜'] },
    ...{ optionGroups: ['sizes', 'tops'], hourPrices: [{ schedule: 'happy', priceCents: 4_800 }] },
  }),
  dish('pot', { name: '番茄锅', priceCents: 1_800, isPerPerson: true }, 1),
  dish('crab', { name: '螃蟹', isMarketPrice: true }, 2),
  dish('set', { name: '套餐', kind: 'combo', priceCents: 9_900, slots: slots('set') }, 3),
  dish('other set', { name: '双人餐', kind: 'combo', priceCents: 100, slots: slots('two') }, 4),
]

function item<Kind extends ItemKind>(kind: Kind, key: Key, body: Bodies[Kind], sort = 0) {
  return { kind, key, sort, body } as MenuDocument[number]
}
function dish(key: Key, body: Partial<DishBody>, sort = 0) {
  return item('dish', key, { ...plainDish('pots'), ...body }, sort)
}
function slots(of: string): DishBody['slots'] {
  return [
    {
      ...{ key: `${of}-main`, name: '主食', names: { en: 'Main' }, minimum: 1, maximum: 1 },
      choices: [
        { dish: 'fish', extraCents: 500 },
        { dish: 'pot', extraCents: 100 },
      ],
    },
    {
      ...{ key: `${of}-side`, name: '小菜', names: {}, minimum: 1, maximum: 1 },
      choices: [{ dish: 'pot', extraCents: 0 }],
    },
  ]
}

/** The same items, of which nothing is said that need not be. */
function bare(document: MenuDocument): MenuDocument {
  const other = itemsOf(document, 'category')[1]?.key ?? ''
  const pot = itemsOf(document, 'dish').find(({ body }) => body.isPerPerson)?.key ?? ''
  return document.map((each): MenuDocument[number] => {
    const { kind, key, body } = each
    const name = `改过的${body.name}`
    if (kind === 'schedule') {
      return item(kind, key, { name, weekdays: [3], fromMinute: 600, toMinute: 720 })
    }
    if (kind === 'category') return item(kind, key, { ...plainCategory, name })
    if (kind === 'option_group') {
      const isSizes = body.kind === 'size'
      const to = isSizes ? 'size' : 'preparation'
      const options = body.options.map((option) => ({ ...plainOption(option.key), name }))
      const turned = isSizes ? options : [...options.slice(1), ...options.slice(0, 1)]
      const maximum = 2
      return item(kind, key, { ...plainGroup, kind: to, name, maximum, options: turned })
    }
    const plain = { ...plainDish(other), name, priceCents: 1 }
    if (body.slots.length === 0 || body.name === '双人餐') return item(kind, key, plain)
    const [main, side] = body.slots
    const emptied = [side, main].flatMap((slot) =>
      slot
        ? [
            {
              ...slot,
              names: {},
              name,
              minimum: 0,
              maximum: 3,
              choices: [{ dish: pot, extraCents: 0 }],
            },
          ]
        : [],
    )
    return item(kind, key, { ...plain, kind: 'combo', slots: emptied })
  })
}

describe('going back', () => {
  it('restores every column of a dish, an option, a group, a combo, a category and its hours', async () => {
    await draftFromDocument(deps, await actor(), { document: FULL, replaces: true })
    const { number } = await publish()
    const full = await snapshot()

    const published = await readMenuDocument(database.db, place.store.id)
    for (const { sort: _, ...each } of [...bare(published)].reverse()) {
      const before = published.find(({ kind, key }) => kind === each.kind && key === each.key)
      await saveItem(deps, await actor(), { item: each, before: before?.body ?? null })
    }
    const [first] = itemsOf(published, 'category')
    const last = itemsOf(published, 'category').at(-1)
    await moveItem(deps, await actor(), {
      ...{ kind: 'category', key: first?.key ?? '' },
      after: last?.key ?? null,
    })
    await publish()
    const emptied = await snapshot()

    const valuesOf = (rows: Rows, table: string, column: string) =>
      (rows[table] ?? []).map((row) => JSON.stringify([row.id, row[column]])).sort()
    const { rows: columns } = await database.pool.query<{ table: string; column: string }>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = ANY($1)`,
      [Object.keys(MENU)],
    )
    const untouched = columns
      .filter(({ table, column }) => ![...NAMING, ...(MENU[table]?.besides ?? [])].includes(column))
      .filter(
        ({ table, column }) =>
          String(valuesOf(full, table, column)) === String(valuesOf(emptied, table, column)),
      )
    // Neither the editor's to write nor named above as somebody else's: a promise broken.
    expect(untouched.map(({ table, column }) => `${table}.${column}`)).toEqual([])

    await goBack(deps, await actor(), { number })
    await publish()
    expect(await snapshot()).toEqual(full)
  })

  it('knows every table that a menu is made of', async () => {
    const { rows } = await database.pool.query<{ table: string }>(
      `SELECT DISTINCT r.relname AS table FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
        WHERE c.contype = 'f' AND c.confrelid = ANY($1::text[]::regclass[]) ORDER BY 1`,
      [Object.keys(MENU)],
    )
    const known = [...Object.keys(MENU), ...ELSEWHERE]
    expect(rows.map(({ table }) => table).filter((table) => !known.includes(table))).toEqual([])
  })

  it('to a version of an earlier program keeps what that did not know, also of what is gone', async () => {
    await draftFromDocument(deps, await actor(), { document: FULL, replaces: true })
    const { number } = await publish()
    const storeId = place.store.id
    await database.pool.query(
      `UPDATE menu_version SET document = (
         SELECT jsonb_agg(jsonb_set(i, '{body}',
           (i -> 'body') - ARRAY['isPerPerson', 'hourPrices', 'isMustOrder', 'freeCount', 'isDearest']))
           FROM jsonb_array_elements(document) i) WHERE store_id = $1 AND number = $2`,
      [storeId, number],
    )
    const before = await readMenuDocument(database.db, storeId)
    const [fish, , crab] = itemsOf(before, 'dish')
    const price = { ...fish, body: { ...fish?.body, priceCents: 9_900 } } as MenuDocument[number]
    await saveItem(deps, await actor(), { item: price, before: fish?.body ?? null })
    await database.db.dish.update({
      where: { id: Number(crab?.key) },
      data: { archivedAt: clock.now },
    })
    await publish()

    await goBack(deps, await actor(), { number })
    await publish()
    const after = itemsOf(await readMenuDocument(database.db, storeId), 'dish')
    expect(after.find(({ key }) => key === fish?.key)?.body).toEqual(fish?.body)
    expect(after.find(({ key }) => key === crab?.key)?.body).toEqual(crab?.body)
  })
})

describe('the price that was said for today', () => {
  it('is none of a dish that is sold otherwise, and stays where only its words change', async () => {
    await draftFromDocument(deps, await actor(), { document: FULL, replaces: true })
    await publish()
    const { id } = await database.db.dish.findFirstOrThrow({
      where: { name: '螃蟹', storeId: place.store.id },
    })
    const saidIs = async (body: Partial<DishBody>) => {
      await database.db.dish.update({
        where: { id },
        data: { marketCents: 11_800, marketUntil: new Date('2026-11-21T04:00:00+08:00') },
      })
      const published = await readMenuDocument(database.db, place.store.id)
      const crab = published.find(({ kind, key }) => kind === 'dish' && key === String(id))
      const wanted = { ...crab, body: { ...crab?.body, ...body } } as MenuDocument[number]
      await saveItem(deps, await actor(), { item: wanted, before: crab?.body ?? null })
      await publish()
      return (await database.db.dish.findUniqueOrThrow({ where: { id } })).marketCents
    }
    expect(await saidIs({ name: '大螃蟹' })).toBe(11_800)
    expect(await saidIs({ perGrams: 500 })).toBeNull()
    expect(await saidIs({ isMarketPrice: false, priceCents: 9_900 })).toBeNull()
  })
})
