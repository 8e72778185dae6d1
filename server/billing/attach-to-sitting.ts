// A guest proves by the code sent to their phone who they are: the table's open bills get the
// member's price, and those paid today give their points. A phone that is nobody's yet becomes a
// member when its owner consents. Without the code nothing is done and nothing said
// (decisions/0010).

import { mayTakeBill } from '@/domain/membership'
import type { Seat } from '../access/read-seat'
import type { Context } from '../context'
import { CARD_FACTS, cardOf, type MemberCard } from '../membership/member-card'
import { type ProofRequest, provePhone, tryCode } from '../membership/prove-phone'
import { claimPoints } from './claim-points'
import { priceForMember } from './price-for-member'

/**
 * @throws Refusal code.wrong, member.unknown (proved, without consent), member.phone-invalid,
 *   input.too-often
 */
export async function attachToSitting(
  ctx: Context,
  seat: Seat,
  request: ProofRequest,
): Promise<MemberCard> {
  const proof = await tryCode(ctx, seat, request)
  return ctx.db.$transaction(async (tx) => {
    const at = ctx.now()
    const guest = await tx.guest.findUniqueOrThrow({ where: { id: seat.guestId } })
    const orders = await tx.order.findMany({
      where: { sittingId: seat.sittingId, settledAt: null },
      select: { id: true },
    })
    const { memberId } = await provePhone(tx, ctx, seat, request, proof)

    await priceForMember(tx, {
      storeId: seat.storeId,
      sittingId: seat.sittingId,
      orderIds: orders.map((order) => order.id),
      memberId,
      mayTake: (order) => mayTakeBill(billFacts(order), guest.memberId),
      staffId: null,
      at,
    })
    const { storeId, sittingId } = seat
    await claimPoints(tx, { storeId, sittingId, memberId, at })
    return cardOf(
      await tx.member.findUniqueOrThrow({ where: { id: memberId }, select: CARD_FACTS }),
    )
  })
}

function billFacts(order: {
  memberId: number | null
  paidCents: number
  settledAt: Date | null
  state: string
}) {
  const isClosed = order.settledAt !== null || order.state === 'cancelled'
  return { memberId: order.memberId, paidCents: order.paidCents, isClosed }
}
