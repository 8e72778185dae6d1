// The spec's /api/member/*: the same commands by the spec's names, amounts in the store's currency.

import { z } from 'zod'
import { MAXIMUM_POINTS } from '@/domain/membership'
import { amountFromText, MAXIMUM_CENTS, wholeOf } from '@/domain/money'
import { Refusal } from '@/domain/refusal'
import { id, text } from '@/forms/fields'
import { mayAt } from '../access/procedures'
import { readCurrency } from '../access/read-currency'
import { keyOf } from '../idempotency'
import { type Meta, router } from '../trpc'
import { findMember } from './find-member'
import type { MemberCard } from './member-card'
import { quoteDiscount } from './quote-discount'
import { readLevels } from './read-levels'
import { readPointsLog } from './read-points-log'
import { redeemPoints } from './redeem-points'
import { registerMember } from './register-member'

const amount = z.number()
const member = z.object({
  id: z.number(),
  phone: z.string(),
  name: z.string(),
  level: z.number(),
  level_name: z.string(),
  points: z.number(),
  total_spent: amount,
  currency: z.string(),
  total_orders: z.number(),
  discount: z.number(),
})

/** The phone is masked: what the caller does not know already is not told. */
const memberOf = (card: MemberCard, currency: string) => ({
  id: card.id,
  phone: card.maskedPhone,
  name: card.name,
  level: card.level.level,
  level_name: card.level.name,
  points: card.points,
  total_spent: wholeOf(card.totalSpentCents, currency),
  currency,
  total_orders: card.totalOrders,
  discount: card.level.payBasisPoints / 10_000,
})

/** An amount as JSON brings it, read by its digits in the store's currency. */
const amountInput = z.number().min(0).max(MAXIMUM_CENTS)

const at = (method: 'GET' | 'POST', path: `/${string}`, summary: string): Meta => ({
  openapi: { method, path: `/api/member${path}`, tags: ['member'], summary },
})

export const membershipContract = router({
  levels: mayAt('member.see')
    .meta(at('GET', '/levels', '会员等级列表'))
    .output(
      z.array(
        z.object({
          level: z.number(),
          level_name: z.string(),
          min_points: z.number(),
          discount: z.number(),
        }),
      ),
    )
    .query(async ({ ctx }) =>
      (await readLevels(ctx, ctx.actor.storeId)).map((level) => ({
        level: level.level,
        level_name: level.name,
        min_points: level.minimumPoints,
        discount: level.payBasisPoints / 10_000,
      })),
    ),

  register: mayAt('member.manage')
    .input(z.object({ phone: z.string().max(32), name: text(40) }))
    .meta(at('POST', '/register', '注册会员'))
    .output(member)
    .mutation(async ({ ctx, input }) =>
      memberOf(
        await registerMember(ctx, ctx.actor, { ...input, hasConsented: false }),
        await readCurrency(ctx, ctx.actor),
      ),
    ),

  byPhone: mayAt('member.see')
    .input(z.object({ phone: z.string().max(32) }))
    .meta(at('GET', '/phone/{phone}', '按手机号查询会员'))
    .output(member)
    .query(async ({ ctx, input }) =>
      memberOf(
        await findMember(ctx, ctx.actor, { phone: input.phone }),
        await readCurrency(ctx, ctx.actor),
      ),
    ),

  byId: mayAt('member.see')
    .input(z.object({ member_id: id }))
    .meta(at('GET', '/{member_id}', '查询会员'))
    .output(member)
    .query(async ({ ctx, input }) =>
      memberOf(
        await findMember(ctx, ctx.actor, { memberId: input.member_id }),
        await readCurrency(ctx, ctx.actor),
      ),
    ),

  pointsLogs: mayAt('member.see')
    .input(
      z.object({
        member_id: id,
        skip: z.int().min(0).max(100_000).default(0),
        limit: z.int().min(1).max(100).default(20),
      }),
    )
    .meta(at('GET', '/{member_id}/points-logs', '查询积分日志'))
    .output(
      z.array(
        z.object({
          id: z.number(),
          points: z.number(),
          reason: z.string(),
          created_at: z.string(),
          order_number: z.string().nullable(),
        }),
      ),
    )
    .query(async ({ ctx, input: { member_id, skip, limit } }) => {
      const log = await readPointsLog(ctx, ctx.actor, { memberId: member_id, skip, limit })
      return log.entries.map((entry) => ({
        id: entry.id,
        points: entry.delta,
        reason:
          entry.reason === 'earned' && entry.orderNumber
            ? `订单消费: ${entry.orderNumber}`
            : entry.note || entry.reason,
        created_at: entry.createdAt,
        order_number: entry.orderNumber,
      }))
    }),

  redeem: mayAt('member.manage')
    .input(
      z.object({ member_id: id, points: z.int().min(1).max(MAXIMUM_POINTS), reason: text(100) }),
    )
    .meta(at('POST', '/redeem', '积分兑换'))
    .output(
      z.object({
        message: z.string(),
        member_id: z.number(),
        redeemed_points: z.number(),
        remaining_points: z.number(),
      }),
    )
    .mutation(async ({ ctx, input: { member_id, points, reason } }) => {
      const request = { memberId: member_id, points, reason, key: keyOf(ctx) }
      const redeemed = await redeemPoints(ctx, ctx.actor, request)
      return {
        message: '积分兑换成功',
        member_id: redeemed.memberId,
        redeemed_points: redeemed.redeemedPoints,
        remaining_points: redeemed.remainingPoints,
      }
    }),

  applyDiscount: mayAt('member.see')
    .input(z.object({ member_id: id, order_amount: amountInput }))
    .meta(at('POST', '/apply-discount', '会员折扣试算（只报价，实际按订单计算）'))
    .output(
      z.object({
        member_id: z.number(),
        original_amount: amount,
        discount_amount: amount,
        final_amount: amount,
        discount_rate: z.number(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const currency = await readCurrency(ctx, ctx.actor)
      const amountCents = amountFromText(String(input.order_amount), currency)
      if (amountCents === null) throw new Refusal('input.invalid', { field: 'order_amount' })
      const request = { memberId: input.member_id, amountCents }
      const quote = await quoteDiscount(ctx, ctx.actor, request)
      return {
        member_id: quote.memberId,
        original_amount: wholeOf(quote.originalCents, currency),
        discount_amount: wholeOf(quote.discountCents, currency),
        final_amount: wholeOf(quote.finalCents, currency),
        discount_rate: quote.payBasisPoints / 10_000,
      }
    }),
})
