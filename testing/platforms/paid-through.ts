// A store that is paid through a stand-in's account, and deps whose secrets are that account's.

import type { Deps } from '@/server/deps'
import type { TestDatabase } from '../database'
import { type Clock, type TestStore, testDeps } from '../restaurant'
import type { PlatformStandIn } from './loopback'

/** Every platform at this one's address. */
export function urlsOf({ url }: Pick<PlatformStandIn, 'url'>): Deps['platformUrls'] {
  return { wechat: url, wechatOpen: url, wechatApi: url, alipay: url, stripe: url }
}

export async function paidThrough(
  standIn: PlatformStandIn,
  database: TestDatabase,
  clock: Clock,
  store: TestStore,
): Promise<{ deps: Deps; accountId: number }> {
  const secrets = new Map(
    Object.entries(standIn.secrets).map(([name, value]) => [`TEST_MAIN_${name}`, value]),
  )
  const deps: Deps = {
    ...testDeps(database, clock),
    publicUrl: 'https://order.example.com',
    platformUrls: urlsOf(standIn),
    secretNamed: (name) => secrets.get(name),
  }
  const { provider, method, merchant, settings } = standIn
  const account = await database.db.paymentAccount.create({
    data: {
      storeId: store.id,
      method,
      provider,
      merchant,
      settings,
      secretName: 'TEST_MAIN',
      isEnabled: true,
    },
  })
  return { deps, accountId: account.id }
}
