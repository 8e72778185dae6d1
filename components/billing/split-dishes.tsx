// The dishes of a bill, to be ticked: what is paid is ticked already, what another is paying carries their face, and one dish
// may be shared by several.

import { Check, UsersRound } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { GuestFace } from '@/components/ui/guest-face'
import { useMoney } from '@/components/ui/money'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { type Language, nameIn } from '@/domain/language'
import { MAXIMUM_WAYS } from '@/domain/split'
import type { SplitView } from './types'
import type { Split } from './use-split'

type Line = SplitView['lines'][number]

export function SplitDishes({ view, split }: { view: SplitView; split: Split }) {
  return (
    <ul className="divide-y divide-line">
      {view.lines.map((line) => (
        <li key={line.id}>
          {line.openCents > 0 && view.freeCents > 0 ? (
            <OpenDish line={line} split={split} />
          ) : (
            <TakenDish line={line} view={view} />
          )}
        </li>
      ))}
    </ul>
  )
}

function OpenDish({ line, split }: { line: Line; split: Split }) {
  const { sumOf } = useMoney()
  const t = useTranslations('split')
  const name = nameIn(useLocale() as Language, line)
  const quantity = split.items[line.id] ?? 0
  const sharedBy = split.share?.lineId === line.id ? split.share.of : null
  const isChosen = quantity > 0 || sharedBy !== null
  return (
    <div className="py-1">
      <div className="flex items-center gap-2">
        <label className="flex min-h-12 min-w-0 flex-1 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            checked={isChosen}
            onChange={() =>
              sharedBy === null
                ? split.pick(line.id, isChosen ? 0 : line.quantity)
                : split.shareOf(null)
            }
            className="size-5 shrink-0 accent-primary"
          />
          <span className="min-w-0 flex-1 break-words">
            {name}
            {line.quantity > 1 && <span className="text-ink-soft"> × {line.quantity}</span>}
          </span>
          <span className="tabular-nums">{sumOf(line.openCents)}</span>
        </label>
        <button
          type="button"
          aria-label={t('shareDish', { name })}
          aria-pressed={sharedBy !== null}
          onClick={() => split.shareOf(sharedBy === null ? { lineId: line.id, of: 2 } : null)}
          className={cn(
            'grid size-11 shrink-0 place-items-center rounded-full',
            sharedBy === null ? 'text-ink-soft hover:bg-ink/5' : 'bg-primary-soft text-primary',
          )}
        >
          <UsersRound aria-hidden className="size-5" />
        </button>
      </div>
      {sharedBy !== null && (
        <div className="flex items-center gap-3 pb-2 pl-8">
          <span className="flex-1 text-ink-soft text-sm">{t('sharedBy')}</span>
          <QuantityStepper
            value={sharedBy}
            minimum={2}
            maximum={MAXIMUM_WAYS}
            onChange={(of) => split.shareOf({ lineId: line.id, of })}
            name={t('sharedBy')}
          />
        </div>
      )}
      {quantity > 0 && line.quantity > 1 && (
        <div className="flex items-center gap-3 pb-2 pl-8">
          <span className="flex-1 text-ink-soft text-sm">{t('portions')}</span>
          <QuantityStepper
            value={quantity}
            minimum={1}
            maximum={line.quantity}
            onChange={(next) => split.pick(line.id, next)}
            name={name}
          />
        </div>
      )}
    </div>
  )
}

function TakenDish({ line, view }: { line: Line; view: SplitView }) {
  const t = useTranslations('split')
  const name = nameIn(useLocale() as Language, line)
  // A part by money claims no dish: when nothing is free, who pays it locks what is still open.
  const isPaid = line.openCents === 0 ? line.lockedCents === 0 : view.openCents === 0
  const lockers = line.lockedBy.length > 0 ? line.lockedBy : view.lockedBy
  const payers = view.guests.filter((guest) => lockers.includes(guest.number))
  return (
    <div className="flex min-h-12 items-center gap-3 py-1 text-ink-soft">
      {isPaid ? (
        <Check aria-hidden className="size-5 shrink-0 text-success" />
      ) : (
        payers.map((guest) => <GuestFace key={guest.number} guest={guest} />)
      )}
      <span className="min-w-0 flex-1 break-words">
        {name}
        {line.quantity > 1 && ` × ${line.quantity}`}
      </span>
      <span className="text-sm">{isPaid ? t('paid') : t('lockedBy', { who: whoOf(payers) })}</span>
    </div>
  )

  function whoOf(guests: SplitView['guests']): string {
    if (guests.length === 0) return t('staff')
    return guests
      .map((guest) =>
        guest.number === view.ownNumber
          ? t('you')
          : (guest.nickname ?? t('guest', { number: guest.number })),
      )
      .join(t('and'))
  }
}
