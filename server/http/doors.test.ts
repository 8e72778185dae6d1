// The doors over real HTTP: the spec's contract with keys, foreign sites kept out, broken bytes
// answered with a sentence.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PERMISSIONS } from '@/domain/access'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { hashToken, newToken } from '../access/tokens'
import type { Deps } from '../deps'
import { readEnv } from '../env'
import { makeReconciler } from '../kitchen/reconcile'
import { openDoors } from './doors'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let server: Server
let base: string
let key: string
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  place = await makeRestaurant(database.db, clock)
  key = newToken()
  await database.db.apiKey.create({
    data: {
      storeId: place.store.id,
      name: 'till',
      tokenHash: hashToken(key),
      scopes: [...PERMISSIONS],
    },
  })
  const pages = {
    handle: async (_: unknown, res: { end: (text: string) => void }) => res.end('a page'),
    isDev: false,
    upgradeFor: () => null,
    close: async () => {},
  }
  deps = testDeps(database, clock)
  server = createServer(openDoors(deps, pages, '/nowhere', makeReconciler(deps)))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((done) => server.close(done))
  await database.drop()
})

const withKey = () => ({ Authorization: `Bearer ${key}` })
const get = async (path: string, headers: Record<string, string> = withKey()) => {
  const res = await fetch(base + path, { headers })
  return { status: res.status, body: await res.json() }
}
const post = async (path: string, body: unknown, headers: Record<string, string> = withKey()) => {
  const res = await fetch(base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: res.status, body: await res.json() }
}

async function placedOrder(): Promise<number> {
  const waiter = staffPerson(testDeps(database, clock), place.store, 'waiter')
  const { orderId } = await waiter.call.ordering.placeForTable({
    storeId: place.store.id,
    tableId: place.store.tables[0].id,
    lines: [
      {
        dishId: place.store.dishes.mapo.id,
        choices: [{ optionId: place.store.dishes.mapo.mild, quantity: 1 }],
        quantity: 2,
        note: '',
      },
    ],
    key: newToken(),
  })
  return orderId
}

