// The door of membership: members of the brand, their levels, points and coupons, and the rules
// that a manager sets. Money is 分.

import { z } from 'zod'
import { cents, id, phone, requestKey, text } from '@/forms/fields'
import * as forms from '@/forms/membership'
import { guest, guestOfToday, may, ofBrand, open } from '../access/procedures'
import { router } from '../trpc'
import { archiveOffer } from './archive-offer'
import { archiveReward } from './archive-reward'
import { eraseMember } from './erase-member'
import { exportMember } from './export-member'
import { findMember } from './find-member'
import { giveCoupon } from './give-coupon'
import { ownMember } from './own-member'
import { quoteDiscount } from './quote-discount'
import { readCoupons, readOwnCoupons } from './read-coupons'
import { readLevels } from './read-levels'
import { readOwnCard } from './read-own-card'
import { readOwnPointsLog, readPointsLog } from './read-points-log'
import { readOwnRewards, readRewards } from './read-rewards'
import { readRules } from './read-rules'
import { redeemPoints } from './redeem-points'
import { redeemReward } from './redeem-reward'
import { registerMember } from './register-member'
import { revealPhone } from './reveal-phone'
import { saveOffer } from './save-offer'
import { saveReward } from './save-reward'
import { sendCode } from './send-code'
import { setLevels } from './set-levels'
import { setPointsRate } from './set-points-rate'
import { voidCoupon } from './void-coupon'

const page = z.object({
  skip: z.int().min(0).max(100_000).default(0),
  limit: z.int().min(1).max(100).default(20),
})

const typedTail = z.string().max(8)

