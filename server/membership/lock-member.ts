// A member's points change one change at a time: whoever changes them locks the row here, after the
// order if there is one.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'

export type LockedMember = {
  id: number
  brandId: number
  points: number
  debtPoints: number
  lifetimePoints: number
  isErased: boolean
  /** Of the brand, as it is now. */
  pointsPerYuan: number
}

/** Locks a member of the store's brand. @throws Refusal member.unknown */
export async function lockMember(
  tx: Prisma.TransactionClient,
  storeId: number,
  memberId: number,
): Promise<LockedMember> {
  const member = await lockLedger(tx, storeId, memberId)
  if (member.isErased) throw new Refusal('member.unknown')
  return member
}

/**
 * The same, but for who asked to be erased too: what money earns or takes back is still written to
 * the ledger that nobody's name stands on. NO KEY, because two payments that already name the
 * member would else wait for each other.
 * @throws Refusal member.unknown
 */
export async function lockLedger(
  tx: Prisma.TransactionClient,
  storeId: number,
  memberId: number,
): Promise<LockedMember> {
  const [member] = await tx.$queryRaw<LockedMember[]>`
    SELECT m.id, m.brand_id AS "brandId", m.points, m.debt_points AS "debtPoints", m.lifetime_points AS "lifetimePoints",
           m.erased_at IS NOT NULL AS "isErased", b.points_per_yuan AS "pointsPerYuan"
      FROM member m JOIN brand b ON b.id = m.brand_id
     WHERE m.id = ${memberId}
       AND m.brand_id = (SELECT s.brand_id FROM store s WHERE s.id = ${storeId})
       FOR NO KEY UPDATE OF m`
  if (!member) throw new Refusal('member.unknown')
  return member
}
