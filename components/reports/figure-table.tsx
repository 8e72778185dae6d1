// Rows of figures; numbers stand right, under each other.

import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

export function FigureTable({
  columns,
  rows,
}: {
  columns: { name: string; isNumber?: boolean }[]
  rows: { key: string | number; cells: ReactNode[] }[]
}) {
  return (
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
