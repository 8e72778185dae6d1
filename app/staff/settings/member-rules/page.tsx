import { RulesScreen } from '@/components/members/rules-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('members')

export default async function MemberRulesPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole(
    'store.manage',
    '/staff/settings/member-rules',
    searchParams,
  )
  return <RulesScreen desk={desk} />
}
