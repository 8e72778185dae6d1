// What can be done to a ticket: see what was changed, begin what is held, and the bar for all of
// its dishes.

import { Ban, Check, CheckCheck, Flame, Pin, PinOff, Play, RotateCcw, Siren, X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { cn } from '@/components/ui/cn'
import {
  awaitedStations,
  isOpenInKitchen,
  isReadyToGo,
  nextForTicket,
  nextHeld,
  openChanges,
  type Ticket,
} from '@/domain/kitchen'
import { type KeyMap, labelOf } from './keys'
import type { Place } from './place'
import type { Taps } from './use-taps'

/** What was taken back or changed stays until somebody says that they have seen it. */
export function Acknowledge({ ticket, taps }: { ticket: Ticket; taps: Taps }) {
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
export function Fire({ ticket, taps }: { ticket: Ticket; taps: Taps }) {
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

/** The bar below a ticket: what is done to all of it. */
export function TicketBar({
  ticket,
  place,
  isSellingOut,
  onSellOut,
  isRejecting,
  onReject,
  keys,
  taps,
}: {
  ticket: Ticket
  place: Place
  isSellingOut: boolean
  onSellOut: () => void
  isRejecting: boolean
  onReject: () => void
  /** The keys that decide, when this is the ticket they are about. */
  keys: KeyMap | null
  taps: Taps
}) {
  return (
    <footer className="flex flex-wrap gap-[0.5em] border-line border-t p-[0.5em] empty:hidden">
      {ticket.roundState === 'pending' ? (
        <Decide
          ticket={ticket}
          isRejecting={isRejecting}
          onReject={onReject}
          keys={keys}
          taps={taps}
        />
      ) : (
        <>
          <Advance ticket={ticket} place={place} taps={taps} />
          <Aside ticket={ticket} isSellingOut={isSellingOut} onSellOut={onSellOut} taps={taps} />
        </>
      )}
    </footer>
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
      {isToCarry && may('line.cook') && (
        <SmallButton name={t('recall')} onTap={() => taps.recall(ticket)}>
          <RotateCcw aria-hidden />
        </SmallButton>
      )}
      {!next && isDone && !isToCarry && (
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
  /** Absent: it does something at once. */
  isOn?: boolean
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
function Decide({
  ticket,
  isRejecting,
  onReject,
  keys,
  taps,
}: {
  ticket: Ticket
  isRejecting: boolean
  onReject: () => void
  keys: KeyMap | null
  taps: Taps
}) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  return (
    <>
      <BigButton
        isDisabled={!may('order.decide')}
        onTap={() => taps.decide(ticket, 'confirm')}
        className="bg-info text-on-fill"
      >
        <Check aria-hidden strokeWidth={3} />
        {t('confirm')}
        <Key keys={keys?.confirm} />
      </BigButton>
      <BigButton
        isDisabled={!may('order.decide')}
        onTap={onReject}
        className={isRejecting ? 'bg-danger text-on-fill' : 'bg-ink/8'}
      >
        <X aria-hidden strokeWidth={3} />
        {t(isRejecting ? 'rejectSure' : 'reject')}
        <Key keys={keys?.reject} />
      </BigButton>
    </>
  )
}

/** Which key does it: deciding has one of its own. */
function Key({ keys }: { keys: readonly string[] | undefined }) {
  if (!keys?.[0]) return null
  return (
    <kbd aria-hidden className="rounded-[0.3em] border-2 border-current px-[0.35em] text-[0.8em]">
      {labelOf(keys[0])}
    </kbd>
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
