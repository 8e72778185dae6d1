// Staff take something off a bill: an amount, a percentage, or a dish as a gift; always with a
// reason, within their limit, and written down with who it was.

import { discountLimitOf } from '@/domain/access'
import { type DiscountKind, refuseWordless } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { refusePaidPortions } from '../ordering/paid-portions'
import { recomputeBill } from '../ordering/recompute-bill'
import { settleCovered } from '../ordering/settle-order'
import { refuseClosedBill } from './lock-open-bill'

export type DiscountRequest = {
  orderId: number
  /** Null = the whole bill. */
  lineId: number | null
  kind: DiscountKind
  /** In 分, of amount_off. */
  amountCents: number
  /** What is still paid of 10,000, of percent_off. */
  payBasisPoints: number
}

export type Discounted = { discountId: number; owedCents: number }

/**
 * @throws Refusal reason.wordless, thing.not-found, order.final, order.already-paid,
 *   payment.other-pending, line.paid, line.moved-on, order.nothing-owed, discount.too-much
 *   (limitCents), request.key-reused
 */
export async function discountOrder(
  deps: Deps,
  actor: Actor,
  { key, ...asked }: DiscountRequest & { reason: string; key: string },
): Promise<Discounted> {
  refuseWordless(asked.reason)
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const { storeId, staffId } = actor
    const { orderId, lineId, kind, amountCents, payBasisPoints, reason } = asked
    const request = { orderId, lineId, kind, amountCents, payBasisPoints, reason }
    const order = await lockOrder(tx, storeId, orderId)
    const earlier = await tx.manualDiscount.findUnique({
      where: { storeId_idempotencyKey: { storeId, idempotencyKey: key } },
      include: { order: { select: { owedCents: true } } },
    })
    if (earlier) {
      if (!isSame(earlier, request)) throw new Refusal('request.key-reused')
      return { discountId: earlier.id, owedCents: earlier.order.owedCents }
    }
    // Of a bill that is paid in part only what is not paid yet gets cheaper: a dish that nobody has
    // paid for.
    await refuseClosedBill(tx, { storeId, sittingId: null }, order, lineId !== null)
    const { cashierDiscountLimitCents } = await tx.store.findUniqueOrThrow({
      where: { id: storeId },
    })

    const line = order.lines.find(({ id }) => id === lineId)
    if (lineId !== null && !line) throw new Refusal('thing.not-found')
    if (line?.state === 'voided') throw new Refusal('line.moved-on')
    if (line) await refusePaidPortions(tx, order, line, line.quantity)

    const { id: discountId } = await tx.manualDiscount.create({
      data: { ...request, storeId, staffId, idempotencyKey: key, createdAt: at },
    })
    await recomputeBill(tx, orderId, { staffId, at })
    const manual = await tx.orderAdjustment.findMany({ where: { orderId, kind: 'manual' } })
    const taken = manual.find((each) => each.discountId === discountId)
    if (!taken) throw new Refusal('order.nothing-owed')
    const limitCents = discountLimitOf(actor.role, cashierDiscountLimitCents)
    const allCents = 0 - manual.reduce((sum, { amountCents }) => sum + amountCents, 0)
    if (limitCents !== null && allCents > limitCents) {
      throw new Refusal('discount.too-much', { limitCents })
    }
    if (limitCents !== null) {
      // What more dishes would add to it stays within the limit too.
      const maximumCents = limitCents - allCents - taken.amountCents
      await tx.manualDiscount.update({ where: { id: discountId }, data: { maximumCents } })
    }

    await settleCovered(tx, order, { staffId, at })
    await writeAudit(tx, actor, {
      action: 'discount.given',
      subject: 'order',
      subjectId: orderId,
      details: { discountId, lineId, kind, takenCents: -taken.amountCents, reason },
    })
    const { owedCents } = await tx.order.findUniqueOrThrow({ where: { id: orderId } })
    return { discountId, owedCents }
  })
}

type Kept = DiscountRequest & { reason: string }

function isSame(earlier: Kept, request: Kept): boolean {
  const keys = ['orderId', 'lineId', 'kind', 'amountCents', 'payBasisPoints', 'reason'] as const
  return keys.every((key) => earlier[key] === request[key])
}
