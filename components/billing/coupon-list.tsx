// A member's coupons on one bill: what each takes off, which one is on it, and why another cannot
// be used now.

import { Check, TicketPercent } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { Alert } from '@/components/ui/alert'
import { cn } from '@/components/ui/cn'
import { useMoney } from '@/components/ui/money'
import type { Command } from '@/components/wire/use-command'
import { type Language, listIn, nameIn } from '@/domain/language'
import type { BillCoupon } from './types'

/** Takes off the one that is on the bill, puts another on it, or both. */
export type CouponChange = { takesOff: boolean; couponId: number | null }

export function CouponList({
  coupons,
  change,
}: {
  coupons: BillCoupon[]
  change: Command<CouponChange, unknown>
}) {
  const isAnyOn = coupons.some((each) => each.isOnBill)
  return (
    <div className="space-y-2">
      {coupons.map((coupon) => (
        <CouponRow
          key={coupon.id}
          coupon={coupon}
          isBusy={change.isBusy}
          onChoose={() =>
            change.run({ takesOff: isAnyOn, couponId: coupon.isOnBill ? null : coupon.id })
          }
        />
      ))}
      {change.trouble && <Alert>{change.trouble}</Alert>}
    </div>
  )
}

function CouponRow({
  coupon,
  isBusy,
  onChoose,
}: {
  coupon: BillCoupon
  isBusy: boolean
  onChoose: () => void
}) {
  const { sumOf } = useMoney()
  const language = useLocale() as Language
  const why = useWhy()
  const { isOnBill, worthCents } = coupon
  const isUsable = coupon.trouble === null
  return (
    <button
      type="button"
      aria-pressed={isOnBill}
      disabled={isBusy || !isUsable}
      onClick={onChoose}
      className={cn(
        'flex min-h-14 w-full items-center gap-3 rounded-2xl border px-4 py-2 text-left',
        isOnBill ? 'border-primary bg-primary-soft' : 'border-line bg-surface',
        !isUsable && 'text-ink-soft',
      )}
    >
      <TicketPercent aria-hidden className={cn('size-5 shrink-0', isUsable && 'text-primary')} />
      <span className="min-w-0 flex-1">
        <span className="block break-words font-medium">{nameIn(language, coupon)}</span>
        <span className="block text-ink-soft text-sm">{why(coupon)}</span>
      </span>
      {worthCents > 0 && isUsable && (
        <span className="font-medium text-success tabular-nums">{sumOf(-worthCents)}</span>
      )}
      {isOnBill && <Check aria-hidden className="size-5 shrink-0 text-primary" />}
    </button>
  )
}

/** What to say under a coupon: that it is used, or what it still waits for. */
function useWhy(): (coupon: BillCoupon) => string {
  const { sumOf } = useMoney()
  const t = useTranslations('pay.coupons')
  const language = useLocale() as Language
  return ({ isOnBill, trouble, kind, dishes, minimumCents }) => {
    if (isOnBill) return t('onBill')
    if (trouble === 'coupon.expired') return t('expired')
    if (trouble === 'coupon.other-member') return t('otherMember')
    const needs = [
      minimumCents > 0 ? t('from', { sum: sumOf(minimumCents) }) : '',
      kind === 'gift' ? t('withDish', { dish: listIn(language, dishes) }) : '',
    ].filter((each) => each !== '')
    return needs.length > 0 ? needs.join(' · ') : t('tap')
  }
}
