// What an amount would become for a member: a quote only, what is charged is computed from the
// order (design.md §5).

import { quoteFor } from '@/domain/membership'
import type { Actor } from '../access/procedures'
import type { Context } from '../context'
import { findMember } from './find-member'

export type Quote = {
  memberId: number
  originalCents: number
  discountCents: number
  finalCents: number
  /** 9500 = 95 折. */
  payBasisPoints: number
}

/** @throws Refusal member.unknown, input.too-often */
export async function quoteDiscount(
  ctx: Context,
  actor: Actor,
  { memberId, amountCents }: { memberId: number; amountCents: number },
): Promise<Quote> {
  const { level } = await findMember(ctx, actor, { memberId })
  return { memberId, ...quoteFor(level, amountCents), payBasisPoints: level.payBasisPoints }
}
