import { HoursScreen } from '@/components/settings/hours-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('hours')

export default async function HoursPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/hours', searchParams)
  return <HoursScreen desk={desk} />
}
