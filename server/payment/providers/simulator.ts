// The simulated WeChat, Alipay and card platform: the default provider. It behaves like a real one: it keeps its own memory
// (simulator_trade), signs its callbacks, can be asked, closes and refunds. Only the money is not real.

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { centsFromYuanText, yuanText } from '@/domain/money'
import type { SimulatorTrade } from '@/prisma/client/client'
import type { Ground } from '../../ground'
import type { Provider, ProviderAnswer, RawCallback, SignedNotice } from './provider'

/** How old a callback may be, as at WeChat; both ways, because clocks differ. */
export const CALLBACK_TOLERANCE_SECONDS = 300

const SIGNATURE = 'x-simulator-signature'
const TIMESTAMP = 'x-simulator-timestamp'

/** What the simulator calls back with: the spec's fields, and what makes them checkable. */
const noticeBody = z.strictObject({
  payment_id: z.int().min(1),
  out_trade_no: z.string(),
  merchant: z.string(),
  transaction_id: z.string().regex(/^[A-Z0-9]{8,40}$/),
  amount: z.string(),
  currency: z.string(),
  success: z.boolean(),
})

export const simulator: Provider = {
  name: 'simulator',

  async create(ground, payment) {
    await ground.db.simulatorTrade.createMany({
      data: {
        token: payment.token,
        merchant: merchantOf(payment.storeId),
        amountCents: payment.amountCents,
        currency: payment.currency,
        createdAt: ground.now(),
      },
      skipDuplicates: true,
    })
    return { payUrl: `/pay/${payment.token}` }
  },

  async query(ground, payment) {
    return answerOf(await tradeOf(ground, payment.token))
  },

  async close(ground, payment) {
    await ground.db.simulatorTrade.updateMany({
      where: { token: payment.token, state: 'open' },
      data: { state: 'closed', decidedAt: ground.now() },
    })
    return answerOf(await tradeOf(ground, payment.token))
  },

  async refund(_ground, payment, refund) {
    const fits = payment.transactionId !== null && refund.amountCents <= payment.amountCents
    return { state: fits ? 'succeeded' : 'failed', providerRef: `SIMR${refund.id}` }
  },

  callback: {
    read: readCallback,
    merchantOf,
    answer: (isTaken) => ({
      status: isTaken ? 200 : 400,
      body: JSON.stringify({ code: isTaken ? 'SUCCESS' : 'FAIL' }),
    }),
  },
}

/** The callback with which the simulator tells what was decided, signed over its exact bytes. */
export function callbackOf(ground: Ground, paymentId: number, trade: SimulatorTrade): RawCallback {
  const body = Buffer.from(
    JSON.stringify({
      payment_id: paymentId,
      out_trade_no: trade.token,
      merchant: trade.merchant,
      transaction_id: trade.transactionId ?? '',
      amount: yuanText(trade.amountCents),
      currency: trade.currency,
      success: trade.state === 'paid',
    } satisfies z.input<typeof noticeBody>),
  )
  return signed(ground, body)
}

/** Any body, signed as the simulator signs: over its exact bytes and the instant. */
export function signed(ground: Ground, body: Buffer): RawCallback {
  const timestamp = String(Math.floor(ground.now().getTime() / 1000))
  const headers = { [TIMESTAMP]: timestamp, [SIGNATURE]: signatureOf(ground, timestamp, body) }
  return { headers, body }
}

type Reading = SignedNotice | { refusedFor: string }

function readCallback(ground: Ground, { headers, body }: RawCallback): Reading {
  const timestamp = headers[TIMESTAMP]
  const signature = headers[SIGNATURE]
  if (typeof timestamp !== 'string' || typeof signature !== 'string') {
    return { refusedFor: 'unsigned' }
  }
  const given = Buffer.from(signature)
  const expected = Buffer.from(signatureOf(ground, timestamp, body))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { refusedFor: 'signature' }
  }
  const ageSeconds = ground.now().getTime() / 1000 - Number(timestamp)
  if (!(Math.abs(ageSeconds) <= CALLBACK_TOLERANCE_SECONDS)) return { refusedFor: 'timestamp' }
  return noticeIn(body)
}

function noticeIn(body: Buffer): Reading {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    return { refusedFor: 'not-json' }
  }
  const parsed = noticeBody.safeParse(json)
  const amountCents = parsed.success ? centsFromYuanText(parsed.data.amount) : null
  if (!parsed.success || amountCents === null) return { refusedFor: 'fields' }
  const {
    out_trade_no: token,
    merchant,
    transaction_id: transactionId,
    currency,
    success,
  } = parsed.data
  return { token, merchant, isPaid: success, transactionId, amountCents, currency }
}

/** HMAC-SHA256 over the timestamp and the exact bytes, with a key that only this server can make. */
function signatureOf(ground: Ground, timestamp: string, body: Buffer): string {
  const key = Buffer.from(hkdfSync('sha256', ground.secret, '', 'fanzhuo simulator callback', 32))
  return createHmac('sha256', key).update(`${timestamp}.`).update(body).digest('hex')
}

function merchantOf(storeId: number): string {
  return `SIM-${storeId}`
}

async function tradeOf(ground: Ground, token: string): Promise<SimulatorTrade | null> {
  return ground.db.simulatorTrade.findUnique({ where: { token } })
}

function answerOf(trade: SimulatorTrade | null): ProviderAnswer {
  if (!trade) return { state: 'unknown' }
  const { token, merchant, transactionId, amountCents, currency, state } = trade
  if (state === 'open' || state === 'closed') return { state }
  if (!transactionId) throw new Error('a decided trade has its transaction id')
  const isPaid = state === 'paid'
  return {
    state: 'decided',
    notice: { token, merchant, isPaid, transactionId, amountCents, currency },
  }
}
