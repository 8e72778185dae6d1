import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { ReportsScreen } from '@/components/reports/reports-screen'
import { requirePost, type SearchParams } from '../guard'

export default async function ReportsPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requirePost('report.see', '/reports', searchParams)
  const wish = { storeId: desk.post.storeId, period: 'today' as const }
  await queryClient.prefetchQuery(trpc.analytics.revenueSummary.queryOptions(wish))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ReportsScreen desk={desk} />
    </HydrationBoundary>
  )
}
