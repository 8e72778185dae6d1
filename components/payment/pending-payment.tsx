// A payment under way: how long it still may take, a way back to it, a way out of it.

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useMoney } from '@/components/ui/money'
import { useCommand } from '@/components/wire/use-command'
import type { Payment } from '../billing/types'
import { MethodMark } from './method-mark'
import { useTimeLeft } from './use-time-left'

export function PendingPayment({ code, payment }: { code: string; payment: Payment }) {
  const { sumOf } = useMoney()
  const t = useTranslations('pay')
  const nameOf = useTranslations('methods')
  const left = useTimeLeft(payment.expiresAt)
  const untilMine = useTimeLeft(payment.takeOverAt ?? payment.createdAt)
  const { method, guestNumber } = payment

  const cancel = useCommand((server) => server.payment.cancel.mutate, {
    stale: ['billing', 'payment'],
  })

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
        <p className="text-sm">
          {t('pending.other', { guest: guestNumber ?? 'none' })}
          {untilMine && ` ${t('pending.takeOverIn', { left: untilMine })}`}
        </p>
      )}
      {payment.takeOverAt !== null && untilMine === null && (
        <Button
          variant="outline"
          className="w-full"
          disabled={cancel.isBusy}
          onClick={() => cancel.run({ code, paymentId: payment.id })}
        >
          {t('pending.takeOver')}
        </Button>
      )}
      {payment.isMine && (
        <div className="flex gap-3">
          <Button
            variant="outline"
            className="flex-1"
            disabled={cancel.isBusy}
            onClick={() => cancel.run({ code, paymentId: payment.id })}
          >
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
