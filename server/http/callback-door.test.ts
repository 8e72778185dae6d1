// Callbacks over real HTTP: whatever is not a platform's own fresh word about that payment changes
// nothing, is answered as that platform expects a no, and is kept; after all of it the server still
// stands and the true word is believed, once.

import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, type Party } from '@/testing/open-bill'
import { alipayStandIn } from '@/testing/platforms/alipay'
import { flipped, type PlatformStandIn } from '@/testing/platforms/loopback'
import { paidThrough } from '@/testing/platforms/paid-through'
import { stripeStandIn } from '@/testing/platforms/stripe'
import { wechatStandIn } from '@/testing/platforms/wechat'
import {
  joinAsMember,
  makeRestaurant,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { makeReconciler } from '../kitchen/reconcile'
import type { RawCallback } from '../platforms/providers/provider'
import { callbackOf, signCallback } from '../platforms/providers/simulator'
import { openDoors } from './doors'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let place: Restaurant
let party: Party
let platform: Platform
let server: Server

type Answer = { status: number; body: string }

/** A platform at which the party's payment was paid, and which has not called back about it yet. */
type Platform = {
  deps: Deps
  path: string
  word: () => RawCallback
  forgeries: [name: string, RawCallback][]
  /** The requests of ours that it got. */
  asked: readonly string[]
  stop: () => Promise<void>
}

const pages = {
  handle: async (_: unknown, res: { end: (text: string) => void }) => res.end('a page'),
  isDev: false,
  upgradeFor: () => null,
  close: async () => {},
}

async function pay(deps: Deps, method: 'wechat' | 'alipay' | 'credit_card') {
  const request = { storeId: place.store.id, orderId: party.orderId, method, key: newKey() }
  const cashier = staffPerson(deps, place.store, 'cashier')
  const { id } = await cashier.call.payment.createForStaff(request)
  const { token } = await database.db.payment.findUniqueOrThrow({ where: { id } })
  return { id, token }
}

const real = (open: () => Promise<PlatformStandIn>) => async (): Promise<Platform> => {
  const standIn = await open()
  const { deps, accountId } = await paidThrough(standIn, database, clock, place.store)
  const { token } = await pay(deps, standIn.method)
  standIn.tradeOf(token).state = 'paid'
  return {
    deps,
    path: `/${standIn.provider}/${accountId}`,
    word: () => standIn.callback(token),
    forgeries: standIn.forgeries(token),
    asked: standIn.requests,
    stop: standIn.stop,
  }
}

async function simulated(): Promise<Platform> {
  const deps = testDeps(database, clock)
  const payment = await pay(deps, 'wechat')
  const trade = await database.db.simulatorTrade.update({
    where: { token: payment.token },
    data: { state: 'paid', transactionId: `SIM${payment.id}TESTTEST`, decidedAt: clock.now },
  })
  const word = () => callbackOf(deps, payment.id, trade)
  const { headers, body } = word()
  const text = body.toString()
  const truly = (other: string) => signCallback(deps, Buffer.from(other))
  const stranger = { ...deps, secret: Buffer.alloc(32, 8) }
  const forgeries: Platform['forgeries'] = [
    ['unsigned', { headers: {}, body }],
    ['the key of somebody else', callbackOf(stranger, payment.id, trade)],
    ['one bit of the body', { headers, body: Buffer.from(flipped(text)) }],
    ['one 分 more', truly(text.replace('30.00', '30.01'))],
    ['one 分 less', truly(text.replace('30.00', '29.99'))],
    ['an order that is not ours', truly(text.replace(payment.token, 'A'.repeat(22)))],
    ['another merchant', truly(text.replace(`SIM-${place.store.id}`, 'SIM-0'))],
    ['another currency', truly(text.replace('CNY', 'USD'))],
    ['an empty body', { headers, body: Buffer.alloc(0) }],
    ['signed, empty', truly('')],
    ['signed, not JSON', truly('<xml>paid</xml>')],
    ['zero bytes', { headers, body: Buffer.alloc(9) }],
    ['signed, 10 MB', truly(text.replace('{', `{${' '.repeat(10_000_000)}`))],
    ['10 MB of nothing', { headers, body: Buffer.alloc(10_000_000) }],
  ]
  return { deps, path: '', word, forgeries, asked: [], stop: async () => {} }
}

const PLATFORMS: [string, () => Promise<Platform>, yes: Answer, no: Answer][] = [
  [
    'wechat',
    real(() => wechatStandIn(() => clock.now)),
    { status: 204, body: '' },
    { status: 401, body: '{"code":"FAIL","message":"失败"}' },
  ],
  [
    'alipay',
    real(() => alipayStandIn(() => clock.now)),
    { status: 200, body: 'success' },
    { status: 200, body: 'failure' },
  ],
  [
    'stripe',
    real(() => stripeStandIn(() => clock.now)),
    { status: 200, body: '{"received":true}' },
    { status: 400, body: '{"received":false}' },
  ],
  [
    'the simulator',
    simulated,
    { status: 200, body: '{"code":"SUCCESS"}' },
    { status: 400, body: '{"code":"FAIL"}' },
  ],
]

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

describe.each(PLATFORMS)('%s', (_name, open, yes, no) => {
  beforeEach(async () => {
    clock.now = NOON
    place = await makeRestaurant(database.db, clock)
    party = await openBill(testDeps(database, clock), place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, { phone: '13800138000', hasConsented: true })
    platform = await open()
    const { deps } = platform
    server = createServer(openDoors(deps, pages, '/nowhere', makeReconciler(deps)))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await platform.stop()
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  const heard = () => database.db.providerCallback.count({ where: { verdict: 'refused' } })
  const paid = () =>
    database.db.payment.count({ where: { orderId: party.orderId, state: 'succeeded' } })

  it('changes nothing by forgeries, answers each with its no, keeps it, and asks nobody about it', async () => {
    const before = await everything()
    const asked = platform.asked.length
    const kept = await heard()

    const wrong: unknown[] = []
    for (const [name, raw] of platform.forgeries) {
      const answer = await send(platform.path, raw)
      if (answer.status !== no.status || answer.body !== no.body) wrong.push([name, answer])
    }

    expect(wrong).toEqual([])
    expect(await heard()).toBe(kept + platform.forgeries.length)
    expect(platform.asked).toHaveLength(asked)
    expect(await everything()).toBe(before)
    expect(await send(platform.path, platform.word())).toEqual(yes)
    expect(await paid()).toBe(1)
  })

  it('changes the world once by a word that comes again, and not at all by one that comes too late', async () => {
    const word = platform.word()
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(platform.path, word)))
    expect(answers).toEqual(answers.map(() => yes))
    expect(await paid()).toBe(1)
    const settled = await everything()

    expect(await send(platform.path, word)).toEqual(yes)
    clock.now = new Date(NOON.getTime() + 301_000)
    const late = await send(platform.path, word)

    // Alipay writes no instant into what it signs that its repeats would not have as well.
    expect(late).toEqual(platform.path.startsWith('/alipay') ? yes : no)
    expect(await everything()).toBe(settled)
  })

  it('is heard at its own address only, and only as a POST', async () => {
    const before = await everything()
    const word = platform.word()
    const elsewhere = ['/wechat', '/alipay/999999', '/stripe/0x1', '/wechat/1/2']
    for (const path of elsewhere) {
      if (path !== platform.path) expect((await send(path, word)).body).toMatch(/fail|false/i)
    }
    for (const path of ['/cash', '/constructor', '/nobody/1']) {
      expect(await send(path, word)).toEqual({ status: 404, body: '{}' })
    }
    expect((await send('/stripe/%00', word)).status).toBe(400)
    expect((await send(platform.path, word, 'PUT')).status).toBe(405)
    expect(await everything()).toBe(before)
  })
})

/** Everything that money is counted from, and whatever was told of it. */
async function everything(): Promise<string> {
  const { rows } = await database.pool.query(`
    SELECT (SELECT json_agg(x ORDER BY id) FROM customer_order x) AS orders,
           (SELECT json_agg(x ORDER BY id) FROM payment x) AS payments,
           (SELECT json_agg(x ORDER BY id) FROM refund x) AS refunds,
           (SELECT json_agg(x ORDER BY id) FROM points_entry x) AS points,
           (SELECT json_agg(x ORDER BY id) FROM outbox_event x) AS events`)
  return JSON.stringify(rows)
}

/**
 * As simple clients do it: the answer is read when everything was sent, so a connection that is cut
 * before loses it.
 */
function send(path: string, { headers, body }: RawCallback, method = 'POST'): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  const lines = Object.entries({ ...headers, host: 'fanzhuo', 'content-length': body.length })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} /api/payment/callback${path} HTTP/1.1\r\n${lines.join('')}connection: close\r\n\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').on('error', reject)
    socket.write(head)
    socket.write(body, () => {
      const chunks: Buffer[] = []
      socket.on('data', (chunk) => chunks.push(chunk))
      socket.on('end', () => {
        const [top = '', text = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n')
        resolve({ status: Number(top.split(' ')[1]), body: text })
      })
    })
  })
}
