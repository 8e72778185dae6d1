import { AccountsScreen } from '@/components/platforms/accounts-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'

export default async function PaymentsPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/payments', searchParams)
  return <AccountsScreen desk={desk} />
}
