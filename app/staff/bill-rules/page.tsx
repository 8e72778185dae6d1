import { BillRulesScreen } from '@/components/staff/bill-rules-screen'
import { requirePost, type SearchParams } from '../../guard'

export default async function BillRulesPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requirePost('store.manage', '/staff/bill-rules', searchParams)
  return <BillRulesScreen desk={desk} />
}
