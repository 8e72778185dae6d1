// Whose points, coupons and data a guest may see and spend: those of the member whose phone they
// proved by a code.

import { Refusal } from '@/domain/refusal'
import type { Seat } from '../access/read-seat'

/** @throws Refusal member.unproven */
export function ownMember(seat: Seat): number {
  if (!seat.memberId || !seat.isMemberProven) throw new Refusal('member.unproven')
  return seat.memberId
}
