// Asks for the reason of something that guests, the kitchen and the reports will show: a few that
// are common, or the person's own words; what has no words is no reason.

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { hasWords, MAXIMUM_REASON_LENGTH } from '@/domain/ordering'
import { cn } from './cn'
import { ConfirmDialog } from './confirm-dialog'
import { Field } from './field'
import { Input } from './input'

export function ReasonDialog({
  onReason,
  isReady = true,
  common,
  children,
  ...dialog
}: {
  isOpen: boolean
  onClose: () => void
  title: string
  text: string
  action: string
  onReason: (reason: string) => Promise<unknown>
  /** Whether what else is asked for is filled in. */
  isReady?: boolean
  /** The reasons offered, in words. */
  common: readonly string[]
  children?: ReactNode
}) {
  const t = useTranslations('ui.reason')
  const [reason, setReason] = useState('')
  const kept = reason.trim()
  return (
    <ConfirmDialog {...dialog} onConfirm={() => onReason(kept)} isReady={isReady && hasWords(kept)}>
      {children}
      <div className="flex flex-wrap gap-2">
        {common.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={reason === each}
            onClick={() => setReason(each)}
            className={cn(
              'min-h-11 rounded-full border px-4 text-sm',
              reason === each ? 'border-primary bg-primary-soft' : 'border-line',
            )}
          >
            {each}
          </button>
        ))}
      </div>
      <Field label={t('label')}>
        <Input
          value={reason}
          maxLength={MAXIMUM_REASON_LENGTH}
          aria-invalid={kept !== '' && !hasWords(kept)}
          placeholder={t('placeholder')}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <p role="status" className="text-danger text-sm empty:hidden">
        {kept !== '' && !hasWords(kept) && t('wordless')}
      </p>
    </ConfirmDialog>
  )
}
