// Rows of figures; numbers stand right, under each other. What a list is sorted by is said in its
// heading, and changed there.

import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const

type Column = {
  name: string
  isNumber?: boolean
  /** Whether the list is sorted by it, which way, and what a tap asks for. */
  sort?: { direction: 'asc' | 'desc' | null; onSort?: () => void }
}

export function FigureTable({
  columns,
  rows,
}: {
  columns: Column[]
  rows: { key: string | number; cells: ReactNode[] }[]
}) {
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="text-ink-soft">
          {columns.map(({ name, isNumber, sort }) => (
            <th
              key={name}
              scope="col"
              aria-sort={sort?.direction ? ARIA_SORT[sort.direction] : undefined}
              className={cn(
                'sticky top-0 bg-surface px-2 py-1.5 font-medium',
                isNumber ? 'text-right' : 'text-left',
              )}
            >
              {sort?.onSort ? (
                <button
                  type="button"
                  onClick={sort.onSort}
                  className="inline-flex min-h-11 items-center gap-1 underline-offset-4 hover:underline"
                >
                  <Sorted name={name} direction={sort.direction} />
                </button>
              ) : (
                <Sorted name={name} direction={sort?.direction ?? null} />
              )}
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
                className={cn('px-2 py-2', isNumber && 'whitespace-nowrap text-right tabular-nums')}
              >
                {cells[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Sorted({ name, direction }: { name: string; direction: 'asc' | 'desc' | null }) {
  if (!direction) return name
  const Arrow = direction === 'desc' ? ArrowDown : ArrowUp
  return (
    <span className="inline-flex items-center gap-1 font-semibold text-ink">
      {name}
      <Arrow aria-hidden className="size-3.5" />
    </span>
  )
}
