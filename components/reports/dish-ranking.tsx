// Which dishes sold, by portions or by what they brought: the best with their bars, all of them as
// a table.

import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useFigures } from '@/components/desk/use-figures'
import { cn } from '@/components/ui/cn'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { FigureTable } from './figure-table'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useReportRequest } from './use-report'

const BEST = 16
/** As many as the table lists; the file has them all. */
const MOST = 200
const MEASURES = ['revenue', 'quantity'] as const
type Measure = (typeof MEASURES)[number]
const measured = (
  dish: { quantity: number; revenue_cents: number },
  by: (typeof MEASURES)[number],
) => (by === 'quantity' ? dish.quantity : dish.revenue_cents)
/** Where nothing is sold by weight there is no column for it. */
const isWeighed = (dishes: readonly { grams: number | null }[]) =>
  dishes.some(({ grams }) => grams !== null)
type Rank = { by: Measure; direction: 'desc' | 'asc' }

export function DishRanking({ choice, className }: { choice: PeriodChoice; className?: string }) {
  const t = useTranslations('reports')
  const language = useLocale() as Language
  const trpc = useTRPC()
  const figures = useFigures()
  const [{ by, direction }, setRank] = useState<Rank>({ by: 'revenue', direction: 'desc' })
  // The second tap turns it round.
  const setBy = (measure: Measure) =>
    setRank({ by: measure, direction: by === measure && direction === 'desc' ? 'asc' : 'desc' })
  const { request, options } = useReportRequest(choice)
  const query = useQuery(
    trpc.analytics.menuItemSales.queryOptions({ ...request, limit: MOST, by, direction }, options),
  )
  const rankedOf = (dishes: NonNullable<typeof query.data>) =>
    dishes.map((dish) => ({
      ...dish,
      name: nameIn(language, { name: dish.menu_item_name, names: dish.menu_item_names }),
    }))
  const sortBy = (measure: Measure) => ({ direction: by === measure ? direction : null })
  return (
    <Panel
      title={t('dishes.title')}
      term="dishes"
      query={query}
      file={{ report: 'menu-item-sales', choice, sort: { by, direction } }}
      controls={<MeasureChoice chosen={by} direction={direction} onChange={setBy} />}
      isEmpty={(dishes) => dishes.length === 0}
      chart={(dishes) => {
        const ranked = rankedOf(dishes).slice(0, BEST)
        const best = Math.max(1, ...ranked.map((dish) => measured(dish, by)))
        return (
          <ol className="grid grid-cols-1 grid-flow-row gap-x-10 gap-y-3 sm:grid-flow-col sm:grid-cols-2 sm:grid-rows-8">
            {ranked.map((dish, index) => (
              <li key={dish.menu_item_id} className="grid grid-cols-[1.75rem_1fr_auto] gap-x-2">
                <span className="text-ink-soft tabular-nums">{index + 1}</span>
                <span className="truncate">{dish.name}</span>
                <span className="text-right font-semibold tabular-nums">
                  {by === 'quantity'
                    ? t('portions', { count: dish.quantity })
                    : figures.money(dish.revenue_cents)}
                </span>
                <span className="col-span-2 col-start-2 mt-1 h-1.5 overflow-hidden rounded-full bg-ink/8">
                  <span
                    className="block h-full rounded-full bg-primary"
                    style={{ width: `${(measured(dish, by) / best) * 100}%` }}
                  />
                </span>
              </li>
            ))}
          </ol>
        )
      }}
      table={(dishes) => (
        <>
          <FigureTable
            columns={[
              { name: t('column.rank'), isNumber: true },
              { name: t('column.dish') },
              { name: t('column.quantity'), isNumber: true, sort: sortBy('quantity') },
              ...(isWeighed(dishes) ? [{ name: t('column.weight'), isNumber: true }] : []),
              { name: t('column.beforeDiscounts'), isNumber: true, sort: sortBy('revenue') },
              { name: t('column.givenBackPortions'), isNumber: true },
              { name: t('column.givenBack'), isNumber: true },
            ]}
            rows={rankedOf(dishes).map((dish, index) => ({
              key: dish.menu_item_id,
              cells: [
                figures.count(index + 1),
                dish.name,
                figures.count(dish.quantity),
                ...(isWeighed(dishes) ? [figures.weight(dish.grams)] : []),
                figures.money(dish.revenue_cents),
                figures.count(dish.given_back_quantity),
                figures.money(dish.given_back_cents),
              ],
            }))}
          />
          {dishes.length === MOST && (
            <p className="px-2 py-2 text-ink-soft text-sm">{t('dishes.most', { count: MOST })}</p>
          )}
        </>
      )}
      className={className}
    />
  )
}

function MeasureChoice({
  chosen,
  direction,
  onChange,
}: {
  chosen: Measure
  direction: Rank['direction']
  onChange: (measure: Measure) => void
}) {
  const t = useTranslations('reports')
  const Arrow = direction === 'desc' ? ArrowDown : ArrowUp
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
            'flex h-10 items-center gap-1 whitespace-nowrap rounded-lg px-3 text-sm',
            chosen === measure ? 'bg-ink/8 font-semibold' : 'text-ink-soft',
          )}
        >
          {t(measure === 'revenue' ? 'column.beforeDiscounts' : 'column.quantity')}
          {chosen === measure && <Arrow aria-hidden className="size-3.5" />}
        </button>
      ))}
    </fieldset>
  )
}
