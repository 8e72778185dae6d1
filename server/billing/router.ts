// The door of billing: what is owed, for whom, what comes off it, and which part is whose. Amounts
// are 分.

import { z } from 'zod'
import * as forms from '@/forms/billing'
import { id, phone, reason, requestKey, text, version } from '@/forms/fields'
import { guest, guestOfToday, may } from '../access/procedures'
import { ownMember } from '../membership/own-member'
import { router } from '../trpc'
import { applyCoupon } from './apply-coupon'
import { attachToOrder } from './attach-to-order'
import { attachToSitting } from './attach-to-sitting'
import { discountOrder } from './discount-order'
import { previewDiscount } from './preview-discount'
import { readBillForStaff, readOwnBill } from './read-bill'
import { readBillCoupons } from './read-bill-coupons'
import { readBillRules } from './read-bill-rules'
import { readSplit, readSplitForStaff } from './read-split'
import { removeCoupon } from './remove-coupon'
import { removeDiscount } from './remove-discount'
import { reopenOrder } from './reopen-order'
import { setBillRules } from './set-bill-rules'
import { readTaxClasses, setTaxClasses } from './tax-classes'

export const billingRouter = router({
  /**
   * What the asking guest's table owes and paid, line by line; for a day also after it was cleared.
   */
  bill: guestOfToday.query(({ ctx }) => readOwnBill(ctx, ctx.seat)),

  /** The same for staff: of a sitting, or of one order. Refuses thing.not-found. */
  billForStaff: may('floor.see')
    .input(z.union([z.object({ sittingId: id }), z.object({ orderId: id })]))
    .query(({ ctx, input }) => readBillForStaff(ctx, ctx.actor, input)),

  /**
   * What each dish of an order still has open, and who is paying what just now. Refuses
   * thing.not-found.
   */
  split: guest
    .input(z.object({ orderId: id }))
    .query(({ ctx, input }) => readSplit(ctx, ctx.seat, input)),

  /** The same for staff. Refuses thing.not-found. */
  splitForStaff: may('payment.take')
    .input(z.object({ orderId: id }))
    .query(({ ctx, input }) => readSplitForStaff(ctx, ctx.actor, input)),

  /**
   * 反结账. Refuses reason.wordless, thing.not-found, order.final, order.not-paid, order.other-runs.
   */
  reopen: may('order.reopen')
    .input(z.object({ orderId: id, reason }))
    .mutation(({ ctx, input }) => reopenOrder(ctx, ctx.actor, input)),

  /**
   * The code sent to the asking guest's phone proves whose it is: the table gets its member's price
   * and today's points; with consent a new number becomes a member. Refuses code.wrong,
   * member.unknown (proved, without consent), member.phone-invalid, input.too-often.
   */
  attachMember: guestOfToday
    .input(
      z.object({
        phone,
        digits: z.string().regex(/^\d{6}$/),
        name: text(40).default(''),
        hasConsented: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => attachToSitting(ctx, ctx.seat, input)),

  /**
   * Gives an unpaid order to a member. Refuses thing.not-found, member.unknown, order.final,
   * order.already-paid.
   */
  attachMemberToOrder: may('member.see')
    .input(z.object({ orderId: id, memberId: id }))
    .mutation(({ ctx, input }) => attachToOrder(ctx, ctx.actor, input)),

  /**
   * The asking guest's own coupons and what each takes off that bill, or why it cannot. Refuses
   * thing.not-found.
   */
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
   * Puts a coupon of the asking guest's own on the bill. Refuses member.unproven, thing.not-found,
   * coupon.other-member, coupon.not-in-hand, coupon.expired, coupon.one-per-bill,
   * coupon.condition-unmet (minimumCents, dishes), order.final, order.already-paid,
   * payment.other-pending.
   */
  applyCoupon: guest
    .input(z.object({ orderId: id, couponId: id }))
    .mutation(({ ctx, input }) =>
      applyCoupon(ctx, { ...ctx.seat, memberId: ownMember(ctx.seat), staffId: null }, input),
    ),

  /**
   * Takes the asking guest's own coupon off again. Refuses as applyCoupon where that is not
   * possible any more.
   */
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
   * Takes something off a bill by hand, once per key. Refuses reason.wordless, discount.too-much
   * (limitCents), order.nothing-owed, line.moved-on, order.final, order.already-paid,
   * payment.other-pending, thing.not-found, request.key-reused.
   */
  discount: may('order.discount')
    .input(forms.discount)
    .input(z.object({ orderId: id, key: requestKey }))
    .mutation(({ ctx, input }) => discountOrder(ctx, ctx.actor, input)),

  /** What that would take off (分) and leave; writes nothing. Refuses thing.not-found. */
  previewDiscount: may('order.discount')
    .input(forms.previewDiscount)
    .input(z.object({ orderId: id }))
    .query(({ ctx, input }) => previewDiscount(ctx, ctx.actor, input)),

  /**
   * Takes such a discount away. Refuses thing.not-found, order.final, order.already-paid,
   * payment.other-pending.
   */
  removeDiscount: may('order.discount')
    .input(z.object({ discountId: id }))
    .mutation(({ ctx, input }) => removeDiscount(ctx, ctx.actor, input)),

  /** What the store's bills are made of, and what its cashiers may. */
  billRules: may('store.manage').query(({ ctx }) => readBillRules(ctx, ctx.actor)),

  /**
   * Sets that: amounts in 分, parts of 10,000, a limit of null = none, minutes. Refuses
   * thing.changed (by) unless it still is the `version` that was read.
   */
  setBillRules: may('store.manage')
    .input(forms.setBillRules)
    .input(z.object({ version }))
    .mutation(({ ctx, input: { storeId: _, ...rules } }) => setBillRules(ctx, ctx.actor, rules)),

  /** The dishes with their class of tax, by category. */
  taxClasses: may('store.manage').query(({ ctx }) => readTaxClasses(ctx, ctx.actor)),

  /** Gives these dishes the second rate of tax, all others the first. Refuses thing.not-found. */
  setTaxClasses: may('store.manage')
    .input(z.object({ reducedDishIds: z.array(id).max(5_000) }))
    .mutation(({ ctx, input }) => setTaxClasses(ctx, ctx.actor, input)),
})
