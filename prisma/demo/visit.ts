// One party from its first scan to the cleared table, played in time order by the rules of domain/. It can be stopped at any
// instant, and then leaves the table as it was at that instant.

import { businessDay, localDigits } from '@/domain/calendar'
import { DEFAULT_LEVELS, levelOf, pointsFor, pointsToTakeBack } from '@/domain/membership'
import { priceChoice } from '@/domain/menu'
import {
  type Bill,
  billOf,
  type LineState,
  type OrderState,
  orderNumber,
  orderStateOf,
  type RoundState,
} from '@/domain/ordering'
import type { PaymentMethod } from '@/domain/payment'
import { settle } from '@/domain/payment'
import type { Book } from './book'
import type { Dice } from './dice'
import type { FurnishedStore, FurnishedTable, ServedDish } from './furnish'
import type { Wish } from './taste'

/** A member's card, kept up to date as the history goes on. */
export type Card = {
  id: number
  points: number
  lifetimePoints: number
  totalSpentCents: number
  totalOrders: number
}

export type Visit = {
  store: FurnishedStore
  table: FurnishedTable
  heads: number
  phones: number
  member: Card | null
  arrivesAtMs: number
  rounds: readonly PlannedRound[]
  /** Between the last dish and the bill. */
  lingersMinutes: number
  /** When they pay, where that is fixed. */
  paysAtMs?: number
  fate: 'pays' | 'cancels' | 'forgets'
  /** Small things that go wrong. */
  mishaps: ReadonlySet<Mishap>
}
export type Mishap = 'round-rejected' | 'line-voided' | 'payment-failed' | 'refund' | 'split'

export type PlannedRound = {
  afterMinutes: number
  wishes: readonly Wish[]
  /** How long it waits for a person; a default is thrown. */
  waitsMinutes?: number
}

const MINUTE = 60_000

const METHODS: readonly { method: PaymentMethod; share: number }[] = [
  { method: 'wechat', share: 0.54 },
  { method: 'alipay', share: 0.27 },
  { method: 'credit_card', share: 0.11 },
  { method: 'cash', share: 0.08 },
]
const PROVIDERS: Readonly<Record<PaymentMethod, string>> = {
  wechat: 'simulator',
  alipay: 'simulator',
  credit_card: 'terminal',
  cash: 'cash',
}
const CANCEL_REASONS = ['客人临时有事', '下错桌', '重复下单'] as const
const REJECT_REASONS = ['食材售完', '客人改主意'] as const
const REFUND_REASONS = ['菜品口味不佳', '上错菜', '等待过久', '多收一份'] as const

/**
 * Plays a visit up to an instant (ms).
 * @returns when its table was cleared (ms), or null when the party is still there
 */
