// A deed done to a printer or to its paper, after which all of them are read again.

import { useDeed } from '@/components/staff/use-deed'
import { useTRPC, type useTRPCClient } from '@/components/wire/trpc'

type Printing = ReturnType<typeof useTRPCClient>['printing']

export function usePrinterDeed(deed: (printing: Printing) => Promise<unknown>) {
  const trpc = useTRPC()
  return useDeed(trpc.printing.pathFilter(), ({ printing }) => deed(printing))
}
