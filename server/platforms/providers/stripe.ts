// Stripe by its official client: the guest is sent to Stripe's own Checkout page, so card data never comes near us.

import Stripe from 'stripe'
import { z } from 'zod'
import { fromStripe, toStripe } from '@/domain/platforms'
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

/** Stripe keeps a session open for half an hour at least; ours is closed by us when its time is over. */
const SESSION_SECONDS = 3_600

const PAID = ['checkout.session.completed', 'checkout.session.async_payment_succeeded']

export const stripe: Provider = {
  name: 'stripe',

  async create(deps, payment) {
    const account = await accountOf(deps, payment)
    const back = await returnUrlOf(deps, payment)
    const name = await subjectOf(deps, payment)
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
    const made = await ask(deps, account, async (client) => {
      // Stripe forgets idempotency keys after a day; the refund's own mark stays.
      const { data } = await client.refunds.list({ payment_intent: intent, limit: 100 })
      const known = data.find(({ metadata }) => metadata?.reference === reference)
      return (
        known ??
        client.refunds.create(
          { payment_intent: intent, amount, metadata: { reference } },
          { idempotencyKey: reference },
        )
      )
    })
    if (made.amount !== amount) throw new Refusal('provider.refused', { reason: 'amount' })
    const isOver = made.status === 'failed' || made.status === 'canceled'
    const state = made.status === 'succeeded' ? 'succeeded' : isOver ? 'failed' : 'pending'
    return { state, providerRef: made.id }
  },

  refundNumber: ({ token }, refundId) => `${token}-R${refundId}`,

  async statement(deps, { account }, { from, to }) {
    if (!account) throw new Error('Stripe keeps its books by account')
    const rows = await ask(deps, account, async (client) => {
      const page = { created: { gte: secondsOf(from), lt: secondsOf(to) }, limit: 100 }
      const found: StatementRow[] = []
      for await (const charge of client.charges.list(page)) found.push(...rowsOfCharge(charge))
      for await (const refund of client.refunds.list(page)) found.push(...rowsOfRefund(refund))
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
  // A word of the other kind is not believed, so that what the account says of itself is what it does.
  isTest: (_, settings) => stripeSettings.safeParse(settings).data?.isLive !== true,
  async test(deps, account) {
    secretOf(deps, account, 'WEBHOOK_SECRET')
    const own = await ask(deps, account, (client) => client.accounts.retrieveCurrent())
    if (own.id !== account.merchant) throw new Refusal('provider.refused', { reason: 'account' })
  },
}

async function ask<Answer>(
  deps: Deps,
  account: ProviderAccount,
  call: (client: Stripe) => Promise<Answer>,
): Promise<Answer> {
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
  if (!PAID.includes(heard.data.type) || object.payment_status !== 'paid') {
    return { idleFor: heard.data.type.slice(0, 60) }
  }
  return noticeIn(account, object)
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
