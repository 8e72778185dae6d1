// Somebody gets a password of their own, by whoever holds the machine: it is the demo's no more and
// every session of theirs ends, by the database's own triggers. Every store where they work has an
// entry in its audit, which never says what the password is.

import type { PrismaClient } from '@/prisma/client/client'
import { hashPassword } from './passwords'
import { writeAudit } from './write-audit'

/**
 * @param password one that `passwordFault` lets pass; @returns what was found, or null when nobody
 *   has this login
 */
export async function setPassword(
  db: PrismaClient,
  { login, password }: { login: string; password: string },
): Promise<{ name: string; isDisabled: boolean } | null> {
  const passwordHash = await hashPassword(password)
  return db.$transaction(async (tx) => {
    const [staff] = await tx.staff.updateManyAndReturn({
      where: { login },
      data: { passwordHash },
      select: { id: true, name: true, disabledAt: true },
    })
    if (!staff) return null
    const storeRoles = await tx.staffRole.findMany({ where: { staffId: staff.id } })
    for (const { storeId } of storeRoles) {
      await writeAudit(
        tx,
        { storeId, staffId: null },
        {
          action: 'password.set',
          subject: 'staff',
          subjectId: staff.id,
          details: { at: 'terminal' },
        },
      )
    }
    return { name: staff.name, isDisabled: staff.disabledAt !== null }
  })
}
