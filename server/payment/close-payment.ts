// A pending payment ends without money. Its platform is asked for a moment to end it first, because
// it may have been paid there; but that is a condition of nothing: whatever the platform does, ours
// ends at once. One that could not be ended there is told again by the sweep until it cannot be
// paid any more, and money that still comes by it is a surplus.

import type { PaymentState } from '@/domain/billing'
import type { Payment } from '@/prisma/client/client'
import { tellPayment } from '../billing/tell-payment'
import { isDatabaseAway } from '../database/trouble'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { providerNamed } from '../platforms/providers/registry'
import { endCashCall } from './cash-call'
import { movePayment } from './move-payment'
import { takeGivenBack } from './take-given-back'
import { takeNotice } from './take-notice'

/** As long as somebody waits for a platform before what they want is done without it. */
const PATIENCE_MS = 1_500

/** @returns the state it has afterwards; one that ended before keeps its end */
export async function closePayment(
  deps: Deps,
  paymentId: number,
  to: 'cancelled' | 'expired',
): Promise<PaymentState> {
  const asked = await deps.db.payment.findUniqueOrThrow({ where: { id: paymentId } })
  if (asked.state !== 'pending') return asked.state
  const isOver = await endAtPlatform(deps, asked, deps.platformPatienceMs ?? PATIENCE_MS)
  return endHere(deps, asked, to, { isOpenThere: !isOver })
}

/** Tells the platform again of one that ended here. */
export async function endThere(deps: Deps, paymentId: number): Promise<void> {
  const payment = await deps.db.payment.update({
    where: { id: paymentId },
    data: { askedAt: deps.now(), asks: { increment: 1 } },
  })
  if (!payment.isOpenThere || !(await endAtPlatform(deps, payment, null))) return
  await deps.db.payment.update({ where: { id: paymentId }, data: { isOpenThere: false } })
}

/** @returns the state it has afterwards */
export async function endHere(
  deps: Deps,
  { id, storeId, orderId }: Pick<Payment, 'id' | 'storeId' | 'orderId'>,
  to: 'cancelled' | 'expired',
  { isOpenThere }: { isOpenThere: boolean },
): Promise<PaymentState> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const order = await lockOrder(tx, storeId, orderId)
    const payment = await tx.payment.findUniqueOrThrow({ where: { id } })

    if (payment.state !== 'pending') return payment.state

    const facts = { closedAt: at, askedAt: at, asks: 0, isOpenThere }
    const closed = await movePayment(tx, payment, to, facts)

    // Who called for somebody is gone to by somebody: a call ends by a person, never by the clock.
    const isByPerson = to === 'cancelled'
    if (closed.method === 'cash' && isByPerson) await endCashCall(tx, order, { staffId: null, at })
    await tellPayment(tx, closed)
    return closed.state
  })
}

/**
 * @returns whether it cannot be paid any more at its platform; what was paid there before is
 *   counted
 */
async function endAtPlatform(
  deps: Deps,
  payment: Payment,
  patienceMs: number | null,
): Promise<boolean> {
  const provider = providerNamed(payment.provider)
  try {
    const answer = await within(patienceMs, provider.close(deps, payment))
    if (answer?.state === 'given-back') {
      await takeGivenBack(deps, payment.id, answer.notice)
      return true
    }
    if (answer?.state !== 'decided')
      return answer?.state === 'closed' || answer?.state === 'unknown'
    const heard = Buffer.from(JSON.stringify({ asked: true, ...answer.notice }))
    await takeNotice(deps, provider, answer.notice, heard)
    return true
  } catch (err) {
    if (isDatabaseAway(err)) throw err
    deps.log.warn({ err, payment: payment.id }, 'not ended at its platform; it is told again')
    return false
  }
}

/** @returns null when it takes longer */
async function within<Answer>(ms: number | null, call: Promise<Answer>): Promise<Answer | null> {
  if (ms === null) return call
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  return Promise.race([call, late]).finally(() => clearTimeout(timer))
}
