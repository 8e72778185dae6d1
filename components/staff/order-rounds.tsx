// An order round by round: what waits to be confirmed, what comes first in the kitchen, and its
// dishes.

import { Check, CheckCheck, ChevronsUp, Clock, ShoppingBag, Timer } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { AllergyBand } from '@/components/menu/allergy-band'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ReasonDialog } from '@/components/ui/reason-dialog'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { useSeenBy } from './line-changes'
import { OrderLine } from './order-line'
import { ReprintSlip } from './order-paper'
import type { OrderView, RoundView } from './types'
import { useDishReasons } from './use-dish-reasons'
import { useReasonWords } from './use-reason-words'

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
  const reasonWords = useReasonWords()
  const t = useTranslations('staff.order')
  const { clock } = useTimes()
  const dishReasons = useDishReasons()
  const { storeId, may } = useDesk()
  const confirm = useCommand((server) => server.ordering.decideRound.mutate, { stale: AT_A_TABLE })
  const reject = useCommand((server) => server.ordering.decideRound.mutate, { stale: AT_A_TABLE })
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
        {round.isTakeaway && (
          <Badge tone="info">
            <ShoppingBag aria-hidden className="size-3.5" />
            {t('takeaway')}
          </Badge>
        )}
        {round.state !== 'confirmed' && (
          <Badge tone={round.state === 'pending' ? 'warning' : 'neutral'}>
            {t(`roundState.${round.state}`)}
          </Badge>
        )}
        <Rush round={round} />
        {round.state === 'confirmed' && may('line.pace') && <ReprintSlip roundId={round.id} />}
      </header>
      {round.state !== 'rejected' && <RoundAllergies round={round} />}
      {round.note && <p className="mt-1 text-sm">{t('note', { note: round.note })}</p>}
      {round.rejectReason && (
        <p className="mt-1 text-ink-soft text-sm">
          {t('rejectedBecause', { reason: reasonWords(round.rejectReason) })}
        </p>
      )}
      <ul className="mt-1">
        {round.lines.map((line) => (
          <li key={line.id}>
            <OrderLine
              line={line}
              isConfirmed={round.state === 'confirmed'}
              isPaid={order.isSettled}
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
            disabled={confirm.isBusy}
            onClick={() => confirm.run({ storeId, roundId: round.id, decision: 'confirm' })}
          >
            <Check aria-hidden /> {t('confirm')}
          </Button>
          <Button variant="outline" disabled={confirm.isBusy} onClick={() => setIsRejecting(true)}>
            {t('reject')}
          </Button>
        </div>
      )}
      <ReasonDialog
        common={dishReasons}
        isOpen={isRejecting}
        onClose={() => setIsRejecting(false)}
        title={t('rejectTitle', { number: round.number })}
        text={t('rejectText')}
        action={t('reject')}
        onReason={(reason) =>
          reject.ask({ storeId, roundId: round.id, decision: 'reject', reason })
        }
      />
    </>
  )
}

/** What its party is allergic to, and whether the kitchen has read it: who, where and when. */
function RoundAllergies({ round }: { round: RoundView }) {
  const t = useTranslations('allergies')
  const who = useSeenBy(round.allergiesSeenBy)
  const Icon = round.isAllergiesSeen ? CheckCheck : Clock
  return (
    <AllergyBand allergies={round.allergies} className="mt-1.5 rounded-xl px-3 py-2">
      <p className="mt-0.5 flex items-start gap-1.5 text-sm">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        {[t(round.isAllergiesSeen ? 'read' : 'unread'), ...who].join(' · ')}
      </p>
    </AllergyBand>
  )
}

/**
 * Whether the round was asked after (催菜) or comes before all others (加急), as long as the kitchen is
 * not done with it.
 */
function Rush({ round }: { round: RoundView }) {
  const t = useTranslations('staff.order')
  const { clock } = useTimes()
  const { storeId, may } = useDesk()
  const mark = useCommand((server) => server.kitchen.markUrgent.mutate, { stale: AT_A_TABLE })
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
          disabled={mark.isBusy}
          onClick={() => mark.run({ storeId, roundId: round.id, isUrgent: !isUrgent })}
        >
          {!isUrgent && <ChevronsUp aria-hidden className="size-4" />}
          {t(isUrgent ? 'notUrgent' : 'urgent')}
        </Button>
      )}
    </>
  )
}
