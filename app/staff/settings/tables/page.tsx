import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { TablesScreen } from '@/components/tables/tables-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('tables')

export default async function TablesPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole(
    'store.manage',
    '/staff/settings/tables',
    searchParams,
  )
  await queryClient.prefetchQuery(
    trpc.seating.tables.queryOptions({ storeId: desk.storeRole.storeId }),
  )
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <TablesScreen desk={desk} />
    </HydrationBoundary>
  )
}
