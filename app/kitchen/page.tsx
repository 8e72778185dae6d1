import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { KitchenScreen } from '@/components/kitchen/kitchen-screen'
import { oneOf, requireStoreRole, type SearchParams } from '../guard'
import { titledAsPlace } from '../titled'

export const generateMetadata = titledAsPlace('kitchen')

export default async function KitchenPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole(
    'kitchen.see',
    '/kitchen',
    searchParams,
  )
  const { storeId } = desk.storeRole
  const stations = await queryClient.fetchQuery(trpc.kitchen.stations.queryOptions({ storeId }))

  const asked = Number(oneOf(await searchParams, 'station'))
  const stationId = stations.find((station) => station.id === asked)?.id ?? null
  await queryClient.prefetchQuery(trpc.kitchen.tickets.queryOptions({ storeId, stationId }))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <KitchenScreen desk={desk} stationId={stationId} />
    </HydrationBoundary>
  )
}
