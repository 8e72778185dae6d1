// Money of a bill goes back: all of it, some dishes, or an amount; with a reason, spread over its
// payments, the latest first. One request is one transaction: a refund row per payment, the dishes
// it is for, and their stock if asked; then it is carried out. Of a bill that still runs no dish
// was bought yet: one that is to come comes off, one that was carried is owed again.

import type { RefundState } from '@/domain/billing'
import { refuseWordless } from '@/domain/ordering'
import { allocateRefund, leftQuantity, lineRefunds, payersOf, withMore } from '@/domain/refunds'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { returnStock } from '../ordering/return-stock'
import { requestHash } from '../request-hash'
import { carryRefund } from './carry-refund'
import { BILL_TO_REFUND, keptLines, paymentsLeft } from './read-refundable'
import { checkRefundDay, checkRefundLimit } from './refund-limit'
import { comingOff, takeOffRunning, takeOffUnserved } from './take-off-unserved'

type Portions = { lineId: number; quantity: number }

export type OrderRefundRequest = {
  orderId: number
  what:
    | { kind: 'whole' }
    | { kind: 'lines'; lines: Portions[] }
    | { kind: 'amount'; amountCents: number }
  reason: string
  /** Whether the dishes given back can be sold again; only for `lines`. */
  returnsStock: boolean
  /** The kitchen makes what is still to come all the same; else it comes off with its money. */
  isStillMade: boolean
  key: string
}

export type OrderRefund = {
  amountCents: number
  /** One per payment, as they stand now. */
  refunds: { id: number; paymentId: number; amountCents: number; state: RefundState }[]
}

/**
 * @throws Refusal reason.wordless, thing.not-found, line.moved-on for portions that are not left,
 *   refund.too-much (leftCents), refund.earlier-day (day), refund.over-limit (limitCents),
 *   request.key-reused
 */
export async function refundOrder(
  deps: Deps,
  actor: Actor,
  request: OrderRefundRequest,
): Promise<OrderRefund> {
  const { storeId, staffId } = actor
  const { orderId, what, reason, key } = request
  const hash = hashOf(request)
  refuseWordless(reason)

  await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    await lockOrder(tx, storeId, orderId)
    const order = await tx.order.findUniqueOrThrow({
      where: { id: orderId },
      include: BILL_TO_REFUND,
    })
    const earlier = await tx.refund.findMany({ where: { storeId, requestKey: key } })
    const payments = paymentsLeft(order)
    const kept = keptLines(order)

    if (earlier.length > 0) {
      const isSame = earlier.every((refund) => refund.requestHash === hash)
      if (!isSame) throw new Refusal('request.key-reused')
      return
    }
    const leftCents = payments.reduce((sum, payment) => sum + payment.leftCents, 0)
    const comesOff = request.isStillMade ? new Set<number>() : comingOff(order)
    const wanted = what.kind === 'lines' ? portionsOf(payments, kept, what.lines, comesOff) : []
    const found =
      what.kind === 'lines'
        ? payersOf(payments, wanted, comesOff).parts
        : allocateRefund(payments, what.kind === 'whole' ? leftCents : what.amountCents)
    if (!found || found.length === 0) throw new Refusal('refund.too-much', { leftCents })
    const by = { staffId, reason, at }
    const { taken, moreCents } = await takeOffRunning(
      tx,
      order,
      wanted.filter(({ lineId }) => comesOff.has(lineId)),
      by,
    )
    const parts = withMore(payments, found, moreCents)
    const amountCents = parts.reduce((sum, part) => sum + part.amountCents, 0)
    await checkRefundDay(
      tx,
      actor,
      parts.map((part) => part.paymentId),
      at,
    )
    await checkRefundLimit(tx, actor, orderId, amountCents)

    const takesAll = what.kind !== 'lines' && amountCents === leftCents
    const isOff = !request.isStillMade && (what.kind === 'lines' || takesAll)
    const off = isOff ? await takeOffUnserved(tx, order, takesAll ? 'all' : wanted, by) : new Map()
    const dishes = wanted.map((dish) => ({
      ...dish,
      lineId: (taken.get(dish.lineId) ?? off.get(dish.lineId))?.id ?? dish.lineId,
    }))

    const rows = await tx.refund.createManyAndReturn({
      data: parts.map((part) => ({
        storeId,
        orderId,
        paymentId: part.paymentId,
        staffId,
        amountCents: part.amountCents,
        reason,
        requestKey: key,
        requestHash: hash,
        // A dot is in no client's key, so these are nobody else's.
        idempotencyKey: `${key}.${part.paymentId}`,
        createdAt: at,
      })),
    })
    const bought = order.settledAt ? dishes : []
    await tx.refundLine.createMany({ data: linesOfRefunds(rows, bought) })
    if (request.returnsStock) {
      const returned = dishes.flatMap(({ lineId, quantity }) =>
        [...kept, ...taken.values(), ...off.values()]
          .filter(({ id }) => id === lineId)
          .map((line) => ({ ...line, returned: quantity })),
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

  const made = await deps.db.refund.findMany({ where: { storeId, orderId, requestKey: key } })
  for (const { id } of made) await carryRefund(deps, id)
  const refunds = await deps.db.refund.findMany({
    where: { id: { in: made.map(({ id }) => id) } },
    select: { id: true, paymentId: true, amountCents: true, state: true },
    orderBy: { id: 'asc' },
  })
  return { amountCents: refunds.reduce((sum, each) => sum + each.amountCents, 0), refunds }
}

type Dish = ReturnType<typeof payersOf>['dishes'][number]

/**
 * What these portions give back, and to whom.
 * @throws Refusal line.moved-on; refund.too-much (leftCents) where nobody paid for them, or not
 *   that much
 */
function portionsOf(
  payments: ReturnType<typeof paymentsLeft>,
  kept: ReturnType<typeof keptLines>,
  wanted: readonly Portions[],
  comesOff: ReadonlySet<number>,
): Dish[] {
  for (const { lineId, quantity } of wanted) {
    const line = kept.find(({ id }) => id === lineId)
    if (!line || quantity > leftQuantity(line)) throw new Refusal('line.moved-on')
  }
  const worth = lineRefunds(kept, wanted)
  const { parts, dishes, missingCents } = payersOf(payments, worth, comesOff)
  const leftCents = parts.reduce((sum, { amountCents }) => sum + amountCents, 0)
  if (missingCents > 0 || leftCents === 0) throw new Refusal('refund.too-much', { leftCents })
  return dishes
}

/** A dish stands at the refund in which its money begins; one that was free, at the first. */
function linesOfRefunds(
  rows: readonly { id: number; paymentId: number }[],
  dishes: readonly Dish[],
): (Portions & { amountCents: number; refundId: number })[] {
  return dishes.map(({ lineId, quantity, amountCents, paymentId }) => {
    const row = rows.find((each) => each.paymentId === paymentId) ?? rows[0]
    return { lineId, quantity, amountCents, refundId: row?.id ?? 0 }
  })
}

function hashOf({ orderId, what, reason, returnsStock, isStillMade }: OrderRefundRequest): string {
  const lines = what.kind === 'lines' ? what.lines : []
  const portions = lines.map(({ lineId, quantity }) => `${lineId}×${quantity}`).sort()
  const amountCents = what.kind === 'amount' ? what.amountCents : null
  return requestHash(
    JSON.stringify([orderId, what.kind, portions, amountCents, reason, returnsStock, isStillMade]),
  )
}
