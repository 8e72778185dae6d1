// Money of a bill goes back: all of it, some dishes, or an amount; with a reason, spread over its payments, the latest first.
// One wish is one transaction: a refund row per payment, the dishes it is for, and their stock if wished; then it is carried out.

import { allocateRefund, leftQuantity, lineRefunds, type RefundState } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { lockOrder } from '../ordering/lock-order'
import { returnStock } from '../ordering/return-stock'
import { wishHash } from '../wish-hash'
import { carryRefund } from './carry-refund'
import { BILL_TO_REFUND, keptLines, paymentsLeft } from './read-refundable'
import { checkRefundLimit } from './refund-limit'

type Portions = { lineId: number; quantity: number }

export type OrderRefundWish = {
  orderId: number
  what:
    | { kind: 'whole' }
    | { kind: 'lines'; lines: Portions[] }
    | { kind: 'amount'; amountCents: number }
  reason: string
  /** Whether the dishes given back can be sold again; only for `lines`. */
  returnsStock: boolean
  key: string
}

export type OrderRefund = {
  amountCents: number
  /** One per payment, as they stand now. */
  refunds: { id: number; paymentId: number; amountCents: number; state: RefundState }[]
}

/**
 * @throws Refusal thing.not-found, line.moved-on for portions that are not left, refund.too-much (leftCents),
 *   refund.over-limit (limitCents), request.key-reused
 */
export async function refundOrder(
  ground: Ground,
  actor: Actor,
  wish: OrderRefundWish,
): Promise<OrderRefund> {
  const { storeId, staffId } = actor
  const { orderId, what, reason, key } = wish
  const hash = hashOf(wish)

  await ground.db.$transaction(async (tx) => {
    const at = ground.now()
    await lockOrder(tx, storeId, orderId)
    const order = await tx.order.findUniqueOrThrow({
      where: { id: orderId },
      include: BILL_TO_REFUND,
    })
    const earlier = await tx.refund.findMany({ where: { storeId, wishKey: key } })
    const payments = paymentsLeft(order)
    const kept = keptLines(order)

    if (earlier.length > 0) {
      const isSame = earlier.every((refund) => refund.wishHash === hash)
      if (!isSame) throw new Refusal('request.key-reused')
      return
    }
    const leftCents = payments.reduce((sum, payment) => sum + payment.leftCents, 0)
    const dishes = what.kind === 'lines' ? portionsOf(order.owedCents, kept, what.lines) : []
    const amountCents = {
      whole: leftCents,
      lines: dishes.reduce((sum, dish) => sum + dish.amountCents, 0),
      amount: what.kind === 'amount' ? what.amountCents : 0,
    }[what.kind]
    const parts = allocateRefund(payments, amountCents)
    if (!parts || parts.length === 0) throw new Refusal('refund.too-much', { leftCents })
    await checkRefundLimit(tx, actor, orderId, amountCents)

    const rows = await tx.refund.createManyAndReturn({
      data: parts.map((part) => ({
        storeId,
        orderId,
        paymentId: part.paymentId,
        staffId,
        amountCents: part.amountCents,
        reason,
        wishKey: key,
        wishHash: hash,
        // A dot is in no client's key, so these are nobody else's.
        idempotencyKey: `${key}.${part.paymentId}`,
        createdAt: at,
      })),
    })
    await tx.refundLine.createMany({ data: linesOfRefunds(rows, dishes) })
    if (wish.returnsStock) {
      const returned = dishes.flatMap(({ lineId, quantity }) =>
        kept.filter(({ id }) => id === lineId).map((line) => ({ ...line, returned: quantity })),
      )
      await returnStock(tx, storeId, returned, { staffId, at })
    }
    await writeAudit(tx, actor, {
      action: 'order.refunded',
      subject: 'order',
      subjectId: orderId,
      details: { what: what.kind, amountCents, reason, refundIds: rows.map(({ id }) => id) },
    })
  })

  const made = await ground.db.refund.findMany({ where: { storeId, orderId, wishKey: key } })
  for (const { id } of made) await carryRefund(ground, id)
  const refunds = await ground.db.refund.findMany({
    where: { id: { in: made.map(({ id }) => id) } },
    select: { id: true, paymentId: true, amountCents: true, state: true },
    orderBy: { id: 'asc' },
  })
  return { amountCents: refunds.reduce((sum, each) => sum + each.amountCents, 0), refunds }
}

/** @throws Refusal line.moved-on */
function portionsOf(
  owedCents: number,
  kept: ReturnType<typeof keptLines>,
  wanted: readonly Portions[],
) {
  for (const { lineId, quantity } of wanted) {
    const line = kept.find(({ id }) => id === lineId)
    if (!line || quantity > leftQuantity(line)) throw new Refusal('line.moved-on')
  }
  return lineRefunds(owedCents, kept, wanted)
}

type Dish = Portions & { amountCents: number }

/** A dish stands at the refund in which its money begins. */
function linesOfRefunds(
  rows: readonly { id: number; amountCents: number }[],
  dishes: readonly Dish[],
): (Dish & { refundId: number })[] {
  let beforeCents = 0
  return dishes.map((dish) => {
    let upToCents = 0
    const row = rows.find((each) => {
      upToCents += each.amountCents
      return beforeCents < upToCents
    })
    beforeCents += dish.amountCents
    return { ...dish, refundId: (row ?? rows.at(-1))?.id ?? 0 }
  })
}

function hashOf({ orderId, what, reason, returnsStock }: OrderRefundWish): string {
  const lines = what.kind === 'lines' ? what.lines : []
  const portions = lines.map(({ lineId, quantity }) => `${lineId}×${quantity}`).sort()
  const amountCents = what.kind === 'amount' ? what.amountCents : null
  return wishHash(JSON.stringify([orderId, what.kind, portions, amountCents, reason, returnsStock]))
}
