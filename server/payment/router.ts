// The door of payment: the bill, ways to pay it, and money going back. Amounts are 分.

import { z } from 'zod'
import { MAXIMUM_CENTS } from '@/domain/money'
import { MAXIMUM_QUANTITY } from '@/domain/ordering'
import { MAXIMUM_PAYMENT_MINUTES, PAYMENT_METHODS } from '@/domain/payment'
import { MAXIMUM_WAYS } from '@/domain/split'
import { guest, id, may, open, requestKey, text } from '../access/procedures'
import { ownMember } from '../membership/own-member'
import { router } from '../trpc'
import { accountsRouter } from './accounts-router'
import { answerPayPage } from './answer-pay-page'
import { applyCoupon } from './apply-coupon'
import { askWechatNow } from './ask-wechat'
import { attachToOrder } from './attach-to-order'
import { attachToSitting } from './attach-to-sitting'
import { cancelPayment } from './cancel-payment'
import { closeBill } from './close-bill'
import { createPayment } from './create-payment'
import { discountOrder } from './discount-order'
import { openReceipt } from './open-receipt'
import { previewDiscount } from './preview-discount'
import { printReceipt } from './print-receipt'
import { readBillForStaff, readOwnBill } from './read-bill'
import { readBillCoupons } from './read-bill-coupons'
import { readBillRules } from './read-bill-rules'
import { readMethods } from './read-methods'
import { readMoneyTrouble } from './read-money-trouble'
import { readPayPage } from './read-pay-page'
import { readPaymentView } from './read-payment'
import { readReceipt } from './read-receipt'
import { readRefundable } from './read-refundable'
import { readSplit, readSplitForStaff } from './read-split'
import { reconcileRouter } from './reconcile-router'
import { refundOrder } from './refund-order'
import { refundPayment } from './refund-payment'
import { removeCoupon } from './remove-coupon'
import { removeDiscount } from './remove-discount'
import { reopenOrder } from './reopen-order'
import { requestInWechat } from './request-in-wechat'
import { retryRefund } from './retry-refund'
import { setBillRules } from './set-bill-rules'
import { takeCard } from './take-card'
import { takeCash } from './take-cash'

const method = z.enum(PAYMENT_METHODS)
const cents = z.int().min(1).max(MAXIMUM_CENTS)
const payToken = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

const ways = z.int().min(2).max(MAXIMUM_WAYS)
const split = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('whole') }),
    z.object({
      kind: z.literal('items'),
      items: z
        .array(z.object({ lineId: id, quantity: z.int().min(1).max(MAXIMUM_QUANTITY) }))
        .min(1)
        .max(500),
    }),
    z.object({ kind: z.literal('person'), guestNumber: z.int().min(1).max(1_000) }),
    z.object({ kind: z.literal('share'), lineId: id, of: ways }),
    z.object({ kind: z.literal('even'), ways }),
    z.object({ kind: z.literal('amount'), amountCents: cents }),
  ])
  .default({ kind: 'whole' })
const wish = z.object({
  orderId: id,
  method,
  split,
  expectedCents: cents.nullable().default(null),
  key: requestKey,
})
const reason = text(100).refine((words) => words !== '')
const refundedPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({
    kind: z.literal('lines'),
    lines: z
      .array(z.object({ lineId: id, quantity: z.int().min(1).max(99) }))
      .min(1)
      .max(200)
      .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length),
  }),
  z.object({ kind: z.literal('amount'), amountCents: cents }),
])

/** What staff take off: an amount in 分, a percentage as what is still paid of 10,000, or one line as a gift. */
const discountWish = z
  .object({
    orderId: id,
    lineId: id.nullable().default(null),
    kind: z.enum(['amount_off', 'percent_off', 'gift']),
    amountCents: z.int().min(0).max(MAXIMUM_CENTS).default(0),
    payBasisPoints: z.int().min(0).max(10_000).default(10_000),
  })
  .refine(({ kind, lineId }) => kind !== 'gift' || lineId !== null)

