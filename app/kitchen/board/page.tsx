import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { BoardScreen } from '@/components/kitchen/board-screen'
import { requireStoreRole, type SearchParams } from '../../guard'

export default async function BoardPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole(
    'kitchen.see',
    '/kitchen/board',
    searchParams,
  )
  await queryClient.prefetchQuery(
    trpc.kitchen.board.queryOptions({ storeId: desk.storeRole.storeId }),
  )
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <BoardScreen desk={desk} />
    </HydrationBoundary>
  )
}
