// What this table has ordered, round by round, each dish with how far it is, and what is still to
// be paid.

import {
  Ban,
  Bell,
  Check,
  CircleDashed,
  CirclePause,
  Clock,
  CloudAlert,
  Flame,
  type LucideIcon,
  Plus,
  Receipt,
  Timer,
  Wallet,
} from 'lucide-react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { AllergyBand } from '@/components/menu/allergy-band'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { GuestFaces, useGuestName } from '@/components/ui/guest-face'
import { useMoney } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { usePortions } from '@/components/ui/portions'
import { Skeleton } from '@/components/ui/skeleton'
import { equalLines, type Together } from '@/domain/equal-lines'
import { type Language, nameIn } from '@/domain/language'
import { isProgramReason, MOST_ORDERS_OF_SITTING, reasonIn, UNPAID } from '@/domain/ordering'
import { minutesLeft, type Wait } from '@/domain/wait'
import { Sum } from './cart-panel'
import { LateDishes } from './late-dishes'
import {
  hurriedAtOf,
  isForMore,
  isOpen,
  type LineProgress,
  lineProgress,
  mayTakeBack,
  openCentsOf,
  payableCentsOf,
  type RoundProgress,
  roundProgress,
  servedOf,
} from './progress'
import { StartCooking } from './start-cooking'
import type { OrderLine, OrderRound, Party, SittingOrder } from './types'
import { useRequests } from './use-requests'
import { useSince } from './use-since'
import { WaitingRound } from './waiting-round'

const ROUND_TONES = {
  waiting: 'warning',
  unpaid: 'warning',
  held: 'neutral',
  confirmed: 'info',
  preparing: 'info',
  serving: 'primary',
  completed: 'success',
  rejected: 'danger',
  cancelled: 'neutral',
} as const satisfies Record<RoundProgress, string>

const LINE_STYLES: Record<LineProgress, { Icon: LucideIcon; colour: string }> = {
  waiting: { Icon: Clock, colour: 'text-warning' },
  unpaid: { Icon: Wallet, colour: 'text-warning' },
  held: { Icon: CirclePause, colour: 'text-ink-soft' },
  queued: { Icon: CircleDashed, colour: 'text-ink-soft' },
  cooking: { Icon: Flame, colour: 'text-info' },
  ready: { Icon: Bell, colour: 'text-primary' },
  served: { Icon: Check, colour: 'text-success' },
  voided: { Icon: Ban, colour: 'text-ink-soft' },
}

type Props = {
  code: string
  /** Undefined while they are not known. */
  orders: readonly SittingOrder[] | undefined
  isFailed: boolean
  party: Party | undefined
  timeZone: string
  /** What is still open is others': this phone has paid its part. */
  isOwnPartPaid: boolean
  /** Opens the bill of an order; null = one chooses there. */
  onPay: (orderId: number | null) => void
  onMenu: () => void
  /** A dish once more. */
  onAgain: (line: OrderLine) => void
  /** Dishes of a round lie in the cart again. */
  onCart: () => void
  onRetry: () => void
}

export function OrdersView(props: Props) {
  const { code, orders, party, timeZone, isOwnPartPaid, onPay, onMenu, onAgain, onCart } = props
  const t = useTranslations('guest.orders')
  const requests = useRequests(code, orders !== undefined)
  const sinceMs = useSince(orders)
  if (!orders) return <NotKnown {...props} />
  const open = orders.filter(isOpen)
  const isPaid = orders.some(({ paidCents }) => paidCents > 0)
  if (orders.length === 0) {
    return (
      <div className="grid flex-1 place-content-center justify-items-center gap-2 px-8 py-16 text-center">
        <span className="grid size-16 place-items-center rounded-full bg-canvas text-ink-soft">
          <Receipt aria-hidden className="size-7" />
        </span>
        <p className="font-semibold text-lg">{t('empty')}</p>
        <p className="max-w-xs text-ink-soft text-sm">{t('emptyHint')}</p>
        <Button className="mt-3" onClick={onMenu}>
          {t('toMenu')}
        </Button>
      </div>
    )
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-2xl space-y-4 p-3 pb-8 sm:p-5">
          <StartCooking code={code} orders={orders} />
          <LateDishes
            code={code}
            orders={orders}
            sinceMs={sinceMs}
            isAsked={requests.some(({ kind }) => kind === 'hurry')}
          />
          {[...orders].reverse().map((order) => (
            <OrderCard
              key={order.id}
              code={code}
              order={order}
              party={party}
              timeZone={timeZone}
              sinceMs={sinceMs}
              onAgain={onAgain}
              onCart={onCart}
              onPay={open.length > 1 ? onPay : null}
            />
          ))}
          {orders.length === MOST_ORDERS_OF_SITTING && (
            <p className="text-center text-ink-soft text-sm">
              {t('most', { count: MOST_ORDERS_OF_SITTING })}
            </p>
          )}
        </div>
      </div>
      {(open.length > 0 || isPaid) && (
        <div className="border-line border-t bg-surface px-3 pt-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))]">
          <div className="mx-auto max-w-2xl">
            <BillButtons
              open={open}
              isForMore={isForMore(open, requests)}
              isOwnPartPaid={isOwnPartPaid}
              onPay={onPay}
              onMenu={onMenu}
            />
          </div>
        </div>
      )}
    </div>
  )
}

