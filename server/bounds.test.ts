// After a year, and in a house where nobody ever bumps or clears, every screen still reads a
// bounded answer, and the screens that read again at every message do not look through the history.
// Every procedure that a screen reads stands here; a new one fails until it does, and then until
// its list has a bound. Bounds are rows, bytes and rows looked at; never time. They hold whatever
// PostgreSQL believes of its tables: what they were like on the first day, nothing at all, or what
// they are.

import { callTRPCProcedure } from '@trpc/server'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORDERS_A_DAY, pourYear } from '@/testing/a-year'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, type Party } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { waiterRound } from '@/testing/rounds'
import { MAXIMUM_EXCEPTIONS } from './analytics/read-exceptions'
import { type Database, openDatabase } from './database/db'
import type { Deps } from './deps'
import { chainAudit } from './house/chain-audit'
import { closeWork } from './kitchen/close-work'
import { finishPrinted } from './kitchen/finish-printed'
import { printSlips } from './kitchen/print-slips'
import { MOST_TICKETS } from './kitchen/read-tickets'
import { makeReconciler } from './kitchen/reconcile'
import { GONE_AFTER_MS, makeScreenWatch } from './kitchen/screens/watch-screens'
import { endUnpaid } from './payment/end-unpaid'
import { settleFree } from './payment/settle-free'
import { sweepPayments } from './payment/sweep-payments'
import { drawPaper } from './printing/drawings'
import { openPrintQueue } from './printing/print-queue'
import { openPruner } from './prune'
import { openDrawers } from './receipts/open-drawers'
import { printSettled } from './receipts/print-receipt'
import { appRouter } from './router'
import { closeCalls } from './service/close-calls'

/** Of any list in any answer, and of a whole answer as JSON. */
const MOST_ROWS = 200
const MOST_BYTES = 400_000
/** Rows that a screen may look at for one answer in a usual service; the history has a million. */
const MOST_LOOKED_AT = 4_000
/** What nobody bumped, cleared or took in a month. */
const LEFT = 4_093
/**
 * Of each that was left: itself, its round, its order, its table, for each screen that is asked for
 * it.
 */
const MOST_LOOKED_AT_OF_LEFT = 8

let database: TestDatabase
/** All through one connection, whose statistics tell what was looked at. */
let alone: Database
let deps: Deps
let place: Restaurant
let owner: Person
let party: Party
let payment: { id: number; token: string }
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

/**
 * Who reads it, and what of. `period` screens read the days that somebody chose, and look at as
 * many rows as those have.
 */
type Screen = {
  who?: 'guest'
  of?: () => object
  period?: true
  /** How long its longest list may be, where that is its own. */
  most?: number
  /** What it has none of here is refused. */
  refused?: true
}
const guest = (of?: () => object): Screen => ({ who: 'guest', ...(of && { of }) })
const staff = (of?: () => object): Screen => (of ? { of } : {})
const year = (more: object = {}): Screen => ({
  period: true,
  of: () => ({ period: 'custom', customStart: '2025-11-21', customEnd: '2026-11-20', ...more }),
})
const ofOrder = () => ({ orderId: party.orderId })
const ofMember = () => ({ memberId: 100 })

