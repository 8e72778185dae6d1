// The table of limits at work: every open command is counted, by whom the table says; what is kept
// survives a restart, what is not costs no statement; and every door says when to come again.

import { connect } from 'node:net'
import { callTRPCProcedure } from '@trpc/server'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS, type LimitRow } from '@/domain/limits'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { hashToken, newToken } from './access/tokens'
import { contractRouter } from './contract'
import { openDatabase } from './database/db'
import type { Deps } from './deps'
import { readEnv } from './env'
import { openDoors } from './http/doors'
import { openFront } from './http/front'
import { makeReconciler } from './kitchen/reconcile'
import { countCommand, type Who } from './limit'
import { openPruner } from './prune'
import { startRealtime } from './realtime/realtime'
import { appRouter } from './router'
import type { Meta } from './trpc'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
const rows = LIMITS as readonly LimitRow[]
const rowOf = (command: string) => rows.find(({ commands }) => commands.includes(command))

let database: TestDatabase
let deps: Deps
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  deps = testDeps(database, clock)
  await database.db.limitCount.deleteMany()
  place = await makeRestaurant(database.db, clock)
})

const later = (seconds: number) => {
  clock.now = new Date(clock.now.getTime() + seconds * 1_000)
}

async function refusalOf(promise: Promise<unknown>): Promise<Refusal | null> {
  const error: unknown = await promise.then(
    () => null,
    (caught) => caught,
  )
  const refusal = error instanceof Refusal ? error : (error as { cause?: unknown } | null)?.cause
  if (error !== null && !(refusal instanceof Refusal)) throw error
  return refusal instanceof Refusal ? refusal : null
}

/** So often that the next try is one too many. */
async function exhaust(command: string, who: Who, on = deps): Promise<void> {
  while (!(await refusalOf(countCommand(on, command, who))));
}

type Kept = { type: 'query' | 'mutation'; meta?: Meta }
const procedures = [
  ...Object.entries(appRouter._def.procedures).map(([path, procedure]) => ({
    path,
    command: path,
    router: appRouter as never,
    def: (procedure as unknown as { _def: Kept })._def,
  })),
  ...Object.entries(contractRouter._def.procedures).map(([path, procedure]) => ({
    path,
    command: `api.${path}`,
    router: contractRouter as never,
    def: (procedure as unknown as { _def: Kept })._def,
  })),
]
const open = procedures.filter(({ def }) => def.meta?.level !== undefined)
const DOORS = [
  'analytics.export',
  'store.files',
  'live.open',
  'payment.callback',
  'payment.enterWechat',
]

async function call({ path, router, def }: (typeof procedures)[number], who: Person, on: object) {
  const input = {
    token: newToken(),
    login: 'nobody',
    password: 'nothing',
    next: 'nothing of that kind',
    pin: '4711',
    cartVersion: 1,
    expectedCents: 0,
    key: newToken(),
    note: '',
    ...on,
  }
  const asked = { path, router, type: def.type, signal: undefined, batchIndex: 0 }
  return callTRPCProcedure({ ...asked, getRawInput: async () => input, ctx: who.context })
}

