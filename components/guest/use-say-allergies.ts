// Says what this guest is allergic to; everybody at the table sees it.

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { type Allergies, isAllergic } from '@/domain/allergies'

export function useSayAllergies(code: string, onDone?: () => void) {
  const t = useTranslations('guest.allergy')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const say = useCommand((server) => server.ordering.sayAllergies.mutate, {
    stale: ['ordering'],
    said: (_, said) => t(isAllergic(said) ? 'said' : 'noneSaid'),
    onDone: (party) => {
      queryClient.setQueryData(trpc.seating.party.queryKey({ code }), party)
      onDone?.()
    },
  })
  return {
    say: ({ allergens, other }: Allergies) => say.run({ code, allergens: [...allergens], other }),
    isBusy: say.isBusy,
  }
}
