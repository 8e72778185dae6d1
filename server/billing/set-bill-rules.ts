// A manager sets what bills are made of. Settled bills stay as they are; an open one follows with
// its next change.

import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { BILL_RULES, type StoreBillRules } from './read-bill-rules'

/** Sets all of them; answers what they are now. */
export async function setBillRules(
  deps: Deps,
  actor: Actor,
  rules: StoreBillRules,
): Promise<StoreBillRules> {
  return deps.db.$transaction(async (tx) => {
    const { storeId } = actor
    const set = await tx.store.update({ where: { id: storeId }, data: rules, select: BILL_RULES })
    await writeAudit(tx, actor, {
      action: 'bill-rules.set',
      subject: 'store',
      subjectId: storeId,
      details: set,
    })
    return set
  })
}
