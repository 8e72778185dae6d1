// An account that is not wanted any more. What was paid into it can still be asked about and given
// back.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'

/** @throws Refusal thing.not-found */
export async function archiveAccount(
  deps: Deps,
  actor: Actor,
  { accountId }: { accountId: number },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.paymentAccount.updateMany({
      where: { id: accountId, storeId: actor.storeId, archivedAt: null },
      data: { isEnabled: false, archivedAt: deps.now() },
    })
    if (count === 0) throw new Refusal('thing.not-found')

    await writeAudit(tx, actor, {
      action: 'account.archived',
      subject: 'payment-account',
      subjectId: accountId,
    })
  })
}
