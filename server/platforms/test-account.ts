// Tries an account's keys with a signed question that moves no money.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { accountKind } from './providers/registry'

/**
 * @throws Refusal thing.not-found, provider.unreachable, provider.refused (reason),
 *   account.secret-missing, account.secret-invalid
 */
export async function testAccount(
  deps: Deps,
  actor: Actor,
  { accountId }: { accountId: number },
): Promise<void> {
  const where = { id: accountId, storeId: actor.storeId, archivedAt: null }
  const account = await deps.db.paymentAccount.findFirst({ where })
  if (!account) throw new Refusal('thing.not-found')
  await accountKind(account.provider).test(deps, account)
}
