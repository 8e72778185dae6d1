// A pending payment ends without money: first at the provider, so that it cannot be paid any more, then here.
// When the provider says that it was paid first, it is paid.

import type { PaymentState } from '@/domain/payment'
import type { Ground } from '../ground'
import { lockOrder } from '../ordering/lock-order'
import { endCashCall } from './cash-call'
import { providerNamed } from './providers/registry'
import { takeNotice } from './take-notice'
import { tellPayment } from './tell-payment'

/** @returns the state it has afterwards; one that ended before keeps its end */
export async function closePayment(
  ground: Ground,
  paymentId: number,
  to: 'cancelled' | 'expired',
): Promise<PaymentState> {
  const asked = await ground.db.payment.findUniqueOrThrow({ where: { id: paymentId } })
  if (asked.state !== 'pending') return asked.state
  const provider = providerNamed(asked.provider)
  const answer = await provider.close(ground, asked)
  if (answer.state === 'decided') {
    const heard = Buffer.from(JSON.stringify({ asked: true, ...answer.notice }))
    await takeNotice(ground, provider, answer.notice, heard)
  }

  return ground.db.$transaction(async (tx) => {
    const at = ground.now()
    const order = await lockOrder(tx, asked.storeId, asked.orderId)
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } })

    if (payment.state !== 'pending') return payment.state

    const closed = await tx.payment.update({
      where: { id: paymentId, state: 'pending' },
      data: { state: to, version: { increment: 1 }, closedAt: at, askedAt: at },
    })

    if (closed.method === 'cash') await endCashCall(tx, order, { staffId: null, at })
    await tellPayment(tx, closed)
    return closed.state
  })
}
