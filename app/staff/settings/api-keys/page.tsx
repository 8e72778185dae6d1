import { KeysScreen } from '@/components/settings/keys-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('keys')

export default async function KeysPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/api-keys', searchParams)
  return <KeysScreen desk={desk} />
}
