// How a party pays: with a phone at the simulator, by card at the terminal, in cash; what goes
// wrong with it, what a member earns by it, and what is given back. Sums follow domain/payment and
// domain/membership.

import type { PaymentState } from '@/domain/billing'
import { localDigits } from '@/domain/calendar'
import { pointsFor, pointsOfPayment, pointsToTakeBack } from '@/domain/membership'
import type { PaymentMethod } from '@/domain/methods'
import { settle } from '@/domain/payment'
import { giveBack } from '@/domain/refunds'
import { MINUTE_MS } from './agenda'
import type { RunningBill } from './bill'
import { audit, type Card, dayOf, demoToken, type Stay } from './stay'

type Way = { method: PaymentMethod; provider: 'simulator' | 'terminal' | 'cash'; share: number }

/** What a brand starts with. */
const POINTS_PER_YUAN = 1

const WAYS: readonly Way[] = [
  { method: 'wechat', provider: 'simulator', share: 0.54 },
  { method: 'alipay', provider: 'simulator', share: 0.27 },
  { method: 'credit_card', provider: 'terminal', share: 0.11 },
  { method: 'cash', provider: 'cash', share: 0.08 },
]
const PHONE_WAYS = WAYS.filter(({ provider }) => provider === 'simulator')

const REFUND_REASONS = ['菜品口味不佳', '上错菜', '等待过久', '多收一份'] as const

export type PaidPayment = { id: number; amountCents: number; provider: Way['provider'] }

/** Pays what a bill owes, in one payment or two. */
export function payBill(stay: Stay, bill: RunningBill, at: Date): PaidPayment[] {
  const { visit, dice } = stay
  const { owedCents } = bill.order
  if (visit.mishaps.has('payment-failed')) {
    const createdAt = new Date(at.getTime() - dice.between(70, 100) * 1_000)
    const closedAt = new Date(at.getTime() - 60_000)
    const state = dice.isLucky(0.5) ? 'failed' : 'cancelled'
    writePayment(stay, bill, dice.pick(PHONE_WAYS), { state, createdAt, closedAt })
  }
  const half = Math.floor(owedCents / 200) * 100
  const isSplit = visit.mishaps.has('split') && visit.phones > 1 && half > 0
  const amounts = isSplit ? [half, owedCents - half] : [owedCents]
  return amounts.map((amountCents) => takePayment(stay, bill, amountCents, at))
}

/** The phone was put away before it was paid: the payment runs out. */
export function letPaymentExpire(stay: Stay, bill: RunningBill, createdAt: Date, at: Date): void {
  const ended = { state: 'expired', createdAt, closedAt: at } as const
  writePayment(stay, bill, stay.dice.pick(PHONE_WAYS), ended)
}

/** Gives back one dish of a payment, and the points it earned. */
export function refundDish(stay: Stay, bill: RunningBill, payment: PaidPayment, at: Date): void {
  const { book, visit, dice } = stay
  const { store, member } = visit
  const line = dice.pick(bill.lines.filter((each) => each.state !== 'voided'))
  const amountCents = Math.min(line.totalCents, payment.amountCents)
  const reason = dice.pick(REFUND_REASONS)
  const id = book.rows.refund.length + 1
  book.write('refund', {
    id,
    storeId: store.id,
    orderId: bill.order.id,
    paymentId: payment.id,
    staffId: store.staff.cashier,
    amountCents,
    reason,
    state: 'succeeded',
    idempotencyKey: demoToken(dice),
    providerRef: `${payment.provider === 'simulator' ? 'SIMR' : 'TILL'}${id}`,
    businessDay: dayOf(store, at),
    createdAt: at,
    doneAt: at,
  })
  const trade = book.rows.payment[payment.id - 1]
  if (payment.provider === 'simulator' && trade) {
    const { token } = trade
    const facts = { reference: `SIMR${id}`, token, amountCents, createdAt: at, decidedAt: at }
    book.write('simulatorRefund', { ...facts, state: 'paid' })
  }
  const order = { ...bill.order, isSettled: Boolean(bill.order.settledAt) }
  const spentCents = order.paidCents - order.refundedCents
  const { fromSurplusCents: _, ...sums } = giveBack(order, amountCents)
  Object.assign(bill.order, sums)
  const details = { amountCents, reason, refundId: id }
  const fact = { action: 'payment.refunded', subject: 'payment', subjectId: payment.id, details }
  audit(stay, store.staff.cashier, fact, at)

  if (!member) return
  const points = pointsToTakeBack(
    { points: pointsFor(spentCents, POINTS_PER_YUAN), spentCents },
    amountCents,
  )
  member.totalSpentCents -= amountCents
  if (amountCents === spentCents) member.totalOrders -= 1
  writePoints(stay, member, -points, { refundId: id, at })
}

