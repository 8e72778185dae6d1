// The dishes of a bill, to be ticked, and what is charged per head: each with the face of who
// ordered it, the shares that others pay or have paid, and how much of it is one's own. Several
// dishes and shares of dishes make one payment.

import { Check, LoaderCircle, UserRound, UsersRound } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { GuestFace } from '@/components/ui/guest-face'
import { useMoney } from '@/components/ui/money'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { type Language, nameIn } from '@/domain/language'
import { MAXIMUM_WAYS, openHeads, sharedBy } from '@/domain/split'
import type { SplitView } from './types'
import type { Split } from './use-split'

type Line = SplitView['lines'][number]
type Guest = SplitView['guests'][number]
type Props = { view: SplitView; split: Split }

export function SplitDishes({ view, split }: Props) {
  const t = useTranslations('split')
  return (
    <div className="space-y-2">
      {split.hasOwn && (
        <button
          type="button"
          aria-pressed={split.isOwnPicked}
          onClick={() => split.pickOwn(!split.isOwnPicked)}
          className={cn(
            'inline-flex min-h-11 items-center gap-2 rounded-full border px-4 font-medium text-sm',
            split.isOwnPicked
              ? 'border-primary bg-primary-soft text-primary'
              : 'border-line hover:bg-canvas',
          )}
        >
          {split.isOwnPicked ? (
            <Check aria-hidden className="size-4" />
          ) : (
            <UserRound aria-hidden className="size-4" />
          )}
          {t('mine')}
        </button>
      )}
      <ul className="divide-y divide-line">
        {view.lines.map((line) => (
          <li key={line.id}>
            {line.openCents > 0 && view.freeCents > 0 ? (
              <OpenDish line={line} view={view} split={split} />
            ) : (
              <TakenDish line={line} view={view} />
            )}
          </li>
        ))}
        {view.heads && (
          <li>
            <Heads view={view} heads={view.heads} split={split} />
          </li>
        )}
      </ul>
      {view.bearsShares && <p className="text-ink-soft text-sm">{t('shares')}</p>}
    </div>
  )
}

function OpenDish({ line, view, split }: Props & { line: Line }) {
  const { sumOf } = useMoney()
  const t = useTranslations('split')
  const name = nameIn(useLocale() as Language, line)
  const picked = split.pickedOf(line.id)
  // Who comes second shares as the first began to.
  const begun = sharedBy(line)
  const shares = picked?.of ?? null
  const share = (of: number, quantity: number) => split.pick(line.id, { of, quantity })
  return (
    <div className={cn('-mx-2 rounded-xl px-2 py-1', picked && 'bg-primary-soft/50')}>
      <div className="flex items-center gap-1">
        <label className="flex min-h-12 min-w-0 flex-1 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            checked={picked !== null}
            onChange={() =>
              split.pick(
                line.id,
                picked ? null : begun ? { quantity: 1, of: begun } : { quantity: line.quantity },
              )
            }
            className="size-5 shrink-0 accent-primary"
          />
          <span className="min-w-0 flex-1">
            <DishName line={line} view={view} name={name} />
          </span>
          <span className="text-right tabular-nums">
            {sumOf(picked && shares ? shareCents(line, picked.quantity, shares) : line.openCents)}
            {shares !== null && picked && (
              <span className="block text-primary text-xs">
                {t('fraction', { quantity: picked.quantity, of: shares })}
              </span>
            )}
          </span>
        </label>
        <button
          type="button"
          aria-label={t('shareDish', { name })}
          aria-pressed={shares !== null}
          onClick={() =>
            shares === null
              ? share(begun ?? 2, 1)
              : split.pick(line.id, { quantity: line.quantity })
          }
          className={cn(
            'grid size-11 shrink-0 place-items-center rounded-full',
            shares === null ? 'text-ink-soft hover:bg-ink/5' : 'text-primary',
          )}
        >
          <UsersRound aria-hidden className="size-5" />
        </button>
      </div>
      <Shares line={line} view={view} />
      {picked && shares !== null && (
        <>
          <Step label={t('sharedBy')}>
            <QuantityStepper
              value={shares}
              minimum={2}
              maximum={MAXIMUM_WAYS}
              onChange={(of) => share(of, Math.min(picked.quantity, of - 1))}
              name={t('sharedBy')}
            />
          </Step>
          {shares > 2 && (
            <Step label={t('ownShares')}>
              <QuantityStepper
                value={picked.quantity}
                minimum={1}
                maximum={shares - 1}
                onChange={(quantity) => share(shares, quantity)}
                name={t('ownShares')}
              />
            </Step>
          )}
        </>
      )}
      {picked && shares === null && line.quantity > 1 && (
        <Step label={t('portions')}>
          <QuantityStepper
            value={picked.quantity}
            minimum={1}
            maximum={line.quantity}
            onChange={(quantity) => split.pick(line.id, { quantity })}
            name={name}
          />
        </Step>
      )}
    </div>
  )
}

/** At most what is still open of it, as the server has it. */
function shareCents({ payableCents, openCents }: Line, quantity: number, of: number): number {
  return Math.min(openCents, Math.ceil((payableCents * quantity) / of))
}

function Step({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex items-center gap-3 pl-8">
      <span className="min-w-0 flex-1 text-ink-soft text-sm">{label}</span>
      {children}
    </div>
  )
}

/** The dish and who ordered it. */
function DishName({ line, view, name }: { line: Line; view: SplitView; name: string }) {
  const t = useTranslations('split')
  const whoOf = useWho(view)
  const orderer = view.guests.find(({ number }) => number === line.guestNumber)
  return (
    <span className="flex items-center gap-2">
      {orderer && (
        <>
          <GuestFace guest={orderer} className="size-6! text-[0.7rem]!" />
          <span className="sr-only">{t('orderedBy', { who: whoOf(orderer) })}</span>
        </>
      )}
      <span className="min-w-0 break-words">
        {name}
        {line.quantity > 1 && <span className="text-ink-soft"> × {line.quantity}</span>}
      </span>
    </span>
  )
}

