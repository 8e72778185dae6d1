import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paymentStatusOf } from './ordering'
import {
  allocateRefund,
  giveBack,
  judgeNotice,
  leftQuantity,
  lineRefunds,
  makeWay,
  mayMovePayment,
  openCents,
  PAYMENT_STATES,
  refundableCents,
  settle,
} from './payment'

describe('the state table of payments', () => {
  it('lets a pending payment end once, and keeps what is final final', () => {
    for (const to of PAYMENT_STATES) {
      expect(mayMovePayment('pending', to)).toBe(to !== 'pending')
      for (const from of PAYMENT_STATES.filter((state) => state !== 'pending')) {
        expect(mayMovePayment(from, to)).toBe(false)
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

describe('what may go back', () => {
  it('counts refunds under way, not failed ones, and only of money that came', () => {
    const refunds = [
      { state: 'succeeded' as const, amountCents: 100 },
      { state: 'pending' as const, amountCents: 200 },
      { state: 'failed' as const, amountCents: 400 },
    ]
    expect(refundableCents({ state: 'succeeded', amountCents: 1_000 }, refunds)).toBe(700)
    expect(refundableCents({ state: 'pending', amountCents: 1_000 }, [])).toBe(0)
  })
})

describe('dishes given back', () => {
  const bill = fc
    .array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 12 }),
        totalCents: fc.integer({ min: 0, max: 30_000 }),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((rows) => rows.map((row, id) => ({ ...row, id, refundedQuantity: 0 })))
  const owed = fc.integer({ min: 0, max: 300_000 })
  const dice = fc.infiniteStream(fc.nat({ max: 1_000 }))
  type Lines = typeof bill extends fc.Arbitrary<infer Value> ? Value : never

  type Stream = Iterator<number>

  /** Gives back some portions of some line until none is left, as the dice say. */
  function giveAllBack(owedCents: number, lines: Lines, rolls: Stream) {
    const roll = (below: number) => Number(rolls.next().value) % below
    const kept = lines.map((line) => ({ ...line }))
    const given: { lineId: number; quantity: number; amountCents: number }[] = []
    for (;;) {
      const left = kept.filter((line) => leftQuantity(line) > 0)
      const line = left[roll(left.length || 1)]
      if (!line) return given
      const quantity = 1 + roll(leftQuantity(line))
      given.push(...lineRefunds(owedCents, kept, [{ lineId: line.id, quantity }]))
      line.refundedQuantity += quantity
    }
  }
  const ofLine = (given: readonly { lineId: number; amountCents: number }[], id: number) =>
    sumOf(given.filter(({ lineId }) => lineId === id))

  it('in any order and in any portions add up to exactly what was owed, none of them negative', () => {
    fc.assert(
      fc.property(owed, bill, dice, (owedCents, lines, rolls) => {
        const given = giveAllBack(owedCents, lines, rolls)
        expect(sumOf(given)).toBe(owedCents)
        for (const { amountCents } of given) expect(amountCents).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('are worth by line what that line is worth at once, whatever was given back before and in between', () => {
    fc.assert(
      fc.property(owed, bill, dice, (owedCents, lines, rolls) => {
        const wanted = lines.map(({ id, quantity }) => ({ lineId: id, quantity }))
        const atOnce = lineRefunds(owedCents, lines, wanted)
        const given = giveAllBack(owedCents, lines, rolls)
        let upTo: typeof given = []
        for (const each of given) {
          upTo = [...upTo, each]
          expect(ofLine(upTo, each.lineId)).toBeLessThanOrEqual(ofLine(atOnce, each.lineId))
        }
        for (const { id } of lines) expect(ofLine(given, id)).toBe(ofLine(atOnce, id))
      }),
    )
  })

  it('are never more portions than are left', () => {
    fc.assert(
      fc.property(owed, bill, (owedCents, lines) => {
        for (const { id, quantity } of lines) {
          const more = [{ lineId: id, quantity: quantity + 1 }]
          expect(() => lineRefunds(owedCents, lines, more)).toThrow(RangeError)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('money given back', () => {
  const payments = fc
    .array(fc.integer({ min: 0, max: 50_000 }), { maxLength: 6 })
    .map((all) => all.map((leftCents, id) => ({ id, leftCents })))
  const amounts = fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 12 })

  it('is spread over payments in full or refused, of none more than is left, the latest first', () => {
    fc.assert(
      fc.property(payments, fc.nat({ max: 200_000 }), (all, amountCents) => {
        const leftCents = all.reduce((sum, payment) => sum + payment.leftCents, 0)
        const parts = allocateRefund(all, amountCents)
        expect(parts === null).toBe(amountCents > leftCents)
        if (!parts) return
        expect(sumOf(parts)).toBe(amountCents)
        const leftOf = (id: number) => all.find((payment) => payment.id === id)?.leftCents ?? 0
        for (const [index, { paymentId, amountCents: partCents }] of parts.entries()) {
          expect(partCents).toBeGreaterThan(0)
          expect(partCents).toBeLessThanOrEqual(leftOf(paymentId))
          const isLast = index === parts.length - 1
          if (!isLast) expect(partCents).toBe(leftOf(paymentId))
        }
        const ids = parts.map(({ paymentId }) => paymentId)
        expect(ids).toEqual(ids.toSorted((a, b) => b - a))
        expect(allocateRefund(all.toReversed(), amountCents)).toEqual(parts)
      }),
    )
  })

  it('again and again ends at exactly what was paid', () => {
    fc.assert(
      fc.property(payments, amounts, (all, wished) => {
        const left = all.map((payment) => ({ ...payment }))
        const paidCents = all.reduce((sum, payment) => sum + payment.leftCents, 0)
        let backCents = 0
        const give = (amountCents: number) => {
          for (const part of allocateRefund(left, amountCents) ?? []) {
            const payment = left.find(({ id }) => id === part.paymentId)
            if (!payment) throw new Error('nobody’s payment')
            payment.leftCents -= part.amountCents
            backCents += part.amountCents
          }
        }
        for (const amountCents of wished) give(amountCents)
        expect(backCents).toBeLessThanOrEqual(paidCents)
        give(left.reduce((sum, { leftCents }) => sum + leftCents, 0))
        expect(backCents).toBe(paidCents)
        expect(left.every(({ leftCents }) => leftCents === 0)).toBe(true)
      }),
    )
  })
})

function sumOf(parts: readonly { amountCents: number }[]): number {
  return parts.reduce((sum, { amountCents }) => sum + amountCents, 0)
}

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
