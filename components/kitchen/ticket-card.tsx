// A ticket: whose it is, how long it waits, its dishes, and one button for all of them.

import { Ban, Check, CheckCheck, Flame, Plus, RotateCcw, Sparkles, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { cn } from '@/components/ui/cn'
import {
  isOpenInKitchen,
  nextForTicket,
  nextInKitchen,
  type Ticket,
  type TicketLine,
  ticketUrgency,
} from '@/domain/kitchen'
import { DishRow } from './dish-row'
import { ageText, URGENCY_LOOKS } from './looks'
import { useInSight } from './use-device'
import type { Chosen } from './use-keys'
import type { Taps } from './use-taps'

export function TicketCard({
  ticket,
  place,
  nowMs,
  isNew,
  isLeaving,
  chosen,
  hasKeys,
  taps,
}: {
  ticket: Ticket
  /** 1, 2, 3 …: the key that chooses it. */
  place: number
  nowMs: number | null
  isNew: boolean
  isLeaving: boolean
  chosen: Chosen | null
  hasKeys: boolean
  taps: Taps
}) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  const [isSellingOut, setSellingOut] = useState(false)
  const pressing = nowMs === null ? null : ticketUrgency(ticket, nowMs, 67)
  const look = URGENCY_LOOKS[pressing?.urgency ?? 'fresh']
  const isPending = ticket.roundState === 'pending'

  const tapOf = (line: TicketLine) => {
    if (isSellingOut) return () => taps.sellOut(line)
    if (isPending || !may('line.cook') || !nextInKitchen(line.state)) return undefined
    return () => taps.dish(ticket, line)
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
      <TicketHead ticket={ticket} pressing={pressing} isNew={isNew}>
        {hasKeys && place <= 9 && (
          <kbd className="rounded-[0.3em] border-2 border-current px-[0.4em] font-bold text-[1.1em]">
            {place}
          </kbd>
        )}
      </TicketHead>

      {ticket.note && (
        <p className="bg-info px-[0.8em] py-[0.3em] font-bold text-[1.3em] text-on-fill">
          {ticket.note}
        </p>
      )}
      <ul className="min-h-0 flex-1 divide-y divide-line overflow-y-auto overscroll-contain">
        {ticket.lines.map((line) => (
          <li key={line.id}>
            <DishRow
              line={line}
              nowMs={isPending ? null : nowMs}
              isChosen={chosen?.lineId === line.id}
              isSellingOut={isSellingOut}
              onTap={tapOf(line)}
            />
          </li>
        ))}
      </ul>

      <footer className="flex gap-[0.5em] border-line border-t p-[0.5em]">
        {isPending ? (
          <Decide ticket={ticket} taps={taps} />
        ) : (
          <Advance ticket={ticket} taps={taps} />
        )}
        {!isPending && may('dish.availability') && ticket.lines.some(isOpenInKitchen) && (
          <button
            type="button"
            aria-label={t('sellOutMode')}
            aria-pressed={isSellingOut}
            onClick={() => setSellingOut(!isSellingOut)}
            className={cn(
              'grid min-h-[3.4em] w-[3.6em] place-items-center rounded-[0.6em]',
              isSellingOut ? 'bg-primary text-on-fill' : 'bg-ink/8',
            )}
          >
            <Ban aria-hidden className="size-[1.6em]" />
          </button>
        )}
      </footer>
    </article>
  )
}

function TicketHead({
  ticket,
  pressing,
  isNew,
  children,
}: {
  ticket: Ticket
  pressing: ReturnType<typeof ticketUrgency>
  isNew: boolean
  children: React.ReactNode
}) {
  const t = useTranslations('kitchen')
  const { Icon, head } = URGENCY_LOOKS[pressing?.urgency ?? 'fresh']
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

/** One button for the whole ticket; what it does is what is left to do. */
function Advance({ ticket, taps }: { ticket: Ticket; taps: Taps }) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  const next = nextForTicket(ticket)
  const isToCarry = !next && ticket.lines.some((line) => line.state === 'ready')
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
          {t('serveAll')}
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
