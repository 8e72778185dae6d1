// One dish of an order: how far it is, whether it waits to be fired, and what may be done to it.

import { Ban, Check, CirclePause, EllipsisVertical, Flame, PencilLine, Scale } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { LINE_TONES } from '@/components/desk/styles'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { LOSSES } from '@/domain/access'
import { type Language, nameIn } from '@/domain/language'
import { BEGUN, mayMoveLine } from '@/domain/ordering'
import { LineChanges } from './line-changes'
import { NoteDialog } from './note-dialog'
import { PriceDialog } from './price-dialog'
import { TakeBackDialog } from './take-back-dialog'
import type { LineView } from './types'

export function OrderLine({
  line,
  isConfirmed,
  isPaid,
}: {
  line: LineView
  isConfirmed: boolean
  /** What somebody paid for is refunded, not taken back. */
  isPaid: boolean
}) {
  const { sumOf } = useMoney()
  const portions = usePortions()
  const t = useTranslations('staff.line')
  const language = useLocale() as Language
  const { storeId, may } = useDesk()
  const serve = useCommand((server) => server.kitchen.serve.mutate, { stale: AT_A_TABLE })
  const fire = useCommand((server) => server.kitchen.fire.mutate, { stale: AT_A_TABLE })
  const hold = useCommand((server) => server.kitchen.hold.mutate, { stale: AT_A_TABLE })
  const [dialog, setDialog] = useState<'takeBack' | 'note' | 'price' | null>(null)

  const { state } = line
  const dish = nameIn(language, line)
  const isGone = state === 'voided'
  const isUnfinished = state === 'held' || state === 'queued' || state === 'cooking'
  const mayFire = may('line.pace') && isConfirmed && state === 'held'
  const mayHold = may('line.pace') && isConfirmed && mayMoveLine(state, 'held')
  const mayServe = may('line.serve') && isConfirmed && mayMoveLine(state, 'served')
  const mayNote = may('order.place') && isUnfinished
  const mayTakeBack = may('line.void') && !isPaid && mayMoveLine(state, 'voided')
  const { rate } = line
  const mayPrice = may('line.price') && rate !== null && !isGone && !isPaid
  const priceWord = t(rate?.perGrams ? 'weigh' : 'setPrice')
  const isManagers = BEGUN.includes(state) && !may(LOSSES['void begun'])
  const only = { storeId, lineIds: [line.id] }
  const close = () => setDialog(null)

  return (
    <div className="py-1">
      <div className="flex min-h-12 items-center gap-2">
        <div className={cn('min-w-0 flex-1', isGone && 'text-ink-soft line-through')}>
          <p className="leading-snug">
            {dish} <span className="text-ink-soft tabular-nums">{portions.of(line)}</span>
          </p>
          <Details line={line} />
          {state === 'held' && (
            <Badge tone={LINE_TONES.held} className="mt-1">
              <CirclePause aria-hidden className="size-3.5" />
              {t('state.held')}
              {line.course > 0 && ` · ${t('course', { course: line.course })}`}
            </Badge>
          )}
        </div>
        <span
          className={cn('text-right text-sm tabular-nums', isGone && 'text-ink-soft line-through')}
        >
          {!isGone && line.listUnitCents > line.unitCents && (
            <s className="block text-ink-soft">
              <span className="sr-only">{t('listPrice')}</span>
              {sumOf(line.listUnitCents * line.quantity)}
            </s>
          )}
          {isGone || line.isPriced ? (
            sumOf(line.totalCents)
          ) : (
            <Badge tone="warning">
              <Scale aria-hidden className="size-3.5" />
              {portions.waiting(line)}
            </Badge>
          )}
        </span>
        {mayPrice && !line.isPriced ? (
          <Button size="sm" aria-label={`${priceWord} ${dish}`} onClick={() => setDialog('price')}>
            {priceWord}
          </Button>
        ) : mayFire ? (
          <Button
            size="sm"
            variant="secondary"
            aria-label={t('fireName', { dish })}
            disabled={fire.isBusy}
            onClick={() => fire.run(only)}
          >
            {t('fire')}
          </Button>
        ) : state === 'ready' && mayServe ? (
          <Button
            size="sm"
            aria-label={t('serveName', { dish })}
            disabled={serve.isBusy}
            onClick={() => serve.run(only)}
          >
            {t('serve')}
          </Button>
        ) : (
          (isGone || (isConfirmed && state !== 'held')) && (
            <Badge tone={LINE_TONES[state]}>{t(`state.${state}`)}</Badge>
          )
        )}
        {(mayServe || mayHold || mayNote || mayTakeBack || mayPrice) && (
          <Menu>
            <MenuTrigger
              aria-label={t('more', { dish })}
              className="grid size-11 shrink-0 place-items-center rounded-lg text-ink-soft"
            >
              <EllipsisVertical aria-hidden className="size-4" />
            </MenuTrigger>
            <MenuContent>
              {mayPrice && (
                <MenuItem onClick={() => setDialog('price')}>
                  <Scale aria-hidden /> {line.isPriced ? t('priceAgain') : priceWord}
                </MenuItem>
              )}
              {mayFire && (
                <MenuItem onClick={() => fire.run(only)}>
                  <Flame aria-hidden /> {t('fire')}
                </MenuItem>
              )}
              {mayHold && (
                <MenuItem onClick={() => hold.run(only)}>
                  <CirclePause aria-hidden /> {t('hold')}
                </MenuItem>
              )}
              {mayServe && (
                <MenuItem onClick={() => serve.run(only)}>
                  <Check aria-hidden /> {t('serveAnyway')}
                </MenuItem>
              )}
              {mayNote && (
                <MenuItem onClick={() => setDialog('note')}>
                  <PencilLine aria-hidden /> {t('changeNote')}
                </MenuItem>
              )}
              {mayTakeBack && (
                <MenuItem disabled={isManagers} onClick={() => setDialog('takeBack')}>
                  <Ban aria-hidden /> {t(isManagers ? 'voidByManager' : 'void')}
                </MenuItem>
              )}
            </MenuContent>
          </Menu>
        )}
      </div>
      <LineChanges changes={line.changes} />
      <TakeBackDialog line={line} isOpen={dialog === 'takeBack'} onClose={close} />
      {dialog === 'price' && rate && <PriceDialog line={line} rate={rate} onClose={close} />}
      {dialog === 'note' && <NoteDialog line={line} onClose={close} />}
    </div>
  )
}

/** What its weight costs, options and note. */
function Details({ line }: { line: LineView }) {
  const { chosen, note } = line
  const portions = usePortions()
  const language = useLocale() as Language
  const details = [
    portions.rateOf(line),
    ...chosen.map(
      (option) => nameIn(language, option) + (option.quantity > 1 ? ` ×${option.quantity}` : ''),
    ),
    note,
  ].filter(Boolean)
  if (details.length === 0) return null
  return <p className="text-ink-soft text-sm leading-snug">{details.join(' · ')}</p>
}
