// A staff screen's ear on its store: who may not listen any more is led to where they may go.

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { LiveState } from '@/components/wire/live'
import { useTRPCClient } from '@/components/wire/trpc'
import { useFresh } from '@/components/wire/use-fresh'
import { useDesk } from './desk'

export function useLiveStore(storeId: number): LiveState {
  const client = useTRPCClient()
  const router = useRouter()
  const { person, storeRole } = useDesk()
  /** The page again, where what this person may is not what it was made with. */
  const checkRights = async () => {
    const me = await client.access.me.query()
    const now = me?.storeRoles.find((each) => each.storeId === storeId)
    const isSame = JSON.stringify([me?.id, now]) === JSON.stringify([person.id, storeRole])
    if (!isSame) router.refresh()
  }
  const live = useFresh(
    { storeId },
    {
      // Unanswered is asked again with the next link.
      heard: (type) => {
        if (type === 'people_changed') void checkRights().catch(() => {})
      },
      reset: () => void checkRights().catch(() => {}),
    },
  )

  const { refusal } = live
  useEffect(() => {
    const { pathname, search } = window.location
    const to = encodeURIComponent(pathname + search)
    if (refusal === 'session.missing') window.location.assign(`/staff/sign-in?to=${to}`)
    if (refusal === 'permission.missing') window.location.assign(`/staff/no-entry?to=${to}`)
  }, [refusal])
  return live
}
