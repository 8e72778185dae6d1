// A QR code, dark on white whatever the theme: cameras need it.

import { useMemo } from 'react'
import { encode } from 'uqr'
import { cn } from './cn'

export function Qr({ text, className }: { text: string; className?: string }) {
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { ecc: 'M', border: 2 })
    const cells = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])),
    )
    return { size, path: cells.join('') }
  }, [text])
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={text}
      shapeRendering="crispEdges"
      className={cn('rounded-2xl bg-code-ground p-2', className)}
    >
      <path d={path} className="fill-code" />
    </svg>
  )
}
