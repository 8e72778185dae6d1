import { ScreensScreen } from '@/components/screens/screens-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('screens')

export default async function ScreensPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/screens', searchParams)
  return <ScreensScreen desk={desk} />
}
