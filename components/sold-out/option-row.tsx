// An option by itself: sold out, brought back, or counted.

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { numberIn, orNone } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type Language, type Localized, nameIn } from '@/domain/language'
import { setOptionAvailability } from '@/forms/menu'
import { useMark } from './use-marked'

type OptionNow = {
  id: number
  name: string
  names: Localized
  isSoldOut: boolean
  stock: number | null
}

export function OptionRow({ option, about }: { option: OptionNow; about: string }) {
  const t = useTranslations('sold-out')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const [isCounting, setCounting] = useState(false)
  const mark = useMark(() => setCounting(true))
  const { id: optionId, isSoldOut, stock } = option
  const name = nameIn(language, option)
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-40 flex-1">
          <span className="block font-semibold text-lg leading-tight">{name}</span>
          {stock !== null && (
            <span className={isSoldOut ? 'block text-danger' : 'block'}>
              {t('left', { count: stock })}
            </span>
          )}
          <span className="block text-ink-soft text-sm">{about}</span>
        </span>
        <span className="ml-auto flex gap-2">
          <Button
            variant="outline"
            aria-expanded={isCounting}
            aria-label={t('countOption', { option: name })}
            onClick={() => setCounting(!isCounting)}
          >
            {t('count')}
          </Button>
          <Button
            variant={isSoldOut ? 'primary' : 'outline'}
            disabled={mark.isBusy}
            aria-label={t(isSoldOut ? 'bringBackDish' : 'sellOutDish', { dish: name })}
            onClick={() =>
              stock === 0
                ? setCounting(true)
                : mark.option.run({ storeId, optionId, isSoldOut: !isSoldOut })
            }
          >
            {t(isSoldOut ? 'bringBack' : 'sellOut')}
          </Button>
        </span>
      </div>
      {isCounting && (
        <Count
          name={name}
          stock={stock}
          isBusy={mark.isBusy}
          onCount={(counted) =>
            mark.option.run({ storeId, optionId, isSoldOut: false, stock: counted }, () =>
              setCounting(false),
            )
          }
        />
      )}
    </li>
  )
}

/** How many are left; nothing = as many as are wanted. */
function Count({
  name,
  stock,
  isBusy,
  onCount,
}: {
  name: string
  stock: number | null
  isBusy: boolean
  onCount: (stock: number | null) => void
}) {
  const t = useTranslations('sold-out')
  const form = useForm({
    schema: setOptionAvailability,
    typed: { stock: stock === null ? '' : String(stock) },
    read: (typed) => ({ isSoldOut: false, stock: orNone(numberIn, typed.stock) }),
  })
  return (
    <form
      noValidate
      className="mt-2 flex items-start gap-2 rounded-2xl bg-canvas p-3"
      onSubmit={form.send(({ stock: counted = null }) => onCount(counted))}
    >
      <Field
        label={<span className="sr-only">{t('portionsOf', { option: name })}</span>}
        error={form.wrong('stock')}
        className="flex-1"
      >
        <Input
          inputMode="numeric"
          autoComplete="off"
          placeholder={t('noLimit')}
          className="text-right tabular-nums"
          {...form.of('stock')}
        />
      </Field>
      <Button type="submit" disabled={isBusy}>
        {t('save')}
      </Button>
    </form>
  )
}
