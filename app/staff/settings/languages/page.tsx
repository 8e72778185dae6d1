import { LanguagesScreen } from '@/components/settings/languages-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('languages')

export default async function LanguagesPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/languages', searchParams)
  return <LanguagesScreen desk={desk} />
}
