// Asks a provider what became of a payment that it should have called back about: a callback may be lost, an answer is not.

import type { Ground } from '../ground'
import { providerNamed } from './providers/registry'
import { takeNotice } from './take-notice'

/** Acts on the answer as on a callback, and remembers when it asked. */
export async function askPayment(ground: Ground, paymentId: number): Promise<void> {
  const payment = await ground.db.payment.findUniqueOrThrow({ where: { id: paymentId } })
  const provider = providerNamed(payment.provider)

  // Before the call: one that is never answered waits longer too.
  await ground.db.payment.update({
    where: { id: paymentId },
    data: { askedAt: ground.now(), asks: { increment: 1 } },
  })
  const answer = await provider.query(ground, payment)

  if (answer.state === 'decided') {
    const heard = Buffer.from(JSON.stringify({ asked: true, ...answer.notice }))
    await takeNotice(ground, provider, answer.notice, heard)
  }
}
