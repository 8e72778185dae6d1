// What of an order is paid and what is locked by payments under way: the rows behind a split.

import { isCallForWhole, refundableCents } from '@/domain/billing'
import { payableOf } from '@/domain/costs'
import { type SplitState, splitStateOf } from '@/domain/split'
import type { Prisma } from '@/prisma/client/client'
import { keptAdjustments } from '../ordering/kept-adjustments'
import type { WholeOrder } from '../ordering/lock-order'

const PART_FACTS = {
  shares: {
    select: { lineId: true, amountCents: true, quantity: true, of: true },
    orderBy: { id: 'asc' },
  },
  refunds: { select: { state: true, amountCents: true } },
  guest: { select: { number: true } },
} as const satisfies Prisma.PaymentInclude

export type PendingPart = Prisma.PaymentGetPayload<{ include: typeof PART_FACTS }>

/** Of an order as it was read; whoever decides by it holds its lock. */
export async function loadSplit(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
): Promise<{ state: SplitState; pending: PendingPart[]; people: number }> {
  const kept = order.lines.filter((line) => line.state !== 'voided')
  const guestIds = kept.flatMap((line) => line.guestId ?? [])
  const guests = await tx.guest.findMany({ where: { id: { in: [...new Set(guestIds)] } } })
  const payments = await tx.payment.findMany({
    where: { orderId: order.id, state: { in: ['pending', 'succeeded'] } },
    include: PART_FACTS,
    orderBy: { id: 'asc' },
  })

  const numberOf = new Map(guests.map((guest) => [guest.id, guest.number]))
  const people = await peopleAt(tx, order)
  const payable = payableOf(order.owedCents, kept, keptAdjustments(order))
  const state = splitStateOf(
    order,
    kept.map((line, index) => ({
      ...line,
      payableCents: payable.lines[index] ?? 0,
      guestNumber: numberOf.get(line.guestId ?? 0) ?? null,
    })),
    { payableCents: payable.headsCents, count: order.heads || people },
    payments.filter(isClaim).map((payment) => ({
      id: payment.id,
      kind: payment.splitKind,
      state: payment.state,
      amountCents: payment.amountCents,
      keptCents:
        payment.state === 'pending'
          ? payment.amountCents
          : refundableCents(payment, payment.refunds),
      guestNumber: payment.guest?.number ?? null,
      headCents: payment.headCents,
      shares: payment.shares,
    })),
  )
  return { state, pending: payments.filter((payment) => payment.state === 'pending'), people }
}

/** How many people share the bill: as they were counted, else the phones at the table. */
async function peopleAt(tx: Prisma.TransactionClient, { sittingId }: WholeOrder): Promise<number> {
  if (!sittingId) return 0
  const sitting = await tx.sitting.findUniqueOrThrow({
    where: { id: sittingId },
    select: { partySize: true, guests: { select: { id: true } } },
  })
  return sitting.partySize ?? sitting.guests.length
}

/**
 * A call for cash for the whole bill takes what is open when the waiter comes, so until then it
 * claims nothing.
 */
function isClaim(payment: PendingPart): boolean {
  return payment.state !== 'pending' || !isCallForWhole(payment)
}
