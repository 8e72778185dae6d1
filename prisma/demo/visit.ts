// One party from its first scan to the cleared table, in time order. It can be stopped at any
// instant, and then leaves the table as it was at that instant.

import { MINUTE_MS, openAgenda } from './agenda'
import {
  addRound,
  cancelBill,
  confirmRound,
  linesOf,
  moveLines,
  openBill,
  type RunningBill,
  type RunningLine,
  type RunningRound,
  rejectRound,
  writeAdjustments,
} from './bill'
import type { Book } from './book'
import type { Dice } from './dice'
import { audit, type PlannedRound, type Stay, type Visit } from './stay'
import { letPaymentExpire, payBill, refundDish } from './till'

const CANCEL_REASONS = ['客人临时有事', '下错桌', '重复下单'] as const
const REJECT_REASONS = ['食材售完', '客人改主意'] as const
const NOT_PAID = '未付款'
const NOT_WANTED = '客人不要了'

/**
 * Plays a visit up to an instant (ms).
 * @returns when its table was cleared (ms), or null when the party is still there
 */
export function playVisit(book: Book, visit: Visit, untilMs: number, dice: Dice): number | null {
  const { store, member } = visit
  const agenda = openAgenda()
  const arrivedAt = new Date(visit.arrivesAtMs)

  const sitting = book.write('sitting', {
    storeId: store.id,
    partySize: visit.heads,
    cartVersion: 1,
    openedAt: arrivedAt,
    clearedAt: null as Date | null,
  })
  const seat = book.write('sittingTable', {
    sittingId: sitting.id,
    tableId: visit.table.id,
    fromAt: arrivedAt,
    untilAt: null as Date | null,
  })
  const guestIds = Array.from({ length: visit.phones }, (_, index) => {
    const joinedAt = new Date(visit.arrivesAtMs + index * dice.between(10, 50) * 1_000)
    const guest = book.write('guest', {
      sittingId: sitting.id,
      memberId: index === 0 ? (member?.id ?? null) : null,
      tokenHash: dice.bytes(32),
      number: index + 1,
      nickname: null,
      joinedAt,
      lastSeenAt: joinedAt,
    })
    return guest.id
  })

  const waiterId = dice.pick(store.staff.waiters)
  const headsLeft = visit.heads
  const stay: Stay = { visit, book, dice, agenda, sitting, guestIds, headsLeft, waiterId }
  const clear = (at: Date) => {
    sitting.clearedAt = at
    seat.untilAt = at
    agenda.close()
  }
  const bills = store.orderMode === 'pay_first' ? payFirst(stay, clear) : eatFirst(stay, clear)
  agenda.play(untilMs)
  for (const bill of bills) writeAdjustments(stay, bill)
  return sitting.clearedAt?.getTime() ?? null
}

/** 先吃后付: one bill that rounds are added to, each confirmed by a waiter; paid when all is eaten. */
function eatFirst(stay: Stay, clear: (at: Date) => void): RunningBill[] {
  const { visit, agenda, dice, waiterId } = stay
  const bills: RunningBill[] = []
  let roundsToCome = visit.rounds.length

  const place = (planned: PlannedRound, at: Date) => {
    const bill = bills[0] ?? openBill(stay, at)
    bills[0] = bill
    roundsToCome -= 1
    const round = addRound(stay, bill, planned, at)
    if (visit.fate === 'cancels') {
      agenda.add(at, dice.between(1, 4), (then) => {
        cancel(stay, bill, dice.pick(CANCEL_REASONS), then)
        agenda.add(then, dice.between(1, 4), clear)
      })
      return
    }
    const waits = planned.waitsMinutes ?? dice.between(15, 120) / 60
    agenda.add(at, waits, (then) => decide(bill, round, then))
  }
  const decide = (bill: RunningBill, round: RunningRound, at: Date) => {
    if (round.number === 2 && visit.mishaps.has('round-rejected')) {
      const reason = dice.pick(REJECT_REASONS)
      rejectRound(stay, bill, round, { staffId: waiterId, reason, at })
      const fact = { action: 'round.rejected', subject: 'round', subjectId: round.id }
      audit(stay, waiterId, { ...fact, details: { reason } }, at)
      afterServing(bill, at)
      return
    }
    confirmRound(stay, bill, round, { staffId: waiterId, reason: '', at })
    const lines = linesOf(bill, round)
    const unwanted = visit.mishaps.has('line-voided') && lines.length > 2 ? lines.at(-1) : undefined
    if (unwanted) agenda.add(at, 0.3, (then) => takeBack(stay, bill, unwanted, then))
    const wanted = lines.filter((line) => line !== unwanted)
    cook(stay, bill, wanted, at, (then) => afterServing(bill, then))
  }
  const afterServing = (bill: RunningBill, at: Date) => {
    if (bill.order.state !== 'completed' || roundsToCome > 0) return
    const fullMs = at.getTime() + 2 * MINUTE_MS
    const paysAtMs = Math.max(
      fullMs,
      visit.paysAtMs ?? at.getTime() + visit.lingersMinutes * MINUTE_MS,
    )
    if (visit.paysAtMs || dice.isLucky(0.3)) callForBill(stay, paysAtMs)
    agenda.add(new Date(paysAtMs), 0, (then) => {
      pay(stay, bill, then)
      agenda.add(then, dice.between(2, 7), clear)
    })
  }

  schedule(stay, place)
  return bills
}

