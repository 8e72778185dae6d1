// How the kitchen is arranged, and changing it: every change is sent at once, and a refusal is said
// as its sentence.

import { useQuery } from '@tanstack/react-query'
import { useDesk } from '@/components/desk/desk'
import { useTRPC, type useTRPCClient } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'

export function useSetup() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  return useQuery(trpc.kitchen.setup.read.queryOptions({ storeId }))
}

/**
 * `const { change } = useChange((setup, stationId: number) => setup.closeStation.mutate({ storeId,
 * stationId }))`; `wanted` is what was asked for last, until the answer is there.
 */
export function useChange<Input>(
  command: (setup: ReturnType<typeof useTRPCClient>['kitchen']['setup'], input: Input) => unknown,
) {
  const { run, ask, isBusy, sent } = useCommand(
    (server) => async (input: Input) => command(server.kitchen.setup, input),
    { stale: ['kitchen'] },
  )
  return { change: run, ask, isBusy, wanted: isBusy ? sent : undefined }
}
