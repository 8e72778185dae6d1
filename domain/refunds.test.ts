import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { payableOf } from './costs'
import { allocateRefund, leftQuantity, lineRefunds, payersOf } from './refunds'

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

  const costed = (owedCents: number, lines: Lines) => {
    const costs = payableOf(owedCents, lines, []).lines
    return lines.map((line, index) => ({ ...line, payableCents: costs[index] ?? 0 }))
  }

  /** Gives back some portions of some line until none is left, as the dice say. */
  function giveAllBack(owedCents: number, lines: Lines, rolls: Stream) {
    const roll = (below: number) => Number(rolls.next().value) % below
    const kept = costed(owedCents, lines)
    const given: { lineId: number; quantity: number; amountCents: number }[] = []
    for (;;) {
      const left = kept.filter((line) => leftQuantity(line) > 0)
      const line = left[roll(left.length || 1)]
      if (!line) return given
      const quantity = 1 + roll(leftQuantity(line))
      given.push(...lineRefunds(kept, [{ lineId: line.id, quantity }]))
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
        const atOnce = lineRefunds(costed(owedCents, lines), wanted)
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
          expect(() => lineRefunds(costed(owedCents, lines), more)).toThrow(RangeError)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('the money of a dish', () => {
  const lineId = fc.integer({ min: 1, max: 4 })
  const amountCents = fc.integer({ min: 1, max: 9_000 })
  const dishes = fc.uniqueArray(fc.record({ lineId, quantity: fc.constant(1), amountCents }), {
    selector: (dish) => dish.lineId,
    minLength: 1,
    maxLength: 4,
  })
  const payments = fc
    .array(
      fc.record({
        shares: fc.uniqueArray(fc.record({ lineId, amountCents }), {
          selector: (share) => share.lineId,
          maxLength: 3,
        }),
        leftCents: fc.integer({ min: 0, max: 20_000 }),
        headCents: fc.constantFrom(0, 0, 500),
      }),
      { maxLength: 5 },
    )
    .map((all) => all.map((payment, index) => ({ ...payment, id: index + 1 })))

  it('goes back to who paid for it, then to who paid for no dish in particular, never out of what somebody paid for another', () => {
    fc.assert(
      fc.property(payments, dishes, (all, wanted) => {
        const { parts, missingCents } = payersOf(all, wanted)
        expect(sumOf(parts) + missingCents).toBe(sumOf(wanted))
        for (const part of parts) {
          const payment = all.find(({ id }) => id === part.paymentId)
          expect(part.amountCents).toBeLessThanOrEqual(payment?.leftCents ?? 0)
          const isFor = payment?.shares.filter((share) =>
            wanted.some((dish) => dish.lineId === share.lineId),
          )
          if (payment?.shares.length || payment?.headCents) {
            expect(part.amountCents).toBeLessThanOrEqual(sumOf(isFor ?? []))
          }
        }
      }),
    )
  })

  it('of the one who paid for the fish is not the soup’s, and what nobody paid for is missing', () => {
    const fishAndSoup = [
      { id: 1, leftCents: 6_000, headCents: 0, shares: [{ lineId: 1, amountCents: 6_000 }] },
      { id: 2, leftCents: 4_000, headCents: 0, shares: [{ lineId: 2, amountCents: 4_000 }] },
    ]
    const fish = { lineId: 1, quantity: 1, amountCents: 6_000 }
    expect(payersOf(fishAndSoup, [fish])).toEqual({
      parts: [{ paymentId: 1, amountCents: 6_000 }],
      dishes: [{ ...fish, paymentId: 1, parts: [{ paymentId: 1, amountCents: fish.amountCents }] }],
      missingCents: 0,
    })
    const soup = { lineId: 2, quantity: 1, amountCents: 4_000 }
    expect(payersOf(fishAndSoup.slice(0, 1), [soup])).toMatchObject({
      parts: [],
      missingCents: 4_000,
    })
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
      fc.property(payments, amounts, (all, asked) => {
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
        for (const amountCents of asked) give(amountCents)
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
