// An evening at a table, over the wire and as people do it: a guest orders, the kitchen cooks,
// printers print, the till takes cash, the manager counts. What it leaves behind is read again
// after a stop. Every instant is held against the tester's clock, on the store's.

import { expect, vi } from 'vitest'
import { addDays, businessDay, localDigits } from '@/domain/calendar'
import { tablePath } from '@/domain/paths'
import { newToken } from '@/server/access/tokens'
import { startTestPrinter, type TestPrinter } from '../test-printer'
import { type Visitor, visitorAt } from '../visitor'

/** A business day of the demo's stores ends at this hour. */
const DAY_ENDS_AT_HOUR = 4
/** Bounded by the test's own end: a busy machine only takes longer. */
const UNTIL = { timeout: 300_000, interval: 100 }

export type House = {
  /** As in everybody's address bar. */
  site: string
  /** The demo's, or somebody's own. */
  passwordOf: (login: string) => string
}

export type People = {
  manager: Visitor
  cashier: Visitor
  cook: Visitor
  guest: Visitor
  storeId: number
  timeZone: string
  code: string
  printers: { kitchen: TestPrinter; till: TestPrinter }
}

/** What is to be the same after a stop. */
export type Kept = { orderId: number; day: string; receiptPath: string; facts: unknown }

type Wanted = Pick<Kept, 'orderId' | 'day' | 'receiptPath'>

export async function peopleOf({ site, passwordOf }: House): Promise<People> {
  const [manager, cashier, cook, guest] = await Promise.all([
    signedIn(site, 'manager', passwordOf, '/staff/settings/printers'),
    signedIn(site, 'cashier', passwordOf, '/staff'),
    signedIn(site, 'kitchen', passwordOf, '/kitchen'),
    visitorAt(site),
  ])
  const me = await manager.call.access.me.query()
  const storeRole = me?.storeRoles[0]
  if (!storeRole) throw new Error('the manager works nowhere')
  const { storeId, timeZone } = storeRole
  const { areas } = await cashier.call.service.floor.query({ storeId })
  const table = areas.flatMap(({ tables }) => tables).find(({ state }) => state === 'free')
  if (!table) throw new Error('no table is free')
  const { url } = await cashier.call.service.table.query({ storeId, tableId: table.id })
  const code = new URL(url).pathname.split('/').at(-1) ?? ''
  const printers = { kitchen: await startTestPrinter(), till: await startTestPrinter() }
  return { manager, cashier, cook, guest, storeId, timeZone, code, printers }
}

async function signedIn(
  site: string,
  login: string,
  passwordOf: House['passwordOf'],
  page: string,
): Promise<Visitor> {
  const visitor = visitorAt(site)
  expect(await visitor.read(page)).toContain('账号')
  await visitor.call.access.signIn.mutate({ login, password: passwordOf(login) })
  await visitor.read(page)
  return visitor
}

