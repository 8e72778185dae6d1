import { HoursScreen } from '@/components/settings/hours-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'

export default async function HoursPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/hours', searchParams)
  return <HoursScreen desk={desk} />
}
