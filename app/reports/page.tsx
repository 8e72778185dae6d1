import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { ReportsScreen } from '@/components/reports/reports-screen'
import { requireStoreRole, type SearchParams } from '../guard'
import { titledAsPlace } from '../titled'

export const generateMetadata = titledAsPlace('reports')

export default async function ReportsPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole('report.see', '/reports', searchParams)
  const request = { storeId: desk.storeRole.storeId, period: 'today' as const }
  await queryClient.prefetchQuery(trpc.analytics.headline.queryOptions(request))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ReportsScreen desk={desk} />
    </HydrationBoundary>
  )
}