describe("the spec's contract", () => {
  it('a payment is listed, created, asked about and cancelled by the spec’s names, in yuan', async () => {
    const methods = await get('/api/payment/methods')
    expect(methods.body.methods.map((each: { id: string }) => each.id)).toEqual([
      'wechat',
      'alipay',
      'cash',
      'credit_card',
    ])
    const orderId = await placedOrder()
    const made = await post('/api/payment/create', { order_id: orderId, payment_method: 'wechat' })
    expect(made.status).toBe(200)
    expect(made.body).toMatchObject({
      order_id: orderId,
      amount: 76,
      payment_method: 'wechat',
      status: 'pending',
    })
    expect(made.body.order_number).toMatch(/^ORD\d{20}$/)

    const id = made.body.payment_id
    expect((await get(`/api/payment/${id}/status`)).body.status).toBe('pending')
    expect((await post(`/api/payment/${id}/cancel`, {})).body.status).toBe('cancelled')
  })

  it('lists and begins only what something carries at the store that is meant', async () => {
    deps.simulatorReach = 'demo'
    const account = { provider: 'wechat', method: 'wechat' as const, merchant: '1900000109' }
    await database.db.paymentAccount.create({
      data: { ...account, storeId: place.store.id, secretName: 'WECHAT_MAIN', isEnabled: true },
    })
    const listed = async (query: string, headers = {}) =>
      (await get(`/api/payment/methods${query}`, headers)).body.methods.map(
        (each: { id: string }) => each.id,
      )
    expect(await listed('', withKey())).toEqual(['wechat', 'cash'])
    expect(await listed(`?store_id=${place.store.id}`)).toEqual(['wechat', 'cash'])
    expect(await listed(`?store_id=${place.otherStore.id}`)).toEqual(['cash'])
    expect(await listed('')).toEqual(['cash'])
    expect((await get('/api/payment/methods?store_id=999999')).status).toBe(404)

    const request = { order_id: await placedOrder(), payment_method: 'alipay' }
    expect(
      await post('/api/payment/create', request, { ...withKey(), 'Accept-Language': 'en' }),
    ).toEqual({
      status: 409,
      body: expect.objectContaining({
        message:
          'This restaurant cannot be paid this way at the moment. Choose another way, or ask our staff.',
      }),
    })
    await database.db.paymentAccount.deleteMany()
    deps.simulatorReach = 'every-store'
  })

  it('readiness tells whether simulated money settles bills, and is no worse for it', async () => {
    for (const [reach, simulatedMoney] of [
      ['nowhere', false],
      ['demo', false],
      ['every-store', true],
    ] as const) {
      deps.simulatorReach = reach
      const ready = { status: 200, body: { status: 'ready', invariants: [], simulatedMoney } }
      expect(await get('/readyz')).toEqual(ready)
    }
  })

  it('a create sent twice with one Idempotency-Key makes one payment', async () => {
    const orderId = await placedOrder()
    const request = { order_id: orderId, payment_method: 'alipay' }
    const headers = { ...withKey(), 'Idempotency-Key': newToken() }
    const one = await post('/api/payment/create', request, headers)
    const two = await post('/api/payment/create', request, headers)
    expect(two.body).toEqual(one.body)
    const other = await post(
      '/api/payment/create',
      { ...request, payment_method: 'wechat' },
      headers,
    )
    expect(other).toMatchObject({ status: 409, body: { message: expect.any(String) } })
    await post(`/api/payment/${one.body.payment_id}/cancel`, {})
  })

  it('a key used for another content is a conflict at the door of the screens too', async () => {
    const phone = await guestAt(testDeps(database, clock), place.store.tables[1])
    const { code } = place.store.tables[1]
    const dishId = place.store.dishes.rice.id
    const add = { code, dishId, choices: [], quantity: 1, key: newToken() }
    await phone.call.ordering.addToCart(add)
    const { version, owedCents } = await phone.call.ordering.cart({ code })
    const request = { code, cartVersion: version, expectedCents: owedCents, key: newToken() }
    const headers = {
      Cookie: [...phone.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    }

    const one = await post('/api/trpc/ordering.place', request, headers)
    const same = await post('/api/trpc/ordering.place', request, headers)
    const another = { ...request, expectedCents: owedCents + 1 }
    const other = await post('/api/trpc/ordering.place', another, headers)

    expect([one.status, same]).toEqual([200, one])
    const refusal = { code: 'request.key-reused' }
    expect(other).toMatchObject({ status: 409, body: { error: { data: { refusal } } } })
  })

  it('a member is registered, found, quoted and redeemed by the spec’s names', async () => {
    const made = await post('/api/member/register', { phone: '13800138000', name: '张三' })
    expect(made.body).toMatchObject({
      name: '张三',
      level: 1,
      level_name: '普通会员',
      points: 0,
      discount: 1,
    })
    expect(JSON.stringify(made.body)).not.toContain('13800138000')
    const id = made.body.id
    expect((await get('/api/member/phone/13800138000')).body.id).toBe(id)
    expect((await get(`/api/member/${id}`)).body.id).toBe(id)
    expect((await get(`/api/member/${id}/points-logs?skip=0&limit=20`)).body).toEqual([])
    expect((await get('/api/member/levels')).body[1]).toEqual({
      level: 2,
      level_name: '银卡会员',
      min_points: 1000,
      discount: 0.95,
    })
    expect(
      (await post('/api/member/apply-discount', { member_id: id, order_amount: 100 })).body,
    ).toEqual({
      member_id: id,
      original_amount: 100,
      discount_amount: 0,
      final_amount: 100,
      discount_rate: 1,
    })
    const poor = await post('/api/member/redeem', { member_id: id, points: 10, reason: '测试' })
    expect(poor.status).toBe(409)
  })

  it('the seven reports answer at the spec’s paths', async () => {
    const query = `store_id=${place.store.id}&period=today`
    const paths = [
      'revenue-summary',
      'payment-methods',
      'menu-item-sales',
      'hourly-sales',
      'order-status',
      'top-orders',
    ]
    for (const path of paths) {
      const { status } = await get(`/api/analytics/${path}?${query}`)
      expect([path, status]).toEqual([path, 200])
    }
    const daily = await get(`/api/analytics/daily-revenue?store_id=${place.store.id}&days=7`)
    expect(daily.body).toHaveLength(7)
    expect((await get(`/api/analytics/revenue-summary?${query}`)).body).toMatchObject({
      period: 'today',
      start_date: '2026-11-20',
      end_date: '2026-11-20',
    })
  })

  it('is described by a document with every path', async () => {
    const { body } = await get('/api/openapi.json', {})
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/payment/create',
        '/api/member/{member_id}',
        '/api/analytics/top-orders',
      ]),
    )
  })
})