/** Until somebody wants to pay the bill is there, and does not press. */
function BillButtons({
  open,
  isForMore,
  isOwnPartPaid,
  onPay,
  onMenu,
}: Pick<Props, 'isOwnPartPaid' | 'onPay' | 'onMenu'> & {
  open: readonly SittingOrder[]
  isForMore: boolean
}) {
  const t = useTranslations('guest.orders')
  const { sumOf } = useMoney()
  const [only] = open
  const freeCents = only ? payableCentsOf(only) : 0
  const awaited = open.reduce((sum, order) => sum + order.awaited, 0)
  const words = !only
    ? t('bill')
    : awaited > 0
      ? t('unpriced', { count: awaited })
      : open.length > 1
        ? t('payWhich', { count: open.length })
        : freeCents > 0
          ? t(isOwnPartPaid ? 'ownPaid' : 'pay', { price: sumOf(freeCents) })
          : t('beingPaid')
  return (
    <div className="flex flex-wrap gap-2">
      {isForMore && (
        <Button size="lg" className="flex-1" onClick={onMenu}>
          {t('more')}
        </Button>
      )}
      <Button
        size="lg"
        variant={only && !isForMore && !isOwnPartPaid ? 'primary' : 'outline'}
        className={cn('tabular-nums', !isForMore && 'w-full')}
        onClick={() => onPay(only && open.length === 1 ? only.id : null)}
      >
        {words}
      </Button>
    </div>
  )
}

/** Never an empty list when nobody knows what was ordered. */
function NotKnown({ isFailed, onRetry }: Props) {
  const t = useTranslations('guest')
  if (isFailed) {
    return (
      <Notice
        Icon={CloudAlert}
        title={t('loadFailed')}
        action={<Button onClick={onRetry}>{t('retry')}</Button>}
      >
        {t('unanswered')}
      </Notice>
    )
  }
  return (
    <div className="mx-auto w-full max-w-2xl space-y-3 p-3 sm:p-5">
      <Skeleton className="h-40" />
      <Skeleton className="h-24" />
    </div>
  )
}

type OfOrder = Pick<Props, 'code' | 'party' | 'timeZone' | 'onAgain' | 'onCart'> & {
  order: SittingOrder
  /** How long ago it was read. */
  sinceMs: number
}

function OrderCard({
  code,
  order,
  party,
  timeZone,
  sinceMs,
  onAgain,
  onCart,
  onPay,
}: OfOrder & {
  /** Where several are open, each is paid by itself. */
  onPay: Props['onPay'] | null
}) {
  const t = useTranslations('guest.orders')
  const { sumOf } = useMoney()
  const freeCents = payableCentsOf(order)
  return (
    <article
      aria-label={t('order', { number: order.number })}
      className="overflow-hidden rounded-2xl border border-line bg-surface"
    >
      {[...order.rounds].reverse().map((round) => (
        <Round
          key={round.id}
          code={code}
          order={order}
          round={round}
          party={party}
          timeZone={timeZone}
          sinceMs={sinceMs}
          onAgain={onAgain}
          onCart={onCart}
        />
      ))}
      <Bill order={order} />
      {onPay && freeCents > 0 && order.awaited === 0 && (
        <div className="px-4 pt-3">
          <Button
            variant="secondary"
            className="w-full tabular-nums"
            onClick={() => onPay(order.id)}
          >
            {t('pay', { price: sumOf(freeCents) })}
          </Button>
        </div>
      )}
      <p className="px-4 py-3 text-ink-soft text-xs tabular-nums">
        {t('order', { number: order.number })}
      </p>
    </article>
  )
}

