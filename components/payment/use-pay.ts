// Starts a payment. A retry has the same key, so it never pays twice.

import { useKeyedCommand } from '@/components/wire/use-command'
import type { PaymentMethod } from '@/domain/methods'
import type { SplitRequest } from '@/domain/split'

export function usePay(code: string) {
  const create = useKeyedCommand((server) => server.payment.create.mutate, {
    stale: ['billing', 'payment'],
    onDone: ({ payUrl }) => {
      if (payUrl) location.assign(payUrl)
    },
  })
  return {
    // On the way to the pay page the button stays busy.
    isBusy: create.isBusy || Boolean(create.answer?.payUrl),
    /** @param expectedCents the price of the part as this phone shows it: another is asked about */
    pay: (orderId: number, method: PaymentMethod, split: SplitRequest, expectedCents: number) =>
      create.run({ code, orderId, method, split, expectedCents }),
  }
}
