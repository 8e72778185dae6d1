// A platform's word about a payment, heard by callback or by asking: judged, kept, and acted on
// once. Money that comes for a payment which has already ended is recorded as a payment of its own:
// it pays the order, or goes back.

import { judgeNotice } from '@/domain/payment'
import type { NoticeVerdict } from '@/domain/platforms'
import type { Payment, Prisma } from '@/prisma/client/client'
import { newToken } from '../access/tokens'
import { tellPayment } from '../billing/tell-payment'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import type { Provider, SignedNotice } from '../platforms/providers/provider'
import { recordCallback } from '../platforms/record-callback'
import { carryRefund } from '../refunds/carry-refund'
import { movePayment } from './move-payment'
import { settlePayment } from './settle-payment'

/**
 * @param body what was heard, word for word, for the record
 * @param spokenFor the account that a callback spoke of; asked payments need none
 */
export async function takeNotice(
  deps: Deps,
  provider: Provider,
  notice: SignedNotice,
  body: Buffer,
  spokenFor: number | null = null,
): Promise<NoticeVerdict> {
  const known = await deps.db.payment.findUnique({
    where: { token: notice.token },
    include: { account: { select: { merchant: true } } },
  })
  const refusedFor = mismatchOf(provider, known, notice, spokenFor)
  if (!known || refusedFor) {
    const verdict = 'refused'
    const heard = { provider: provider.name, verdict, reason: refusedFor, isSigned: true } as const
    await recordCallback(deps.db, { ...heard, body })
    return verdict
  }

  const { verdict, surplusRefundId } = await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const { transactionId } = notice
    const order = await lockOrder(tx, known.storeId, known.orderId)
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: known.id } })
    const usedBy = await tx.payment.findUnique({
      where: { provider_transactionId: { provider: provider.name, transactionId } },
      select: { orderId: true },
    })

    const { verdict, reason } = judgeNotice(payment, notice, usedBy)

    let surplusRefundId: number | null = null
    if (verdict === 'accepted' && !notice.isPaid) {
      await failPayment(tx, payment, at)
    } else if (verdict === 'accepted' || verdict === 'late') {
      const paid = verdict === 'late' ? await ownPaymentFor(tx, payment, at) : payment
      const success = { transactionId, staffId: null, at }
      surplusRefundId = (await settlePayment(tx, order, paid, success)).surplusRefundId
    }
    const heard = { provider: provider.name, verdict, reason, isSigned: true }
    await recordCallback(tx, { ...heard, body, payment })
    return { verdict, surplusRefundId }
  })

  if (surplusRefundId) await carryRefund(deps, surplusRefundId)
  return verdict
}

function mismatchOf(
  provider: Provider,
  payment: (Payment & { account: { merchant: string } | null }) | null,
  notice: SignedNotice,
  spokenFor: number | null,
): string {
  if (!payment || payment.provider !== provider.name) return 'payment'
  if (spokenFor !== null && payment.accountId !== spokenFor) return 'account'
  const merchant = payment.account?.merchant ?? provider.callback?.merchantOf?.(payment.storeId)
  return notice.merchant === merchant ? '' : 'merchant'
}

async function failPayment(tx: Prisma.TransactionClient, payment: Payment, at: Date) {
  await tellPayment(tx, await movePayment(tx, payment, 'failed', { closedAt: at }))
}

/**
 * A payment that ended keeps its end; the money that came for it anyway gets a row of its own, for
 * the same part of the bill.
 */
export async function ownPaymentFor(tx: Prisma.TransactionClient, ended: Payment, at: Date) {
  const { storeId, orderId, guestId, staffId, method, provider, splitKind } = ended
  const { accountId, isSimulated, amountCents, headCents, currency, createdAt } = ended
  const token = newToken()
  const shares = await tx.paymentShare.findMany({
    where: { paymentId: ended.id },
    select: { lineId: true, amountCents: true, quantity: true, of: true },
  })
  return tx.payment.create({
    data: {
      storeId,
      orderId,
      guestId,
      staffId,
      method,
      provider,
      accountId,
      isSimulated,
      splitKind,
      amountCents,
      headCents,
      currency,
      token,
      idempotencyKey: `late-${token}`,
      createdAt,
      expiresAt: at,
      shares: { create: shares },
    },
  })
}
