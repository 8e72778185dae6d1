// Who works here, and changing it.

import { useQuery } from '@tanstack/react-query'
import { useDesk } from '@/components/desk/desk'
import { useTRPC, type useTRPCClient } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'

export function usePeople() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  return useQuery(trpc.access.people.list.queryOptions({ storeId }))
}

export function usePeopleChange<Input, Answer = void>(
  command: (
    people: ReturnType<typeof useTRPCClient>['access']['people'],
    input: Input,
  ) => Promise<Answer>,
  said?: string,
) {
  return useCommand((server) => (input: Input) => command(server.access.people, input), {
    stale: ['access.people'],
    ...(said && { said }),
  })
}
