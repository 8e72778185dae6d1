// Money taken by a person, for the bill or a part of it, at once. A tap that comes twice takes
// nothing twice: the second finds the first by its key. A guest's call for cash that is answered
// ends, and the money is a payment of its own.

import { isCallForWhole } from '@/domain/billing'
import { METHODS, type TillMethod } from '@/domain/methods'
import { prorate } from '@/domain/money'
import { makeWay } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import { type Part, type SplitRequest, type SplitState, wordOf } from '@/domain/split'
import type { Payment, Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { newToken } from '../access/tokens'
import { writeAudit } from '../access/write-audit'
import { loadSplit, type PendingPart } from '../billing/load-split'
import { keepWays, pricePart } from '../billing/price-part'
import { tellPayment } from '../billing/tell-payment'
import type { Deps } from '../deps'
import { lockOrder, type WholeOrder } from '../ordering/lock-order'
import { requestHash } from '../request-hash'
import { endCashCall } from './cash-call'
import { closePayment } from './close-payment'
import { movePayment } from './move-payment'
import { type Settled, settlePayment } from './settle-payment'

export type TillRequest = {
  orderId: number
  key: string
  method: TillMethod
  split: SplitRequest
  /**
   * A guest's call for cash that is answered, for the part it was made for; null = none in
   * particular.
   */
  callId: number | null
  /** What the person saw as due, in 分; null = whatever it is. */
  amountCents: number | null
  /** Refuses an amount (分) that the person cannot take this way. */
  check: (amountCents: number) => void
  transactionIdOf: (paymentId: number) => string
  details: Record<string, string | number>
}

export type Taken = { payment: Payment; settled: Settled | null }

/**
 * @throws Refusal thing.not-found, order.final, order.already-paid, order.nothing-owed,
 *   payment.other-pending, payment.final, price.changed (totalCents), split.nothing-left,
 *   split.locked (guestNumber), split.too-much (leftCents), request.key-reused, and what `check`
 *   refuses
 */
export async function takeAtTill(deps: Deps, actor: Actor, request: TillRequest): Promise<Taken> {
  const { storeId, staffId } = actor
  const requestHash = hashOf(request)
  await makeRoom(deps, actor, request)

  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const order = await lockOrder(tx, storeId, request.orderId)
    const earlier = await tx.payment.findUnique({
      where: { storeId_idempotencyKey: { storeId, idempotencyKey: request.key } },
    })
    const { currency } = await tx.store.findUniqueOrThrow({ where: { id: storeId } })
    const call = await callOf(tx, order, request)

    if (earlier) {
      if (earlier.requestHash !== requestHash) throw new Refusal('request.key-reused')
      return { payment: earlier, settled: null }
    }
    if (call && call.state !== 'pending') throw new Refusal('payment.final', { state: call.state })
    const answered = await endCalls(tx, order, request, at)
    const { state, pending } = await loadSplit(tx, order)
    if (isForWhole(request) && pending.length > 0) throw new Refusal('payment.other-pending')
    const part = partOf(order, state, request, answered)
    request.check(part.amountCents)

    await keepWays(tx, order.id, state, request.split)
    const payment = await tx.payment.create({
      data: {
        storeId,
        orderId: order.id,
        guestId: answered?.guestId ?? null,
        staffId,
        method: request.method,
        provider: METHODS[request.method].till,
        splitKind: call?.splitKind ?? request.split.kind,
        amountCents: part.amountCents,
        headCents: part.headCents,
        shares: { create: part.shares },
        currency,
        token: newToken(),
        idempotencyKey: request.key,
        requestHash,
        createdAt: at,
        expiresAt: at,
      },
    })
    const transactionId = request.transactionIdOf(payment.id)
    const settled = await settlePayment(tx, order, payment, { transactionId, staffId, at })
    await writeAudit(tx, actor, {
      action: `${METHODS[request.method].till}.taken`,
      subject: 'payment',
      subjectId: payment.id,
      details: { amountCents: part.amountCents, ...request.details },
    })

    await endCashCall(tx, order, { staffId, at })
    return { payment, settled }
  })
}

/**
 * What makes room for this money ends before it is taken; calls for cash end with the taking
 * itself.
 */
async function makeRoom(deps: Deps, actor: Actor, request: TillRequest): Promise<void> {
  const { storeId } = actor
  const earlier = await deps.db.payment.count({ where: { storeId, idempotencyKey: request.key } })
  if (earlier > 0) return
  const pending = await deps.db.payment.findMany({
    where: { orderId: request.orderId, storeId, state: 'pending', method: { not: 'cash' } },
  })
  const now = deps.now().getTime()
  const who = { guestId: null, isForWhole: isForWhole(request) }
  await Promise.all(
    makeWay(pending, who, now).map(({ id, expiresAt }) =>
      closePayment(deps, id, expiresAt.getTime() <= now ? 'expired' : 'cancelled'),
    ),
  )
}

function isForWhole({ split, callId }: TillRequest): boolean {
  return split.kind === 'whole' && callId === null
}

async function callOf(tx: Prisma.TransactionClient, order: WholeOrder, { callId }: TillRequest) {
  if (callId === null) return null
  const call = await tx.payment.findFirst({
    where: { id: callId, orderId: order.id, provider: 'cash' },
  })
  if (!call) throw new Refusal('thing.not-found')
  return call
}

/**
 * Ends the calls for cash that this money answers or makes needless. @returns the one that it
 * answers
 */
async function endCalls(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  request: TillRequest,
  at: Date,
): Promise<PendingPart | null> {
  const { pending } = await loadSplit(tx, order)
  const calls = pending.filter(
    (payment) =>
      payment.method === 'cash' &&
      (payment.id === request.callId || isForWhole(request) || isCallForWhole(payment)),
  )
  for (const call of calls) {
    await tellPayment(tx, await movePayment(tx, call, 'cancelled', { closedAt: at }))
  }
  if (isForWhole(request)) return calls[0] ?? null
  return calls.find(({ id }) => id === request.callId) ?? null
}

/**
 * What is taken: the part that is asked for, or the one that the answered call was made for, as far
 * as it is still open.
 */
function partOf(
  order: WholeOrder,
  state: SplitState,
  { split, callId, amountCents }: TillRequest,
  answered: PendingPart | null,
): Part {
  if (callId === null || !answered || answered.splitKind === 'whole') {
    return pricePart(order, state, split, amountCents)
  }
  const wanted = Math.min(answered.amountCents, Math.max(1, state.freeCents))
  const part = pricePart(order, state, { kind: 'amount', amountCents: wanted }, amountCents)
  const weights = [...answered.shares.map((share) => share.amountCents), answered.headCents]
  const isOfDishes = weights.some((cents) => cents > 0)
  const parts = isOfDishes ? prorate(part.amountCents, weights) : []
  const shares = answered.shares.map((share, at) => ({ ...share, amountCents: parts[at] ?? 0 }))
  return {
    amountCents: part.amountCents,
    headCents: parts[answered.shares.length] ?? 0,
    shares: shares.filter((share) => share.amountCents > 0),
  }
}

function hashOf({ orderId, method, split, callId }: TillRequest): string {
  return requestHash(`${orderId} ${METHODS[method].till} ${callId ?? ''} ${wordOf(split)}`)
}
