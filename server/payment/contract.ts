// The spec's /api/payment/*: the same commands by the spec's names, amounts in the store's
// currency, which is said. The platform's callback is a door of its own (http/callback-door),
// because its signature is over raw bytes.

import { z } from 'zod'
import { specStatusOf } from '@/domain/billing'
import { PAYMENT_METHODS } from '@/domain/methods'
import { wholeOf } from '@/domain/money'
import { id } from '@/forms/fields'
import { mayAt, openAt } from '../access/procedures'
import { type PaymentView, readPaymentView } from '../billing/read-payment'
import { keyOf } from '../idempotency'
import { type Meta, router } from '../trpc'
import { cancelPayment } from './cancel-payment'
import { createForCustomer } from './create-for-customer'
import { readMethods } from './read-methods'

const payment = z.object({
  payment_id: z.number(),
  order_id: z.number(),
  order_number: z.string(),
  amount: z.number(),
  currency: z.string(),
  payment_method: z.string(),
  payment_url: z.string().nullable(),
  qr_code: z.string().nullable(),
  status: z.string(),
  transaction_id: z.string().nullable(),
  paid_at: z.string().nullable(),
})

/**
 * `payment_url` and `qr_code` are the page where it is paid; null at the till and after its end.
 */
const paymentOf = (view: PaymentView, publicUrl: string) => {
  const url = view.payUrl && new URL(view.payUrl, publicUrl).href
  return {
    payment_id: view.id,
    order_id: view.orderId,
    order_number: view.orderNumber,
    amount: wholeOf(view.amountCents, view.currency),
    currency: view.currency,
    payment_method: view.method,
    payment_url: url,
    qr_code: url,
    status: specStatusOf(view.state),
    transaction_id: view.transactionId,
    paid_at: view.paidAt,
  }
}

const staffOf = (storeId: number) => ({ storeId, sittingId: null, guestId: null })
const at = (method: 'GET' | 'POST', path: `/${string}`, summary: string): Meta => ({
  openapi: { method, path: `/api/payment${path}`, tags: ['payment'], summary },
})

export const paymentContract = router({
  methods: openAt
    .meta(at('GET', '/methods', '支付方式列表'))
    .output(
      z.object({
        methods: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
      }),
    )
    .query(async ({ ctx }) => ({ methods: await readMethods(ctx, ctx.storeId) })),

  create: mayAt('payment.take')
    .input(
      z.object({
        order_id: id,
        payment_method: z.enum(PAYMENT_METHODS),
        customer_phone: z.string().max(32).optional(),
      }),
    )
    .meta(at('POST', '/create', '创建支付（可带 Idempotency-Key 请求头）'))
    .output(payment)
    .mutation(async ({ ctx, input }) => {
      const request = {
        orderId: input.order_id,
        method: input.payment_method,
        phone: input.customer_phone,
        key: keyOf(ctx),
      }
      return paymentOf(await createForCustomer(ctx, ctx.actor, request), ctx.publicUrl)
    }),

  status: mayAt('payment.take')
    .input(z.object({ payment_id: id }))
    .meta(at('GET', '/{payment_id}/status', '查询支付状态'))
    .output(payment)
    .query(async ({ ctx, input }) => {
      const view = await readPaymentView(ctx, input.payment_id, staffOf(ctx.actor.storeId))
      return paymentOf(view, ctx.publicUrl)
    }),

  cancel: mayAt('payment.take')
    .input(z.object({ payment_id: id }))
    .meta(at('POST', '/{payment_id}/cancel', '取消支付'))
    .output(payment)
    .mutation(async ({ ctx, input }) => {
      const who = { ...ctx.actor, sittingId: null, guestId: null }
      const view = await cancelPayment(ctx, who, { paymentId: input.payment_id })
      return paymentOf(view, ctx.publicUrl)
    }),
})
