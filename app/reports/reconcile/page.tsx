import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { ReconcileScreen } from '@/components/reconcile/reconcile-screen'
import { requirePost, type SearchParams } from '../../guard'

export default async function ReconcilePage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requirePost(
    'report.see',
    '/reports/reconcile',
    searchParams,
  )
  const wish = { storeId: desk.post.storeId, day: null }
  await queryClient.prefetchQuery(trpc.payment.reconcile.books.queryOptions(wish))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ReconcileScreen desk={desk} />
    </HydrationBoundary>
  )
}
