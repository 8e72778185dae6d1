// What the table has asked of the floor and is not done yet, whichever phone asked it.

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/wire/trpc'
import type { Requests } from './types'

const NONE: Requests = []

/** @param isSeated who has no seat yet asks nothing */
export function useRequests(code: string, isSeated: boolean): Requests {
  const trpc = useTRPC()
  return (
    useQuery({ ...trpc.service.requests.queryOptions({ code }), enabled: isSeated }).data ?? NONE
  )
}