const SCREENS: Record<string, Screen> = {
  'access.me': staff(),
  'access.people.list': staff(),
  'opening.door': staff(),
  'opening.state': staff(),
  'opening.choices': { most: 700 },
  'opening.checks': staff(),
  'opening.menus': staff(),
  'opening.firstOrder': staff(),
  'access.people.devices': staff(),
  'access.colleagues': staff(),
  'house.restaurant': staff(),
  'house.face': staff(),
  'house.hours': staff(),
  'house.ordering': staff(),
  'house.keys': staff(),
  // A page of the 31 days up to one that somebody chose.
  'house.audit': { period: true },
  'house.auditPeople': staff(),
  'house.backup': staff(),
  'house.unnamed': staff(),
  'house.reopenings': staff(() => ({ day: null })),
  'house.auditChain': staff(),
  'menu.read': guest(),
  'menu.readForStaff': staff(),
  'menu.availability': staff(),
  'menu.markable': staff(),
  'stores.brand': staff(),
  'stores.menus': staff(),
  'stores.planMenu': staff(() => ({ leaderId: place.otherStore.id })),
  'menu.editor.read': staff(),
  'menu.editor.archived': staff(() => ({ words: '' })),
  'menu.editor.versions': staff(),
  'seating.party': guest(),
  'seating.tables': staff(),
  'membership.levels': staff(),
  'membership.find': staff(ofMember),
  'membership.mine': guest(),
  'membership.myPointsLog': guest(() => ({ limit: 50 })),
  'membership.pointsLog': staff(() => ({ ...ofMember(), limit: 50 })),
  'membership.quoteDiscount': staff(() => ({ ...ofMember(), amountCents: 1 })),
  'membership.myCoupons': guest(),
  'membership.myRewards': guest(),
  'membership.coupons': staff(ofMember),
  'membership.rewards': staff(ofMember),
  'membership.rules': staff(),
  'ordering.cart': guest(),
  'ordering.mine': guest(),
  'ordering.list': staff(() => ({ limit: 100 })),
  'ordering.one': staff(ofOrder),
  'kitchen.setup.read': staff(),
  'kitchen.tickets': staff(),
  'kitchen.finished': staff(),
  'kitchen.stations': staff(),
  'kitchen.alarms': staff(),
  'kitchen.board': staff(),
  'kitchen.screens.asked': staff(),
  'kitchen.screens.list': staff(),
  'kitchen.screens.gone': staff(),
  'platforms.accounts.read': staff(),
  'platforms.reconcile.books': staff(() => ({ day: null })),
  'platforms.reconcile.read': {
    period: true,
    of: () => ({ day: '2026-11-19', accountId: null }),
  },
  'payment.methods': guest(),
  'payment.methodsForStaff': staff(),
  'billing.bill': guest(),
  'billing.billForStaff': staff(ofOrder),
  'billing.split': guest(ofOrder),
  'billing.splitForStaff': staff(ofOrder),
  'payment.status': guest(() => ({ paymentId: payment.id })),
  'payment.statusForStaff': staff(() => ({ paymentId: payment.id })),
  'refunds.refundable': staff(ofOrder),
  'refunds.trouble': staff(),
  'billing.coupons': guest(ofOrder),
  'billing.couponsForStaff': staff(ofOrder),
  'billing.previewDiscount': staff(() => ({
    ...ofOrder(),
    lineId: null,
    kind: 'amount_off',
    amountCents: 100,
  })),
  'billing.billRules': staff(),
  'billing.taxClasses': staff(),
  'receipts.receipt': staff(() => ({ token: 'a-receipt-of-the-year0' })),
  'payment.payPage': staff(() => ({ token: payment.token })),
  'payment.wechatPage': { of: () => ({ token: payment.token }), refused: true },
  'service.floor': staff(),
  'service.warnings': staff(),
  'service.today': staff(),
  'service.table': staff(() => ({ tableId: party.table.id })),
  'service.requests': guest(),
  'analytics.headline': year(),
  'analytics.exceptions': { ...year(), most: MAXIMUM_EXCEPTIONS },
  'analytics.exceptionEntries': year({
    exception: 'void',
    discountKind: null,
    staffId: null,
    reason: 'too salty',
  }),
  'analytics.revenueSummary': year(),
  'analytics.paymentMethods': year(),
  'analytics.menuItemSales': year({ limit: 200 }),
  'analytics.leftOpen': year(),
  'analytics.hourlySales': year(),
  'analytics.orderStatus': year(),
  // A row for each day that was asked for.
  'analytics.dailyRevenue': { ...year(), most: 366 },
  'analytics.topOrders': year({ limit: 200 }),
  'printing.printers': staff(),
  'printing.trouble': staff(),
}

type Procedure = { _def: { type: 'query' | 'mutation' } }
const QUERIES = Object.entries(appRouter._def.procedures)
  .filter(([, procedure]) => (procedure as unknown as Procedure)._def.type === 'query')
  .map(([path]) => path)

