// A member of the brand found by phone or by id. A phone that is nobody's and one of another brand
// answer alike.

import { normalPhone } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Context } from '../context'
import type { Deps } from '../deps'
import { CARD_FACTS, cardOf, type MemberCard } from './member-card'
import { hashPhone } from './phone'

export type MemberSought = { phone?: string | undefined; memberId?: number | undefined }

/** @throws Refusal member.unknown, member.phone-invalid, input.too-often */
export async function findMember(
  ctx: Context,
  actor: Actor,
  sought: MemberSought,
): Promise<MemberCard> {
  const store = await ctx.db.store.findUniqueOrThrow({ where: { id: actor.storeId } })
  const memberId = await memberIdOf(ctx.db, ctx, store.brandId, sought)
  return cardOf(
    await ctx.db.member.findUniqueOrThrow({ where: { id: memberId }, select: CARD_FACTS }),
  )
}

/**
 * The id of the brand's member who is sought. @throws Refusal member.unknown, member.phone-invalid
 */
export async function memberIdOf(
  db: Prisma.TransactionClient,
  deps: Pick<Deps, 'secret'>,
  brandId: number,
  sought: MemberSought,
): Promise<number> {
  const phone = sought.phone === undefined ? null : normalPhone(sought.phone)
  if (sought.phone !== undefined && !phone) throw new Refusal('member.phone-invalid')
  const member = await db.member.findFirst({
    where: {
      brandId,
      erasedAt: null,
      ...(phone
        ? { phoneHash: hashPhone(deps.secret, brandId, phone) }
        : { id: sought.memberId ?? 0 }),
    },
    select: { id: true },
  })
  if (!member) throw new Refusal('member.unknown')
  return member.id
}
