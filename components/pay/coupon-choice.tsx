// The guest's own coupons on the bill.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/components/wire/trpc'
import { CouponList } from './coupon-list'

export function CouponChoice({ code, orderId }: { code: string; orderId: number }) {
  const t = useTranslations('pay.coupons')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const coupons = useQuery(trpc.payment.coupons.queryOptions({ code, orderId }, { staleTime: 0 }))
  const put = useMutation(trpc.payment.applyCoupon.mutationOptions())
  const take = useMutation(trpc.payment.removeCoupon.mutationOptions())
  if (!coupons.data || coupons.data.length === 0) return null
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{t('title')}</legend>
      <CouponList
        coupons={coupons.data}
        onPut={(couponId) => put.mutateAsync({ code, orderId, couponId })}
        onTake={() => take.mutateAsync({ code, orderId })}
        onSettled={() =>
          Promise.all(
            [trpc.payment, trpc.ordering, trpc.membership].map((room) =>
              queryClient.invalidateQueries(room.pathFilter()),
            ),
          )
        }
      />
    </fieldset>
  )
}