export function playVisit(book: Book, visit: Visit, untilMs: number, dice: Dice): number | null {
  const { store, table, member } = visit
  const agenda = emptyAgenda()
  const isCounter = store.orderMode === 'pay_first'
  const token = () => Buffer.from(dice.bytes(16)).toString('base64url')
  const waiter = dice.pick(store.staff.waiters)

  const openedAt = new Date(visit.arrivesAtMs)
  const sitting = book.write('sitting', {
    storeId: store.id,
    partySize: visit.heads,
    cartVersion: 1,
    openedAt,
    clearedAt: null as Date | null,
  })
  const seat = book.write('sittingTable', {
    sittingId: sitting.id,
    tableId: table.id,
    fromAt: openedAt,
    untilAt: null as Date | null,
  })
  const guests = Array.from({ length: visit.phones }, (_, index) => {
    const joinedAt = new Date(visit.arrivesAtMs + index * dice.between(10, 50) * 1_000)
    return book.write('guest', {
      sittingId: sitting.id,
      memberId: index === 0 ? (member?.id ?? null) : null,
      tokenHash: dice.bytes(32),
      number: index + 1,
      nickname: null,
      joinedAt,
      lastSeenAt: joinedAt,
    })
  })
  const bills: RunningBill[] = []
  let roundsToCome = visit.rounds.length

  // ── ordering ──

  function place(planned: PlannedRound, at: Date) {
    roundsToCome -= 1
    const bill = (!isCounter && bills[0]) || openBill(at)
    const guest = dice.pick(guests)
    sitting.cartVersion += planned.wishes.length
    const round = book.write('round', {
      storeId: store.id,
      orderId: bill.order.id,
      sittingId: sitting.id,
      guestId: guest.id,
      number: bill.rounds.length + 1,
      state: 'pending' as RoundState,
      cartVersion: sitting.cartVersion,
      idempotencyKey: token(),
      requestHash: token(),
      note: '',
      placedAt: at,
      decidedAt: null as Date | null,
      decidedById: null as number | null,
      rejectReason: null as string | null,
    })
    sitting.cartVersion += 1
    bill.rounds.push(round)
    const lines = planned.wishes.map((wish) => writeLine(bill, round.id, guest.id, wish, at))
    if (round.number === 1) price(bill)
    else move(bill, at, null, 'round')

    if (isCounter) {
      agenda.add(at, dice.between(20, 110) / 60, (then) =>
        visit.fate === 'forgets' ? forget(bill, then) : pay(bill, then),
      )
    } else if (visit.fate === 'cancels') {
      agenda.add(at, dice.between(1, 4), (then) => cancel(bill, waiter, then))
    } else {
      const waits = planned.waitsMinutes ?? dice.between(15, 120) / 60
      agenda.add(at, waits, (then) => {
        const isRejected = visit.mishaps.has('round-rejected') && round.number === 2
        if (isRejected) reject(bill, round, lines, then)
        else confirm(bill, round, lines, waiter, then)
      })
    }
  }

  function openBill(at: Date): RunningBill {
    const id = book.rows.order.length + 1
    const order = book.write('order', {
      id,
      storeId: store.id,
      sittingId: sitting.id,
      memberId: member?.id ?? null,
      number: orderNumber(id, at.getTime(), store.timeZone),
      businessDay: dayOf(at),
      mode: store.orderMode,
      state: 'pending' as OrderState,
      version: 1,
      tableName: table.name,
      itemsCents: 0,
      chargesCents: 0,
      discountCents: 0,
      owedCents: 0,
      paidCents: 0,
      refundedCents: 0,
      surplusCents: 0,
      placedAt: at,
      confirmedAt: null as Date | null,
      completedAt: null as Date | null,
      cancelledAt: null as Date | null,
      cancelReason: null as string | null,
      settledAt: null as Date | null,
    })
    const bill: RunningBill = { order, rounds: [], lines: [], adjustments: [] }
    bills.push(bill)
    return bill
  }

  function writeLine(bill: RunningBill, roundId: number, guestId: number, wish: Wish, at: Date) {
    const { dish, choices, quantity, note } = wish
    const { unitCents, chosen } = priceChoice(dish, choices)
    const line = book.write('orderLine', {
      storeId: store.id,
      orderId: bill.order.id,
      roundId,
      dishId: dish.id,
      guestId,
      name: dish.name,
      nameEn: dish.nameEn,
      choices: chosen,
      note,
      unitCents,
      quantity,
      totalCents: unitCents * quantity,
      stationIds: dish.stationIds,
      promisedMinutes: dish.promisedMinutes,
      state: 'queued' as LineState,
      version: 1,
      queuedAt: at,
      startedAt: null as Date | null,
      readyAt: null as Date | null,
      servedAt: null as Date | null,
      voidedAt: null as Date | null,
    })
    bill.lines.push(line)
    if (dish.stock !== null) moveStock(line, dish, -quantity, at)
    return line
  }

  /** Only what was sold since the limit was set this morning counts against it. */
  function moveStock(line: Line, dish: ServedDish, delta: number, at: Date) {
    const set = book.rows.stockMove.find((row) => row.dishId === dish.id && row.reason === 'set')
    if (!set || at < (set.at as Date)) return
    const reason = delta < 0 ? 'sold' : 'returned'
    book.write('stockMove', {
      storeId: store.id,
      dishId: dish.id,
      delta,
      reason,
      lineId: line.id,
      at,
    })
  }

  function confirm(
    bill: RunningBill,
    round: RunningBill['rounds'][number],
    lines: Line[],
    staffId: number | null,
    at: Date,
  ) {
    round.state = 'confirmed'
    round.decidedAt = at
    round.decidedById = staffId
    for (const line of lines) line.queuedAt = at
    follow(bill, at, staffId, '')

    const spared =
      visit.mishaps.has('line-voided') && !isCounter && lines.length > 2 ? lines.at(-1) : undefined
    if (spared) {
      agenda.add(at, 1, (then) => {
        moveLines([spared], 'voided', waiter, '客人不要了', then)
        audit(waiter, 'line.voided', 'line', spared.id, '客人不要了', then)
        follow(bill, then, waiter, '客人不要了')
      })
    }
    cook(
      bill,
      lines.filter((line) => line !== spared),
      at,
    )
  }

  function reject(
    bill: RunningBill,
    round: RunningBill['rounds'][number],
    lines: Line[],
    at: Date,
  ) {
    const reason = dice.pick(REJECT_REASONS)
    round.state = 'rejected'
    round.decidedAt = at
    round.decidedById = waiter
    round.rejectReason = reason
    moveLines(lines, 'voided', waiter, reason, at)
    audit(waiter, 'round.rejected', 'round', round.id, reason, at)
    follow(bill, at, waiter, reason)
  }

  function cancel(bill: RunningBill, staffId: number, at: Date) {
    const reason = visit.fate === 'forgets' ? '未付款' : dice.pick(CANCEL_REASONS)
    for (const round of bill.rounds) {
      if (round.state !== 'pending') continue
      round.state = 'rejected'
      round.decidedAt = at
      round.decidedById = staffId
      round.rejectReason = reason
    }
    const kept = bill.lines.filter((line) => line.state !== 'voided')
    moveLines(kept, 'voided', staffId, reason, at)
    audit(staffId, 'order.cancelled', 'order', bill.order.id, reason, at)
    follow(bill, at, staffId, reason)
    agenda.add(at, dice.between(1, 4), clear)
  }

  // ── kitchen ──

  /** Each station starts what it got together; a dish takes most of the time it was promised in, now and then more. */
  function cook(bill: RunningBill, lines: readonly Line[], at: Date) {
    const stations = new Set(lines.map((line) => line.stationIds[0]))
    for (const stationId of stations) {
      const own = lines.filter((line) => line.stationIds[0] === stationId)
      agenda.add(at, dice.between(20, 200) / 60, (started) => {
        moveLines(own, 'cooking', store.staff.cook, '', started)
        follow(bill, started, store.staff.cook, '')
        for (const line of own) {
          const share = dice.isLucky(0.06)
            ? 1.1 + dice.next() * 0.4
            : Math.max(0.3, dice.around(0.62, 0.12))
          agenda.add(started, line.promisedMinutes * share, (ready) => {
            moveLines([line], 'ready', store.staff.cook, '', ready)
            follow(bill, ready, store.staff.cook, '')
            agenda.add(ready, dice.between(20, 130) / 60, (served) => {
              moveLines([line], 'served', waiter, '', served)
              follow(bill, served, waiter, '')
            })
          })
        }
      })
    }
  }

  function moveLines(lines: Line[], to: LineState, staffId: number, reason: string, at: Date) {
    for (const line of lines) {
      const move = { fromState: line.state, toState: to, staffId, reason, at }
      book.write('lineMove', { lineId: line.id, version: line.version, ...move })
      if (to === 'voided' && line.state === 'queued') {
        const dish = store.dishes.find((each) => each.id === line.dishId)
        if (dish && dish.stock !== null) moveStock(line, dish, line.quantity, at)
      }
      line.state = to
      line.version += 1
      if (to === 'cooking') line.startedAt = at
      if (to === 'ready') line.readyAt = at
      if (to === 'served') line.servedAt = at
      if (to === 'voided') line.voidedAt = at
    }
  }

  /** As server/ordering/follow-lines: state and bill follow the lines, a change is a move. */
  function follow(bill: RunningBill, at: Date, staffId: number | null, reason: string) {
    const before = { state: bill.order.state, owedCents: bill.order.owedCents }
    if (stateOf(bill) !== before.state || billNow(bill).owedCents !== before.owedCents) {
      move(bill, at, staffId, reason)
    }
    if (bill.order.state !== 'completed' || roundsToCome > 0) return
    if (isCounter) agenda.add(at, visit.lingersMinutes, clear)
    else if (!bill.order.settledAt) askForBill(bill, at)
  }

  function move(bill: RunningBill, at: Date, staffId: number | null, reason: string) {
    const { order } = bill
    const toState = stateOf(bill)
    const version = order.version
    const change = { fromState: order.state, toState, staffId, reason, at }
    book.write('orderMove', { orderId: order.id, version, ...change })
    order.version += 1
    order.state = toState
    if (!order.settledAt) price(bill)
    if (toState !== 'pending' && toState !== 'cancelled') order.confirmedAt ??= at
    order.completedAt = toState === 'completed' ? (order.completedAt ?? at) : null
    if (toState === 'cancelled') {
      order.cancelledAt = at
      order.cancelReason = reason
    }
  }

  function stateOf(bill: RunningBill): OrderState {
    return orderStateOf(
      bill.rounds.map((round) => round.state),
      bill.lines.map((line) => line.state),
    )
  }

  function billNow(bill: RunningBill): Pick<Bill, 'owedCents'> & Partial<Bill> {
    if (bill.order.settledAt) return bill.order
    const level = member ? levelOf(DEFAULT_LEVELS, member.lifetimePoints) : null
    const kept = bill.lines.filter((line) => line.state !== 'voided')
    return billOf(
      kept.map((line) => line.totalCents),
      {
        ...store.rules,
        heads: visit.heads,
        memberPayBasisPoints: level?.payBasisPoints ?? 10_000,
        memberLevelName: level?.name ?? '',
      },
    )
  }

  function price(bill: RunningBill) {
    const { adjustments, ...sums } = billNow(bill) as Bill
    Object.assign(bill.order, sums)
    bill.adjustments = adjustments
  }

  // ── paying ──

  function askForBill(bill: RunningBill, at: Date) {
    const paysAt = Math.max(
      at.getTime() + 2 * MINUTE,
      visit.paysAtMs ?? at.getTime() + visit.lingersMinutes * MINUTE,
    )
    if (visit.paysAtMs || dice.isLucky(0.3)) {
      agenda.add(new Date(paysAt), -2, (asked) => request('bill', asked, paysAt))
    }
    agenda.add(new Date(paysAt), 0, (then) => {
      pay(bill, then)
      agenda.add(then, dice.between(2, 7), clear)
    })
  }

  function request(kind: 'bill', at: Date, answeredAtMs: number) {
    const isAnswered = answeredAtMs <= untilMs
    book.write('serviceRequest', {
      storeId: store.id,
      sittingId: sitting.id,
      tableId: table.id,
      kind,
      createdAt: at,
      doneAt: isAnswered ? new Date(answeredAtMs) : null,
      doneById: isAnswered ? waiter : null,
    })
  }

  function pay(bill: RunningBill, at: Date) {
    const { order } = bill
    const half = Math.floor(order.owedCents / 200) * 100
    const isSplit = visit.mishaps.has('split') && half > 0 && visit.phones > 1
    if (visit.mishaps.has('payment-failed')) {
      const created = new Date(at.getTime() - dice.between(60, 90) * 1_000)
      writePayment(bill, order.owedCents, dice.isLucky(0.5) ? 'failed' : 'cancelled', created, at)
    }
    const amounts = isSplit ? [half, order.owedCents - half] : [order.owedCents]
    const paid = amounts.map((amount) => take(bill, amount, at))

    if (isCounter) {
      const [round] = bill.rounds
      if (round) confirm(bill, round, bill.lines, null, at)
    }
    const first = paid[0]
    if (first && visit.mishaps.has('refund')) {
      agenda.add(at, dice.between(1, 2), (then) => refund(bill, first, then))
    }
  }

  function take(bill: RunningBill, amountCents: number, at: Date) {
    const { order } = bill
    const created = new Date(at.getTime() - dice.between(8, 50) * 1_000)
    const payment = writePayment(bill, amountCents, 'succeeded', created, at)
    const { newSurplusCents: _, isSettled, ...sums } = settle(order, amountCents)
    Object.assign(order, sums)
    if (isSettled) order.settledAt = at

    if (member) {
      const points = pointsFor(amountCents)
      member.totalSpentCents += amountCents
      if (isSettled) member.totalOrders += 1
      if (points > 0) earn(member, points, { paymentId: payment.id, at })
    }
    return payment
  }

  function writePayment(
    bill: RunningBill,
    amountCents: number,
    state: 'succeeded' | 'failed' | 'cancelled' | 'expired',
    createdAt: Date,
    endedAt: Date,
  ) {
    const isPhone = state !== 'succeeded'
    const offered = METHODS.filter(({ method }) => !isPhone || PROVIDERS[method] === 'simulator')
    const { method } = dice.weigh(offered, ({ share }) => share)
    const provider = PROVIDERS[method]
    const isSimulated = provider === 'simulator'
    const hasSucceeded = state === 'succeeded'
    const id = book.rows.payment.length + 1
    const digits = localDigits(endedAt.getTime(), store.timeZone)
    const transactionId =
      hasSucceeded && provider !== 'cash' ? `TXN${digits}${String(id).padStart(6, '0')}` : null
    const payment = book.write('payment', {
      storeId: store.id,
      orderId: bill.order.id,
      memberId: member?.id ?? null,
      guestId: isSimulated ? dice.pick(guests).id : null,
      staffId: isSimulated ? null : store.staff.cashier,
      method,
      provider,
      amountCents,
      currency: 'CNY',
      state,
      version: 2,
      token: token(),
      idempotencyKey: token(),
      requestHash: '',
      transactionId,
      businessDay: hasSucceeded ? dayOf(endedAt) : null,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 15 * MINUTE),
      paidAt: hasSucceeded ? endedAt : null,
      closedAt: endedAt,
      askedAt: null,
    })
    return payment
  }

  function refund(bill: RunningBill, payment: { id: number; amountCents: number }, at: Date) {
    const { order } = bill
    const line = dice.pick(bill.lines.filter((each) => each.state !== 'voided'))
    const amountCents = Math.min(line.totalCents, payment.amountCents)
    const reason = dice.pick(REFUND_REASONS)
    const { id } = book.write('refund', {
      storeId: store.id,
      orderId: order.id,
      paymentId: payment.id,
      staffId: store.staff.cashier,
      amountCents,
      reason,
      state: 'succeeded',
      idempotencyKey: token(),
      providerRef: null,
      businessDay: dayOf(at),
      createdAt: at,
      doneAt: at,
    })
    order.refundedCents += amountCents
    audit(store.staff.cashier, 'payment.refunded', 'payment', payment.id, reason, at)

    if (!member) return
    const keptCents = payment.amountCents - amountCents
    const earnedPoints = pointsFor(payment.amountCents)
    const facts = { earnedPoints, takenBackPoints: 0, keptCents }
    const points = pointsToTakeBack(facts, member.points)
    member.totalSpentCents -= amountCents
    if (points > 0) earn(member, -points, { refundId: id, at })
  }

  function earn(
    card: Card,
    delta: number,
    of: { at: Date; paymentId?: number; refundId?: number },
  ) {
    card.points += delta
    card.lifetimePoints += delta
    book.write('pointsEntry', {
      memberId: card.id,
      delta,
      reason: delta > 0 ? 'earned' : 'reversed',
      note: '',
      paymentId: of.paymentId ?? null,
      refundId: of.refundId ?? null,
      idempotencyKey: null,
      pointsAfter: card.points,
      createdAt: of.at,
    })
  }

  /** The phone was put away before it was paid: the payment runs out and the counter cancels the order. */
  function forget(bill: RunningBill, at: Date) {
    const expiredAt = new Date(at.getTime() + 15 * MINUTE)
    agenda.add(expiredAt, 0, (then) => {
      writePayment(bill, bill.order.owedCents, 'expired', at, then)
      agenda.add(then, 2, (later) => cancel(bill, store.staff.cashier, later))
    })
  }

  // ── leaving ──

  function clear(at: Date) {
    sitting.clearedAt = at
    seat.untilAt = at
    agenda.drop()
  }

  function audit(
    staffId: number,
    action: string,
    subject: string,
    subjectId: number,
    reason: string,
    at: Date,
  ) {
    book.write('auditEntry', {
      storeId: store.id,
      staffId,
      action,
      subject,
      subjectId: String(subjectId),
      details: { reason },
      at,
    })
  }

  function dayOf(at: Date): Date {
    return new Date(`${businessDay(at.getTime(), store)}T00:00:00Z`)
  }

  for (const planned of visit.rounds) {
    agenda.add(openedAt, planned.afterMinutes, (at) => place(planned, at))
  }
  agenda.play(untilMs)
  for (const { order, adjustments } of bills) {
    for (const adjustment of adjustments) {
      const createdAt = order.settledAt ?? order.placedAt
      book.write('orderAdjustment', { orderId: order.id, ...adjustment, createdAt })
    }
  }
  return sitting.clearedAt?.getTime() ?? null
}

