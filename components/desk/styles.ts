// How each state looks: always an icon and a word beside the colour, so that no state is told by
// colour alone.

import {
  Armchair,
  Banknote,
  BellRing,
  Brush,
  CheckCircle2,
  CircleDashed,
  ClipboardCheck,
  ConciergeBell,
  GlassWater,
  Layers,
  type LucideIcon,
  MessageSquareText,
  Receipt,
  Scale,
  TicketPercent,
  Timer,
  Utensils,
  UtensilsCrossed,
} from 'lucide-react'
import type { LineState, OrderState, PaymentStatus } from '@/domain/ordering'
import type { TableState } from '@/domain/seating'
import type { NeedKind } from '@/domain/service'

export const TABLE_STYLES: Record<TableState, { Icon: LucideIcon; card: string; tag: string }> = {
  waiting: { Icon: ClipboardCheck, card: 'border-warning bg-warning-soft', tag: 'text-warning' },
  ordered: {
    Icon: UtensilsCrossed,
    card: 'border-primary/30 bg-primary-soft',
    tag: 'text-primary',
  },
  seated: { Icon: Armchair, card: 'border-info/30 bg-info-soft', tag: 'text-info' },
  paid: { Icon: CheckCircle2, card: 'border-success/40 bg-success-soft', tag: 'text-success' },
  free: {
    Icon: CircleDashed,
    card: 'border-dashed border-ink-soft/30 bg-transparent',
    tag: 'text-ink-soft',
  },
}

export const NEED_STYLES: Record<NeedKind, { Icon: LucideIcon; tone: string }> = {
  call: { Icon: BellRing, tone: 'bg-danger text-on-fill' },
  hurry: { Icon: Timer, tone: 'bg-danger text-on-fill' },
  confirm: { Icon: ClipboardCheck, tone: 'bg-warning text-on-fill' },
  carry: { Icon: ConciergeBell, tone: 'bg-primary text-on-fill' },
  bill: { Icon: Receipt, tone: 'bg-info text-on-fill' },
  price: { Icon: Scale, tone: 'bg-warning text-on-fill' },
  cash: { Icon: Banknote, tone: 'bg-success text-on-fill' },
  coupon: { Icon: TicketPercent, tone: 'bg-info text-on-fill' },
  water: { Icon: GlassWater, tone: 'bg-info text-on-fill' },
  tissues: { Icon: Layers, tone: 'bg-info text-on-fill' },
  cutlery: { Icon: Utensils, tone: 'bg-info text-on-fill' },
  clean: { Icon: Brush, tone: 'bg-info text-on-fill' },
  other: { Icon: MessageSquareText, tone: 'bg-danger text-on-fill' },
}

export type Tone = 'neutral' | 'info' | 'warning' | 'primary' | 'success' | 'danger'

export const ORDER_TONES: Record<OrderState, Tone> = {
  pending: 'warning',
  confirmed: 'info',
  preparing: 'info',
  serving: 'primary',
  completed: 'success',
  cancelled: 'neutral',
}

export const PAYMENT_TONES: Record<PaymentStatus, Tone> = {
  unpaid: 'neutral',
  partly_paid: 'warning',
  paid: 'success',
  partly_refunded: 'warning',
  refunded: 'neutral',
}

export const LINE_TONES: Record<LineState, Tone> = {
  held: 'neutral',
  queued: 'neutral',
  cooking: 'info',
  ready: 'primary',
  served: 'success',
  voided: 'neutral',
}
