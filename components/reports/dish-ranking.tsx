// Which dishes sold, by portions or by what they brought; each with its bar against the best.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useFigures } from './use-figures'
import { useReportWish } from './use-report'

const SHOWN = 12
const ORDERS = ['quantity', 'revenue'] as const

export function DishRanking({ choice, className }: { choice: PeriodChoice; className?: string }) {
  const t = useTranslations('reports')
  const language = useLocale() as Language
  const trpc = useTRPC()
  const figures = useFigures()
  const [by, setBy] = useState<(typeof ORDERS)[number]>('quantity')
  const { wish, options } = useReportWish(choice)
  const query = useQuery(
    trpc.analytics.menuItemSales.queryOptions({ ...wish, limit: 200 }, options),
  )
  return (
    <Panel
      title={t('dishes.title')}
      query={query}
      isEmpty={(dishes) => dishes.length === 0}
      table={(dishes) => {
        const ranked = dishes.toSorted((a, b) => b[by] - a[by]).slice(0, SHOWN)
        const best = ranked[0]?.[by] ?? 1
        return (
          <>
            <fieldset className="mb-3 flex w-fit rounded-lg border border-line p-0.5">
              <legend className="sr-only">{t('dishes.by')}</legend>
              {ORDERS.map((order) => (
                <button
                  key={order}
                  type="button"
                  aria-pressed={by === order}
                  onClick={() => setBy(order)}
                  className={cn(
                    'h-11 rounded-md px-3 text-sm',
                    by === order ? 'bg-ink/8 font-semibold' : 'text-ink-soft',
                  )}
                >
                  {t(`column.${order}`)}
                </button>
              ))}
            </fieldset>
            <ol className="grid gap-x-10 gap-y-3 sm:grid-cols-2">
              {ranked.map((dish, index) => (
                <li key={dish.menu_item_id} className="grid grid-cols-[1.75rem_1fr_auto] gap-x-2">
                  <span className="text-ink-soft tabular-nums">{index + 1}</span>
                  <span className="truncate">
                    {nameIn(language, {
                      name: dish.menu_item_name,
                      nameEn: dish.menu_item_name_en,
                    })}
                  </span>
                  <span className="text-right tabular-nums">
                    <b className="font-semibold">
                      {by === 'quantity'
                        ? t('portions', { count: dish.quantity })
                        : figures.money(dish.revenue)}
                    </b>
                  </span>
                  <span
                    aria-hidden
                    className="col-span-2 col-start-2 mt-1 h-1.5 overflow-hidden rounded-full bg-ink/8"
                  >
                    <span
                      className="block h-full rounded-full bg-primary"
                      style={{ width: `${(dish[by] / best) * 100}%` }}
                    />
                  </span>
                </li>
              ))}
            </ol>
          </>
        )
      }}
      {...(className ? { className } : {})}
    />
  )
}
