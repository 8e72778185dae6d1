import { StoresScreen } from '@/components/settings/stores-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('stores')

export default async function StoresPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/stores', searchParams)
  return <StoresScreen desk={desk} />
}
