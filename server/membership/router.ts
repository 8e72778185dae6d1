// The door of membership: members of the brand, their levels and points. Money is 分.

import { z } from 'zod'
import { MAXIMUM_CENTS } from '@/domain/money'
import { guest, id, may, open, requestKey, text } from '../access/procedures'
import { router } from '../trpc'
import { findMember } from './find-member'
import { quoteDiscount } from './quote-discount'
import { readLevels } from './read-levels'
import { readOwnCard } from './read-own-card'
import { readOwnPointsLog, readPointsLog } from './read-points-log'
import { redeemPoints } from './redeem-points'
import { registerMember } from './register-member'

export const phone = z.string().max(32)
const page = z.object({
  skip: z.int().min(0).max(100_000).default(0),
  limit: z.int().min(1).max(100).default(20),
})

export const membershipRouter = router({
  /** The brand's levels, lowest first. Refuses thing.not-found. */
  levels: open
    .input(z.object({ storeId: id }))
    .query(({ ctx, input }) => readLevels(ctx, input.storeId)),

  /** A new member on the staff's word. Refuses member.exists, member.phone-invalid, input.too-often. */
  register: may('member.manage')
    .input(z.object({ phone, name: text(40), hasConsented: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => registerMember(ctx, ctx.actor, input)),

  /** A member by phone or by id. Refuses member.unknown, member.phone-invalid, input.too-often. */
  find: may('member.see')
    .input(z.union([z.object({ phone }), z.object({ memberId: id })]))
    .query(({ ctx, input }) => findMember(ctx, ctx.actor, input)),

  /** The asking guest's own card, or null. */
  mine: guest.query(({ ctx }) => readOwnCard(ctx, ctx.seat)),

  /** The asking guest's own ledger, newest first. Refuses member.unknown for a guest who is none. */
  myPointsLog: guest.input(page).query(({ ctx, input }) => readOwnPointsLog(ctx, ctx.seat, input)),

  /** A member's ledger, newest first. Refuses member.unknown. */
  pointsLog: may('member.see')
    .input(page.extend({ memberId: id }))
    .query(({ ctx, input }) => readPointsLog(ctx, ctx.actor, input)),

  /** Points for something, once per key. Refuses points.too-few, member.unknown, request.key-reused. */
  redeem: may('member.manage')
    .input(
      z.object({
        memberId: id,
        points: z.int().min(1).max(10_000_000),
        reason: text(100),
        key: requestKey,
      }),
    )
    .mutation(({ ctx, input }) => redeemPoints(ctx, ctx.actor, input)),

  /** What an amount (分) would become for a member; a quote only. Refuses member.unknown. */
  quoteDiscount: may('member.see')
    .input(z.object({ memberId: id, amountCents: z.int().min(0).max(MAXIMUM_CENTS) }))
    .query(({ ctx, input }) => quoteDiscount(ctx, ctx.actor, input)),
})
