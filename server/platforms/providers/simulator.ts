// The simulated WeChat, Alipay and card platform: the demo's provider. It behaves like a real one:
// it keeps its own memory (simulator_trade), signs its callbacks, can be asked, closes and refunds.
// Only the money is not real.

import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { amountFromText, amountText } from '@/domain/money'
import { payPath } from '@/domain/paths'
import { Refusal } from '@/domain/refusal'
import type { SimulatorTrade } from '@/prisma/client/client'
import type { Deps } from '../../deps'
import type {
  MovedWord,
  Provider,
  ProviderAnswer,
  ProviderPayment,
  ProviderRefund,
  RawCallback,
  RefundAnswer,
  SignedNotice,
  Span,
  StatementRow,
} from './provider'

/** How old a callback may be, as at WeChat; both ways, because clocks differ. */
const CALLBACK_TOLERANCE_SECONDS = 300

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

/** And when money went back there without us. */
const moveBody = z.strictObject({
  out_trade_no: z.string(),
  merchant: z.string(),
  refund_number: z.string().regex(/^[A-Z0-9]{1,40}$/),
  amount: z.string(),
  currency: z.string(),
})

export const simulator: Provider = {
  name: 'simulator',

  create: (deps, payment) =>
    moody(deps, 'create', payment.id, async () => {
      await openTrade(deps, payment)
      return { payUrl: payPath(payment.token) }
    }),

  query: (deps, payment) =>
    moody(deps, 'query', payment.id, async () => answerOf(await tradeOf(deps, payment.token))),

  close: (deps, payment) =>
    moody(deps, 'close', payment.id, async () => {
      await deps.db.simulatorTrade.updateMany({
        where: { token: payment.token, state: 'open' },
        data: { state: 'closed', decidedAt: deps.now() },
      })
      return answerOf(await tradeOf(deps, payment.token))
    }),

  refund: (deps, payment, refund) =>
    moody(deps, 'refund', refund.id, () => refundTrade(deps, payment, refund)),

  refundNumber: (_payment, refundId) => `SIMR${refundId}`,

  statement: (deps, { storeId }, span) =>
    moody(deps, 'statement', storeId, () => readStatement(deps, storeId, span)),

  callback: {
    read: readCallback,
    merchantOf,
    answer: (isTaken) => ({
      status: isTaken ? 200 : 400,
      body: JSON.stringify({ code: isTaken ? 'SUCCESS' : 'FAIL' }),
    }),
  },
}

/** What the platform remembers of a payment, from when it was first told of it. */
export async function openTrade(deps: Deps, payment: ProviderPayment): Promise<void> {
  await deps.db.simulatorTrade.createMany({
    data: {
      token: payment.token,
      merchant: merchantOf(payment.storeId),
      amountCents: payment.amountCents,
      currency: payment.currency,
      createdAt: deps.now(),
    },
    skipDuplicates: true,
  })
}

/**
 * When the callbacks of a decision reach us: once and at once in a calm mood; otherwise perhaps
 * never, late, several times and after those of later decisions.
 */
export function callbackTimes(deps: Deps, paymentId: number): Date[] {
  const { simulator: mood } = deps
  const now = deps.now().getTime()
  if (!mood) return [new Date(now)]
  const chance = (what: string) => rollDice(mood.seed, what, paymentId, now)
  if (chance('lose') < mood.lose) return []
  const times = chance('double') < mood.double ? 2 + Math.floor(chance('times') * 7) : 1
  const longest = mood.delay * (chance('shuffle') < mood.shuffle ? 10 : 1)
  return Array.from(
    { length: times },
    (_, nth) => new Date(now + Math.floor(chance(`delay ${nth}`) * longest)),
  )
}

/**
 * A refund at the platform, known by our reference: the same one asked again is the same refund. In
 * a bad mood it is pending first and decided later. Never more than the trade.
 */
