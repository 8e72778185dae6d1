// Whose rows are compared: those of a store's account at a platform, or of the simulator, which
// needs none.

import { Refusal } from '@/domain/refusal'
import type { Deps } from '../deps'
import type { BookOwner, Provider } from './providers/provider'
import { providerNamed } from './providers/registry'
import { simulator } from './providers/simulator'

export type Book = {
  provider: Provider & { statement: NonNullable<Provider['statement']> }
  owner: BookOwner
  /** Which of our payments are in it. */
  payments: { storeId: number; provider: string; accountId: { in: number[] } | null }
}

/** @throws Refusal thing.not-found */
export async function findBook(
  deps: Deps,
  storeId: number,
  accountId: number | null,
): Promise<Book> {
  if (accountId === null) {
    const payments = { storeId, provider: simulator.name, accountId: null }
    return { provider: withBooks(simulator), owner: { storeId, account: null }, payments }
  }
  const account = await deps.db.paymentAccount.findFirst({ where: { id: accountId, storeId } })
  if (!account) throw new Refusal('thing.not-found')
  // An account that was put away and written down again is the same at the platform.
  const { provider, merchant } = account
  const twins = await deps.db.paymentAccount.findMany({
    where: { storeId, provider, merchant },
    select: { id: true },
  })
  return {
    provider: withBooks(providerNamed(provider)),
    owner: { storeId, account },
    payments: { storeId, provider, accountId: { in: twins.map(({ id }) => id) } },
  }
}

function withBooks(provider: Provider): Book['provider'] {
  const { statement } = provider
  if (!statement) throw new Refusal('thing.not-found')
  return { ...provider, statement }
}
