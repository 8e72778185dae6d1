// The real platforms' adapters against stand-ins that speak their protocols: paid once, found when
// unheard, given back; and nothing that is forged, altered, old or somebody else's is believed,
// changes anything, or makes us ask anybody.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
import { alipayStandIn } from '@/testing/platforms/alipay'
import type { PlatformStandIn } from '@/testing/platforms/loopback'
import { paidThrough, urlsOf } from '@/testing/platforms/paid-through'
import { stripeStandIn } from '@/testing/platforms/stripe'
import { type WechatStandIn, wechatStandIn } from '@/testing/platforms/wechat'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import { newToken } from '../../access/tokens'
import type { Deps } from '../../deps'
import { checkInvariants } from '../../invariants'
import { askPayment } from '../../payment/ask-payment'
import { sweepPayments } from '../../payment/sweep-payments'
import { takeCallback } from '../../payment/take-callback'
import { carryRefund } from '../../refunds/carry-refund'
import type { RawCallback } from './provider'
import { providerNamed } from './registry'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  place = await makeRestaurant(database.db, clock)
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

function later(minutes: number) {
  clock.now = new Date(clock.now.getTime() + minutes * 60_000)
}

const PLATFORMS: [string, () => Promise<PlatformStandIn>][] = [
  ['wechat, by its public key', () => wechatStandIn(() => clock.now, 'public-key')],
  ['wechat, by its certificates', () => wechatStandIn(() => clock.now, 'certificates')],
  ['wechat, with an official account', () => wechatStandIn(() => clock.now, 'public-key', true)],
  ['alipay', () => alipayStandIn(() => clock.now)],
  ['stripe', () => stripeStandIn(() => clock.now)],
]

