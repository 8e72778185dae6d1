// The platforms that carry money: what they say, how long one is waited for, and where simulated
// money pays. Amounts in smallest units.

import type { METHODS } from './methods'
import { digitsOf } from './money'
import { Refusal } from './refusal'

/** A platform's word on one payment, after its signature and its merchant were found right. */
export type Notice = {
  isPaid: boolean
  transactionId: string
  amountCents: number
  currency: string
}

/**
 * A platform's word that money of a payment went back there, or that it came back: refunded by hand
 * at the platform or by us, taken by the guest's bank.
 */
export type MoveWord = {
  kind: 'refund' | 'chargeback'
  /** Ours where we asked for it, else the platform's own; empty where it tells none. */
  number: string
  /** What moved, in 分; or null, and what of the payment has gone back in all. */
  amountCents: number | null
  totalCents: number | null
  currency: string
  /** It did not go after all, or was won back. */
  hasReturned: boolean
}

/** What of a payment went back at its platform, as far as it is known here. Amounts in 分. */
export type KnownGone = {
  /** By refunds of ours that did not fail. */
  byRefundsCents: number
  /** By moves that nobody booked yet; of those, what has no number. */
  byMovesCents: number
  unnamedCents: number
}

/**
 * How much of a word about money that went by itself is news, in 分; 0 = known already. A platform
 * tells of the same money by a sum and by single movements, in any order.
 */
export function newlyGoneCents(word: MoveWord, known: KnownGone): number {
  if (word.amountCents !== null)
    return known.unnamedCents >= word.amountCents ? 0 : word.amountCents
  return Math.max(0, (word.totalCents ?? 0) - known.byRefundsCents - known.byMovesCents)
}

export type NoticeVerdict = 'accepted' | 'repeated' | 'late' | 'refused'

/** Whose bills the operator lets simulated money pay: everybody's, the demo's, nobody's. */
export type SimulatorReach = 'every-store' | 'demo' | 'nowhere'

/**
 * Whether simulated money may pay a store's bills. The demo's only until it takes real money by any
 * account.
 */
export function maySimulate(
  reach: SimulatorReach,
  store: { isDemo: boolean; takesRealMoney: boolean },
): boolean {
  if (reach === 'demo') return store.isDemo && !store.takesRealMoney
  return reach === 'every-store'
}

/**
 * How long until a platform is asked again about what it has not decided, in ms: doubling from 20 s
 * to about 10 minutes.
 */
export function askAgainAfterMs(asks: number): number {
  return 20_000 * 2 ** Math.min(asks, LONGEST_PATIENCE_ASKS)
}

/** From so many asks on the wait does not grow any more. */
export const LONGEST_PATIENCE_ASKS = 5

type Platform = NonNullable<(typeof METHODS)[keyof typeof METHODS]['platform']>

/**
 * What a platform takes (ISO 4217), as this house speaks with it: WeChat and Alipay of the
 * mainland; Stripe says itself what it does not.
 */
const TAKES: Readonly<Record<Platform, readonly string[] | null>> = {
  wechat: ['CNY'],
  alipay: ['CNY'],
  stripe: null,
}

/** Passes when a platform takes a currency. @throws Refusal provider.currency (name, currency) */
export function refuseCurrency(platform: Platform, currency: string): void {
  const takes = TAKES[platform]
  if (takes && !takes.includes(currency)) {
    throw new Refusal('provider.currency', { name: platform, currency })
  }
}

/**
 * How many digits Stripe counts a currency with (docs.stripe.com/currencies), where that is not ISO
 * 4217's number of them.
 */
const STRIPE_DIGITS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 }

/**
 * The step in which Stripe takes amounts, in its own units: the last digit of three is always 0,
 * and what has no decimals stays whole.
 */
function stripeStep(currency: string): number {
  if (currency === 'ISK' || currency === 'UGX') return 100
  return digitsOf(currency) === 3 ? 10 : 1
}

const stripeDigits = (currency: string) => STRIPE_DIGITS[currency] ?? digitsOf(currency)

/**
 * Smallest units (JPY 500, KWD 1,250) as Stripe's API counts them (500, 1250). @throws Refusal
 * provider.amount (amountCents, the step)
 */
export function toStripe(cents: number, currency: string): number {
  const by = 10 ** Math.abs(stripeDigits(currency) - digitsOf(currency))
  const isFiner = stripeDigits(currency) >= digitsOf(currency)
  const amount = isFiner ? cents * by : cents / by
  const step = stripeStep(currency)
  if (Number.isSafeInteger(amount) && amount % step === 0) return amount
  throw new Refusal('provider.amount', { amountCents: isFiner ? step / by : by, currency })
}

/** What Stripe says, in smallest units; NaN where that is no whole number of them. */
export function fromStripe(amount: number, currency: string): number {
  const by = 10 ** Math.abs(stripeDigits(currency) - digitsOf(currency))
  const cents = stripeDigits(currency) >= digitsOf(currency) ? amount / by : amount * by
  return Number.isSafeInteger(cents) ? cents : Number.NaN
}
