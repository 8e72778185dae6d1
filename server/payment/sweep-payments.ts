// What nobody waits for any more is brought to its end: providers are asked about payments they did not call back about,
// payments past their time expire, refunds that a crash left on the way are carried on. Called at an interval by main.

import type { Ground } from '../ground'
import { askPayment } from './ask-payment'
import { carryRefund } from './carry-refund'
import { closePayment } from './close-payment'
import { ASKED_PROVIDERS } from './providers/registry'

const AT_ONCE = 100

/** A platform has this long to call back before it is asked, and as long again before it is asked again. */
const ASK_AFTER_MS = 20_000

/** A refund is left to the deed that recorded it for this long. */
const REFUND_GRACE_MS = 10_000

/** May run twice at once. @returns how many payments and refunds were looked at */
export async function sweepPayments(ground: Ground): Promise<number> {
  const { db } = ground
  const now = ground.now()
  const quiet = new Date(now.getTime() - ASK_AFTER_MS)
  const due = await db.payment.findMany({
    where: { state: 'pending', expiresAt: { lte: now } },
    select: { id: true },
    orderBy: { expiresAt: 'asc' },
    take: AT_ONCE,
  })
  const unheard = await db.payment.findMany({
    where: {
      state: 'pending',
      provider: { in: [...ASKED_PROVIDERS] },
      expiresAt: { gt: now },
      createdAt: { lte: quiet },
      OR: [{ askedAt: null }, { askedAt: { lte: quiet } }],
    },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
    take: AT_ONCE,
  })
  const onTheWay = await db.refund.findMany({
    where: { state: 'pending', createdAt: { lte: new Date(now.getTime() - REFUND_GRACE_MS) } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  })

  for (const { id } of due) {
    await alone(ground, { payment: id }, () => closePayment(ground, id, 'expired'))
  }
  for (const { id } of unheard) {
    await alone(ground, { payment: id }, () => askPayment(ground, id))
  }
  for (const { id } of onTheWay) {
    await alone(ground, { refund: id }, () => carryRefund(ground, id))
  }
  const count = due.length + unheard.length + onTheWay.length
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
