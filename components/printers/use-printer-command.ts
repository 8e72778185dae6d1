// A command done to a printer or to its paper, after which all of them are read again.

import type { useTRPCClient } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'

type Printing = ReturnType<typeof useTRPCClient>['printing']

export function usePrinterCommand(command: (printing: Printing) => Promise<unknown>) {
  const { run, ask, isBusy } = useCommand<void, unknown>(
    (server) => () => command(server.printing),
    {
      stale: ['printing'],
    },
  )
  return { isBusy, ask: () => ask(), run: (onDone?: () => void) => run(undefined, onDone) }
}
