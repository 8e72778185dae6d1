// How an order was paid and what went back, with the way to give money back for who may.

import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { centsFromYuanText, yuanText } from '@/domain/money'
import { useDesk } from './desk'
import { ReasonDialog } from './reason-dialog'
import type { PaymentView } from './shapes'
import { useAfterDeed } from './use-after-deed'
import { useTimes } from './use-times'

export function OrderPayments({ orderId }: { orderId: number }) {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const bill = useQuery(trpc.payment.billForStaff.queryOptions({ storeId, orderId }))
  const payments = bill.data?.bills.flatMap((each) => each.payments) ?? []
  if (payments.length === 0) return null
  return (
    <ul className="mt-2 space-y-1">
      {payments.map((payment) => (
        <li key={payment.id}>
          <PaymentRow payment={payment} />
        </li>
      ))}
    </ul>
  )
}

function PaymentRow({ payment }: { payment: PaymentView }) {
  const t = useTranslations('staff.bill')
  const { may } = useDesk()
  const { clock } = useTimes()
  const [isRefunding, setIsRefunding] = useState(false)
  return (
    <>
      <div className="flex min-h-10 items-center gap-2 text-sm">
        <span className="flex-1">
          {t(`method.${payment.method}`)}
          <span className="ml-2 text-ink-soft tabular-nums">
            {payment.state === 'pending'
              ? t('pending')
              : clock(payment.paidAt ?? payment.createdAt)}
          </span>
        </span>
        <span className="tabular-nums">¥{yuanText(payment.amountCents)}</span>
        {may('payment.refund') && payment.refundableCents > 0 && (
          <Button size="sm" variant="outline" onClick={() => setIsRefunding(true)}>
            {t('refund')}
          </Button>
        )}
      </div>
      {payment.refunds.map((refund) => (
        <p key={refund.id} className="flex gap-2 text-ink-soft text-sm">
          <span className="flex-1">
            {t(`refundState.${refund.state}`)} · {refund.reason}
          </span>
          <span className="tabular-nums">−¥{yuanText(refund.amountCents)}</span>
        </p>
      ))}
      {isRefunding && <RefundDialog payment={payment} onClose={() => setIsRefunding(false)} />}
    </>
  )
}

/** Asks how much and why; a retry sends the same key, so money goes back once. */
function RefundDialog({ payment, onClose }: { payment: PaymentView; onClose: () => void }) {
  const t = useTranslations('staff.bill')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const after = useAfterDeed()
  const [amount, setAmount] = useState(yuanText(payment.refundableCents))
  const key = useRef(newKey())
  const refund = useMutation(
    trpc.payment.refund.mutationOptions({
      onSettled: after.onSettled,
      onSuccess: () => toast.success(t('refundDone')),
    }),
  )
  const amountCents = centsFromYuanText(amount)
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={t('refundTitle', { method: t(`method.${payment.method}`) })}
      text={t('refundText', { amount: yuanText(payment.refundableCents) })}
      action={t('refund')}
      isReady={amountCents !== null && amountCents > 0}
      onReason={(reason) =>
        refund.mutateAsync({
          storeId,
          paymentId: payment.id,
          amountCents: amountCents ?? 0,
          reason,
          key: key.current,
        })
      }
    >
      <label className="block space-y-1.5">
        <span className="font-medium text-sm">{t('refundAmount')}</span>
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          aria-invalid={amountCents === null}
          className="text-right tabular-nums"
          onChange={(event) => {
            key.current = newKey()
            setAmount(event.target.value)
          }}
        />
      </label>
    </ReasonDialog>
  )
}
