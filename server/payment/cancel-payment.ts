// Whoever started a payment, or staff, does not want it any more. Cancelling what was paid meanwhile leaves it paid.

import { Refusal } from '@/domain/refusal'
import { type Onlooker, type PaymentView, readPaymentView } from '../billing/read-payment'
import type { Deps } from '../deps'
import { closePayment } from './close-payment'

/** @throws Refusal thing.not-found (another phone's payment too), payment.final (state) for one that ended otherwise */
export async function cancelPayment(
  deps: Deps,
  who: Onlooker,
  { paymentId }: { paymentId: number },
): Promise<PaymentView> {
  const { isMine } = await readPaymentView(deps, paymentId, who)
  if (who.guestId !== null && !isMine) throw new Refusal('thing.not-found')

  const state = await closePayment(deps, paymentId, 'cancelled')
  if (state !== 'cancelled') throw new Refusal('payment.final', { state })
  return readPaymentView(deps, paymentId, who)
}
