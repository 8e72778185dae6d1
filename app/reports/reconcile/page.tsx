import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { ReconcileScreen } from '@/components/platforms/reconcile-screen'
import { requireStoreRole, type SearchParams } from '../../guard'

export default async function ReconcilePage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole(
    'report.see',
    '/reports/reconcile',
    searchParams,
  )
  const request = { storeId: desk.storeRole.storeId, day: null }
  await queryClient.prefetchQuery(trpc.platforms.reconcile.books.queryOptions(request))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ReconcileScreen desk={desk} />
    </HydrationBoundary>
  )
}
