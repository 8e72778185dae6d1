// With one hand, at the scale: what a dish weighs, and where nobody has said it, what it costs.

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { numberIn, orNone } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { NumberPad } from '@/components/ui/number-pad'
import { usePortions } from '@/components/ui/portions'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { gramsText, type LineRate, portionPrice } from '@/domain/menu'
import { priceLine } from '@/forms/ordering'
import type { LineView } from './types'

type Name = 'grams' | 'priceCents'

export function PriceDialog({
  line,
  rate,
  onClose,
}: {
  line: LineView
  rate: LineRate
  onClose: () => void
}) {
  const t = useTranslations('staff.price')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const { sumOf, textOf, centsIn, centsOf, digits, sign } = useMoney()
  const portions = usePortions()
  const [seenCents] = useState(line.isPriced ? line.unitCents : null)
  const price = useCommand((server) => server.ordering.priceLine.mutate, { stale: AT_A_TABLE })
  const { perGrams, isAsked } = rate
  const form = useForm({
    schema: priceLine,
    typed: {
      grams: line.grams ? String(line.grams) : '',
      priceCents: isAsked && rate.cents !== null ? textOf(rate.cents) : '',
    },
    read: (typed) => ({
      grams: perGrams === null ? null : orNone(numberIn, typed.grams),
      priceCents: isAsked
        ? typed.priceCents.trim() === ''
          ? null
          : centsIn(typed.priceCents)
        : null,
    }),
    rule: (request) => ({
      ...(perGrams !== null && request.grams === null && { grams: t('gramsMissing') }),
      ...(isAsked && request.priceCents === null && { priceCents: t('priceMissing') }),
    }),
  })
  const first: Name = isAsked ? 'priceCents' : 'grams'
  const [field, setField] = useState<Name>(first)
  const per = perGrams === null ? null : gramsText(perGrams)
  const labels: Record<Name, string> = {
    grams: t('grams'),
    priceCents: per ? t('pricePer', { sign, per }) : t('price', { sign }),
  }
  const known = isAsked ? { ...rate, cents: centsOf(form.typed.priceCents), listCents: null } : rate
  const typedGrams = numberIn(form.typed.grams)
  const portion = portionPrice(known, Number.isFinite(typedGrams) ? typedGrams : null)
  const dish = nameIn(language, line)
  const fields: Name[] = [
    ...(isAsked ? (['priceCents'] as const) : []),
    ...(perGrams !== null ? (['grams'] as const) : []),
  ]
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t(perGrams === null ? 'priceTitle' : 'title', { dish })}
      text={portions.rateOf({ rate }) ?? t('priceText')}
      action={t('save')}
      variant="primary"
      onConfirm={() =>
        form.confirm((request) => price.ask({ storeId, lineId: line.id, seenCents, ...request }))
      }
    >
      {fields.map((name) => (
        <Field key={name} label={labels[name]} error={form.wrong(name)}>
          <Input
            {...form.of(name)}
            inputMode="none"
            autoComplete="off"
            autoFocus={name === first}
            className="h-14! text-right text-2xl! tabular-nums"
            onFocus={() => setField(name)}
          />
        </Field>
      ))}
      <NumberPad
        value={form.typed[field]}
        onChange={(value) => form.change(field, value)}
        name={labels[field]}
        decimals={field === 'priceCents' ? digits : 0}
      />
      <p role="status" className="flex items-baseline justify-between border-line border-t pt-3">
        <span>{t('sum')}</span>
        <strong className="text-2xl tabular-nums">
          {portion && portion.unitCents > 0 ? sumOf(portion.unitCents * line.quantity) : '–'}
        </strong>
      </p>
    </ConfirmDialog>
  )
}
