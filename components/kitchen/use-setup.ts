// How the kitchen is arranged, and changing it: every change is sent at once, and a refusal is said as its sentence.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { isUnanswered, useTRPC, useTRPCClient } from '@/components/wire/trpc'

export function useSetup() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  return useQuery(trpc.kitchen.setup.read.queryOptions({ storeId }))
}

/**
 * `const { change } = useChange((setup, stationId: number) => setup.closeStation.mutate({ storeId, stationId }))`;
 * `wanted` is what was asked for last, until the answer is there.
 */
export function useChange<Input>(
  deed: (setup: ReturnType<typeof useTRPCClient>['kitchen']['setup'], input: Input) => unknown,
) {
  const t = useTranslations('staff')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const { mutateAsync, isPending, variables } = useMutation({
    mutationFn: async (input: Input) => deed(client.kitchen.setup, input),
    onError: (error) => {
      toast.error(isUnanswered(error) ? t('unanswered') : error.message)
    },
    onSettled: () => queryClient.invalidateQueries(trpc.kitchen.pathFilter()),
  })
  return { change: mutateAsync, isBusy: isPending, wanted: isPending ? variables : undefined }
}
