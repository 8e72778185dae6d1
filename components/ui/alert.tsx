// Something that has to be read before going on; what went wrong is read out at once.

import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

const TONES = {
  danger: { Icon: CircleAlert, look: 'bg-danger-soft text-danger' },
  warning: { Icon: TriangleAlert, look: 'bg-warning-soft text-warning' },
  info: { Icon: Info, look: 'bg-info-soft text-info' },
  success: { Icon: CircleCheck, look: 'bg-success-soft text-success' },
} as const satisfies Record<string, { Icon: LucideIcon; look: string }>

export type AlertTone = keyof typeof TONES

export function Alert({ tone = 'danger', children }: { tone?: AlertTone; children: ReactNode }) {
  const { Icon, look } = TONES[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cn('flex items-start gap-2 rounded-xl p-3 text-sm', look)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 break-words">{children}</div>
    </div>
  )
}
