// What nobody waits for any more is brought to its end: providers are asked about payments they did
// not call back about, payments past their time expire, providers that did not hear of an end are
// told again, simulated ones end where simulated money pays no more, refunds that a crash left on
// the way are carried on. Called at an interval by main.

import { askAgainAfterMs, LONGEST_PATIENCE_ASKS } from '@/domain/platforms'
import type { Deps } from '../deps'
import { simulatedStores } from '../platforms/carriers'
import { ASKED_PROVIDERS } from '../platforms/providers/registry'
import { carryRefund } from '../refunds/carry-refund'
import { askPayment } from './ask-payment'
import { closePayment, endThere } from './close-payment'
import { deliverCallbacks } from './deliver-callbacks'

const AT_ONCE = 500
const AT_A_TIME = 4

/** For longer than any platform keeps a payment open. */
const OPEN_THERE_MS = 86_400_000

/** A refund is left to the command that recorded it for this long. */
const REFUND_GRACE_MS = 10_000

/** May run twice at once. @returns how many payments and refunds were looked at */
export async function sweepPayments(deps: Deps): Promise<number> {
  const { db } = deps
  const now = deps.now()
  await deliverCallbacks(deps)
  const due = await db.payment.findMany({
    where: { state: 'pending', expiresAt: { lte: now } },
    select: { id: true },
    orderBy: { expiresAt: 'asc' },
    take: AT_ONCE,
  })
  const simulated = (await simulatedStores(deps)).map(({ id }) => id)
  const uncarried = await db.payment.findMany({
    where: {
      state: 'pending',
      isSimulated: true,
      storeId: { notIn: simulated },
      expiresAt: { gt: now },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  })
  const unheard = await db.payment.findMany({
    where: {
      state: 'pending',
      provider: { in: [...ASKED_PROVIDERS] },
      expiresAt: { gt: now },
      createdAt: { lte: msBefore(now, askAgainAfterMs(0)) },
      OR: [{ askedAt: null }, ...askingTimes(now).map(([asks, askedAt]) => ({ asks, askedAt }))],
    },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
    take: AT_ONCE,
  })
  const openThere = await db.payment.findMany({
    where: {
      isOpenThere: true,
      closedAt: { gte: msBefore(now, OPEN_THERE_MS) },
      OR: askingTimes(now).map(([asks, askedAt]) => ({ asks, askedAt })),
    },
    select: { id: true },
    orderBy: { closedAt: 'asc' },
    take: AT_ONCE,
  })
  const onTheWay = await db.refund.findMany({
    where: {
      state: 'pending',
      createdAt: { lte: msBefore(now, REFUND_GRACE_MS) },
      OR: [
        { askedAt: null },
        ...askingTimes(now).map(([attempts, askedAt]) => ({ attempts, askedAt })),
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  })

  await Promise.all([
    forEachThing(due, ({ id }) =>
      stepAlone(deps, { payment: id }, () => closePayment(deps, id, 'expired')),
    ),
    forEachThing(uncarried, ({ id }) =>
      stepAlone(deps, { payment: id }, () => closePayment(deps, id, 'cancelled')),
    ),
    forEachThing(unheard, ({ id }) => stepAlone(deps, { payment: id }, () => askPayment(deps, id))),
    forEachThing(openThere, ({ id }) => stepAlone(deps, { payment: id }, () => endThere(deps, id))),
    forEachThing(onTheWay, ({ id }) =>
      stepAlone(deps, { refund: id }, () => carryRefund(deps, id)),
    ),
  ])
  const count = due.length + uncarried.length + unheard.length + openThere.length + onTheWay.length
  if (count > 0) deps.nudge()
  return count
}

/**
 * For each number of asks, before when the last one must have been for another; an ask that was
 * answered "not yet" counts.
 */
function askingTimes(now: Date): [number | { gte: number }, { lte: Date }][] {
  return Array.from({ length: LONGEST_PATIENCE_ASKS + 1 }, (_, asks) => [
    asks === LONGEST_PATIENCE_ASKS ? { gte: asks } : asks,
    { lte: msBefore(now, askAgainAfterMs(Math.max(0, asks - 1))) },
  ])
}

function msBefore(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms)
}

/**
 * A platform that is down lets each one wait: some at a time, so that the others are not behind it.
 */
async function forEachThing<Thing>(things: Thing[], step: (thing: Thing) => Promise<void>) {
  const left = [...things].reverse()
  const next = async () => {
    for (let thing = left.pop(); thing !== undefined; thing = left.pop()) await step(thing)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, next))
}

/** One that fails must not keep the others waiting; it is tried again at the next sweep. */
async function stepAlone(deps: Deps, what: object, step: () => Promise<unknown>): Promise<void> {
  try {
    await step()
  } catch (err) {
    deps.log.error({ err, ...what }, 'sweep: not done, will be tried again')
  }
}
