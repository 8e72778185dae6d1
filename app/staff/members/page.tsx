import { MembersScreen } from '@/components/members/members-screen'
import { requireStoreRole, type SearchParams } from '../../guard'
import { titledAsPlace } from '../../titled'

export const generateMetadata = titledAsPlace('members')

export default async function MembersPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('member.see', '/staff/members', searchParams)
  return <MembersScreen desk={desk} />
}
