// One coupon: what it is worth, from which amount, until when, and the code that the till may ask
// for.

import { TicketPercent } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { useMoney } from '@/components/ui/money'
import { type Language, listIn, nameIn } from '@/domain/language'
import type { Coupon, Offer } from './types'

const TONES: Record<Coupon['state'], BadgeTone> = {
  usable: 'success',
  'on-bill': 'info',
  used: 'neutral',
  expired: 'neutral',
  voided: 'neutral',
}

export function CouponCard({ coupon, children }: { coupon: Coupon; children?: ReactNode }) {
  const t = useTranslations('member.coupon')
  const format = useFormatter()
  const language = useLocale() as Language
  const worth = useWorth()
  const isInHand = coupon.state === 'usable' || coupon.state === 'on-bill'
  return (
    <li
      className={cn('rounded-2xl border border-line bg-surface p-4', !isInHand && 'text-ink-soft')}
    >
      <div className="flex items-start gap-3">
        <TicketPercent
          aria-hidden
          className={cn('mt-0.5 size-6 shrink-0', isInHand && 'text-primary')}
        />
        <div className="min-w-0 flex-1">
          <p className="break-words font-semibold">{nameIn(language, coupon.offer)}</p>
          <p className="text-sm">{worth(coupon.offer)}</p>
          <p className="text-ink-soft text-sm tabular-nums">
            {coupon.expiresAt
              ? t('until', {
                  day: coupon.lastDay
                    ? format.dateTime(new Date(coupon.lastDay), {
                        dateStyle: 'medium',
                        timeZone: 'UTC',
                      })
                    : format.dateTime(new Date(coupon.expiresAt), { dateStyle: 'medium' }),
                })
              : t('noEnd')}
          </p>
          {isInHand && (
            <p className="mt-1 font-medium text-sm tabular-nums tracking-wider">{coupon.code}</p>
          )}
        </div>
        <Badge tone={TONES[coupon.state]}>{t(`state.${coupon.state}`)}</Badge>
      </div>
      {children}
    </li>
  )
}

/** What an offer is worth, in words. */
export function useWorth(): (offer: Omit<Offer, 'id' | 'startsAt' | 'endsAt'>) => string {
  const { sumOf } = useMoney()
  const t = useTranslations('member.coupon')
  const language = useLocale() as Language
  return (offer) => {
    const from = offer.minimumCents > 0 ? t('from', { sum: sumOf(offer.minimumCents) }) : ''
    if (offer.kind === 'gift') return t('gift', { dish: listIn(language, offer.dishes) }) + from
    if (offer.kind === 'amount_off') {
      return t('amountOff', { sum: sumOf(offer.amountCents) }) + from
    }
    const most = offer.maximumCents ? t('atMost', { sum: sumOf(offer.maximumCents) }) : ''
    return (
      t('percentOff', {
        fold: offer.payBasisPoints / 1_000,
        percent: (10_000 - offer.payBasisPoints) / 100,
      }) +
      most +
      from
    )
  }
}