describe('the table', () => {
  it('has a row for everything that is open to anybody or to guests, and for nothing else that is not there', () => {
    expect(open.length).toBeGreaterThan(30)
    expect(open.filter(({ command }) => !rowOf(command)).map(({ command }) => command)).toEqual([])
    const known = [...procedures.map(({ command }) => command), ...DOORS]
    const unknown = rows
      .flatMap(({ commands }) => commands)
      .filter((command) => !known.includes(command))
    expect(unknown).toEqual([])
  })

  it.each(open.map((procedure) => [procedure.command, procedure] as const))(
    '%s counts all whom its row names',
    async (command, procedure) => {
      const [table] = place.store.tables
      const guest = await guestAt(deps, table)
      deps.counts.clear()
      const who =
        command === 'seating.join'
          ? person(deps)
          : /^access\.change/.test(command)
            ? staffPerson(deps, place.store, 'waiter')
            : guest
      const refusal = await refusalOf(
        call(procedure, who, { code: table.code, storeId: place.store.id }),
      ).catch(() => null)
      expect(refusal?.code).not.toBe('seat.expired')
      // Signing in counts either a device or strangers; a PIN is nothing without a device.
      const counted = rowOf(command)?.limits.filter(({ of }) => of !== 'device') ?? []
      expect(deps.counts.size).toBe(command === 'access.switchPerson' ? 0 : counted.length)
    },
  )

  it.each([
    ['membership.revealPhone', 10],
    ['membership.exportMember', 10],
    ['membership.find', 120],
  ])('%s is refused to a person after %i, with when to come again', async (command, points) => {
    const manager = staffPerson(deps, place.store, 'manager')
    const expiresAt = new Date(NOON.getTime() + 7 * 86_400_000)
    await database.db.staffSession.updateMany({ data: { expiresAt } })
    const procedure = procedures.find((each) => each.command === command)
    if (!procedure) throw new Error('no such procedure')
    const tried = () =>
      refusalOf(
        call(procedure, manager, {
          storeId: place.store.id,
          memberId: 999_999,
          period: 'today',
          report: 'daily_revenue',
        }),
      )
    for (let n = 0; n < points; n += 1) expect((await tried())?.code).not.toBe('input.too-often')
    const refused = await tried()
    expect(refused?.code).toBe('input.too-often')
    later(Number(refused?.details.retryAfterSeconds) - 1)
    expect((await tried())?.code).toBe('input.too-often')
    later(1)
    expect((await tried())?.code).not.toBe('input.too-often')
  })

  it('gives reveals and exports one count together: ten a day', async () => {
    const { person: who } = { person: String(place.store.staff.cashier.id) }
    for (let n = 0; n < 5; n += 1) {
      await countCommand(deps, 'membership.revealPhone', { person: who })
      await countCommand(deps, 'membership.exportMember', { person: who })
    }
    const refusal = await refusalOf(countCommand(deps, 'membership.revealPhone', { person: who }))
    expect(refusal?.details).toEqual({ retryAfterSeconds: 86_400 })
  })
})