async function refundTrade(
  deps: Deps,
  payment: ProviderPayment,
  refund: ProviderRefund,
): Promise<RefundAnswer> {
  const reference = simulator.refundNumber(payment, refund.id)
  const sent: RefundAnswer = { state: 'succeeded', providerRef: reference }
  const declined: RefundAnswer = {
    state: 'failed',
    providerRef: reference,
    reason: 'declined',
    isNumberDead: true,
  }
  const { transactionId } = payment
  const trade = transactionId
    ? await deps.db.simulatorTrade.findUnique({
        where: { transactionId },
        include: { refunds: true },
      })
    : null
  if (!trade) return declined
  const known = trade.refunds.find((each) => each.reference === reference)
  if (known && known.state !== 'open') return known.state === 'paid' ? sent : declined

  const { simulator: mood } = deps
  const now = deps.now()
  if (!known) {
    const others = trade.refunds.filter((each) => each.state === 'paid' || each.state === 'open')
    const goneCents = others.reduce((sum, each) => sum + each.amountCents, 0)
    const fits = goneCents + refund.amountCents <= trade.amountCents
    const state = fits ? (mood ? 'open' : 'paid') : 'declined'
    await deps.db.simulatorRefund.createMany({
      data: {
        reference,
        token: trade.token,
        amountCents: refund.amountCents,
        state,
        createdAt: now,
        decidedAt: state === 'open' ? null : now,
      },
      skipDuplicates: true,
    })
    if (state === 'open') return { state: 'pending', providerRef: reference }
    return state === 'paid' ? sent : declined
  }
  if (mood && now.getTime() < known.createdAt.getTime() + mood.delay) {
    return { state: 'pending', providerRef: reference }
  }
  const isDeclined = mood !== undefined && rollDice(mood.seed, 'declined', refund.id, 0) < mood.fail
  await deps.db.simulatorRefund.updateMany({
    where: { reference, state: 'open' },
    data: { state: isDeclined ? 'declined' : 'paid', decidedAt: now },
  })
  return isDeclined ? declined : sent
}

/** The trades that were paid and the refunds that were sent, by when the platform decided them. */
async function readStatement(deps: Deps, storeId: number, { from, to }: Span) {
  const { db } = deps
  const decided = { state: 'paid' as const, decidedAt: { gte: from, lt: to } }
  const merchant = merchantOf(storeId)
  const trades = await db.simulatorTrade.findMany({ where: { merchant, ...decided } })
  const refunds = await db.simulatorRefund.findMany({
    where: { trade: { merchant }, ...decided },
    include: { trade: true },
  })
  const rowOf = (
    kind: StatementRow['kind'],
    ourNumber: string,
    providerNumber: string,
    { token, transactionId }: SimulatorTrade,
    { amountCents, decidedAt }: { amountCents: number; decidedAt: Date | null },
  ): StatementRow => {
    if (!transactionId || !decidedAt) throw new Error('a decided trade has its transaction id')
    return { kind, token, ourNumber, providerNumber, transactionId, amountCents, at: decidedAt }
  }
  const rows = [
    ...trades.map((each) => rowOf('payment', each.token, each.transactionId ?? '', each, each)),
    ...refunds.map((each) => rowOf('refund', each.reference, each.reference, each.trade, each)),
  ]
  const upTo = new Date(Math.min(to.getTime(), deps.now().getTime()))
  return { rows, upTo, moreAt: null }
}

/** A call to the platform as its mood lets it: not done, done but unanswered, or done. */
async function moody<Answer>(
  deps: Deps,
  what: string,
  id: number,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const { simulator: mood } = deps
  if (!mood) return call()
  const now = deps.now().getTime()
  if (rollDice(mood.seed, `${what} fails`, id, now) < mood.fail)
    throw new Refusal('payment.no-answer')
  const answer = await call()
  if (rollDice(mood.seed, `${what} is silent`, id, now) < mood.timeout) {
    throw new Refusal('payment.no-answer')
  }
  return answer
}

/** A number from 0 to below 1 that depends on nothing but these. */
function rollDice(seed: number, what: string, id: number, atMs: number): number {
  const hash = createHash('sha256').update(`${seed} ${what} ${id} ${atMs}`).digest()
  return hash.readUInt32BE(0) / 2 ** 32
}

/** The callback with which the simulator tells what was decided, signed over its exact bytes. */
export function callbackOf(deps: Deps, paymentId: number, trade: SimulatorTrade): RawCallback {
  const body = Buffer.from(
    JSON.stringify({
      payment_id: paymentId,
      out_trade_no: trade.token,
      merchant: trade.merchant,
      transaction_id: trade.transactionId ?? '',
      amount: amountText(trade.amountCents, trade.currency),
      currency: trade.currency,
      success: trade.state === 'paid',
    } satisfies z.input<typeof noticeBody>),
  )
  return signCallback(deps, body)
}

