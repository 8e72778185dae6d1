// Stripe by its official client: the guest is sent to Stripe's own Checkout page, so card data
// never comes near us.

import Stripe from 'stripe'
import { z } from 'zod'
import { fitText } from '@/domain/outgoing'
import { fromStripe, type MoveWord, toStripe } from '@/domain/platforms'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../../deps'
import {
  accountOf,
  orNeverOpened,
  PLATFORM_PATIENCE_MS,
  returnUrlOf,
  secretOf,
  settingsOf,
  subjectOf,
} from './account'
import type {
  AccountKind,
  CallbackReading,
  ClosedWord,
  IdleWord,
  MovedWord,
  Provider,
  ProviderAccount,
  ProviderAnswer,
  RawCallback,
  SignedNotice,
  StatementRow,
} from './provider'

const stripeSettings = z.strictObject({
  /** Whether its keys move real money; a word of the other kind is not believed. */
  isLive: z.boolean(),
})

const TOLERANCE_SECONDS = 300

/**
 * Stripe keeps a session open for half an hour at least; ours is closed by us when its time is
 * over.
 */
const SESSION_SECONDS = 3_600

const PAID = ['checkout.session.completed', 'checkout.session.async_payment_succeeded']
const CLOSED = ['checkout.session.expired', 'checkout.session.async_payment_failed']

export const stripe: Provider = {
  name: 'stripe',

  async create(deps, payment) {
    const account = await accountOf(deps, payment)
    const back = await returnUrlOf(deps, payment)
    const name = await subjectOf(deps, payment, (text) => fitText('stripe', 'name', text))
    const session = await ask(deps, account, (client) =>
      client.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: payment.token,
          metadata: { token: payment.token },
          // What a charge says of us later, in Stripe's own books.
          payment_intent_data: { metadata: { token: payment.token } },
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: payment.currency.toLowerCase(),
                unit_amount: toStripe(payment.amountCents, payment.currency),
                product_data: { name },
              },
            },
          ],
          expires_at: Math.floor(payment.createdAt.getTime() / 1000) + SESSION_SECONDS,
          success_url: back,
          cancel_url: back,
        },
        { idempotencyKey: `${payment.token}-open` },
      ),
    )
    const door = z
      .url({ protocol: /^https$/ })
      .max(4_096)
      .safeParse(session.url)
    if (!door.success) throw new Refusal('provider.refused', { reason: 'url' })
    return { payUrl: door.data, providerRef: session.id }
  },

  async query(deps, payment) {
    // Without the session's name nobody was ever sent to it.
    const { providerRef } = payment
    if (providerRef === null) return { state: 'unknown' }
    const account = await accountOf(deps, payment)
    const session = await ask(deps, account, (client) =>
      client.checkout.sessions.retrieve(providerRef),
    )
    return answerOf(account, session)
  },

  close: (deps, payment) =>
    orNeverOpened(payment, async () => {
      const { providerRef } = payment
      if (providerRef === null) return { state: 'unknown' }
      const account = await accountOf(deps, payment)
      const session = await ask(deps, account, async (client) => {
        const known = await client.checkout.sessions.retrieve(providerRef)
        return known.status === 'open' ? client.checkout.sessions.expire(providerRef) : known
      })
      return answerOf(account, session)
    }),

  async refund(deps, payment, refund) {
    const account = await accountOf(deps, payment)
    const reference = stripe.refundNumber(payment, refund.id)
    const intent = payment.transactionId ?? ''
    const amount = toStripe(refund.amountCents, payment.currency)
    const known = await ask(deps, account, async (client) => {
      // Stripe forgets idempotency keys after a day; the refund's own mark stays.
      const { data } = await client.refunds.list({ payment_intent: intent, limit: 100 })
      return data.find(({ metadata }) => metadata?.reference === reference) ?? null
    })
    // What Stripe said no to it repeats by the same key for a day, so that another try has another
    // one.
    const idempotencyKey = refund.refusals ? `${reference}-${refund.refusals}` : reference
    const what = { payment_intent: intent, amount, metadata: { reference } }
    const made =
      known ??
      (await ask(
        deps,
        account,
        (client) => client.refunds.create(what, { idempotencyKey }),
        (reason) => ({ refusedFor: reason }),
      ))
    if ('refusedFor' in made) {
      const { refusedFor: reason } = made
      return { state: 'failed', providerRef: reference, reason, isNumberDead: false }
    }
    if (made.amount !== amount) throw new Refusal('provider.refused', { reason: 'amount' })
    const providerRef = made.id
    if (made.status === 'succeeded') return { state: 'succeeded', providerRef }
    if (made.status !== 'failed' && made.status !== 'canceled')
      return { state: 'pending', providerRef }
    const reason = made.failure_reason ?? made.status
    return { state: 'failed', providerRef, reason, isNumberDead: true }
  },

  refundNumber: ({ token }, refundId) => `${token}-R${refundId}`,

  async statement(deps, { account }, { from, to }) {
    if (!account) throw new Error('Stripe keeps its books by account')
    const rows = await ask(deps, account, async (client) => {
      const page = { created: { gte: secondsOf(from), lt: secondsOf(to) }, limit: 100 }
      const found: StatementRow[] = []
      for await (const charge of client.charges.list(page)) found.push(...rowsOfCharge(charge))
      for await (const refund of client.refunds.list(page)) found.push(...rowsOfRefund(refund))
      for await (const dispute of client.disputes.list(page)) found.push(...rowsOfDispute(dispute))
      return found
    })
    const upTo = new Date(Math.min(to.getTime(), deps.now().getTime()))
    return { rows, upTo, moreAt: null }
  },

  callback: {
    read: readCallback,
    answer: (isTaken) => ({
      status: isTaken ? 200 : 400,
      body: JSON.stringify({ received: isTaken }),
    }),
  },
}

