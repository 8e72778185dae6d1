// The menu as a file: out and in again, and what a spreadsheet does to it.

import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { itemsOf, type MenuDocument, plainCategory, plainDish } from '@/domain/menu-document'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import { actorAt } from '../../access/procedures'
import type { Deps } from '../../deps'
import { readEffective } from './change-draft'
import { draftFromDocument } from './draft-from-document'
import { exportMenu, importMenu } from './menu-file'
import { publishMenu } from './publish-menu'

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

const HOUR_PRICES = [
  { schedule: 'happy', priceCents: 900 },
  { schedule: 'late', priceCents: 1_250 },
]
const actor = () =>
  actorAt(staffPerson(deps, place.store, 'owner').context, place.store.id, 'menu.manage')
const read = async (text: string | Buffer, isTrial = false) =>
  importMenu(deps, await actor(), { bytes: Buffer.from(text as string), isTrial })
const dishes = async () => itemsOf(await readEffective(database.db, place.store.id), 'dish')
const named = async (name: string) => (await dishes()).find(({ body }) => body.name === name)?.body

describe('a menu as a file', () => {
  it('of 1,000 dishes comes back as the same menu, whatever their names, in either language', async () => {
    const names = [
      '逗号,和"引号"',
      '换\n行',
      '=HYPERLINK("x")',
      "'单引号",
      '+86',
      '@a',
      '-1',
      '分号;',
    ]
    const document: MenuDocument = [
      {
        kind: 'category',
        key: 'c',
        sort: 0,
        body: { ...plainCategory, name: '面, 和"饭"' },
      },
      {
        kind: 'schedule',
        key: 'happy',
        sort: 0,
        body: { name: '欢乐 = 时光', weekdays: [1], fromMinute: 840, toMinute: 1_020 },
      },
      {
        kind: 'schedule',
        key: 'late',
        sort: 0,
        body: { name: '夜市', weekdays: [6], fromMinute: 1_320, toMinute: 120 },
      },
      ...Array.from({ length: 1_000 }, (_, n) => ({
        kind: 'dish' as const,
        key: `d${n}`,
        sort: n,
        body: {
          ...plainDish('c'),
          name: `${names[n % names.length]} ${n}`,
          names: n % 2 ? { en: `Dish ${n}, "so"` } : {},
          description: n % 3 ? `第一行\n第二行 ${n}` : '',
          priceCents: n * 7,
          memberPriceCents: n % 5 ? null : n,
          allergens: n % 4 ? [] : (['egg', 'milk'] as const),
          freeFrom: n % 4 ? (['peanut'] as const) : [],
          isSignature: n % 7 === 0,
          promisedMinutes: n % 9 ? null : 12,
          isMarketPrice: n % 11 === 0,
          perGrams: n % 6 ? null : 500,
          isPerPerson: n % 6 === 1,
          hourPrices: n % 8 ? [] : HOUR_PRICES,
        },
      })),
    ]
    await draftFromDocument(deps, await actor(), { document, replaces: true })
    await publishMenu(deps, await actor(), { print: null, key: 'publish-once' })

    for (const language of ['zh-CN', 'en'] as const) {
      const file = await exportMenu(deps, { storeId: place.store.id }, language)
      expect(await read(file)).toEqual({ added: 0, changed: 0, same: 1_001, flaws: [] })
    }
    expect(await database.db.menuDraft.count({ where: { storeId: place.store.id } })).toBe(0)
  })

  it('with two groups of options of one name comes back with the right one', async () => {
    const storeId = place.store.id
    const other = await database.db.optionGroup.create({
      data: { storeId, kind: 'preparation', name: '辣度' },
    })
    await database.db.option.create({ data: { groupId: other.id, name: '变态辣' } })
    await database.db.dishOptionGroup.create({
      data: { dishId: place.store.dishes.rice.id, groupId: other.id },
    })
    const file = await exportMenu(deps, { storeId }, 'zh-CN')
    expect(await read(file)).toMatchObject({ changed: 0, same: 9, flaws: [] })
  })

  it('says how a dish is sold, and where a cell says what is not so', async () => {
    await database.db.menuSchedule.create({
      data: {
        storeId: place.store.id,
        name: '欢乐时光',
        weekdays: [5],
        fromMinute: 840,
        toMinute: 1_020,
      },
    })
    const head = '名称,价格,时价,称重计价（克）,按位,时段价\n'
    expect(
      await read(`${head}鲈鱼,68,,500 克,,\n帝王蟹,,是,500,,\n锅底,18,,,是,欢乐时光 ＝ 9\n`),
    ).toEqual({
      ...{ added: 3, changed: 0, same: 0, flaws: [] },
    })
    expect(await named('鲈鱼')).toMatchObject({ perGrams: 500, isMarketPrice: false })
    expect(await named('帝王蟹')).toMatchObject({ perGrams: 500, isMarketPrice: true })
    expect(await named('锅底')).toMatchObject({
      isPerPerson: true,
      hourPrices: [{ priceCents: 900 }],
    })

    const wrong = await read(
      `${head}甲,,,,,\n乙,1,,300,,\n丙,1,,,,夜市 = 9\n丁,1,,,,欢乐时光\n戊,1,,,,欢乐时光 =\n`,
    )
    expect(wrong.flaws.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [2, 'price', 'missing'],
      [3, 'perGrams', 'no-number'],
      [4, 'hourPrices', 'unknown'],
      [5, 'hourPrices', 'unknown'],
      [6, 'hourPrices', 'no-amount'],
    ])
  })

  it('changes what it says and nothing else; what it does not know is new', async () => {
    const answer = await read('名称,价格,分类\n米饭,¥4,菜\n蛋炒饭,18.50,主食\n')
    expect(answer).toEqual({ added: 1, changed: 1, same: 0, flaws: [] })
    expect(await named('米饭')).toMatchObject({ priceCents: 400, names: { en: 'Rice' } })
    expect(await named('蛋炒饭')).toMatchObject({ priceCents: 1_850 })
    expect(await dishes()).toHaveLength(6)
    const categories = itemsOf(await readEffective(database.db, place.store.id), 'category')
    expect(categories.map(({ body }) => body.name)).toEqual(['菜', '主食'])
    // Twice is once.
    expect(await read('名称,价格,分类\n米饭,4,菜\n蛋炒饭,18.5,主食\n')).toMatchObject({ same: 2 })
  })

  it('is read as a Chinese Excel writes it: GBK, semicolons, tabs, Windows line ends', async () => {
    // "名称,价格\r\n米饭,5\r\n" in GBK.
    const gbk = Buffer.from([
      0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbc, 0xdb, 0xb8, 0xf1, 0x0d, 0x0a, 0xc3, 0xd7, 0xb7, 0xb9,
      0x2c, 0x35, 0x0d, 0x0a,
    ])
    expect(await read(gbk)).toMatchObject({ changed: 1, flaws: [] })
    expect(await named('米饭')).toMatchObject({ priceCents: 500 })
    expect(await read('\ufeffName;Price\r\n米饭;6\r\n')).toMatchObject({ changed: 1 })
    const utf16 = Buffer.from('\ufeff名称\t价格\r\n米饭\t7\r\n', 'utf16le')
    expect(await read(utf16)).toMatchObject({ changed: 1 })
    expect(await named('米饭')).toMatchObject({ priceCents: 700 })
  })

  it('with anything wrong changes nothing, and says line, column and reason', async () => {
    const file = `名称,价格,辣度（0–3）,含过敏原,档口,招牌\n米饭,四块,,,,\n,5,,,,\n啤酒,6,9,花生、石头,烤炉,也许\n汤,8,,,,\n`
    const answer = await read(file)
    expect(answer.flaws.map(({ line, column, reason }) => `${line} ${column} ${reason}`)).toEqual([
      '2 price no-amount',
      '3 name missing',
      '4 signature yes-or-no',
      '4 spiciness no-number',
      '4 contains unknown',
      '4 stations unknown',
    ])
    expect(await database.db.menuDraft.count({ where: { storeId: place.store.id } })).toBe(0)
    const { flaws } = await read(`名称,价格\n${'长'.repeat(41)},5\n`)
    expect(flaws).toEqual([{ line: 2, column: 'name', reason: 'too-long', text: '' }])
    expect((await read('a,b\n1,2\n')).flaws).toMatchObject([
      { column: 'name', reason: 'no-heading' },
      { column: 'price', reason: 'no-heading' },
    ])
  })

  it('tried first says the same and changes nothing', async () => {
    expect(await read('名称,价格\n米饭,4\n', true)).toMatchObject({ changed: 1 })
    expect(await database.db.menuDraft.count({ where: { storeId: place.store.id } })).toBe(0)
  })

  it('that is none is refused', async () => {
    const png = await sharp({
      create: { width: 40, height: 40, channels: 3, background: 'red' },
    })
      .png()
      .toBuffer()
    await expect(read(png)).rejects.toMatchObject({ code: 'menu.file-unreadable' })
    const rows = '米饭,4\n'.repeat(3_001)
    await expect(read(`名称,价格\n${rows}`)).rejects.toMatchObject({ code: 'menu.too-large' })
  })
})
