// A platform's word that money of a payment went back there, or came back: a refund of ours that a
// bank did not take counts no more; what moved without us becomes a trouble that a manager books.
// Twice, late, of nobody's payment: nothing follows.

import { refundableCents } from '@/domain/billing'
import { type MoveWord, type NoticeVerdict, newlyGoneCents } from '@/domain/platforms'
import type { PlatformMove, Prisma, Refund } from '@/prisma/client/client'
import { tellPayment } from '../billing/tell-payment'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import type { MovedWord, Provider } from '../platforms/providers/provider'
import { recordCallback } from '../platforms/record-callback'
import { undoRefund } from '../refunds/undo-refund'

/** @param spokenFor the account that a callback spoke of */
export async function hearMove(
  deps: Deps,
  provider: Provider,
  { moved }: MovedWord,
  body: Buffer,
  spokenFor: number | null,
): Promise<NoticeVerdict> {
  const known = await findPayment(deps.db, provider.name, moved)
  const merchant = known?.account?.merchant ?? provider.callback?.merchantOf?.(known?.storeId ?? 0)
  const heard = { provider: provider.name, isSigned: true, body }
  if (!known) {
    // Another till's, by the same account.
    await recordCallback(deps.db, { ...heard, verdict: 'repeated', reason: 'payment' })
    return 'repeated'
  }
  const mismatch =
    spokenFor !== null && known.accountId !== spokenFor
      ? 'account'
      : moved.merchant !== merchant
        ? 'merchant'
        : moved.currency !== known.currency
          ? 'currency'
          : (moved.amountCents ?? moved.totalCents ?? 0) > known.amountCents
            ? 'amount'
            : null
  if (mismatch) {
    await recordCallback(deps.db, { ...heard, verdict: 'refused', reason: mismatch })
    return 'refused'
  }

  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    await lockOrder(tx, known.storeId, known.orderId)
    const payment = await tx.payment.findUniqueOrThrow({
      where: { id: known.id },
      include: { refunds: true, moves: true },
    })
    const own = payment.refunds.find(
      ({ id }) => provider.refundNumber(payment, id) === moved.number,
    )
    const verdict = own
      ? await hearOfOwn(tx, own, moved, at)
      : await keepMove(tx, payment, moved, at)
    if (verdict === 'accepted') await tellPayment(tx, payment)
    await recordCallback(tx, { ...heard, verdict, reason: moved.kind, payment })
    return verdict
  })
}

/**
 * What we asked for is counted by asking; a word about it is news only where it came back
 * afterwards.
 */
async function hearOfOwn(
  tx: Prisma.TransactionClient,
  { id, state, isInCash }: Refund,
  { hasReturned }: MoveWord,
  at: Date,
): Promise<NoticeVerdict> {
  if (!hasReturned || state !== 'succeeded' || isInCash) return 'repeated'
  await undoRefund(tx, id, 'bounced', at)
  return 'accepted'
}

export type MovedPayment = Prisma.PaymentGetPayload<{ include: { refunds: true; moves: true } }>

/** Keeps what moved without us, once; the order's row is locked by this transaction. */
export async function keepMove(
  tx: Prisma.TransactionClient,
  payment: MovedPayment,
  word: MoveWord & { transactionId: string | null },
  at: Date,
): Promise<NoticeVerdict> {
  const { kind, number, hasReturned } = word
  const ofKind = payment.moves.filter((move) => move.kind === kind)
  const same = ofKind.find((move) => number !== '' && move.number === number)
  if (same) return hasReturned ? takeReturned(tx, same, at) : 'repeated'

  const unnamed = ofKind.filter((move) => move.number === '' && move.state !== 'returned')
  const unheard = unnamed.find((move) => move.mark === 'trade' && move.state === 'open')
  const namable = unnamed.find(({ amountCents }) => amountCents === word.amountCents) ?? unheard
  if (number !== '' && word.amountCents !== null && namable && !hasReturned) {
    const { amountCents } = word
    await tx.platformMove.update({
      where: { id: namable.id },
      data: {
        number,
        mark: number,
        ...(namable.state === 'open' ? { amountCents, isAmountKnown: true } : {}),
      },
    })
    return 'accepted'
  }
  const amountCents = hasReturned
    ? (word.amountCents ?? 0)
    : newlyGoneCents(word, kind === 'refund' ? knownGone(payment, unnamed) : NOTHING_GONE)
  if (amountCents === 0) return 'repeated'
  await tx.platformMove.create({
    data: {
      storeId: payment.storeId,
      paymentId: payment.id,
      kind,
      number,
      mark: number || `total-${word.totalCents}`,
      amountCents,
      transactionId: word.transactionId ?? '',
      state: hasReturned ? 'returned' : 'open',
      heardAt: at,
      endedAt: hasReturned ? at : null,
    },
  })
  return 'accepted'
}

const NOTHING_GONE = { byRefundsCents: 0, byMovesCents: 0, unnamedCents: 0 }

function knownGone(payment: MovedPayment, unnamed: readonly PlatformMove[]) {
  const sumOf = (rows: readonly { amountCents: number }[]) =>
    rows.reduce((sum, { amountCents }) => sum + amountCents, 0)
  const inCash = payment.refunds.filter(({ isInCash, state }) => isInCash && state !== 'failed')
  const keptCents = refundableCents({ ...payment, state: 'succeeded' }, payment.refunds)
  const open = payment.moves.filter(({ kind, state }) => kind === 'refund' && state === 'open')
  return {
    byRefundsCents: payment.amountCents - keptCents - sumOf(inCash),
    byMovesCents: sumOf(open),
    unnamedCents: sumOf(unnamed),
  }
}

async function takeReturned(
  tx: Prisma.TransactionClient,
  { id, state, refundId }: PlatformMove,
  at: Date,
): Promise<NoticeVerdict> {
  if (state === 'returned') return 'repeated'
  if (refundId) await undoRefund(tx, refundId, 'returned', at)
  await tx.platformMove.update({ where: { id, state }, data: { state: 'returned', endedAt: at } })
  return 'accepted'
}

/** The payment that counts for a transaction, else the one that was started. */
async function findPayment(
  db: Prisma.TransactionClient,
  provider: string,
  { token, transactionId }: MovedWord['moved'],
) {
  const include = { account: { select: { merchant: true } } }
  const counted = transactionId
    ? await db.payment.findUnique({
        where: { provider_transactionId: { provider, transactionId } },
        include,
      })
    : null
  if (counted || !token) return counted
  return db.payment.findFirst({ where: { token, provider }, include })
}
