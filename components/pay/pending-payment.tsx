// A payment under way: how long it still may take, a way back to it, a way out of it.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { LoaderCircle } from 'lucide-react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'
import { MethodMark } from './method-mark'
import { sumOf } from './money'
import type { Payment } from './shapes'
import { useTimeLeft } from './use-time-left'

export function PendingPayment({ code, payment }: { code: string; payment: Payment }) {
  const t = useTranslations('pay')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const left = useTimeLeft(payment.expiresAt)
  const { method } = payment

  const cancel = useMutation(
    trpc.payment.cancel.mutationOptions({
      onError: (error) => toast.error(isUnanswered(error) ? t('unanswered') : error.message),
      onSettled: () => queryClient.invalidateQueries(trpc.payment.pathFilter()),
    }),
  )

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
            {t(`methods.${method}.name`)} · {sumOf(payment.amountCents)}
          </p>
        </div>
      </div>
      <p className="text-ink-soft text-sm tabular-nums">
        {method === 'cash' && t('pending.cashHint')}
        {method !== 'cash' && (left === null ? t('pending.over') : t('pending.left', { left }))}
        {!payment.isMine && ` ${t('pending.other')}`}
      </p>
      {payment.isMine && (
        <div className="flex gap-3">
          <Button
            variant="outline"
            className="flex-1"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate({ code, paymentId: payment.id })}
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