/** From the first scan to the manager's figures. */
export async function spendEvening(people: People): Promise<Kept> {
  const { manager, cashier, cook, guest, storeId, code, printers } = people
  await addPrinters(people)
  const heard: string[] = []
  const screen = await cook.listen({ storeId }, ({ type }) => heard.push(type))
  const before = await figuresOf(people)

  const sinceMs = Date.now()
  const dish = await sitDown(people)
  await guest.call.ordering.addToCart.mutate({
    code,
    dishId: dish.id,
    choices: [],
    quantity: 2,
    key: newToken(),
  })
  const cart = await guest.call.ordering.cart.query({ code })
  const request = {
    code,
    cartVersion: cart.version,
    expectedCents: cart.owedCents,
    key: newToken(),
  }
  const placed = await guest.call.ordering.place.mutate(request)
  expect(await guest.call.ordering.place.mutate(request)).toEqual(placed)
  const { orderId } = placed
  await vi.waitUntil(() => heard.length > 0, UNTIL)

  const ticket = await cook.call.kitchen.tickets
    .query({ storeId })
    .then(({ tickets }) => tickets.find((each) => each.orderId === orderId))
  if (!ticket) throw new Error('the kitchen does not see the order')
  const { roundId, roundState, placedAt } = ticket
  if (roundState === 'pending') {
    await cook.call.ordering.decideRound.mutate({ storeId, roundId, decision: 'confirm' })
  }
  await vi.waitUntil(() => printers.kitchen.pages.length > 0, UNTIL)
  const lineIds = ticket.lines.map(({ id }) => id)
  for (const to of ['cooking', 'ready'] as const) {
    await cook.call.kitchen.bump.mutate({ storeId, lineIds, to })
  }
  await cook.call.kitchen.serve.mutate({ storeId, lineIds })

  await cashier.call.payment.takeCash.mutate({ storeId, orderId, key: newToken() })
  await vi.waitUntil(() => printers.till.pages.length > 0, UNTIL)
  const { path } = await guest.call.receipts.openReceipt.mutate({ code, orderId })
  const untilMs = Date.now()
  screen.close()

  const clocks = minutesOf(sinceMs, untilMs, people.timeZone)
  const receipt = await guest.call.receipts.receipt.query({ token: tokenIn(path) })
  const instants = [placedAt, receipt.placedAt, receipt.settledAt, receipt.payments[0]?.paidAt]
  for (const instant of instants) {
    const ms = Date.parse(instant ?? '')
    expect(ms >= sinceMs - 1_000 && ms <= untilMs + 1_000, `${instant} is of this evening`).toBe(
      true,
    )
  }
  const [slip, bill] = [printers.kitchen.pages[0] ?? '', printers.till.pages[0] ?? '']
  expect(slip).toContain(dish.name)
  expect(clocksIn(slip).filter((clock) => !clocks.has(clock))).toEqual([])
  expect(clocksIn(bill).length).toBeGreaterThanOrEqual(3)
  expect(clocksIn(bill).filter((clock) => !clocks.has(clock))).toEqual([])
  const page = await guest.read(path)
  expect(clocksIn(page).filter((clock) => clocks.has(clock)).length).toBeGreaterThanOrEqual(3)

  const placedMs = Date.parse(placedAt)
  const day = businessDay(placedMs, { timeZone: people.timeZone, dayEndsAtHour: DAY_ENDS_AT_HOUR })
  const hour = Number(localDigits(placedMs, people.timeZone).slice(8, 10))
  const after = await figuresOf(people)
  expect(growthOf(before.hours, after.hours)).toEqual([[String(hour), 1, cart.owedCents]])
  expect(growthOf(before.days, after.days)).toEqual([[day, 1, cart.owedCents]])
  expect(await manager.read(`/api/reports/daily-revenue.csv?${query(storeId, day)}`)).toContain(day)

  const wanted = { orderId, day, receiptPath: path }
  return { ...wanted, facts: await factsOf(people, wanted) }
}

/** After a stop: whoever was signed in still is, and everything says what it said. */
export async function nothingLost(people: People, kept: Kept): Promise<void> {
  expect(await factsOf(people, kept)).toEqual(kept.facts)
  await people.cashier.read('/staff')
  await people.guest.read(tablePath(people.code))
  const { printers } = people
  await people.manager.call.receipts.printReceipt.mutate({
    storeId: people.storeId,
    orderId: kept.orderId,
    key: newToken(),
  })
  await vi.waitUntil(() => printers.till.pages.length > 1, UNTIL)
  expect(printers.kitchen.pages).toHaveLength(1)
  expect(printers.till.pages[1]).toContain('补打')
}

