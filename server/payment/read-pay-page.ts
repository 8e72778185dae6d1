// What our own pay pages show, the simulated platform's and the one inside WeChat: whom, how much, for which order. Whoever
// holds the link may look and pay, as at the real ones.

import type { PaymentMethod, PaymentState } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'

export type PayPage = {
  storeName: string
  storeNameEn: string | null
  orderNumber: string
  amountCents: number
  currency: string
  method: PaymentMethod
  state: PaymentState
  expiresAt: string
  /** Whether the platform has the order, so that it can be paid now. */
  isReady: boolean
  /** The table's page, to go back to; null when the order has no table. */
  returnTo: string | null
}

/** @throws Refusal thing.not-found */
export async function readPayPage(
  ground: Ground,
  token: string,
  provider: 'simulator' | 'wechat' = 'simulator',
): Promise<PayPage> {
  const payment = await ground.db.payment.findFirst({
    where: { token, provider },
    include: {
      store: { select: { name: true, nameEn: true } },
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
  const code = order.sitting?.tables[0]?.table.code
  return {
    storeName: store.name,
    storeNameEn: store.nameEn,
    orderNumber: order.number,
    amountCents,
    currency,
    method,
    state,
    expiresAt: expiresAt.toISOString(),
    isReady: provider === 'simulator' || payment.providerRef !== null,
    returnTo: code ? `/t/${code}` : null,
  }
}
