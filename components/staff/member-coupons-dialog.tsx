// At the counter: a member's coupons, one of which staff put on the bill or take off it.

import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { CouponList } from '@/components/pay/coupon-list'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useTRPC } from '@/components/wire/trpc'
import { useDesk } from './desk'
import { Failed, Loading } from './standing'
import { useAfterDeed } from './use-after-deed'

export function MemberCouponsDialog({
  orderId,
  onClose,
}: {
  orderId: number
  onClose: () => void
}) {
  const t = useTranslations('staff')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { onSettled } = useAfterDeed()
  const wish = { storeId, orderId }
  const coupons = useQuery(trpc.payment.couponsForStaff.queryOptions(wish, { staleTime: 0 }))
  const put = useMutation(trpc.payment.applyCouponForStaff.mutationOptions())
  const take = useMutation(trpc.payment.removeCouponForStaff.mutationOptions())
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('bill.coupons')}
      text={t('bill.couponsText')}
    >
      {!coupons.data &&
        (coupons.isError ? (
          <Failed error={coupons.error} onRetry={() => void coupons.refetch()} />
        ) : (
          <Loading />
        ))}
      {coupons.data?.length === 0 && <p className="text-ink-soft">{t('bill.noCoupons')}</p>}
      {coupons.data && (
        <CouponList
          coupons={coupons.data}
          onPut={(couponId) => put.mutateAsync({ ...wish, couponId })}
          onTake={() => take.mutateAsync(wish)}
          onSettled={onSettled}
        />
      )}
      <div className="mt-4 flex justify-end">
        <Button variant="outline" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  )
}