const basisPoints = z.int().min(0).max(10_000)
const billRules = z.object({
  perHeadCents: z.int().min(0).max(100_000),
  serviceBasisPoints: basisPoints,
  taxBasisPoints: basisPoints,
  isTaxAdded: z.boolean(),
  roundingCents: z.int().min(1).max(1_000),
  cashierDiscountLimitCents: z.int().min(0).max(MAXIMUM_CENTS).nullable(),
  cashierRefundLimitCents: z.int().min(0).max(MAXIMUM_CENTS).nullable(),
  paymentExpiresMinutes: z.int().min(1).max(MAXIMUM_PAYMENT_MINUTES),
  receiptHeader: text(60),
  receiptFooter: text(60),
})

export const paymentRouter = router({
  accounts: accountsRouter,
  reconcile: reconcileRouter,

  /** The ways to pay, in the caller's language. */
  methods: open.query(({ ctx }) => readMethods(ctx.language)),

  /** What the asking guest's table owes and paid, line by line. */
  bill: guest.query(({ ctx }) => readOwnBill(ctx, ctx.seat)),

  /** The same for staff: of a sitting, or of one order. Refuses thing.not-found. */
  billForStaff: may('floor.see')
    .input(z.union([z.object({ sittingId: id }), z.object({ orderId: id })]))
    .query(({ ctx, input }) => readBillForStaff(ctx, ctx.actor, input)),

  /** What each dish of an order still has open, and who is paying what just now. Refuses thing.not-found. */
  split: guest
    .input(z.object({ orderId: id }))
    .query(({ ctx, input }) => readSplit(ctx, ctx.seat, input)),

  /** The same for staff. Refuses thing.not-found. */
  splitForStaff: may('payment.take')
    .input(z.object({ orderId: id }))
    .query(({ ctx, input }) => readSplitForStaff(ctx, ctx.actor, input)),

  /**
   * Starts a payment of the bill or a part of it; cash calls the floor. With `expectedCents` only for that price. Refuses
   * order.already-paid, order.nothing-owed, order.final, payment.other-pending, split.nothing-left, split.locked (guestNumber),
   * split.too-much (leftCents), price.changed (totalCents), thing.not-found, request.key-reused.
   */
  create: guest
    .input(wish)
    .mutation(({ ctx, input }) =>
      createPayment(
        ctx,
        { ...ctx.seat, staffId: null, phone: { ip: ctx.ip, userAgent: ctx.userAgent } },
        input,
      ),
    ),

  /** The same by staff, whose screen shows the link as a QR for the guest's phone. */
  createForStaff: may('payment.take')
    .input(wish)
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

  /** Ends the asking guest's own pending payment. Refuses thing.not-found, payment.final (state). */
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
   * Takes the bill or a part of it in cash; answers the change. `callId`: the guest's call for cash that it answers. With
   * `amountCents` only that amount: another refuses price.changed (totalCents). Refuses cash.too-little (amountCents) and as create.
   */
  takeCash: may('payment.take')
    .input(
      z.object({
        orderId: id,
        split,
        callId: id.nullable().default(null),
        amountCents: cents.nullable().default(null),
        givenCents: cents.nullable().default(null),
        key: requestKey,
      }),
    )
    .mutation(({ ctx, input }) => takeCash(ctx, ctx.actor, input)),

  /** The same by card at the terminal, whose slip has the reference. Refuses as create. */
  takeCard: may('payment.take')
    .input(
      z.object({
        orderId: id,
        split,
        callId: id.nullable().default(null),
        amountCents: cents.nullable().default(null),
        reference: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
        key: requestKey,
      }),
    )
    .mutation(({ ctx, input }) => takeCard(ctx, ctx.actor, input)),

  /** Gives back part or all of a payment. Refuses refund.too-much (leftCents), thing.not-found, request.key-reused. */
  refund: may('payment.refund')
    .input(z.object({ paymentId: id, amountCents: cents, reason: text(100), key: requestKey }))
    .mutation(({ ctx, input }) => refundPayment(ctx, ctx.actor, input)),

  /** What may be given back of an order, dish by dish. Refuses thing.not-found. */
  refundable: may('payment.refund')
    .input(z.object({ orderId: id }))
    .query(({ ctx, input }) => readRefundable(ctx, ctx.actor, input)),

  /**
   * Gives back all of an order, dishes of it, or an amount. Refuses refund.too-much (leftCents), refund.over-limit (limitCents),
   * line.moved-on, thing.not-found, request.key-reused.
   */
  refundOrder: may('payment.refund')
    .input(
      z.object({
        orderId: id,
        what: refundedPart,
        reason,
        returnsStock: z.boolean(),
        key: requestKey,
      }),
    )
    .mutation(({ ctx, input }) => refundOrder(ctx, ctx.actor, input)),

  /** Refunds that failed or take too long, and what was paid twice lately and goes back; none, when all is well. */
  trouble: may('floor.see').query(({ ctx }) => readMoneyTrouble(ctx, ctx.actor.storeId)),

  /** Tries a failed refund again. Refuses refund.not-failed, refund.too-much (leftCents), refund.over-limit, thing.not-found. */
  retryRefund: may('payment.refund')
    .input(z.object({ refundId: id }))
    .mutation(({ ctx, input }) => retryRefund(ctx, ctx.actor, input)),

  /** 反结账. Refuses thing.not-found, order.final, order.not-paid, order.other-runs. */
  reopen: may('order.reopen')
    .input(z.object({ orderId: id, reason }))
    .mutation(({ ctx, input }) => reopenOrder(ctx, ctx.actor, input)),

  /**
   * Settles a bill of which nothing is open: one that was reopened, or one that discounts made free. A second time it changes
   * nothing. Refuses thing.not-found, order.final, order.still-open (openCents).
   */
  closeBill: may('payment.take')
    .input(z.object({ orderId: id }))
    .mutation(({ ctx, input }) => closeBill(ctx, ctx.actor, input)),

  /**
   * The code sent to the asking guest's phone proves whose it is: the table gets its member's price; with consent a new number
   * becomes a member. Refuses code.wrong, member.unknown (proved, without consent), member.phone-invalid, input.too-often.
   */
  attachMember: guest
    .input(
      z.object({
        phone: z.string().max(32),
        digits: z.string().regex(/^\d{6}$/),
        name: text(40).default(''),
        hasConsented: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => attachToSitting(ctx, ctx.seat, input)),

  /** Gives an unpaid order to a member. Refuses thing.not-found, member.unknown, order.final, order.already-paid. */
  attachMemberToOrder: may('member.see')
    .input(z.object({ orderId: id, memberId: id }))
    .mutation(({ ctx, input }) => attachToOrder(ctx, ctx.actor, input)),

  /** The asking guest's own coupons and what each takes off that bill, or why it cannot. Refuses thing.not-found. */
  coupons: guest.input(z.object({ orderId: id })).query(({ ctx, input: { orderId } }) => {
    const whose = ctx.seat.isMemberProven ? ctx.seat.memberId : null
    return readBillCoupons(ctx, ctx.seat, { orderId, whose })
  }),

  /** The same of the bill's member, for staff. Refuses thing.not-found. */
  couponsForStaff: may('payment.take')
    .input(z.object({ orderId: id }))
    .query(({ ctx, input: { orderId } }) =>
      readBillCoupons(ctx, { ...ctx.actor, sittingId: null }, { orderId, whose: 'the bill' }),
    ),

  /**
   * Puts a coupon of the asking guest's own on the bill. Refuses member.unproven, thing.not-found, coupon.other-member,
   * coupon.not-in-hand, coupon.expired, coupon.one-per-bill, coupon.condition-unmet (minimumCents, dishes), order.final,
   * order.already-paid, payment.other-pending.
   */
  applyCoupon: guest
    .input(z.object({ orderId: id, couponId: id }))
    .mutation(({ ctx, input }) =>
      applyCoupon(ctx, { ...ctx.seat, memberId: ownMember(ctx.seat), staffId: null }, input),
    ),

  /** Takes the asking guest's own coupon off again. Refuses as applyCoupon where that is not possible any more. */
  removeCoupon: guest
    .input(z.object({ orderId: id }))
    .mutation(({ ctx, input }) =>
      removeCoupon(ctx, { ...ctx.seat, memberId: ownMember(ctx.seat), staffId: null }, input),
    ),

  /** Puts a coupon of the bill's member on it, by staff. Refuses as applyCoupon. */
  applyCouponForStaff: may('payment.take')
    .input(z.object({ orderId: id, couponId: id }))
    .mutation(({ ctx, input }) =>
      applyCoupon(ctx, { ...ctx.actor, sittingId: null, memberId: null }, input),
    ),

  /** Takes the coupon off, by staff. Refuses as removeCoupon. */
  removeCouponForStaff: may('payment.take')
    .input(z.object({ orderId: id }))
    .mutation(({ ctx, input }) =>
      removeCoupon(ctx, { ...ctx.actor, sittingId: null, memberId: null }, input),
    ),

  /**
   * Takes something off a bill by hand, once per key. Refuses discount.too-much (limitCents), order.nothing-owed, line.moved-on,
   * order.final, order.already-paid, payment.other-pending, thing.not-found, request.key-reused.
   */
  discount: may('order.discount')
    .input(
      discountWish.safeExtend({
        reason: text(100).refine((reason) => reason !== ''),
        key: requestKey,
      }),
    )
    .mutation(({ ctx, input }) => discountOrder(ctx, ctx.actor, input)),

  /** What that would take off (分) and leave; writes nothing. Refuses thing.not-found. */
  previewDiscount: may('order.discount')
    .input(discountWish)
    .query(({ ctx, input }) => previewDiscount(ctx, ctx.actor, input)),

  /** Takes such a discount away. Refuses thing.not-found, order.final, order.already-paid, payment.other-pending. */
  removeDiscount: may('order.discount')
    .input(z.object({ discountId: id }))
    .mutation(({ ctx, input }) => removeDiscount(ctx, ctx.actor, input)),

  /** What the store's bills are made of, and what its cashiers may. */
  billRules: may('store.manage').query(({ ctx }) => readBillRules(ctx, ctx.actor)),

  /** Sets that: amounts in 分, parts of 10,000, a limit of null = none, minutes. */
  setBillRules: may('store.manage')
    .input(billRules)
    .mutation(({ ctx, input: { storeId: _, ...rules } }) => setBillRules(ctx, ctx.actor, rules)),

  /** A bill as its receipt; the link is the permission. Refuses thing.not-found. */
  receipt: open
    .input(z.object({ token: payToken }))
    .query(({ ctx, input }) => readReceipt(ctx, input.token)),

  /** Where the receipt of an order of the asking guest's table is. Refuses thing.not-found. */
  openReceipt: guest
    .input(z.object({ orderId: id }))
    .mutation(({ ctx, input }) => openReceipt(ctx, ctx.seat, input)),

  /** The same of any order of the store. Refuses thing.not-found. */
  openReceiptForStaff: may('floor.see')
    .input(z.object({ orderId: id }))
    .mutation(({ ctx, input }) => openReceipt(ctx, { ...ctx.actor, sittingId: null }, input)),

  /** Prints a bill as it stands, from the second time on marked as a reprint. Refuses thing.not-found, printer.none. */
  printReceipt: may('floor.see')
    .input(z.object({ orderId: id, printerId: id.nullable().default(null), key: requestKey }))
    .mutation(({ ctx, input }) => printReceipt(ctx, ctx.actor, input)),

  /** The simulated platform's page; the link is the permission. Refuses thing.not-found. */
  payPage: open
    .input(z.object({ token: payToken }))
    .query(({ ctx, input }) => readPayPage(ctx, input.token)),

  /** Confirms or declines there. Refuses thing.not-found, payment.expired, payment.final. */
  answerPayPage: open
    .input(z.object({ token: payToken, answer: z.enum(['pay', 'decline']) }))
    .mutation(({ ctx, input }) => answerPayPage(ctx, input)),

  /** The pay page inside WeChat; the link is the permission. Refuses thing.not-found. */
  wechatPage: open
    .input(z.object({ token: payToken }))
    .query(({ ctx, input }) => readPayPage(ctx, input.token, 'wechat')),

  /** What WeChat's payment sheet is opened with. Refuses thing.not-found, payment.final, payment.expired, provider.unreachable. */
  requestInWechat: open
    .input(z.object({ token: payToken }))
    .mutation(({ ctx, input }) => requestInWechat(ctx, input.token)),

  /** Asks WeChat at once what became of it, at most every few seconds. Refuses thing.not-found. */
  askWechat: open
    .input(z.object({ token: payToken }))
    .mutation(({ ctx, input }) => askWechatNow(ctx, input.token)),
})
