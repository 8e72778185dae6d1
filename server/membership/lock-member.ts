// A member's points change one change at a time: whoever changes them locks the row here, after the order if there is one.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'

export type LockedMember = { id: number; points: number; lifetimePoints: number }

/** Locks a member of the store's brand. @throws Refusal member.unknown */
export async function lockMember(
  tx: Prisma.TransactionClient,
  storeId: number,
  memberId: number,
): Promise<LockedMember> {
  const [member] = await tx.$queryRaw<LockedMember[]>`
    SELECT m.id, m.points, m.lifetime_points AS "lifetimePoints"
      FROM member m
     WHERE m.id = ${memberId} AND m.erased_at IS NULL
       AND m.brand_id = (SELECT s.brand_id FROM store s WHERE s.id = ${storeId})
       FOR UPDATE`
  if (!member) throw new Refusal('member.unknown')
  return member
}