export const stripeAccounts: AccountKind = {
  settings: stripeSettings,
  secretsOf: () => ['SECRET_KEY', 'WEBHOOK_SECRET'],
  // A word of the other kind is not believed, so that what the account says of itself is what it
  // does.
  isTest: (_, settings) => stripeSettings.safeParse(settings).data?.isLive !== true,
  async test(deps, account) {
    secretOf(deps, account, 'WEBHOOK_SECRET')
    const own = await ask(deps, account, (client) => client.accounts.retrieveCurrent())
    if (own.id !== account.merchant) throw new Refusal('provider.refused', { reason: 'account' })
  },
}

/**
 * @param refused what a request is answered that Stripe read and will not do; without it that is
 *   thrown
 */
async function ask<Answer, Refused = never>(
  deps: Deps,
  account: ProviderAccount,
  call: (client: Stripe) => Promise<Answer>,
  refused?: (reason: string) => Refused,
): Promise<Answer | Refused> {
  const url = new URL(deps.platformUrls.stripe)
  const client = new Stripe(secretOf(deps, account, 'SECRET_KEY'), {
    host: url.hostname,
    port: url.port || (url.protocol === 'http:' ? 80 : 443),
    protocol: url.protocol === 'http:' ? 'http' : 'https',
    timeout: PLATFORM_PATIENCE_MS,
    maxNetworkRetries: 0,
    telemetry: false,
  })
  try {
    return await call(client)
  } catch (err) {
    const isRefused =
      err instanceof Stripe.errors.StripeInvalidRequestError ||
      err instanceof Stripe.errors.StripeAuthenticationError ||
      err instanceof Stripe.errors.StripePermissionError ||
      err instanceof Stripe.errors.StripeIdempotencyError
    const reason = err instanceof Stripe.errors.StripeError ? (err.code ?? err.type) : 'unknown'
    deps.log.warn({ account: account.id, reason }, 'stripe: no')
    const isDecided = err instanceof Stripe.errors.StripeInvalidRequestError
    if (isDecided && refused) return refused(reason)
    if (isRefused) throw new Refusal('provider.refused', { reason })
    throw new Refusal('provider.unreachable')
  }
}

/** Stripe counts in whole seconds: the first one that is not before an instant. */
function secondsOf(at: Date): number {
  return Math.ceil(at.getTime() / 1000)
}

/** A charge that brought money, as a row of the books. */
function rowsOfCharge(charge: Stripe.Charge): StatementRow[] {
  const transactionId = idOf(charge.payment_intent)
  if (charge.status !== 'succeeded' || !charge.captured || !transactionId) return []
  const token = charge.metadata.token ?? ''
  return [
    {
      kind: 'payment',
      token,
      ourNumber: token,
      providerNumber: transactionId,
      transactionId,
      amountCents: fromStripe(charge.amount_captured, charge.currency.toUpperCase()),
      at: new Date(charge.created * 1000),
    },
  ]
}

