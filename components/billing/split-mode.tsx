// All of what is left, or a part of it.

import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'

export function SplitMode({
  isSplit,
  isRest,
  onChange,
}: {
  /** null = neither. */
  isSplit: boolean | null
  /** Part of the bill is paid, or being paid, already. */
  isRest: boolean
  onChange: (isSplit: boolean) => void
}) {
  const t = useTranslations('split')
  return (
    <fieldset className="grid grid-cols-2 gap-2">
      <legend className="sr-only">{t('mode')}</legend>
      {[false, true].map((each) => (
        <label
          key={String(each)}
          className={cn(
            'flex min-h-12 cursor-pointer items-center justify-center rounded-xl border px-3.5 text-center has-focus-visible:outline-3 has-focus-visible:outline-primary',
            each === isSplit ? 'border-primary bg-primary-soft font-medium' : 'border-line',
          )}
        >
          <input
            type="radio"
            name="split-mode"
            checked={each === isSplit}
            onChange={() => onChange(each)}
            className="sr-only"
          />
          {each ? t('split') : t(isRest ? 'rest' : 'whole')}
        </label>
      ))}
    </fieldset>
  )
}
