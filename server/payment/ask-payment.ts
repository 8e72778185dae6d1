// Asks a provider what became of a payment that it should have called back about: a callback may be
// lost, an answer is not.

import type { NoticeVerdict } from '@/domain/platforms'
import type { Deps } from '../deps'
import type { ProviderAnswer } from '../platforms/providers/provider'
import { providerNamed } from '../platforms/providers/registry'
import { endHere } from './close-payment'
import { takeGivenBack } from './take-given-back'
import { takeNotice } from './take-notice'

/** What a provider answered, and what became of a decision that it told. */
export type Heard = { answer: ProviderAnswer; verdict: NoticeVerdict | null }

/**
 * Acts on the answer as on a callback, and remembers when it asked. What is closed there ends here.
 */
export async function askPayment(deps: Deps, paymentId: number): Promise<Heard> {
  const payment = await deps.db.payment.findUniqueOrThrow({ where: { id: paymentId } })
  const provider = providerNamed(payment.provider)

  // Before the call: one that is never answered waits longer too.
  await deps.db.payment.update({
    where: { id: paymentId },
    data: { askedAt: deps.now(), asks: { increment: 1 } },
  })
  const answer = await provider.query(deps, payment)

  if (answer.state === 'closed') {
    const isLate = payment.expiresAt <= deps.now()
    await endHere(deps, payment, isLate ? 'expired' : 'cancelled', { isOpenThere: false })
  }
  if (answer.state === 'given-back') await takeGivenBack(deps, paymentId, answer.notice)
  if (answer.state !== 'decided') return { answer, verdict: null }
  const heard = Buffer.from(JSON.stringify({ asked: true, ...answer.notice }))
  return { answer, verdict: await takeNotice(deps, provider, answer.notice, heard) }
}
