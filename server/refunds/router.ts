// The door of refunds: what may go back, and how it goes. Amounts are 分.

import { z } from 'zod'
import { id, paidCents, reason, requestKey } from '@/forms/fields'
import * as forms from '@/forms/refunds'
import { may } from '../access/procedures'
import { router } from '../trpc'
import { readMoneyTrouble } from './read-money-trouble'
import { readRefundable } from './read-refundable'
import { refundOrder } from './refund-order'
import { refundPayment } from './refund-payment'
import { retryRefund } from './retry-refund'

export const refundsRouter = router({
  /** Gives back part or all of a payment. Refuses as refundOrder does. */
  refund: may('payment.refund')
    .input(z.object({ paymentId: id, amountCents: paidCents, reason, key: requestKey }))
    .mutation(({ ctx, input }) => refundPayment(ctx, ctx.actor, input)),

  /** What may be given back of an order, dish by dish. Refuses thing.not-found. */
  refundable: may('payment.refund')
    .input(z.object({ orderId: id }))
    .query(({ ctx, input }) => readRefundable(ctx, ctx.actor, input)),

  /**
   * Gives back all of an order, dishes of it, or an amount. Refuses refund.too-much (leftCents),
   * refund.over-limit (limitCents), refund.earlier-day (day), reason.wordless, line.moved-on,
   * thing.not-found, request.key-reused.
   */
  refundOrder: may('payment.refund')
    .input(forms.refundOrder)
    .input(z.object({ orderId: id, key: requestKey }))
    .mutation(({ ctx, input }) => refundOrder(ctx, ctx.actor, input)),

  /**
   * Refunds that failed or take too long, money that moved at a platform without us, and what was
   * paid twice lately and goes back; none, when all is well.
   */
  trouble: may('floor.see').query(({ ctx }) => readMoneyTrouble(ctx, ctx.actor.storeId)),

  /**
   * Tries a failed refund again, or gives it in cash instead. Refuses refund.not-failed,
   * refund.too-much (leftCents), refund.over-limit, refund.earlier-day, thing.not-found.
   */
  retryRefund: may('payment.refund')
    .input(z.object({ refundId: id, by: z.enum(['platform', 'cash']).default('platform') }))
    .mutation(({ ctx, input }) => retryRefund(ctx, ctx.actor, input)),
})