beforeAll(async () => {
  database = await freshDatabase()
  place = await makeRestaurant(database.db, clock, true)
  await forEachTable(`ALTER TABLE %I SET (autovacuum_enabled = false)`)
  // Behind those of the year.
  await forEachTable(
    `SELECT setval(pg_get_serial_sequence('%I', 'id'), 1000000)`,
    `AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.relid AND a.attname = 'id')`,
  )
  alone = openDatabase(database.url, 1, pino({ level: 'silent' }))
  deps = testDeps(alone, clock)
  owner = staffPerson(deps, place.store, 'owner')

  // A service as usual: some tables eat, some wait, some are being paid.
  party = await openBill(deps, place.store, place.store.tables[0])
  const { phone, table, orderId } = party
  await phone.call.service.request({ code: table.code, kind: 'call' })
  const begun = await phone.call.payment.create({
    code: table.code,
    orderId,
    method: 'wechat',
    key: newKey(),
  })
  payment = { id: begun.id, token: begun.payUrl?.split('/').at(-1) ?? '' }

  await pourYear(database.url, { ...place, until: clock.now })

  await openPruner(deps).run()
  await database.db.guest.updateMany({
    where: { sitting: { clearedAt: null } },
    data: { memberId: 100, memberProvenAt: clock.now },
  })
  await database.db.order.update({
    where: { id: 1 },
    data: { receiptToken: 'a-receipt-of-the-year0' },
  })
  // A member who comes every day.
  const offer = await database.db.couponOffer.create({
    data: { brandId: place.brandId, kind: 'amount_off', name: '满减', amountCents: 100 },
  })
  await database.pool.query(
    `INSERT INTO coupon (offer_id, member_id, code, idempotency_key, order_id, used_at)
     SELECT $1, 100, 'y' || n, 'y' || n, CASE WHEN n > 1 THEN n END, CASE WHEN n > 1 THEN now() END FROM generate_series(1, 900) n`,
    [offer.id],
  )
})
afterAll(async () => {
  await alone.close()
  await database.drop()
})

async function forEachTable(statement: string, where = ''): Promise<void> {
  await database.pool.query(`
DO $do$ DECLARE name text; BEGIN
  FOR name IN SELECT relname FROM pg_stat_user_tables t WHERE schemaname = 'public' ${where} LOOP
    EXECUTE format($$${statement}$$, name);
  END LOOP;
END $do$`)
}

/** What PostgreSQL believes of its tables. A plan that was made before is forgotten. */
const BELIEFS = {
  'what they were like on the first day': async () => {},
  'nothing at all': async () => {
    await database.pool.query(`
      DELETE FROM pg_statistic WHERE starelid IN (SELECT relid FROM pg_stat_user_tables);
      UPDATE pg_class SET reltuples = -1, relpages = 0
       WHERE oid IN (SELECT relid FROM pg_stat_user_tables UNION SELECT indexrelid FROM pg_stat_user_indexes)`)
  },
  // It looks at some rows only: what is rare among the orders is not always among them.
  'what they are, but that all orders are alike': async () => {
    await database.pool.query(`
      ALTER TABLE customer_order ALTER store_id SET (n_distinct = 1), ALTER state SET (n_distinct = 1),
        ALTER business_day SET (n_distinct = 1);
      ANALYZE`)
  },
}
const LIVE = QUERIES.filter((path) => !SCREENS[path]?.period)

async function read(path: string): Promise<unknown> {
  const { who, of, refused } = SCREENS[path] ?? {}
  const input = { storeId: place.store.id, code: party.table.code, ...of?.() }
  const reading = callTRPCProcedure({
    router: appRouter,
    path,
    getRawInput: async () => input,
    ctx: (who === 'guest' ? party.phone : owner).context,
    type: 'query',
    signal: undefined,
    batchIndex: 0,
  })
  return refused ? reading.catch(() => null) : reading
}

/** The longest list anywhere in an answer. */
function longestIn(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0
  const inside = Math.max(0, ...Object.values(value).map(longestIn))
  return Array.isArray(value) ? Math.max(value.length, inside) : inside
}

