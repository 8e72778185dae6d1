import { LanguagesScreen } from '@/components/settings/languages-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'

export default async function LanguagesPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/languages', searchParams)
  return <LanguagesScreen desk={desk} />
}
