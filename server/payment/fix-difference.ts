// One tap on a difference: the platform is asked about that payment or refund, and what it answers, signed as every answer, is done,
// once. Nothing is counted because a statement or a person says so.

import { Refusal } from '@/domain/refusal'
import type { Payment, Refund } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { askPayment } from './ask-payment'
import { carryRefund } from './carry-refund'
import { closePayment } from './close-payment'
import { providerNamed } from './providers/registry'

export type FixOutcome =
  /** The platform was paid: it is counted now, and what is beyond the owed goes back by itself. */
  | 'counted'
  /** It says what we have already. */
  | 'agreed'
  /** It says something that cannot be this payment: another amount or currency. */
  | 'contradicted'
  /** Nobody paid there, and nobody can any more. */
  | 'closed'
  /** It may still be paid there. */
  | 'open'
  /** It knows nothing of what we count. */
  | 'unknown'
  | 'refund-sent'
  | 'refund-under-way'
  | 'refund-declined'

export type FixWish = { of: 'payment' | 'refund'; id: number }

/** @throws Refusal thing.not-found, provider.unreachable, provider.refused (reason), payment.no-answer, account.… */
export async function fixDifference(
  ground: Ground,
  actor: Actor,
  { of, id }: FixWish,
): Promise<FixOutcome> {
  const where = { id, storeId: actor.storeId }
  if (of === 'payment') {
    const payment = await ground.db.payment.findFirst({ where })
    if (!payment || !providerNamed(payment.provider).statement) throw new Refusal('thing.not-found')
    return fixPayment(ground, actor, payment)
  }
  const refund = await ground.db.refund.findFirst({ where })
  if (!refund) throw new Refusal('thing.not-found')
  return fixRefund(ground, actor, refund)
}

async function fixPayment(ground: Ground, actor: Actor, payment: Payment): Promise<FixOutcome> {
  const isCounted = payment.state === 'succeeded' || (await hasComeLate(ground, payment))
  if (!isCounted) await recordAsked(ground, actor, 'payment', payment)
  const { answer, verdict } = await askPayment(ground, payment.id)

  if (verdict === 'refused') return 'contradicted'
  if (answer.state === 'decided') {
    if (!answer.notice.isPaid) return 'closed'
    return verdict === 'repeated' ? 'agreed' : 'counted'
  }
  if (answer.state === 'open') return 'open'
  if (isCounted) return 'unknown'
  const state = await closePayment(ground, payment.id, 'expired')
  return state === 'succeeded' ? 'counted' : 'closed'
}

async function fixRefund(ground: Ground, actor: Actor, refund: Refund): Promise<FixOutcome> {
  if (refund.state === 'pending') await recordAsked(ground, actor, 'refund', refund)
  const outcomes = {
    succeeded: 'refund-sent',
    pending: 'refund-under-way',
    failed: 'refund-declined',
  } as const
  return outcomes[await carryRefund(ground, refund.id)]
}

/** Whether money that came for this payment after its end was counted already, as a payment of its own. */
async function hasComeLate(ground: Ground, payment: Payment): Promise<boolean> {
  const where = { paymentId: payment.id, verdict: 'late' as const }
  return (await ground.db.providerCallback.findFirst({ where, select: { id: true } })) !== null
}

/** Before the platform is asked, so that nothing follows without its entry. */
async function recordAsked(
  ground: Ground,
  actor: Actor,
  subject: 'payment' | 'refund',
  { id, state, amountCents }: Pick<Payment | Refund, 'id' | 'state' | 'amountCents'>,
): Promise<void> {
  await ground.db.$transaction((tx) =>
    writeAudit(tx, actor, {
      action: 'difference.asked',
      subject,
      subjectId: id,
      details: { state, amountCents },
    }),
  )
}
