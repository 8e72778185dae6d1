// Which provider carries which method, and a provider by the name that a payment keeps.

import type { PaymentMethod } from '@/domain/payment'
import { cash, terminal } from './at-the-till'
import type { Provider, ProviderName } from './provider'
import { simulator } from './simulator'

const PROVIDERS: Readonly<Record<ProviderName, Provider>> = { simulator, cash, terminal }

/** Who carries a payment that a guest starts, or staff for a guest's phone. */
export const PROVIDER_OF: Readonly<Record<PaymentMethod, ProviderName>> = {
  wechat: 'simulator',
  alipay: 'simulator',
  credit_card: 'simulator',
  cash: 'cash',
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
