// Asks before something that cannot be taken back. Stays open with the refusal's sentence when the
// server says no.

import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Alert } from '@/components/ui/alert'
import { Button, type ButtonProps } from './button'
import { Dialog } from './dialog'

type Props = {
  isOpen: boolean
  onClose: () => void
  title: string
  text: string
  /** What the button says that does it. */
  action: string
  /** Does it; false = something that was filled in is wrong, and stands there. */
  onConfirm: () => Promise<unknown>
  isReady?: boolean
  /** How the button looks; danger: it cannot be taken back. */
  variant?: ButtonProps['variant']
  children?: ReactNode
}

export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  text,
  action,
  onConfirm,
  isReady = true,
  variant = 'danger',
  children,
}: Props) {
  const t = useTranslations('ui')
  const [isBusy, setIsBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const close = () => {
    setTrouble(null)
    onClose()
  }
  const confirm = async () => {
    setIsBusy(true)
    setTrouble(null)
    try {
      if ((await onConfirm()) !== false) close()
    } catch (error) {
      setTrouble((error as Error).message)
    }
    setIsBusy(false)
  }
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && close()} title={title} text={text}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          // A dialog inside a form of the page must not submit that one too.
          event.stopPropagation()
          void confirm()
        }}
      >
        {children}
        {trouble && <Alert>{trouble}</Alert>}
        <div className="sticky -bottom-6 -mx-6 -mb-6 flex justify-end gap-2 bg-surface px-6 pt-2 pb-6">
          <Button variant="ghost" onClick={close}>
            {t('back')}
          </Button>
          <Button type="submit" variant={variant} disabled={isBusy || !isReady}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