async function addPrinters({ manager, storeId, printers }: People): Promise<void> {
  const common = { storeId, printerId: null, stationId: null, host: '127.0.0.1' } as const
  const paper = { widthMm: 80, language: 'zh-CN' } as const
  for (const [name, purpose, { port }] of [
    ['厨房', 'kitchen', printers.kitchen],
    ['收银台', 'receipt', printers.till],
  ] as const) {
    const request = { ...common, ...paper, name, purpose, port, isAutomatic: true }
    await manager.call.printing.save.mutate(request)
  }
}

/** @returns a dish that is ordered without choosing anything */
async function sitDown({ guest, code }: People) {
  await guest.read(tablePath(code))
  await guest.call.seating.join.mutate({ code })
  const { categories } = await guest.call.menu.read.query({ code })
  const dish = categories
    .filter(({ isOffered }) => isOffered)
    .flatMap(({ dishes }) => dishes)
    .find(
      ({ optionGroups, isSoldOut, stock }) =>
        !isSoldOut && stock === null && optionGroups.every(({ minimum }) => minimum === 0),
    )
  if (!dish) throw new Error('nothing can be ordered as it is')
  return dish
}

type Figures = Map<string, { orders: number; cents: number }>

/** What the reports say of today and yesterday: whichever business day it is meanwhile. */
async function figuresOf({ manager, storeId, timeZone }: People) {
  const today = businessDay(Date.now(), { timeZone, dayEndsAtHour: DAY_ENDS_AT_HOUR })
  const period = {
    storeId,
    period: 'custom',
    customStart: addDays(today, -1),
    customEnd: today,
  } as const
  const [hours, days] = await Promise.all([
    manager.call.analytics.hourlySales.query(period),
    manager.call.analytics.dailyRevenue.query(period),
  ])
  const figures = (rows: readonly (readonly [string, number, number])[]): Figures =>
    new Map(rows.map(([of, orders, cents]) => [of, { orders, cents }]))
  return {
    hours: figures(hours.map((row) => [String(row.hour), row.order_count, row.revenue_cents])),
    days: figures(days.map((row) => [row.date, row.order_count, row.revenue_cents])),
  }
}

/** Of what there is more, and how much: orders and 分. */
function growthOf(before: Figures, after: Figures): [string, number, number][] {
  return [...after].flatMap(([of, { orders, cents }]): [string, number, number][] => {
    const was = before.get(of) ?? { orders: 0, cents: 0 }
    return orders === was.orders && cents === was.cents
      ? []
      : [[of, orders - was.orders, cents - was.cents]]
  })
}

async function factsOf(
  { manager, cashier, guest, storeId, code }: People,
  { orderId, day, receiptPath }: Wanted,
) {
  const period = { storeId, period: 'custom', customStart: day, customEnd: day } as const
  const { printers } = await manager.call.printing.printers.query({ storeId })
  return {
    order: await cashier.call.ordering.one.query({ storeId, orderId }),
    own: await guest.call.billing.bill.query({ code }),
    bill: await cashier.call.billing.billForStaff.query({ storeId, orderId }),
    receipt: await guest.call.receipts.receipt.query({ token: tokenIn(receiptPath) }),
    revenue: await manager.call.analytics.revenueSummary.query(period),
    printers: printers.map(({ name, host, port }) => ({ name, host, port })),
  }
}

const tokenIn = (path: string) => path.split('/').at(-1) ?? ''
const query = (storeId: number, day: string) =>
  `store_id=${storeId}&period=custom&custom_start=${day}&custom_end=${day}`

/** The minutes of a stretch of time on the store's wall clock: HH:MM. */
function minutesOf(fromMs: number, toMs: number, timeZone: string): Set<string> {
  const minutes = new Set<string>()
  for (let at = fromMs; at < toMs + 60_000; at += 60_000) {
    const digits = localDigits(Math.min(at, toMs), timeZone)
    minutes.add(`${digits.slice(8, 10)}:${digits.slice(10, 12)}`)
  }
  return minutes
}

const clocksIn = (text: string) => text.match(/(?<![\d:])\d\d:\d\d(?![\d:])/g) ?? []
