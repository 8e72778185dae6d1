// 反结账: a settled bill is opened again to be corrected, by a manager and with a reason. What went
// back of it before is simply not paid any more; what the correction makes too much goes back when
// the bill is closed again.

import { isVisit } from '@/domain/membership'
import { refuseWordless } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { countVisit } from '../membership/count-visit'
import { keptLines } from '../ordering/bill-facts'
import { lockOrder } from '../ordering/lock-order'
import { recomputeBill } from '../ordering/recompute-bill'
import { tellOrder } from './tell-order'

/**
 * @throws Refusal reason.wordless, thing.not-found, order.final when cancelled, order.not-paid when
 *   it runs already, order.other-runs
 */
export async function reopenOrder(
  deps: Deps,
  actor: Actor,
  request: { orderId: number; reason: string },
): Promise<void> {
  const { orderId, reason } = request
  refuseWordless(reason)
  await deps.db.$transaction(async (tx) => {
    const order = await lockOrder(tx, actor.storeId, orderId)

    if (order.state === 'cancelled') throw new Refusal('order.final')
    if (!order.settledAt) throw new Refusal('order.not-paid')

    await tx.order
      .update({
        where: { id: orderId, version: order.version, paidCents: order.paidCents },
        data: {
          settledAt: null,
          reopenedAt: deps.now(),
          paidCents: order.paidCents - order.refundedCents,
          refundedCents: 0,
        },
      })
      .catch(refuseSecondRunning)
    // As it was before it was settled: its coupon lies on it and may still come off, and it counts
    // again when it is settled again.
    await tx.coupon.updateMany({ where: { orderId }, data: { usedAt: null } })
    if (isVisit(order)) await countVisit(tx, order.memberId, -1)
    await writeAudit(tx, actor, {
      action: 'order.reopened',
      subject: 'order',
      subjectId: orderId,
      details: { reason, paidCents: order.paidCents, refundedCents: order.refundedCents },
    })

    // What came off with its money, after the bill had its sums, is owed no more.
    const leftCents = keptLines(order).reduce((sum, { totalCents }) => sum + totalCents, 0)
    if (leftCents === order.itemsCents) await tellOrder(tx, orderId)
    else await recomputeBill(tx, orderId, { staffId: actor.staffId, at: deps.now() })
  })
}

/** A table has one running bill; its index says so also to two who reopen at once. */
function refuseSecondRunning(error: unknown): never {
  if ((error as { code?: string }).code === 'P2002') throw new Refusal('order.other-runs')
  throw error
}
