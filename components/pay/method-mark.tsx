// The mark of a way to pay: its sign on its own colour, and never the colour alone.

import { Banknote, CreditCard, type LucideIcon, MessageCircleMore } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { PaymentMethod } from '@/domain/payment'

const MARKS: Record<PaymentMethod, { ground: string; Icon: LucideIcon | null }> = {
  wechat: { ground: 'bg-wechat text-white', Icon: MessageCircleMore },
  alipay: { ground: 'bg-alipay text-white', Icon: null },
  credit_card: { ground: 'bg-ink text-surface', Icon: CreditCard },
  cash: { ground: 'bg-success text-on-fill', Icon: Banknote },
}

export function MethodMark({ method, isSmall }: { method: PaymentMethod; isSmall?: boolean }) {
  const { ground, Icon } = MARKS[method]
  const size = isSmall ? 'size-6 rounded-lg text-xs' : 'size-10 rounded-xl text-lg'
  return (
    <span aria-hidden className={cn('grid shrink-0 place-items-center', size, ground)}>
      {Icon ? <Icon className="size-3/5" /> : <span className="font-bold">支</span>}
    </span>
  )
}
