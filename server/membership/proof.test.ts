// The proof of a phone: a code is good once, for five minutes and five tries, and nothing tells a
// member's number from another.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, orderMore, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  joinAsMember,
  makeRestaurant,
  type Person,
  type Pocket,
  type Restaurant,
  staffPerson,
  type TestTable,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { httpSender } from './code-sender/http-sender'
import { logSender } from './code-sender/log-sender'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let table: TestTable
let phone: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  table = place.store.tables[0]
  phone = await guestAt(deps, table)
})

const KNOWN = '13800138000'
const messages = () => (deps.codeSender as Pocket).messages
const send = (number = KNOWN) => phone.call.membership.sendCode({ code: table.code, phone: number })
const prove = (digits: string, number = KNOWN, who = phone) =>
  who.call.billing.attachMember({ code: table.code, phone: number, digits, hasConsented: true })
const later = (seconds: number) => {
  clock.now = new Date(clock.now.getTime() + seconds * 1_000)
}
const makeKnown = () =>
  staffPerson(deps, place.store, 'manager').call.membership.register({
    storeId: place.store.id,
    phone: KNOWN,
    name: '张三',
  })
/** Six digits that are not the ones sent. */
const wrong = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0')

describe('a code', () => {
  it('is six digits to that phone in the guest’s language, and only hashes of it are kept', async () => {
    await send('138 0013-8000')
    expect(messages()).toEqual([
      { phone: KNOWN, code: expect.stringMatching(/^\d{6}$/), language: 'zh-CN' },
    ])
    const [row] = await database.db.oneTimeCode.findMany({ where: { brandId: place.brandId } })
    const kept = Buffer.concat([
      row?.codeHash ?? Buffer.alloc(0),
      row?.phoneHash ?? Buffer.alloc(0),
    ])
    expect(kept).toHaveLength(64)
    expect(kept.includes(messages()[0]?.code ?? '')).toBe(false)
  })

  it('proves once, and the same guest may hear the answer again', async () => {
    await send()
    const digits = messages()[0]?.code ?? ''
    const card = await prove(digits)
    expect((await prove(digits)).id).toBe(card.id)
    const friend = await guestAt(deps, table)
    expect((await refusalOf(prove(digits, KNOWN, friend))).code).toBe('code.wrong')
    expect(await friend.call.membership.mine({ code: table.code })).toBeNull()
  })

  it('is good for five minutes', async () => {
    await send()
    later(5 * 60)
    expect((await refusalOf(prove(messages()[0]?.code ?? ''))).code).toBe('code.wrong')
  })

  it('bears five tries: the right one comes too late after that', async () => {
    await send()
    const digits = messages()[0]?.code ?? ''
    for (let n = 0; n < 5; n += 1) {
      expect((await refusalOf(prove(wrong(digits)))).code).toBe('code.wrong')
    }
    expect((await refusalOf(prove(digits))).code).toBe('code.wrong')
  })

  it('of another phone proves nothing', async () => {
    await send()
    expect((await refusalOf(prove(messages()[0]?.code ?? '', '13900139000'))).code).toBe(
      'code.wrong',
    )
  })

  it('ends the one before it; asked again at once the same one stays', async () => {
    await send()
    await send()
    expect(messages()).toHaveLength(1)
    later(31)
    await send()
    expect(messages()).toHaveLength(2)
    const [first, second] = messages()
    if (first?.code !== second?.code) {
      expect((await refusalOf(prove(first?.code ?? ''))).code).toBe('code.wrong')
    }
    await prove(second?.code ?? '')
  })

  it('tried fifty times at once is tried five times at most and makes one member', async () => {
    await send()
    const digits = messages()[0]?.code ?? ''
    const others: { who: Person; at: TestTable }[] = []
    for (let n = 0; n < 10; n += 1) {
      const at = await addTable(deps, place.store, `proof-${n}`)
      others.push({ who: await guestAt(deps, at), at })
    }
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => {
        const { who, at } = others[n % 10] ?? { who: phone, at: table }
        const request = { code: at.code, phone: KNOWN, digits, hasConsented: true }
        return who.call.billing.attachMember(request)
      }),
    )
    const proven = await database.db.guest.count({
      where: { sitting: { storeId: place.store.id }, memberProvenAt: { not: null } },
    })
    expect(proven).toBe(1)
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    const [code] = await database.db.oneTimeCode.findMany({ where: { brandId: place.brandId } })
    expect(code?.tries).toBeLessThanOrEqual(5)
    expect(await database.db.member.count({ where: { brandId: place.brandId } })).toBe(1)
  })

  it('asked for by ten tables at once is one', async () => {
    const guests: Promise<unknown>[] = []
    for (let n = 0; n < 10; n += 1) {
      const at = await addTable(deps, place.store, `send-${n}`)
      const who = await guestAt(deps, at)
      guests.push(who.call.membership.sendCode({ code: at.code, phone: KNOWN }))
    }
    await Promise.all(guests)
    expect(messages()).toHaveLength(1)
  })

  it('goes to one phone five times an hour at most, whoever asks', async () => {
    for (let n = 0; n < 5; n += 1) {
      await send()
      later(60)
    }
    expect((await refusalOf(send())).code).toBe('input.too-often')
    const [, other] = place.store.tables
    const neighbour = await guestAt(deps, other)
    const request = { code: other.code, phone: KNOWN }
    expect((await refusalOf(neighbour.call.membership.sendCode(request))).code).toBe(
      'input.too-often',
    )
    later(60 * 60)
    await send()
    expect(messages()).toHaveLength(6)
  })

  it('is asked for by one phone six times in ten minutes at most', async () => {
    const codes: string[] = []
    for (let n = 0; n < 10; n += 1) {
      const asked = send(`1370000000${n}`).then(() => 'sent')
      codes.push(await asked.catch(async (error) => (await refusalOf(Promise.reject(error))).code))
    }
    expect(codes).toEqual([...Array(6).fill('sent'), ...Array(4).fill('input.too-often')])
  })

  it('that could not be handed over is none: asking again sends another', async () => {
    const { send: works } = deps.codeSender
    deps.codeSender.send = async () => {
      throw new Error('no gateway')
    }
    expect((await refusalOf(send())).code).toBe('code.not-sent')
    expect(await database.db.oneTimeCode.count({ where: { brandId: place.brandId } })).toBe(0)
    deps.codeSender.send = works
    await send()
    expect(messages()).toHaveLength(1)
  })
})

