// One arrangement of the floor at a time: the store is locked against any other, and every screen
// that shows its tables is told.

import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { type AuditFact, writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { tell } from '../outbox'

/** What came of it; without facts nothing changed, and nobody is told. */
export type Arranged<Answer> = { answer: Answer; facts: AuditFact[] }

export function arrange<Answer>(
  deps: Deps,
  actor: Actor,
  save: (tx: Prisma.TransactionClient) => Promise<Arranged<Answer>>,
): Promise<Answer> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM store WHERE id = ${storeId} FOR NO KEY UPDATE`
    const { answer, facts } = await save(tx)
    if (facts.length === 0) return answer
    await writeAudit(tx, actor, ...facts)
    const rooms = [`store:${storeId}`]
    await tell(tx, { storeId, type: 'tables_changed', rooms, payload: {} })
    return answer
  })
}
