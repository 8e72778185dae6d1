// A whole menu out as a file and in again: dishes, groups of options and combos come back as they
// were, in either form and either language, also over a menu that was changed meanwhile.

import readXlsxOfOthers from 'read-excel-file/node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SERVED_AS } from '@/domain/menu'
import {
  byItem,
  itemsOf,
  type MenuDocument,
  type MenuItem,
  plainCategory,
  plainDish,
  plainGroup,
  plainOption,
} from '@/domain/menu-document'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import { actorAt } from '../../access/procedures'
import type { Deps } from '../../deps'
import { readEffective } from './change-draft'
import { draftFromDocument } from './draft-from-document'
import { exportMenu, exportSheet, importMenu } from './menu-file'
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
const effective = () => readEffective(database.db, place.store.id)
const read = async (bytes: string | Buffer, isTrial = false) =>
  importMenu(deps, await actor(), { bytes: Buffer.from(bytes as string), isTrial })

const FORMS = {
  'CSV in Chinese': () => exportMenu(deps, { storeId: place.store.id }, 'zh-CN'),
  'CSV in English': () => exportMenu(deps, { storeId: place.store.id }, 'en'),
  'XLSX in Chinese': () => exportSheet(deps, { storeId: place.store.id }, 'zh-CN'),
  'XLSX in English': () => exportSheet(deps, { storeId: place.store.id }, 'en'),
}

const SIZE_KEYS = [0, 1, 2].map((nth) => `size-${nth}`)
/** 20 categories, 30 groups of options, 1,000 dishes, 60 of them combos. */
function largeMenu(): MenuDocument {
  const categories = Array.from({ length: 20 }, (_, n) => ({
    ...{ kind: 'category' as const, key: `c${n}`, sort: n },
    body: {
      ...plainCategory,
      name: `分类 ${n}`,
      names: n % 2 ? { en: `Category ${n}` } : {},
      course: n % 4,
      promisedMinutes: n % 3 ? null : 20,
      isMustOrder: n === 7,
    },
  }))
  const groups = Array.from({ length: 30 }, (_, n) => ({
    ...{ kind: 'option_group' as const, key: `g${n}`, sort: 0 },
    body: {
      ...plainGroup,
      kind: (['size', 'preparation', 'extra'] as const)[n % 3] ?? 'extra',
      // Two of each name, as menus have them.
      name: `选项组 ${n % 15}`,
      names: { en: `Group ${n}` },
      minimum: n % 3 === 2 ? 0 : 1,
      maximum: n % 3 === 2 ? 4 : 1,
      freeCount: n % 3 === 2 ? n % 4 : 0,
      isDearest: n % 3 === 1 && n % 2 === 0,
      options: Array.from({ length: 4 }, (_, at) => ({
        ...plainOption(n === 0 && at < 3 ? (SIZE_KEYS[at] ?? '') : `o${n}-${at}`),
        name: at === 0 ? '=1+1, "小"' : `选项 ${at}`,
        names: at % 2 ? { en: `Option ${at}` } : {},
        priceCents: (at - 1) * 150,
        maximumQuantity: n % 3 === 2 ? 3 : 1,
        isDefault: at === 1,
        ...(at === 2 && { allergens: ['soy', 'nuts'] as const, freeFrom: ['peanut'] as const }),
        sizePrices:
          n % 3 === 2 && at === 3
            ? SIZE_KEYS.slice(1).map((size, nth) => ({ size, priceCents: 250 + nth }))
            : [],
      })),
    },
  }))
  const dishes = Array.from({ length: 1_000 }, (_, n) => ({
    ...{ kind: 'dish' as const, key: `d${n}`, sort: n },
    body: {
      ...plainDish(`c${n % 20}`),
      name: n % 50 === 1 ? '同名菜' : `菜 ${n}`,
      names: n % 2 ? { en: `Dish ${n}` } : {},
      priceCents: 1_000 + n,
      servedAs: SERVED_AS[n % 3] ?? 'anywhere',
      taxClass: n % 5 === 0 ? ('reduced' as const) : ('standard' as const),
      takeawayTaxClass: ([null, 'standard', 'reduced'] as const)[n % 3] ?? null,
      optionGroups: n < 60 ? [] : [`g${n % 30}`, `g${(n + 1) % 30}`],
      ...(n < 60 && {
        kind: 'combo' as const,
        slots: Array.from({ length: 2 }, (_, at) => ({
          key: `s${n}-${at}`,
          name: at === 0 ? '主菜' : '配菜',
          names: at === 0 ? { en: 'Main' } : {},
          minimum: at === 0 ? 1 : 0,
          maximum: at + 1,
          choices: [101, 151, 300 + n, 400 + n].map((dish, nth) => ({
            dish: `d${dish}`,
            extraCents: nth * 100,
          })),
        })),
      }),
    },
  }))
  return [...categories, ...groups, ...dishes]
}

