// What an order owes and why, line by line, and what may be taken off it by hand.

import { useQuery } from '@tanstack/react-query'
import { BadgePercent, TicketPercent, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { CouponsBack } from '@/components/billing/coupons-back'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { useMoney } from '@/components/ui/money'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { openCents } from '@/domain/billing'
import type { Language } from '@/domain/language'
import { type Adjustment, percentText, reasonIn } from '@/domain/ordering'
import { DiscountDialog } from './discount-dialog'
import { MemberCouponsDialog } from './member-coupons-dialog'
import type { OrderView } from './types'

export function OrderBill({ order }: { order: OrderView }) {
  const t = useTranslations('staff.bill')
  const { sumOf } = useMoney()
  const language = useLocale() as Language
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const read = useQuery(trpc.billing.billForStaff.queryOptions({ storeId, orderId: order.id }))
  const bill = read.data?.bills[0]
  const [dialog, setDialog] = useState<'discount' | 'coupons' | null>(null)
  const open = order.state === 'cancelled' ? 0 : openCents(order)
  const isChangeable = !order.isSettled && order.state !== 'cancelled' && order.paidCents === 0
  return (
    <>
      <dl className="space-y-1 text-sm">
        <Sum name={t('items')} cents={order.itemsCents} />
        {order.adjustments.map((adjustment) => {
          const { kind, amountCents } = adjustment
          const name = t(`adjustment.${kind}`, { reason: reasonIn(language, adjustment) })
          return (
            <Sum
              key={`${kind} ${adjustment.reason} ${adjustment.discountId}`}
              name={kind === 'coupon' && amountCents === 0 ? t('couponIdle', { name }) : name}
              cents={amountCents}
            >
              {isChangeable && (kind === 'coupon' || adjustment.discountId !== null) && (
                <TakeOff order={order} adjustment={adjustment} name={name} />
              )}
            </Sum>
          )
        })}
        {order.adjustments.length > 0 && <Sum name={t('owed')} cents={order.owedCents} />}
        {bill?.taxes.map(({ basisPoints, netCents, taxCents }) => (
          <Sum
            key={basisPoints}
            name={t('includedTax', { rate: percentText(basisPoints), base: sumOf(netCents) })}
            cents={taxCents}
            className="text-ink-soft"
          />
        ))}
        {order.paidCents > 0 && <Sum name={t('paid')} cents={-order.paidCents} />}
        {order.refundedCents > 0 && <Sum name={t('refunded')} cents={order.refundedCents} />}
        <Sum
          name={open > 0 ? t('open') : t('nothingOpen')}
          cents={open}
          className="border-line border-t pt-1.5 font-semibold text-base"
        />
      </dl>
      <CouponsBack order={order} />
      <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
        {!order.isSettled && open > 0 && may('order.discount') && (
          <Button variant="outline" size="sm" onClick={() => setDialog('discount')}>
            <BadgePercent aria-hidden className="size-4" /> {t('discount')}
          </Button>
        )}
        {isChangeable && bill?.memberLevel && may('payment.take') && (
          <Button variant="outline" size="sm" onClick={() => setDialog('coupons')}>
            <TicketPercent aria-hidden className="size-4" /> {t('coupons')}
          </Button>
        )}
      </div>
      {dialog === 'discount' && <DiscountDialog order={order} onClose={() => setDialog(null)} />}
      {dialog === 'coupons' && (
        <MemberCouponsDialog orderId={order.id} onClose={() => setDialog(null)} />
      )}
    </>
  )
}

/** Takes a discount by hand, or a coupon, off the bill again. */
function TakeOff({
  order,
  adjustment: { kind, discountId },
  name,
}: {
  order: OrderView
  adjustment: Adjustment
  name: string
}) {
  const t = useTranslations('staff.bill')
  const { storeId, may } = useDesk()
  const discount = useCommand((server) => server.billing.removeDiscount.mutate, {
    stale: AT_A_TABLE,
  })
  const coupon = useCommand((server) => server.billing.removeCouponForStaff.mutate, {
    stale: AT_A_TABLE,
  })
  const remove =
    kind === 'coupon' && may('payment.take')
      ? () => coupon.run({ storeId, orderId: order.id })
      : discountId !== null && may('order.discount')
        ? () => discount.run({ storeId, discountId })
        : null
  if (!remove) return null
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-label={t('takeOff', { name })}
      disabled={discount.isBusy || coupon.isBusy}
      onClick={remove}
    >
      <X aria-hidden className="size-4" />
    </Button>
  )
}

function Sum({
  name,
  cents,
  className,
  children,
}: {
  name: string
  cents: number
  className?: string
  children?: ReactNode
}) {
  const { sumOf } = useMoney()
  return (
    <div className={cn('flex items-center justify-between gap-2', className)}>
      <dt className="min-w-0 flex-1 break-words">{name}</dt>
      <dd className="tabular-nums">{sumOf(cents)}</dd>
      {children && <dd>{children}</dd>}
    </div>
  )
}
