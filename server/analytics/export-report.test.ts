// The reports as files: what a spreadsheet makes of them.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { openBill } from '@/testing/open-bill'
import { makeRestaurant, person, staffPerson, type TestStore, testDeps } from '@/testing/restaurant'
import type { Context } from '../context'
import type { Deps } from '../deps'
import { csvOf, exportReport } from './export-report'
import { REPORT_NAMES } from './reports'

const IN_ENGLISH = { language: 'en', currency: 'CNY' } as const

let database: TestDatabase
let deps: Deps
let store: TestStore
const clock = { now: new Date('2026-11-23T12:00:00Z') }

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
  store = (await makeRestaurant(database.db, clock)).store
})
afterAll(() => database.drop())

async function joined(chunks: AsyncIterable<string | Uint8Array>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}

async function fileOf(context: Context, request: Parameters<typeof exportReport>[1]) {
  const { fileName, chunks } = await exportReport(context, request, new AbortController().signal)
  return { fileName, text: await joined(chunks) }
}

/** The lines of a report of today, in a language. */
async function linesOf(report: (typeof REPORT_NAMES)[number], language = 'zh-CN') {
  const { cookies } = staffPerson(deps, store, 'manager')
  const { context } = person(deps, cookies, { 'accept-language': language })
  const { text } = await fileOf(context, { storeId: store.id, period: 'today', report })
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
    await openBill(deps, store, store.tables[0], 10)
    expect(await linesOf('menu-item-sales')).toEqual([
      '菜品编号,菜品,菜品 (English),份数,重量（克）,优惠前金额,已退份数,已退金额',
      `${store.dishes.rice.id},米饭,Rice,10,,30.00,0,0.00`,
    ])
    expect(await linesOf('order-status', 'en')).toEqual(['Status,Count,Amount', 'Pending,1,30.00'])
    expect((await linesOf('revenue-summary'))[1]).toBe(
      '2026-11-23,2026-11-23,1,30.00,0.00,30.00,30.00,1,30.00,0.00,0.00,0.00,1,30.00,30.00,0.00,0.00',
    )
    expect((await linesOf('hourly-sales'))[21]).toBe('20,1,30.00')
  })

  it('holds no formula, however it is hidden, and keeps commas, quotes and lines in their cell', async () => {
    const cellOf = async (name: string) => {
      const rows = (async function* () {
        yield [{ menu_item_name: name }]
      })()
      return (await joined(csvOf({ menu_item_name: 'text' }, rows, IN_ENGLISH))).split('\r\n')[1]
    }
    for (const name of ['=1+1', ' =1+1', '\t=1+1', '+1', '-1', '@SUM(A1)', '\u3000=1+1', '＝1+1']) {
      expect(await cellOf(name), name).toBe(`'${name.trim()}`)
    }
    expect(await cellOf('=HYPERLINK("http://x","y")')).toBe(`"'=HYPERLINK(""http://x"",""y"")"`)
    expect(await cellOf('a,b')).toBe('"a,b"')
    expect(await cellOf('a\nb')).toBe('"a\nb"')
    expect(await cellOf('麻婆豆腐')).toBe('麻婆豆腐')
  })

  it('is named after its days, and covers the last days where it is asked for them', async () => {
    const { context } = staffPerson(deps, store, 'manager')
    const request = {
      storeId: store.id,
      period: 'today',
      report: 'daily-revenue',
      days: 3,
    } as const
    const { fileName, text } = await fileOf(context, request)
    expect(fileName).toBe('daily-revenue-2026-11-21-2026-11-23.csv')
    expect(text.match(/2026-11-2\d/g)).toEqual(['2026-11-21', '2026-11-22', '2026-11-23'])
  })

  it('is sorted by what is asked before anything is cut, and what is equal always stands the same', async () => {
    const { call, context } = staffPerson(deps, store, 'manager')
    await openBill(deps, store, store.tables[1], 3)
    const request = { storeId: store.id, period: 'today' as const }
    const numbers = async (direction: 'asc' | 'desc') =>
      (await call.analytics.topOrders({ ...request, limit: 1, by: 'items', direction })).map(
        ({ items_count }) => items_count,
      )
    expect([await numbers('desc'), await numbers('asc')]).toEqual([[10], [3]])
    const { text } = await fileOf(context, {
      ...request,
      report: 'top-orders',
      sort: { by: 'amount', direction: 'asc' },
    })
    const amounts = text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => Number(line.split(',')[2]))
    expect(amounts).toEqual(amounts.toSorted((a, b) => a - b))
  })

  it('has every order of the days, cancelled ones too, on the clock of the store', async () => {
    const [heading, first] = await linesOf('orders', 'en')
    expect(heading).toBe(
      'Order,Ordered at,Table,Status,Portions,Ordered before discounts,Discount,Owed,Paid,Refunded (money that went back)',
    )
    expect(first).toMatch(/,2026-11-23 20:00:00,A1,Pending,10,30\.00,0\.00,30\.00,0\.00,0\.00$/)
  })
})