/** What somebody did to it meanwhile: other prices, words and options, places that are gone. */
const changed = (document: MenuDocument): MenuDocument =>
  document.map((item): MenuItem => {
    if (item.kind === 'category') return { ...item, body: { ...item.body, course: 9, names: {} } }
    if (item.kind === 'option_group') {
      const options = item.body.options.map((option) => ({
        ...option,
        ...{ priceCents: 7, isDefault: false, maximumQuantity: 9, sizePrices: [], names: {} },
        ...{ allergens: ['egg'] as const, freeFrom: [] },
      }))
      return { ...item, body: { ...item.body, minimum: 0, freeCount: 0, options } }
    }
    if (item.kind !== 'dish') return item
    const slots = item.body.slots.map((slot) => ({
      ...slot,
      ...{ minimum: 0, names: {}, choices: slot.choices.slice(0, 1) },
    }))
    return { ...item, body: { ...item.body, priceCents: 1, optionGroups: [], slots } }
  })

describe('a menu of 1,000 dishes with options and combos', () => {
  it('comes back as the same menu from a file of any form, also over one that was changed meanwhile', async () => {
    const who = await actor()
    await draftFromDocument(deps, who, { document: largeMenu(), replaces: true })
    await publishMenu(deps, who, { print: null, key: 'publish-once' })
    const before = await effective()
    const files = await Promise.all(Object.values(FORMS).map((make) => make()))
    for (const file of files) {
      expect(await read(file, true)).toEqual({ added: 0, changed: 0, same: 1_050, flaws: [] })
    }

    const [csv = '', , , xlsx = ''] = files
    for (const [nth, file] of [csv, xlsx].entries()) {
      await draftFromDocument(deps, who, { document: changed(before), replaces: true })
      await publishMenu(deps, who, { print: null, key: `publish-changed-${nth}` })
      expect(await read(file)).toMatchObject({ added: 0, flaws: [] })
      await publishMenu(deps, who, { print: null, key: `publish-again-${nth}` })
      const after = byItem(await readMenuDocument(database.db, place.store.id))
      for (const item of before) expect(after.get(`${item.kind} ${item.key}`)).toEqual(item)
      expect(after.size).toBe(before.length)
    }
  })
})

describe('the restaurant’s menu', () => {
  it.each(Object.entries(FORMS))('as %s comes back as it is', async (_, make) => {
    const before = await effective()
    const file = await make()
    expect(await read(file, true)).toMatchObject({ added: 0, changed: 0, flaws: [] })
    expect(await read(file)).toMatchObject({ added: 0, changed: 0, flaws: [] })
    expect(await effective()).toEqual(before)
  })

  it('as XLSX is what somebody else’s program reads, with prices as numbers', async () => {
    const sheets = (await readXlsxOfOthers(await FORMS['XLSX in English']())) as unknown as {
      data: unknown[][]
    }[]
    const [heading = [], ...rows] = sheets[0]?.data ?? []
    const at = heading.indexOf('Price')
    const rice = rows.find((row) => row.includes('米饭'))
    expect(rice?.[at]).toBe(3)
  })
})

describe('a table with options and combos', () => {
  it('makes them, in a menu that has none of them', async () => {
    const answer = await read(
      [
        '这一行是,分类,名称,价格,类型,至少选,最多选,默认选中,选项组',
        '菜品,面,担担面,22,,,,,碗',
        '菜品,面,酸梅汤,8,,,,,',
        '菜品,面,午市套餐,28,,,,,',
        '套餐栏,,主食,,,1,1,,',
        '可选菜,,担担面,,,,,,',
        '套餐栏,,饮料,,,0,1,,',
        '可选菜,,酸梅汤,1.50,,,,,',
        '选项组,,碗,,规格,1,1,,',
        '选项,,小碗,-3,,,,,',
        '选项,,大碗,6,,,,是,',
      ].join('\n'),
    )
    expect(answer).toMatchObject({ added: 4, flaws: [] })
    const document = await effective()
    const named = (name: string) => itemsOf(document, 'dish').find(({ body }) => body.name === name)
    const group = itemsOf(document, 'option_group').find(({ body }) => body.name === '碗')
    expect(group?.body).toMatchObject({
      kind: 'size',
      options: [
        { name: '小碗', priceCents: -300, isDefault: false },
        { name: '大碗', priceCents: 600, isDefault: true },
      ],
    })
    expect(named('担担面')?.body.optionGroups).toEqual([group?.key])
    expect(named('午市套餐')?.body).toMatchObject({
      kind: 'combo',
      slots: [
        { name: '主食', minimum: 1, choices: [{ dish: named('担担面')?.key, extraCents: 0 }] },
        { name: '饮料', minimum: 0, choices: [{ dish: named('酸梅汤')?.key, extraCents: 150 }] },
      ],
    })
  })

  it('with anything wrong in it says row, column and reason, and changes nothing', async () => {
    const { flaws } = await read(
      [
        '这一行是,名称,价格,类型,至少选,最多选,默认选中',
        '选项,大碗,6,,,,',
        '选项组,碗,,形状,1,1,',
        '选项,大碗,六块,,,,也许',
        '菜品,套餐,20,,,,',
        '可选菜,米饭,,,,,',
        '套餐栏,主食,,,一,1,',
        '可选菜,没有的菜,,,,,',
        '汤,汤,8,,,,',
      ].join('\n'),
    )
    expect(flaws.map(({ line, column, reason }) => `${line} ${column} ${reason}`)).toEqual([
      '2 row nothing-above',
      '3 kind unknown',
      '4 price no-amount',
      '4 default yes-or-no',
      '6 row nothing-above',
      '7 least no-number',
      '8 name unknown',
      '9 row unknown',
    ])
    expect(await database.db.menuDraft.count({ where: { storeId: place.store.id } })).toBe(0)
  })
})
