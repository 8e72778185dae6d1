// An order round by round: what waits to be confirmed, what comes first in the kitchen, and its dishes.

import { useMutation } from '@tanstack/react-query'
import { Check, ChevronsUp, Timer } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useTRPC } from '@/components/wire/trpc'
import { useDesk } from './desk'
import { OrderLine } from './order-line'
import { ReprintSlip } from './order-paper'
import { ReasonDialog } from './reason-dialog'
import type { OrderView, RoundView } from './shapes'
import { useAfterDeed } from './use-after-deed'
import { useTimes } from './use-times'

export function OrderRounds({ order }: { order: OrderView }) {
  return (
    <ol className="divide-y divide-line">
      {order.rounds.map((round) => (
        <li key={round.id} className="py-3 first:pt-0 last:pb-0">
          <Round order={order} round={round} />
        </li>
      ))}
    </ol>
  )
}

function Round({ order, round }: { order: OrderView; round: RoundView }) {
  const t = useTranslations('staff.order')
  const { clock } = useTimes()
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const after = useAfterDeed()
  const confirm = useMutation(trpc.ordering.decideRound.mutationOptions(after))
  const reject = useMutation(
    trpc.ordering.decideRound.mutationOptions({ onSettled: after.onSettled }),
  )
  const [isRejecting, setIsRejecting] = useState(false)
  const waitsForPayment = order.mode === 'pay_first' && !order.isSettled

  return (
    <>
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-soft text-sm">
        <span className="font-medium text-ink">{t('round', { number: round.number })}</span>
        <span className="tabular-nums">{clock(round.placedAt)}</span>
        <span>
          {round.guestNumber ? t('roundBy', { number: round.guestNumber }) : t('roundByStaff')}
        </span>
        {round.state !== 'confirmed' && (
          <Badge tone={round.state === 'pending' ? 'warning' : 'neutral'}>
            {t(`roundState.${round.state}`)}
          </Badge>
        )}
        <Rush round={round} />
        {round.state === 'confirmed' && may('line.pace') && <ReprintSlip roundId={round.id} />}
      </header>
      {round.note && <p className="mt-1 text-sm">{t('note', { note: round.note })}</p>}
      {round.rejectReason && (
        <p className="mt-1 text-ink-soft text-sm">
          {t('rejectedBecause', { reason: round.rejectReason })}
        </p>
      )}
      <ul className="mt-1">
        {round.lines.map((line) => (
          <li key={line.id}>
            <OrderLine
              line={line}
              isConfirmed={round.state === 'confirmed'}
              isPaid={order.paidCents > 0}
            />
          </li>
        ))}
      </ul>
      {round.state === 'pending' && waitsForPayment && (
        <p className="mt-2 text-ink-soft text-sm">{t('waitsForPayment')}</p>
      )}
      {round.state === 'pending' && !waitsForPayment && may('order.decide') && (
        <div className="sticky -bottom-4 -mx-1 mt-1 flex gap-2 bg-surface px-1 pt-2 pb-4">
          <Button
            className="flex-1"
            disabled={confirm.isPending}
            onClick={() => confirm.mutate({ storeId, roundId: round.id, decision: 'confirm' })}
          >
            <Check aria-hidden /> {t('confirm')}
          </Button>
          <Button
            variant="outline"
            disabled={confirm.isPending}
            onClick={() => setIsRejecting(true)}
          >
            {t('reject')}
          </Button>
        </div>
      )}
      <ReasonDialog
        isOpen={isRejecting}
        onClose={() => setIsRejecting(false)}
        title={t('rejectTitle', { number: round.number })}
        text={t('rejectText')}
        action={t('reject')}
        onReason={(reason) =>
          reject.mutateAsync({ storeId, roundId: round.id, decision: 'reject', reason })
        }
      />
    </>
  )
}

/** Whether the round was asked after (催菜) or comes before all others (加急), as long as the kitchen is not done with it. */
function Rush({ round }: { round: RoundView }) {
  const t = useTranslations('staff.order')
  const { clock } = useTimes()
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const mark = useMutation(trpc.kitchen.markUrgent.mutationOptions(useAfterDeed()))
  const isInKitchen =
    round.state === 'confirmed' &&
    round.lines.some(({ state }) => state === 'held' || state === 'queued' || state === 'cooking')
  if (!isInKitchen) return null

  const isUrgent = round.urgentAt !== null
  return (
    <>
      {round.hurriedAt && (
        <Badge tone="warning">
          <Timer aria-hidden className="size-3.5" />
          {t('hurried', { time: clock(round.hurriedAt) })}
        </Badge>
      )}
      {round.urgentAt && (
        <Badge tone="danger">
          <ChevronsUp aria-hidden className="size-3.5" />
          {t('urgentSince', { time: clock(round.urgentAt) })}
        </Badge>
      )}
      {may('line.pace') && (
        <Button
          size="sm"
          variant="ghost"
          className="ml-auto"
          disabled={mark.isPending}
          onClick={() => mark.mutate({ storeId, roundId: round.id, isUrgent: !isUrgent })}
        >
          {!isUrgent && <ChevronsUp aria-hidden className="size-4" />}
          {t(isUrgent ? 'notUrgent' : 'urgent')}
        </Button>
      )}
    </>
  )
}
