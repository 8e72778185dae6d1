// The providers by the names that payments keep, and which platform's account carries which method.

import type { METHODS, OnlineMethod } from '@/domain/methods'
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

const ACCOUNT_KINDS: Readonly<Record<(typeof METHODS)[OnlineMethod]['platform'], AccountKind>> = {
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
