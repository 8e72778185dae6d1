// One tap on a difference: the platform is asked about that payment or refund, and what it answers,
// signed as every answer, is done, once. What it gave back without us is read from its statement
// again and booked. Nothing is counted because a person says so.

import { Refusal } from '@/domain/refusal'
import type { Payment, Refund } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { providerNamed } from '../platforms/providers/registry'
import { type Fix, readReconcile } from '../platforms/read-reconcile'
import { carryRefund } from '../refunds/carry-refund'
import { askPayment } from './ask-payment'
import { bookMove } from './book-move'
import { closePayment } from './close-payment'
import { keepMove } from './hear-move'

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
  /**
   * It was paid and given back there by hand: nothing of it is ours, and what went is booked by its
   * own row.
   */
  | 'given-back'
  /** What it gave back by itself is counted now. */
  | 'booked'
  | 'refund-sent'
  | 'refund-under-way'
  | 'refund-declined'

export type FixRequest = Fix

/**
 * @throws Refusal thing.not-found, provider.unreachable, provider.refused (reason),
 *   payment.no-answer, account.…
 */
export async function fixDifference(
  deps: Deps,
  actor: Actor,
  request: FixRequest,
): Promise<FixOutcome> {
  if (request.of === 'move') return fixMove(deps, actor, request)
  const { of, id } = request
  const where = { id, storeId: actor.storeId }
  if (of === 'payment') {
    const payment = await deps.db.payment.findFirst({ where })
    if (!payment || !providerNamed(payment.provider).statement) throw new Refusal('thing.not-found')
    return fixPayment(deps, actor, payment)
  }
  const refund = await deps.db.refund.findFirst({ where })
  if (!refund) throw new Refusal('thing.not-found')
  return fixRefund(deps, actor, refund)
}

async function fixPayment(deps: Deps, actor: Actor, payment: Payment): Promise<FixOutcome> {
  const isCounted = payment.state === 'succeeded' || (await hasComeLate(deps, payment))
  if (!isCounted) await recordAsked(deps, actor, 'payment', payment)
  const { answer, verdict } = await askPayment(deps, payment.id)

  if (verdict === 'refused') return 'contradicted'
  if (answer.state === 'decided') {
    if (!answer.notice.isPaid) return 'closed'
    return verdict === 'repeated' ? 'agreed' : 'counted'
  }
  if (answer.state === 'given-back') return 'given-back'
  if (answer.state === 'open') return 'open'
  if (isCounted) return 'unknown'
  const state = await closePayment(deps, payment.id, 'expired')
  return state === 'succeeded' ? 'counted' : 'closed'
}

async function fixMove(
  deps: Deps,
  actor: Actor,
  { id: paymentId, number, day, accountId }: Extract<FixRequest, { of: 'move' }>,
): Promise<FixOutcome> {
  const { differences } = await readReconcile(deps, actor, { day, accountId })
  const found = differences.find(({ fix }) => {
    return fix?.of === 'move' && fix.id === paymentId && fix.number === number
  })
  if (!found?.thereCents) return 'agreed'
  const { thereCents: amountCents, transactionId, storeId } = { ...found, ...actor }
  const where = { id: paymentId, storeId }
  const { orderId } = await deps.db.payment.findFirstOrThrow({ where, select: { orderId: true } })
  const moveId = await deps.db.$transaction(async (tx) => {
    await lockOrder(tx, storeId, orderId)
    const payment = await tx.payment.findFirstOrThrow({
      where,
      include: { refunds: true, moves: true },
    })
    const kind = found.isChargeback ? ('chargeback' as const) : ('refund' as const)
    const gone = { amountCents, totalCents: null, currency: payment.currency, hasReturned: false }
    await keepMove(tx, payment, { kind, number, ...gone, transactionId }, deps.now())
    const move = await tx.platformMove.findUnique({
      where: { paymentId_kind_mark: { paymentId, kind, mark: number } },
    })
    return move?.id ?? null
  })
  if (moveId === null) return 'agreed'
  await bookMove(deps, actor, { moveId, amountCents: null })
  return 'booked'
}

async function fixRefund(deps: Deps, actor: Actor, refund: Refund): Promise<FixOutcome> {
  if (refund.state === 'pending') await recordAsked(deps, actor, 'refund', refund)
  const outcomes = {
    succeeded: 'refund-sent',
    pending: 'refund-under-way',
    failed: 'refund-declined',
  } as const
  return outcomes[await carryRefund(deps, refund.id)]
}

/**
 * Whether money that came for this payment after its end was counted already, as a payment of its
 * own.
 */
async function hasComeLate(deps: Deps, payment: Payment): Promise<boolean> {
  const where = { paymentId: payment.id, verdict: 'late' as const }
  return (await deps.db.providerCallback.findFirst({ where, select: { id: true } })) !== null
}

/** Before the platform is asked, so that nothing follows without its entry. */
async function recordAsked(
  deps: Deps,
  actor: Actor,
  subject: 'payment' | 'refund',
  { id, state, amountCents }: Pick<Payment | Refund, 'id' | 'state' | 'amountCents'>,
): Promise<void> {
  await deps.db.$transaction((tx) =>
    writeAudit(tx, actor, {
      action: 'difference.asked',
      subject,
      subjectId: id,
      details: { state, amountCents },
    }),
  )
}
