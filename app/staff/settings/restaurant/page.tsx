import { RestaurantScreen } from '@/components/settings/restaurant-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('restaurant')

export default async function RestaurantPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole(
    'store.manage',
    '/staff/settings/restaurant',
    searchParams,
  )
  return <RestaurantScreen desk={desk} />
}
