import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { MenuScreen } from '@/components/menu-editor/menu-screen'
import { requireStoreRole, type SearchParams } from '../../guard'
import { titledAsPlace } from '../../titled'

export const generateMetadata = titledAsPlace('menu')

export default async function MenuPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole(
    'menu.manage',
    '/staff/menu',
    searchParams,
  )
  await queryClient.prefetchQuery(
    trpc.menu.editor.read.queryOptions({ storeId: desk.storeRole.storeId }),
  )
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <MenuScreen desk={desk} />
    </HydrationBoundary>
  )
}