describe.each(PLATFORMS)('%s', (name, open) => {
  let standIn: PlatformStandIn
  let deps: Deps
  let accountId: number
  let party: Party

  beforeEach(async () => {
    standIn = await open()
    ;({ deps, accountId } = await paidThrough(standIn, database, clock, place.store))
    party = await openBill(deps, place.store, place.store.tables[0])
  })
  afterEach(() => standIn.stop())

  const deliver = (raw: RawCallback) => takeCallback(deps, standIn.provider, raw, accountId)
  const heard = () => database.db.providerCallback.findMany({ orderBy: { id: 'desc' }, take: 1 })
  const orderNow = () => database.db.order.findUniqueOrThrow({ where: { id: party.orderId } })

  /** Staff show a code, so that the trade is at the platform for certain. */
  async function start() {
    const cashier = staffPerson(deps, place.store, 'cashier')
    const { method } = standIn
    const request = { storeId: place.store.id, orderId: party.orderId, method, key: newKey() }
    const payment = await cashier.call.payment.createForStaff(request)
    const row = await database.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    return { ...payment, token: row.token }
  }
  const pay = (token: string) => {
    standIn.tradeOf(token).state = 'paid'
  }

  it('opens a payment, is called back, and settles the bill; the same word again changes nothing', async () => {
    const payment = await start()
    expect(payment.payUrl).toMatch(/^(weixin|https):\/\//)
    pay(payment.token)

    const callback = standIn.callback(payment.token)
    const answer = await deliver(callback)

    expect(answer).toMatchObject(standIn.provider === 'wechat' ? { status: 204 } : { status: 200 })
    const { transactionId } = standIn.tradeOf(payment.token)
    const paid = await database.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    expect(paid).toMatchObject({ state: 'succeeded', transactionId, accountId })
    expect((await orderNow()).settledAt).not.toBeNull()
    expect(await deliver(callback)).toEqual(answer)
    expect(await heard()).toMatchObject([{ verdict: 'repeated' }])
    expect(await database.db.payment.count({ where: { orderId: party.orderId } })).toBe(1)
  })

  it('gives a guest’s own phone a door, and the same one again when the answer was lost', async () => {
    const { phone, table, orderId } = party
    const request = { code: table.code, orderId, method: standIn.method, key: newKey() }
    standIn.misbehaves = 'no-answer'
    const first = await phone.call.payment.create(request).catch((error) => error)
    standIn.misbehaves = null

    const again = await phone.call.payment.create(request)
    expect(again.payUrl).toMatch(standIn.provider === 'alipay' ? /wap\.pay/ : /^https:\/\//)
    expect((await phone.call.payment.create(request)).payUrl).toBe(again.payUrl)
    if (standIn.provider !== 'alipay') expect(first.cause?.code).toBe('provider.unreachable')
    expect(await database.db.payment.count({ where: { orderId } })).toBe(1)
  })

  it('finds by asking what was not called back', async () => {
    const payment = await start()
    await askPayment(deps, payment.id)
    expect((await orderNow()).settledAt).toBeNull()

    pay(payment.token)
    await askPayment(deps, payment.id)
    expect((await orderNow()).settledAt).not.toBeNull()
  })

  it('closes at the platform what ran out of time', async () => {
    const payment = await start()
    later(16)
    await sweepPayments(deps)

    expect(standIn.tradeOf(payment.token).state).toBe('closed')
    const row = await database.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    expect(row.state).toBe('expired')
  })

  it('counts what was paid in the moment of closing', async () => {
    const payment = await start()
    pay(payment.token)
    const cashier = staffPerson(deps, place.store, 'cashier')
    const cancel = { storeId: place.store.id, paymentId: payment.id }

    const refusal = await refusalOf(cashier.call.payment.cancelForStaff(cancel))

    expect(refusal).toMatchObject({ code: 'payment.final', details: { state: 'succeeded' } })
    expect((await orderNow()).settledAt).not.toBeNull()
  })

  it('gives money back once, however often it is asked to', async () => {
    const payment = await start()
    pay(payment.token)
    await deliver(standIn.callback(payment.token))
    const refund = await database.db.refund.create({
      data: {
        storeId: place.store.id,
        orderId: party.orderId,
        paymentId: payment.id,
        amountCents: 100,
        reason: '少了 100% 的辣',
        idempotencyKey: newKey(),
        createdAt: clock.now,
      },
    })

    for (let times = 0; times < 3; times += 1) await carryRefund(deps, refund.id)

    const done = await database.db.refund.findUniqueOrThrow({ where: { id: refund.id } })
    expect(done.state).toBe('succeeded')
    expect([...standIn.tradeOf(payment.token).refunds.values()]).toEqual([100])
  })

  it.each([
    '老王 & 小李/茶=餐厅',
    '👨‍👩‍👧‍👦 & 👍🏽 = /',
    '辣'.repeat(300),
    `${'a'.repeat(126)}👨‍👩‍👧`,
    'two\nlines\tand a \u202etrick',
  ])('is sent what it takes, whatever a store is called and a reason says: %j', async (text) => {
    const { id: storeId } = place.store
    await database.db.store.update({ where: { id: storeId }, data: { name: text } })
    const payment = await start()
    pay(payment.token)
    await deliver(standIn.callback(payment.token))
    const { orderId } = party
    const data = { storeId, orderId, paymentId: payment.id, amountCents: 100, reason: text }
    const rows = { ...data, idempotencyKey: newKey(), createdAt: clock.now }
    const refund = await database.db.refund.create({ data: rows })
    for (let times = 0; times < 2; times += 1) await carryRefund(deps, refund.id)
    const done = await database.db.refund.findUniqueOrThrow({ where: { id: refund.id } })
    expect(done.state).toBe('succeeded')
  })

  it('says of a payment what its platform knows: nothing, open, paid, and closed', async () => {
    const payment = await start()
    const own = providerNamed(standIn.provider)
    const row = await database.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    const stranger = { ...row, token: newToken(), providerRef: null }
    expect(await own.query(deps, stranger)).toEqual({ state: 'unknown' })
    expect(await own.close(deps, stranger)).toEqual({ state: 'unknown' })
    expect(await own.query(deps, row)).toEqual({ state: 'open' })

    pay(payment.token)
    const { transactionId } = standIn.tradeOf(payment.token)
    const { token, amountCents, currency } = row
    const { merchant } = standIn
    const notice = { token, merchant, isPaid: true, transactionId, amountCents, currency }
    expect(await own.query(deps, row)).toEqual({ state: 'decided', notice })
    expect(await own.close(deps, row)).toEqual({ state: 'decided', notice })

    standIn.tradeOf(payment.token).state = 'closed'
    expect(await own.query(deps, row)).toEqual({ state: 'closed' })
    expect(await own.close(deps, row)).toEqual({ state: 'closed' })
  })

  it.each([1, -1])('counts nothing of an answer that says %i 分 more was paid', async (more) => {
    const payment = await start()
    pay(payment.token)
    standIn.tradeOf(payment.token).amountCents += more

    const { verdict } = await askPayment(deps, payment.id)

    expect(verdict).toBe('refused')
    expect(await heard()).toMatchObject([{ verdict: 'refused', reason: 'amount' }])
    expect(await orderNow()).toMatchObject({ paidCents: 0, settledAt: null })
    standIn.tradeOf(payment.token).amountCents -= more
    await askPayment(deps, payment.id)
    expect((await orderNow()).settledAt).not.toBeNull()
  })

  it('tells of a refund whose answer was lost, or that was under way, without sending it twice', async () => {
    const { id } = await start()
    const own = providerNamed(standIn.provider)
    const unpaid = await database.db.payment.findUniqueOrThrow({ where: { id } })
    pay(unpaid.token)
    await deliver(standIn.callback(unpaid.token))
    const row = await database.db.payment.findUniqueOrThrow({ where: { id } })
    const refund = { id: 7, amountCents: 100, reason: '', refusals: 0 }
    standIn.misbehaves = 'no-answer'
    expect((await refusalOf(own.refund(deps, row, refund))).code).toBe('provider.unreachable')
    standIn.misbehaves = null

    const answers = []
    for (let times = 0; times < 3; times += 1) answers.push(await own.refund(deps, row, refund))

    const [first, second, third] = answers
    expect(['pending', 'succeeded']).toContain(first?.state)
    expect(second).toEqual({ state: 'succeeded', providerRef: first?.providerRef })
    expect(third).toEqual(second)
    expect([...standIn.tradeOf(row.token).refunds.values()]).toEqual([100])
    const other = own.refund(deps, row, { ...refund, amountCents: 101 })
    expect(
      await other.then(
        ({ state }) => state,
        () => 'refused',
      ),
    ).not.toBe('succeeded')
    expect([...standIn.tradeOf(row.token).refunds.values()]).toEqual([100])
  })

  // Alipay signs no instant that its repeats would not have as well.
  if (name !== 'alipay') {
    it.each([
      [-300, true],
      [300, true],
      [-301, false],
      [301, false],
    ])('a word %i s off our clock is believed: %s', async (seconds, isBelieved) => {
      const payment = await start()
      pay(payment.token)
      const at = new Date(clock.now.getTime() + seconds * 1000)
      await deliver(standIn.callback(payment.token, {}, { at }))
      expect((await orderNow()).settledAt !== null).toBe(isBelieved)
    })
  }

  // Stripe signs no answers; TLS vouches for them.
  if (name !== 'stripe') {
    it('is not believed when its answers are not signed by it', async () => {
      const payment = await start()
      pay(payment.token)
      standIn.misbehaves = 'forged'
      const { code } = await refusalOf(askPayment(deps, payment.id))
      expect(code).toBe('provider.unreachable')
      expect((await orderNow()).settledAt).toBeNull()
    })
  }

  it.each(['no-answer', 'broken'] as const)('changes nothing when it gives %s', async (how) => {
    const payment = await start()
    standIn.misbehaves = how
    const { code } = await refusalOf(askPayment(deps, payment.id))
    expect(code).toBe('provider.unreachable')
    const row = await database.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    expect(row.state).toBe('pending')
  })

  it('believes none of at least 40 forgeries, records each, and asks nobody about them', async () => {
    const payment = await start()
    pay(payment.token)
    const forgeries = standIn.forgeries(payment.token)
    expect(forgeries.length).toBeGreaterThanOrEqual(40)
    const asked = standIn.requests.length
    const before = await database.db.providerCallback.count()

    const wrong: unknown[] = []
    for (const [name, raw] of forgeries) {
      const answer = await deliver(raw)
      const [record] = await heard()
      const isNo = standIn.provider === 'alipay' ? answer.body === 'failure' : answer.status >= 400
      if (!isNo || record?.verdict !== 'refused') wrong.push([name, answer, record?.reason])
    }

    expect(wrong).toEqual([])
    expect(standIn.requests.length).toBe(asked)
    expect(await database.db.providerCallback.count()).toBe(before + forgeries.length)
    const row = await database.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    expect(row).toMatchObject({ state: 'pending', version: 1 })
    expect((await orderNow()).paidCents).toBe(0)
    // And the true word is still believed after all of them.
    await deliver(standIn.callback(payment.token))
    expect((await orderNow()).settledAt).not.toBeNull()
  })

  it('believes a true word at another account’s address as little as at none', async () => {
    const payment = await start()
    pay(payment.token)
    const word = standIn.callback(payment.token)
    await takeCallback(deps, standIn.provider, word, null)
    expect(await heard()).toMatchObject([{ verdict: 'refused', reason: 'account' }])
    const twin = await database.db.paymentAccount.findUniqueOrThrow({ where: { id: accountId } })
    const { id: _id, ...facts } = twin
    const other = await database.db.paymentAccount.create({
      data: { ...facts, settings: standIn.settings, storeId: place.otherStore.id },
    })
    await takeCallback(deps, standIn.provider, word, other.id)
    expect(await heard()).toMatchObject([{ verdict: 'refused', reason: 'account' }])
  })

  it('lets the table pay another way when its keys are missing', async () => {
    const { orderId } = party
    const keyless: Deps = { ...deps, secretNamed: () => undefined }
    const cashier = staffPerson(keyless, place.store, 'cashier')
    const request = { storeId: place.store.id, orderId, method: standIn.method, key: newKey() }

    const refusal = await refusalOf(cashier.call.payment.createForStaff(request))
    expect(refusal.code).toBe('provider.unreachable')
    await cashier.call.payment.takeCash({ storeId: place.store.id, orderId, key: newKey() })
    expect((await orderNow()).settledAt).not.toBeNull()
  })

  it('is used by the store that has the account, and by no other', async () => {
    const table = await addTable(deps, place.otherStore, 'B9')
    const other = await openBill(deps, place.otherStore, table)
    const request = {
      code: table.code,
      orderId: other.orderId,
      method: standIn.method,
      key: newKey(),
    }
    const payment = await other.phone.call.payment.create(request)
    expect(payment).toMatchObject({ provider: 'simulator' })
    expect(payment.payUrl).toMatch(/^\/pay\//)
  })
})

describe('a manager’s accounts', () => {
  it.each(PLATFORMS)('%s: written down, tried, switched on, and put away', async (_name, open) => {
    const standIn = await open()
    const { method, merchant, settings, provider } = standIn
    const secretName = `${provider.toUpperCase()}_MAIN`
    const secrets = new Map<string, string>()
    const deps: Deps = {
      ...testDeps(database, clock),
      platformUrls: urlsOf(standIn),
      secretNamed: (name) => secrets.get(name),
    }
    const { accounts } = staffPerson(deps, place.store, 'manager').call.platforms
    const storeId = place.store.id
    const request = { storeId, method, merchant, settings, secretName }

    const { accountId } = await accounts.save(request)
    expect((await accounts.save(request)).accountId).toBe(accountId)
    const on = { storeId, accountId, isEnabled: true }
    expect((await refusalOf(accounts.enable(on))).code).toBe('account.secret-missing')

    for (const [name, value] of Object.entries(standIn.secrets)) {
      secrets.set(`${secretName}_${name}`, value)
    }
    await accounts.test({ storeId, accountId })
    await accounts.enable(on)
    const [view] = await accounts.read({ storeId })
    expect(view).toMatchObject({ isEnabled: true, provider })
    expect(view?.secrets.every(({ isPresent }) => isPresent)).toBe(true)
    for (const value of secrets.values()) expect(JSON.stringify(view)).not.toContain(value)

    const foreign = staffPerson(deps, place.otherStore, 'owner').call.platforms.accounts
    const theirs = { storeId: place.otherStore.id, accountId }
    expect((await refusalOf(foreign.archive(theirs))).code).toBe('thing.not-found')
    await accounts.archive({ storeId, accountId })
    expect(await accounts.read({ storeId })).toEqual([])
    const entries = await database.db.auditEntry.findMany({ where: { subject: 'payment-account' } })
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account.saved', 'account.enabled', 'account.archived']),
    )
    await standIn.stop()
  })

  it('never take another platform’s secrets, nor settings that make no sense', async () => {
    const deps = testDeps(database, clock)
    const { accounts } = staffPerson(deps, place.store, 'manager').call.platforms
    const request = {
      storeId: place.store.id,
      method: 'credit_card' as const,
      merchant: 'acct_12345',
    }
    const named = { ...request, settings: { isLive: false }, secretName: 'WECHAT_MAIN' }
    expect((await refusalOf(accounts.save(named))).code).toBe('account.settings-invalid')
    const odd = { ...request, settings: { isLive: 'yes' }, secretName: 'STRIPE_MAIN' }
    expect((await refusalOf(accounts.save(odd))).details).toEqual({ field: 'isLive' })
  })
})

describe('wechat', () => {
  const LOOK = 'GET /v3/certificates'

  /** A payment at WeChat that was paid, and of which nobody has heard yet. */
  async function paidAt(standIn: WechatStandIn) {
    const { deps, accountId } = await paidThrough(standIn, database, clock, place.store)
    const party = await openBill(deps, place.store, place.store.tables[0])
    const cashier = staffPerson(deps, place.store, 'cashier')
    const { orderId } = party
    const request = { storeId: place.store.id, orderId, method: 'wechat' as const, key: newKey() }
    const { id } = await cashier.call.payment.createForStaff(request)
    const row = () => database.db.payment.findUniqueOrThrow({ where: { id } })
    const { token } = await row()
    standIn.tradeOf(token).state = 'paid'
    const looks = () => standIn.requests.filter((each) => each === LOOK).length
    const state = async () => (await row()).state
    return { deps, accountId, id, token, looks, state }
  }

  /** What takes callbacks, as a process that has just started has it: without any certificate. */
  async function restarted() {
    vi.resetModules()
    return import('../../payment/take-callback')
  }

  it('believes a true word right after a restart, by one look at its certificates', async () => {
    const standIn = await wechatStandIn(() => clock.now, 'certificates')
    const { deps, accountId, token, looks, state } = await paidAt(standIn)
    const before = looks()
    const fresh = await restarted()
    const word = standIn.callback(token)

    const answers = await Promise.all(
      [1, 2, 3].map(() => fresh.takeCallback(deps, 'wechat', word, accountId)),
    )

    expect(answers).toEqual(answers.map(() => ({ status: 204, body: '' })))
    expect(looks()).toBe(before + 1)
    expect(await state()).toBe('succeeded')
    await standIn.stop()
  })

  it('follows WeChat to a new certificate by the first word that it signs', async () => {
    const standIn = await wechatStandIn(() => clock.now, 'certificates')
    const { deps, accountId, token, looks, state } = await paidAt(standIn)
    later(2)
    standIn.rotate()
    const before = looks()

    const word = standIn.callback(token)
    expect(await takeCallback(deps, 'wechat', word, accountId)).toMatchObject({ status: 204 })

    expect(looks()).toBe(before + 1)
    expect(await state()).toBe('succeeded')
    await standIn.stop()
  })

  it('follows it by asking, too', async () => {
    const standIn = await wechatStandIn(() => clock.now, 'certificates')
    const { deps, id, state } = await paidAt(standIn)
    standIn.rotate()
    await askPayment(deps, id)
    expect(await state()).toBe('succeeded')
    await standIn.stop()
  })

  it.each(['answers', 'breaks down'])(
    'is looked at once a minute for 100 forged serials when it %s, and believed after them',
    async (how) => {
      const standIn = await wechatStandIn(() => clock.now, 'certificates')
      const { deps, accountId, token, looks, state } = await paidAt(standIn)
      const fresh = await restarted()
      const before = standIn.requests.length
      const forge = async (nth: number) => {
        const { headers, body } = standIn.callback(token)
        const serial = nth.toString(16).toUpperCase().padStart(40, '7')
        const raw = { headers: { ...headers, 'wechatpay-serial': serial }, body }
        return fresh.takeCallback(deps, 'wechat', raw, accountId)
      }
      standIn.misbehaves = how === 'breaks down' ? 'broken' : null

      const atOnce = await Promise.all(Array.from({ length: 50 }, (_, nth) => forge(nth)))
      const oneByOne = []
      for (let nth = 50; nth < 100; nth += 1) oneByOne.push(await forge(nth))

      for (const answer of [...atOnce, ...oneByOne]) expect(answer.status).toBe(401)
      expect(standIn.requests.slice(before)).toEqual([LOOK])
      expect(await state()).toBe('pending')
      later(1)
      standIn.misbehaves = null
      standIn.rotate()
      const word = standIn.callback(token)
      expect((await fresh.takeCallback(deps, 'wechat', word, accountId)).status).toBe(204)
      expect(standIn.requests.slice(before)).toEqual([LOOK, LOOK])
      expect(looks()).toBeGreaterThan(1)
      expect(await state()).toBe('succeeded')
      await standIn.stop()
    },
  )

  it('is not asked for certificates where it gave its public key, whatever serials callbacks name', async () => {
    const standIn = await wechatStandIn(() => clock.now, 'public-key')
    const { deps, accountId, token } = await paidAt(standIn)
    const fresh = await restarted()
    const before = standIn.requests.length
    for (const serial of ['F'.repeat(40), 'PUB_KEY_ID_0119000000019999']) {
      const { headers, body } = standIn.callback(token)
      const raw = { headers: { ...headers, 'wechatpay-serial': serial }, body }
      expect((await fresh.takeCallback(deps, 'wechat', raw, accountId)).status).toBe(401)
    }
    const word = standIn.callback(token)
    expect((await fresh.takeCallback(deps, 'wechat', word, accountId)).status).toBe(204)
    expect(standIn.requests).toHaveLength(before)
    await standIn.stop()
  })

  it('believes no answer that is 301 s old', async () => {
    const standIn = await wechatStandIn(() => clock.now)
    const { deps } = await paidThrough(standIn, database, clock, place.store)
    const party = await openBill(deps, place.store, place.store.tables[0])
    standIn.misbehaves = 'late-answer'
    const { phone, table, orderId } = party
    const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
    expect((await refusalOf(phone.call.payment.create(request))).code).toBe('provider.unreachable')
    await standIn.stop()
  })
})
