import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { FloorScreen } from '@/components/staff/floor-screen'
import { requireStoreRole, type SearchParams } from '../guard'
import { titledAsPlace } from '../titled'

export const generateMetadata = titledAsPlace('floor')

export default async function FloorPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole('floor.see', '/staff', searchParams)
  const { storeId } = desk.storeRole
  await queryClient.prefetchQuery(trpc.service.floor.queryOptions({ storeId }))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <FloorScreen desk={desk} />
    </HydrationBoundary>
  )
}