/** How many rows of tables were looked at, by whatever plan. */
async function lookedAt(work: () => Promise<unknown>): Promise<number> {
  const sum = async () => {
    await alone.pool.query('SELECT pg_stat_force_next_flush()')
    const { rows } = await alone.pool.query<{ sum: number }>(
      `SELECT ((SELECT sum(seq_tup_read) FROM pg_stat_user_tables) + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes))::float8 AS sum`,
    )
    return rows[0]?.sum ?? 0
  }
  const before = await sum()
  await work()
  return (await sum()) - before
}

it('every procedure that a screen reads stands here', () => {
  expect(QUERIES.filter((path) => !(path in SCREENS))).toEqual([])
  expect(Object.keys(SCREENS).filter((path) => !QUERIES.includes(path))).toEqual([])
})

/** What the program does by itself, every second or so. */
const WORK: Record<string, () => Promise<unknown>> = {
  printSlips: () => printSlips(deps),
  printSettled: () => printSettled(deps),
  finishPrinted: () => finishPrinted(deps),
  closeWork: () => closeWork(deps),
  closeCalls: () => closeCalls(deps),
  chainAudit: () => chainAudit(deps),
  sweepPayments: () => sweepPayments(deps),
  settleFree: () => settleFree(deps),
  endUnpaid: () => endUnpaid(deps),
  reconcile: () => makeReconciler(deps).run(),
  openDrawers: () => openDrawers(deps),
  printQueue: async () => {
    const queue = openPrintQueue(deps)
    await queue.run()
    await queue.rest()
  },
  drawWaiting,
  watchScreens,
  prune: () => openPruner(deps).run(),
}

/** What people tap from the first scan to the cleared table, in this order. */
async function taps(): Promise<[string, () => Promise<unknown>][]> {
  const table = await addTable(deps, place.store, newKey().slice(-12))
  const inStore = { storeId: place.store.id }
  let phone = party.phone
  let orderId = 0
  let lineId = 0
  const rice = { dishId: place.store.dishes.rice.id, choices: [], quantity: 2 }
  const sitDown = async () => {
    phone = await guestAt(deps, table)
  }
  const cart = () => phone.call.ordering.cart({ code: table.code })
  const submit = async () => {
    const { version, owedCents } = await cart()
    const request = { code: table.code, cartVersion: version, expectedCents: owedCents }
    orderId = (await phone.call.ordering.place({ ...request, key: newKey() })).orderId
    lineId = (await database.db.orderLine.findFirstOrThrow({ where: { orderId } })).id
  }
  const confirm = async () => {
    const rounds = await database.db.round.findMany({ where: { orderId, state: 'pending' } })
    for (const { id: roundId } of rounds) {
      await owner.call.ordering.decideRound({ ...inStore, roundId, decision: 'confirm' })
    }
  }
  const bump = (to: 'cooking' | 'ready') => () =>
    owner.call.kitchen.bump({ ...inStore, lineIds: [lineId], to })
  const pay = async (answer: 'pay' | 'decline') => {
    const request = { code: table.code, orderId, method: 'alipay' as const, key: newKey() }
    const { payUrl } = await phone.call.payment.create(request)
    const token = payUrl?.split('/').at(-1) ?? ''
    await phone.call.payment.answerPayPage({ token, answer })
  }
  return [
    ['a scan', sitDown],
    [
      'how many sit there',
      () => phone.call.service.sayPeople({ code: table.code, people: 2, seen: null }),
    ],
    [
      'a dish into the cart',
      () => phone.call.ordering.addToCart({ code: table.code, ...rice, key: newKey() }),
    ],
    ['the order', submit],
    [
      'a dish more',
      () => phone.call.ordering.addToCart({ code: table.code, ...rice, key: newKey() }),
    ],
    ['a further round', submit],
    ['a confirmation', confirm],
    ['a call', () => phone.call.service.request({ code: table.code, kind: 'call' })],
    ['a dish on the fire', bump('cooking')],
    ['a dish done', bump('ready')],
    ['a declined payment', () => pay('decline')],
    ['a payment', () => pay('pay')],
  ]
}

