// The tables by area as cards that change by themselves; a filter by state shows how many there are
// of each.

import { ShoppingBag, Users } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { NEED_STYLES, TABLE_STYLES } from '@/components/desk/styles'
import { minutesSince } from '@/components/desk/use-now'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { FilterChips } from '@/components/ui/filter-chips'
import { useMoney } from '@/components/ui/money'
import { type Language, nameIn } from '@/domain/language'
import type { TableState } from '@/domain/seating'
import { pressureOf } from '@/domain/service'
import { SoldOutButton } from './sold-out-button'
import type { Floor, FloorTable } from './types'

const STATES = Object.keys(TABLE_STYLES) as TableState[]

type Props = {
  floor: Floor
  now: number | null
  openTableId: number | null
  onOpen: (tableId: number) => void
}

export function FloorBoard({ floor, now, openTableId, onOpen }: Props) {
  const t = useTranslations('staff')
  const language = useLocale() as Language
  const [state, setState] = useState<TableState | null>(null)
  const tables = floor.areas.flatMap((area) => area.tables)
  const countOf = (wanted: TableState) => tables.filter((table) => table.state === wanted).length
  const areas = floor.areas
    .map((area) => ({
      ...area,
      shown: area.tables.filter((table) => state === null || table.state === state),
    }))
    .filter((area) => area.shown.length > 0)

  return (
    <section aria-labelledby="floor-title" className="space-y-4">
      <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
          <h2 id="floor-title" className="font-semibold text-lg">
            {t('floor.title')}
          </h2>
          <SoldOutButton />
        </div>
        <FilterChips
          label={t('floor.filter')}
          all={{ text: t('floor.all'), count: tables.length }}
          chips={STATES.map((each) => ({
            value: each,
            text: t(`state.${each}`),
            count: countOf(each),
          }))}
          value={state}
          onChange={setState}
        />
      </header>
      {areas.length === 0 && (
        <p className="py-10 text-center text-ink-soft">
          {tables.length === 0 ? t('floor.noTables') : t('floor.noneOfState')}
        </p>
      )}
      {areas.map((area) => (
        <section key={area.id} aria-label={nameIn(language, area)}>
          <h3 className="mb-2 flex items-baseline gap-3 font-medium text-ink-soft">
            {nameIn(language, area)}
            {area.isTakeaway && <Badge tone="info">{t('floor.takeaway')}</Badge>}
            <span className="text-sm">
              {t('floor.taken', {
                taken: area.tables.filter((table) => table.sitting).length,
                all: area.tables.length,
              })}
            </span>
          </h3>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-2 sm:grid-cols-[repeat(auto-fill,minmax(8.25rem,1fr))] 2xl:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]">
            {area.shown.map((table) => (
              <li key={table.id}>
                <TableCard
                  table={table}
                  isTakeaway={area.isTakeaway}
                  now={now}
                  isOpen={table.id === openTableId}
                  onOpen={() => onOpen(table.id)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function TableCard({
  table,
  isTakeaway,
  now,
  isOpen,
  onOpen,
}: {
  table: FloorTable
  isTakeaway: boolean
  now: number | null
  isOpen: boolean
  onOpen: () => void
}) {
  const t = useTranslations('staff')
  const { priceOf } = useMoney()
  const { Icon, card, tag } = TABLE_STYLES[table.state]
  const { sitting } = table
  const minutes = sitting && minutesSince(sitting.openedAt, now)
  const state = t(`${isTakeaway ? 'stateOfNumber' : 'state'}.${table.state}`)
  const isPressing =
    now !== null && (sitting?.needs ?? []).some((need) => pressureOf(need, now) >= 1)

  return (
    <button
      type="button"
      onClick={onOpen}
      aria-pressed={isOpen}
      aria-label={t('floor.openTable', { table: table.name, state })}
      className={cn(
        'flex h-28 w-full flex-col justify-between whitespace-nowrap rounded-2xl border p-2.5 text-left transition-colors sm:p-3',
        card,
        isPressing && 'ring-2 ring-danger',
        isOpen && 'outline-3 outline-primary outline-offset-2',
      )}
    >
      <span className="flex items-start justify-between gap-1">
        <strong className="min-w-0 truncate text-xl leading-tight">{table.name}</strong>
        <span className="flex shrink-0 items-center gap-1 text-ink-soft text-xs">
          {isTakeaway ? (
            <ShoppingBag aria-hidden className="size-3.5" />
          ) : (
            <>
              <Users aria-hidden className="size-3.5" />
              {sitting ? `${sitting.guests}/${table.seats}` : table.seats}
            </>
          )}
        </span>
      </span>
      {sitting && (
        <span className="flex items-end justify-between gap-1 text-sm tabular-nums">
          <span className="font-semibold">
            {sitting.owedCents > 0 && priceOf(sitting.owedCents)}
          </span>
          <span className="flex gap-1">
            {[...new Set(sitting.needs.map((need) => need.kind))].map((kind) => {
              const look = NEED_STYLES[kind]
              return (
                <span
                  key={kind}
                  role="img"
                  aria-label={t(`needs.kind.${kind}`)}
                  className={cn('grid size-6 place-items-center rounded-lg', look.tone)}
                >
                  <look.Icon aria-hidden className="size-3.5" />
                </span>
              )
            })}
          </span>
        </span>
      )}
      <span className="flex items-center justify-between gap-1 text-xs">
        <span className={cn('flex min-w-0 items-center gap-1 font-medium', tag)}>
          <Icon aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{state}</span>
        </span>
        {minutes !== null && (
          <span className="text-ink-soft tabular-nums">{t('floor.minutes', { minutes })}</span>
        )}
      </span>
    </button>
  )
}