/** A refund that went or is on its way; one that failed brought the money back. */
function rowsOfRefund(refund: Stripe.Refund): StatementRow[] {
  const transactionId = idOf(refund.payment_intent)
  if (refund.status === 'failed' || refund.status === 'canceled' || !transactionId) return []
  const ourNumber = refund.metadata?.reference ?? ''
  return [
    {
      kind: 'refund',
      token: /^(.{22})-R\d+$/.exec(ourNumber)?.[1] ?? '',
      ourNumber,
      providerNumber: refund.id,
      transactionId,
      amountCents: fromStripe(refund.amount, refund.currency.toUpperCase()),
      at: new Date(refund.created * 1000),
    },
  ]
}

/** What a guest's bank took: a refund that nobody here wanted. */
function rowsOfDispute(dispute: Stripe.Dispute): StatementRow[] {
  const transactionId = idOf(dispute.payment_intent)
  const isGone = dispute.status !== 'won' && !dispute.status.startsWith('warning')
  if (!isGone || !transactionId) return []
  return [
    {
      kind: 'refund',
      token: '',
      ourNumber: '',
      providerNumber: dispute.id,
      transactionId,
      amountCents: fromStripe(dispute.amount, dispute.currency.toUpperCase()),
      at: new Date(dispute.created * 1000),
      isChargeback: true,
    },
  ]
}

function idOf(thing: string | { id: string } | null): string | null {
  return typeof thing === 'string' ? thing : (thing?.id ?? null)
}

const paidSession = z.object({
  client_reference_id: z.string(),
  payment_intent: z.string(),
  amount_total: z.int().min(1),
  currency: z.string(),
  livemode: z.boolean(),
  metadata: z.object({ token: z.string() }),
})

function answerOf(account: ProviderAccount, session: Stripe.Checkout.Session): ProviderAnswer {
  if (session.payment_status === 'paid') {
    const notice = noticeIn(account, session)
    if ('refusedFor' in notice) throw new Refusal('provider.refused', { reason: notice.refusedFor })
    return { state: 'decided', notice }
  }
  return { state: session.status === 'expired' ? 'closed' : 'open' }
}

const event = z.object({
  type: z.string(),
  livemode: z.boolean(),
  account: z.string().optional(),
  data: z.object({ object: z.object({ payment_status: z.string().optional() }).loose() }),
})

function readCallback(
  deps: Deps,
  { headers, body }: RawCallback,
  account: ProviderAccount | null,
): CallbackReading {
  if (!account) return { refusedFor: 'account' }
  const header = headers['stripe-signature']
  if (typeof header !== 'string') return { refusedFor: 'unsigned' }
  const seconds = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header)?.[1] ?? Number.NaN)
  const ageSeconds = deps.now().getTime() / 1000 - seconds
  if (!(Math.abs(ageSeconds) <= TOLERANCE_SECONDS)) return { refusedFor: 'timestamp' }

  let json: unknown
  try {
    const secret = secretOf(deps, account, 'WEBHOOK_SECRET')
    const now = deps.now().getTime()
    // As a text: of bytes the client would drop a BOM before it looks at the signature.
    const text = body.toString('utf8')
    const { webhooks } = new Stripe('sk_unused')
    json = webhooks.constructEvent(text, header, secret, TOLERANCE_SECONDS, undefined, now)
  } catch (error) {
    if (error instanceof Refusal) throw error
    const isForged = error instanceof Stripe.errors.StripeSignatureVerificationError
    return { refusedFor: isForged ? 'signature' : 'fields' }
  }
  const heard = event.safeParse(json)
  if (!heard.success) return { refusedFor: 'fields' }
  if (heard.data.livemode !== settingsOf(stripeSettings, account).isLive)
    return { refusedFor: 'livemode' }
  if (heard.data.account !== undefined && heard.data.account !== account.merchant) {
    return { refusedFor: 'merchant' }
  }
  const { object } = heard.data.data
  const { type } = heard.data
  if (CLOSED.includes(type)) return closedIn(object)
  const moved = movedIn(account, type, object)
  if (moved) return moved
  if (!PAID.includes(heard.data.type) || object.payment_status !== 'paid') {
    return { idleFor: heard.data.type.slice(0, 60) }
  }
  return noticeIn(account, object)
}

