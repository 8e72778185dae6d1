// 时价: what each of these dishes costs today. Guests see it at once; without one the price is asked
// at the table.

import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { setMarketPrice } from '@/forms/menu'
import type { MarketDish } from '@/server/menu/read-availability'

export function MarketPrices({ dishes }: { dishes: readonly MarketDish[] }) {
  const t = useTranslations('sold-out.market')
  if (dishes.length === 0) return null
  return (
    <section className="mt-5">
      <h3 className="font-semibold text-ink-soft">{t('title')}</h3>
      <p className="text-ink-soft text-sm">{t('hint')}</p>
      <ul className="divide-y divide-line">
        {dishes.map((dish) => (
          // Another price by now: the field begins anew.
          <MarketPrice key={`${dish.id} ${dish.marketCents}`} dish={dish} />
        ))}
      </ul>
    </section>
  )
}

function MarketPrice({ dish }: { dish: MarketDish }) {
  const t = useTranslations('sold-out.market')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const { textOf, centsIn, sign } = useMoney()
  const { per: perOf } = usePortions()
  const set = useCommand((server) => server.menu.setMarketPrice.mutate, { stale: ['menu'] })
  const form = useForm({
    schema: setMarketPrice,
    typed: { priceCents: dish.marketCents === null ? '' : textOf(dish.marketCents) },
    read: (typed) => ({ priceCents: centsIn(typed.priceCents) }),
  })
  const name = nameIn(language, dish)
  const per = perOf({ ...dish, isPerPerson: false })
  const label = per ? t('pricePer', { dish: name, sign, per }) : t('price', { dish: name, sign })
  return (
    <li className="py-3">
      <form
        noValidate
        className="flex items-start gap-2"
        onSubmit={form.send((request) =>
          set.run({ storeId, dishId: dish.id, seenCents: dish.marketCents, ...request }),
        )}
      >
        <div className="min-w-0 flex-1">
          <Field label={label} error={form.wrong('priceCents')}>
            <Input
              inputMode="decimal"
              autoComplete="off"
              placeholder={t('unsaid')}
              className="text-right tabular-nums"
              {...form.of('priceCents')}
            />
          </Field>
        </div>
        <Button type="submit" variant="outline" className="mt-6.5" disabled={set.isBusy}>
          {t('save')}
        </Button>
      </form>
    </li>
  )
}
