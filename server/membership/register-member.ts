// A phone becomes a member of the brand, once. Membership is never needed to order or to pay.

import { normalPhone } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Context } from '../context'
import type { Deps } from '../deps'
import { CARD_FACTS, cardOf, type MemberCard } from './member-card'
import { hashPhone, sealPhone } from './phone'

export type NewMember = { phone: string; name: string; hasConsented: boolean }

/**
 * Registers a member on the staff's word.
 * @throws Refusal member.phone-invalid, member.exists, input.too-often
 */
export async function registerMember(
  ctx: Context,
  actor: Actor,
  request: NewMember,
): Promise<MemberCard> {
  return ctx.db.$transaction(async (tx) => {
    const store = await tx.store.findUniqueOrThrow({ where: { id: actor.storeId } })

    const made = await saveMember(tx, ctx, store.brandId, request)
    if (!made.isNew) throw new Refusal('member.exists')

    const { hasConsented } = request
    const fact = { action: 'member.registered', subject: 'member', subjectId: made.memberId }
    await writeAudit(tx, actor, { ...fact, details: { hasConsented } })
    return cardOf(
      await tx.member.findUniqueOrThrow({ where: { id: made.memberId }, select: CARD_FACTS }),
    )
  })
}

/**
 * Writes a new member, or finds the one that this phone already is; two at once make one. @throws
 * Refusal member.phone-invalid
 */
export async function saveMember(
  tx: Prisma.TransactionClient,
  deps: Pick<Deps, 'secret' | 'now'>,
  brandId: number,
  request: NewMember,
): Promise<{ memberId: number; isNew: boolean }> {
  const phone = normalPhone(request.phone)
  if (!phone) throw new Refusal('member.phone-invalid')
  const phoneHash = hashPhone(deps.secret, brandId, phone)
  const [made] = await tx.member.createManyAndReturn({
    data: {
      brandId,
      phoneHash,
      phoneSealed: sealPhone(deps.secret, brandId, phone),
      phoneTail: phone.slice(-4),
      name: request.name,
      consentedAt: request.hasConsented ? deps.now() : null,
      createdAt: deps.now(),
    },
    select: { id: true },
    skipDuplicates: true,
  })
  if (made) return { memberId: made.id, isNew: true }
  const known = await tx.member.findUniqueOrThrow({
    where: { brandId_phoneHash: { brandId, phoneHash } },
    select: { id: true },
  })
  return { memberId: known.id, isNew: false }
}
