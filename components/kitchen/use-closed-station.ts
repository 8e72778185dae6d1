// The screen of a station that was closed becomes the one of the whole kitchen: where its dishes
// went, it goes along.

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useDesk } from '@/components/desk/desk'

export function useClosedStation(
  stationId: number | null,
  stations: readonly { id: number }[] | undefined,
): void {
  const { storeId } = useDesk()
  const router = useRouter()
  const isClosed =
    stationId !== null && stations !== undefined && !stations.some(({ id }) => id === stationId)
  useEffect(() => {
    if (isClosed) router.replace(`/kitchen?store=${storeId}`)
  }, [isClosed, router, storeId])
}