type Line = {
  id: number
  dishId: number
  quantity: number
  totalCents: number
  stationIds: number[]
  promisedMinutes: number
  state: LineState
  version: number
  queuedAt: Date
  startedAt: Date | null
  readyAt: Date | null
  servedAt: Date | null
  voidedAt: Date | null
}

type RunningBill = {
  order: {
    id: number
    state: OrderState
    version: number
    owedCents: number
    paidCents: number
    surplusCents: number
    refundedCents: number
    placedAt: Date
    confirmedAt: Date | null
    completedAt: Date | null
    cancelledAt: Date | null
    cancelReason: string | null
    settledAt: Date | null
  }
  rounds: {
    id: number
    number: number
    state: RoundState
    decidedAt: Date | null
    decidedById: number | null
    rejectReason: string | null
  }[]
  lines: Line[]
  adjustments: Bill['adjustments']
}

/** What is still to happen, earliest first. */
function emptyAgenda() {
  let entries: { atMs: number; happen: (at: Date) => void }[] = []
  return {
    add: (from: Date, minutes: number, happen: (at: Date) => void) => {
      entries.push({ atMs: Math.round(from.getTime() + minutes * MINUTE), happen })
    },
    drop: () => {
      entries = []
    },
    play: (untilMs: number) => {
      for (;;) {
        const next = entries.reduce<(typeof entries)[number] | undefined>(
          (first, entry) => (first && first.atMs <= entry.atMs ? first : entry),
          undefined,
        )
        if (!next || next.atMs > untilMs) return
        entries.splice(entries.indexOf(next), 1)
        next.happen(new Date(next.atMs))
      }
    },
  }
}