/** What waits for a printer, as it is drawn when it is sent. */
async function drawWaiting(): Promise<void> {
  const { rows } = await alone.pool.query<{ id: number }>(
    `SELECT id FROM print_job WHERE state = 'queued' ORDER BY printer_id, id LIMIT 20`,
  )
  for (const { id } of rows) {
    const job = await alone.db.printJob.findUniqueOrThrow({
      where: { id },
      include: { printer: true },
    })
    await drawPaper(deps, job.printer, job)
  }
}

/**
 * A screen of the kitchen that is gone, noticed as soon as the watch has watched for long enough.
 */
async function watchScreens(): Promise<void> {
  const time = { nowMs: clock.now.getTime() }
  await alone.pool.query(
    `WITH paired AS (INSERT INTO device (store_id, name, token_hash) VALUES ($1, '荷台', 'a') ON CONFLICT DO NOTHING RETURNING id, store_id)
     INSERT INTO kitchen_screen (key, store_id, device_id, last_seen_at) SELECT 'gone', store_id, id, $2 FROM paired`,
    [place.store.id, new Date(time.nowMs - 2 * GONE_AFTER_MS)],
  )
  await alone.pool.query(`UPDATE kitchen_screen SET gone_at = NULL, off_at = NULL`)
  const watch = makeScreenWatch({ ...deps, now: () => new Date(time.nowMs) }, () => [])
  for (let waitedMs = 0; waitedMs <= GONE_AFTER_MS; waitedMs += 10_000) {
    await watch.run()
    time.nowMs += 10_000
  }
}

/** Who looks at more rows than `most`. */
async function whoLooksThrough(
  works: readonly (readonly [string, () => Promise<unknown>])[],
  most: number,
): Promise<string[]> {
  const broken: string[] = []
  for (const [name, work] of works) {
    const rows = await lookedAt(work)
    if (rows > most) broken.push(`${name}: ${rows}`)
  }
  return broken
}
const screens = () => LIVE.map((path) => [path, () => read(path)] as const)

/** The order list as people look through it; `any`: over all days of the store. */
const LOOKS: Record<string, () => object> = {
  'the newest of any day': () => ({}),
  'a page further back': () => ({ beforeId: 20_000 }),
  'what waits, of any day': () => ({ states: ['pending'] }),
  'what was cancelled, of any day': () => ({ states: ['cancelled'] }),
  'several states, of any day': () => ({ states: ['preparing', 'serving', 'completed'] }),
  'a table, of any day': () => ({ search: 'A1' }),
  'an old day': () => ({ day: '2026-01-07' }),
  'an old day’s page further back': () => ({ day: '2026-01-07', beforeId: 7_000 }),
  'what is not there, on an old day': () => ({ day: '2026-01-07', search: 'nothing is called so' }),
  'what was cancelled on an old day': () => ({ day: '2026-01-07', states: ['cancelled'] }),
}
const looks = () =>
  Object.entries(LOOKS).map(
    ([what, of]) =>
      [
        `orders: ${what}`,
        () => owner.call.ordering.list({ storeId: place.store.id, limit: 30, ...of() }),
      ] as const,
  )

it('after a year, in a usual service, every screen reads a bounded answer', async () => {
  const broken: string[] = []
  for (const path of QUERIES) {
    const answer = await read(path)
    const [rows, bytes] = [longestIn(answer), JSON.stringify(answer ?? null).length]
    const most = SCREENS[path]?.most ?? MOST_ROWS
    if (rows > most || bytes > MOST_BYTES) broken.push(`${path}: ${rows} rows, ${bytes} bytes`)
  }
  expect(broken).toEqual([])
})