describe('counting', () => {
  it('spends nothing of a table or an address for a phone that is refused', async () => {
    const loud = { seat: 1, table: 1, address: '203.0.113.9' }
    await exhaust('ordering.addToCart', loud)
    for (let n = 0; n < 2_000; n += 1)
      await refusalOf(countCommand(deps, 'ordering.addToCart', loud))
    for (let seat = 2; seat <= 5; seat += 1) {
      for (let n = 0; n < 240; n += 1) {
        await countCommand(deps, 'ordering.addToCart', { ...loud, seat })
      }
    }
    expect(
      (await refusalOf(countCommand(deps, 'ordering.addToCart', { ...loud, seat: 6 })))?.code,
    ).toBe('input.too-often')
    await countCommand(deps, 'ordering.addToCart', { ...loud, seat: 7, table: 2 })
  })

  it('is of rounds also by the table, however many phones send them', async () => {
    const [table] = place.store.tables
    const guest = await guestAt(deps, table)
    const { code } = table
    const dishId = place.store.dishes.rice.id
    await guest.call.ordering.addToCart({ code, dishId, choices: [], quantity: 1, key: newToken() })
    const cart = await guest.call.ordering.cart({ code })
    const sitting = await database.db.sitting.findFirstOrThrow({
      where: { tables: { some: { tableId: table.id } } },
    })
    await exhaust('ordering.place', { table: sitting.id })
    const request = {
      code,
      cartVersion: cart.version,
      expectedCents: cart.owedCents,
      key: newToken(),
    }
    expect((await refusalOf(guest.call.ordering.place(request)))?.code).toBe('input.too-often')
    later(600)
    expect((await guest.call.ordering.place(request)).owedCents).toBe(cart.owedCents)
  })

  it('takes a seat that is kept for no new phone', async () => {
    const [table] = place.store.tables
    const guest = await guestAt(deps, table)
    await exhaust('seating.join', { table: table.id })
    expect((await refusalOf(person(deps).call.seating.join({ code: table.code })))?.code).toBe(
      'input.too-often',
    )
    expect((await guest.call.seating.join({ code: table.code })).guests).toHaveLength(1)
  })

  it('of carts and rounds costs no statement', async () => {
    const away = { ...deps, db: null as never, pool: null as never }
    for (const command of ['ordering.place', 'ordering.addToCart', 'ordering.cart', 'menu.read']) {
      await countCommand(away, command, { seat: 1, table: 1, address: '203.0.113.9' })
    }
  })

  it('of secrets survives a restart and holds in every process', async () => {
    const who = { person: 7 }
    await exhaust('membership.revealPhone', who)
    const { db, pool, close } = openDatabase(database.url, 2, deps.log)
    const other = { ...deps, db, pool, counts: new Map() }
    expect((await refusalOf(countCommand(other, 'membership.revealPhone', who)))?.code).toBe(
      'input.too-often',
    )
    await close()
  })

  it('of secrets lets in as many as there are points when all come at once, in two processes', async () => {
    const other = { ...deps, counts: new Map() }
    const tries = Array.from({ length: 30 }, (_, n) =>
      refusalOf(countCommand(n % 2 ? deps : other, 'membership.revealPhone', { person: 8 })),
    )
    expect((await Promise.all(tries)).filter((refusal) => refusal === null)).toHaveLength(10)
  })

  it('asks the database nothing for whoever was told to wait', async () => {
    await exhaust('membership.revealPhone', { person: 9 })
    const away = { ...deps, db: null as never }
    expect(
      (await refusalOf(countCommand(away, 'membership.revealPhone', { person: 9 })))?.code,
    ).toBe('input.too-often')
  })

  it('answers that the system is busy while the database is away, and counts when it is back', async () => {
    const { db, pool, close } = openDatabase('postgresql://nobody@127.0.0.1:1/none', 2, deps.log)
    const away = { ...deps, db, pool }
    const signIn = person(away).call.access.signIn({ login: 'owner', password: 'x' })
    expect((await refusalOf(signIn))?.code).toBe('system.busy')
    await close()
    const again = person(deps).call.access.signIn({ login: 'owner', password: 'x' })
    expect((await refusalOf(again))?.code).toBe('session.wrong-password')
  })

  it('keeps neither logins nor addresses, and throws away what has ended', async () => {
    await refusalOf(person(deps).call.access.signIn({ login: 'somebody', password: 'x' }))
    const kept = await database.db.limitCount.findMany()
    expect(kept).toHaveLength(3)
    expect(JSON.stringify(kept)).not.toMatch(/somebody|127\.0\.0\.1/)
    const pruner = openPruner(deps)
    expect((await pruner.run()).get('limit_count')).toBe(0)
    later(3_601)
    expect((await pruner.run()).get('limit_count')).toBe(3)
  })

  it('of IPv6 is by the network that one phone has to itself', async () => {
    await exhaust('payment.callback', { address: '2001:db8:1:2::1' })
    const neighbour = { address: '2001:db8:1:2:ffff::9' }
    expect((await refusalOf(countCommand(deps, 'payment.callback', neighbour)))?.code).toBe(
      'input.too-often',
    )
    await countCommand(deps, 'payment.callback', { address: '2001:db8:1:3::1' })
  })
})

