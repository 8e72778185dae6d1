import { OrdersScreen } from '@/components/staff/orders-screen'
import { requireStoreRole, type SearchParams } from '../../guard'
import { titledAsPlace } from '../../titled'

export const generateMetadata = titledAsPlace('orders')

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requireStoreRole(
    'floor.see',
    '/staff/orders',
    searchParams,
  )
  const { storeId } = desk.storeRole
  const today = await queryClient.fetchQuery(trpc.service.today.queryOptions({ storeId }))
  return <OrdersScreen desk={desk} today={today.day} />
}