/** Any body, signed as the simulator signs: over its exact bytes and the instant. */
export function signCallback(deps: Deps, body: Buffer): RawCallback {
  const timestamp = String(Math.floor(deps.now().getTime() / 1000))
  const headers = { [TIMESTAMP]: timestamp, [SIGNATURE]: signatureOf(deps, timestamp, body) }
  return { headers, body }
}

/**
 * Somebody gives money of a trade back at the platform's own page, without us. @returns its word
 * about that
 */
export async function giveBackThere(
  deps: Deps,
  trade: SimulatorTrade,
  { number, amountCents }: { number: string; amountCents: number },
): Promise<RawCallback> {
  const at = deps.now()
  const facts = { token: trade.token, amountCents, state: 'paid' as const, decidedAt: at }
  await deps.db.simulatorRefund.createMany({
    data: { ...facts, reference: number, createdAt: at },
    skipDuplicates: true,
  })
  const body = {
    out_trade_no: trade.token,
    merchant: trade.merchant,
    refund_number: number,
    amount: amountText(amountCents, 'CNY'),
    currency: trade.currency,
  } satisfies z.input<typeof moveBody>
  return signCallback(deps, Buffer.from(JSON.stringify(body)))
}

type Reading = SignedNotice | MovedWord | { refusedFor: string }

async function readCallback(deps: Deps, { headers, body }: RawCallback): Promise<Reading> {
  const timestamp = headers[TIMESTAMP]
  const signature = headers[SIGNATURE]
  if (typeof timestamp !== 'string' || typeof signature !== 'string') {
    return { refusedFor: 'unsigned' }
  }
  const given = Buffer.from(signature)
  const expected = Buffer.from(signatureOf(deps, timestamp, body))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { refusedFor: 'signature' }
  }
  const ageSeconds = deps.now().getTime() / 1000 - Number(timestamp)
  if (!(Math.abs(ageSeconds) <= CALLBACK_TOLERANCE_SECONDS)) return { refusedFor: 'timestamp' }
  const notice = noticeIn(body)
  if ('moved' in notice) {
    const { number, amountCents } = notice.moved
    const known = await deps.db.simulatorRefund.findUnique({
      where: { reference: number },
      include: { trade: true },
    })
    const isGone = known?.state === 'paid' && known.amountCents === amountCents
    if (!isGone || known.token !== notice.moved.token) return { refusedFor: 'not-taken' }
    return { moved: { ...notice.moved, transactionId: known.trade.transactionId } }
  }
  if ('refusedFor' in notice || !notice.isPaid) return notice
  // Money is taken by a tap on the platform's page and nowhere else, so the platform remembers it,
  // whoever signs.
  const trade = await tradeOf(deps, notice.token)
  const isTaken = trade?.state === 'paid' && trade.transactionId === notice.transactionId
  return isTaken ? notice : { refusedFor: 'not-taken' }
}

function noticeIn(body: Buffer): Reading {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    return { refusedFor: 'not-json' }
  }
  const gone = moveBody.safeParse(json)
  if (gone.success) return movedIn(gone.data)
  const parsed = noticeBody.safeParse(json)
  const amountCents = parsed.success
    ? amountFromText(parsed.data.amount, parsed.data.currency)
    : null
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

function movedIn(word: z.output<typeof moveBody>): Reading {
  const amountCents = amountFromText(word.amount, 'CNY')
  if (!amountCents) return { refusedFor: 'fields' }
  return {
    moved: {
      kind: 'refund',
      number: word.refund_number,
      amountCents,
      totalCents: null,
      currency: word.currency,
      hasReturned: false,
      token: word.out_trade_no,
      transactionId: null,
      merchant: word.merchant,
    },
  }
}

/**
 * HMAC-SHA256 over the timestamp and the exact bytes, with a key that only this server can make.
 */
function signatureOf(deps: Deps, timestamp: string, body: Buffer): string {
  const key = Buffer.from(hkdfSync('sha256', deps.secret, '', 'fanzhuo simulator callback', 32))
  return createHmac('sha256', key).update(`${timestamp}.`).update(body).digest('hex')
}

function merchantOf(storeId: number): string {
  return `SIM-${storeId}`
}

async function tradeOf(deps: Deps, token: string): Promise<SimulatorTrade | null> {
  return deps.db.simulatorTrade.findUnique({ where: { token } })
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
