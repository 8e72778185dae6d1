import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { SetupScreen } from '@/components/kitchen/setup-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('kitchen')

export default async function SetupPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole(
    'store.manage',
    '/staff/settings/kitchen',
    searchParams,
  )
  await queryClient.prefetchQuery(
    trpc.kitchen.setup.read.queryOptions({ storeId: desk.storeRole.storeId }),
  )
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <SetupScreen desk={desk} />
    </HydrationBoundary>
  )
}
