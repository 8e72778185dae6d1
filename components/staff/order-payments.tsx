// How an order was paid and what went back, with the way to give money back for who may.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Button } from '@/components/ui/button'
import { useMoney } from '@/components/ui/money'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { PartPaper } from './order-paper'
import { RefundDialog } from './refund-dialog'
import type { PaymentView } from './types'
import { useReasonWords } from './use-reason-words'

export function OrderPayments({ orderId }: { orderId: number }) {
  const t = useTranslations('staff.bill')
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const bill = useQuery(trpc.billing.billForStaff.queryOptions({ storeId, orderId }))
  const payments = bill.data?.bills.flatMap((each) => each.payments) ?? []
  const owedCents = bill.data?.bills[0]?.order.owedCents ?? 0
  const [isRefunding, setIsRefunding] = useState(false)
  if (payments.length === 0) return null
  const mayRefund = may('payment.refund') && payments.some((each) => each.refundableCents > 0)
  return (
    <>
      <ul className="mt-2 space-y-1">
        {payments.map((payment) => (
          <li key={payment.id}>
            <PaymentRow payment={payment} isPart={payment.amountCents < owedCents} />
          </li>
        ))}
      </ul>
      {mayRefund && (
        <Button variant="outline" className="mt-2 w-full" onClick={() => setIsRefunding(true)}>
          {t('refund')}
        </Button>
      )}
      {isRefunding && <RefundDialog orderId={orderId} onClose={() => setIsRefunding(false)} />}
    </>
  )
}

function PaymentRow({ payment, isPart }: { payment: PaymentView; isPart: boolean }) {
  const { sumOf } = useMoney()
  const t = useTranslations('staff.bill')
  const nameOf = useTranslations('methods')
  const { clock } = useTimes()
  return (
    <>
      <div className="flex min-h-10 items-center gap-2 text-sm">
        <span className="flex-1">
          {nameOf(`${payment.method}.short`)}
          <span className="ml-2 text-ink-soft tabular-nums">
            {payment.state === 'pending'
              ? t('pending')
              : clock(payment.paidAt ?? payment.createdAt)}
          </span>
          {payment.provider === 'simulator' && (
            <span className="block text-danger">{t('simulated')}</span>
          )}
        </span>
        <span className="tabular-nums">{sumOf(payment.amountCents)}</span>
        {isPart && payment.state === 'succeeded' && (
          <PartPaper
            orderId={payment.orderId}
            paymentId={payment.id}
            amount={sumOf(payment.amountCents)}
          />
        )}
      </div>
      {payment.refunds.map((refund) => (
        <RefundRow key={refund.id} refund={refund} />
      ))}
    </>
  )
}

function RefundRow({ refund }: { refund: PaymentView['refunds'][number] }) {
  const { sumOf } = useMoney()
  const t = useTranslations('staff')
  const reasonWords = useReasonWords()
  const { storeId, may } = useDesk()
  const retry = useCommand((server) => server.refunds.retryRefund.mutate, { stale: AT_A_TABLE })
  const isFailed = refund.state === 'failed'
  const again = (by: 'platform' | 'cash') => retry.run({ storeId, refundId: refund.id, by })
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-2 text-ink-soft text-sm">
      <p className="flex-1">
        <span className={isFailed ? 'text-danger' : undefined}>
          {t(`bill.refundState.${refund.state}`)}
        </span>{' '}
        · {reasonWords(refund.reason)}
        {refund.isInCash && ` · ${t('refund.inCash')}`}
        {refund.state === 'pending' &&
          refund.attempts > 1 &&
          ` · ${t('refund.attempts', { count: refund.attempts })}`}
        {refund.trouble && refund.state !== 'succeeded' && (
          <span className="block text-danger">
            {t(`refund.trouble.${refund.trouble}`, { word: refund.platformWord ?? '' })}
          </span>
        )}
      </p>
      <span className="tabular-nums">{sumOf(-refund.amountCents)}</span>
      {refund.needsRetry && may('payment.refund') && (
        <div className="flex w-full justify-end gap-2">
          <Button size="sm" variant="outline" disabled={retry.isBusy} onClick={() => again('cash')}>
            {t('refund.cashInstead')}
          </Button>
          <Button
            size="sm"
            variant="outline"
            disabled={retry.isBusy}
            onClick={() => again('platform')}
          >
            {t('refund.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}
