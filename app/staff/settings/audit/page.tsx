import { AuditScreen } from '@/components/settings/audit-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('audit')

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/audit', searchParams)
  return <AuditScreen desk={desk} />
}
