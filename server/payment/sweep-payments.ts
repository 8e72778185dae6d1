// What nobody waits for any more is brought to its end: payments past their time are asked about at their provider and then
// expire, refunds that a crash left on the way are carried on. Called at an interval by main; may run twice at once.

import type { Ground } from '../ground'
import { carryRefund } from './carry-refund'
import { closePayment } from './close-payment'

const AT_ONCE = 100

/** A refund is left to the deed that recorded it for this long. */
const REFUND_GRACE_MS = 10_000

/** @returns how many payments and refunds were looked at */
export async function sweepPayments(ground: Ground): Promise<number> {
  const now = ground.now()
  const due = await ground.db.payment.findMany({
    where: { state: 'pending', expiresAt: { lte: now } },
    select: { id: true },
    orderBy: { expiresAt: 'asc' },
    take: AT_ONCE,
  })
  const onTheWay = await ground.db.refund.findMany({
    where: { state: 'pending', createdAt: { lte: new Date(now.getTime() - REFUND_GRACE_MS) } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  })

  for (const { id } of due) {
    await alone(ground, { payment: id }, () => closePayment(ground, id, 'expired'))
  }
  for (const { id } of onTheWay) {
    await alone(ground, { refund: id }, () => carryRefund(ground, id))
  }
  const count = due.length + onTheWay.length
  if (count > 0) ground.nudge()
  return count
}

/** One that fails must not keep the others waiting; it is tried again at the next sweep. */
async function alone(ground: Ground, what: object, step: () => Promise<unknown>): Promise<void> {
  try {
    await step()
  } catch (err) {
    ground.log.error({ err, ...what }, 'sweep: not done, will be tried again')
  }
}
