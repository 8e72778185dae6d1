// One dish of a ticket: how many, of what, with what; one tap moves it on.

import { Ban } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { isOpenInKitchen, type TicketLine, urgencyOf } from '@/domain/kitchen'
import { LINE_LOOKS, URGENCY_LOOKS } from './looks'
import { useInSight } from './use-device'
import { useDishName } from './use-dish-name'

export function DishRow({
  line,
  nowMs,
  isChosen,
  isSellingOut,
  onTap,
}: {
  line: TicketLine
  /** Null while its clock does not run: nothing is said of how it stands. */
  nowMs: number | null
  isChosen: boolean
  isSellingOut: boolean
  /** Absent: nothing to do here. */
  onTap?: (() => void) | undefined
}) {
  const t = useTranslations('kitchen')
  const nameOf = useDishName()
  const { Icon, row, mark } = LINE_LOOKS[line.state]
  const button = useInSight<HTMLButtonElement>(isChosen)
  return (
    <button
      ref={button}
      type="button"
      disabled={!onTap}
      aria-label={t(isSellingOut ? 'sellOutDish' : 'dish', {
        dish: nameOf(line),
        quantity: line.quantity,
        state: t(`line.${line.state}`),
      })}
      onClick={onTap}
      className={cn(
        'flex min-h-[3.6em] w-full items-center gap-[0.5em] px-[0.6em] py-[0.5em] text-left transition-colors',
        'enabled:active:bg-primary-soft',
        row,
        isChosen && 'outline-3 outline-primary -outline-offset-3',
      )}
    >
      <span
        className={cn(
          'min-w-[1.5em] shrink-0 text-right font-extrabold text-[1.9em] leading-tight tabular-nums',
          line.quantity > 1 && 'text-primary',
        )}
      >
        {line.quantity}
        <span className="font-semibold text-[0.6em]">×</span>
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-bold text-[1.75em] leading-tight [&:lang(en)]:text-[1.45em]">
          {nameOf(line)}
        </span>
        <span className="flex flex-wrap items-center gap-x-[0.6em] gap-y-[0.2em]">
          {line.chosen.length > 0 && (
            <span className="font-semibold text-[1.3em] text-info leading-snug">
              {line.chosen
                .map((each) => `${nameOf(each)}${each.quantity > 1 ? ` ×${each.quantity}` : ''}`)
                .join(' · ')}
            </span>
          )}
          {line.note && (
            <span className="rounded-[0.3em] bg-info px-[0.4em] font-bold text-[1.25em] text-on-fill leading-snug">
              {line.note}
            </span>
          )}
          {nowMs !== null && <LateMark line={line} nowMs={nowMs} />}
        </span>
      </span>
      {nowMs !== null && (
        <span className={cn('grid min-w-[3.4em] shrink-0 justify-items-center', mark)}>
          {isSellingOut ? (
            <Ban aria-hidden className="size-[1.8em] text-primary" />
          ) : (
            <Icon aria-hidden strokeWidth={2.5} className="size-[1.8em]" />
          )}
          <span className="whitespace-nowrap font-semibold text-[0.9em] leading-tight">
            {t(isSellingOut ? 'sellOut' : `line.${line.state}`)}
          </span>
        </span>
      )}
    </button>
  )
}

/** Only of a dish that is due or late: each has its own promise. */
function LateMark({ line, nowMs }: { line: TicketLine; nowMs: number }) {
  const t = useTranslations('kitchen')
  if (!isOpenInKitchen(line)) return null
  const ageMs = nowMs - Date.parse(line.queuedAt)
  const urgency = urgencyOf(ageMs, line.promisedMinutes, 67)
  if (urgency === 'fresh') return null
  const { Icon, mark } = URGENCY_LOOKS[urgency]
  const minutes = Math.floor(ageMs / 60_000) - line.promisedMinutes
  return (
    <span className={cn('flex items-center gap-[0.2em] font-bold', mark)}>
      <Icon aria-hidden className="size-[1.1em]" />
      {urgency === 'late' ? t('lateBy', { minutes }) : t('left', { minutes: -minutes })}
    </span>
  )
}
