// A deed done to an account: the list is read again after it, and a no is said as its sentence.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { isUnanswered, useTRPC, useTRPCClient } from '@/components/wire/trpc'

type Accounts = ReturnType<typeof useTRPCClient>['payment']['accounts']

/** `run` tells of a no by itself; `ask` leaves that to who asked. */
export function useAccountDeed(deed: (accounts: Accounts) => Promise<unknown>) {
  const t = useTranslations('staff')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const { mutate, mutateAsync, isPending } = useMutation({
    mutationFn: () => deed(client.payment.accounts),
    onSettled: () => queryClient.invalidateQueries(trpc.payment.accounts.pathFilter()),
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
