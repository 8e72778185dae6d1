import { PrintersScreen } from '@/components/printers/printers-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('printers')

export default async function PrintersPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/printers', searchParams)
  return <PrintersScreen desk={desk} />
}
