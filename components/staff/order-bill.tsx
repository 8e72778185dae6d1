// What an order owes and why, line by line, and how it was paid.

import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import type { Language } from '@/domain/language'
import { yuanText } from '@/domain/money'
import { reasonIn } from '@/domain/ordering'
import { openCents } from '@/domain/payment'
import type { OrderView } from './shapes'

export function OrderBill({ order }: { order: OrderView }) {
  const t = useTranslations('staff.bill')
  const language = useLocale() as Language
  const open = order.state === 'cancelled' ? 0 : openCents(order)
  return (
    <dl className="space-y-1 text-sm">
      <Sum name={t('items')} cents={order.itemsCents} />
      {order.adjustments.map((adjustment) => (
        <Sum
          key={`${adjustment.kind} ${adjustment.discountId}`}
          name={t(`adjustment.${adjustment.kind}`, { reason: reasonIn(language, adjustment) })}
          cents={adjustment.amountCents}
        />
      ))}
      {order.adjustments.length > 0 && <Sum name={t('owed')} cents={order.owedCents} />}
      {order.paidCents > 0 && <Sum name={t('paid')} cents={-order.paidCents} />}
      {order.refundedCents > 0 && <Sum name={t('refunded')} cents={order.refundedCents} />}
      <Sum
        name={open > 0 ? t('open') : t('nothingOpen')}
        cents={open}
        className="border-line border-t pt-1.5 font-semibold text-base"
      />
    </dl>
  )
}

function Sum({ name, cents, className }: { name: string; cents: number; className?: string }) {
  return (
    <div className={cn('flex justify-between gap-4', className)}>
      <dt>{name}</dt>
      <dd className="tabular-nums">
        {cents < 0 ? '−' : ''}¥{yuanText(Math.abs(cents))}
      </dd>
    </div>
  )
}