describe('a refusal at the doors says when to come again', () => {
  const HOUSE = '203.0.113.9'
  const headers = { 'X-Forwarded-For': HOUSE, 'Content-Type': 'application/json' }
  const pages = {
    isDev: false,
    handle: async () => {},
    upgradeFor: () => null,
    close: async () => {},
  }
  let port: number
  let base: string
  let stop: () => Promise<void>

  beforeEach(async () => {
    deps.proxies = readEnv({ TRUSTED_PROXIES: 'loopback' }).TRUSTED_PROXIES
    const realtime = startRealtime(deps, null)
    const doors = openDoors(deps, pages, '/nowhere', makeReconciler(deps), realtime.handle)
    const { upgradeFor } = realtime
    const front = openFront(deps, { answer: doors, upgradeFor, onDeaf: () => {} })
    port = await front.listen(0, '127.0.0.1')
    base = `http://127.0.0.1:${port}`
    stop = async () => {
      await realtime.stop()
      front.cut()
    }
    return stop
  })

  const answer = async (path: string, init: RequestInit = {}) => {
    const res = await fetch(base + path, { headers, ...init })
    const after = res.headers.get('retry-after')
    return { status: res.status, after, body: await res.text() }
  }

  it('to screens, alone and in a batch', async () => {
    await exhaust('access.me', { address: HOUSE })
    later(20)
    const alone = await answer('/api/trpc/access.me')
    expect(alone).toMatchObject({ status: 429, after: '40' })
    expect(alone.body).toContain('请等 40 秒后再试')
    const both = await answer('/api/trpc/access.me,access.me?batch=1&input={}')
    expect(both).toMatchObject({ status: 429, after: '40' })
    const mixed = await answer(
      `/api/trpc/access.me,payment.receipt?batch=1&input=${encodeURIComponent(JSON.stringify({ 1: { token: newToken() } }))}`,
    )
    expect(mixed).toMatchObject({ status: 207, after: '40' })
    // Another address is another house.
    const other = await answer('/api/trpc/access.me', {
      headers: { ...headers, 'X-Forwarded-For': '203.0.113.10' },
    })
    expect(other).toMatchObject({ status: 200, after: null })
  })

  it('to programs, at the contract’s doors', async () => {
    await exhaust('api.payment.methods', { address: HOUSE })
    expect(await answer('/api/payment/methods')).toMatchObject({ status: 429, after: '60' })
    const key = newToken()
    const { id: storeId } = place.store
    await database.db.apiKey.create({
      data: { storeId, name: 'till', tokenHash: hashToken(key), scopes: ['member.see'] },
    })
    await exhaust('api.member.byId', { person: `${storeId} till` })
    const asked = { headers: { ...headers, Authorization: `Bearer ${key}` } }
    expect(await answer('/api/member/1', asked)).toMatchObject({ status: 429, after: '60' })
  })

  it('to whoever wants reports as files', async () => {
    const { id, token } = place.store.staff.manager
    await exhaust('analytics.export', { person: String(id) })
    const path = `/api/reports/daily-revenue.csv?store_id=${place.store.id}`
    const asked = { headers: { ...headers, Cookie: `staff=${token}` } }
    expect(await answer(path, asked)).toMatchObject({ status: 429, after: '600' })
    later(600)
    expect(await answer(path, asked)).toMatchObject({ status: 200, after: null })
  })

  it('to payment platforms, and to phones on their way to WeChat', async () => {
    await exhaust('payment.callback', { address: HOUSE })
    const notice = await answer('/api/payment/callback', { method: 'POST', body: '{}' })
    expect(notice).toMatchObject({ status: 429, after: '60' })
    const token = newToken()
    await exhaust('payment.enterWechat', { link: token })
    expect(await answer(`/api/payment/wechat/${token}`)).toMatchObject({ status: 429, after: '60' })
  })

  it('to live links of both kinds', async () => {
    await exhaust('live.open', { address: HOUSE })
    const said = await new Promise<string>((done, fail) => {
      const wire = connect(port, '127.0.0.1', () =>
        wire.write(
          `GET /ws/store/1 HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${HOUSE}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
        ),
      )
      wire.once('data', (data) => done(String(data)))
      wire.once('error', fail)
    })
    expect(said).toMatch(/^HTTP\/1\.1 429 .*\r\n[\s\S]*Retry-After: 60\r\n/)

    const socket = io(base, {
      auth: { storeId: 1 },
      transports: ['websocket'],
      extraHeaders: { 'X-Forwarded-For': HOUSE },
      reconnection: false,
    })
    const error = await new Promise<Error & { data?: unknown }>((done) =>
      socket.once('connect_error', done),
    )
    socket.close()
    expect(error.data).toEqual({ code: 'input.too-often', details: { retryAfterSeconds: 60 } })
    expect(error.message).toContain('请等 60 秒后再试')
  })
})
