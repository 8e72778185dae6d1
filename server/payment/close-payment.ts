// A pending payment ends without money: first at the provider, so that it cannot be paid any more, then here.
// When the provider says that it was paid first, it is paid.

import type { PaymentState } from '@/domain/billing'
import { tellPayment } from '../billing/tell-payment'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { providerNamed } from '../platforms/providers/registry'
import { endCashCall } from './cash-call'
import { movePayment } from './move-payment'
import { takeNotice } from './take-notice'

/** @returns the state it has afterwards; one that ended before keeps its end */
export async function closePayment(
  deps: Deps,
  paymentId: number,
  to: 'cancelled' | 'expired',
): Promise<PaymentState> {
  const asked = await deps.db.payment.findUniqueOrThrow({ where: { id: paymentId } })
  if (asked.state !== 'pending') return asked.state
  const provider = providerNamed(asked.provider)
  const answer = await provider.close(deps, asked)
  if (answer.state === 'decided') {
    const heard = Buffer.from(JSON.stringify({ asked: true, ...answer.notice }))
    await takeNotice(deps, provider, answer.notice, heard)
  }

  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const order = await lockOrder(tx, asked.storeId, asked.orderId)
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } })

    if (payment.state !== 'pending') return payment.state

    const closed = await movePayment(tx, payment, to, { closedAt: at, askedAt: at })

    // Who called for somebody is gone to by somebody: a call ends by a person, never by the clock.
    const isByPerson = to === 'cancelled'
    if (closed.method === 'cash' && isByPerson) await endCashCall(tx, order, { staffId: null, at })
    await tellPayment(tx, closed)
    return closed.state
  })
}
