// The door of payment: the ways to pay, at the table, at the till and on the pay pages. Amounts are
// 分.

import { z } from 'zod'
import { isDay } from '@/domain/calendar'
import { PAYMENT_METHODS } from '@/domain/methods'
import { MAXIMUM_QUANTITY } from '@/domain/ordering'
import { MAXIMUM_HEADS, MAXIMUM_WAYS } from '@/domain/split'
import { id, paidCents, requestKey } from '@/forms/fields'
import * as forms from '@/forms/payment'
import { byLink, guest, may } from '../access/procedures'
import { readPaymentView } from '../billing/read-payment'
import { router } from '../trpc'
import { answerPayPage } from './answer-pay-page'
import { askWechatNow } from './ask-wechat'
import { bookMove } from './book-move'
import { cancelPayment } from './cancel-payment'
import { closeBill } from './close-bill'
import { createPayment } from './create-payment'
import { fixDifference } from './fix-difference'
import { readMethods } from './read-methods'
import { readPayPage } from './read-pay-page'
import { requestInWechat } from './request-in-wechat'
import { takeCard } from './take-card'
import { takeCash } from './take-cash'

const method = z.enum(PAYMENT_METHODS)
const ways = z.int().min(2).max(MAXIMUM_WAYS)
const split = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('whole') }),
    z.object({
      kind: z.literal('items'),
      items: z
        .array(
          z.object({
            lineId: id,
            quantity: z.int().min(1).max(MAXIMUM_QUANTITY),
            of: ways.optional(),
          }),
        )
        .max(500)
        .refine((items) => new Set(items.map(({ lineId }) => lineId)).size === items.length),
      heads: z.int().min(1).max(MAXIMUM_HEADS).optional(),
    }),
    z.object({ kind: z.literal('person'), guestNumber: z.int().min(1).max(1_000) }),
    z.object({ kind: z.literal('even'), ways }),
    z.object({ kind: z.literal('amount'), amountCents: paidCents }),
  ])
  .default({ kind: 'whole' })
const request = z.object({
  orderId: id,
  method,
  split,
  expectedCents: paidCents.nullable().default(null),
  key: requestKey,
})
/** What is taken at the till, however it is paid there. */
const taken = z.object({
  orderId: id,
  split,
  callId: id.nullable().default(null),
  amountCents: paidCents.nullable().default(null),
  key: requestKey,
})

