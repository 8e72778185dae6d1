// Asks for the reason of something that guests and the kitchen will see: a few that are common, or the person's own words.

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { MAXIMUM_NOTE_LENGTH } from '@/domain/ordering'
import { ConfirmDialog } from './confirm-dialog'

const COMMON = ['soldOut', 'mistake', 'changedMind', 'slow'] as const

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
  /** The reasons offered, in words; those of dishes unless said. */
  common?: readonly string[]
  children?: ReactNode
}) {
  const t = useTranslations('staff.reason')
  const [reason, setReason] = useState('')
  const kept = reason.trim()
  const offered = common ?? COMMON.map((each) => t(each))
  return (
    <ConfirmDialog {...dialog} onConfirm={() => onReason(kept)} isReady={isReady && kept !== ''}>
      {children}
      <div className="flex flex-wrap gap-2">
        {offered.map((each) => (
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
      <label className="block space-y-1.5">
        <span className="font-medium text-sm">{t('label')}</span>
        <Input
          value={reason}
          maxLength={MAXIMUM_NOTE_LENGTH}
          placeholder={t('placeholder')}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </ConfirmDialog>
  )
}
