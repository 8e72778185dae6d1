// The guest's own coupons on the bill.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { type CouponChange, CouponList } from './coupon-list'

export function CouponChoice({ code, orderId }: { code: string; orderId: number }) {
  const t = useTranslations('pay.coupons')
  const trpc = useTRPC()
  const coupons = useQuery(trpc.billing.coupons.queryOptions({ code, orderId }, { staleTime: 0 }))
  const change = useCommand(
    ({ billing }) =>
      async ({ takesOff, couponId }: CouponChange) => {
        if (takesOff) await billing.removeCoupon.mutate({ code, orderId })
        if (couponId !== null) await billing.applyCoupon.mutate({ code, orderId, couponId })
      },
    { stale: ['billing', 'payment', 'ordering', 'membership'], isToldHere: true },
  )
  if (!coupons.data || coupons.data.length === 0) return null
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{t('title')}</legend>
      <CouponList coupons={coupons.data} change={change} />
    </fieldset>
  )
}
