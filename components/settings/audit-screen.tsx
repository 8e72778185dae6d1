'use client'
// Who did what to what, by person, kind and day; whether the chain it is kept in is unbroken; and
// what of a day should be looked at: how goods and money left without being paid for.

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { Download, ScrollText, ShieldAlert, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useFormatter, useMessages, useTranslations } from 'use-intl'
import { type Desk, useDesk } from '@/components/desk/desk'
import { percentText } from '@/components/desk/typed'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import type { AppRouter } from '@/server/router'
import { SettingsPage } from './settings-page'

type Outputs = inferRouterOutputs<AppRouter>
type Entry = Outputs['house']['audit']['entries'][number]

/** The chain is walked every other second. */
const LOOK_AGAIN_MS = 15_000

export function AuditScreen({ desk }: { desk: Desk }) {
  return (
    <SettingsPage desk={desk} place="audit" isWide>
      <Chain />
      <Audit key={desk.storeRole.storeId} />
    </SettingsPage>
  )
}

function Chain() {
  const t = useTranslations('settings.audit')
  const format = useFormatter()
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.house.auditChain.queryOptions({ storeId }, { refetchInterval: LOOK_AGAIN_MS }),
  )
  if (!data) return null
  const { linked, checked, checkedAt, broken, hash } = data
  const Icon = broken ? ShieldAlert : ShieldCheck
  return (
    <section
      aria-label={t('chain')}
      className={cn(
        'flex items-start gap-3 rounded-2xl p-4 text-sm',
        broken ? 'bg-danger-soft text-danger' : 'bg-success-soft text-success',
      )}
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      <div className="min-w-0">
        <p className="font-semibold" role="status">
          {broken
            ? t('broken', { number: broken })
            : linked === 0
              ? t('empty')
              : t('unbroken', { checked, linked })}
        </p>
        {checkedAt && (
          <p className="tabular-nums">
            {t('checkedAt', {
              time: format.dateTime(new Date(checkedAt), {
                dateStyle: 'medium',
                timeStyle: 'short',
                hourCycle: 'h23',
              }),
            })}
          </p>
        )}
        {hash && <p className="break-all font-mono text-xs">{t('hash', { hash })}</p>}
      </div>
    </section>
  )
}

