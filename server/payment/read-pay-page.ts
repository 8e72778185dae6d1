// What our own pay pages show, the simulated platform's and the one inside WeChat: whom, how much,
// for which order. Whoever holds the link may look and pay, as at the real ones.

import type { PaymentState } from '@/domain/billing'
import type { Localized } from '@/domain/language'
import type { PaymentMethod } from '@/domain/methods'
import { tablePath } from '@/domain/paths'
import { Refusal } from '@/domain/refusal'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { isSimulatedAt } from '../platforms/carriers'

export type PayPage = {
  storeName: string
  storeNames: Localized
  orderNumber: string
  amountCents: number
  currency: string
  method: PaymentMethod
  state: PaymentState
  expiresAt: string
  /** Whether the platform has the order, so that it can be paid now. */
  isReady: boolean
  /**
   * Whether the house still takes this kind of money; simulated money ends with the first real
   * account.
   */
  isCarried: boolean
  /** The table's page, to go back to; null when the order has no table. */
  returnTo: string | null
}

/** @throws Refusal thing.not-found */
export async function readPayPage(
  deps: Deps,
  token: string,
  provider: 'simulator' | 'wechat' = 'simulator',
): Promise<PayPage> {
  const payment = await deps.db.payment.findFirst({
    where: { token, provider },
    include: {
      store: { select: { name: true, names: true } },
      order: {
        select: {
          number: true,
          sitting: {
            select: {
              tables: {
                where: { untilAt: null },
                select: { table: { select: { code: true } } },
                orderBy: { id: 'asc' },
              },
            },
          },
        },
      },
    },
  })
  if (!payment) throw new Refusal('thing.not-found')
  const { store, order, amountCents, currency, method, state, expiresAt } = payment
  const isCarried = provider !== 'simulator' || (await isSimulatedAt(deps, payment.storeId))
  const code = order.sitting?.tables[0]?.table.code
  return {
    storeName: store.name,
    storeNames: spoken(store).names,
    orderNumber: order.number,
    amountCents,
    currency,
    method,
    state,
    expiresAt: expiresAt.toISOString(),
    isReady: provider === 'simulator' || payment.providerRef !== null,
    isCarried,
    returnTo: code ? tablePath(code) : null,
  }
}
