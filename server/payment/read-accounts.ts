// A store's accounts at the platforms, for its manager: everything but the secrets, of which only is told whether they are there.

import type { Ground } from '../ground'
import { callbackUrlOf, secretVariable } from './providers/account'
import { type AccountMethod, accountKind } from './providers/registry'

export type AccountView = {
  id: number
  method: AccountMethod
  provider: string
  merchant: string
  settings: Record<string, string | boolean>
  secretName: string
  isEnabled: boolean
  /** The environment's variables that it needs. */
  secrets: { name: string; isPresent: boolean }[]
  /** Where the platform is to call back. */
  callbackUrl: string
  /** Which directory of our pay pages is to be registered there; null where none is. */
  payDirectory: string | null
}

export async function readAccounts(ground: Ground, storeId: number): Promise<AccountView[]> {
  const accounts = await ground.db.paymentAccount.findMany({
    where: { storeId, archivedAt: null },
    orderBy: [{ method: 'asc' }, { id: 'asc' }],
  })
  return accounts.map((account) => ({
    id: account.id,
    method: account.method as AccountMethod,
    provider: account.provider,
    merchant: account.merchant,
    settings: account.settings as AccountView['settings'],
    secretName: account.secretName,
    isEnabled: account.isEnabled,
    secrets: accountKind(account.provider)
      .secretsOf(account.settings)
      .map((secret) => {
        const name = secretVariable(account, secret)
        return { name, isPresent: ground.secretNamed(name) !== undefined }
      }),
    callbackUrl: callbackUrlOf(ground, account),
    payDirectory: accountKind(account.provider).payDirectoryOf?.(ground, account.settings) ?? null,
  }))
}
