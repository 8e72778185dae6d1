// Points that come from elsewhere, as an older card that is brought along: on the ledger and
// counted for the level.

import type { PrismaClient } from '@/prisma/client/client'

/** So many more points for a member who owes none; 0 changes nothing. */
export async function grantPoints(
  db: PrismaClient,
  memberId: number,
  delta: number,
): Promise<void> {
  if (delta === 0) return
  await db.$transaction(async (tx) => {
    const { points: pointsAfter } = await tx.member.update({
      where: { id: memberId },
      data: { points: { increment: delta }, lifetimePoints: { increment: delta } },
    })
    await tx.pointsEntry.create({ data: { memberId, delta, reason: 'adjusted', pointsAfter } })
  })
}
