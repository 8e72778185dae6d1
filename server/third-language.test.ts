// A third language by adding files only: menu, refusal, ways to pay, report and paper speak it, and
// a dish that has no name in it is called as the house first called it.

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { isAskedForLanguage, type Language, languageOf, nameIn } from '@/domain/language'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  person,
  staffPerson,
  type TestStore,
  testDeps,
} from '@/testing/restaurant'
import { startTestPrinter } from '@/testing/test-printer'
import { textsOf } from '@/text/words'
import { exportReport } from './analytics/export-report'
import type { Deps } from './deps'
import { openPrintQueue } from './printing/print-queue'
import { sentenceOf } from './words'

const FR = 'fr' as Language
const { folder, MARK } = await vi.hoisted(async () => {
  const { withThirdLanguage, MARK } = await import('@/text/third-language')
  return { folder: withThirdLanguage(), MARK }
})
vi.mock('@/text/languages', () => import(/* @vite-ignore */ join(folder, 'languages.ts')))
vi.mock('@/text/all', () => import(/* @vite-ignore */ join(folder, 'all.ts')))

let database: TestDatabase
let deps: Deps
let store: TestStore
const clock = { now: new Date('2026-11-23T12:00:00Z') }
const FRENCH = { 'accept-language': 'fr-CA, en;q=0.5' }

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
  store = (await makeRestaurant(database.db, clock)).store
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

it('is what its readers get, and nobody else', () => {
  expect(languageOf(undefined, FRENCH['accept-language'])).toBe('fr')
  expect(languageOf('fr', 'zh-CN')).toBe('fr')
  expect(languageOf(undefined, 'de')).toBe('en')
  expect(languageOf(undefined, undefined)).toBe('zh-CN')
  expect(isAskedForLanguage(undefined, 'fr, zh-TW')).toBe(false)
})

it('is spoken by the screens of a guest, over a menu that says what it has in it, else its first names', async () => {
  expect(textsOf(FR, ['guest']).guest?.view.menu).toMatch(MARK)
  const { id } = store.dishes.rice
  await database.db.dish.update({ where: { id }, data: { names: { en: 'Rice', fr: 'Riz' } } })
  const { call, context } = person(deps, undefined, FRENCH)
  const { categories } = await call.menu.read({ code: store.tables[0].code })
  const dishes = categories.flatMap((category) => category.dishes)
  const names = dishes.map((dish) => nameIn(context.language, dish))
  expect(names).toEqual(expect.arrayContaining(['Riz', '烤鸭', '麻婆豆腐']))
  expect(names).not.toContain('Rice')
})

it('is spoken by refusals and the ways to pay', async () => {
  const { cookies } = await guestAt(deps, store.tables[1])
  const { call, context } = person(deps, cookies, FRENCH)
  const refusal = await refusalOf(call.menu.read({ code: 'nothere' }))
  const sentence = sentenceOf(context.language, refusal.code, refusal.details)
  expect(sentence).toBe(`${MARK}${sentenceOf('en', refusal.code, refusal.details)}`)
  const methods = await call.payment.methods({ code: store.tables[1].code })
  for (const { name } of methods) expect(name).toMatch(MARK)
})

it('is spoken by a report that leaves the house', async () => {
  await openBill(deps, store, store.tables[0], 10)
  const { cookies } = staffPerson(deps, store, 'manager')
  const { context } = person(deps, cookies, FRENCH)
  const request = { storeId: store.id, period: 'today', report: 'orders' } as const
  const { chunks } = await exportReport(context, request, new AbortController().signal)
  let text = ''
  for await (const chunk of chunks) text += chunk
  const [heads = '', order = ''] = text.slice(1).split('\r\n')
  for (const head of heads.split(/,(?! )/)) expect(head).toContain(MARK)
  expect(order).toContain(`${MARK}Pending`)
})

it('is spoken by paper', async () => {
  const printer = await startTestPrinter()
  const manager = staffPerson(deps, store, 'manager')
  const queue = openPrintQueue(deps)
  const { printerId } = await manager.call.printing.save({
    storeId: store.id,
    printerId: null,
    name: 'Caisse',
    purpose: 'receipt',
    stationId: null,
    host: '127.0.0.1',
    port: printer.port,
    widthMm: 80,
    language: FR,
    isAutomatic: false,
  })
  await manager.call.printing.test({ storeId: store.id, printerId, key: newKey() })
  await queue.run()
  await queue.rest()
  await printer.stop()
  expect(printer.pages[0]).toContain(`${MARK}Test page`)
  expect(printer.pages[0]).toContain(`${MARK}Both lines fill the paper`)
})
