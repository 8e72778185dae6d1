import { AccountsScreen } from '@/components/payments/accounts-screen'
import { requirePost, type SearchParams } from '../../guard'

export default async function PaymentsPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requirePost('store.manage', '/staff/payments', searchParams)
  return <AccountsScreen desk={desk} />
}
