// Every move of a payment: compare-and-set from the states that its table lets it come from.

import type { PaymentState } from '@/domain/billing'
import { statesBefore } from '@/domain/moves'
import { PAYMENT_MOVES } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Payment, Prisma } from '@/prisma/client/client'

/**
 * @throws Refusal payment.final when it is not where it may come from any more, or was changed
 *   since it was read
 */
export async function movePayment(
  tx: Prisma.TransactionClient,
  { id, version }: Pick<Payment, 'id' | 'version'>,
  to: PaymentState,
  data: Omit<Prisma.PaymentUncheckedUpdateManyInput, 'state' | 'version'>,
): Promise<Payment> {
  const [moved] = await tx.payment.updateManyAndReturn({
    where: { id, version, state: { in: statesBefore(PAYMENT_MOVES, to) } },
    data: { ...data, state: to, version: { increment: 1 } },
  })
  if (!moved) throw new Refusal('payment.final')
  return moved
}
