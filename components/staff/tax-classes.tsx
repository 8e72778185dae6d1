// Which dishes have the second rate of tax, a category at a time or dish by dish.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'

export function TaxClasses() {
  const t = useTranslations('staff.billRules')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const read = useQuery(trpc.billing.taxClasses.queryOptions({ storeId }))
  return (
    <section
      aria-labelledby="tax-classes"
      className="space-y-3 rounded-2xl border border-line bg-surface p-4"
    >
      <h2 id="tax-classes" className="font-semibold text-lg">
        {t('taxClasses')}
      </h2>
      <p className="text-ink-soft text-sm">{t('taxClassesHint')}</p>
      {read.data ? (
        <Choice categories={read.data} onSaved={() => void read.refetch()} />
      ) : read.error ? (
        <Failed error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <Loading />
      )}
    </section>
  )
}

type Dish = { id: number; name: string; names: Record<string, string>; taxClass: string }

function Choice({
  categories,
  onSaved,
}: {
  categories: { id: number; name: string; names: Record<string, string>; dishes: Dish[] }[]
  onSaved: () => void
}) {
  const t = useTranslations('staff.billRules')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () =>
      new Set(
        categories.flatMap(({ dishes }) =>
          dishes.filter(({ taxClass }) => taxClass === 'reduced').map(({ id }) => id),
        ),
      ),
  )
  const put = (ids: readonly number[], isReduced: boolean) =>
    setChosen((before) => {
      const next = new Set(before)
      for (const id of ids) isReduced ? next.add(id) : next.delete(id)
      return next
    })
  const save = useCommand((server) => server.billing.setTaxClasses.mutate, {
    said: t('saved'),
    isToldHere: true,
    onDone: onSaved,
  })
  return (
    <>
      <ul className="divide-y divide-line">
        {categories.map(({ id, dishes, ...category }) => {
          const own = dishes.filter((dish) => chosen.has(dish.id)).length
          return (
            <li key={id}>
              <details>
                <summary className="flex min-h-12 cursor-pointer items-center justify-between gap-3">
                  <span className="min-w-0 break-words">{nameIn(language, category)}</span>
                  <span className="text-ink-soft text-sm tabular-nums">
                    {own}/{dishes.length}
                  </span>
                </summary>
                <div className="space-y-1 pb-3 pl-3">
                  <Checkbox
                    checked={own === dishes.length}
                    onChange={(event) =>
                      put(
                        dishes.map((dish) => dish.id),
                        event.target.checked,
                      )
                    }
                  >
                    {t('taxClassesAll')}
                  </Checkbox>
                  {dishes.map((dish) => (
                    <Checkbox
                      key={dish.id}
                      checked={chosen.has(dish.id)}
                      onChange={(event) => put([dish.id], event.target.checked)}
                    >
                      {nameIn(language, dish)}
                    </Checkbox>
                  ))}
                </div>
              </details>
            </li>
          )
        })}
      </ul>
      <p role="status" className="text-danger text-sm empty:hidden">
        {save.trouble}
      </p>
      <Button
        variant="outline"
        className="w-full"
        disabled={save.isBusy}
        onClick={() => save.run({ storeId, reducedDishIds: [...chosen] })}
      >
        {t('save')}
      </Button>
    </>
  )
}