function Audit() {
  const t = useTranslations('settings.audit')
  const tAudit = useTranslations('audit')
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const messages = useMessages() as unknown as { audit: { kind: Record<string, string> } }
  const [person, setPerson] = useState('')
  const [kind, setKind] = useState('')
  const [day, setDay] = useState('')
  const people = useQuery(trpc.house.auditPeople.queryOptions({ storeId })).data ?? []
  const asked = {
    storeId,
    staffId: person === '' ? null : person === 'nobody' ? ('nobody' as const) : Number(person),
    kind: kind || null,
    untilDay: day || null,
  }
  const audit = useInfiniteQuery(
    trpc.house.audit.infiniteQueryOptions(asked, {
      getNextPageParam: ({ next }) => next,
      placeholderData: keepPreviousData,
    }),
  )
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? []
  const fromDay = audit.data?.pages.at(-1)?.fromDay
  const days = `period=custom&custom_start=${fromDay}&custom_end=${day || ''}`
  const file = (format: string) =>
    `/api/reports/audit.${format}?store_id=${storeId}&${day && fromDay ? days : 'days=31'}`
  return (
    <>
      {may('report.see') && <ExceptionsOfDay day={day} />}
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        <Field label={t('person')}>
          <Select value={person} onChange={({ target }) => setPerson(target.value)}>
            <option value="">{t('everybody')}</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value="nobody">{t('nobody')}</option>
          </Select>
        </Field>
        <Field label={t('kind')}>
          <Select value={kind} onChange={({ target }) => setKind(target.value)}>
            <option value="">{t('everything')}</option>
            {Object.entries(messages.audit.kind).map(([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('until')}>
          <Input type="date" value={day} onChange={({ target }) => setDay(target.value)} />
        </Field>
      </div>
      {may('report.see') && (
        <div className="flex flex-wrap gap-2">
          {['csv', 'xlsx'].map((format) => (
            <Button
              key={format}
              size="sm"
              variant="outline"
              render={<a href={file(format)} download />}
            >
              <Download aria-hidden className="size-4" />
              {format.toUpperCase()}
            </Button>
          ))}
        </div>
      )}
      {!audit.data &&
        (audit.error ? (
          <Failed error={audit.error} onRetry={() => void audit.refetch()} />
        ) : (
          <Loading />
        ))}
      {audit.data && entries.length === 0 && (
        <Notice Icon={ScrollText} title={t('none')}>
          {t('noneHint', { day: fromDay ?? '' })}
        </Notice>
      )}
      {entries.length > 0 && (
        <ol className="divide-y divide-line rounded-2xl border border-line bg-surface">
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} say={tAudit} />
          ))}
        </ol>
      )}
      {audit.hasNextPage && (
        <Button
          variant="outline"
          className="w-full"
          disabled={audit.isFetchingNextPage}
          onClick={() => void audit.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
      {audit.data && !audit.hasNextPage && fromDay && (
        <Button variant="ghost" className="w-full" onClick={() => setDay(dayBefore(fromDay))}>
          {t('earlier', { day: fromDay })}
        </Button>
      )}
    </>
  )
}

const dayBefore = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

function EntryRow({
  entry,
  say,
}: {
  entry: Entry
  say: ReturnType<typeof useTranslations<'audit'>>
}) {
  const t = useTranslations('settings.audit')
  const format = useFormatter()
  const lines = useDetails(entry.details)
  const action = `action.${entry.action}` as never
  const [kind = ''] = entry.action.split('.')
  const who =
    entry.staffName ?? (entry.keyName ? t('program', { name: entry.keyName }) : t('nobody'))
  return (
    <li className="grid gap-x-4 gap-y-1 p-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <time dateTime={entry.at} className="text-ink-soft text-sm tabular-nums">
        {format.dateTime(new Date(entry.at), {
          dateStyle: 'short',
          timeStyle: 'medium',
          hourCycle: 'h23',
        })}
      </time>
      <div className="min-w-0">
        <p className="break-words">
          <span className="font-semibold">{who}</span>{' '}
          {say.has(action) ? say(action) : entry.action}{' '}
          <span className="text-ink-soft">
            {say.has(`kind.${kind}` as never) ? '' : entry.subject} #{entry.subjectId}
          </span>
        </p>
        {lines.length > 0 && (
          <dl className="mt-1 space-y-0.5 text-sm">
            {lines.map(({ name, before, after }) => (
              <div key={name} className="flex flex-wrap gap-x-2">
                <dt className="text-ink-soft">{name}</dt>
                <dd className="min-w-0 break-words">
                  {before !== null && (
                    <>
                      <del className="text-ink-soft">{before}</del>
                      <span aria-hidden> → </span>
                    </>
                  )}
                  {after}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  )
}

type Line = { name: string; before: string | null; after: string }

/** What an entry says, in words: each field with what it was and what it became. */
function useDetails(details: Record<string, unknown>): Line[] {
  const t = useTranslations('audit')
  const { sumOf } = useMoney()
  const nameOf = (field: string) => {
    const key = `field.${field}` as never
    return t.has(key) ? t(key) : field
  }
  const textOf = (field: string, value: unknown): string => {
    if (value === null) return t(/Limit/.test(field) ? 'noLimit' : 'nothing')
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (typeof value === 'number' && field.endsWith('Cents')) return sumOf(value)
    if (typeof value === 'number' && field.endsWith('BasisPoints')) return `${percentText(value)}%`
    if (typeof value === 'object') return JSON.stringify(value)
    return String(value) || t('nothing')
  }
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const { from, to, ...rest } = details
  const changed =
    isRecord(from) && isRecord(to)
      ? Object.keys(to).map((field) => ({
          name: nameOf(field),
          before: textOf(field, from[field] ?? null),
          after: textOf(field, to[field]),
        }))
      : from !== undefined || to !== undefined
        ? [
            {
              name: nameOf('details'),
              before: textOf('', from ?? null),
              after: textOf('', to ?? null),
            },
          ]
        : []
  const others = Object.entries(rest)
    .filter(([, value]) => value !== '')
    .map(([field, value]) => ({ name: nameOf(field), before: null, after: textOf(field, value) }))
  return [...changed, ...others]
}

/** Voids, cancelled orders, refunds, reopened bills and discounts of one day, by person. */
function ExceptionsOfDay({ day }: { day: string }) {
  const t = useTranslations('settings.audit')
  const tKinds = useTranslations('settings.audit.exception')
  const { sumOf } = useMoney()
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.analytics.exceptions.queryOptions({
      storeId,
      ...(day
        ? { period: 'custom' as const, customStart: day, customEnd: day }
        : { period: 'today' as const }),
    }),
  )
  const reopened = useQuery(trpc.house.reopenings.queryOptions({ storeId, day: day || null }))
  if (!data || !reopened.data) return null
  const rows = [
    ...data.rows.map((row) => ({
      key: `${row.exception} ${row.discount_kind} ${row.staff_id} ${row.reason}`,
      who: row.staff_name,
      what: tKinds(row.exception),
      times: row.count,
      reason: row.reason,
      amount: sumOf(row.amount_cents),
    })),
    ...reopened.data.map(({ staffId, staffName, reason, count }) => ({
      key: `reopen ${staffId} ${reason}`,
      who: staffName,
      what: tKinds('reopen'),
      times: count,
      reason,
      amount: '',
    })),
  ]
  return (
    <section aria-labelledby="exceptions" className="rounded-2xl border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="exceptions" className="min-w-40 flex-1 font-semibold text-lg">
          {day ? t('exceptionsOf', { day }) : t('exceptionsToday')}
        </h2>
        <Button size="sm" variant="ghost" render={<Link href={`/reports?store=${storeId}`} />}>
          {t('toReports')}
        </Button>
      </div>
      {rows.length === 0 ? (
        <p className="text-ink-soft text-sm">{t('noExceptions')}</p>
      ) : (
        <ul className="mt-2 divide-y divide-line">
          {rows.map(({ key, who, what, times, reason, amount }) => (
            <li key={key} className="flex flex-wrap justify-between gap-x-4 py-2 text-sm">
              <span>
                <span className="font-medium">{who ?? t('nobody')}</span> {what} ·{' '}
                {t('times', { times })}
                {reason && <span className="text-ink-soft"> · {reason}</span>}
              </span>
              <span className="tabular-nums">{amount}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
