// Stripe's API as its official client meets it: Checkout sessions, refunds, idempotency keys,
// signed webhooks.

import { createHmac, randomBytes } from 'node:crypto'
import type { RawCallback } from '@/server/platforms/providers/provider'
import {
  flipped,
  isTaken,
  listen,
  type Moved,
  type Movement,
  movementsOf,
  type PlatformStandIn,
  refunded,
  type Trade,
} from './loopback'

export type StripeStandIn = PlatformStandIn & {
  /** What guests' banks took, as it lists them. */
  disputes: {
    id: string
    payment_intent: string
    amount: number
    status: string
    created: number
  }[]
}

/** Eight digits, as Stripe takes of most currencies. */
const MOST = 99_999_999

export async function stripeStandIn(now: () => Date): Promise<StripeStandIn> {
  const merchant = 'acct_1Fanzhuo'
  const secretKey = `sk_test_${randomBytes(12).toString('hex')}`
  const webhookSecret = `whsec_${randomBytes(12).toString('hex')}`
  const answered = new Map<string, { status: number; content: object }>()
  const sessions = new Map<string, string>()
  const currencies = new Map<string, string>()
  /** Payments whose charges will say which they are. */
  const tokens = new Set<string>()
  const refunds: { id: string; token: string; reference: string; amount: number }[] = []

  const fault = (type: string, code: string) => ({ error: { type, code, message: code } })

  const base = await listen((req, body, res) => {
    const reply = (status: number, content: object) => {
      res.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1' })
      res.end(JSON.stringify(content))
    }
    if (req.headers.authorization !== `Bearer ${secretKey}`) {
      return reply(401, fault('invalid_request_error', 'api_key_invalid'))
    }
    const key = req.headers['idempotency-key']
    const kept = typeof key === 'string' ? answered.get(`${key} ${body}`) : undefined
    if (kept) return reply(kept.status, kept.content)
    if (
      typeof key === 'string' &&
      [...answered.keys()].some((each) => each.startsWith(`${key} `))
    ) {
      return reply(400, fault('idempotency_error', 'idempotency_key_in_use'))
    }
    const content = act(
      `${req.method} ${req.url?.split('?')[0]}`,
      new URLSearchParams(body || req.url?.split('?')[1]),
    )
    if (!content) return reply(404, fault('invalid_request_error', 'resource_missing'))
    // A no is repeated by the same key, too.
    const status = 'error' in content ? 400 : 200
    if (typeof key === 'string') answered.set(`${key} ${body}`, { status, content })
    reply(status, content)
  })
  const standIn = base as StripeStandIn
  standIn.disputes = []

  const tradeOf = (token: string): Trade => {
    const trade = standIn.trades.get(token)
    if (!trade) throw new Error('Stripe never heard of this session')
    return trade
  }
  const sessionOf = (token: string, changes: Record<string, unknown> = {}) => {
    const { amountCents, state, transactionId } = tradeOf(token)
    const id = [...sessions].find(([, each]) => each === token)?.[0]
    return {
      id,
      object: 'checkout.session',
      url: state === 'open' ? `https://checkout.stripe.com/c/pay/${id}` : null,
      client_reference_id: token,
      metadata: { token },
      amount_total: amountCents,
      currency: currencies.get(token) ?? 'cny',
      livemode: false,
      payment_intent: transactionId,
      payment_status: state === 'paid' || state === 'refunded' ? 'paid' : 'unpaid',
      status: { open: 'open', paid: 'complete', closed: 'expired', refunded: 'complete' }[state],
      ...changes,
    }
  }

  /** Two at a time, the newest first, as a list that has more. */
  const pageOf = (path: string, form: URLSearchParams): object => {
    const instant = (name: string) => new Date(Number(form.get(`created[${name}]`)) * 1000)
    const isCharges = path.endsWith('charges')
    const all = movementsOf(standIn.trades.values(), instant('gte'), instant('lt'))
      .filter(({ refund }) => (refund === null) === isCharges)
      .reverse()
      .map((each) => (isCharges ? chargeOf(each) : refundOf(each)))
    const after = form.get('starting_after')
    const start = after ? all.findIndex(({ id }) => id === after) + 1 : 0
    const data = all.slice(start, start + 2)
    return { object: 'list', data, has_more: start + 2 < all.length, url: path.slice(4) }
  }
  const chargeOf = ({ trade, amountCents, at }: Movement) => ({
    id: trade.transactionId.replace('pi_', 'ch_'),
    object: 'charge',
    amount: amountCents,
    amount_captured: amountCents,
    captured: true,
    created: Math.floor(at.getTime() / 1000),
    currency: 'cny',
    metadata: tokens.has(trade.reference) ? { token: trade.reference } : {},
    payment_intent: trade.transactionId,
    status: 'succeeded',
  })
  const refundOf = ({ trade, refund, amountCents, at }: Movement) => ({
    id: refund?.reference ?? '',
    object: 'refund',
    amount: amountCents,
    created: Math.floor(at.getTime() / 1000),
    currency: 'cny',
    metadata: {
      reference: refunds.find(({ id }) => id === refund?.reference)?.reference,
    },
    payment_intent: trade.transactionId,
    status: 'succeeded',
  })

  const act = (path: string, form: URLSearchParams): object | null => {
    if (path === 'GET /v1/account') return { id: merchant, object: 'account' }
    if (path === 'POST /v1/checkout/sessions') {
      const token = form.get('client_reference_id') ?? ''
      const name = form.get('line_items[0][price_data][product_data][name]')
      if (!isTaken(name, { bytes: 1_000 })) return null
      const isLongEnough = Number(form.get('expires_at')) - now().getTime() / 1000 >= 1_800
      const currency = form.get('line_items[0][price_data][currency]')
      const amountCents = Number(form.get('line_items[0][price_data][unit_amount]'))
      if (!isLongEnough || !currency || amountCents > MOST) return null
      currencies.set(token, currency)
      if (form.get('payment_intent_data[metadata][token]') === token) tokens.add(token)
      sessions.set(`cs_test_${randomBytes(8).toString('hex')}`, token)
      standIn.trades.set(token, {
        reference: token,
        amountCents,
        state: 'open',
        transactionId: `pi_${randomBytes(10).toString('hex')}`,
        refunds: new Map(),
      })
      return sessionOf(token)
    }
    const asked = /^(GET|POST) \/v1\/checkout\/sessions\/(\w+)(\/expire)?$/.exec(path)
    if (asked) {
      const token = sessions.get(asked[2] ?? '')
      if (!token) return null
      if (asked[3]) tradeOf(token).state = 'closed'
      return sessionOf(token)
    }
    if (path === 'GET /v1/disputes') {
      const data = standIn.disputes.map((each) => ({ object: 'dispute', currency: 'cny', ...each }))
      return { object: 'list', data, has_more: false, url: '/v1/disputes' }
    }
    const isList = path === 'GET /v1/charges' || path === 'GET /v1/refunds'
    if (isList && form.has('created[gte]')) return pageOf(path, form)
    const trade = [...standIn.trades.values()].find(
      (each) => each.transactionId === form.get('payment_intent'),
    )
    if (!trade) return null
    const wire = ({ id, reference, amount }: (typeof refunds)[number]) => ({
      id,
      object: 'refund',
      amount,
      status: trade.refundStates?.get(reference) ?? 'succeeded',
      metadata: { reference },
    })
    if (path === 'GET /v1/refunds') {
      const data = refunds.filter(({ token }) => token === trade.reference).map(wire)
      return { object: 'list', data, has_more: false, url: '/v1/refunds' }
    }
    if (path === 'POST /v1/refunds') {
      const amount = Number(form.get('amount'))
      const reference = form.get('metadata[reference]') ?? ''
      const given = [...trade.refunds.values()].reduce((sum, each) => sum + each, 0)
      const isTooMuch = given + amount > trade.amountCents
      if (isTooMuch) return fault('invalid_request_error', 'charge_already_refunded')
      if (standIn.misbehaves === 'no-balance')
        return fault('invalid_request_error', 'balance_insufficient')
      const refund = { id: `re_${refunds.length + 1}`, token: trade.reference, reference, amount }
      refunds.push(refund)
      refunded(trade, refund.id, amount, now())
      return wire(refund)
    }
    return null
  }

  const eventOf = (
    token: string,
    changes: Record<string, unknown> = {},
    outside: Record<string, unknown> = {},
  ) =>
    JSON.stringify({
      id: `evt_${randomBytes(8).toString('hex')}`,
      object: 'event',
      type: 'checkout.session.completed',
      livemode: false,
      data: { object: sessionOf(token, changes) },
      ...outside,
    })
  const signatureOf = (body: string | Buffer, seconds: number | string, secret: string) =>
    createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')
  const signed = (body: string, at = now(), secret = webhookSecret): RawCallback => {
    const seconds = Math.floor(at.getTime() / 1000)
    return {
      headers: { 'stripe-signature': `t=${seconds},v1=${signatureOf(body, seconds, secret)}` },
      body: Buffer.from(body),
    }
  }

  return Object.assign(standIn, {
    provider: 'stripe' as const,
    method: 'credit_card' as const,
    merchant,
    settings: { isLive: false },
    secrets: { SECRET_KEY: secretKey, WEBHOOK_SECRET: webhookSecret },
    tradeOf,
    callback: (token: string, changes = {}, { at, type }: { at?: Date; type?: string } = {}) =>
      signed(eventOf(token, changes, type ? { type } : {}), at),
    moved: (
      token: string,
      { kind, number, amountCents, hasReturned, totalCents, changes }: Moved,
    ) => {
      const { transactionId: payment_intent, amountCents: amount } = tradeOf(token)
      const facts = { payment_intent, currency: 'cny', livemode: false }
      const id = payment_intent.replace('pi_', 'ch_')
      const charge = { id, object: 'charge', amount, amount_refunded: totalCents, ...facts }
      const reference = number.includes('-R') ? number : undefined
      const refund = {
        id: reference ? `re_${number.length}` : number,
        object: 'refund',
        amount: amountCents,
        status: hasReturned ? 'failed' : 'succeeded',
        metadata: { ...(reference ? { reference } : {}) },
        ...facts,
      }
      const dispute = {
        id: number,
        object: 'dispute',
        amount: amountCents,
        status: hasReturned ? 'won' : 'needs_response',
        ...facts,
      }
      const words = {
        refund: hasReturned ? 'refund.failed' : 'refund.created',
        chargeback: hasReturned ? 'charge.dispute.closed' : 'charge.dispute.created',
      }
      const type = totalCents === undefined ? words[kind] : 'charge.refunded'
      const what = totalCents !== undefined ? charge : kind === 'refund' ? refund : dispute
      const data = { object: { ...what, ...changes } }
      return signed(eventOf(token, {}, { type, data }))
    },
    forgeries: (token: string): [string, RawCallback][] => {
      const text = eventOf(token)
      const good = signed(text)
      const header = String(good.headers['stripe-signature'])
      const seconds = Math.floor(now().getTime() / 1000)
      const hash = signatureOf(text, seconds, webhookSecret)
      const { amountCents } = tradeOf(token)
      const at = (offset: number) => new Date(now().getTime() + offset * 1000)
      const withHeader = (value: string | undefined): RawCallback => ({
        headers: { 'stripe-signature': value },
        body: good.body,
      })
      const withBody = (body: string | Buffer): RawCallback => ({
        headers: good.headers,
        body: Buffer.from(body),
      })
      const truly = (changes: Record<string, unknown>, outside = {}) =>
        signed(eventOf(token, changes, outside))
      return [
        ['no signature', withHeader(undefined)],
        ['an empty signature', withHeader('')],
        ['no timestamp', withHeader(`v1=${hash}`)],
        ['no hash', withHeader(`t=${seconds}`)],
        ['an old scheme', withHeader(`t=${seconds},v0=${hash}`)],
        ['one bit of the hash', withHeader(`t=${seconds},v1=${flipped(hash)}`)],
        ['a shorter hash', withHeader(`t=${seconds},v1=${hash.slice(0, 32)}`)],
        ['a longer hash', withHeader(`t=${seconds},v1=${hash}00`)],
        ['another timestamp', withHeader(header.replace(String(seconds), String(seconds + 1)))],
        ['a timestamp in words', withHeader(`t=now,v1=${hash}`)],
        ['a negative timestamp', withHeader(`t=-${seconds},v1=${hash}`)],
        ['two timestamps', withHeader(`t=${seconds},t=${seconds - 9_999},v1=${hash}`)],
        ['words', withHeader('signature')],
        ['another secret', signed(text, now(), 'whsec_another')],
        ['no secret', signed(text, now(), '')],
        ['the API key as the secret', signed(text, now(), secretKey)],
        ['301 s old', signed(text, at(-301))],
        ['301 s ahead', signed(text, at(301))],
        ['a day old', signed(text, at(-86_400))],
        ['a year ahead', signed(text, at(31_536_000))],
        ['one bit of the body', withBody(flipped(text))],
        ['a body written again', withBody(JSON.stringify(JSON.parse(text), null, 1))],
        ['a space after the body', withBody(`${text} `)],
        ['a BOM before the body', withBody(`\ufeff${text}`)],
        ['an empty body', withBody('')],
        ['signed, not JSON', signed('not json')],
        ['signed, null', signed('null')],
        ['signed, an array', signed('[]')],
        ['signed, no data', truly({}, { data: undefined })],
        ['one cent more', truly({ amount_total: amountCents + 1 })],
        ['one cent less', truly({ amount_total: amountCents - 1 })],
        ['a fraction of a cent', truly({ amount_total: amountCents + 0.5 })],
        ['the amount as a text', truly({ amount_total: String(amountCents) })],
        ['no amount', truly({ amount_total: null })],
        ['another currency', truly({ currency: 'usd' })],
        ['live money', truly({}, { livemode: true })],
        ['a live session', truly({ livemode: true })],
        ['another account', truly({}, { account: 'acct_other' })],
        [
          'an order that is not ours',
          truly({ client_reference_id: 'A'.repeat(22), metadata: { token: 'A'.repeat(22) } }),
        ],
        ['two orders', truly({ metadata: { token: 'A'.repeat(22) } })],
        ['no order', truly({ client_reference_id: null })],
        ['no transaction', truly({ payment_intent: null })],
        [
          'a key twice',
          signed(
            text.replace('"amount_total":', `"amount_total":${amountCents},"amount_total":1,"x":`),
          ),
        ],
        ['__proto__ for the amount', signed(text.replace('"amount_total":', '"__proto__":'))],
        ['5 MB', truly({ padding: 'x'.repeat(5_000_000) })],
        ['10 MB of nothing', withBody('\0'.repeat(10_000_000))],
      ]
    },
  })
}
