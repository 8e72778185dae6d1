import { AccountsScreen } from '@/components/platforms/accounts-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('payments')

export default async function PaymentsPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/payments', searchParams)
  return <AccountsScreen desk={desk} />
}