describe.each(Object.entries(BELIEFS))(
  'in a usual service, where PostgreSQL knows of its tables %s',
  (_, believe) => {
    beforeAll(async () => {
      await believe()
      await alone.pool.query('DISCARD PLANS')
      // Something to print, and something that changed about it.
      const [rice = 0] = await waiterRound(deps, place.store, 'rice', 'beer')
      await printSlips(deps)
      await waiterRound(deps, place.store, 'rice', 'duck')
      await owner.call.ordering.voidLine({
        storeId: place.store.id,
        lineId: rice,
        reason: '不要了',
      })
    })

    it('no screen that is read again and again looks through the history', async () => {
      expect(await whoLooksThrough(screens(), MOST_LOOKED_AT)).toEqual([])
    })

    it('nor does whoever looks through the orders', async () => {
      expect(await whoLooksThrough(looks(), MOST_LOOKED_AT)).toEqual([])
    })

    it('nor do the taps of an evening', async () => {
      expect(await whoLooksThrough(await taps(), MOST_LOOKED_AT)).toEqual([])
    })

    it('neither does what the program does by itself', async () => {
      expect(await whoLooksThrough(Object.entries(WORK), MOST_LOOKED_AT)).toEqual([])
    })
  },
)

describe('where nobody bumped, cleared or carried for a month', () => {
  beforeAll(async () => {
    const [rice = 0] = await waiterRound(deps, place.store, 'rice')
    const line = await database.db.orderLine.findUniqueOrThrow({ where: { id: rice } })
    const { sittingId } = await database.db.order.findUniqueOrThrow({
      where: { id: party.orderId },
    })
    const every = `n * interval '9 minutes'`
    // Behind the ids of what was tapped before.
    const BEHIND = 10_000
    for (const [table, id, changes] of [
      [
        'customer_order',
        line.orderId,
        `'number', 'LEFT' || n, 'mode', 'pay_first', 'state', 'confirmed', 'sitting_id', ${sittingId}, 'settled_at', now(), 'placed_at', x.placed_at - ${every}`,
      ],
      [
        'round',
        line.roundId,
        `'order_id', x.order_id + ${BEHIND} + n, 'number', 1, 'idempotency_key', 'left-' || n, 'sitting_id', ${sittingId}, 'cart_version', NULL, 'placed_at', x.placed_at - ${every}`,
      ],
      [
        'order_line',
        line.id,
        `'order_id', x.order_id + ${BEHIND} + n, 'round_id', x.round_id + ${BEHIND} + n, 'state', (ARRAY['queued', 'ready', 'cooking', 'held'])[1 + n % 4], 'queued_at', x.queued_at - ${every}, 'ready_at', now()`,
      ],
    ] as const) {
      await database.pool.query(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(x, jsonb_build_object('id', x.id + ${BEHIND} + n, ${changes}))).*
           FROM ${table} x, generate_series(1, $2::int) n WHERE x.id = $1`,
        [id, LEFT],
      )
    }
  })

  it('every screen still reads a bounded answer', async () => {
    const broken: string[] = []
    for (const path of LIVE) {
      const answer = await read(path)
      const [rows, bytes] = [longestIn(answer), JSON.stringify(answer ?? null).length]
      const most = SCREENS[path]?.most ?? MOST_ROWS
      if (rows > most || bytes > MOST_BYTES) broken.push(`${path}: ${rows} rows, ${bytes} bytes`)
    }
    expect(broken).toEqual([])
  })

  it.each(Object.entries(BELIEFS))(
    'where PostgreSQL knows of its tables %s, nobody looks through more than what was left',
    async (_, believe) => {
      await believe()
      await alone.pool.query('DISCARD PLANS')
      const most = MOST_LOOKED_AT + MOST_LOOKED_AT_OF_LEFT * LEFT
      expect(await whoLooksThrough([...screens(), ...Object.entries(WORK)], most)).toEqual([])
    },
  )

  it('what is cut says how much more there is', async () => {
    const call = owner.call
    const inStore = { storeId: place.store.id }
    const tickets = await call.kitchen.tickets(inStore)
    expect(tickets.tickets).toHaveLength(MOST_TICKETS)
    expect(tickets.tickets.length + tickets.older).toBeGreaterThanOrEqual(LEFT)
    expect((await call.kitchen.finished(inStore)).older).toBeGreaterThanOrEqual(ORDERS_A_DAY - 150)
    const { preparing, more } = await call.kitchen.board(inStore)
    expect(preparing.length + more.preparing).toBeGreaterThan(LEFT / 2)
  })
})
