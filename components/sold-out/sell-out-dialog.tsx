// Asks once before a dish is sold out: what that does, and until when.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { AvailabilityFields } from './availability-fields'
import { type Draft, requestOf, type SoldOutRequest } from './sold-out-request'
import { useMarked } from './use-marked'

const START: Draft = { choice: 'dayEnd', count: '', clock: '' }

export function SellOutDialog({
  name,
  onClose,
  onSellOut,
}: {
  /** The dish; null = nothing is asked. */
  name: string | null
  onClose: () => void
  onSellOut: (request: SoldOutRequest) => void
}) {
  const t = useTranslations('sold-out')
  const { storeRole } = useDesk()
  const dayEndsAt = useMarked().data?.dayEndsAt
  const [draft, setDraft] = useState(START)
  const request =
    dayEndsAt && requestOf(draft, { nowMs: Date.now(), timeZone: storeRole.timeZone, dayEndsAt })
  const close = () => {
    setDraft(START)
    onClose()
  }
  return (
    <ConfirmDialog
      isOpen={name !== null}
      onClose={close}
      title={t('ask.title', { dish: name ?? '' })}
      text={t('ask.text')}
      action={t('sellOut')}
      isReady={Boolean(request)}
      onConfirm={async () => {
        if (request) onSellOut(request)
      }}
    >
      {dayEndsAt && (
        <AvailabilityFields
          name={name ?? ''}
          choices={['dayEnd', 'clock', 'byHand']}
          draft={draft}
          dayEndsAt={dayEndsAt}
          onChange={setDraft}
        />
      )}
    </ConfirmDialog>
  )
}
