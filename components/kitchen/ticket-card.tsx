// A ticket: whose it is, how long it waits, its dishes by course, and one button for all of them.

import {
  Ban,
  BellRing,
  Check,
  CheckCheck,
  Flame,
  Pin,
  PinOff,
  Play,
  Plus,
  RotateCcw,
  Siren,
  Sparkles,
  X,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { cn } from '@/components/ui/cn'
import {
  awaitedStations,
  isOpenInKitchen,
  isReadyToGo,
  nextForTicket,
  nextHeld,
  nextInKitchen,
  openChanges,
  type Ticket,
  type TicketLine,
  ticketUrgency,
} from '@/domain/kitchen'
import { DishRow } from './dish-row'
import { ageText, PASS_LOOK, URGENCY_LOOKS } from './looks'
import type { Place } from './place'
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
  hasKeys,
  isSellingOut,
  onSellOut,
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
  hasKeys: boolean
  /** The next tap on a dish says that it is sold out. */
  isSellingOut: boolean
  onSellOut: () => void
  taps: Taps
}) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  const pressing = nowMs === null ? null : ticketUrgency(ticket, nowMs, place.dueAtPercent)
  const isGreen = place.isPass && isReadyToGo(ticket)
  const look = isGreen ? PASS_LOOK : URGENCY_LOOKS[pressing?.urgency ?? 'fresh']
  const isPending = ticket.roundState === 'pending'

  const tapOf = (line: TicketLine) => {
    if (isSellingOut) return () => taps.sellOut(line)
    const isOurs = nextInKitchen(line.state, place.steps) && may('line.cook')
    return isPending || !isOurs ? undefined : () => taps.dish(ticket, line)
  }

  const card = useInSight<HTMLElement>(chosen !== null)

  return (
    <article
      ref={card}
      aria-label={t('ticket', { table: ticket.tableName, round: ticket.number })}
      className={cn(
        'mb-[0.8em] flex max-h-[calc(100cqh-1.4em)] break-inside-avoid flex-col overflow-hidden rounded-[0.8em] border-3 bg-surface shadow-lg',
        look.frame,
        isPending && 'border-dashed border-info',
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
      <TicketHead
        ticket={ticket}
        pressing={pressing}
        head={look.head}
        isGreen={isGreen}
        isNew={isNew}
      >
        {hasKeys && nth <= 9 && (
          <kbd className="rounded-[0.3em] border-2 border-current px-[0.4em] font-bold text-[1.1em]">
            {nth}
          </kbd>
        )}
      </TicketHead>

      {ticket.note && (
        <p className="bg-info px-[0.8em] py-[0.3em] font-bold text-[1.3em] text-on-fill">
          {ticket.note}
        </p>
      )}
      <ul className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {ticket.lines.map((line, index) => (
          <li key={line.id} className={cn(index > 0 && 'border-line border-t')}>
            <CourseTitle lines={ticket.lines} index={index} />
            <DishRow
              line={line}
              nowMs={isPending ? null : nowMs}
              place={place}
              isChosen={chosen?.lineId === line.id}
              isSellingOut={isSellingOut}
              onTap={tapOf(line)}
            />
          </li>
        ))}
      </ul>

      <Acknowledge ticket={ticket} taps={taps} />
      <Fire ticket={ticket} taps={taps} />
      <footer className="flex flex-wrap gap-[0.5em] border-line border-t p-[0.5em] empty:hidden">
        {isPending ? (
          <Decide ticket={ticket} taps={taps} />
        ) : (
          <>
            <Advance ticket={ticket} place={place} taps={taps} />
            <Aside ticket={ticket} isSellingOut={isSellingOut} onSellOut={onSellOut} taps={taps} />
          </>
        )}
      </footer>
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
  const { Icon } = URGENCY_LOOKS[pressing?.urgency ?? 'fresh']
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
      {isNew && (
        <span className="flex items-center gap-[0.2em] rounded-full bg-primary px-[0.6em] font-bold text-on-fill">
          <Sparkles aria-hidden className="size-[1.1em]" />
          {t('new')}
        </span>
      )}
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
      </p>
    </header>
  )
}

/** What was taken back or changed stays until somebody says that they have seen it. */
function Acknowledge({ ticket, taps }: { ticket: Ticket; taps: Taps }) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  const changes = openChanges(ticket)
  if (changes.length === 0) return null
  const voided = changes.filter(({ kind }) => kind === 'voided').length
  return (
    <button
      type="button"
      disabled={!may('line.cook')}
      onClick={() => taps.acknowledge(ticket)}
      className="flex min-h-[3.4em] w-full items-center justify-center gap-[0.5em] bg-danger px-[0.6em] font-bold text-[1.25em] text-on-fill"
    >
      <Siren aria-hidden className="size-[1.4em] animate-attend" />
      {t('acknowledge', { voided, changed: changes.length - voided })}
    </button>
  )
}

