// Asks once before a dish is sold out: what that does, and until when.

import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { AvailabilityFields } from './availability-fields'
import type { SoldOutRequest, Typed } from './sold-out-request'
import { useAvailabilityForm } from './use-availability-form'
import { useMarked } from './use-marked'

const START: Typed = { choice: 'dayEnd', stock: '', soldOutUntil: '' }

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
  const dayEndsAt = useMarked().data?.dayEndsAt
  const form = useAvailabilityForm(START, dayEndsAt ?? '')
  const close = () => {
    form.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      isOpen={name !== null}
      onClose={close}
      title={t('ask.title', { dish: name ?? '' })}
      text={t('ask.text')}
      action={t('sellOut')}
      isReady={dayEndsAt !== undefined}
      onConfirm={() => form.confirm(async (request) => onSellOut(request))}
    >
      {dayEndsAt && (
        <AvailabilityFields
          name={name ?? ''}
          choices={['dayEnd', 'clock', 'byHand']}
          form={form}
          dayEndsAt={dayEndsAt}
        />
      )}
    </ConfirmDialog>
  )
}
