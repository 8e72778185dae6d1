// Asks before what is typed and not kept yet is left for something else of the same page.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { hasUnsaved } from './unsaved'

/** `leave(then)` asks where something is typed, and does it; `question` stands in the page. */
export function useLeaveQuestion() {
  const t = useTranslations('staff.leave')
  const [asked, setAsked] = useState<{ then: () => void } | null>(null)
  return {
    leave: (then: () => void) => (hasUnsaved() ? setAsked({ then }) : then()),
    question: (
      <ConfirmDialog
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        title={t('hereTitle')}
        text={t('hereText')}
        action={t('action')}
        onConfirm={async () => asked?.then()}
      />
    ),
  }
}
