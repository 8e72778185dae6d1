import { BillRulesScreen } from '@/components/staff/bill-rules-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('bill')

export default async function BillRulesPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/bill', searchParams)
  return <BillRulesScreen desk={desk} />
}