export const membershipRouter = router({
  /** The brand's levels, lowest first. Refuses thing.not-found. */
  levels: open
    .input(z.object({ storeId: id }))
    .query(({ ctx, input }) => readLevels(ctx, input.storeId)),

  /**
   * A new member on the staff's word. Refuses member.exists, member.phone-invalid, input.too-often.
   */
  register: may('member.manage')
    .input(forms.register)
    .mutation(({ ctx, input }) => registerMember(ctx, ctx.actor, input)),

  /** A member by phone or by id. Refuses member.unknown, member.phone-invalid, input.too-often. */
  find: may('member.see')
    .input(z.union([z.object({ phone }), z.object({ memberId: id })]))
    .query(({ ctx, input }) => findMember(ctx, ctx.actor, input)),

  /**
   * Sends a one-time code to a phone; the answer is the same whoever's it is. Refuses
   * member.phone-invalid, input.too-often, code.not-sent.
   */
  sendCode: guestOfToday
    .input(z.object({ phone }))
    .mutation(({ ctx, input }) => sendCode(ctx, ctx.seat, input)),

  /** The asking guest's own card, or null before the phone is proved. */
  mine: guestOfToday.query(({ ctx }) => readOwnCard(ctx, ctx.seat)),

  /** The asking guest's own ledger, newest first. Refuses member.unproven. */
  myPointsLog: guest.input(page).query(({ ctx, input }) => readOwnPointsLog(ctx, ctx.seat, input)),

  /** A member's ledger, newest first. Refuses member.unknown. */
  pointsLog: may('member.see')
    .input(page.extend({ memberId: id }))
    .query(({ ctx, input }) => readPointsLog(ctx, ctx.actor, input)),

  /**
   * Points for something, once per key. Refuses points.too-few, member.unknown, request.key-reused.
   */
  redeem: may('member.manage')
    .input(forms.redeem)
    .input(z.object({ memberId: id, key: requestKey }))
    .mutation(({ ctx, input }) => redeemPoints(ctx, ctx.actor, input)),

  /** What an amount (分) would become for a member; a quote only. Refuses member.unknown. */
  quoteDiscount: may('member.see')
    .input(z.object({ memberId: id, amountCents: cents }))
    .query(({ ctx, input }) => quoteDiscount(ctx, ctx.actor, input)),

  /** The asking guest's coupons, newest first. Refuses member.unproven. */
  myCoupons: guest.query(({ ctx }) => readOwnCoupons(ctx, ctx.seat)),

  /**
   * Rewards for the asking guest's points, with what is missing to each. Refuses member.unproven.
   */
  myRewards: guest.query(({ ctx }) => readOwnRewards(ctx, ctx.seat)),

  /**
   * The asking guest's points for a reward, once per key. Refuses member.unproven, points.too-few
   * (points, missing), coupon.ended, coupon.not-yet, coupon.per-member, coupon.all-given,
   * thing.not-found, request.key-reused.
   */
  redeemMine: guest
    .input(z.object({ rewardId: id, key: requestKey }))
    .mutation(({ ctx, input }) =>
      redeemReward(
        ctx,
        { storeId: ctx.seat.storeId, staffId: null, memberId: ownMember(ctx.seat) },
        input,
      ),
    ),

  /** Everything we hold about the asking guest's member; written down. Refuses member.unproven. */
  exportMine: guest.mutation(({ ctx }) =>
    exportMember(
      ctx,
      { storeId: ctx.seat.storeId, staffId: null },
      { memberId: ownMember(ctx.seat) },
    ),
  ),

  /**
   * Erases the asking guest's member for good. Refuses member.unproven, member.confirmation-wrong.
   */
  eraseMine: guest
    .input(z.object({ typedTail }))
    .mutation(({ ctx, input }) =>
      eraseMember(
        ctx,
        { storeId: ctx.seat.storeId, staffId: null },
        { memberId: ownMember(ctx.seat), ...input },
      ),
    ),

  /** A member's coupons, newest first. Refuses member.unknown. */
  coupons: may('member.see')
    .input(z.object({ memberId: id }))
    .query(({ ctx, input }) => readCoupons(ctx, ctx.actor, input)),

  /** Rewards for a member's points. Refuses member.unknown. */
  rewards: may('member.see')
    .input(z.object({ memberId: id }))
    .query(({ ctx, input }) => readRewards(ctx, ctx.actor, input)),

  /** The same as redeemMine by staff. Refuses member.unknown and as redeemMine. */
  redeemReward: may('member.manage')
    .input(z.object({ memberId: id, rewardId: id, key: requestKey }))
    .mutation(({ ctx, input: { memberId, ...request } }) =>
      redeemReward(ctx, { ...ctx.actor, memberId }, request),
    ),

  /** A coupon as a present, once per key. Refuses as redeemReward, but for points. */
  giveCoupon: may('store.manage')
    .input(forms.giveCoupon)
    .input(z.object({ memberId: id, key: requestKey }))
    .mutation(({ ctx, input }) => giveCoupon(ctx, ctx.actor, input)),

  /** Takes a coupon back and returns its points. Refuses thing.not-found, coupon.not-in-hand. */
  voidCoupon: may('store.manage')
    .input(z.object({ couponId: id, reason: text(100) }))
    .mutation(({ ctx, input }) => voidCoupon(ctx, ctx.actor, input)),

  /** A member's whole number; written down. Refuses member.unknown, input.too-often. */
  revealPhone: may('member.manage')
    .input(z.object({ memberId: id }))
    .mutation(({ ctx, input }) => revealPhone(ctx, ctx.actor, input)),

  /** Everything we hold about a member; written down. Refuses member.unknown. */
  exportMember: may('member.manage')
    .input(z.object({ memberId: id }))
    .mutation(({ ctx, input }) => exportMember(ctx, ctx.actor, input)),

  /** Erases a member for good. Refuses member.unknown, member.confirmation-wrong. */
  eraseMember: may('member.manage')
    .input(z.object({ memberId: id, typedTail }))
    .mutation(({ ctx, input }) => eraseMember(ctx, ctx.actor, input)),

  /** What the manager sets for members. */
  rules: may('store.manage').query(({ ctx }) => readRules(ctx, ctx.actor)),

  /**
   * All levels at once, from those that were seen. Refuses levels.invalid (level, what),
   * thing.changed, brand.not-yours.
   */
  setLevels: ofBrand
    .input(forms.setLevels)
    .input(z.object({ seen: forms.setLevels.shape.levels }))
    .mutation(({ ctx, input }) => setLevels(ctx, ctx.actor, input)),

  /** Points for each whole yuan from now on. Refuses thing.changed, brand.not-yours. */
  setPointsRate: ofBrand
    .input(forms.setPointsRate)
    .input(z.object({ seen: z.int() }))
    .mutation(({ ctx, input }) => setPointsRate(ctx, ctx.actor, input)),

  /**
   * Makes or changes an offer. Refuses offer.invalid (field), offer.in-hands, thing.not-found,
   * brand.not-yours.
   */
  saveOffer: ofBrand
    .input(forms.saveOffer)
    .input(z.object({ offerId: id.nullable() }))
    .mutation(({ ctx, input }) => saveOffer(ctx, ctx.actor, input)),

  /** Ends an offer; coupons in hands stay good. Refuses thing.not-found, brand.not-yours. */
  archiveOffer: ofBrand
    .input(z.object({ offerId: id }))
    .mutation(({ ctx, input }) => archiveOffer(ctx, ctx.actor, input)),

  /** Makes or changes a reward. Refuses thing.not-found, brand.not-yours. */
  saveReward: ofBrand
    .input(forms.saveReward)
    .input(z.object({ rewardId: id.nullable() }))
    .mutation(({ ctx, input }) => saveReward(ctx, ctx.actor, input)),

  /** Takes a reward off. Refuses thing.not-found, brand.not-yours. */
  archiveReward: ofBrand
    .input(z.object({ rewardId: id }))
    .mutation(({ ctx, input }) => archiveReward(ctx, ctx.actor, input)),
})