describe('nobody is let in', () => {
  it.each([
    ['nobody', {}],
    ['a wrong key', { Authorization: 'Bearer nonsense' }],
  ])('%s gets 401 and a sentence', async (_, headers) => {
    const answer = await get(`/api/analytics/revenue-summary?store_id=${place.store.id}`, headers)
    expect(answer).toMatchObject({ status: 401, body: { message: '请先登录。' } })
  })

  it('a key speaks for its own store only', async () => {
    const { status } = await get(`/api/analytics/revenue-summary?store_id=${place.otherStore.id}`)
    expect(status).toBe(403)
  })

  it('a page of another site can do nothing with the person’s cookies', async () => {
    const cookie = `staff=${place.store.staff.manager.token}`
    const foreign: Record<string, string>[] = [
      { Cookie: cookie, Origin: 'https://evil.example' },
      { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' },
    ]
    for (const headers of foreign) {
      const answer = await post('/api/trpc/access.signOut', {}, headers)
      expect(answer.status).toBe(403)
    }
    const form = await fetch(`${base}/api/trpc/access.signOut`, {
      method: 'POST',
      headers: { Cookie: cookie },
      body: new FormData(),
    })
    expect(form.status).toBe(400)
    const session = await database.db.staffSession.findFirstOrThrow({
      where: { staffId: place.store.staff.manager.id },
    })
    expect(session.endedAt).toBeNull()
  })
})

describe('behind a proxy', () => {
  const pages = {
    handle: async (req: IncomingMessage, res: ServerResponse) => {
      res.end(JSON.stringify(req.headers))
    },
    isDev: false,
    upgradeFor: () => null,
    close: async () => {},
  }
  const said = {
    'X-Forwarded-For': '198.51.100.1, 203.0.113.9',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'order.example',
    Forwarded: 'for=192.0.2.1',
  }
  let proxied: Server
  const askedOf = async (deps: Deps) => {
    proxied = createServer(openDoors(deps, pages, '/nowhere', makeReconciler(deps)))
    await new Promise<void>((done) => proxied.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(proxied.address() as AddressInfo).port}`
  }
  afterEach(() => new Promise((done) => proxied.close(done)))

  it('pages, which see headers only, are told what is believed and nothing else', async () => {
    const deps = testDeps(database, clock)
    const direct = await askedOf(deps)
    expect(await (await fetch(direct, { headers: said })).json()).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': direct.replace('http://', ''),
    })
    deps.proxies = readEnv({ TRUSTED_PROXIES: 'loopback' }).TRUSTED_PROXIES
    const seen = await (await fetch(direct, { headers: said })).json()
    expect(seen).toMatchObject({
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'order.example',
    })
    expect(seen).not.toHaveProperty('forwarded')
  })

  it('cookies are for TLS only, and the own host is the public one, on a trusted word', async () => {
    const deps = testDeps(database, clock)
    const base = await askedOf(deps)
    const headers = { ...said, Origin: 'https://order.example', 'Content-Type': 'application/json' }
    const signOut = () =>
      fetch(`${base}/api/trpc/access.signOut`, { method: 'POST', headers, body: '{}' })

    expect((await signOut()).status).toBe(403)
    deps.proxies = readEnv({ TRUSTED_PROXIES: '1' }).TRUSTED_PROXIES
    const answer = await signOut()
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure$/)
  })

  it('pages at PUBLIC_URL are our own, also behind a proxy that tells us nothing', async () => {
    const deps = { ...testDeps(database, clock), publicUrl: 'https://order.example' }
    const base = await askedOf(deps)
    const headers = { Origin: 'https://order.example', 'Content-Type': 'application/json' }
    const url = `${base}/api/trpc/access.signOut`
    expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(200)
  })
})

describe('bad input', () => {
  const nasty: [string, unknown][] = [
    ['not JSON', '{"a":'],
    ['an array for an object', []],
    ['a negative id', { order_id: -1, payment_method: 'wechat' }],
    ['a fraction', { order_id: 1.5, payment_method: 'wechat' }],
    ['a huge number', { order_id: 2 ** 53, payment_method: 'wechat' }],
    ['another type', { order_id: '1; DROP TABLE payment', payment_method: 'wechat' }],
    ['an unknown method', { order_id: 1, payment_method: 'bitcoin' }],
    ['a zero byte in text', { order_id: 1, payment_method: 'cash', customer_phone: '\u0000' }],
    ['a prototype', '{"__proto__":{"order_id":1},"payment_method":"cash"}'],
  ]
  it.each(nasty)('%s gets a sentence and changes nothing', async (_, body) => {
    const before = await database.db.payment.count()
    const answer = await post('/api/payment/create', body)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.body.message).toMatch(/[\u4e00-\u9fff]/)
    expect(JSON.stringify(answer.body)).not.toMatch(/at .*\.ts|prisma|zod/i)
    expect(await database.db.payment.count()).toBe(before)
  })

  it('speaks the person’s language', async () => {
    const { body } = await get('/api/member/999999', { ...withKey(), 'Accept-Language': 'en' })
    expect(body.message).toBe('We could not find this member.')
  })

  it('a callback without a signature is refused and recorded', async () => {
    const answer = await post(
      '/api/payment/callback',
      { payment_id: 1, transaction_id: 'X', success: true },
      {},
    )
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(
      await database.db.providerCallback.count({ where: { verdict: 'refused' } }),
    ).toBeGreaterThan(0)
  })
})
