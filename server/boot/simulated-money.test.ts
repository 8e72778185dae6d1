// A demo that becomes a house: first simulated money pays its bills and everybody is told so; then
// it is started as a house of its own with a real account for WeChat only, and a passer-by who
// knows the links pays nothing with money that does not exist.

import { afterEach, expect, it } from 'vitest'
import { payPath } from '@/domain/paths'
import { closedHouse } from '@/testing/program/closed-house'
import { type OrderRequest, orderOnce, post, type Seat } from '@/testing/program/order-once'
import { databaseIn, type Program, startProgram } from '@/testing/program/program'
import { makeRestaurant } from '@/testing/restaurant'
import { seatCookie } from '../access/read-seat'
import { newToken } from '../access/tokens'

const { path: dataDir, remove } = closedHouse()
const nobody: Seat = { code: 'nobody', token: '' }
let program: Program | null = null

afterEach(async () => {
  program?.kill('SIGTERM')
  await program?.ended
  remove()
})

async function open(env: Record<string, string>): Promise<string> {
  program = startProgram({ DATA_DIR: dataDir, ...env })
  await program.opened
  return program.base
}

async function shut(): Promise<string> {
  program?.kill('SIGTERM')
  const { said = '' } = (await program?.ended) ?? {}
  return said
}

async function readiness(base: string) {
  const res = await fetch(`${base}/readyz`)
  return { status: res.status, simulatedMoney: (await res.json()).simulatedMoney }
}

async function answerOf(res: Response) {
  const { result, error } = await res.json()
  return { status: res.status, data: result?.data, code: error?.data.refusal?.code }
}

it('ends for everybody, pages that were opened before included', async () => {
  await open({ DEMO: 'off' })
  let database = databaseIn(dataDir)
  const { store } = await makeRestaurant(database.db, { now: new Date() }, true)
  await database.close()
  expect(await shut()).not.toContain('Simulated payments')

  let base = await open({ DEMO: 'on' })
  database = databaseIn(dataDir)
  expect(await readiness(base)).toEqual({ status: 200, simulatedMoney: true })
  const [{ code }] = store.tables
  const joined = await post(base, nobody, 'seating.join', { code })
  const cookie = joined.headers.getSetCookie().find((each) => each.startsWith(seatCookie(code)))
  const seat = { code, token: cookie?.split(';')[0]?.split('=')[1] ?? '' }
  const placed: OrderRequest[] = []
  await orderOnce(base, seat, store.dishes.rice.id, (request) => placed.push(request))
  const orderId = placed[0]?.orderId ?? 0
  const request = { code: seat.code, orderId, method: 'alipay', key: newToken() }
  const begun = await answerOf(await post(base, seat, 'payment.create', request))
  expect(begun).toMatchObject({ status: 200, data: { provider: 'simulator', state: 'pending' } })
  const token = begun.data.payUrl.split('/').at(-1)
  await database.close()
  expect(await shut()).toContain('Simulated payments, no real money, settle bills at')

  // The same data as a house of its own, with WeChat and nothing else.
  base = await open({ DEMO: 'off' })
  database = databaseIn(dataDir)
  await database.db.paymentAccount.create({
    data: {
      storeId: store.id,
      method: 'wechat',
      provider: 'wechat',
      merchant: '1900000109',
      secretName: 'WECHAT_MAIN',
      isEnabled: true,
    },
  })
  expect(await readiness(base)).toEqual({ status: 200, simulatedMoney: false })

  const tap = await post(base, nobody, 'payment.answerPayPage', { token, answer: 'pay' })
  expect(await answerOf(tap)).toMatchObject({ status: 409, code: 'method.not-carried' })
  for (const method of ['alipay', 'credit_card']) {
    const again = { code: seat.code, orderId, method, key: newToken() }
    const refused = await answerOf(await post(base, seat, 'payment.create', again))
    expect(refused).toMatchObject({ status: 409, code: 'method.not-carried' })
  }
  const page = await (
    await fetch(`${base}${payPath(token)}`, { headers: { 'Accept-Language': 'en' } })
  ).text()
  expect(page).toContain('This restaurant takes no simulated money any more.')
  expect(page).not.toContain('Confirm payment</button>')

  const order = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
  const payments = await database.db.payment.findMany({ where: { orderId } })
  await database.close()
  expect(order).toMatchObject({ paidCents: 0, settledAt: null })
  expect(payments.map(({ provider, state }) => [provider, state])).toEqual([
    ['simulator', 'cancelled'],
  ])
  expect(await shut()).not.toContain('Simulated payments')
})