const session = z.object({
  client_reference_id: z.string(),
  metadata: z.object({ token: z.string() }),
})
function closedIn(json: unknown): ClosedWord | { refusedFor: string } {
  const read = session.safeParse(json)
  const isOurs = read.success && read.data.client_reference_id === read.data.metadata.token
  return isOurs ? { closedToken: read.data.metadata.token } : { refusedFor: 'fields' }
}

const intent = z.string().min(1).max(255)
const chargeWord = z.object({
  payment_intent: intent,
  amount_refunded: z.int().min(0),
  currency: z.string(),
})
const refundWord = z.object({
  id: z.string().min(1).max(64),
  payment_intent: intent,
  amount: z.int().min(1),
  currency: z.string(),
  status: z.string().nullable(),
  metadata: z.object({ reference: z.string().max(64).optional() }).nullish(),
})
const disputeWord = z.object({
  id: z.string().min(1).max(64),
  payment_intent: intent,
  amount: z.int().min(1),
  currency: z.string(),
  status: z.string(),
})

/**
 * What an event tells of money that went back or came back; null for one that tells of something
 * else.
 */
function movedIn(
  account: ProviderAccount,
  type: string,
  json: unknown,
): MovedWord | IdleWord | { refusedFor: string } | null {
  const idle = { idleFor: type.slice(0, 60) }
  const wordOf = (
    { payment_intent: transactionId, currency }: { payment_intent: string; currency: string },
    facts: Pick<MoveWord, 'kind' | 'number' | 'amountCents' | 'totalCents' | 'hasReturned'>,
  ): MovedWord | { refusedFor: string } => {
    const inOurs = (amount: number | null) =>
      amount === null ? null : fromStripe(amount, currency.toUpperCase())
    const [amountCents, totalCents] = [inOurs(facts.amountCents), inOurs(facts.totalCents)]
    if (Number.isNaN(amountCents) || Number.isNaN(totalCents)) return { refusedFor: 'amount' }
    return {
      moved: {
        ...facts,
        amountCents,
        totalCents,
        currency: currency.toUpperCase(),
        token: null,
        transactionId,
        merchant: account.merchant,
      },
    }
  }
  if (type === 'charge.refunded') {
    const read = chargeWord.safeParse(json)
    if (!read.success) return { refusedFor: 'fields' }
    const totalCents = read.data.amount_refunded
    const facts = { kind: 'refund', number: '', amountCents: null, totalCents } as const
    return wordOf(read.data, { ...facts, hasReturned: false })
  }
  if (/^(refund\.(created|updated|failed)|charge\.refund\.updated)$/.test(type)) {
    const read = refundWord.safeParse(json)
    if (!read.success) return { refusedFor: 'fields' }
    const { id, amount: amountCents, status, metadata } = read.data
    const facts = { kind: 'refund', number: metadata?.reference ?? id, amountCents } as const
    const hasReturned = status === 'failed' || status === 'canceled'
    return wordOf(read.data, { ...facts, totalCents: null, hasReturned })
  }
  if (!type.startsWith('charge.dispute.')) return null
  const read = disputeWord.safeParse(json)
  if (!read.success) return { refusedFor: 'fields' }
  const { id: number, amount: amountCents, status } = read.data
  const isWon = type === 'charge.dispute.funds_reinstated' || status === 'won'
  // An inquiry asks and takes nothing.
  if (status.startsWith('warning')) return idle
  const facts = { kind: 'chargeback', number, amountCents, totalCents: null } as const
  return wordOf(read.data, { ...facts, hasReturned: isWon })
}

function noticeIn(account: ProviderAccount, json: unknown): SignedNotice | { refusedFor: string } {
  const read = paidSession.safeParse(json)
  if (!read.success || read.data.client_reference_id !== read.data.metadata.token) {
    return { refusedFor: 'fields' }
  }
  const { client_reference_id: token, payment_intent, amount_total, currency, livemode } = read.data
  if (livemode !== settingsOf(stripeSettings, account).isLive) return { refusedFor: 'livemode' }
  return {
    token,
    merchant: account.merchant,
    isPaid: true,
    transactionId: payment_intent,
    amountCents: fromStripe(amount_total, currency.toUpperCase()),
    currency: currency.toUpperCase(),
  }
}
