// One report: its name, what to read from it at a glance, its figures as a chart or a table, and as a file. What is not known
// yet, could not be read or is empty says so.

import { ChartColumn, Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Skeleton } from '@/components/ui/skeleton'
import { Failed } from '../staff/standing'
import { DownloadButton, type Export } from './download-button'

export function Panel<Data>({
  title,
  note,
  controls,
  query,
  file,
  isEmpty,
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
  isEmpty: (data: Data) => boolean
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
        <div className="-mr-3 ml-auto flex items-center">
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
          <DownloadButton title={title} {...file} />
        </div>
      </header>
      {data === undefined && error && <Failed error={error} onRetry={() => void query.refetch()} />}
      {data === undefined && !error && <Skeleton className="min-h-60 flex-1" />}
      {data !== undefined && shown === undefined && (
        <p className="grid min-h-60 flex-1 place-items-center text-ink-soft">{t('empty')}</p>
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
    </section>
  )
}