/** What is held begins with one tap, the next course at a time. */
function Fire({ ticket, taps }: { ticket: Ticket; taps: Taps }) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  const held = nextHeld(ticket)
  if (!held || ticket.roundState === 'pending') return null
  const count = held.lineIds.length
  return (
    <button
      type="button"
      disabled={!may('line.pace')}
      onClick={() => taps.fire(ticket)}
      className="flex min-h-[2.7em] w-full items-center justify-center gap-[0.4em] bg-info-soft px-[0.6em] font-bold text-[1.25em] text-info"
    >
      <Play aria-hidden className="size-[1.2em] fill-current" />
      {held.course > 0 ? t('fireCourse', { course: held.course, count }) : t('fire', { count })}
    </button>
  )
}

/** One button for the whole ticket; what it does is what is left to do. */
function Advance({ ticket, place, taps }: { ticket: Ticket; place: Place; taps: Taps }) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  // The pass sends out what is finished, while stations are still at the rest.
  const next = place.isPass ? null : nextForTicket(ticket, place.steps)
  const isToCarry =
    !next &&
    ticket.lines.some((line) => line.state === 'ready' && awaitedStations(line).length === 0)
  const isDone = ticket.lines.some((line) => line.state === 'ready' || line.state === 'served')
  return (
    <>
      {next && (
        <BigButton
          isDisabled={!may('line.cook')}
          onTap={() => taps.ticket(ticket)}
          className={next.to === 'cooking' ? 'bg-warning text-on-fill' : 'bg-success text-on-fill'}
        >
          {next.to === 'cooking' ? <Flame aria-hidden /> : <Check aria-hidden strokeWidth={3} />}
          {t(next.to === 'cooking' ? 'startAll' : 'finishAll')}
        </BigButton>
      )}
      {isToCarry && (
        <BigButton
          isDisabled={!may('line.serve')}
          onTap={() => taps.serve(ticket)}
          className="bg-success text-on-fill"
        >
          <CheckCheck aria-hidden strokeWidth={3} />
          {isReadyToGo(ticket) ? t('serveAll') : t('serveReady')}
        </BigButton>
      )}
      {!next && isDone && (
        <BigButton
          isDisabled={!may('line.cook')}
          onTap={() => taps.recall(ticket)}
          className="bg-ink/8"
        >
          <RotateCcw aria-hidden />
          {t('recall')}
        </BigButton>
      )}
    </>
  )
}

/** What is done to a ticket now and then. */
function Aside({
  ticket,
  isSellingOut,
  onSellOut,
  taps,
}: {
  ticket: Ticket
  isSellingOut: boolean
  onSellOut: () => void
  taps: Taps
}) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  if (!ticket.lines.some((line) => isOpenInKitchen(line) || line.state === 'held')) return null
  const isUrgent = ticket.urgentAt !== null
  return (
    <>
      {may('line.pace') && (
        <SmallButton
          name={t(isUrgent ? 'notUrgent' : 'putFirst')}
          isOn={isUrgent}
          onTap={() => taps.markUrgent(ticket)}
        >
          {isUrgent ? <PinOff aria-hidden /> : <Pin aria-hidden />}
        </SmallButton>
      )}
      {may('dish.availability') && (
        <SmallButton name={t('sellOutMode')} isOn={isSellingOut} onTap={onSellOut}>
          <Ban aria-hidden />
        </SmallButton>
      )}
    </>
  )
}

function SmallButton({
  name,
  isOn,
  onTap,
  children,
}: {
  name: string
  isOn: boolean
  onTap: () => void
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      aria-pressed={isOn}
      onClick={onTap}
      className={cn(
        'grid min-h-[3.4em] w-[3.4em] place-items-center rounded-[0.6em] [&>svg]:size-[1.5em]',
        isOn ? 'bg-primary text-on-fill' : 'bg-ink/8',
      )}
    >
      {children}
    </button>
  )
}

/** A guest's round that waits for a person. Rejecting asks once more, in place. */
function Decide({ ticket, taps }: { ticket: Ticket; taps: Taps }) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  const [isSure, setSure] = useState(false)
  return (
    <>
      <BigButton
        isDisabled={!may('order.decide')}
        onTap={() => taps.decide(ticket, 'confirm')}
        className="bg-info text-on-fill"
      >
        <Check aria-hidden strokeWidth={3} />
        {t('confirm')}
      </BigButton>
      <BigButton
        isDisabled={!may('order.decide')}
        onTap={() => (isSure ? taps.decide(ticket, 'reject') : setSure(true))}
        className={isSure ? 'bg-danger text-on-fill' : 'bg-ink/8'}
      >
        <X aria-hidden strokeWidth={3} />
        {t(isSure ? 'rejectSure' : 'reject')}
      </BigButton>
    </>
  )
}

function BigButton({
  onTap,
  isDisabled,
  className,
  children,
}: {
  onTap: () => void
  isDisabled: boolean
  className: string
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      disabled={isDisabled}
      onClick={onTap}
      className={cn(
        'flex min-h-[2.7em] flex-1 items-center justify-center gap-[0.4em] whitespace-nowrap rounded-[0.5em] px-[0.3em] font-bold text-[1.25em]',
        'active:translate-y-px disabled:opacity-40 [&>svg]:size-[1.3em]',
        className,
      )}
    >
      {children}
    </button>
  )
}
