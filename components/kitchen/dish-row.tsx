// One dish of a ticket: how many, of what, with what; one tap moves it on.

import { Ban } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { isOpenInKitchen, type TicketLine, urgencyOf } from '@/domain/kitchen'
import { LINE_LOOKS, URGENCY_LOOKS } from './looks'
import { useDishName } from './use-dish-name'

export function DishRow({
  line,
  nowMs,
  isChosen,
  isSellingOut,
  onTap,
}: {
  line: TicketLine
  nowMs: number | null
  isChosen: boolean
  isSellingOut: boolean
  /** Absent: nothing to do here. */
  onTap?: (() => void) | undefined
}) {
  const t = useTranslations('kitchen')
  const nameOf = useDishName()
  const { Icon, row, mark } = LINE_LOOKS[line.state]
  return (
    <button
      type="button"
      disabled={!onTap}
      aria-label={t(isSellingOut ? 'sellOutDish' : 'dish', {
        dish: nameOf(line),
        quantity: line.quantity,
        state: t(`line.${line.state}`),
      })}
      onClick={onTap}
      className={cn(
        'flex min-h-[3.6em] w-full items-start gap-[0.6em] px-[0.8em] py-[0.6em] text-left transition-colors',
        'enabled:active:bg-primary-soft',
        row,
        isChosen && 'outline-3 outline-primary -outline-offset-3',
      )}
    >
      <span
        className={cn(
          'min-w-[1.6em] shrink-0 text-right font-extrabold text-[1.9em] leading-tight tabular-nums',
          line.quantity > 1 && 'text-primary',
        )}
      >
        {line.quantity}
        <span className="font-semibold text-[0.6em]">×</span>
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-bold text-[1.75em] leading-tight">{nameOf(line)}</span>
        {line.chosen.length > 0 && (
          <span className="mt-[0.15em] block font-semibold text-[1.3em] text-info leading-snug">
            {line.chosen.map((each, index) => (
              <span key={each.optionId}>
                {index > 0 && ' · '}
                {nameOf(each)}
                {each.quantity > 1 && ` ×${each.quantity}`}
              </span>
            ))}
          </span>
        )}
        {line.note && (
          <span className="mt-[0.25em] inline-block rounded-[0.3em] bg-info px-[0.4em] font-bold text-[1.25em] text-on-fill leading-snug">
            {line.note}
          </span>
        )}
      </span>
      <span className={cn('grid shrink-0 justify-items-center gap-[0.1em] pt-[0.2em]', mark)}>
        {isSellingOut ? (
          <Ban aria-hidden className="size-[2em] text-primary" />
        ) : (
          <Icon aria-hidden strokeWidth={2.5} className="size-[2em]" />
        )}
        <span className="whitespace-nowrap font-semibold text-[0.9em]">
          {t(isSellingOut ? 'soldOut' : `line.${line.state}`)}
        </span>
        <LateMark line={line} nowMs={nowMs} />
      </span>
    </button>
  )
}

/** Only of a dish that is due or late: each has its own promise. */
function LateMark({ line, nowMs }: { line: TicketLine; nowMs: number | null }) {
  const t = useTranslations('kitchen')
  if (nowMs === null || !isOpenInKitchen(line)) return null
  const ageMs = nowMs - Date.parse(line.queuedAt)
  const urgency = urgencyOf(ageMs, line.promisedMinutes)
  if (urgency === 'fresh') return null
  const { Icon, mark } = URGENCY_LOOKS[urgency]
  const minutes = Math.floor(ageMs / 60_000) - line.promisedMinutes
  return (
    <span className={cn('flex items-center gap-[0.2em] font-bold text-[0.9em]', mark)}>
      <Icon aria-hidden className="size-[1.1em]" />
      {urgency === 'late' ? t('lateBy', { minutes }) : t('left', { minutes: -minutes })}
    </span>
  )
}
