import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { FloorScreen } from '@/components/staff/floor-screen'
import { requirePost, type SearchParams } from '../guard'

export default async function FloorPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requirePost('floor.see', '/staff', searchParams)
  const { storeId } = desk.post
  await queryClient.prefetchQuery(trpc.service.floor.queryOptions({ storeId }))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <FloorScreen desk={desk} />
    </HydrationBoundary>
  )
}
