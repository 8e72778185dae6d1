// One report: its name, its content once it is there, what to do when it is not; and its figures as a table for who wants them.

import { ChartColumn, Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Skeleton } from '@/components/ui/skeleton'
import { Failed } from '../staff/standing'

export function Panel<Data>({
  title,
  query,
  isEmpty,
  chart,
  table,
  className,
}: {
  title: string
  query: { data: Data | undefined; error: { message: string } | null; refetch: () => unknown }
  isEmpty: (data: Data) => boolean
  chart?: (data: Data) => ReactNode
  table: (data: Data) => ReactNode
  className?: string
}) {
  const t = useTranslations('reports')
  const [isTable, setIsTable] = useState(!chart)
  const { data, error } = query
  return (
    <section
      aria-label={title}
      className={cn(
        'flex min-w-0 flex-col rounded-2xl border border-line bg-surface p-5',
        className,
      )}
    >
      <header className="mb-3 flex h-9 items-center justify-between gap-3">
        <h2 className="font-semibold">{title}</h2>
        {chart && (
          <button
            type="button"
            aria-pressed={isTable}
            aria-label={isTable ? t('asChart') : t('asTable')}
            onClick={() => setIsTable(!isTable)}
            className="grid size-11 place-items-center rounded-lg text-ink-soft hover:bg-ink/5"
          >
            {isTable ? (
              <ChartColumn aria-hidden className="size-4" />
            ) : (
              <Table2 aria-hidden className="size-4" />
            )}
          </button>
        )}
      </header>
      {data === undefined && error && <Failed error={error} onRetry={() => void query.refetch()} />}
      {data === undefined && !error && <Skeleton className="min-h-56 flex-1" />}
      {data !== undefined && isEmpty(data) && (
        <p className="grid min-h-56 flex-1 place-items-center text-ink-soft">{t('empty')}</p>
      )}
      {data !== undefined && !isEmpty(data) && (isTable || !chart ? table(data) : chart(data))}
    </section>
  )
}

/** Rows of figures; numbers stand right, under each other. */
export function FigureTable({
  columns,
  rows,
}: {
  columns: { name: string; isNumber?: boolean }[]
  rows: { key: string | number; cells: ReactNode[] }[]
}) {
  return (
    <div className="-mx-2 max-h-96 overflow-auto">
      <table className="w-full text-sm">
        <thead>
          <tr className="text-ink-soft">
            {columns.map(({ name, isNumber }) => (
              <th
                key={name}
                scope="col"
                className={cn(
                  'sticky top-0 bg-surface px-2 py-1.5 font-medium',
                  isNumber ? 'text-right' : 'text-left',
                )}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-line border-t">
              {columns.map(({ name, isNumber }, index) => (
                <td
                  key={name}
                  className={cn(
                    'px-2 py-2',
                    isNumber && 'whitespace-nowrap text-right tabular-nums',
                  )}
                >
                  {cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
