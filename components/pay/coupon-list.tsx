// A member's coupons on one bill: what each takes off, which one is on it, and why another cannot be used now.

import { Check, TicketPercent } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { isUnanswered } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { sumOf } from './money'
import type { BillCoupon } from './shapes'

export function CouponList({
  coupons,
  onPut,
  onTake,
  onSettled,
}: {
  coupons: BillCoupon[]
  onPut: (couponId: number) => Promise<unknown>
  /** Takes off the one that is on the bill. */
  onTake: () => Promise<unknown>
  onSettled: () => Promise<unknown>
}) {
  const t = useTranslations('pay.coupons')
  const [isBusy, setIsBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const choose = async (coupon: BillCoupon) => {
    setIsBusy(true)
    setTrouble(null)
    try {
      if (coupons.some((each) => each.isOnBill)) await onTake()
      if (!coupon.isOnBill) await onPut(coupon.id)
    } catch (error) {
      setTrouble(isUnanswered(error) ? t('unanswered') : (error as Error).message)
    }
    await onSettled()
    setIsBusy(false)
  }
  return (
    <div className="space-y-2">
      {coupons.map((coupon) => (
        <CouponRow
          key={coupon.id}
          coupon={coupon}
          isBusy={isBusy}
          onChoose={() => void choose(coupon)}
        />
      ))}
      {trouble && (
        <p role="alert" className="rounded-xl bg-danger-soft p-3 text-danger text-sm">
          {trouble}
        </p>
      )}
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
  const t = useTranslations('pay.coupons')
  return ({ isOnBill, trouble, kind, dishName, minimumCents }) => {
    if (isOnBill) return t('onBill')
    if (trouble === 'coupon.expired') return t('expired')
    if (trouble === 'coupon.other-member') return t('otherMember')
    const needs = [
      minimumCents > 0 ? t('from', { sum: sumOf(minimumCents) }) : '',
      kind === 'gift' ? t('withDish', { dish: dishName ?? '' }) : '',
    ].filter((each) => each !== '')
    return needs.length > 0 ? needs.join(' · ') : t('tap')
  }
}
