// The seam behind which money moves: what every way of paying must be able to do. Nothing on this
// side knows a platform's protocol, nothing on the other side knows an order. Every call may be
// repeated: a platform is asked by our own references.

import type { ZodType } from 'zod'
import type { MoveWord, Notice } from '@/domain/platforms'
import type { Deps } from '../../deps'

/**
 * A payment as a provider needs to know it; `token` is our reference at the platform. Amounts in 分.
 */
export type ProviderPayment = {
  id: number
  storeId: number
  token: string
  /** The account it goes into; null for providers that need none. */
  accountId: number | null
  /** Who pays on their own phone; null when staff show a code. */
  guestId: number | null
  providerRef: string | null
  payUrl: string | null
  createdAt: Date
  method: string
  amountCents: number
  currency: string
  transactionId: string | null
  expiresAt: Date
}

export type ProviderRefund = {
  id: number
  amountCents: number
  reason: string
  /** How often the platform has said no to it under its number. */
  refusals: number
}

/** What a platform says to a refund. */
export type RefundAnswer =
  | { state: 'succeeded'; providerRef: string }
  /** Asked again later. @param reason the platform's word where it waits for a person there */
  | { state: 'pending'; providerRef: string; reason?: string }
  /**
   * No, and nothing went. A number that is dead sends nothing any more; another is asked for again,
   * lest the same money goes twice.
   */
  | { state: 'failed'; providerRef: string; reason: string; isNumberDead: boolean }

/**
 * What a platform knows of a payment. unknown: it never heard of it, so nobody can have paid there.
 */
export type ProviderAnswer =
  | { state: 'open' | 'closed' | 'unknown' }
  /** Paid, and given back by hand there before we heard of it: nothing of it is ours. */
  | { state: 'given-back'; notice: SignedNotice }
  | { state: 'decided'; notice: SignedNotice }

/**
 * A platform's word that its adapter found to be truly the platform's: signed, fresh, in its form.
 */
export type SignedNotice = Notice & {
  /** Our reference: the payment's token. */
  token: string
  /** The account that was paid into. */
  merchant: string
}

/**
 * A store's account at a platform, as its adapter needs to know it; secrets are asked of the
 * environment under `secretName`.
 */
export type ProviderAccount = {
  id: number
  storeId: number
  provider: string
  merchant: string
  settings: unknown
  secretName: string
}

/** What a platform wants to know of the phone that pays. */
export type PayerPhone = { ip: string; userAgent: string }

/**
 * Where a payment is paid: `payUrl` is what the QR carries or the phone opens, null at the till.
 */
export type Opened = { payUrl: string | null; providerRef?: string }

export type RawCallback = {
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** The body exactly as it came: signatures are over bytes. */
  body: Buffer
}

export type Provider = {
  name: ProviderName
  /** Opens the payment at the platform. @param phone the one that asked, where a guest did */
  create: (deps: Deps, payment: ProviderPayment, phone?: PayerPhone) => Promise<Opened>
  /** Asks the platform what became of a payment. */
  query: (deps: Deps, payment: ProviderPayment) => Promise<ProviderAnswer>
  /**
   * Closes it at the platform, so that it cannot be paid any more; a payment that was paid first is
   * answered as decided.
   */
  close: (deps: Deps, payment: ProviderPayment) => Promise<ProviderAnswer>
  /**
   * Sends money back, once per number however often it is asked. @throws Refusal provider.refused,
   * account.… where this call surely sent nothing; anything else may have
   */
  refund: (deps: Deps, payment: ProviderPayment, refund: ProviderRefund) => Promise<RefundAnswer>
  /** Our number of a refund at the platform. */
  refundNumber: (payment: Pick<ProviderPayment, 'token'>, refundId: number) => string
  /** The platform's own rows of a span of time; null where a person is the platform. */
  statement: ((deps: Deps, owner: BookOwner, span: Span) => Promise<Statement>) | null
  /** How the platform calls back; null for those that never do. */
  callback: ProviderCallbacks | null
}

/** Whose books: an account's, or the store's own for a provider that needs none. */
export type BookOwner = { storeId: number; account: ProviderAccount | null }

/** From the one instant on, before the other. */
export type Span = { from: Date; to: Date }

/** A movement of money as the platform has it in its books. Amounts in 分. */
export type StatementRow = {
  kind: 'payment' | 'refund'
  /**
   * Our reference of the payment that it is, or gives back; empty for what this house never asked
   * for.
   */
  token: string
  /**
   * Our number of it: the payment's token, or the refund's number; empty where the platform has
   * none.
   */
  ourNumber: string
  /** The platform's own number of it. */
  providerNumber: string
  /** The platform's number of the payment that it is, or gives back. */
  transactionId: string
  amountCents: number
  at: Date
  /** Taken by the guest's bank, not given. */
  isChargeback?: boolean
}

export type Statement = {
  rows: StatementRow[]
  /**
   * Until when the rows are all there: before the end of the span when the platform has not written
   * the rest yet.
   */
  upTo: Date
  /** When there will be more, where the platform says so. */
  moreAt: Date | null
}

/** A platform's true word that decides no payment: the door says thanks, and nothing follows. */
export type IdleWord = { idleFor: string }

/** Its true word that nobody can pay a payment any more; our reference of it. */
export type ClosedWord = { closedToken: string }

/**
 * Its true word that money moved there, of the payment with our reference or with its own number.
 */
export type MovedWord = {
  moved: MoveWord & { token: string | null; transactionId: string | null; merchant: string }
}

export type CallbackReading =
  | SignedNotice
  | IdleWord
  | ClosedWord
  | MovedWord
  | { refusedFor: string }

export type CallbackAnswer = { status: number; body: string; contentType?: string }

export type ProviderCallbacks = {
  /**
   * The notice, or the reason why it is not believed. Asks nobody about the payment: a forged word
   * must not cause a request of ours, but for one look a minute at the platform's keys where those
   * change.
   */
  read: (
    deps: Deps,
    raw: RawCallback,
    account: ProviderAccount | null,
  ) => CallbackReading | Promise<CallbackReading>
  /** For a provider that needs no account: what a store is paid into. */
  merchantOf?: (storeId: number) => string
  /** What the platform wants to hear. */
  answer: (isTaken: boolean) => CallbackAnswer
}

/**
 * What a manager is told of an adapter: its settings, and the environment's names of its secrets
 * after `secretName`.
 */
export type AccountKind = {
  settings: ZodType
  secretsOf: (settings: unknown) => readonly string[]
  /**
   * The directory of our pay pages that has to be registered at the platform, where it wants one.
   */
  payDirectoryOf?: (deps: Deps, settings: unknown) => string | null
  /** Whether the platform only plays with it: whatever is paid there, no money comes. */
  isTest: (deps: Pick<Deps, 'platformUrls'>, settings: unknown) => boolean
  /** Asks the platform something harmless with the account's keys. @throws Refusal as every call */
  test: (deps: Deps, account: ProviderAccount) => Promise<void>
}

export const PROVIDER_NAMES = [
  'simulator',
  'cash',
  'terminal',
  'wechat',
  'alipay',
  'stripe',
] as const
export type ProviderName = (typeof PROVIDER_NAMES)[number]
