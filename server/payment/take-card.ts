// A card on the terminal at the till: staff type in the reference on its slip. No card data comes
// here. A slip that was taken within a day already is asked about: one payment on two bills leaves
// the cash of one of them with nobody.

import { z } from 'zod'
import { Refusal } from '@/domain/refusal'
import type { SplitRequest } from '@/domain/split'
import type { Actor } from '../access/procedures'
import { type PaymentView, readPaymentView } from '../billing/read-payment'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { takeAtTill } from './take-at-till'

export type CardRequest = {
  orderId: number
  split: SplitRequest
  /** A guest's call for cash that is answered by it. */
  callId: number | null
  /** What the person saw as due, in 分; null = whatever it is. */
  amountCents: number | null
  reference: string
  /** Somebody looked at the slip and says that it is another payment. */
  isAnotherSlip: boolean
  key: string
}

const ONE_DAY_MS = 86_400_000

const SLIP_BEFORE = statement(
  'slip-before',
  {
    paymentId: z.int(),
    table: z.string(),
    time: z.string(),
    amountCents: z.int(),
    currency: z.string(),
  },
  `
SELECT p.id AS "paymentId", o.table_name AS "table", p.amount_cents AS "amountCents", p.currency,
       to_char(p.paid_at AT TIME ZONE s.time_zone, 'HH24:MI') AS "time"
  FROM payment p JOIN customer_order o ON o.id = p.order_id JOIN store s ON s.id = p.store_id
 WHERE p.store_id = $1 AND p.business_day >= $2::timestamptz::date - 1 AND p.paid_at >= $2::timestamptz
   AND p.state = 'succeeded' AND p.provider = 'terminal' AND p.transaction_id = 'TERM' || p.id || '-' || $3::text
   AND p.idempotency_key <> $4
 ORDER BY p.id DESC LIMIT 1`,
)

/**
 * @throws Refusal card.slip-used (table, time, amountCents) unless somebody looked,
 *   thing.not-found, order.final, order.already-paid, order.nothing-owed, price.changed,
 *   request.key-reused
 */
export async function takeCard(
  deps: Deps,
  actor: Actor,
  request: CardRequest,
): Promise<PaymentView> {
  const { orderId, key, split, callId, amountCents, reference } = request
  const since = new Date(deps.now().getTime() - ONE_DAY_MS)
  const [before] = await ask(deps.pool, SLIP_BEFORE, [actor.storeId, since, reference, key])
  if (before && !request.isAnotherSlip) {
    const { table, time, amountCents: takenCents, currency } = before
    const taken = { time, amountCents: takenCents, currency }
    throw new Refusal('card.slip-used', { table: table || 'none', ...taken })
  }
  const { payment } = await takeAtTill(deps, actor, {
    orderId,
    key,
    split,
    callId,
    amountCents,
    method: 'credit_card',
    check: () => {},
    transactionIdOf: (paymentId) => `TERM${paymentId}-${reference}`,
    details: { reference, ...(before && { slipTakenBefore: before.paymentId }) },
  })
  const who = { storeId: actor.storeId, sittingId: null, guestId: null }
  return readPaymentView(deps, payment.id, who)
}
