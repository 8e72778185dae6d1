// What was done to a person is told, and written down, in every store where they work: screens of
// colleagues show it, and their own show at once what they may.

import type { Prisma } from '@/prisma/client/client'
import { tell } from '../../outbox'
import type { Actor } from '../procedures'
import { writeAudit } from '../write-audit'

export async function tellPeople(
  tx: Prisma.TransactionClient,
  { staffId }: Actor,
  storeIds: Iterable<number>,
  {
    action,
    personId,
    details,
  }: { action: string; personId: number; details?: Prisma.InputJsonObject },
): Promise<void> {
  for (const storeId of new Set(storeIds)) {
    await writeAudit(
      tx,
      { storeId, staffId },
      { action, subject: 'staff', subjectId: personId, ...(details && { details }) },
    )
    await tell(tx, { storeId, type: 'people_changed', rooms: [`store:${storeId}`], payload: {} })
  }
}