describe('nobody can find out whose number is a member’s', () => {
  it('a member’s and a stranger’s number get the same answers for the same work', async () => {
    await makeKnown()
    const seen: Record<string, unknown> = {}
    for (const number of [KNOWN, '13900139000']) {
      const statements: string[] = []
      const watched = {
        ...phone.context,
        db: deps.db.$extends({
          query: {
            $allModels: {
              $allOperations: ({ model, operation, args, query }) => {
                statements.push(`${model}.${operation}`)
                return query(args)
              },
            },
          },
        }) as unknown as Deps['db'],
      }
      const { createCallerFactory } = await import('../trpc')
      const { appRouter } = await import('../router')
      const call = createCallerFactory(appRouter)(watched)
      const sent = await call.membership.sendCode({ code: table.code, phone: number })
      const request = {
        code: table.code,
        phone: number,
        digits: wrong(messages().at(-1)?.code ?? ''),
      }
      const { code, details } = await refusalOf(call.billing.attachMember(request))
      seen[number] = { sent, code, details, statements }
    }
    expect(seen[KNOWN]).toEqual(seen['13900139000'])
    expect(seen[KNOWN]).toMatchObject({ code: 'code.wrong', details: {} })
    expect(JSON.stringify(seen[KNOWN])).not.toContain('Member.')
  })

  it('without proof points, coupons, rewards, log, export and erasing are closed', async () => {
    const { code } = table
    const { membership } = phone.call
    const closed = [
      () => membership.myPointsLog({ code }),
      () => membership.myCoupons({ code }),
      () => membership.myRewards({ code }),
      () => membership.redeemMine({ code, rewardId: 1, key: 'key-unproven' }),
      () => membership.exportMine({ code }),
      () => membership.eraseMine({ code, typedTail: '8000' }),
    ]
    for (const call of closed) expect((await refusalOf(call())).code).toBe('member.unproven')
  })

  it('a guest whom an older version took at their word has proved nothing', async () => {
    const { id } = await makeKnown()
    await database.db.guest.updateMany({
      where: { sitting: { storeId: place.store.id } },
      data: { memberId: id },
    })
    expect(await phone.call.membership.mine({ code: table.code })).toBeNull()
    const coupons = phone.call.membership.myCoupons({ code: table.code })
    expect((await refusalOf(coupons)).code).toBe('member.unproven')
  })
})

