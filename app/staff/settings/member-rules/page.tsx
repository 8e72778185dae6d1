import { RulesScreen } from '@/components/members/rules-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'

export default async function MemberRulesPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole(
    'store.manage',
    '/staff/settings/member-rules',
    searchParams,
  )
  return <RulesScreen desk={desk} />
}
