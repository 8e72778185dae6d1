// Whoever started a payment, or staff, does not want it any more; or, after a short while, somebody
// else at the table takes over. Cancelling what was paid meanwhile leaves it paid.

import { Refusal } from '@/domain/refusal'
import { type Onlooker, type PaymentView, readPaymentView } from '../billing/read-payment'
import type { Deps } from '../deps'
import { closePayment } from './close-payment'

/**
 * @throws Refusal thing.not-found (another phone's payment too, for a short while), payment.final
 *   (state) for one that ended otherwise
 */
export async function cancelPayment(
  deps: Deps,
  who: Onlooker,
  { paymentId }: { paymentId: number },
): Promise<PaymentView> {
  const { takeOverAt } = await readPaymentView(deps, paymentId, who)
  const isTheirs = takeOverAt !== null && deps.now() < new Date(takeOverAt)
  if (isTheirs) throw new Refusal('thing.not-found')

  const state = await closePayment(deps, paymentId, 'cancelled')
  if (state !== 'cancelled') throw new Refusal('payment.final', { state })
  return readPaymentView(deps, paymentId, who)
}
