// Where the demo is that was left, and how it comes back.

import { useTranslations } from 'use-intl'
import { Alert } from '@/components/ui/alert'

export function DemoBackup({ path }: { path: string }) {
  const t = useTranslations('setup.demoBackup')
  return (
    <Alert tone="info">
      <p>{t('made')}</p>
      <p className="mt-1 select-text break-all font-mono">{path}</p>
      <p className="mt-2">{t('back')}</p>
      <p className="mt-1 select-text break-all font-mono">
        DATA_DIR=./demo npm run restore -- {path}
      </p>
    </Alert>
  )
}
