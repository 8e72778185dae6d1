import { HubScreen } from '@/components/settings/hub-screen'
import { requireStoreRole, type SearchParams } from '../../guard'
import { titledAsPlace } from '../../titled'

export const generateMetadata = titledAsPlace('settings')

export default async function SettingsPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings', searchParams)
  return <HubScreen desk={desk} />
}
