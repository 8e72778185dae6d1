import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { PeopleScreen } from '@/components/people/people-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('people')

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole(
    'staff.manage',
    '/staff/settings/people',
    searchParams,
  )
  await queryClient.prefetchQuery(
    trpc.access.people.list.queryOptions({ storeId: desk.storeRole.storeId }),
  )
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PeopleScreen desk={desk} />
    </HydrationBoundary>
  )
}
