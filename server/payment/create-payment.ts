// A payment begins: for the bill or a part of it, priced here and nowhere else. One key makes one payment. Several may be under
// way at once, each for a part of its own: together never for more than is open, which the order's row lock holds.

import { makeWay, type PaymentMethod } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import { kindOf, type SplitWish, wordOf } from '@/domain/split'
import type { Payment, Prisma } from '@/prisma/client/client'
import { newToken } from '../access/tokens'
import type { Ground } from '../ground'
import { lockOrder } from '../ordering/lock-order'
import { wishHash } from '../wish-hash'
import { callForCash } from './cash-call'
import { closePayment } from './close-payment'
import { loadSplit } from './load-split'
import { openPayment } from './open-payment'
import { keepWays, pricePart } from './price-part'
import type { PayerPhone } from './providers/provider'
import { carrierOf } from './providers/registry'
import { type PaymentView, readPaymentView } from './read-payment'
import { tellPayment } from './tell-payment'

/** Who pays: a guest for an order of their sitting, or staff (guestId and sittingId null) for any order of the store. */
export type Payer = {
  storeId: number
  sittingId: number | null
  guestId: number | null
  staffId: number | null
  phone?: PayerPhone
}

export type PaymentWish = {
  orderId: number
  method: PaymentMethod
  split: SplitWish
  /** What the person saw as the price of the part, in 分: another is asked about, never charged. null = whatever it is. */
  expectedCents: number | null
  key: string
}

/**
 * @throws Refusal thing.not-found, order.final, order.already-paid, order.nothing-owed, payment.other-pending, request.key-reused,
 *   price.changed (totalCents), split.nothing-left, split.locked (guestNumber), split.too-much (leftCents)
 */
export async function createPayment(
  ground: Ground,
  payer: Payer,
  wish: PaymentWish,
): Promise<PaymentView> {
  const requestHash = hashOf(wish)
  await replaceOlder(ground, payer, wish, requestHash)

  const payment = await ground.db.$transaction(async (tx) => {
    const at = ground.now()
    await findOrder(tx, payer, wish.orderId)
    const order = await lockOrder(tx, payer.storeId, wish.orderId)
    const earlier = await earlierPayment(tx, payer, wish, requestHash)
    const { state, pending } = await loadSplit(tx, order)
    const store = await tx.store.findUniqueOrThrow({ where: { id: payer.storeId } })

    if (earlier) return earlier
    const isPaying = payer.guestId && pending.some(({ guestId }) => guestId === payer.guestId)
    if (isPaying) throw new Refusal('payment.other-pending')
    const { amountCents, shares } = pricePart(order, state, wish.split, wish.expectedCents)

    await keepWays(tx, order.id, state, wish.split)
    const made = await tx.payment.create({
      data: {
        storeId: payer.storeId,
        orderId: order.id,
        guestId: payer.guestId,
        staffId: payer.staffId,
        method: wish.method,
        ...(await carrierOf(tx, payer.storeId, wish.method)),
        splitKind: kindOf(wish.split),
        amountCents,
        shares: { create: shares },
        currency: store.currency,
        token: newToken(),
        idempotencyKey: wish.key,
        requestHash,
        createdAt: at,
        expiresAt: new Date(at.getTime() + store.paymentExpiresMinutes * 60_000),
      },
    })

    await tellPayment(tx, made)
    if (made.method === 'cash' && payer.guestId) await callForCash(tx, order, at)
    return made
  })

  await openPayment(ground, payment, payer.phone)
  return readPaymentView(ground, payment.id, payer)
}

/** Closes what this payment replaces, at its provider too; a payment that turns out paid settles the order instead. */
async function replaceOlder(ground: Ground, payer: Payer, wish: PaymentWish, requestHash: string) {
  await findOrder(ground.db, payer, wish.orderId)
  if (await earlierPayment(ground.db, payer, wish, requestHash)) return
  const pending = await ground.db.payment.findMany({
    // What the same request, sent twice, made meanwhile is not older.
    where: { orderId: wish.orderId, state: 'pending', idempotencyKey: { not: wish.key } },
  })
  const now = ground.now().getTime()
  const who = { guestId: payer.guestId, isForWhole: wish.split.kind === 'whole' }
  for (const { id, expiresAt } of makeWay(pending, who, now)) {
    await closePayment(ground, id, expiresAt.getTime() <= now ? 'expired' : 'cancelled')
  }
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
  wish: PaymentWish,
  requestHash: string,
): Promise<Payment | null> {
  const { storeId, guestId } = payer
  const earlier = await tx.payment.findUnique({
    where: { storeId_idempotencyKey: { storeId, idempotencyKey: wish.key } },
  })
  if (!earlier) return null
  const isSame =
    earlier.requestHash === requestHash &&
    earlier.guestId === guestId &&
    earlier.amountCents === (wish.expectedCents ?? earlier.amountCents)
  if (!isSame) throw new Refusal('request.key-reused')
  return earlier
}

function hashOf({ orderId, method, split }: PaymentWish): string {
  return wishHash(`${orderId} ${method} ${wordOf(split)}`)
}
