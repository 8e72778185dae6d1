// An order round by round: what waits to be confirmed, how far each dish is, and the taps that move it on.

import { useMutation } from '@tanstack/react-query'
import { Ban, Check, EllipsisVertical } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { yuanText } from '@/domain/money'
import { mayMoveLine } from '@/domain/ordering'
import { useDesk } from './desk'
import { LINE_TONES } from './looks'
import { ReasonDialog } from './reason-dialog'
import type { LineView, OrderView, RoundView } from './shapes'
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
            <Line
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

function Line({
  line,
  isConfirmed,
  isPaid,
}: {
  line: LineView
  isConfirmed: boolean
  /** What somebody paid for is refunded, not taken back. */
  isPaid: boolean
}) {
  const t = useTranslations('staff')
  const language = useLocale() as Language
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const after = useAfterDeed()
  const serve = useMutation(trpc.kitchen.serve.mutationOptions(after))
  const takeBack = useMutation(
    trpc.ordering.voidLine.mutationOptions({ onSettled: after.onSettled }),
  )
  const [isTakingBack, setIsTakingBack] = useState(false)

  const dish = nameIn(language, line)
  const isGone = line.state === 'voided'
  const mayServe = may('line.serve') && isConfirmed && mayMoveLine(line.state, 'served')
  const mayTakeBack = may('line.void') && !isPaid && mayMoveLine(line.state, 'voided')
  const serveLine = () => serve.mutate({ storeId, lineIds: [line.id] })

  return (
    <div className="flex min-h-12 items-center gap-2 py-1">
      <div className={cn('min-w-0 flex-1', isGone && 'text-ink-soft line-through')}>
        <p className="leading-snug">
          {dish} <span className="text-ink-soft tabular-nums">×{line.quantity}</span>
        </p>
        {(line.chosen.length > 0 || line.note) && (
          <p className="text-ink-soft text-sm leading-snug">
            {[
              ...line.chosen.map(
                (option) =>
                  nameIn(language, option) + (option.quantity > 1 ? ` ×${option.quantity}` : ''),
              ),
              line.note,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
      </div>
      <span className={cn('text-sm tabular-nums', isGone && 'text-ink-soft line-through')}>
        ¥{yuanText(line.totalCents)}
      </span>
      {line.state === 'ready' && mayServe ? (
        <Button
          size="sm"
          aria-label={t('line.serveName', { dish })}
          disabled={serve.isPending}
          onClick={serveLine}
        >
          {t('line.serve')}
        </Button>
      ) : (
        (isConfirmed || isGone) && (
          <Badge tone={LINE_TONES[line.state]}>{t(`line.state.${line.state}`)}</Badge>
        )
      )}
      {(mayServe || mayTakeBack) && (
        <Menu>
          <MenuTrigger
            aria-label={t('line.more', { dish })}
            className="grid size-11 place-items-center rounded-lg text-ink-soft"
          >
            <EllipsisVertical aria-hidden className="size-4" />
          </MenuTrigger>
          <MenuContent>
            {mayServe && (
              <MenuItem onClick={serveLine}>
                <Check aria-hidden /> {t('line.serveAnyway')}
              </MenuItem>
            )}
            {mayTakeBack && (
              <MenuItem onClick={() => setIsTakingBack(true)}>
                <Ban aria-hidden /> {t('line.void')}
              </MenuItem>
            )}
          </MenuContent>
        </Menu>
      )}
      <ReasonDialog
        isOpen={isTakingBack}
        onClose={() => setIsTakingBack(false)}
        title={t('line.voidTitle', { dish })}
        text={t('line.voidText')}
        action={t('line.void')}
        onReason={(reason) => takeBack.mutateAsync({ storeId, lineId: line.id, reason })}
      />
    </div>
  )
}
