// How each way to pay looks, everywhere: its sign, the ground of its mark, its main button and its
// colour in a chart.

import { Banknote, CreditCard, type LucideIcon, MessageCircleMore } from 'lucide-react'
import type { PaymentMethod } from '@/domain/methods'

type Look = {
  /** A drawing, or one letter where a drawing would say less. */
  sign: LucideIcon | string
  ground: string
  /** The platform's own colour; empty = that of the house. */
  button: string
  chart: string
}

export const METHOD_STYLES: Record<PaymentMethod, Look> = {
  wechat: {
    sign: MessageCircleMore,
    ground: 'bg-wechat text-white',
    button: 'bg-wechat! text-white!',
    chart: 'var(--success)',
  },
  alipay: {
    sign: '支',
    ground: 'bg-alipay text-white',
    button: 'bg-alipay! text-white!',
    chart: 'var(--info)',
  },
  cash: {
    sign: Banknote,
    ground: 'bg-success text-on-fill',
    button: '',
    chart: 'var(--primary)',
  },
  credit_card: {
    sign: CreditCard,
    ground: 'bg-ink text-surface',
    button: '',
    chart: 'var(--warning)',
  },
}