/** 先付后吃: each round is an order of its own, cooked once it is paid. */
function payFirst(stay: Stay, clear: (at: Date) => void): RunningBill[] {
  const { visit, agenda, dice } = stay
  const bills: RunningBill[] = []

  const place = (planned: PlannedRound, at: Date) => {
    const bill = openBill(stay, at)
    bills.push(bill)
    const round = addRound(stay, bill, planned, at)
    agenda.add(at, dice.between(20, 110) / 60, (then) => {
      if (visit.fate === 'forgets') forget(bill, then)
      else serve(bill, round, then)
    })
  }
  const serve = (bill: RunningBill, round: RunningRound, at: Date) => {
    pay(stay, bill, at)
    confirmRound(stay, bill, round, { staffId: null, reason: 'paid', at })
    cook(stay, bill, linesOf(bill, round), at, (then) => {
      const isAllServed = bills.every(({ order }) => order.state === 'completed')
      if (isAllServed && bills.length === visit.rounds.length) {
        agenda.add(then, visit.lingersMinutes, clear)
      }
    })
  }
  const forget = (bill: RunningBill, at: Date) => {
    agenda.add(at, visit.store.paymentExpiresMinutes, (then) => {
      letPaymentExpire(stay, bill, at, then)
      cancel(stay, bill, NOT_PAID, then)
      agenda.add(then, dice.between(1, 4), clear)
    })
  }

  schedule(stay, place)
  return bills
}

function schedule({ visit, agenda }: Stay, place: (planned: PlannedRound, at: Date) => void): void {
  const arrivedAt = new Date(visit.arrivesAtMs)
  for (const planned of visit.rounds) {
    agenda.add(arrivedAt, planned.afterMinutes, (at) => place(planned, at))
  }
}

/**
 * Each station starts what it got together; a dish takes most of the time it was promised in, now
 * and then more.
 */
function cook(
  stay: Stay,
  bill: RunningBill,
  lines: readonly RunningLine[],
  at: Date,
  afterServing: (at: Date) => void,
): void {
  const { agenda, dice, visit, waiterId } = stay
  const cookId = visit.store.staff.cook
  for (const stationId of new Set(lines.map((line) => line.stationIds[0]))) {
    const own = lines.filter((line) => line.stationIds[0] === stationId)
    agenda.add(at, dice.between(25, 200) / 60, (started) => {
      moveLines(stay, bill, own, 'cooking', { staffId: cookId, reason: '', at: started })
      for (const line of own) {
        agenda.add(started, line.promisedMinutes * shareOfPromise(stay), (ready) => {
          moveLines(stay, bill, [line], 'ready', { staffId: cookId, reason: '', at: ready })
          agenda.add(ready, dice.between(20, 130) / 60, (served) => {
            moveLines(stay, bill, [line], 'served', { staffId: waiterId, reason: '', at: served })
            afterServing(served)
          })
        })
      }
    })
  }
}

function shareOfPromise({ dice }: Stay): number {
  const isLate = dice.isLucky(0.06)
  return isLate ? 1.1 + dice.next() * 0.4 : Math.max(0.3, dice.around(0.62, 0.12))
}

function takeBack(stay: Stay, bill: RunningBill, line: RunningLine, at: Date): void {
  const { waiterId } = stay
  moveLines(stay, bill, [line], 'voided', { staffId: waiterId, reason: NOT_WANTED, at })
  const fact = { action: 'line.voided', subject: 'line', subjectId: line.id }
  audit(stay, waiterId, { ...fact, details: { reason: NOT_WANTED } }, at)
}

function cancel(stay: Stay, bill: RunningBill, reason: string, at: Date): void {
  const staffId = stay.visit.store.staff.cashier
  cancelBill(stay, bill, { staffId, reason, at })
  const fact = { action: 'order.cancelled', subject: 'order', subjectId: bill.order.id }
  audit(stay, staffId, { ...fact, details: { reason } }, at)
}

function pay(stay: Stay, bill: RunningBill, at: Date): void {
  const [first] = payBill(stay, bill, at)
  if (!first || !stay.visit.mishaps.has('refund')) return
  stay.agenda.add(at, 1.5, (then) => refundDish(stay, bill, first, then))
}

/** They wave for the bill two minutes before they pay; whoever takes the money has answered. */
function callForBill(stay: Stay, paysAtMs: number): void {
  const { book, visit, agenda, sitting, waiterId } = stay
  agenda.add(new Date(paysAtMs), -2, (at) => {
    const request = book.write('serviceRequest', {
      storeId: visit.store.id,
      sittingId: sitting.id,
      tableId: visit.table.id,
      kind: 'bill',
      createdAt: at,
      doneAt: null as Date | null,
      doneById: null as number | null,
    })
    agenda.add(new Date(paysAtMs), 0, (then) => {
      request.doneAt = then
      request.doneById = waiterId
    })
  })
}
