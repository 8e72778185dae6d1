// A ticket: whose it is, how long it waits, its dishes by course, and one button for all of them.

import { BellRing, CheckCheck, Pin, Plus, ShoppingBag, Sparkles } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { cn } from '@/components/ui/cn'
import {
  isReadyToGo,
  nextInKitchen,
  type Ticket,
  type TicketLine,
  ticketUrgency,
} from '@/domain/kitchen'
import { DishRow } from './dish-row'
import type { KeyMap } from './keys'
import type { Place } from './place'
import { ageText, PASS_STYLE, URGENCY_STYLES } from './styles'
import { TicketAllergies } from './ticket-allergies'
import { Acknowledge, Fire, TicketBar } from './ticket-commands'
import { useAsking } from './use-asking'
import { useInSight } from './use-device'
import type { Chosen } from './use-keys'
import type { Taps } from './use-taps'

export function TicketCard({
  ticket,
  nth,
  place,
  nowMs,
  isNew,
  isLeaving,
  chosen,
  keys,
  isSellingOut,
  onSellOut,
  onSellOutDish,
  isRejecting,
  onReject,
  taps,
}: {
  ticket: Ticket
  /** 1, 2, 3 …: the key that chooses it. */
  nth: number
  place: Place
  nowMs: number | null
  isNew: boolean
  isLeaving: boolean
  chosen: Chosen | null
  /** Which keys there are, once somebody has used one. */
  keys: KeyMap | null
  /** The next tap on a dish asks whether it is sold out. */
  isSellingOut: boolean
  onSellOut: () => void
  onSellOutDish: (line: TicketLine) => void
  /** It was asked to be rejected once, and is rejected when it is asked again. */
  isRejecting: boolean
  onReject: () => void
  taps: Taps
}) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  const pressing = nowMs === null ? null : ticketUrgency(ticket, nowMs, place.dueAtPercent)
  const isGreen = place.isPass && isReadyToGo(ticket)
  const look = isGreen ? PASS_STYLE : URGENCY_STYLES[pressing?.urgency ?? 'fresh']
  const isPending = ticket.roundState === 'pending'

  // A finished dish comes back at the second tap only: the first may be a wet finger's that
  // finished it.
  const [takingBack, setTakingBack] = useAsking()
  const tapOf = (line: TicketLine) => {
    if (isSellingOut) return () => onSellOutDish(line)
    if (isPending || !may('line.cook')) return
    if (nextInKitchen(line.state, place.steps)) return () => taps.dish(ticket, line)
    if (line.state !== 'ready' && line.state !== 'served') return
    return () => {
      if (takingBack === line.id) taps.takeBack(ticket, line)
      setTakingBack(takingBack === line.id ? null : line.id)
    }
  }

  const card = useInSight<HTMLElement>(chosen !== null)

  return (
    <article
      ref={card}
      data-round={ticket.roundId}
      aria-current={chosen ? 'true' : undefined}
      aria-label={t('ticket', { table: ticket.tableName, round: ticket.number })}
      className={cn(
        'flex max-h-full w-(--column) max-w-full flex-none flex-col overflow-hidden rounded-[0.8em] border-3 bg-surface shadow-lg',
        isPending ? 'border-info border-dashed' : look.frame,
        isNew && 'animate-arrive ring-4 ring-primary',
        isLeaving && 'pointer-events-none opacity-30 grayscale transition-opacity duration-300',
        chosen && 'ring-4 ring-info',
      )}
    >
      {ticket.urgentAt && (
        <p className="flex items-center justify-center gap-[0.3em] bg-primary font-extrabold text-[1.2em] text-on-fill">
          <Pin aria-hidden className="size-[1.1em] fill-current" />
          {t('urgent')}
        </p>
      )}
      {ticket.isTakeaway && (
        <p className="flex items-center justify-center gap-[0.3em] bg-ink py-[0.1em] font-extrabold text-[1.8em] text-canvas leading-tight">
          <ShoppingBag aria-hidden strokeWidth={2.5} className="size-[1em]" />
          {t('takeaway')}
        </p>
      )}
      <TicketHead
        ticket={ticket}
        pressing={pressing}
        head={look.head}
        isGreen={isGreen}
        isNew={isNew}
      >
        {keys && nth <= 9 && (
          <kbd className="rounded-[0.3em] border-2 border-current px-[0.4em] font-bold text-[1.1em]">
            {nth}
          </kbd>
        )}
      </TicketHead>

      <TicketAllergies ticket={ticket} taps={taps} />
      {ticket.note && (
        <p className="bg-info px-[0.8em] py-[0.3em] font-bold text-[1.3em] text-on-fill">
          {ticket.note}
        </p>
      )}
      <ul
        // What waits has no control inside to scroll it by.
        tabIndex={isPending ? 0 : undefined}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
      >
        {ticket.lines.map((line, index) => (
          <li key={line.id} className={cn(index > 0 && 'border-line border-t')}>
            <CourseTitle lines={ticket.lines} index={index} />
            <DishRow
              line={line}
              nowMs={isPending ? null : nowMs}
              place={place}
              isChosen={chosen?.lineId === line.id}
              isSellingOut={isSellingOut}
              isTakingBack={takingBack === line.id}
              onTap={tapOf(line)}
            />
          </li>
        ))}
      </ul>

      <Acknowledge ticket={ticket} taps={taps} />
      <Fire ticket={ticket} taps={taps} />
      <TicketBar
        ticket={ticket}
        place={place}
        isSellingOut={isSellingOut}
        onSellOut={onSellOut}
        isRejecting={isRejecting}
        onReject={onReject}
        keys={chosen && keys}
        taps={taps}
      />
    </article>
  )
}

