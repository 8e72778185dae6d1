// What may be given back of a bill, dish by dish and as a whole, for who is about to do it.

import { type RefundState, refundableCents } from '@/domain/billing'
import { payableOf } from '@/domain/costs'
import type { Localized } from '@/domain/language'
import type { Balance, Level } from '@/domain/membership'
import { leftQuantity, lineRefunds, payersOf } from '@/domain/refunds'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { LEVEL_FACTS } from '../membership/member-card'
import { type Earnings, readEarnings } from '../membership/read-earnings'
import { keptAdjustments } from '../ordering/kept-adjustments'
import { earlierDay, refundLimit } from './refund-limit'
import { comingOff, isToCome } from './take-off-unserved'

export type Refundable = {
  /** What is left of all payments together, in 分. */
  leftCents: number
  /** The most the asking person may give back of this bill, in 分; null = any amount. */
  limitCents: number | null
  /**
   * The business day of money in it that the asking person may not give back, because it is not
   * today; null = they may.
   */
  earlierDay: string | null
  /**
   * Not all of it is paid, or it is being corrected: with its money a dish that is still to come
   * comes off; one that was carried is owed again.
   */
  isRunning: boolean
  /** Whether some of it was paid in cash, which a person hands back. */
  hasCash: boolean
  lines: {
    id: number
    name: string
    names: Localized
    leftQuantity: number
    /** Still to come to its table: its money takes it off, unless it shall be made all the same. */
    isToCome: boolean
    /**
     * What the first so many portions give back, in 分: one entry per portion, the last is all of
     * them. What nobody paid for gives none.
     */
    portionCents: number[]
  }[]
  /**
   * What money of this bill has brought its member, and so what giving it back takes from them;
   * null = nobody's bill.
   */
  member:
    | (Balance & {
        lifetimePoints: number
        levels: Level[]
        /** Of this bill: its points now, and what is spent on it, in 分. */
        bill: Earnings
      })
    | null
  /** Comes back into its owner's hand once all of the bill went back; null = none was used. */
  coupon: { name: string; names: Localized } | null
}

/** @throws Refusal thing.not-found */
export async function readRefundable(
  deps: Deps,
  actor: Actor,
  { orderId }: { orderId: number },
): Promise<Refundable> {
  const order = await deps.db.order.findFirst({
    where: { id: orderId, storeId: actor.storeId },
    include: BILL_TO_REFUND,
  })
  if (!order) throw new Refusal('thing.not-found')
  const kept = keptLines(order)
  const payments = paymentsLeft(order)
  const comesOff = comingOff(order)
  const coupon = order.coupons.find(({ usedAt }) => usedAt !== null)
  const paidIds = payments.filter(({ leftCents }) => leftCents > 0).map(({ id }) => id)
  return {
    leftCents: payments.reduce((sum, { leftCents }) => sum + leftCents, 0),
    limitCents: await refundLimit(deps.db, actor, orderId),
    earlierDay: await earlierDay(deps.db, actor, paidIds, deps.now()),
    isRunning: order.settledAt === null,
    hasCash: order.payments.some(
      ({ provider, state }) => provider === 'cash' && state === 'succeeded',
    ),
    lines: spoken(kept).map((line) => ({
      id: line.id,
      name: line.name,
      names: line.names,
      leftQuantity: leftQuantity(line),
      isToCome: isToCome(line),
      portionCents: Array.from({ length: leftQuantity(line) }, (_, index) => {
        const worth = lineRefunds(kept, [{ lineId: line.id, quantity: index + 1 }])
        return sumOf(payersOf(payments, worth, comesOff).parts)
      }),
    })),
    member: await memberOf(deps, order),
    coupon: coupon ? spoken(coupon.offer) : null,
  }
}

async function memberOf(
  { db }: Deps,
  { id: orderId, memberId }: { id: number; memberId: number | null },
): Promise<Refundable['member']> {
  if (memberId === null) return null
  const { brand, ...member } = await db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: {
      points: true,
      debtPoints: true,
      lifetimePoints: true,
      brand: { select: { levels: { select: LEVEL_FACTS } } },
    },
  })
  const bill = await readEarnings(db, { orderId, memberId })
  return { ...member, levels: spoken(brand.levels), bill }
}

export const BILL_TO_REFUND = {
  lines: {
    orderBy: { id: 'asc' },
    include: { refunds: { include: { refund: { select: { state: true, createdAt: true } } } } },
  },
  adjustments: { orderBy: { id: 'asc' } },
  payments: { include: { refunds: true, shares: { orderBy: { id: 'asc' } } } },
  coupons: { select: { usedAt: true, offer: { select: { name: true, names: true } } } },
} as const satisfies Prisma.OrderInclude

type BillToRefund = Prisma.OrderGetPayload<{ include: typeof BILL_TO_REFUND }>

/**
 * The lines that the bill is for, with what of them was given back or is on its way. A bill that is
 * reopened is owed and paid anew: what went back before counts no more.
 */
export function keptLines(order: BillToRefund) {
  const { reopenedAt } = order
  const counts = (refund: { state: RefundState; createdAt: Date }) =>
    refund.state !== 'failed' && (!reopenedAt || refund.createdAt >= reopenedAt)
  const gone = (line: BillToRefund['lines'][number]) =>
    line.refunds.filter(({ refund }) => counts(refund))
  // What came off a settled bill with its money was paid for: it is worth what went back, the
  // others what is left.
  const isGivenBack = (line: BillToRefund['lines'][number]) =>
    order.settledAt !== null && line.state === 'voided' && line.refunds.length > 0
  const off = order.lines.filter((line) => isGivenBack(line) && gone(line).length > 0)
  const kept = order.lines.filter(
    (line) => line.state !== 'voided' || (isGivenBack(line) && !off.includes(line)),
  )
  const offCents = off.map((line) => sumOf(gone(line)))
  const left = order.owedCents - offCents.reduce((sum, cents) => sum + cents, 0)
  const { lines: payable } = payableOf(left, kept, keptAdjustments(order))
  return order.lines
    .filter((line) => kept.includes(line) || off.includes(line))
    .map((line) => ({
      ...line,
      payableCents: payable[kept.indexOf(line)] ?? offCents[off.indexOf(line)] ?? 0,
      refundedQuantity: gone(line).reduce((sum, { quantity }) => sum + quantity, 0),
    }))
}

const sumOf = (parts: readonly { amountCents: number }[]) =>
  parts.reduce((sum, { amountCents }) => sum + amountCents, 0)

/** The payments with what is left of each, in 分, and for which dishes it was. */
export function paymentsLeft(order: BillToRefund) {
  return order.payments.map((payment) => ({
    id: payment.id,
    leftCents: refundableCents(payment, payment.refunds),
    headCents: payment.headCents,
    shares: payment.shares,
  }))
}
