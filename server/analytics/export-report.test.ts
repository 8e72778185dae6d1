// The reports as files: what a spreadsheet makes of them.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ground } from '../ground'
import { freshDatabase, type TestDatabase } from '../testing/database'
import { openBill, refusalOf } from '../testing/open-bill'
import {
  makeRestaurant,
  person,
  staffPerson,
  type TestStore,
  testGround,
} from '../testing/restaurant'
import { csvOf, REPORT_NAMES } from './export-report'

let database: TestDatabase
let ground: Ground
let store: TestStore
const clock = { now: new Date('2026-11-23T12:00:00Z') }

beforeAll(async () => {
  database = await freshDatabase()
  ground = testGround(database, clock)
  store = (await makeRestaurant(database.db, clock)).store
})
afterAll(() => database.drop())

/** The lines of a report of today, in a language. */
async function linesOf(report: (typeof REPORT_NAMES)[number], language = 'zh-CN') {
  const { cookies } = staffPerson(ground, store, 'manager')
  const { call } = person(ground, cookies, { 'accept-language': language })
  const { text } = await call.analytics.exported({ storeId: store.id, period: 'today', report })
  expect(text.startsWith('\ufeff')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
  return text.slice(1, -2).split('\r\n')
}

describe('a report as a file', () => {
  it.each(REPORT_NAMES)('of %s has its headings when nothing was sold', async (report) => {
    const [chinese = ''] = await linesOf(report)
    const [english = ''] = await linesOf(report, 'en')
    expect(chinese).toMatch(/[\u4e00-\u9fff]/)
    expect(english).toMatch(/^[\x20-\x7e]+$/)
    expect(english.split(',')).toHaveLength(chinese.split(',').length)
  })

  it('says what the screen says, in yuan with two decimals', async () => {
    await openBill(ground, store, store.tables[0], 10)
    expect(await linesOf('menu-item-sales')).toEqual([
      '菜品编号,菜品,英文名,份数,营业额',
      `${store.dishes.rice.id},米饭,Rice,10,30.00`,
    ])
    expect(await linesOf('order-status', 'en')).toEqual(['Status,Count,Amount', 'Pending,1,30.00'])
    expect((await linesOf('revenue-summary'))[1]).toBe(
      '2026-11-23,2026-11-23,1,30.00,0.00,30.00,30.00,0.00,0.00',
    )
    expect((await linesOf('hourly-sales'))[21]).toBe('20,1,30.00')
  })

  it('holds no formula, however it is hidden, and keeps commas, quotes and lines in their cell', () => {
    const cellOf = (name: string) =>
      csvOf(['menu_item_name'], [{ menu_item_name: name }], 'en').split('\r\n')[1]
    for (const name of ['=1+1', ' =1+1', '\t=1+1', '+1', '-1', '@SUM(A1)', '\u3000=1+1', '＝1+1']) {
      expect(cellOf(name), name).toBe(`'${name.trim()}`)
    }
    expect(cellOf('=HYPERLINK("http://x","y")')).toBe(`"'=HYPERLINK(""http://x"",""y"")"`)
    expect(cellOf('a,b')).toBe('"a,b"')
    expect(cellOf('a\nb')).toBe('"a\nb"')
    expect(cellOf('麻婆豆腐')).toBe('麻婆豆腐')
  })

  it('is named after its days, and covers the last days where it is asked for them', async () => {
    const { call } = staffPerson(ground, store, 'manager')
    const wish = { storeId: store.id, period: 'today', report: 'daily-revenue', days: 3 } as const
    const { fileName, text } = await call.analytics.exported(wish)
    expect(fileName).toBe('daily-revenue-2026-11-21-2026-11-23.csv')
    expect(text.match(/2026-11-2\d/g)).toEqual(['2026-11-21', '2026-11-22', '2026-11-23'])
  })

  it('goes to managers of the store only', async () => {
    const { call } = staffPerson(ground, store, 'waiter')
    const wish = { storeId: store.id, period: 'today', report: 'top-orders' } as const
    expect((await refusalOf(call.analytics.exported(wish))).code).toBe('permission.missing')
  })
})
