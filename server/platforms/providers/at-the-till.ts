// Paid at the till: cash, and the card terminal whose slip staff read off. A person is the platform
// here: nothing calls back, nothing can be asked, and money given back is given by hand.

import type { Provider, ProviderName } from './provider'

function atTheTill(name: ProviderName): Provider {
  return {
    name,
    create: async () => ({ payUrl: null }),
    query: async () => ({ state: 'open' }),
    close: async () => ({ state: 'closed' }),
    refund: async (_ground, _payment, refund) => ({
      state: 'succeeded',
      providerRef: `TILL${refund.id}`,
    }),
    refundNumber: (_payment, refundId) => `TILL${refundId}`,
    statement: null,
    callback: null,
  }
}

export const cash = atTheTill('cash')
export const terminal = atTheTill('terminal')
