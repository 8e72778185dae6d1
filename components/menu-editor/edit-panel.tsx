// The panel in which one item is filled in, with its save at the foot.

import type { FormEventHandler, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useLeaveQuestion } from '@/components/desk/leave-question'
import { SidePanel } from '@/components/desk/side-panel'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'

export function EditPanel({
  title,
  action,
  isBusy,
  trouble,
  notice,
  onSave,
  onClose,
  children,
}: {
  title: string
  /** What the button says that saves it. */
  action?: string
  isBusy: boolean
  trouble: string | null
  notice: string | null
  onSave: FormEventHandler<HTMLFormElement>
  onClose: () => void
  children: ReactNode
}) {
  const t = useTranslations('menu-editor')
  const { leave, question } = useLeaveQuestion()
  return (
    <SidePanel title={title} onClose={() => leave(onClose)}>
      <form noValidate onSubmit={onSave} className="space-y-6">
        {children}
        <div className="sticky -bottom-4 z-10 -mx-4 -mb-4 space-y-3 border-line border-t bg-surface p-4">
          {notice && <Alert tone="info">{notice}</Alert>}
          {trouble && <Alert>{trouble}</Alert>}
          <Button type="submit" className="w-full" disabled={isBusy}>
            {action ?? t('save')}
          </Button>
        </div>
      </form>
      {question}
    </SidePanel>
  )
}
