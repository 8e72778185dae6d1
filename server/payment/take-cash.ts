// Cash at the till or at the table: the bill or a part of it is taken, the change is told. A
// guest's call for cash is answered by it.

import { Refusal } from '@/domain/refusal'
import type { SplitRequest } from '@/domain/split'
import type { Actor } from '../access/procedures'
import { type PaymentView, readPaymentView } from '../billing/read-payment'
import type { Deps } from '../deps'
import { takeAtTill } from './take-at-till'

export type CashRequest = {
  orderId: number
  split: SplitRequest
  /** A guest's call for cash that is answered by it. */
  callId: number | null
  /**
   * What the person saw as due, in 分: another amount is asked about, never taken. null = whatever
   * is open.
   */
  amountCents: number | null
  /** What the guest handed over, in 分; null = exactly what is due. */
  givenCents: number | null
  key: string
}

export type CashTaken = { payment: PaymentView; changeCents: number }

/**
 * @throws Refusal cash.too-little (amountCents), price.changed (totalCents), thing.not-found,
 *   order.final, order.already-paid, order.nothing-owed, and what the price of a part refuses,
 *   request.key-reused
 */
export async function takeCash(deps: Deps, actor: Actor, request: CashRequest): Promise<CashTaken> {
  const { orderId, key, split, callId, amountCents, givenCents } = request
  const { payment } = await takeAtTill(deps, actor, {
    orderId,
    key,
    split,
    callId,
    amountCents,
    method: 'cash',
    check: (dueCents) => {
      if ((givenCents ?? dueCents) < dueCents) {
        throw new Refusal('cash.too-little', { amountCents: dueCents })
      }
    },
    transactionIdOf: (paymentId) => `CASH${paymentId}`,
    details: givenCents === null ? {} : { givenCents },
  })
  const who = { storeId: actor.storeId, sittingId: null, guestId: null }
  return {
    payment: await readPaymentView(deps, payment.id, who),
    changeCents: Math.max(0, (givenCents ?? payment.amountCents) - payment.amountCents),
  }
}
