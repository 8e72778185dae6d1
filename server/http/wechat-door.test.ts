// Paying inside WeChat over real HTTP, against a stand-in of WeChat's sign-in, order and payment
// sheet: one order for who signed in, believed only by WeChat's own word; whatever goes wrong on
// the way leaves another way to pay, and no openid anywhere.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Formatter, Rsa } from 'wechatpay-axios-plugin'
import { payInsideWechatPath } from '@/domain/paths'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
import { paidThrough } from '@/testing/platforms/paid-through'
import { type WechatStandIn, wechatStandIn } from '@/testing/platforms/wechat'
import {
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { readEnv } from '../env'
import { checkInvariants } from '../invariants'
import { makeReconciler } from '../kitchen/reconcile'
import { sweepPayments } from '../payment/sweep-payments'
import { takeCallback } from '../payment/take-callback'
import { openDoors } from './doors'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
const WECHAT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50(0x1800322b) NetType/WIFI Language/zh_CN'
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1'
const EXCHANGE = 'GET /sns/oauth2/access_token'
const ORDER = 'POST /v3/pay/transactions/jsapi'

const pages = {
  handle: async (_: unknown, res: { end: (text: string) => void }) => res.end('a page'),
  isDev: false,
  upgradeFor: () => null,
  close: async () => {},
}

let database: TestDatabase
let place: Restaurant
let party: Party
let standIn: WechatStandIn
let deps: Deps
let accountId: number
let server: Server
let own: string
let phone: Person
let log: string

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  log = ''
  place = await makeRestaurant(database.db, clock)
  standIn = await wechatStandIn(() => clock.now, 'public-key', true)
  const paid = await paidThrough(standIn, database, clock, place.store)
  accountId = paid.accountId
  deps = {
    ...paid.deps,
    log: pino({ level: 'trace' }, { write: (line: string) => (log += line) }),
  }
  const doors = openDoors(deps, pages, '/nowhere', makeReconciler(deps))
  server = createServer((req, res) => void doors(req, res))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  deps.publicUrl = own
  party = await openBill(deps, place.store, place.store.tables[0])
  phone = person(deps, party.phone.cookies, { 'user-agent': WECHAT })
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  await standIn.stop()
  const kept = await everything()
  expect(kept).not.toContain(standIn.openid)
  expect(log).not.toContain(standIn.openid)
  expect(log).not.toContain(standIn.secrets.APP_SECRET)
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

/** All that is kept, of everything. */
async function everything(): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  )
  const kept: unknown[] = []
  for (const { name } of rows) {
    kept.push((await database.pool.query(`SELECT to_jsonb(t) FROM "${name}" t`)).rows)
  }
  return JSON.stringify(kept)
}

async function start(who: Person = phone) {
  const { table, orderId } = party
  const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
  const { id, payUrl } = await who.call.payment.create(request)
  const row = () => database.db.payment.findUniqueOrThrow({ where: { id } })
  const { token } = await row()
  return { id, payUrl: payUrl ?? '', token, row }
}

/** Where a browser is sent from there. */
async function sentTo(address: string, userAgent = WECHAT): Promise<string> {
  const headers = { 'user-agent': userAgent }
  const answer = await fetch(new URL(address, own), { headers, redirect: 'manual' })
  expect(answer.status).toBe(302)
  return answer.headers.get('location') ?? ''
}

