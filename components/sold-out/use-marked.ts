// What is sold out or limited now, live, and saying so of a dish or an option: told to every
// screen, a no said as its sentence.

import { useQuery } from '@tanstack/react-query'
import { useDesk } from '@/components/desk/desk'
import { refusalIn, useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'

/** What comes back by itself at an instant sends no message. */
const ASK_AGAIN_MS = 30_000

export function useMarked() {
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const asked = { enabled: may('dish.availability'), refetchInterval: ASK_AGAIN_MS }
  return useQuery(trpc.menu.availability.queryOptions({ storeId }, asked))
}

/** @param onCountNeeded the dish has no portions left: how many are there now? */
export function useMark(onCountNeeded?: () => void) {
  const dish = useCommand((server) => server.menu.setAvailability.mutate, {
    stale: ['menu'],
    onTrouble: (error) => {
      const asksCount = refusalIn(error)?.code === 'dish.count-needed'
      // Asked for where the dish stands.
      if (asksCount) onCountNeeded?.()
      return asksCount
    },
  })
  const option = useCommand((server) => server.menu.setOptionAvailability.mutate, {
    stale: ['menu'],
  })
  return { dish, option, isBusy: dish.isBusy || option.isBusy }
}
