'use client'
// Figures for a thumb at the till, where no keyboard comes up by itself: the digits, the point
// where one is allowed, and back.

import { Delete } from 'lucide-react'
import { useTranslations } from 'use-intl'

export function NumberPad({
  value,
  onChange,
  name,
  decimals = 0,
  maximumLength = 9,
  isCode = false,
}: {
  /** As it is typed. */
  value: string
  onChange: (value: string) => void
  /** Of what, for who cannot see it. */
  name: string
  /** How many digits may stand behind the point. */
  decimals?: number
  maximumLength?: number
  /** Digits that are no number: a zero in front counts. */
  isCode?: boolean
}) {
  const t = useTranslations('ui')
  const keys = [
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    decimals > 0 ? '.' : isCode ? '' : '00',
    '0',
  ]
  return (
    <fieldset className="grid grid-cols-3 gap-2" aria-label={t('padOf', { name })}>
      {keys.map((key) => (
        <button
          disabled={key === ''}
          key={key}
          type="button"
          onClick={() => onChange(typeDigit(value, key, { decimals, maximumLength, isCode }))}
          className="min-h-12 rounded-xl border border-line bg-surface text-xl tabular-nums active:bg-ink/8 disabled:invisible"
        >
          {key}
        </button>
      ))}
      <button
        type="button"
        aria-label={t('deleteLast', { name })}
        onClick={() => onChange(value.slice(0, -1))}
        className="grid min-h-12 place-items-center rounded-xl border border-line bg-surface active:bg-ink/8"
      >
        <Delete aria-hidden className="size-5" />
      </button>
    </fieldset>
  )
}

/** What stands there after a key; a key that makes no number changes nothing. */
export function typeDigit(
  value: string,
  key: string,
  {
    decimals,
    maximumLength,
    isCode = false,
  }: { decimals: number; maximumLength: number; isCode?: boolean },
): string {
  if (isCode) return (value + key).slice(0, maximumLength)
  const next = value === '0' && /^\d+$/.test(key) ? key : value + key
  const [, fraction] = next.split('.')
  if (next.length > maximumLength || (fraction?.length ?? 0) > decimals) return value
  if (key === '.' && (decimals === 0 || value.includes('.'))) return value
  const whole = next.startsWith('.') ? `0${next}` : next
  return /^0+$/.test(whole) ? '0' : whole
}
