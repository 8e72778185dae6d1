// One dish of a ticket: how many, of what, with what; one tap moves it on. What was changed about
// it is struck through beside what is true now.

import { Ban, RotateCcw } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { awaitedStations, isOpenInKitchen, type TicketLine, urgencyOf } from '@/domain/kitchen'
import { type Language, unitIn } from '@/domain/language'
import { chosenAt, gramsText } from '@/domain/menu'
import type { Place } from './place'
import { LINE_STYLES, URGENCY_STYLES } from './styles'
import { useInSight } from './use-device'
import { useDishName } from './use-dish-name'

export function DishRow({
  line,
  nowMs,
  place,
  isChosen,
  isSellingOut,
  isTakingBack,
  onTap,
}: {
  line: TicketLine
  /** Null while its clock does not run: nothing is said of how it stands. */
  nowMs: number | null
  place: Place
  isChosen: boolean
  isSellingOut: boolean
  /** It was tapped although it is finished: the next tap takes it back. */
  isTakingBack: boolean
  /** Absent: nothing to do here. */
  onTap?: (() => void) | undefined
}) {
  const t = useTranslations('kitchen')
  const nameOf = useDishName()
  const language = useLocale() as Language
  const { Icon, row, mark } = LINE_STYLES[line.state]
  const button = useInSight<HTMLButtonElement>(isChosen)
  const isVoid = line.state === 'voided'
  const chosen = chosenAt(line.chosen, place.stationId)
  const asked = isSellingOut ? 'sellOut' : isTakingBack ? 'takeBack' : null
  return (
    <button
      ref={button}
      type="button"
      disabled={!onTap}
      aria-label={t(asked ? `${asked}Dish` : 'dish', {
        dish: nameOf(line),
        quantity: line.quantity,
        state: t(`line.${line.state}`),
      })}
      onClick={onTap}
      className={cn(
        'flex min-h-[3.6em] w-full items-center gap-[0.5em] px-[0.6em] py-[0.5em] text-left transition-colors',
        'enabled:active:bg-primary-soft',
        line.changes.length > 0 ? FLASHING : row,
        isTakingBack && 'bg-primary-soft opacity-100',
        isChosen && 'outline-3 outline-primary -outline-offset-3',
      )}
    >
      <span
        className={cn(
          'min-w-[1.5em] shrink-0 text-right font-extrabold text-[1.9em] leading-tight tabular-nums',
          line.quantity > 1 && 'text-primary',
          isVoid && 'line-through',
        )}
      >
        {line.quantity}
        <span className="font-semibold text-[0.6em]">×</span>
      </span>
      <span className="min-w-0 flex-1">
        <span
          className={cn(
            'block font-bold text-[1.75em] leading-tight [&:lang(en)]:text-[1.45em]',
            isVoid && 'line-through',
          )}
        >
          {nameOf(line)}
          {(line.grams || line.unit) && (
            <span className="ml-[0.4em] font-semibold text-[0.7em] text-ink-soft">
              {line.grams ? gramsText(line.grams) : unitIn(language, line)}
            </span>
          )}
        </span>
        <span className="flex flex-wrap items-center gap-x-[0.6em] gap-y-[0.2em]">
          {chosen.length > 0 && (
            <span
              className={cn(
                'font-semibold text-[1.3em] text-info leading-snug',
                isVoid && 'line-through',
              )}
            >
              {chosen
                .map((each) => `${nameOf(each)}${each.quantity > 1 ? ` ×${each.quantity}` : ''}`)
                .join(' · ')}
            </span>
          )}
          <Changes line={line} />
          {!line.isPriced && !isVoid && (
            <span className="rounded-[0.3em] border-2 border-current px-[0.4em] font-bold text-[1.1em] text-warning leading-snug">
              {t('unpriced')}
            </span>
          )}
          {line.note && !isVoid && (
            <span className="rounded-[0.3em] bg-info px-[0.4em] font-bold text-[1.25em] text-on-fill leading-snug">
              {line.note}
            </span>
          )}
          <Elsewhere line={line} place={place} />
          {nowMs !== null && <Age line={line} nowMs={nowMs} dueAtPercent={place.dueAtPercent} />}
        </span>
      </span>
      {nowMs !== null && (
        <span
          className={cn(
            'grid min-w-[3.4em] shrink-0 justify-items-center',
            asked ? 'text-primary' : mark,
          )}
        >
          {asked === 'sellOut' && <Ban aria-hidden className="size-[1.8em]" />}
          {asked === 'takeBack' && <RotateCcw aria-hidden className="size-[1.8em]" />}
          {!asked && <Icon aria-hidden strokeWidth={2.5} className="size-[1.8em]" />}
          <span className="whitespace-nowrap font-semibold text-[0.9em] leading-tight">
            {t(asked ?? `line.${line.state}`)}
          </span>
        </span>
      )}
    </button>
  )
}

