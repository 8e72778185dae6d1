// The floor as it is arranged, and changing it.

import { useQuery } from '@tanstack/react-query'
import { useDesk } from '@/components/desk/desk'
import { useTRPC, type useTRPCClient } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'

export function useTables() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  return useQuery(trpc.seating.tables.queryOptions({ storeId }))
}

/** One change of the floor; what shows it is read again. */
export function useFloorChange<Input, Answer = void>(
  command: (seating: ReturnType<typeof useTRPCClient>['seating'], input: Input) => Promise<Answer>,
  said?: (answer: Answer) => string,
) {
  return useCommand((server) => (input: Input) => command(server.seating, input), {
    stale: ['seating', 'service'],
    ...(said && { said }),
  })
}
