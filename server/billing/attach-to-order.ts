// Staff give a bill to a member who told them their phone; only before anything was paid of it.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { memberIdOf } from '../membership/find-member'
import { CARD_FACTS, cardOf, type MemberCard } from '../membership/member-card'
import { priceForMember } from './price-for-member'

/** @throws Refusal thing.not-found, member.unknown, order.final, order.already-paid */
export async function attachToOrder(
  deps: Deps,
  actor: Actor,
  request: { orderId: number; memberId: number },
): Promise<MemberCard> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const { storeId, staffId } = actor
    const found = await tx.order.findFirst({
      where: { id: request.orderId, storeId },
      select: { id: true, sittingId: true, store: { select: { brandId: true } } },
    })
    if (!found) throw new Refusal('thing.not-found')
    const memberId = await memberIdOf(tx, deps, found.store.brandId, { memberId: request.memberId })

    await priceForMember(tx, {
      storeId,
      sittingId: found.sittingId,
      orderIds: [found.id],
      memberId,
      mayTake: (order) => {
        if (order.state === 'cancelled') throw new Refusal('order.final')
        if (order.settledAt || order.paidCents > 0) throw new Refusal('order.already-paid')
        return true
      },
      staffId,
      at,
    })
    await writeAudit(tx, actor, {
      action: 'order.given-to-member',
      subject: 'order',
      subjectId: found.id,
      details: { memberId },
    })
    return cardOf(
      await tx.member.findUniqueOrThrow({ where: { id: memberId }, select: CARD_FACTS }),
    )
  })
}
