'use client'
// When the restaurant is open: several spans a weekday, also over midnight, and days that are
// otherwise.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { CalendarPlus, Copy, Plus, X } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { type Desk, useDesk } from '@/components/desk/desk'
import { PartForm } from '@/components/desk/part-form'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { MOST_SPANS, type Span, spanOf, spansFault } from '@/domain/house'
import { setHours } from '@/forms/house'
import type { AppRouter } from '@/server/router'
import { NowCard } from './now-card'
import { FormCard, Read, SettingsPage } from './settings-page'

type Hours = inferRouterOutputs<AppRouter>['house']['hours']
type TypedSpan = { from: string; to: string }

/** Monday first, as a week is worked. */
const WEEK = [1, 2, 3, 4, 5, 6, 0]
const USUAL: TypedSpan = { from: '10:00', to: '22:00' }
const DAY_MINUTES = 1_440

/** As a time field shows it: a whole day is from 00:00 to 00:00. */
const timeText = (minute: number) => {
  const shown = minute % DAY_MINUTES
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`
}
const typedSpan = ({ fromMinute, toMinute }: Span): TypedSpan => ({
  from: timeText(fromMinute),
  to: timeText(toMinute),
})
/** NaN where nothing is typed, which every schema refuses. */
const readSpan = ({ from, to }: TypedSpan): Span =>
  spanOf(from, to) ?? { fromMinute: Number.NaN, toMinute: Number.NaN }

export function HoursScreen({ desk }: { desk: Desk }) {
  return (
    <SettingsPage desk={desk} place="hours">
      <NowCard />
      <OpeningHours key={desk.storeRole.storeId} />
    </SettingsPage>
  )
}

function OpeningHours() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const hours = useQuery(trpc.house.hours.queryOptions({ storeId }))
  return (
    <Read query={hours}>
      {(fresh) => (
        <PartForm fresh={fresh}>
          {(part, onKept) => <HoursForm part={part} onKept={onKept} />}
        </PartForm>
      )}
    </Read>
  )
}

function HoursForm({ part, onKept }: { part: Hours; onKept: (kept: Hours) => void }) {
  const t = useTranslations('settings.hours')
  const format = useFormatter()
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const form = useForm({
    schema: setHours,
    typed: {
      openingHours: part.openingHours.map(({ weekday, ...span }) => ({
        weekday,
        ...typedSpan(span),
      })),
      specialDays: part.specialDays.map(({ spans, ...day }) => ({
        ...day,
        spans: spans.map(typedSpan),
      })),
    },
    read: ({ openingHours, specialDays }) => ({
      openingHours: openingHours.map(({ weekday, ...span }) => ({ weekday, ...readSpan(span) })),
      specialDays: specialDays.map(({ spans, ...day }) => ({ ...day, spans: spans.map(readSpan) })),
    }),
    says: { openingHours: t('wrong'), specialDays: t('wrongDays') },
  })
  const save = useCommand((server) => server.house.setHours.mutate, {
    said: t('saved'),
    isToldHere: true,
    onDone: (answer) => {
      queryClient.setQueryData(trpc.house.hours.queryKey({ storeId }), answer)
      onKept(answer)
    },
  })
  const { openingHours, specialDays } = form.typed
  const of = (weekday: number) => openingHours.filter((each) => each.weekday === weekday)
  const setDay = (weekday: number, spans: TypedSpan[]) =>
    form.change('openingHours', [
      ...openingHours.filter((each) => each.weekday !== weekday),
      ...spans.map((span) => ({ ...span, weekday })),
    ])
  const setAll = (spans: TypedSpan[]) =>
    form.change(
      'openingHours',
      WEEK.flatMap((weekday) => spans.map((span) => ({ ...span, weekday }))),
    )
  // 4 January 1970 was a Sunday.
  const nameOf = (weekday: number) =>
    format.dateTime(new Date(Date.UTC(1970, 0, 4 + weekday)), { weekday: 'long', timeZone: 'UTC' })
  const monday = of(1)
  return (
    <FormCard
      trouble={save.trouble ?? form.trouble}
      isBusy={save.isBusy}
      onSubmit={form.send((request) => save.run({ storeId, ...request, version: part.version }))}
    >
      {openingHours.length === 0 ? (
        <div className="space-y-3">
          <p>{t('always')}</p>
          <Button variant="outline" onClick={() => setAll([USUAL])}>
            <Plus aria-hidden className="size-4" />
            {t('begin')}
          </Button>
        </div>
      ) : (
        <>
          <ul className="divide-y divide-line">
            {WEEK.map((weekday) => (
              <li key={weekday} className="grid gap-2 py-3 sm:grid-cols-[6rem_minmax(0,1fr)]">
                <p className="font-medium sm:pt-2.5">{nameOf(weekday)}</p>
                <Spans
                  name={nameOf(weekday)}
                  spans={of(weekday)}
                  onChange={(spans) => setDay(weekday, spans)}
                />
              </li>
            ))}
          </ul>
          <div className="flex flex-wrap gap-2">
            <Button variant="outline" size="sm" onClick={() => setAll(monday)}>
              <Copy aria-hidden className="size-4" />
              {t('copy', { day: nameOf(1) })}
            </Button>
            <Button variant="ghost" size="sm" onClick={() => setAll([])}>
              {t('clear')}
            </Button>
          </div>
        </>
      )}
      <section aria-labelledby="special-days" className="space-y-3 border-line border-t pt-4">
        <h2 id="special-days" className="font-semibold text-lg">
          {t('special')}
        </h2>
        <p className="text-ink-soft text-sm">{t('specialHint')}</p>
        <ul className="space-y-3">
          {specialDays.map((day, index) => {
            const change = (next: Partial<typeof day>) =>
              form.change(
                'specialDays',
                specialDays.map((each, at) => (at === index ? { ...each, ...next } : each)),
              )
            return (
              <li key={index} className="space-y-2 rounded-xl border border-line p-3">
                <div className="flex flex-wrap items-center gap-2">
                  <Input
                    type="date"
                    aria-label={t('day')}
                    value={day.day}
                    onChange={({ target }) => change({ day: target.value })}
                    className="w-auto!"
                  />
                  <Input
                    aria-label={t('dayName')}
                    placeholder={t('dayNameExample')}
                    value={day.name}
                    maxLength={40}
                    onChange={({ target }) => change({ name: target.value })}
                    className="min-w-32 flex-1"
                  />
                  <IconButton
                    name={t('removeDay', { day: day.day })}
                    onClick={() =>
                      form.change(
                        'specialDays',
                        specialDays.filter((_, at) => at !== index),
                      )
                    }
                  />
                </div>
                <Spans name={day.day} spans={day.spans} onChange={(spans) => change({ spans })} />
              </li>
            )
          })}
        </ul>
        <Button
          variant="outline"
          onClick={() =>
            form.change('specialDays', [
              ...specialDays,
              { day: '', name: '', names: {}, spans: [] },
            ])
          }
        >
          <CalendarPlus aria-hidden className="size-4" />
          {t('addDay')}
        </Button>
      </section>
    </FormCard>
  )
}

/** The hours of one day; none = closed. */
function Spans({
  name,
  spans,
  onChange,
}: {
  name: string
  spans: readonly TypedSpan[]
  onChange: (spans: TypedSpan[]) => void
}) {
  const t = useTranslations('settings.hours')
  const read = spans.map(({ from, to }) => spanOf(from, to))
  const fault = read.includes(null) ? 'empty' : spansFault(read as Span[])
  const change = (index: number, next: Partial<TypedSpan>) =>
    onChange(spans.map(({ from, to }, at) => ({ from, to, ...(at === index && next) })))
  return (
    <div className="min-w-0 space-y-2">
      {spans.length === 0 && <p className="py-2.5 text-ink-soft">{t('closed')}</p>}
      {spans.map(({ from, to }, index) => (
        <div key={index} className="flex flex-wrap items-center gap-2">
          <Input
            type="time"
            aria-label={t('from', { day: name })}
            value={from}
            onChange={({ target }) => change(index, { from: target.value })}
            className="w-auto!"
          />
          <span aria-hidden>–</span>
          <Input
            type="time"
            aria-label={t('to', { day: name })}
            value={to}
            onChange={({ target }) => change(index, { to: target.value })}
            className="w-auto!"
          />
          {read[index] && read[index].toMinute > DAY_MINUTES && (
            <span className="text-ink-soft text-sm">{t('nextDay')}</span>
          )}
          <IconButton
            name={t('remove', { day: name, span: `${from}–${to}` })}
            onClick={() => onChange(spans.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <p role="status" className="text-danger text-sm empty:hidden">
        {fault && t(`fault.${fault}`)}
      </p>
      {spans.length < MOST_SPANS && (
        <Button
          variant="ghost"
          size="sm"
          aria-label={t('addTo', { day: name })}
          onClick={() => onChange([...spans.map(({ from, to }) => ({ from, to })), USUAL])}
        >
          <Plus aria-hidden className="size-4" />
          {t('add')}
        </Button>
      )}
    </div>
  )
}

function IconButton({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={name}
      onClick={onClick}
      className="grid size-11 shrink-0 place-items-center rounded-xl text-ink-soft"
    >
      <X aria-hidden className="size-5" />
    </button>
  )
}
