// A platform's stand-in for tests: a server on loopback that speaks the platform's own protocol
// with keys of its own, remembers trades as the platform does, and can be told to misbehave.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RawCallback } from '@/server/platforms/providers/provider'

export type Misbehaviour =
  | 'no-answer'
  /** It takes the request and says nothing, for ever. */
  | 'silent'
  | 'broken'
  | 'forged'
  | 'late-answer'
  /** Its merchant's balance is too small for any refund. */
  | 'no-balance'
  /** Of bills: a file is not the one that was promised, is cut short, or is still being written. */
  | 'other-file'
  | 'cut-file'
  | 'writing'
  | null

export type Trade = {
  /** The platform's name for our reference. */
  reference: string
  amountCents: number
  /** refunded: paid, and given back by hand there before anybody heard of it. */
  state: 'open' | 'paid' | 'closed' | 'refunded'
  transactionId: string
  refunds: Map<string, number>
  /** What it says of a refund instead of that it went, by its number. */
  refundStates?: Map<string, string>
  /** For its books: when it was paid, and when each refund was sent. */
  paidAt?: Date
  refundedAt?: Map<string, Date>
}

/** A movement in the platform's own books. */
export type Movement = {
  trade: Trade
  /** Null for the payment itself. */
  refund: { reference: string; nth: number } | null
  amountCents: number
  at: Date
}

/** What moved between two instants, in the order of time. */
export function movementsOf(trades: Iterable<Trade>, from: Date, to: Date): Movement[] {
  const all = [...trades].flatMap((trade): Movement[] => {
    const paid = { trade, refund: null, amountCents: trade.amountCents, at: trade.paidAt }
    const refunds = [...trade.refunds].map(([reference, amountCents], nth) => ({
      trade,
      refund: { reference, nth },
      amountCents,
      at: trade.refundedAt?.get(reference),
    }))
    return [paid, ...refunds].flatMap((each) => (each.at ? [{ ...each, at: each.at }] : []))
  })
  const within = all.filter(({ at }) => from <= at && at < to)
  return within.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** Remembers a refund once, with its instant. */
export function refunded(trade: Trade, reference: string, amountCents: number, at: Date): void {
  if (trade.refunds.has(reference)) return
  trade.refunds.set(reference, amountCents)
  trade.refundedAt = (trade.refundedAt ?? new Map()).set(reference, at)
}

/** The day of a Beijing date. */
export function beijingDay(date: string): { from: Date; to: Date } {
  const from = new Date(`${date}T00:00:00+08:00`)
  return { from, to: new Date(from.getTime() + 86_400_000) }
}

export function beijingText(at: Date): string {
  return at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })
}

/** Money that moved at the platform without us. */
export type Moved = {
  kind: 'refund' | 'chargeback'
  number: string
  amountCents: number
  /** It failed, or was won back. */
  hasReturned?: boolean
  /** Told as a sum of all that went back, without a number, where the platform does so. */
  totalCents?: number
  changes?: Record<string, unknown>
}

export type StandIn = {
  url: string
  trades: Map<string, Trade>
  /** Every request it got, e.g. `POST /v3/pay/transactions/native`. */
  requests: string[]
  /** How it treats the next requests. */
  misbehaves: Misbehaviour
  stop: () => Promise<void>
}

export type PlatformStandIn = StandIn & {
  provider: 'wechat' | 'alipay' | 'stripe'
  method: 'wechat' | 'alipay' | 'credit_card'
  merchant: string
  settings: Record<string, string | boolean>
  /** What the environment holds, without the account's name before it. */
  secrets: Record<string, string>
  /** The trade of our payment's token. */
  tradeOf: (token: string) => Trade
  /** What it calls back with when a trade was paid; `changes` are made before signing. */
  callback: (
    token: string,
    changes?: Record<string, unknown>,
    options?: { at?: Date; type?: string },
  ) => RawCallback
  /** What it tells of money that moved there; see the platform's own fields. */
  moved: (token: string, word: Moved) => RawCallback
  /** Truly signed bodies, and signatures made otherwise, that must not be believed. */
  forgeries: (token: string) => [name: string, RawCallback][]
}

export async function listen(
  answer: (req: IncomingMessage, body: string, res: ServerResponse) => void,
): Promise<StandIn> {
  const standIn: StandIn = {
    url: '',
    trades: new Map(),
    requests: [],
    misbehaves: null,
    stop: async () => {},
  }
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    standIn.requests.push(`${req.method} ${req.url?.split('?')[0]}`)
    if (standIn.misbehaves === 'no-answer') {
      res.destroy()
    } else if (standIn.misbehaves === 'silent') {
      // Whoever asked waits, until the stand-in is stopped.
    } else if (standIn.misbehaves === 'broken') {
      res.statusCode = 502
      res.end('<html>Bad Gateway</html>')
    } else {
      answer(req, Buffer.concat(chunks).toString('utf8'), res)
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  standIn.stop = () =>
    new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return standIn
}

/** One bit of a text changed, in the middle. */
export function flipped(text: string): string {
  const bytes = Buffer.from(text)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  return bytes.toString('latin1')
}

/**
 * Whether a platform would take a text: there, whole, in one line, not too long, without what it
 * forbids.
 */
export function isTaken(
  text: unknown,
  { bytes, forbidden = /$^/ }: { bytes: number; forbidden?: RegExp },
): boolean {
  if (typeof text !== 'string' || text.trim() === '') return false
  const isWhole = !/[\p{Cc}\p{Cs}\ufffd]/u.test(text)
  return isWhole && Buffer.byteLength(text) <= bytes && !forbidden.test(text)
}
