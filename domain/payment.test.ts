import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCents, PAYMENT_STATES } from './billing'
import { mayMove } from './moves'
import { paymentStatusOf } from './ordering'
import { judgeNotice, makeWay, PAYMENT_MOVES, settle } from './payment'
import { giveBack } from './refunds'

describe('the state table of payments', () => {
  it('lets a pending payment end once, and keeps what is final final', () => {
    for (const to of PAYMENT_STATES) {
      expect(mayMove(PAYMENT_MOVES, 'pending', to)).toBe(to !== 'pending')
      for (const from of PAYMENT_STATES.filter((state) => state !== 'pending')) {
        expect(mayMove(PAYMENT_MOVES, from, to)).toBe(false)
      }
    }
  })
})

describe('the sums of an order', () => {
  it('hold over any history of payments and refunds: all money is paid, surplus or refunded, nothing is negative', () => {
    const step = fc.record({
      isRefund: fc.boolean(),
      cents: fc.integer({ min: 1, max: 20_000 }),
    })
    const owed = fc.integer({ min: 0, max: 30_000 })
    fc.assert(
      fc.property(owed, fc.array(step, { maxLength: 30 }), (owedCents, steps) => {
        let order = { owedCents, paidCents: 0, surplusCents: 0, refundedCents: 0, isSettled: false }
        let inCents = 0
        let outCents = 0
        for (const { isRefund, cents } of steps) {
          if (isRefund) {
            const amount = Math.min(cents, inCents - outCents)
            if (amount === 0) continue
            const { fromSurplusCents: _, ...sums } = giveBack(order, amount)
            order = { ...order, ...sums }
            outCents += amount
          } else {
            const { paidCents, surplusCents, isSettled } = settle(order, cents)
            order = { ...order, paidCents, surplusCents, isSettled: order.isSettled || isSettled }
            inCents += cents
            expect(isSettled).toBe(openCents(order) === 0)
          }
          expect(order.paidCents - order.refundedCents).toBe(inCents - outCents)
          expect(order.paidCents).toBeLessThanOrEqual(owedCents + order.surplusCents)
          expect(order.refundedCents).toBeLessThanOrEqual(order.paidCents)
          expect(
            Math.min(order.surplusCents, order.paidCents, order.refundedCents),
          ).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('name a second payment by a race a surplus, and read as paid when it went back', () => {
    const sums = { owedCents: 3_000, paidCents: 3_000, surplusCents: 0, refundedCents: 0 }
    const order = { ...sums, isSettled: true }
    const twice = { ...order, ...settle(order, 3_000) }
    expect(twice).toMatchObject({ paidCents: 6_000, surplusCents: 3_000, newSurplusCents: 3_000 })
    const after = { ...twice, ...giveBack(twice, 3_000) }
    expect(after).toMatchObject({ paidCents: 3_000, surplusCents: 0, refundedCents: 0 })
    expect(paymentStatusOf(after)).toBe('paid')
  })

  it('open a running bill again when its money goes back', () => {
    const order = { owedCents: 3_300, paidCents: 3_000, surplusCents: 0, refundedCents: 0 }
    const after = { ...order, ...giveBack({ ...order, isSettled: false }, 3_000) }
    expect(after).toMatchObject({ paidCents: 0, refundedCents: 0 })
    expect(openCents(after)).toBe(3_300)
  })
})

describe('a platform’s word', () => {
  const payment = { orderId: 7, state: 'pending' as const, amountCents: 3_000, currency: 'CNY' }
  const paid = { isPaid: true, transactionId: 'T1', amountCents: 3_000, currency: 'CNY' }

  it.each([
    ['accepted', payment, paid, null],
    ['accepted', payment, { ...paid, isPaid: false }, null],
    ['refused', payment, { ...paid, amountCents: 3_001 }, null],
    ['refused', payment, { ...paid, amountCents: 2_999 }, null],
    ['refused', payment, { ...paid, currency: 'USD' }, null],
    ['refused', payment, paid, { orderId: 8 }],
    ['repeated', { ...payment, state: 'succeeded' as const }, paid, { orderId: 7 }],
    ['repeated', { ...payment, state: 'cancelled' as const }, { ...paid, isPaid: false }, null],
    ['late', { ...payment, state: 'succeeded' as const }, { ...paid, transactionId: 'T2' }, null],
    ['late', { ...payment, state: 'cancelled' as const }, paid, null],
    ['late', { ...payment, state: 'expired' as const }, paid, null],
    ['late', { ...payment, state: 'failed' as const }, paid, null],
  ] as const)('is %s (case %#)', (verdict, about, notice, usedBy) => {
    expect(judgeNotice(about, notice, usedBy).verdict).toBe(verdict)
  })
})

describe('a new payment', () => {
  const at = Date.parse('2026-11-20T12:00:00Z')
  const pending = (
    guestId: number,
    method: 'wechat' | 'cash',
    minutes: number,
    splitKind = 'whole',
  ) => ({ guestId, method, splitKind, expiresAt: new Date(at + minutes * 60_000) })
  const own = pending(1, 'wechat', 5)
  const friends = pending(2, 'wechat', 5)
  const expired = pending(2, 'wechat', 0)
  const call = pending(2, 'cash', 5)
  const callForPart = pending(2, 'cash', 5, 'items')
  const all = [own, friends, expired, call, callForPart]

  it('by a guest replaces their own, what expired and a call for cash for all, and no other phone’s', () => {
    for (const isForWhole of [true, false]) {
      expect(makeWay(all, { guestId: 1, isForWhole }, at)).toEqual([own, expired, call])
    }
  })

  it('by staff for the whole bill replaces all, for a part only what locks nothing', () => {
    expect(makeWay(all, { guestId: null, isForWhole: true }, at)).toEqual(all)
    expect(makeWay(all, { guestId: null, isForWhole: false }, at)).toEqual([expired, call])
  })
})
