import { HubScreen } from '@/components/settings/hub-screen'
import { requireStoreRole, type SearchParams } from '../../guard'

export default async function SettingsPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings', searchParams)
  return <HubScreen desk={desk} />
}