/** To WeChat's sign-in. @returns the address that it sends the browser back to */
async function signedIn(payUrl: string): Promise<string> {
  const signIn = await sentTo(payUrl)
  expect(signIn).toMatch(/#wechat_redirect$/)
  expect(new URL(signIn).origin).toBe(standIn.url)
  return sentTo(signIn)
}

/** All the way to our pay page. */
async function ready() {
  const payment = await start()
  const page = payInsideWechatPath(payment.token)
  expect(await sentTo(await signedIn(payment.payUrl))).toBe(page)
  return payment
}

const asks = (request: string) => standIn.requests.filter((each) => each === request).length

describe('a guest inside WeChat', () => {
  it('signs in, is given a signed request, pays, and the bill is settled by WeChat’s word', async () => {
    const { payUrl, token, row } = await start()
    expect(payUrl).toBe(`/api/payment/wechat/${token}`)
    const { payPage, wechatPage, requestInWechat } = phone.call.payment
    expect(await wechatPage({ token })).toMatchObject({ isReady: false, state: 'pending' })
    expect((await refusalOf(requestInWechat({ token }))).code).toBe('thing.not-found')
    expect((await refusalOf(payPage({ token }))).code).toBe('thing.not-found')

    expect(await sentTo(await signedIn(payUrl))).toBe(payInsideWechatPath(token))
    expect(await wechatPage({ token })).toMatchObject({ isReady: true, amountCents: 3_000 })
    const request = await requestInWechat({ token })
    expect(standIn.pay(request)).toBe('get_brand_wcpay_request:ok')
    expect((await row()).state).toBe('pending')

    const word = standIn.callback(token)
    expect(await takeCallback(deps, 'wechat', word, accountId)).toMatchObject({ status: 204 })
    expect(await row()).toMatchObject({ state: 'succeeded', amountCents: 3_000 })
    expect((await wechatPage({ token })).state).toBe('succeeded')
    expect((await refusalOf(requestInWechat({ token }))).code).toBe('payment.final')
    expect(await sentTo(payUrl)).toBe(payInsideWechatPath(token))
  })

  it('gets a request whose signature another implementation finds right, fresh for every tap', async () => {
    const { token } = await ready()
    const { requestInWechat } = phone.call.payment
    const [one, two] = [await requestInWechat({ token }), await requestInWechat({ token })]
    for (const request of [one, two]) {
      const { appId, timeStamp, nonceStr, package: wanted, signType, paySign } = request
      expect({ appId, timeStamp, signType }).toEqual({
        appId: standIn.settings.appId,
        timeStamp: String(NOON.getTime() / 1000),
        signType: 'RSA',
      })
      const text = Formatter.joinedByLineFeed(appId, timeStamp, nonceStr, wanted)
      expect(Rsa.verify(text, paySign, standIn.merchantKeys.publicKey)).toBe(true)
    }
    expect(one.nonceStr).not.toBe(two.nonceStr)
    expect(one.package).toBe(two.package)
  })

  it('is not believed when the phone alone says that it paid; WeChat is asked, and not all the time', async () => {
    const { token, row } = await ready()
    const { askWechat, requestInWechat } = phone.call.payment
    const before = standIn.requests.length
    for (let times = 0; times < 5; times += 1) {
      expect((await askWechat({ token })).state).toBe('pending')
    }
    expect(standIn.requests.slice(before)).toEqual([
      `GET /v3/pay/transactions/out-trade-no/${token}`,
    ])

    standIn.pay(await requestInWechat({ token }))
    clock.now = new Date(NOON.getTime() + 3_000)
    expect((await askWechat({ token })).state).toBe('succeeded')
    expect((await row()).state).toBe('succeeded')
  })

  it('can try again after cancelling, with the same order; and only who signed in can pay it', async () => {
    const { token, payUrl } = await ready()
    const { requestInWechat } = phone.call.payment
    await requestInWechat({ token })
    expect(await sentTo(payUrl)).toBe(payInsideWechatPath(token))
    const { openid } = standIn
    standIn.openid = 'oSomebodyElse000000000000000'
    expect(standIn.pay(await requestInWechat({ token }))).toBe('get_brand_wcpay_request:fail')
    standIn.openid = openid
    expect(standIn.pay(await requestInWechat({ token }))).toBe('get_brand_wcpay_request:ok')
    expect(asks(ORDER)).toBe(1)
  })

  it('opens one order when WeChat’s browser comes back twice with one code, also at once', async () => {
    const { payUrl, token } = await start()
    const back = await signedIn(payUrl)
    const pages = await Promise.all([sentTo(back), sentTo(back), sentTo(back)])
    expect(pages).toEqual(pages.map(() => payInsideWechatPath(token)))
    expect(await sentTo(back)).toBe(payInsideWechatPath(token))
    expect(asks(ORDER)).toBe(1)
    expect(asks('POST /v3/pay/transactions/h5')).toBe(0)
    expect(standIn.pay(await phone.call.payment.requestInWechat({ token }))).toMatch(/:ok$/)
  })

  it('is closed at WeChat when the time is over, whether an order was opened or not', async () => {
    const { row } = await start()
    clock.now = new Date(NOON.getTime() + 16 * 60_000)
    await sweepPayments(deps)
    expect((await row()).state).toBe('expired')

    clock.now = NOON
    const { token, payUrl, row: other } = await ready()
    clock.now = new Date(NOON.getTime() + 16 * 60_000)
    const { requestInWechat } = phone.call.payment
    expect((await refusalOf(requestInWechat({ token }))).code).toBe('payment.expired')
    await sweepPayments(deps)
    expect((await other()).state).toBe('expired')
    expect(standIn.tradeOf(token).state).toBe('closed')
    const before = standIn.requests.length
    expect(await sentTo(payUrl)).toBe(payInsideWechatPath(token))
    expect(standIn.requests).toHaveLength(before)
  })
})

describe('the state that goes to WeChat and back', () => {
  it.each<[string, (state: string, other: string) => string]>([
    ['is gone', () => ''],
    ['was altered', (state) => state.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['was made for another payment', (_, other) => other],
    ['lives longer than it may', (state) => `ffffffff${state.slice(8)}`],
    ['is nonsense', () => '__proto__'],
    ['is too long', (state) => state.repeat(20)],
  ])('that %s opens nothing and sends the phone to sign in again', async (_name, change) => {
    const { payUrl, row } = await start()
    const other = new URL(await sentTo(payUrl)).searchParams.get('state') ?? ''
    const back = new URL(await signedIn(payUrl))
    const cancel = { code: party.table.code, paymentId: (await row()).id }
    await phone.call.payment.cancel(cancel)
    const next = await start()
    const code = back.searchParams.get('code') ?? ''
    const mine = new URL(await sentTo(next.payUrl)).searchParams.get('state') ?? ''
    const query = new URLSearchParams({ code, state: change(mine, other) })

    const sent = await sentTo(`${next.payUrl}?${query}`)

    expect(sent).toMatch(/\/connect\/oauth2\/authorize\?/)
    expect(asks(EXCHANGE)).toBe(0)
    expect(await next.row()).toMatchObject({ providerRef: null, payUrl: next.payUrl })
  })

  it('is good for five minutes', async () => {
    const { payUrl, token } = await start()
    const back = await signedIn(payUrl)
    clock.now = new Date(NOON.getTime() + 301_000)
    expect(await sentTo(back)).toMatch(/\/connect\/oauth2\/authorize\?/)
    expect(asks(EXCHANGE)).toBe(0)
    clock.now = new Date(NOON.getTime() + 299_000)
    expect(await sentTo(back)).toBe(payInsideWechatPath(token))
  })
})

describe('without WeChat’s sign-in', () => {
  const H5 = /^https:\/\/wx\.tenpay\.com\//

  it('a guest in another browser, staff, and an account without its own official account pay as before', async () => {
    const safari = person(deps, party.phone.cookies, { 'user-agent': SAFARI })
    const { payUrl, id } = await start(safari)
    expect(payUrl).toMatch(H5)
    await safari.call.payment.cancel({ code: party.table.code, paymentId: id })

    const { isOfficialAccount: _, ...settings } = standIn.settings
    const where = { id: accountId }
    await database.db.paymentAccount.update({ where, data: { settings } })
    const plain = await start()
    expect(plain.payUrl).toMatch(H5)
    await phone.call.payment.cancel({ code: party.table.code, paymentId: plain.id })

    await database.db.paymentAccount.update({ where, data: { settings: standIn.settings } })
    const cashier = staffPerson(deps, place.store, 'cashier')
    const { orderId } = party
    const request = { storeId: place.store.id, orderId, method: 'wechat' as const, key: newKey() }
    expect((await cashier.call.payment.createForStaff(request)).payUrl).toMatch(/^weixin:\/\//)
    expect(asks(EXCHANGE)).toBe(0)
  })

  it('the app secret gone, a guest inside WeChat pays as before', async () => {
    const { secretNamed } = deps
    const keyless = {
      ...deps,
      secretNamed: (name: string) => (/APP_SECRET/.test(name) ? undefined : secretNamed(name)),
    }
    const guest = person(keyless, party.phone.cookies, { 'user-agent': WECHAT })
    expect((await start(guest)).payUrl).toMatch(H5)
  })

  it.each([
    ['who nobody vouches for', undefined, '127.0.0.1'],
    ['who comes through our proxy', 'loopback', '203.0.113.9'],
  ])('WeChat is told the own address of a payer %s', async (_who, trusted, address) => {
    deps.proxies = readEnv({ TRUSTED_PROXIES: trusted }).TRUSTED_PROXIES
    const { payUrl } = await start()
    const headers = { 'user-agent': SAFARI, 'x-forwarded-for': '198.51.100.1, 203.0.113.9' }
    await fetch(new URL(payUrl, own), { headers, redirect: 'manual' })
    expect(standIn.payerAddress).toBe(address)
  })

  it('the link opened in another browser leads to WeChat’s page for it, and stays there', async () => {
    const { payUrl, token, row } = await start()
    const h5 = await sentTo(payUrl, SAFARI)
    expect(h5).toMatch(H5)
    expect((await row()).payUrl).toBe(h5)
    expect(await sentTo(payUrl)).toBe(h5)
    expect((await phone.call.payment.wechatPage({ token })).isReady).toBe(false)
  })

  it.each<[string, (back: URL) => void]>([
    ['does not know the code', (back) => back.searchParams.set('code', 'f'.repeat(32))],
    [
      'breaks down',
      () => {
        standIn.misbehaves = 'broken'
      },
    ],
  ])(
    'a sign-in that %s leads to WeChat’s other page as soon as it can be opened',
    async (_name, spoil) => {
      const { payUrl, row } = await start()
      const back = new URL(await signedIn(payUrl))
      spoil(back)
      const first = await sentTo(back.href)
      standIn.misbehaves = null
      const sent = H5.test(first) ? first : await sentTo(payUrl, SAFARI)
      expect(sent).toMatch(H5)
      expect(await row()).toMatchObject({ providerRef: null, payUrl: sent, state: 'pending' })
      expect(asks(ORDER)).toBe(0)
    },
  )

  it('WeChat not answering the order, the page says so and the next visit opens it', async () => {
    const { payUrl, token } = await start()
    const back = await signedIn(payUrl)
    standIn.misbehaves = 'forged'
    expect(await sentTo(back)).toBe(payInsideWechatPath(token))
    expect((await phone.call.payment.wechatPage({ token })).isReady).toBe(false)
    standIn.misbehaves = null
    expect(await sentTo(await signedIn(payUrl))).toBe(payInsideWechatPath(token))
    expect((await phone.call.payment.wechatPage({ token })).isReady).toBe(true)
  })
})

describe('the door', () => {
  it('knows no other payments, methods or addresses', async () => {
    const { payUrl } = await start()
    const before = standIn.requests.length
    const no = async (path: string, method = 'GET') => {
      const headers = { 'user-agent': WECHAT }
      const answer = await fetch(new URL(path, own), { method, headers, redirect: 'manual' })
      return answer.status
    }
    expect(await no(payUrl, 'POST')).toBe(405)
    expect(await no('/api/payment/wechat/../callback')).toBe(405)
    expect(await no('/api/payment/wechat/%00')).toBe(400)
    for (const path of ['', 'x', `${'A'.repeat(22)}/x`]) {
      expect([path, await no(`/api/payment/wechat/${path}`)]).toEqual([path, 404])
    }
    const nobodys = 'A'.repeat(22)
    expect(await sentTo(`/api/payment/wechat/${nobodys}`)).toBe(payInsideWechatPath(nobodys))
    expect((await refusalOf(phone.call.payment.wechatPage({ token: nobodys }))).code).toBe(
      'thing.not-found',
    )
    expect(standIn.requests).toHaveLength(before)
  })
})

describe('a manager', () => {
  it('learns by a test whether WeChat knows the app secret', async () => {
    const { accounts } = staffPerson(deps, place.store, 'manager').call.platforms
    const request = { storeId: place.store.id, accountId }
    await accounts.test(request)
    const [view] = await accounts.read({ storeId: place.store.id })
    const secret = { name: 'TEST_MAIN_APP_SECRET', isPresent: true }
    expect(view?.secrets).toContainEqual(secret)
    expect(view?.payDirectory).toBe(`${own}/pay/wechat/`)

    const { secretNamed } = deps
    const wrong = {
      ...deps,
      secretNamed: (name: string) => (/APP_SECRET/.test(name) ? 'a'.repeat(32) : secretNamed(name)),
    }
    const other = staffPerson(wrong, place.store, 'manager').call.platforms.accounts
    const refusal = await refusalOf(other.test(request))
    expect(refusal).toMatchObject({
      code: 'provider.refused',
      details: { reason: 'errcode 40125' },
    })
  })
})