describe('senders', () => {
  it('the log says the code, that nothing was sent, and not the number', async () => {
    const lines: string[] = []
    await logSender((line) => lines.push(line)).send(KNOWN, '012345', 'en')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/012345.*no message was sent/)
    expect(lines[0]).not.toContain(KNOWN)
  })

  it('http posts the code with a signature over time and body, and takes only 2xx for sent', async () => {
    const { createHmac } = await import('node:crypto')
    const heard: { body: string; signature: string }[] = []
    let status = 204
    const gateway = createServer((req, res) => {
      let body = ''
      req.on('data', (chunk) => {
        body += chunk
      })
      req.on('end', () => {
        heard.push({ body, signature: String(req.headers['x-fanzhuo-signature']) })
        res.writeHead(status).end()
      })
    })
    await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/codes`
    const secret = 'a secret of the gateway'
    const sender = httpSender({ url, secret, now: () => clock.now })

    await sender.send(KNOWN, '123456', 'en')
    const seconds = Math.floor(clock.now.getTime() / 1_000)
    const [first] = heard
    expect(JSON.parse(first?.body ?? '')).toEqual({
      phone: KNOWN,
      code: '123456',
      language: 'en',
      minutes: 5,
    })
    const hash = createHmac('sha256', secret).update(`${seconds}.${first?.body}`).digest('hex')
    expect(first?.signature).toBe(`t=${seconds},v1=${hash}`)
    status = 500
    await expect(sender.send(KNOWN, '123456', 'en')).rejects.toThrow('500')
    await new Promise((done) => gateway.close(done))
  })
})

describe('export and erasing', () => {
  it('gives the guest everything, then keeps the books and nothing of the person', async () => {
    const card = await joinAsMember(phone, table, {
      phone: KNOWN,
      name: '张三',
      hasConsented: true,
    })
    const { code } = table
    await orderMore(phone, place.store, table, 10)
    const data = await phone.call.membership.exportMine({ code })
    expect(data).toMatchObject({
      phone: KNOWN,
      name: '张三',
      guests: [expect.anything()],
      orders: [{ owedCents: 3_000, lines: [{ name: '米饭', quantity: 10 }] }],
    })

    const slip = phone.call.membership.eraseMine({ code, typedTail: '0000' })
    expect((await refusalOf(slip)).code).toBe('member.confirmation-wrong')
    await phone.call.membership.eraseMine({ code, typedTail: '8000' })

    const row = await database.db.member.findUniqueOrThrow({ where: { id: card.id } })
    expect(row).toMatchObject({ name: '', phoneTail: '', erasedAt: clock.now, consentedAt: null })
    expect(row.phoneSealed).toHaveLength(0)
    expect(await phone.call.membership.mine({ code })).toBeNull()
    const { find } = staffPerson(deps, place.store, 'manager').call.membership
    const sought = { storeId: place.store.id }
    expect((await refusalOf(find({ ...sought, phone: KNOWN }))).code).toBe('member.unknown')
    expect((await refusalOf(find({ ...sought, memberId: card.id }))).code).toBe('member.unknown')
    // What is paid after that still succeeds, and is earned on nobody's name.
    const order = await database.db.order.findFirstOrThrow({ where: { memberId: card.id } })
    const cashier = staffPerson(deps, place.store, 'cashier').call.payment
    const cash = { storeId: place.store.id, orderId: order.id, key: newKey() }
    await cashier.takeCash({ ...cash, givenCents: order.owedCents })
    const ledger = await database.db.pointsEntry.findMany({ where: { memberId: card.id } })
    expect(ledger).toMatchObject([{ delta: 30, reason: 'earned' }])
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])

    const audits = await database.db.auditEntry.findMany({ where: { storeId: place.store.id } })
    const told = JSON.stringify(audits, (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    )
    expect(told).toContain('member.erased')
    expect(told).not.toContain('8000')

    const again = await joinAsMember(phone, table, { phone: KNOWN, name: '', hasConsented: true })
    expect(again).toMatchObject({ points: 0, name: '' })
    expect(again.id).not.toBe(card.id)
  })

  it('by staff needs the right to manage members, and each look at a number is written down', async () => {
    const { id: memberId } = await makeKnown()
    const storeId = place.store.id
    const waiter = staffPerson(deps, place.store, 'waiter').call.membership
    for (const call of [
      () => waiter.revealPhone({ storeId, memberId }),
      () => waiter.exportMember({ storeId, memberId }),
      () => waiter.eraseMember({ storeId, memberId, typedTail: '8000' }),
    ]) {
      expect((await refusalOf(call())).code).toBe('permission.missing')
    }
    const manager = staffPerson(deps, place.store, 'manager').call.membership
    expect(await manager.revealPhone({ storeId, memberId })).toEqual({ phone: KNOWN })
    const looks = await database.db.auditEntry.findMany({
      where: { storeId, action: 'phone.revealed' },
    })
    expect(looks).toMatchObject([
      { staffId: place.store.staff.manager.id, subject: 'member', subjectId: String(memberId) },
    ])
    const elsewhere = await makeRestaurant(database.db, clock)
    const stranger = staffPerson(deps, elsewhere.store, 'owner').call.membership
    const look = stranger.revealPhone({ storeId: elsewhere.store.id, memberId })
    expect((await refusalOf(look)).code).toBe('member.unknown')
    await manager.eraseMember({ storeId, memberId, typedTail: '8000' })
  })
})
