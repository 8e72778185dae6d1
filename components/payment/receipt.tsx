// What was paid, as a receipt: by whom, how, when, how much, what it earned, and what went back.

import { CircleCheckBig } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { GuestFace, useGuestName } from '@/components/ui/guest-face'
import { useMoney } from '@/components/ui/money'
import type { Bill, Payment, TableBill } from '../billing/types'
import { OpenReceipt } from './open-receipt'

type Party = Pick<TableBill, 'guests' | 'ownNumber'>

export function Receipt({ code, bill, party }: { code: string; bill: Bill; party: Party }) {
  const { sumOf } = useMoney()
  const t = useTranslations('pay.receipt')
  const payments = bill.payments.filter(({ state }) => state === 'succeeded')
  if (payments.length === 0) return null
  return (
    <ul className="space-y-3">
      {payments.map((payment) => (
        <li key={payment.id} className="rounded-2xl border border-line bg-canvas p-4">
          <Paid payment={payment} party={party} />
          {payment.refunds.map((refund) => (
            <p key={refund.id} className="mt-2 flex justify-between gap-4 text-sm">
              <span className="text-ink-soft">
                {refund.reason === 'surplus' ? t('surplus') : t('refund')}
                {' · '}
                {t(`refundState.${refund.state}`)}
              </span>
              <span className="tabular-nums">{sumOf(-refund.amountCents)}</span>
            </p>
          ))}
          {payment.isMine && payment.amountCents < bill.order.owedCents && (
            <div className="mt-3">
              <OpenReceipt code={code} orderId={bill.order.id} paymentId={payment.id} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function Paid({ payment, party }: { payment: Payment; party: Party }) {
  const { sumOf } = useMoney()
  const t = useTranslations('pay')
  const nameOf = useTranslations('methods')
  const format = useFormatter()
  const guestNameOf = useGuestName(party.ownNumber ?? undefined)
  const payer = party.guests.find(({ number }) => number === payment.guestNumber)
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <span className="flex items-center gap-2 font-medium">
          <CircleCheckBig aria-hidden className="size-5 shrink-0 text-success" />
          {payer && (
            <>
              <GuestFace guest={payer} className="size-6! text-[0.7rem]!" />
              {guestNameOf(payer)} ·{' '}
            </>
          )}
          {nameOf(`${payment.method}.short`)}
        </span>
        <span className="font-semibold tabular-nums">{sumOf(payment.amountCents)}</span>
      </div>
      <p className="mt-1 break-all text-ink-soft text-sm tabular-nums">
        {payment.paidAt && format.dateTime(new Date(payment.paidAt), { timeStyle: 'medium' })}
        {payment.transactionId && ` · ${payment.transactionId}`}
      </p>
      {payment.provider === 'simulator' && (
        <p className="mt-1 text-danger text-sm">{t('receipt.simulated')}</p>
      )}
      {payment.earnedPoints > 0 && (
        <p className="mt-1 text-sm text-success">
          {t('receipt.earned', { points: payment.earnedPoints })}
        </p>
      )}
    </>
  )
}
