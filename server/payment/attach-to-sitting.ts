// A guest says who they are, by phone: the table's open bills get the member's price. A phone that is nobody's yet becomes a
// member when its owner consents. The guest hears of this phone only what its own card shows.

import { mayTakeBill } from '@/domain/membership'
import type { Seat } from '../access/read-seat'
import type { Context } from '../context'
import { memberIdOf } from '../membership/find-member'
import { countGuestLookup } from '../membership/lookup-limit'
import { CARD_FACTS, cardOf, type MemberCard } from '../membership/member-card'
import { saveMember } from '../membership/register-member'
import { priceForMember } from './price-for-member'

export type SeatMember = { phone: string; name: string; hasConsented: boolean }

/** @throws Refusal member.unknown (without consent), member.phone-invalid, input.too-often */
export async function attachToSitting(
  ctx: Context,
  seat: Seat,
  wish: SeatMember,
): Promise<MemberCard> {
  await countGuestLookup(ctx.ip, seat.sittingId)
  return ctx.db.$transaction(async (tx) => {
    const at = ctx.now()
    const guest = await tx.guest.findUniqueOrThrow({ where: { id: seat.guestId } })
    const orders = await tx.order.findMany({
      where: { sittingId: seat.sittingId, settledAt: null },
      select: { id: true },
    })
    const memberId = wish.hasConsented
      ? (await saveMember(tx, ctx, seat.brandId, wish)).memberId
      : await memberIdOf(tx, ctx, seat.brandId, wish)

    await tx.guest.update({ where: { id: guest.id }, data: { memberId } })
    await priceForMember(tx, {
      storeId: seat.storeId,
      sittingId: seat.sittingId,
      orderIds: orders.map((order) => order.id),
      memberId,
      mayTake: (order) => mayTakeBill(billFacts(order), guest.memberId),
      staffId: null,
      at,
    })
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
