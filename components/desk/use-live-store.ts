// A staff screen's ear on its store: who may not listen any more is led to where they may go.

import { type Query, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { LiveState } from '@/components/wire/live'
import { useFresh } from '@/components/wire/use-fresh'

export function useLiveStore(storeId: number): LiveState {
  const queryClient = useQueryClient()
  const router = useRouter()
  const live = useFresh(
    { storeId },
    {
      // What this person may stands in the page itself.
      heard: (type) => {
        if (type === 'people_changed') router.refresh()
      },
      reset: () => router.refresh(),
    },
  )

  // What could not be read while the link was gone is read as soon as it is back.
  const { state, refusal } = live
  useEffect(() => {
    const isBroken = (query: Query) => query.state.status === 'error'
    if (state === 'live') void queryClient.refetchQueries({ predicate: isBroken })
  }, [state, queryClient])

  useEffect(() => {
    const { pathname, search } = window.location
    const to = encodeURIComponent(pathname + search)
    if (refusal === 'session.missing') window.location.assign(`/staff/sign-in?to=${to}`)
    if (refusal === 'permission.missing') window.location.assign(`/staff/no-entry?to=${to}`)
  }, [refusal])
  return live
}
