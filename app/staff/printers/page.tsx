import { PrintersScreen } from '@/components/printers/printers-screen'
import { requirePost, type SearchParams } from '../../guard'

export default async function PrintersPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requirePost('store.manage', '/staff/printers', searchParams)
  return <PrintersScreen desk={desk} />
}
