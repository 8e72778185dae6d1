// One report: its name, what to read from it at a glance, its figures as a chart or a table, and as
// a file. What is not known yet, could not be read or is empty says so.

import { ChartColumn, Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Failed } from '@/components/ui/placeholders'
import { Skeleton } from '@/components/ui/skeleton'
import { Definitions, type Term } from './definitions'
import { DownloadButton, type Export } from './download-button'

export function Panel<Data>({
  title,
  note,
  controls,
  query,
  file,
  others,
  term,
  isEmpty,
  empty,
  chart,
  table,
  className,
}: {
  title: string
  /** The figures to remember, in words. */
  note?: (data: Data) => ReactNode
  controls?: ReactNode
  query: { data: Data | undefined; error: { message: string } | null; refetch: () => unknown }
  file: Export
  /** More files about the same. */
  others?: Export[]
  /** What its figures count. */
  term: Term
  isEmpty: (data: Data) => boolean
  /** What is said of no figures; no orders, unless said. */
  empty?: string
  chart?: (data: Data) => ReactNode
  table: (data: Data) => ReactNode
  className?: string | undefined
}) {
  const t = useTranslations('reports')
  const [isTable, setIsTable] = useState(!chart)
  const { data, error } = query
  const shown = data !== undefined && !isEmpty(data) ? data : undefined
  return (
    <section
      aria-label={title}
      className={cn(
        'flex min-w-0 flex-col rounded-2xl border border-line bg-surface px-5 pt-3 pb-5',
        className,
      )}
    >
      <header className="mb-3 flex min-h-11 flex-wrap items-center gap-x-3">
        <h2 className="font-semibold">{title}</h2>
        {note && shown !== undefined && (
          <p className="order-last w-full text-ink-soft text-sm tabular-nums xl:order-none xl:w-auto">
            {note(shown)}
          </p>
        )}
        <div className="-mr-3 ml-auto flex min-w-0 flex-wrap items-center justify-end">
          {controls}
          {chart && (
            <button
              type="button"
              aria-label={isTable ? t('asChart') : t('asTable')}
              onClick={() => setIsTable(!isTable)}
              className="grid size-11 place-items-center rounded-xl text-ink-soft hover:bg-ink/5"
            >
              {isTable ? (
                <ChartColumn aria-hidden className="size-4" />
              ) : (
                <Table2 aria-hidden className="size-4" />
              )}
            </button>
          )}
          <DownloadButton title={title} files={[file, ...(others ?? [])]} />
        </div>
      </header>
      {data === undefined && error && <Failed error={error} onRetry={() => void query.refetch()} />}
      {data === undefined && !error && <Skeleton className="min-h-60 flex-1" />}
      {data !== undefined && shown === undefined && (
        <p className="grid min-h-60 flex-1 place-items-center text-ink-soft">
          {empty ?? t('empty')}
        </p>
      )}
      {shown !== undefined && chart && !isTable && (
        <>
          <div aria-hidden className="flex flex-1 flex-col">
            {chart(shown)}
          </div>
          <div className="sr-only">{table(shown)}</div>
        </>
      )}
      {shown !== undefined && isTable && (
        <div tabIndex={chart ? 0 : undefined} className="-mx-2 max-h-[28rem] overflow-auto">
          {table(shown)}
        </div>
      )}
      <Definitions title={t('whatCounts')} terms={[term]} />
    </section>
  )
}