function Round({
  code,
  order,
  round,
  party,
  timeZone,
  sinceMs,
  onAgain,
  onCart,
}: OfOrder & { round: OrderRound }) {
  const t = useTranslations('guest.orders')
  const tAllergy = useTranslations('allergies')
  const format = useFormatter()
  const nameOf = useGuestName(party?.number)
  const progress = roundProgress(order, round)
  const { served, total } = servedOf(round)
  const hurriedAt = hurriedAtOf(round)
  const time = (at: string) => format.dateTime(new Date(at), { timeStyle: 'short', timeZone })
  const sameOf = (line: OrderLine) =>
    `${lineProgress(order, round, line)} ${line.wait?.latestMs ?? ''}`
  const isUnderWay = round.state === 'confirmed' && total > 0
  const guest = party?.guests.find(({ number }) => number === round.guestNumber)
  const rejectedBecause = (reason: string | null) => {
    if (reason === UNPAID) return t('endedUnpaid')
    const isOfAPerson = reason && !isProgramReason(reason)
    return isOfAPerson ? t('rejected', { reason }) : t('rejectedPlain')
  }

  return (
    <section className="border-line border-b p-4">
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h2 className="font-semibold">{t('round', { number: round.number })}</h2>
        <Badge tone={ROUND_TONES[progress]}>{t(`state.${progress}`)}</Badge>
        <p className="w-full text-ink-soft text-sm">
          {time(round.placedAt)}
          {guest && ` · ${t('by', { name: nameOf(guest) })}`}
          {isUnderWay && ` · ${t('served', { served, total })}`}
        </p>
      </header>
      {isUnderWay && (
        <div aria-hidden className="mt-2 h-1.5 overflow-hidden rounded-full bg-canvas">
          <div
            className="h-full origin-left rounded-full bg-success transition-transform duration-500 motion-reduce:transition-none"
            style={{ transform: `scaleX(${served / total})` }}
          />
        </div>
      )}
      {hurriedAt && (
        <p className="mt-2 flex items-center gap-1.5 text-info text-sm">
          <Timer aria-hidden className="size-4 shrink-0" />
          {t('hurried', { time: time(hurriedAt) })}
        </p>
      )}
      {progress !== 'rejected' && progress !== 'cancelled' && (
        <AllergyBand
          allergies={round.allergies}
          ownNumber={party?.number}
          className="mt-3 rounded-2xl px-3.5 py-2.5"
        >
          <p role="status" className="mt-0.5 flex items-center gap-1.5 text-sm">
            {round.isAllergiesSeen && <Check aria-hidden className="size-4 shrink-0" />}
            {tAllergy(round.isAllergiesSeen ? 'read' : 'unread')}
          </p>
        </AllergyBand>
      )}
      {progress === 'rejected' && (
        <p className="mt-2 rounded-xl bg-danger-soft px-3 py-2 text-danger text-sm">
          {rejectedBecause(round.rejectReason)}
        </p>
      )}
      <ul className="mt-3 space-y-3" aria-live="polite">
        {equalLines(round.lines, sameOf).map((line) => (
          <Dish
            key={line.id}
            line={line}
            party={party}
            sinceMs={sinceMs}
            onAgain={onAgain}
            progress={lineProgress(order, round, line)}
          />
        ))}
      </ul>
      {round.note && <p className="mt-3 text-ink-soft text-sm">“{round.note}”</p>}
      {mayTakeBack(order, round) && (
        <WaitingRound code={code} roundId={round.id} onChange={onCart} />
      )}
    </section>
  )
}

