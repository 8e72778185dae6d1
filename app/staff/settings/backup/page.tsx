import { BackupScreen } from '@/components/settings/backup-screen'
import { requireStoreRole, type SearchParams } from '../../../guard'
import { titledAsSetting } from '../../../titled'

export const generateMetadata = titledAsSetting('backup')

export default async function BackupPage({ searchParams }: { searchParams: SearchParams }) {
  const { desk } = await requireStoreRole('store.manage', '/staff/settings/backup', searchParams)
  return <BackupScreen desk={desk} />
}