/** Whose shares of a dish are paid or begun. */
function Shares({ line, view }: { line: Line; view: SplitView }) {
  const { sumOf } = useMoney()
  const t = useTranslations('split')
  const whoOf = useWho(view)
  if (line.taken.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 pb-2 pl-8 text-sm">
      {line.taken.map((taken, index) => {
        const guest = view.guests.find(({ number }) => number === taken.guestNumber)
        return (
          <li
            key={`${taken.guestNumber} ${index}`}
            className={cn('flex items-center gap-1.5', taken.isPaid && 'text-success')}
          >
            {guest && <GuestFace guest={guest} className="size-5! text-[0.65rem]!" />}
            {t(taken.isPaid ? 'hasPaid' : 'isPaying', {
              who: whoOf(guest),
              part:
                taken.of !== null && taken.of > 1
                  ? t('fraction', { quantity: taken.quantity ?? 1, of: taken.of })
                  : sumOf(taken.amountCents),
            })}
          </li>
        )
      })}
    </ul>
  )
}

function useWho(view: SplitView): (guest: Guest | undefined) => string {
  const t = useTranslations('split')
  return (guest) => {
    if (!guest) return t('staff')
    if (guest.number === view.ownNumber) return t('you')
    return guest.nickname ?? t('guest', { number: guest.number })
  }
}

function TakenDish({ line, view }: { line: Line; view: SplitView }) {
  const name = nameIn(useLocale() as Language, line)
  return (
    <div className="flex min-h-12 items-center gap-3 py-1 text-ink-soft">
      <TakenMark part={line} view={view} />
      <TakenBy part={line} view={view}>
        <DishName line={line} view={view} name={name} />
      </TakenBy>
    </div>
  )
}

type Part = { openCents: number; lockedCents: number; lockedBy: (number | null)[] }

/** A part by money claims no dish: when nothing is free, who pays it locks what is still open. */
function takenOf(part: Part, view: SplitView) {
  const isPaid = part.openCents === 0 ? part.lockedCents === 0 : view.openCents === 0
  const lockers = part.lockedBy.length > 0 ? part.lockedBy : view.lockedBy
  return { isPaid, payers: view.guests.filter((guest) => lockers.includes(guest.number)) }
}

function TakenMark({ part, view }: { part: Part; view: SplitView }) {
  const { isPaid } = takenOf(part, view)
  return isPaid ? (
    <Check aria-hidden className="size-5 shrink-0 text-success" />
  ) : (
    <LoaderCircle aria-hidden className="size-5 shrink-0 motion-safe:animate-spin" />
  )
}

/** What it is, and below it the faces of who is paying it and who that is in words. */
function TakenBy({
  part,
  view,
  children,
}: {
  part: Part
  view: SplitView
  children: React.ReactNode
}) {
  const t = useTranslations('split')
  const whoOf = useWho(view)
  const { isPaid, payers } = takenOf(part, view)
  const who = payers.length > 0 ? payers.map(whoOf).join(t('and')) : whoOf(undefined)
  return (
    <>
      <span className="min-w-0 flex-1">
        {children}
        {!isPaid && (
          <span className="mt-1 flex items-center gap-1.5 text-sm">
            <span className="flex shrink-0 -space-x-1.5">
              {payers.map((guest) => (
                <GuestFace
                  key={guest.number}
                  guest={guest}
                  className="size-5! text-[0.65rem]! ring-2 ring-surface"
                />
              ))}
            </span>
            <span className="min-w-0">{t('lockedBy', { who })}</span>
          </span>
        )}
      </span>
      {isPaid && <span className="shrink-0 text-sm text-success">{t('paid')}</span>}
    </>
  )
}

function Heads({ view, heads, split }: Props & { heads: NonNullable<SplitView['heads']> }) {
  const { sumOf } = useMoney()
  const t = useTranslations('split')
  const most = openHeads(heads)
  const name = t('heads', { count: heads.count })
  if (most === 0 || view.freeCents === 0) {
    return (
      <div className="flex min-h-12 items-center gap-3 py-1 text-ink-soft">
        <TakenMark part={heads} view={view} />
        <TakenBy part={heads} view={view}>
          {name}
        </TakenBy>
      </div>
    )
  }
  const chosen = split.heads
  return (
    <div className={cn('-mx-2 rounded-xl px-2 py-1', chosen > 0 && 'bg-primary-soft/50')}>
      <label className="flex min-h-12 cursor-pointer items-center gap-3 pr-12">
        <input
          type="checkbox"
          checked={chosen > 0}
          onChange={() => split.setHeads(chosen > 0 ? 0 : 1)}
          className="size-5 shrink-0 accent-primary"
        />
        <span className="min-w-0 flex-1">
          {name}
          {most < heads.count && (
            <span className="block text-ink-soft text-sm">{t('headsLeft', { count: most })}</span>
          )}
        </span>
        <span className="tabular-nums">
          {sumOf(
            chosen > 0
              ? Math.min(heads.openCents, Math.ceil((heads.payableCents * chosen) / heads.count))
              : heads.openCents,
          )}
        </span>
      </label>
      {chosen > 0 && most > 1 && (
        <Step label={t('headsFor')}>
          <QuantityStepper
            value={chosen}
            minimum={1}
            maximum={most}
            onChange={split.setHeads}
            name={t('headsFor')}
          />
        </Step>
      )}
    </div>
  )
}
