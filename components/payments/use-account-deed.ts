// A deed done to an account, after which the list of them is read again.

import { useDeed } from '@/components/staff/use-deed'
import { useTRPC, type useTRPCClient } from '@/components/wire/trpc'

type Accounts = ReturnType<typeof useTRPCClient>['payment']['accounts']

export function useAccountDeed(deed: (accounts: Accounts) => Promise<unknown>) {
  const trpc = useTRPC()
  return useDeed(trpc.payment.accounts.pathFilter(), ({ payment }) => deed(payment.accounts))
}
