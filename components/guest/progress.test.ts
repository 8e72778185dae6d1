import { describe, expect, it } from 'vitest'
import type { LineState } from '@/domain/ordering'
import { PLAIN_PORTION } from '@/testing/plain'
import {
  dueOf,
  heldOf,
  hurriedAtOf,
  isForMore,
  lineProgress,
  mayTakeBack,
  openCentsOf,
  payableCentsOf,
  roundProgress,
  servedOf,
} from './progress'
import type { OrderRound, SittingOrder } from './types'

const round = (state: OrderRound['state'], ...lines: LineState[]): OrderRound => ({
  id: 1,
  number: 1,
  state,
  placedAt: '2026-11-20T04:00:00.000Z',
  note: '',
  isTakeaway: false,
  guestNumber: 1,
  rejectReason: null,
  urgentAt: null,
  hurriedAt: null,
  ...{ allergies: [], isAllergiesSeen: false, allergiesSeenBy: [] },
  lines: lines.map((line, index) => ({
    ...PLAIN_PORTION,
    id: index + 1,
    dishId: 1,
    name: '米饭',
    names: { en: 'Rice' },
    chosen: [],
    note: '',
    unitCents: 300,
    listUnitCents: 300,
    quantity: 1,
    totalCents: 300,
    course: 0,
    state: line,
    guestNumber: 1,
    wait: null,
  })),
})

const order = (more: Partial<SittingOrder> = {}): SittingOrder => ({
  awaited: 0,
  id: 1,
  number: 'ORD20261120120000000001',
  tableName: 'A1',
  mode: 'eat_first',
  state: 'pending',
  paymentStatus: 'unpaid',
  placedAt: '2026-11-20T04:00:00.000Z',
  cancelReason: null,
  isSettled: false,
  isReopened: false,
  memberId: null,
  itemsCents: 600,
  chargesCents: 0,
  discountCents: 0,
  owedCents: 600,
  paidCents: 0,
  refundedCents: 0,
  surplusCents: 0,
  payingCents: 0,
  adjustments: [],
  cameBack: [],
  rounds: [],
  ...more,
})

describe('what a guest is told of a round', () => {
  it.each([
    ['waiting', round('pending', 'queued')],
    ['held', round('confirmed', 'held', 'voided')],
    ['confirmed', round('confirmed', 'queued', 'held')],
    ['preparing', round('confirmed', 'cooking', 'queued')],
    ['serving', round('confirmed', 'ready', 'queued')],
    ['completed', round('confirmed', 'served', 'voided')],
    ['rejected', round('rejected', 'voided')],
    ['cancelled', round('confirmed', 'voided')],
  ] as const)('is “%s”', (progress, of) => {
    expect(roundProgress(order(), of)).toBe(progress)
  })

  it('is that it waits for the payment where guests pay first, and for a person once it is paid', () => {
    const pending = round('pending', 'queued')
    const unpaid = order({ mode: 'pay_first' })
    expect(roundProgress(unpaid, pending)).toBe('unpaid')
    expect(lineProgress(unpaid, pending, { state: 'queued' })).toBe('unpaid')
    expect(roundProgress({ ...unpaid, paidCents: 600 }, pending)).toBe('waiting')
  })

  it('never promises a dish of a round that nobody confirmed', () => {
    expect(lineProgress(order(), round('pending', 'queued'), { state: 'queued' })).toBe('waiting')
    expect(lineProgress(order(), round('rejected', 'queued'), { state: 'queued' })).toBe('voided')
    expect(lineProgress(order(), round('confirmed', 'cooking'), { state: 'cooking' })).toBe(
      'cooking',
    )
  })

  it('counts only dishes that will come', () => {
    expect(servedOf(round('confirmed', 'served', 'cooking', 'voided'))).toEqual({
      served: 1,
      total: 2,
    })
  })
})

describe('what waits until the guests say so', () => {
  it('is what is held of rounds that somebody accepted', () => {
    const rounds = [round('confirmed', 'held', 'queued'), round('pending', 'held')]
    expect(heldOf([order({ rounds })])).toMatchObject([{ id: 1, state: 'held' }])
  })
})

describe('what a table may ask for', () => {
  it('is what should be there by now', () => {
    const wait = { earliestMs: 0, latestMs: 60_000, dueMs: 60_000, isMeasured: false }
    const [line] = round('confirmed', 'cooking').lines
    if (!line) throw new Error('it has one')
    const orders = [
      order({ rounds: [{ ...round('confirmed', 'held'), lines: [{ ...line, wait }, line] }] }),
    ]
    expect(dueOf(orders, 59_000)).toEqual([])
    expect(dueOf(orders, 60_000)).toMatchObject([{ wait }])
  })
})

describe('that the kitchen was told to hurry', () => {
  const hurriedAt = '2026-11-20T04:20:00.000Z'

  it('is said as long as something of the round is still to be cooked', () => {
    expect(hurriedAtOf({ ...round('confirmed', 'cooking', 'ready'), hurriedAt })).toBe(hurriedAt)
    expect(hurriedAtOf({ ...round('confirmed', 'ready', 'held'), hurriedAt })).toBeNull()
    expect(hurriedAtOf(round('confirmed', 'queued'))).toBeNull()
  })
})

describe('what is still to be paid', () => {
  it('leaves out cancelled orders and does not pay one bill with the surplus of another', () => {
    const paidTwice = order({ paidCents: 1_200, surplusCents: 600 })
    const cancelled = order({ state: 'cancelled' })
    expect(openCentsOf([order(), paidTwice, cancelled])).toBe(600)
  })
})

describe('the bill', () => {
  it('is opened at what nobody pays just now', () => {
    expect(payableCentsOf(order({ owedCents: 600, payingCents: 200 }))).toBe(400)
    expect(payableCentsOf(order({ owedCents: 600, paidCents: 500, payingCents: 200 }))).toBe(0)
  })

  it('does not press before somebody wants to pay, but where guests pay first', () => {
    expect(isForMore([order()], [{ kind: 'call' }])).toBe(true)
    expect(isForMore([], [])).toBe(true)
    expect(isForMore([order()], [{ kind: 'bill' }])).toBe(false)
    expect(isForMore([order()], [{ kind: 'cash' }])).toBe(false)
    expect(isForMore([order({ payingCents: 600 })], [])).toBe(false)
    expect(isForMore([order({ paidCents: 100 })], [])).toBe(false)
    expect(isForMore([order({ mode: 'pay_first' })], [])).toBe(false)
  })
})

describe('a round', () => {
  it('is the guests’ to take back until somebody accepts, pays or is paying', () => {
    const waiting = round('pending', 'queued')
    expect(mayTakeBack(order(), waiting)).toBe(true)
    expect(mayTakeBack(order(), round('confirmed', 'queued'))).toBe(false)
    expect(mayTakeBack(order({ payingCents: 600 }), waiting)).toBe(false)
    expect(mayTakeBack(order({ paidCents: 100 }), waiting)).toBe(false)
    expect(mayTakeBack(order({ isSettled: true }), waiting)).toBe(false)
  })

  it('that the guests took back is cancelled, not refused by the house', () => {
    const taken = { ...round('rejected', 'voided'), rejectReason: 'guests' }
    expect(roundProgress(order(), taken)).toBe('cancelled')
  })
})
