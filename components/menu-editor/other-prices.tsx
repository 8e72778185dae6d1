// Prices that count instead of the usual one: in some hours, or with a size. Each is added from a
// list of what it may be for, and taken away again.

import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { Select } from '@/components/ui/select'
import type { Key } from '@/domain/menu-document'

export function OtherPrices({
  label,
  hint,
  add,
  offered,
  prices,
  wrong,
  onChange,
}: {
  /** Of a price, by the name of what it is for. */
  label: (name: string) => string
  hint: string
  /** What the list of what may be added is called. */
  add: string
  offered: readonly { key: Key; name: string }[]
  prices: readonly { key: Key; priceCents: string }[]
  wrong: (at: number) => string | undefined
  onChange: (prices: { key: Key; priceCents: string }[]) => void
}) {
  const t = useTranslations('menu-editor.form')
  const { sign } = useMoney()
  const left = offered.filter(({ key }) => prices.every((price) => price.key !== key))
  const nameOf = (key: Key) => offered.find((each) => each.key === key)?.name ?? key
  return (
    <div className="space-y-3">
      {prices.map((price, at) => (
        <div key={price.key} className="flex items-start gap-2">
          <Field
            className="flex-1"
            label={`${label(nameOf(price.key))} (${sign})`}
            error={wrong(at)}
          >
            <Input
              inputMode="decimal"
              autoComplete="off"
              value={price.priceCents}
              onChange={(event) =>
                onChange(
                  prices.map((each) =>
                    each === price ? { ...each, priceCents: event.target.value } : each,
                  ),
                )
              }
            />
          </Field>
          <button
            type="button"
            aria-label={t('removePrice', { name: nameOf(price.key) })}
            onClick={() => onChange(prices.filter((each) => each !== price))}
            className="mt-6.5 grid size-11 shrink-0 place-items-center rounded-xl text-ink-soft"
          >
            <X aria-hidden className="size-4" />
          </button>
        </div>
      ))}
      {left.length > 0 && (
        <Field label={add} hint={hint}>
          <Select
            value=""
            onChange={(event) => onChange([...prices, { key: event.target.value, priceCents: '' }])}
          >
            <option value="">{t('choose')}</option>
            {left.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  )
}
