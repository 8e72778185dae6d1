// Minutes to wait: kept when one leaves the field or presses Enter. Empty means "as usual", which
// is shown; where there is nothing usual, and where it makes no sense, what was there comes back.

import { useTranslations } from 'use-intl'
import { Input } from '@/components/ui/input'
import { MAXIMUM_PROMISED_MINUTES } from '@/domain/menu'

export function MinutesField({
  name,
  value,
  usual,
  onSave,
}: {
  name: string
  value: number | null
  /** What counts where the field is empty; absent where it may not be. */
  usual?: number
  onSave: (value: number | null) => void
}) {
  const t = useTranslations('kitchen.arrange')
  const leave = (field: HTMLInputElement) => {
    const text = field.value.trim()
    const minutes = text === '' && usual !== undefined ? null : Number(text)
    const isSound =
      minutes === null ||
      (text !== '' &&
        Number.isInteger(minutes) &&
        minutes >= 1 &&
        minutes <= MAXIMUM_PROMISED_MINUTES)
    if (!isSound) field.value = value === null ? '' : String(value)
    else if (minutes !== value) onSave(minutes)
  }
  return (
    <label className="flex items-center gap-2 whitespace-nowrap text-ink-soft text-sm">
      <span className="sr-only">{name}</span>
      <Input
        key={value}
        type="number"
        inputMode="numeric"
        min={1}
        max={MAXIMUM_PROMISED_MINUTES}
        defaultValue={value ?? ''}
        placeholder={usual === undefined ? '' : String(usual)}
        className="!w-20 text-right tabular-nums"
        onBlur={(event) => leave(event.currentTarget)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      {t('minutes')}
    </label>
  )
}