function takePayment(stay: Stay, bill: RunningBill, amountCents: number, at: Date): PaidPayment {
  const { dice, visit } = stay
  const { order } = bill
  const way = dice.weigh(WAYS, ({ share }) => share)
  const createdAt = new Date(at.getTime() - dice.between(8, 50) * 1_000)
  const ended = { state: 'succeeded', createdAt, closedAt: at } as const
  const payment = writePayment(stay, bill, way, { ...ended, amountCents })
  const beforeCents = order.paidCents
  const { newSurplusCents: _, isSettled, ...sums } = settle(order, amountCents)
  Object.assign(order, sums)
  if (isSettled) order.settledAt = at

  const { member } = visit
  if (member) {
    member.totalSpentCents += amountCents
    if (isSettled) member.totalOrders += 1
    writePoints(stay, member, pointsOfPayment(beforeCents, amountCents, POINTS_PER_YUAN), {
      paymentId: payment.id,
      at,
    })
  }
  return { id: payment.id, amountCents, provider: way.provider }
}

function writePayment(
  stay: Stay,
  bill: RunningBill,
  { method, provider }: Way,
  ended: { state: PaymentState; createdAt: Date; closedAt: Date; amountCents?: number },
): { id: number } {
  const { book, dice, visit } = stay
  const { store, member } = visit
  const { state, createdAt, closedAt } = ended
  const isPhone = provider === 'simulator'
  const hasSucceeded = state === 'succeeded'
  const id = book.rows.payment.length + 1
  const amountCents = ended.amountCents ?? bill.order.owedCents
  const token = demoToken(dice)
  const prefix = { simulator: 'TXN', terminal: 'TERM', cash: 'CASH' }[provider]
  const digits = localDigits(closedAt.getTime(), store.timeZone) + String(id).padStart(6, '0')
  const transactionId = `${prefix}${provider === 'cash' ? id : digits}`

  if (isPhone) {
    const isDecided = hasSucceeded || state === 'failed'
    book.write('simulatorTrade', {
      token,
      merchant: `SIM-${store.id}`,
      amountCents,
      currency: 'CNY',
      state: hasSucceeded ? 'paid' : isDecided ? 'declined' : 'closed',
      transactionId: isDecided ? transactionId : null,
      createdAt,
      decidedAt: closedAt,
    })
  }
  return book.write('payment', {
    id,
    storeId: store.id,
    orderId: bill.order.id,
    memberId: hasSucceeded ? (member?.id ?? null) : null,
    guestId: isPhone ? dice.pick(stay.guestIds) : null,
    staffId: isPhone ? null : store.staff.cashier,
    method,
    provider,
    amountCents,
    currency: 'CNY',
    state,
    version: 2,
    token,
    idempotencyKey: demoToken(dice),
    requestHash: '',
    transactionId: hasSucceeded ? transactionId : null,
    businessDay: hasSucceeded ? dayOf(store, closedAt) : null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + 15 * MINUTE_MS),
    paidAt: hasSucceeded ? closedAt : null,
    closedAt,
    askedAt: null,
  })
}

/** Points that a payment earned (+) or a refund took back (−). */
function writePoints(
  { book }: Stay,
  card: Card,
  delta: number,
  of: { at: Date; paymentId?: number; refundId?: number },
): void {
  if (delta === 0) return
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
