// Leaving what is typed and not saved asks first: closing the panel, and closing the page.

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'

/** `close` asks where something is typed, and then calls `onClose`. */
export function useLeaveGuard(isTyped: boolean, onClose: () => void) {
  const t = useTranslations('menu-editor')
  const [isAsking, setIsAsking] = useState(false)
  useEffect(() => {
    if (!isTyped) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isTyped])
  return {
    close: () => (isTyped ? setIsAsking(true) : onClose()),
    question: (
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('leaveTitle')}
        text={t('leaveText')}
        action={t('leave')}
        onConfirm={async () => onClose()}
      />
    ),
  }
}
