import { KeysScreen } from '@/components/settings/keys-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'

export default async function KeysPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/api-keys', searchParams)
  return <KeysScreen desk={desk} />
}
