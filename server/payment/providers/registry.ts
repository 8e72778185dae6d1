// Which provider carries which method, and a provider by the name that a payment keeps.

import type { PaymentMethod } from '@/domain/payment'
import type { Prisma } from '@/prisma/client/client'
import { alipay, alipayAccounts } from './alipay'
import { cash, terminal } from './at-the-till'
import type { AccountKind, Provider, ProviderName } from './provider'
import { simulator } from './simulator'
import { stripe, stripeAccounts } from './stripe'
import { wechat, wechatAccounts } from './wechat'

const PROVIDERS: Readonly<Record<ProviderName, Provider>> = {
  simulator,
  cash,
  terminal,
  wechat,
  alipay,
  stripe,
}

/** Which platform's account carries a method when a store has one. */
export const PLATFORM_OF = { wechat: 'wechat', alipay: 'alipay', credit_card: 'stripe' } as const
export type AccountMethod = keyof typeof PLATFORM_OF

const ACCOUNT_KINDS: Readonly<Record<(typeof PLATFORM_OF)[AccountMethod], AccountKind>> = {
  wechat: wechatAccounts,
  alipay: alipayAccounts,
  stripe: stripeAccounts,
}

/** What an adapter needs of an account. */
export function accountKind(provider: string): AccountKind {
  const kind = Object.hasOwn(ACCOUNT_KINDS, provider)
    ? ACCOUNT_KINDS[provider as keyof typeof ACCOUNT_KINDS]
    : null
  if (!kind) throw new Error(`no platform is called ${provider}`)
  return kind
}

/** Who carries a payment that a guest starts, or staff for a guest's phone: the store's enabled account, else the simulator. */
export async function carrierOf(
  tx: Prisma.TransactionClient,
  storeId: number,
  method: PaymentMethod,
): Promise<{ provider: ProviderName; accountId: number | null }> {
  if (method === 'cash') return { provider: 'cash', accountId: null }
  const account = await tx.paymentAccount.findFirst({
    where: { storeId, method, isEnabled: true, archivedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  if (!account) return { provider: 'simulator', accountId: null }
  return { provider: PLATFORM_OF[method], accountId: account.id }
}

/** Those that call back, and are asked when they do not. */
export const ASKED_PROVIDERS: readonly ProviderName[] = Object.values(PROVIDERS)
  .filter((provider) => provider.callback !== null)
  .map((provider) => provider.name)

/** The provider of a name, or null for one that this house does not have. */
export function findProvider(name: string): Provider | null {
  return Object.hasOwn(PROVIDERS, name) ? PROVIDERS[name as ProviderName] : null
}

/** The provider of a payment that we made. */
export function providerNamed(name: string): Provider {
  const provider = findProvider(name)
  if (!provider) throw new Error(`no provider is called ${name}`)
  return provider
}
