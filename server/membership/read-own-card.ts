// The card of the member that this phone's guest has proved to be, or null.

import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'
import { CARD_FACTS, cardOf, type MemberCard } from './member-card'

export async function readOwnCard(deps: Deps, seat: Seat): Promise<MemberCard | null> {
  if (!seat.memberId || !seat.isMemberProven) return null
  return cardOf(
    await deps.db.member.findUniqueOrThrow({ where: { id: seat.memberId }, select: CARD_FACTS }),
  )
}
