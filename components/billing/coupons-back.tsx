// What is said of coupons that came back from a bill by themselves, and why.

import { TicketPercent } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { useMoney } from '@/components/ui/money'
import { type Language, nameIn } from '@/domain/language'
import type { Bill } from './types'

type Order = Pick<Bill['order'], 'cameBack' | 'paymentStatus' | 'state'>

export function CouponsBack({ order }: { order: Order }) {
  const t = useTranslations('pay.coupons.back')
  const language = useLocale() as Language
  const { sumOf } = useMoney()
  const isOver = order.state === 'cancelled' || order.paymentStatus === 'refunded'
  return order.cameBack.map((coupon, nth) => {
    const name = nameIn(language, coupon)
    const { minimumCents, isOthers } = coupon
    return (
      <p
        key={`${nth} ${name}`}
        role="status"
        className="mt-2 flex gap-2 rounded-2xl bg-primary-soft px-3 py-2 text-sm"
      >
        <TicketPercent aria-hidden className="mt-0.5 size-4 shrink-0 text-primary" />
        <span className="min-w-0 break-words">
          {isOver
            ? t('over', { name })
            : isOthers
              ? t('others', { name })
              : minimumCents > 0
                ? t('below', { name, sum: sumOf(minimumCents) })
                : t('idle', { name })}
        </span>
      </p>
    )
  })
}
