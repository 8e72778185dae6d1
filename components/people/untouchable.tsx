// Why something about a person is not to be changed here.

import { useTranslations } from 'use-intl'
import { Alert } from '@/components/ui/alert'
import type { PersonFile } from './types'

export function Untouchable({ person }: { person: PersonFile }) {
  const t = useTranslations('people')
  if (person.isAccountChangeable || person.isSelf) return null
  return (
    <Alert tone="info">
      {person.isChangeable ? t('elsewhereHint') : t('beyondHint', { name: person.name })}
    </Alert>
  )
}
