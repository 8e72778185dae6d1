// What each report asks with: the store, the chosen days; the old figures stay while the new ones
// come.

import { useQuery } from '@tanstack/react-query'
import { useDesk } from '@/components/desk/desk'
import { useTRPC } from '@/components/wire/trpc'
import { isComplete, type PeriodChoice } from './period-picker'

export function useReportRequest(choice: PeriodChoice) {
  const { storeId } = useDesk()
  return {
    request: { storeId, ...choice },
    options: {
      enabled: isComplete(choice),
      placeholderData: <Data>(before: Data | undefined) => before,
    },
  }
}

/** The key figures of a choice, with the days that it means, and those it is held against. */
export function useHeadline(choice: PeriodChoice) {
  const trpc = useTRPC()
  const { request, options } = useReportRequest(choice)
  return useQuery(trpc.analytics.headline.queryOptions(request, options))
}
