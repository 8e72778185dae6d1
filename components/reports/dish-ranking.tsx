// Which dishes sold, by portions or by what they brought: the best with their bars, all of them as a table.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { FigureTable } from './figure-table'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useFigures } from './use-figures'
import { useReportWish } from './use-report'

const BEST = 16
const MEASURES = ['revenue', 'quantity'] as const
type Measure = (typeof MEASURES)[number]

export function DishRanking({ choice, className }: { choice: PeriodChoice; className?: string }) {
  const t = useTranslations('reports')
  const language = useLocale() as Language
  const trpc = useTRPC()
  const figures = useFigures()
  const [by, setBy] = useState<Measure>('revenue')
  const { wish, options } = useReportWish(choice)
  const query = useQuery(
    trpc.analytics.menuItemSales.queryOptions({ ...wish, limit: 200 }, options),
  )
  const rankedOf = (dishes: NonNullable<typeof query.data>) =>
    dishes
      .toSorted((a, b) => b[by] - a[by])
      .map((dish) => ({
        ...dish,
        name: nameIn(language, { name: dish.menu_item_name, nameEn: dish.menu_item_name_en }),
      }))
  return (
    <Panel
      title={t('dishes.title')}
      query={query}
      file={{ report: 'menu-item-sales', choice }}
      controls={<MeasureChoice chosen={by} onChange={setBy} />}
      isEmpty={(dishes) => dishes.length === 0}
      chart={(dishes) => {
        const ranked = rankedOf(dishes).slice(0, BEST)
        const best = ranked[0]?.[by] || 1
        return (
          <ol className="grid grid-flow-row gap-x-10 gap-y-3 sm:grid-flow-col sm:grid-cols-2 sm:grid-rows-8">
            {ranked.map((dish, index) => (
              <li key={dish.menu_item_id} className="grid grid-cols-[1.75rem_1fr_auto] gap-x-2">
                <span className="text-ink-soft tabular-nums">{index + 1}</span>
                <span className="truncate">{dish.name}</span>
                <span className="text-right font-semibold tabular-nums">
                  {by === 'quantity'
                    ? t('portions', { count: dish.quantity })
                    : figures.money(dish.revenue)}
                </span>
                <span className="col-span-2 col-start-2 mt-1 h-1.5 overflow-hidden rounded-full bg-ink/8">
                  <span
                    className="block h-full rounded-full bg-primary"
                    style={{ width: `${(dish[by] / best) * 100}%` }}
                  />
                </span>
              </li>
            ))}
          </ol>
        )
      }}
      table={(dishes) => (
        <FigureTable
          columns={[
            { name: t('column.dish') },
            { name: t('column.quantity'), isNumber: true },
            { name: t('column.revenue'), isNumber: true },
          ]}
          rows={rankedOf(dishes).map((dish) => ({
            key: dish.menu_item_id,
            cells: [dish.name, figures.count(dish.quantity), figures.money(dish.revenue)],
          }))}
        />
      )}
      className={className}
    />
  )
}

function MeasureChoice({
  chosen,
  onChange,
}: {
  chosen: Measure
  onChange: (measure: Measure) => void
}) {
  const t = useTranslations('reports')
  return (
    <fieldset className="flex rounded-xl border border-line p-0.5">
      <legend className="sr-only">{t('dishes.by')}</legend>
      {MEASURES.map((measure) => (
        <button
          key={measure}
          type="button"
          aria-pressed={chosen === measure}
          onClick={() => onChange(measure)}
          className={cn(
            'h-10 rounded-lg px-3 text-sm',
            chosen === measure ? 'bg-ink/8 font-semibold' : 'text-ink-soft',
          )}
        >
          {t(`column.${measure}`)}
        </button>
      ))}
    </fieldset>
  )
}
