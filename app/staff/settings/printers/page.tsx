import { PrintersScreen } from '@/components/printers/printers-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'

export default async function PrintersPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/printers', searchParams)
  return <PrintersScreen desk={desk} />
}
