// A dish that waits gets its weight, or the price that is asked at the table; until money is in the
// bill it may be said anew.

import { LOSSES } from '@/domain/access'
import { type LineRate, priceWaiting } from '@/domain/menu'
import { MAXIMUM_CENTS } from '@/domain/money'
import { PRICED } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { followLines } from './follow-lines'
import { lockOrder } from './lock-order'
import { settleCovered } from './settle-order'

/**
 * Saying the same again changes nothing.
 * @param request.grams what it weighs; null where it is not weighed
 * @param request.priceCents its price in 分 (of the rate's grams, else of a portion); null where
 *   it was known when it was ordered
 * @param request.seenCents what the person saw a portion cost, null = that it waits: another by now
 *   refuses line.moved-on
 * @throws Refusal thing.not-found, line.moved-on also when it is taken back or waits for nothing,
 *   order.final, order.already-paid, order.being-corrected, payment.other-pending, line.paid,
 *   order.too-large (limitCents), input.invalid (field)
 */
export async function priceLine(
  deps: Deps,
  actor: Actor,
  request: {
    lineId: number
    grams: number | null
    priceCents: number | null
    seenCents: number | null
  },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const found = await tx.orderLine.findFirst({
      where: { id: request.lineId, storeId: actor.storeId },
      select: { orderId: true },
    })
    if (!found) throw new Refusal('thing.not-found')
    const order = await lockOrder(tx, actor.storeId, found.orderId)
    const line = order.lines.find(({ id }) => id === request.lineId)
    const pending = await tx.payment.count({ where: { orderId: order.id, state: 'pending' } })

    if (!line?.rate || line.state === 'voided') throw new Refusal('line.moved-on')
    if (order.state === 'cancelled') throw new Refusal('order.final')
    if (order.settledAt) throw new Refusal('order.already-paid')
    const { rate, grams, price } = priceWaiting(line.rate as LineRate, request)
    const now = line.isPriced ? line.unitCents : null
    if (now === price.unitCents && grams === line.grams) return
    if (now !== request.seenCents) throw new Refusal('line.moved-on')
    if (order.reopenedAt && !actor.may(LOSSES['price of a bill being corrected'])) {
      throw new Refusal('order.being-corrected')
    }
    if (pending > 0) throw new Refusal('payment.other-pending')
    const hasMoney = order.paidCents > order.surplusCents && !order.reopenedAt
    if (line.isPriced && hasMoney) throw new Refusal('line.paid')
    const totalCents = price.unitCents * line.quantity
    if (totalCents > MAXIMUM_CENTS) {
      throw new Refusal('order.too-large', { limitCents: MAXIMUM_CENTS })
    }
    const by = { staffId: actor.staffId, at: deps.now() }

    await tx.orderLine.update({
      where: { id: line.id, version: line.version, isPriced: line.isPriced },
      data: { rate, grams, isPriced: true, ...price, totalCents },
    })
    await followLines(tx, { orderId: order.id, ...by, reason: PRICED, lineIds: [line.id] })
    await settleCovered(tx, order, by)
    await writeAudit(tx, actor, {
      action: 'line.priced',
      subject: 'line',
      subjectId: line.id,
      details: {
        grams,
        cents: price.unitCents,
        ...(line.isPriced && { gramsBefore: line.grams, centsBefore: line.unitCents }),
      },
    })
  })
}
