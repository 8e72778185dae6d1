// Money taken by a person: what is open of an order is paid in full, at once. A tap that comes twice takes nothing twice:
// the second finds the first by its key, or nothing left to take.

import { makeWay, openCents } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Payment } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { newToken } from '../access/tokens'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { lockOrder } from '../ordering/lock-order'
import { endCashCall } from './cash-call'
import { closePayment } from './close-payment'
import { type Settled, settlePayment } from './settle-payment'

export type TillWish = {
  orderId: number
  key: string
  method: 'cash' | 'credit_card'
  provider: 'cash' | 'terminal'
  /** What the person saw as due, in 分; null = whatever is open. */
  amountCents: number | null
  /** Refuses an amount (分) that the person cannot take this way. */
  check: (amountCents: number) => void
  transactionIdOf: (paymentId: number) => string
  details: Record<string, string | number>
}

export type Taken = { payment: Payment; settled: Settled | null }

/** @throws Refusal thing.not-found, order.final, order.already-paid, order.nothing-owed, price.changed (totalCents),
 *   request.key-reused, and what `check` refuses */
export async function takeAtTill(ground: Ground, actor: Actor, wish: TillWish): Promise<Taken> {
  const { storeId, staffId } = actor
  await makeRoom(ground, actor, wish)

  return ground.db.$transaction(async (tx) => {
    const at = ground.now()
    const order = await lockOrder(tx, storeId, wish.orderId)
    const earlier = await tx.payment.findUnique({
      where: { storeId_idempotencyKey: { storeId, idempotencyKey: wish.key } },
    })
    const pending = await tx.payment.findMany({ where: { orderId: order.id, state: 'pending' } })
    const { currency } = await tx.store.findUniqueOrThrow({ where: { id: storeId } })

    if (earlier) {
      const isSame = earlier.orderId === order.id && earlier.provider === wish.provider
      if (!isSame) throw new Refusal('request.key-reused')
      return { payment: earlier, settled: null }
    }
    if (order.state === 'cancelled') throw new Refusal('order.final')
    const amountCents = openCents(order)
    if (amountCents === 0)
      throw new Refusal(order.settledAt ? 'order.already-paid' : 'order.nothing-owed')
    if (amountCents !== (wish.amountCents ?? amountCents)) {
      throw new Refusal('price.changed', { totalCents: amountCents })
    }
    wish.check(amountCents)
    const asked = pending.find((payment) => payment.provider === wish.provider)
    if (pending.length > (asked ? 1 : 0)) throw new Refusal('payment.other-pending')

    const payment = asked
      ? await tx.payment.update({
          where: { id: asked.id, state: 'pending' },
          data: { amountCents },
        })
      : await tx.payment.create({
          data: {
            storeId,
            orderId: order.id,
            staffId,
            method: wish.method,
            provider: wish.provider,
            amountCents,
            currency,
            token: newToken(),
            idempotencyKey: wish.key,
            createdAt: at,
            expiresAt: at,
          },
        })
    const transactionId = wish.transactionIdOf(payment.id)
    const settled = await settlePayment(tx, order, payment, { transactionId, staffId, at })
    await writeAudit(tx, actor, {
      action: `${wish.provider}.taken`,
      subject: 'payment',
      subjectId: payment.id,
      details: { amountCents, ...wish.details },
    })

    await endCashCall(tx, order, { staffId, at })
    return { payment, settled }
  })
}

/** What is under way on phones is closed at its provider before money is taken by hand. */
async function makeRoom(ground: Ground, actor: Actor, wish: TillWish): Promise<void> {
  const pending = await ground.db.payment.findMany({
    where: { orderId: wish.orderId, storeId: actor.storeId, state: 'pending' },
  })
  const { toClose } = makeWay(pending, { guestId: null }, ground.now().getTime())
  for (const { id, provider } of toClose) {
    if (provider !== wish.provider) await closePayment(ground, id, 'cancelled')
  }
}
