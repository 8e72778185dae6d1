import { OrdersScreen } from '@/components/staff/orders-screen'
import { requirePost, type SearchParams } from '../../guard'

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk, queryClient, trpc } = await requirePost('floor.see', '/staff/orders', searchParams)
  const { storeId } = desk.post
  const today = await queryClient.fetchQuery(trpc.service.today.queryOptions({ storeId }))
  return <OrdersScreen desk={desk} today={today.day} />
}