function Dish({
  line,
  party,
  sinceMs,
  onAgain,
  progress,
}: Pick<OfOrder, 'party' | 'sinceMs' | 'onAgain'> & {
  line: Together<OrderLine>
  progress: LineProgress
}) {
  const { priceOf } = useMoney()
  const portions = usePortions()
  const t = useTranslations('guest.orders')
  const language = useLocale() as Language
  const { Icon, colour } = LINE_STYLES[progress]
  const made = [
    portions.rateOf(line) ?? '',
    ...line.chosen.map(
      (option) => nameIn(language, option) + (option.quantity > 1 ? ` ×${option.quantity}` : ''),
    ),
    line.note,
  ].filter((text) => text !== '')
  const isGone = progress === 'voided'
  const nameOf = useGuestName(party?.number)
  const guests = party?.guests.filter(({ number }) => line.guestNumbers.includes(number)) ?? []
  return (
    <li className="flex items-start gap-2">
      <GuestFaces
        guests={guests}
        names={t('orderedBy', { name: guests.map(nameOf).join(', ') })}
        className="size-6! text-[0.7rem]!"
      />
      <span className={cn('min-w-0 flex-1', isGone && 'text-ink-soft line-through')}>
        <span>
          {nameIn(language, line)}
          <span className="ml-1.5 text-ink-soft tabular-nums">{portions.of(line)}</span>
        </span>
        {made.length > 0 && <span className="block text-ink-soft text-sm">{made.join(' · ')}</span>}
        {line.wait && <TimeLeft wait={line.wait} sinceMs={sinceMs} />}
        {!isGone && progress !== 'waiting' && progress !== 'unpaid' && (
          <button
            type="button"
            aria-label={t('againOf', { dish: nameIn(language, line) })}
            onClick={() => onAgain(line)}
            className="-mt-1.5 -mb-3 flex min-h-11 items-center gap-1 font-medium text-primary text-sm"
          >
            <Plus aria-hidden className="size-4" />
            {t('again')}
          </button>
        )}
      </span>
      <span className={cn('flex shrink-0 items-center gap-1 pt-0.5 font-medium text-sm', colour)}>
        <Icon aria-hidden className={cn('size-4', progress === 'cooking' && 'animate-attend')} />
        {t(`line.${progress}`)}
      </span>
      <span
        className={cn(
          'min-w-14 pt-0.5 text-right tabular-nums',
          isGone && 'text-ink-soft line-through',
        )}
      >
        {(!isGone && portions.waiting(line)) || priceOf(line.totalCents)}
      </span>
    </li>
  )
}

/** Read aloud where it is looked at, not whenever it changes. */
function TimeLeft({ wait, sinceMs }: { wait: Wait; sinceMs: number }) {
  const t = useTranslations('guest.orders')
  const left = minutesLeft(wait, sinceMs)
  if (!left) return null
  const isLate = left === 'late'
  return (
    <span
      aria-live="off"
      className={cn('block text-sm tabular-nums', isLate ? 'text-warning' : 'text-ink-soft')}
    >
      {isLate ? t('late') : left.from < left.to ? t('between', left) : t('about', left)}
    </span>
  )
}

function Bill({ order }: { order: SittingOrder }) {
  const t = useTranslations('guest')
  const language = useLocale() as Language
  const open = openCentsOf([order])
  if (order.state === 'cancelled') return null
  return (
    <dl className="space-y-1 px-4 pt-4 text-sm">
      {order.adjustments.length > 0 && <Sum label={t('cart.items')} cents={order.itemsCents} />}
      {order.adjustments.map((adjustment) => (
        <Sum
          key={`${adjustment.kind} ${adjustment.discountId}`}
          label={`${t(`cart.adjustment.${adjustment.kind}`)} ${reasonIn(language, adjustment)}`.trim()}
          cents={adjustment.amountCents}
        />
      ))}
      <Sum label={t('orders.total')} cents={order.owedCents} isTotal />
      {order.paidCents > 0 && <Sum label={t('orders.paid')} cents={-order.paidCents} />}
      {order.refundedCents > 0 && <Sum label={t('orders.refunded')} cents={order.refundedCents} />}
      {open > 0 && order.paidCents > 0 && <Sum label={t('orders.open')} cents={open} isTotal />}
      {open === 0 && order.paidCents > 0 && (
        <p className="flex items-center gap-1 pt-1 font-medium text-success">
          <Check aria-hidden className="size-4" />
          {t('orders.settled')}
        </p>
      )}
    </dl>
  )
}
