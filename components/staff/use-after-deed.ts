// What every deed of a staff screen does afterwards: a refusal is said as its sentence, and what may have changed is read again.

import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'

/** Options for `mutationOptions`: `useMutation(trpc.service.answer.mutationOptions(useAfterDeed()))`. */
export function useAfterDeed() {
  const t = useTranslations('staff')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return {
    onError: (error: { message: string }) => {
      toast.error(isUnanswered(error) ? t('unanswered') : error.message)
    },
    onSettled: () =>
      Promise.all(
        [trpc.service, trpc.ordering, trpc.payment, trpc.menu].map((room) =>
          queryClient.invalidateQueries(room.pathFilter()),
        ),
      ),
  }
}
