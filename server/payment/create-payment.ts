// A payment begins: for the bill or a part of it, priced here and nowhere else. One key makes one
// payment. Several may be under way at once, each for a part of its own: together never for more
// than is open, which the order's row lock holds.

import type { PaymentMethod } from '@/domain/methods'
import { makeWay } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import { type SplitRequest, wordOf } from '@/domain/split'
import type { Payment, Prisma } from '@/prisma/client/client'
import { newToken } from '../access/tokens'
import { loadSplit } from '../billing/load-split'
import { keepWays, pricePart } from '../billing/price-part'
import { type PaymentView, readPaymentView } from '../billing/read-payment'
import { tellPayment } from '../billing/tell-payment'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { carrierOf } from '../platforms/carriers'
import type { PayerPhone } from '../platforms/providers/provider'
import { requestHash } from '../request-hash'
import { callForCash } from './cash-call'
import { closePayment } from './close-payment'
import { openPayment } from './open-payment'

/**
 * Who pays: a guest for an order of their sitting, or staff (guestId and sittingId null) for any
 * order of the store.
 */
export type Payer = {
  storeId: number
  sittingId: number | null
  guestId: number | null
  staffId: number | null
  phone?: PayerPhone
}

export type PaymentRequest = {
  orderId: number
  method: PaymentMethod
  split: SplitRequest
  /**
   * What the person saw as the price of the part, in 分: another is asked about, never charged. null
   * = whatever it is.
   */
  expectedCents: number | null
  key: string
}

/**
 * @throws Refusal method.not-carried (method), thing.not-found, order.final, order.already-paid,
 *   order.nothing-owed, payment.other-pending, request.key-reused, price.changed (totalCents),
 *   split.nothing-left, split.locked (guestNumber), split.too-much (leftCents)
 */
export async function createPayment(
  deps: Deps,
  payer: Payer,
  request: PaymentRequest,
): Promise<PaymentView> {
  const requestHash = hashOf(request)
  await replaceOlder(deps, payer, request, requestHash)

  const payment = await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    await findOrder(tx, payer, request.orderId)
    const order = await lockOrder(tx, payer.storeId, request.orderId)
    const earlier = await earlierPayment(tx, payer, request, requestHash)
    const { state, pending } = await loadSplit(tx, order)
    const store = await tx.store.findUniqueOrThrow({ where: { id: payer.storeId } })

    if (earlier) return earlier
    const isPaying = payer.guestId && pending.some(({ guestId }) => guestId === payer.guestId)
    if (isPaying) throw new Refusal('payment.other-pending')
    const { shares, ...part } = pricePart(order, state, request.split, request.expectedCents)

    await keepWays(tx, order.id, state, request.split)
    const made = await tx.payment.create({
      data: {
        storeId: payer.storeId,
        orderId: order.id,
        guestId: payer.guestId,
        staffId: payer.staffId,
        method: request.method,
        ...(await carrierOf(deps, tx, payer.storeId, request.method)),
        splitKind: request.split.kind,
        ...part,
        shares: { create: shares },
        currency: store.currency,
        token: newToken(),
        idempotencyKey: request.key,
        requestHash,
        createdAt: at,
        expiresAt: new Date(at.getTime() + store.paymentExpiresMinutes * 60_000),
      },
    })

    await tellPayment(tx, made)
    if (made.method === 'cash' && payer.guestId) await callForCash(tx, order, at)
    return made
  })

  await openPayment(deps, payment, payer.phone)
  return readPaymentView(deps, payment.id, payer)
}

/** Ends what this payment replaces; a payment that turns out paid settles the order instead. */
async function replaceOlder(
  deps: Deps,
  payer: Payer,
  request: PaymentRequest,
  requestHash: string,
) {
  await findOrder(deps.db, payer, request.orderId)
  if (await earlierPayment(deps.db, payer, request, requestHash)) return
  // What cannot begin replaces nothing.
  await carrierOf(deps, deps.db, payer.storeId, request.method)
  const pending = await deps.db.payment.findMany({
    // What the same request, sent twice, made meanwhile is not older.
    where: { orderId: request.orderId, state: 'pending', idempotencyKey: { not: request.key } },
  })
  const now = deps.now().getTime()
  const who = { guestId: payer.guestId, isForWhole: request.split.kind === 'whole' }
  await Promise.all(
    makeWay(pending, who, now).map(({ id, expiresAt }) =>
      closePayment(deps, id, expiresAt.getTime() <= now ? 'expired' : 'cancelled'),
    ),
  )
}

async function findOrder(tx: Prisma.TransactionClient, payer: Payer, orderId: number) {
  const { storeId, sittingId } = payer
  const where = { id: orderId, storeId, ...(sittingId ? { sittingId } : {}) }
  if (!(await tx.order.findFirst({ where, select: { id: true } }))) {
    throw new Refusal('thing.not-found')
  }
}

async function earlierPayment(
  tx: Prisma.TransactionClient,
  payer: Payer,
  request: PaymentRequest,
  requestHash: string,
): Promise<Payment | null> {
  const { storeId, guestId } = payer
  const earlier = await tx.payment.findUnique({
    where: { storeId_idempotencyKey: { storeId, idempotencyKey: request.key } },
  })
  if (!earlier) return null
  const isSame =
    earlier.requestHash === requestHash &&
    earlier.guestId === guestId &&
    earlier.amountCents === (request.expectedCents ?? earlier.amountCents)
  if (!isSame) throw new Refusal('request.key-reused')
  return earlier
}

function hashOf({ orderId, method, split }: PaymentRequest): string {
  return requestHash(`${orderId} ${method} ${wordOf(split)}`)
}
