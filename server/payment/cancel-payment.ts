// Whoever started a payment, or staff, does not want it any more. Cancelling what was paid meanwhile leaves it paid.

import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'
import { closePayment } from './close-payment'
import { type Onlooker, type PaymentView, readPaymentView } from './read-payment'

/** @throws Refusal thing.not-found (another phone's payment too), payment.final (state) for one that ended otherwise */
export async function cancelPayment(
  ground: Ground,
  who: Onlooker,
  { paymentId }: { paymentId: number },
): Promise<PaymentView> {
  const { isMine } = await readPaymentView(ground, paymentId, who)
  if (who.guestId !== null && !isMine) throw new Refusal('thing.not-found')

  const state = await closePayment(ground, paymentId, 'cancelled')
  if (state !== 'cancelled') throw new Refusal('payment.final', { state })
  return readPaymentView(ground, paymentId, who)
}
