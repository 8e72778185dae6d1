import { MembersScreen } from '@/components/members/members-screen'
import { requirePost, type SearchParams } from '../../guard'

export default async function MembersPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requirePost('member.see', '/staff/members', searchParams)
  return <MembersScreen desk={desk} />
}
