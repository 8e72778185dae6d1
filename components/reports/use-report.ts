// What each report asks with: the store, the chosen days; the old figures stay while the new ones come.

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/wire/trpc'
import { useDesk } from '../staff/desk'
import { isComplete, type PeriodChoice } from './period-picker'

export function useReportWish(choice: PeriodChoice) {
  const { storeId } = useDesk()
  return {
    wish: { storeId, ...choice },
    options: {
      enabled: isComplete(choice),
      placeholderData: <Data>(before: Data | undefined) => before,
    },
  }
}

/** The key figures of a choice, and with them the days that it means. */
export function useSummary(choice: PeriodChoice) {
  const trpc = useTRPC()
  const { wish, options } = useReportWish(choice)
  return useQuery(trpc.analytics.revenueSummary.queryOptions(wish, options))
}
