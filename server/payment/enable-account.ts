// From now on a method is paid into this account, or into none of the store's: then the simulator carries it. Payments under way
// stay where they were started.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { secretOf } from './providers/account'
import { accountKind } from './providers/registry'

/** @throws Refusal thing.not-found, account.secret-missing (name) */
export async function enableAccount(
  ground: Ground,
  actor: Actor,
  { accountId, isEnabled }: { accountId: number; isEnabled: boolean },
): Promise<void> {
  const { storeId } = actor
  await ground.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM store WHERE id = ${storeId} FOR UPDATE`
    const where = { id: accountId, storeId, archivedAt: null }
    const account = await tx.paymentAccount.findFirst({ where })

    if (!account) throw new Refusal('thing.not-found')
    if (isEnabled) {
      const { settings, provider } = account
      for (const secret of accountKind(provider).secretsOf(settings)) {
        secretOf(ground, account, secret)
      }
    }

    const { method } = account
    if (isEnabled) {
      await tx.paymentAccount.updateMany({
        where: { storeId, method, NOT: { id: accountId } },
        data: { isEnabled: false },
      })
    }
    await tx.paymentAccount.update({ where: { id: accountId }, data: { isEnabled } })

    await writeAudit(tx, actor, {
      action: isEnabled ? 'account.enabled' : 'account.disabled',
      subject: 'payment-account',
      subjectId: accountId,
      details: { method },
    })
  })
}
