// What follows a change of the rules: they are read again, and the manager is told that it is kept,
// or why not.

import { useTranslations } from 'use-intl'
import { type Send, useCommand } from '@/components/wire/use-command'

export function useRule<Input, Answer>(send: Send<Input, Answer>, onDone?: () => void) {
  const t = useTranslations('members')
  return useCommand(send, {
    stale: ['membership'],
    said: t('rules.kept'),
    onDone: () => onDone?.(),
  })
}
