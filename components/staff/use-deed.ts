// A deed of a page with its own list: what is shown is read again after it, and a no is said as its sentence.

import { type QueryFilters, useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { isUnanswered, useTRPCClient } from '@/components/wire/trpc'

type Client = ReturnType<typeof useTRPCClient>

/** `run` tells of a no by itself; `ask` leaves that to who asked. */
export function useDeed(readAgain: QueryFilters, deed: (client: Client) => Promise<unknown>) {
  const t = useTranslations('staff')
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const { mutate, mutateAsync, isPending } = useMutation({
    mutationFn: () => deed(client),
    onSettled: () => queryClient.invalidateQueries(readAgain),
  })
  return {
    isBusy: isPending,
    ask: () => mutateAsync(),
    run: (onDone?: () => void) =>
      mutate(undefined, {
        onSuccess: () => onDone?.(),
        onError: (error) => toast.error(isUnanswered(error) ? t('unanswered') : error.message),
      }),
  }
}