export const paymentRouter = router({
  /** The ways to pay at the asking guest's table, in their language. */
  methods: guest.query(({ ctx }) => readMethods(ctx, ctx.seat.storeId)),

  /** The same for staff. */
  methodsForStaff: may('payment.take').query(({ ctx }) => readMethods(ctx, ctx.actor.storeId)),

  /**
   * Starts a payment of the bill or a part of it; cash calls the floor. With `expectedCents` only
   * for that price. Refuses method.not-carried (method), order.already-paid, order.nothing-owed,
   * order.final, payment.other-pending, split.nothing-left, split.locked (guestNumber),
   * split.too-much (leftCents), price.changed (totalCents), thing.not-found, request.key-reused.
   */
  create: guest
    .input(request)
    .mutation(({ ctx, input }) =>
      createPayment(
        ctx,
        { ...ctx.seat, staffId: null, phone: { ip: ctx.ip, userAgent: ctx.userAgent } },
        input,
      ),
    ),

  /** The same by staff, whose screen shows the link as a QR for the guest's phone. */
  createForStaff: may('payment.take')
    .input(request)
    .mutation(({ ctx, input }) =>
      createPayment(ctx, { ...ctx.actor, sittingId: null, guestId: null }, input),
    ),

  /** One payment of the asking guest's table. Refuses thing.not-found. */
  status: guest
    .input(z.object({ paymentId: id }))
    .query(({ ctx, input }) => readPaymentView(ctx, input.paymentId, ctx.seat)),

  /** One payment of the store. Refuses thing.not-found. */
  statusForStaff: may('payment.take')
    .input(z.object({ paymentId: id }))
    .query(({ ctx, input }) =>
      readPaymentView(ctx, input.paymentId, { ...ctx.actor, sittingId: null, guestId: null }),
    ),

  /**
   * Ends the asking guest's own pending payment, or another's at the table that has stood for a
   * minute. Refuses thing.not-found, payment.final (state).
   */
  cancel: guest
    .input(z.object({ paymentId: id }))
    .mutation(({ ctx, input }) => cancelPayment(ctx, ctx.seat, input)),

  /** Ends any pending payment of the store. Refuses thing.not-found, payment.final (state). */
  cancelForStaff: may('payment.take')
    .input(z.object({ paymentId: id }))
    .mutation(({ ctx, input }) =>
      cancelPayment(ctx, { ...ctx.actor, sittingId: null, guestId: null }, input),
    ),

  /**
   * Takes the bill or a part of it in cash; answers the change. `callId`: the guest's call for cash
   * that it answers. With `amountCents` only that amount: another refuses price.changed
   * (totalCents). Refuses cash.too-little (amountCents) and as create.
   */
  takeCash: may('payment.take')
    .input(forms.takeCash)
    .input(taken)
    .mutation(({ ctx, input }) => takeCash(ctx, ctx.actor, input)),

  /**
   * The same by card at the terminal, whose slip has the reference. One that was taken within a day
   * already refuses card.slip-used (table, time, amountCents), unless `isAnotherSlip`. Refuses as
   * create.
   */
  takeCard: may('payment.take')
    .input(forms.takeCard)
    .input(taken.extend({ isAnotherSlip: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => takeCard(ctx, ctx.actor, input)),

  /**
   * Settles a bill of which nothing is open: one that was reopened, or one that discounts made
   * free. A second time it changes nothing. Refuses thing.not-found, order.final, order.still-open
   * (openCents).
   */
  closeBill: may('payment.take')
    .input(z.object({ orderId: id }))
    .mutation(({ ctx, input }) => closeBill(ctx, ctx.actor, input)),

  /** The simulated platform's page; the link is the permission. Refuses thing.not-found. */
  payPage: byLink.query(({ ctx, input }) => readPayPage(ctx, input.token)),

  /**
   * Confirms or declines there. Refuses thing.not-found, payment.expired, payment.final, and
   * method.not-carried when the house takes no simulated money any more.
   */
  answerPayPage: byLink
    .input(z.object({ answer: z.enum(['pay', 'decline']) }))
    .mutation(({ ctx, input }) => answerPayPage(ctx, input)),

  /** The pay page inside WeChat; the link is the permission. Refuses thing.not-found. */
  wechatPage: byLink.query(({ ctx, input }) => readPayPage(ctx, input.token, 'wechat')),

  /**
   * What WeChat's payment sheet is opened with. Refuses thing.not-found, payment.final,
   * payment.expired, provider.unreachable.
   */
  requestInWechat: byLink.mutation(({ ctx, input }) => requestInWechat(ctx, input.token)),

  /** Asks WeChat at once what became of it, at most every few seconds. Refuses thing.not-found. */
  askWechat: byLink.mutation(({ ctx, input }) => askWechatNow(ctx, input.token)),

  /**
   * Books what a platform gave back, or a bank took, without us. A second time it changes nothing.
   * Refuses thing.not-found, thing.changed, refund.amount-unknown, refund.too-much (leftCents).
   */
  bookMove: may('store.manage')
    .input(z.object({ moveId: id, amountCents: paidCents.nullable().default(null) }))
    .mutation(({ ctx, input }) => bookMove(ctx, ctx.actor, input)),

  /**
   * Asks the platform about a difference of its statement and ours, and does what it says. Refuses
   * as platforms.reconcile.read, and thing.not-found.
   */
  fixDifference: may('store.manage')
    .input(
      z.discriminatedUnion('of', [
        z.object({ of: z.enum(['payment', 'refund']), id }),
        z.object({
          of: z.literal('move'),
          id,
          number: z.string().min(1).max(128),
          day: z.string().max(10).refine(isDay),
          accountId: id.nullable(),
        }),
      ]),
    )
    .mutation(({ ctx, input }) => fixDifference(ctx, ctx.actor, input)),
})
