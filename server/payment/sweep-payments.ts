// What nobody waits for any more is brought to its end: providers are asked about payments they did not call back about,
// payments past their time expire, refunds that a crash left on the way are carried on. Called at an interval by main.

import { askAgainAfterMs, LONGEST_PATIENCE_ASKS } from '@/domain/payment'
import type { Ground } from '../ground'
import { askPayment } from './ask-payment'
import { carryRefund } from './carry-refund'
import { closePayment } from './close-payment'
import { deliverCallbacks } from './deliver-callbacks'
import { ASKED_PROVIDERS } from './providers/registry'

const AT_ONCE = 500
const AT_A_TIME = 4

/** A refund is left to the deed that recorded it for this long. */
const REFUND_GRACE_MS = 10_000

/** May run twice at once. @returns how many payments and refunds were looked at */
export async function sweepPayments(ground: Ground): Promise<number> {
  const { db } = ground
  const now = ground.now()
  await deliverCallbacks(ground)
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
      createdAt: { lte: before(now, askAgainAfterMs(0)) },
      OR: [{ askedAt: null }, ...patience(now).map(([asks, askedAt]) => ({ asks, askedAt }))],
    },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
    take: AT_ONCE,
  })
  const onTheWay = await db.refund.findMany({
    where: {
      state: 'pending',
      createdAt: { lte: before(now, REFUND_GRACE_MS) },
      OR: [
        { askedAt: null },
        ...patience(now).map(([attempts, askedAt]) => ({ attempts, askedAt })),
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  })

  await Promise.all([
    several(due, ({ id }) =>
      alone(ground, { payment: id }, () => closePayment(ground, id, 'expired')),
    ),
    several(unheard, ({ id }) => alone(ground, { payment: id }, () => askPayment(ground, id))),
    several(onTheWay, ({ id }) => alone(ground, { refund: id }, () => carryRefund(ground, id))),
  ])
  const count = due.length + unheard.length + onTheWay.length
  if (count > 0) ground.nudge()
  return count
}

/** For each number of asks, before when the last one must have been for another; an ask that was answered "not yet" counts. */
function patience(now: Date): [number | { gte: number }, { lte: Date }][] {
  return Array.from({ length: LONGEST_PATIENCE_ASKS + 1 }, (_, asks) => [
    asks === LONGEST_PATIENCE_ASKS ? { gte: asks } : asks,
    { lte: before(now, askAgainAfterMs(Math.max(0, asks - 1))) },
  ])
}

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms)
}

/** A platform that is down lets each one wait: some at a time, so that the others are not behind it. */
async function several<Thing>(things: Thing[], step: (thing: Thing) => Promise<void>) {
  const left = [...things].reverse()
  const next = async () => {
    for (let thing = left.pop(); thing !== undefined; thing = left.pop()) await step(thing)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, next))
}

/** One that fails must not keep the others waiting; it is tried again at the next sweep. */
async function alone(ground: Ground, what: object, step: () => Promise<unknown>): Promise<void> {
  try {
    await step()
  } catch (err) {
    ground.log.error({ err, ...what }, 'sweep: not done, will be tried again')
  }
}
