// From now on a method is paid into this account, or into none of the store's. Payments under way
// stay where they were started, but simulated ones: where real money is taken they end
// (sweep-payments).

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { isSimulatedAt, isTestAccount } from './carriers'
import { secretOf } from './providers/account'
import { accountKind } from './providers/registry'

/**
 * @throws Refusal thing.not-found, account.secret-missing (name), account.test-mode where simulated
 *   money may not pay
 */
export async function enableAccount(
  deps: Deps,
  actor: Actor,
  { accountId, isEnabled }: { accountId: number; isEnabled: boolean },
): Promise<void> {
  const { storeId } = actor
  await deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM store WHERE id = ${storeId} FOR UPDATE`
    const where = { id: accountId, storeId, archivedAt: null }
    const account = await tx.paymentAccount.findFirst({ where })

    if (!account) throw new Refusal('thing.not-found')
    if (isEnabled) {
      const { settings, provider } = account
      if (isTestAccount(deps, account) && !(await isSimulatedAt(deps, storeId))) {
        throw new Refusal('account.test-mode')
      }
      for (const secret of accountKind(provider).secretsOf(settings)) {
        secretOf(deps, account, secret)
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
