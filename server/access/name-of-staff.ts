// By whom something was done, as its colleagues are told; null when it was a guest, a program or
// the system.

import type { Prisma } from '@/prisma/client/client'

export async function nameOfStaff(
  tx: Prisma.TransactionClient,
  staffId: number | null | undefined,
): Promise<string | null> {
  if (!staffId) return null
  const staff = await tx.staff.findUnique({ where: { id: staffId }, select: { name: true } })
  return staff?.name ?? null
}
