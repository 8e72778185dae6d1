// The mark of a way to pay: its sign on its own colour, and never the colour alone.

import { Banknote, CreditCard, type LucideIcon, MessageCircleMore } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { PaymentMethod } from '@/domain/payment'

const MARKS: Record<PaymentMethod, { ground: string; Icon: LucideIcon | null }> = {
  wechat: { ground: 'bg-wechat text-white', Icon: MessageCircleMore },
  alipay: { ground: 'bg-alipay text-white', Icon: null },
  credit_card: { ground: 'bg-ink text-surface', Icon: CreditCard },
  cash: { ground: 'bg-success text-white', Icon: Banknote },
}

export function MethodMark({ method, className }: { method: PaymentMethod; className?: string }) {
  const { ground, Icon } = MARKS[method]
  return (
    <span
      aria-hidden
      className={cn('grid size-10 shrink-0 place-items-center rounded-xl', ground, className)}
    >
      {Icon ? <Icon className="size-1/2" /> : <span className="font-bold text-lg">支</span>}
    </span>
  )
}
