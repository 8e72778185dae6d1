// A platform says of a payment that never counted here that it was paid and given back there by
// hand, and not how much went: it pays no bill. It ends, and what came and went is a trouble that a
// manager books, once the platform's notice, its books or the manager say the sum.

import { tellPayment } from '../billing/tell-payment'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import type { SignedNotice } from '../platforms/providers/provider'
import { movePayment } from './move-payment'

export async function takeGivenBack(
  deps: Deps,
  paymentId: number,
  { transactionId, amountCents, currency }: SignedNotice,
): Promise<void> {
  const { storeId, orderId, provider } = await deps.db.payment.findUniqueOrThrow({
    where: { id: paymentId },
  })
  await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    await lockOrder(tx, storeId, orderId)
    const payment = await tx.payment.findUniqueOrThrow({
      where: { id: paymentId },
      include: { refunds: true, moves: true },
    })
    const where = { provider_transactionId: { provider, transactionId } }
    const counted = await tx.payment.findUnique({ where, select: { id: true } })

    if (counted || payment.amountCents !== amountCents || payment.currency !== currency) return
    if (payment.state === 'pending') {
      await tellPayment(tx, await movePayment(tx, payment, 'failed', { closedAt: at }))
    }
    if (payment.moves.length > 0) return
    const facts = { storeId, paymentId, kind: 'refund' as const, number: '', mark: 'trade' }
    const sum = { amountCents, isAmountKnown: false }
    await tx.platformMove.create({ data: { ...facts, ...sum, transactionId, heardAt: at } })
    await tellPayment(tx, payment)
  })
}
