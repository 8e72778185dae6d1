// A store's accounts at the platforms, for its manager: everything but the secrets, of which only
// is told whether they are there.

import type { OnlineMethod } from '@/domain/methods'
import type { Deps } from '../deps'
import { isTestAccount } from './carriers'
import { callbackUrlOf, secretVariable } from './providers/account'
import { accountKind } from './providers/registry'

export type AccountView = {
  id: number
  method: OnlineMethod
  provider: string
  merchant: string
  settings: Record<string, string | boolean>
  secretName: string
  isEnabled: boolean
  /** No money comes by it; it carries only where simulated money may. */
  isTest: boolean
  /** The environment's variables that it needs. */
  secrets: { name: string; isPresent: boolean }[]
  /** Where the platform is to call back. */
  callbackUrl: string
  /** Which directory of our pay pages is to be registered there; null where none is. */
  payDirectory: string | null
}

export async function readAccounts(deps: Deps, storeId: number): Promise<AccountView[]> {
  const accounts = await deps.db.paymentAccount.findMany({
    where: { storeId, archivedAt: null },
    orderBy: [{ method: 'asc' }, { id: 'asc' }],
  })
  return accounts.map((account) => ({
    id: account.id,
    method: account.method as OnlineMethod,
    provider: account.provider,
    merchant: account.merchant,
    settings: account.settings as AccountView['settings'],
    secretName: account.secretName,
    isEnabled: account.isEnabled,
    isTest: isTestAccount(deps, account),
    secrets: accountKind(account.provider)
      .secretsOf(account.settings)
      .map((secret) => {
        const name = secretVariable(account, secret)
        return { name, isPresent: deps.secretNamed(name) !== undefined }
      }),
    callbackUrl: callbackUrlOf(deps, account),
    payDirectory: accountKind(account.provider).payDirectoryOf?.(deps, account.settings) ?? null,
  }))
}
