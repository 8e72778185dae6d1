// The seam behind which money moves: what every way of paying must be able to do. Nothing on this side knows a platform's
// protocol, nothing on the other side knows an order. Every call may be repeated: a platform is asked by our own references.

import type { Notice } from '@/domain/payment'
import type { Ground } from '../../ground'

/** A payment as a provider needs to know it; `token` is our reference at the platform. Amounts in 分. */
export type ProviderPayment = {
  id: number
  storeId: number
  token: string
  method: string
  amountCents: number
  currency: string
  transactionId: string | null
  expiresAt: Date
}

export type ProviderRefund = { id: number; amountCents: number; reason: string }

/** What a platform knows of a payment. unknown: it never heard of it, so nobody can have paid there. */
export type ProviderAnswer =
  | { state: 'open' | 'closed' | 'unknown' }
  | { state: 'decided'; notice: SignedNotice }

/** A platform's word that its adapter found to be truly the platform's: signed, fresh, in its form. */
export type SignedNotice = Notice & {
  /** Our reference: the payment's token. */
  token: string
  /** The account that was paid into. */
  merchant: string
}

export type RawCallback = {
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** The body exactly as it came: signatures are over bytes. */
  body: Buffer
}

export type Provider = {
  name: ProviderName
  /** Opens the payment at the platform; where the guest goes to pay, or null when it is paid at the till. */
  create: (ground: Ground, payment: ProviderPayment) => Promise<{ payUrl: string | null }>
  /** Asks the platform what became of a payment. */
  query: (ground: Ground, payment: ProviderPayment) => Promise<ProviderAnswer>
  /** Closes it at the platform, so that it cannot be paid any more; a payment that was paid first is answered as decided. */
  close: (ground: Ground, payment: ProviderPayment) => Promise<ProviderAnswer>
  /** Sends money back. pending: ask again later. */
  refund: (
    ground: Ground,
    payment: ProviderPayment,
    refund: ProviderRefund,
  ) => Promise<{ state: 'succeeded' | 'pending' | 'failed'; providerRef: string }>
  /** How the platform calls back; null for those that never do. */
  callback: ProviderCallbacks | null
}

export type ProviderCallbacks = {
  /** The notice, or the reason why it is not believed. */
  read: (ground: Ground, raw: RawCallback) => SignedNotice | { refusedFor: string }
  /** The account at the platform that a store is paid into. */
  merchantOf: (storeId: number) => string
  /** What the platform wants to hear. */
  answer: (isTaken: boolean) => { status: number; body: string }
}

export const PROVIDER_NAMES = ['simulator', 'cash', 'terminal'] as const
export type ProviderName = (typeof PROVIDER_NAMES)[number]
