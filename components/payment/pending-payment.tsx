// A payment under way: who pays and since when, how long it still may take, a way back to it, a way
// out of it. What another phone began and left is taken over by anybody at the table, after a short
// while.

import { LoaderCircle } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { GuestFace, useGuestName } from '@/components/ui/guest-face'
import { useMoney } from '@/components/ui/money'
import { useCommand } from '@/components/wire/use-command'
import type { Payment, TableBill } from '../billing/types'
import { MethodMark } from './method-mark'
import { useTimeLeft } from './use-time-left'

export function PendingPayment({
  code,
  payment,
  party,
}: {
  code: string
  payment: Payment
  party: Pick<TableBill, 'guests' | 'ownNumber'>
}) {
  const { sumOf } = useMoney()
  const t = useTranslations('pay')
  const nameOf = useTranslations('methods')
  const left = useTimeLeft(payment.expiresAt)
  const { method } = payment

  const cancel = useCommand((server) => server.payment.cancel.mutate, {
    stale: ['billing', 'payment'],
  })
  const giveUp = () => cancel.run({ code, paymentId: payment.id })

  return (
    <section role="status" className="space-y-4 rounded-2xl border border-line bg-canvas p-4">
      <div className="flex items-center gap-3">
        <MethodMark method={method} />
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2 font-semibold">
            <LoaderCircle aria-hidden className="size-4 text-primary motion-safe:animate-spin" />
            {t(method === 'cash' ? 'pending.cash' : 'pending.title')}
          </p>
          <p className="text-ink-soft text-sm tabular-nums">
            {nameOf(`${method}.short`)} · {sumOf(payment.amountCents)}
          </p>
        </div>
      </div>
      <p className="text-ink-soft text-sm tabular-nums">
        {method === 'cash' && t('pending.cashHint')}
        {method !== 'cash' && (left === null ? t('pending.over') : t('pending.left', { left }))}
      </p>
      {!payment.isMine && (
        <Others payment={payment} party={party} isBusy={cancel.isBusy} onTake={giveUp} />
      )}
      {payment.isMine && (
        <div className="flex gap-3">
          <Button variant="outline" className="flex-1" disabled={cancel.isBusy} onClick={giveUp}>
            {t('pending.cancel')}
          </Button>
          {payment.payUrl && (
            <Button className="flex-1" onClick={() => location.assign(payment.payUrl ?? '')}>
              {t('pending.resume')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

/** Who began it and when, and from when on it may be taken over. */
function Others({
  payment,
  party,
  isBusy,
  onTake,
}: {
  payment: Payment
  party: Pick<TableBill, 'guests' | 'ownNumber'>
  isBusy: boolean
  onTake: () => void
}) {
  const t = useTranslations('pay.pending')
  const format = useFormatter()
  const guestNameOf = useGuestName(party.ownNumber ?? undefined)
  const untilMine = useTimeLeft(payment.takeOverAt ?? payment.createdAt)
  const payer = party.guests.find(({ number }) => number === payment.guestNumber)
  const mayTake = payment.takeOverAt !== null && untilMine === null
  return (
    <>
      <p className="flex items-start gap-2 text-sm tabular-nums">
        {payer && <GuestFace guest={payer} className="size-6! text-[0.7rem]!" />}
        <span className="min-w-0 pt-0.5">
          {t('by', {
            who: payer ? guestNameOf(payer) : t('staff'),
            time: format.dateTime(new Date(payment.createdAt), { timeStyle: 'short' }),
          })}
          {untilMine && ` ${t('takeOverIn', { left: untilMine })}`}
        </span>
      </p>
      {mayTake && (
        <Button variant="outline" className="w-full" disabled={isBusy} onClick={onTake}>
          {t('takeOver')}
        </Button>
      )}
    </>
  )
}
