import { OrderingScreen } from '@/components/settings/ordering-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('ordering')

export default async function OrderingPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/ordering', searchParams)
  return <OrderingScreen desk={desk} />
}
