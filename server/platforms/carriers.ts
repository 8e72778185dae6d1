// Who carries each way of paying at a store: its own account at a platform, a person at the till,
// or, where simulated money may pay, the simulator or an account in test mode. The one place that
// asks whether it may; what nothing carries is neither offered nor begun.

import { METHODS, ONLINE_METHODS, type PaymentMethod } from '@/domain/methods'
import { maySimulate } from '@/domain/platforms'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Deps } from '../deps'
import type { ProviderName } from './providers/provider'
import { accountKind } from './providers/registry'

export type Carrier = {
  provider: ProviderName
  accountId: number | null
  /** No money comes by it. */
  isSimulated: boolean
}
/** A method that is missing is carried by nobody. */
export type Carriers = Readonly<Partial<Record<PaymentMethod, Carrier>>>

const STORE_FACTS = {
  id: true,
  name: true,
  isDemo: true,
  accounts: {
    where: { isEnabled: true, archivedAt: null },
    select: { id: true, method: true, provider: true, settings: true },
    orderBy: { id: 'asc' },
  },
} as const satisfies Prisma.StoreSelect

type StoreFacts = Prisma.StoreGetPayload<{ select: typeof STORE_FACTS }>

/** @throws Refusal method.not-carried (method), thing.not-found */
export async function carrierOf(
  deps: Deps,
  db: Prisma.TransactionClient,
  storeId: number,
  method: PaymentMethod,
): Promise<Carrier> {
  const carrier = (await carriersOf(deps, db, storeId))[method]
  if (!carrier) throw new Refusal('method.not-carried', { method })
  return carrier
}

/** @throws Refusal thing.not-found */
export async function carriersOf(
  deps: Deps,
  db: Prisma.TransactionClient,
  storeId: number,
): Promise<Carriers> {
  return carriersIn(deps, await factsOf(db, storeId))
}

/** Those of each store of the house. */
export async function carriersOfAll(deps: Deps): Promise<Carriers[]> {
  const stores = await deps.db.store.findMany({ select: STORE_FACTS })
  return stores.map((store) => carriersIn(deps, store))
}

/** Whether simulated money pays at a store just now. */
export async function isSimulatedAt(deps: Deps, storeId: number): Promise<boolean> {
  return maySimulateAt(deps, await factsOf(deps.db, storeId))
}

/** The stores whose bills simulated money can settle just now. */
export async function simulatedStores(deps: Deps): Promise<{ id: number; name: string }[]> {
  const stores = await deps.db.store.findMany({ select: STORE_FACTS, orderBy: { id: 'asc' } })
  return stores.filter((store) => maySimulateAt(deps, store)).map(({ id, name }) => ({ id, name }))
}

async function factsOf(db: Prisma.TransactionClient, storeId: number): Promise<StoreFacts> {
  const store = await db.store.findUnique({ where: { id: storeId }, select: STORE_FACTS })
  if (!store) throw new Refusal('thing.not-found')
  return store
}

function carriersIn(deps: Deps, store: StoreFacts): Carriers {
  const carriers: Partial<Record<PaymentMethod, Carrier>> = {
    cash: { provider: 'cash', accountId: null, isSimulated: false },
  }
  const isSimulated = maySimulateAt(deps, store)
  for (const method of ONLINE_METHODS) {
    const account = store.accounts.find((each) => each.method === method)
    const isTest = account ? isTestAccount(deps, account) : false
    if (isTest && !isSimulated) continue
    if (account) {
      const provider = METHODS[method].platform
      carriers[method] = { provider, accountId: account.id, isSimulated: isTest }
    } else if (isSimulated) {
      carriers[method] = { provider: 'simulator', accountId: null, isSimulated: true }
    }
  }
  return carriers
}

function maySimulateAt(deps: Deps, { isDemo, accounts }: StoreFacts): boolean {
  const takesRealMoney = accounts.some((account) => !isTestAccount(deps, account))
  return maySimulate(deps.simulatorReach, { isDemo, takesRealMoney })
}

/**
 * Whether an account is in its platform's test mode: it carries only where simulated money may pay.
 */
export function isTestAccount(
  deps: Deps,
  { provider, settings }: { provider: string; settings: unknown },
): boolean {
  return accountKind(provider).isTest(deps, settings)
}
