// At the counter: a member's coupons, one of which staff put on the bill or take off it.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { type CouponChange, CouponList } from '@/components/billing/coupon-list'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Failed, Loading } from '@/components/ui/placeholders'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'

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
  const request = { storeId, orderId }
  const coupons = useQuery(trpc.billing.couponsForStaff.queryOptions(request, { staleTime: 0 }))
  const change = useCommand(
    ({ billing }) =>
      async ({ takesOff, couponId }: CouponChange) => {
        if (takesOff) await billing.removeCouponForStaff.mutate(request)
        if (couponId !== null) await billing.applyCouponForStaff.mutate({ ...request, couponId })
      },
    { stale: AT_A_TABLE, isToldHere: true },
  )
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
      {coupons.data && <CouponList coupons={coupons.data} change={change} />}
      <div className="mt-4 flex justify-end">
        <Button variant="outline" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  )
}
