import { ScreensScreen } from '@/components/screens/screens-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'

export default async function ScreensPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/screens', searchParams)
  return <ScreensScreen desk={desk} />
}
