// A member's visits: one for each bill that is settled and not given back whole. Called by whatever
// makes a bill one or ends that, inside its transaction, after the order was locked.

import type { Prisma } from '@/prisma/client/client'

/** @param memberId whose bill it is; nobody's is nobody's visit */
export async function countVisit(
  tx: Prisma.TransactionClient,
  memberId: number | null,
  change: 1 | -1,
): Promise<void> {
  if (memberId === null) return
  await tx.member.update({
    where: { id: memberId },
    data: { totalOrders: { increment: change } },
  })
}
