// One order whole: its rounds, its bill, and what may be done to it as a whole.

import { CheckCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { ORDER_TONES, PAYMENT_TONES } from '@/components/desk/styles'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ReasonDialog } from '@/components/ui/reason-dialog'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { LOSSES } from '@/domain/access'
import { openCents } from '@/domain/billing'
import { BEGUN } from '@/domain/ordering'
import { HeldDishes } from './held-dishes'
import { OrderBill } from './order-bill'
import { BillPaper } from './order-paper'
import { OrderPayments } from './order-payments'
import { OrderRounds } from './order-rounds'
import type { OrderView } from './types'
import { useDishReasons } from './use-dish-reasons'
import { useReasonWords } from './use-reason-words'

export function OrderCard({ order }: { order: OrderView }) {
  const t = useTranslations('staff.order')
  const reasonWords = useReasonWords()
  const number = order.number.slice(-6)
  return (
    <article
      aria-label={t('number', { number })}
      className="rounded-2xl border border-line bg-surface p-4"
    >
      <header className="mb-3 flex flex-wrap items-center gap-2">
        <h3 className="mr-auto text-ink-soft text-sm tabular-nums">{t('number', { number })}</h3>
        {order.isReopened && <Badge tone="warning">{t('beingCorrected')}</Badge>}
        <Badge tone={ORDER_TONES[order.state]}>{t(`state.${order.state}`)}</Badge>
        <Badge tone={PAYMENT_TONES[order.paymentStatus]}>
          {t(`payment.${order.paymentStatus}`)}
        </Badge>
      </header>
      {order.cancelReason && (
        <p className="mb-3 text-ink-soft text-sm">
          {t('cancelledBecause', { reason: reasonWords(order.cancelReason) })}
        </p>
      )}
      <OrderRounds order={order} />
      <HeldDishes order={order} />
      <div className="mt-3 border-line border-t pt-3">
        <OrderBill order={order} />
        <OrderPayments orderId={order.id} />
        <BillPaper orderId={order.id} />
      </div>
      <WholeOrderActions order={order} />
    </article>
  )
}

function WholeOrderActions({ order }: { order: OrderView }) {
  const t = useTranslations('staff.order')
  const dishReasons = useDishReasons()
  const { storeId, may } = useDesk()
  const serve = useCommand((server) => server.kitchen.serve.mutate, { stale: AT_A_TABLE })
  const cancel = useCommand((server) => server.ordering.cancel.mutate, {
    stale: AT_A_TABLE,
    said: t('cancelled'),
  })
  const reopen = useCommand((server) => server.billing.reopen.mutate, {
    stale: AT_A_TABLE,
    said: t('reopened'),
  })
  const close = useCommand((server) => server.payment.closeBill.mutate, {
    stale: AT_A_TABLE,
    said: t('closed'),
  })
  const [isReopening, setIsReopening] = useState(false)
  const [isCancelling, setIsCancelling] = useState(false)

  const lines = order.rounds.flatMap((round) => round.lines)
  const readyIds = lines.filter((line) => line.state === 'ready').map((line) => line.id)
  const mayServe = may('line.serve') && readyIds.length > 1
  const mayCancel =
    may('order.cancel') && order.state !== 'cancelled' && order.paidCents === 0 && !order.isSettled
  const isManagers =
    lines.some((line) => BEGUN.includes(line.state)) && !may(LOSSES['cancel begun'])
  const mayReopen = may('order.reopen') && order.isSettled && order.state !== 'cancelled'
  const isFree =
    !order.isSettled && order.state !== 'cancelled' && order.owedCents === 0 && order.awaited === 0
  const mayClose =
    may('payment.take') &&
    order.awaited === 0 &&
    (isFree || (order.isReopened && (order.state === 'cancelled' || openCents(order) === 0)))
  if (!mayServe && !mayCancel && !mayReopen && !mayClose) return null

  return (
    <footer className="mt-3 flex flex-wrap gap-2">
      {mayServe && (
        <Button
          className="flex-1"
          disabled={serve.isBusy}
          onClick={() => serve.run({ storeId, lineIds: readyIds })}
        >
          <CheckCheck aria-hidden /> {t('serveAll', { count: readyIds.length })}
        </Button>
      )}
      {mayClose && (
        <Button
          className="flex-1"
          disabled={close.isBusy}
          onClick={() => close.run({ storeId, orderId: order.id })}
        >
          {t(order.isReopened ? 'closeAgain' : 'closeFree')}
        </Button>
      )}
      {mayReopen && (
        <Button variant="ghost" onClick={() => setIsReopening(true)}>
          {t('reopen')}
        </Button>
      )}
      {mayCancel && isManagers && (
        <p className="w-full text-ink-soft text-sm">{t('cancelByManager')}</p>
      )}
      {mayCancel && !isManagers && (
        <Button variant="ghost" className="text-danger!" onClick={() => setIsCancelling(true)}>
          {t('cancel')}
        </Button>
      )}
      <ReasonDialog
        common={dishReasons}
        isOpen={isCancelling}
        onClose={() => setIsCancelling(false)}
        title={t('cancelTitle', { number: order.number.slice(-6) })}
        text={t('cancelText')}
        action={t('cancel')}
        onReason={(reason) => cancel.ask({ storeId, orderId: order.id, reason })}
      />
      <ReasonDialog
        isOpen={isReopening}
        onClose={() => setIsReopening(false)}
        title={t('reopenTitle', { number: order.number.slice(-6) })}
        text={t('reopenText')}
        action={t('reopen')}
        common={[
          t('reopenReasons.wrongBill'),
          t('reopenReasons.wrongMethod'),
          t('reopenReasons.discount'),
        ]}
        onReason={(reason) => reopen.ask({ storeId, orderId: order.id, reason })}
      />
    </footer>
  )
}