/** The ground flashes, the words stay. */
const FLASHING =
  'relative bg-danger-soft before:pointer-events-none before:absolute before:inset-0 before:animate-attend before:bg-danger/25'

/**
 * What was said before, struck through, however often it was changed, and why a dish was taken
 * back.
 */
function Changes({ line }: { line: TicketLine }) {
  const t = useTranslations('kitchen')
  const notes = line.changes.filter(({ kind }) => kind === 'note')
  const voids = line.changes.filter(({ kind }) => kind !== 'note')
  const words = 'font-bold text-[1.25em] text-danger leading-snug'
  return (
    <>
      {notes.length > 0 && (
        <span className={words}>
          {t('changed')}
          {notes.map(({ id, before }) => before && <Before key={id} note={before} />)}
          {!notes.at(-1)?.after && ` ${t('noteGone')}`}
        </span>
      )}
      {voids.map(({ id, after }) => (
        <span key={id} className={words}>
          {t('takenBack')} {after}
        </span>
      ))}
    </>
  )
}

function Before({ note }: { note: string }) {
  return (
    <>
      {' '}
      <s className="opacity-70">{note}</s>
    </>
  )
}

/**
 * Of a dish that several stations make: which others, or whom it still waits for. The pass names
 * all.
 */
function Elsewhere({ line, place }: { line: TicketLine; place: Place }) {
  const t = useTranslations('kitchen')
  const { stationId, stationName, isPass } = place
  const awaited = awaitedStations(line)
  const others = line.stationIds.filter((id) => id !== stationId)
  const isAlone = line.stationIds.length < 2 && !place.isPass
  if (isAlone || line.state === 'voided' || line.state === 'served') return null
  const names = (ids: readonly number[]) => ids.map(stationName).join(' · ')
  return (
    <span className="rounded-[0.3em] border-2 border-current px-[0.4em] font-semibold text-[1.1em] text-ink-soft leading-snug">
      {awaited.length > 0 && t('waitsFor', { stations: names(awaited) })}
      {awaited.length === 0 && (isPass ? names(others) : t('alsoAt', { stations: names(others) }))}
    </span>
  )
}

/** Each dish against its own promise. */
function Age({
  line,
  nowMs,
  dueAtPercent,
}: {
  line: TicketLine
  nowMs: number
  dueAtPercent: number
}) {
  const t = useTranslations('kitchen')
  if (!isOpenInKitchen(line)) return null
  const ageMs = nowMs - Date.parse(line.queuedAt)
  const urgency = urgencyOf(ageMs, line.promisedMinutes, dueAtPercent)
  const { Icon, mark } = URGENCY_STYLES[urgency]
  const age = Math.max(0, Math.floor(ageMs / 60_000))
  const minutes = Math.abs(age - line.promisedMinutes)
  return (
    <span className={cn('flex items-center gap-[0.2em] font-bold tabular-nums', mark)}>
      <Icon aria-hidden className="size-[1.1em]" />
      {urgency === 'fresh' && t('ageOf', { age, promised: line.promisedMinutes })}
      {urgency === 'due' && t('left', { minutes })}
      {urgency === 'late' && t('lateBy', { minutes })}
    </span>
  )
}
