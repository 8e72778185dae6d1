import { StoresScreen } from '@/components/settings/stores-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'

export default async function StoresPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/stores', searchParams)
  return <StoresScreen desk={desk} />
}
