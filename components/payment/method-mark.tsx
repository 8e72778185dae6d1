// The mark of a way to pay: its sign on its own colour, and never the colour alone.

import { cn } from '@/components/ui/cn'
import type { PaymentMethod } from '@/domain/methods'
import { METHOD_STYLES } from './method-styles'

export function MethodMark({ method, isSmall }: { method: PaymentMethod; isSmall?: boolean }) {
  const { ground, sign: Sign } = METHOD_STYLES[method]
  const size = isSmall ? 'size-6 rounded-lg text-xs' : 'size-10 rounded-xl text-lg'
  return (
    <span aria-hidden className={cn('grid shrink-0 place-items-center', size, ground)}>
      {typeof Sign === 'string' ? (
        <span className="font-bold">{Sign}</span>
      ) : (
        <Sign className="size-3/5" />
      )}
    </span>
  )
}