/** Where a ticket has several courses, each begins with its name. */
function CourseTitle({ lines, index }: { lines: readonly TicketLine[]; index: number }) {
  const t = useTranslations('kitchen')
  const course = lines[index]?.course ?? 0
  const isFirst = index === 0 || lines[index - 1]?.course !== course
  if (!isFirst || lines.every((line) => line.course === 0)) return null
  return (
    <p className="bg-ink/8 px-[0.8em] py-[0.15em] font-bold text-ink-soft">
      {t('course', { course })}
    </p>
  )
}

function TicketHead({
  ticket,
  pressing,
  head,
  isGreen,
  isNew,
  children,
}: {
  ticket: Ticket
  pressing: ReturnType<typeof ticketUrgency>
  head: string
  isGreen: boolean
  isNew: boolean
  children: React.ReactNode
}) {
  const t = useTranslations('kitchen')
  const { Icon } = URGENCY_STYLES[pressing?.urgency ?? 'fresh']
  const isAddOn = ticket.number > 1
  return (
    <header
      className={cn(
        'flex flex-wrap items-center gap-x-[0.7em] gap-y-[0.1em] px-[0.8em] py-[0.4em]',
        ticket.roundState === 'pending' ? 'bg-info-soft text-ink' : head,
      )}
    >
      {children}
      <h2 className="font-extrabold text-[2.6em] leading-none">{ticket.tableName}</h2>
      {isGreen && (
        <span className="ml-auto flex items-center gap-[0.3em] font-bold text-[1.4em]">
          <CheckCheck aria-hidden strokeWidth={3} className="size-[1.4em]" />
          {t('readyToGo')}
        </span>
      )}
      {pressing && ticket.roundState === 'confirmed' && (
        <span className="ml-auto flex items-center gap-[0.3em] font-bold">
          <Icon aria-hidden strokeWidth={2.5} className="size-[1.7em]" />
          <span className="grid justify-items-end leading-tight">
            <span className="text-[1.7em] leading-none tabular-nums">
              {ageText(pressing.ageMs)}
            </span>
            <span>{t(`urgency.${pressing.urgency}`)}</span>
          </span>
        </span>
      )}
      {ticket.roundState === 'pending' && (
        <span className="ml-auto font-bold text-[1.3em] text-info">{t('view.pending')}</span>
      )}
      <p className="flex w-full flex-wrap items-center gap-x-[0.7em] font-semibold">
        {isNew && (
          <span className="flex items-center gap-[0.2em] rounded-full bg-primary px-[0.6em] font-bold text-on-fill">
            <Sparkles aria-hidden className="size-[1.1em]" />
            {t('new')}
          </span>
        )}
        {ticket.hurriedAt && (
          <span className="flex items-center gap-[0.2em] rounded-full bg-ink px-[0.6em] font-bold text-canvas">
            <BellRing aria-hidden className="size-[1.1em]" />
            {t('hurried')}
          </span>
        )}
        {isAddOn && (
          <span className="flex items-center gap-[0.2em] font-bold text-[1.15em]">
            <Plus aria-hidden strokeWidth={3} className="size-[1.1em]" />
            {t('addOn', { round: ticket.number })}
          </span>
        )}
        <span className="opacity-80">{t('dishes', { count: ticket.lines.length })}</span>
        <span className="opacity-80">#{ticket.orderNumber.slice(-6)}</span>
        {ticket.isShared && <span className="opacity-80">{t('shared')}</span>}
        {!pressing && <FinishedAt ticket={ticket} />}
      </p>
    </header>
  )
}

/** When the last of its dishes was finished: how one of fifty is found again. */
function FinishedAt({ ticket }: { ticket: Ticket }) {
  const t = useTranslations('kitchen')
  const format = useFormatter()
  const { storeRole } = useDesk()
  const last = ticket.lines.reduce((latest, { readyAt }) => {
    return readyAt && readyAt > latest ? readyAt : latest
  }, '')
  if (!last) return null
  const time = format.dateTime(new Date(last), {
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: storeRole.timeZone,
  })
  return <span className="ml-auto opacity-80">{t('finishedAt', { time })}</span>
}
