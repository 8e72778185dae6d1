// Receipts: merging what a guest would call the same loses no portion and no 分.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLAIN_PORTION } from '@/testing/plain'
import { bearsShares, type ReceiptLine, receiptLinesOf, takeawayOf } from './receipts'

const lines = fc.array(
  fc
    .record({
      name: fc.constantFrom('米饭', '鱼', '汤'),
      optionId: fc.constantFrom(1, 2),
      quantity: fc.integer({ min: 1, max: 20 }),
      unitCents: fc.constantFrom(0, 300, 999),
    })
    .map(
      ({ name, optionId, quantity, unitCents }): ReceiptLine => ({
        ...PLAIN_PORTION,
        name,
        names: {},
        chosen: [{ optionId, name: '辣', names: {}, quantity: 1, priceCents: 0 }],
        quantity,
        unitCents,
        listUnitCents: unitCents,
        totalCents: unitCents * quantity,
      }),
    ),
  { maxLength: 30 },
)
const sumOf = (all: readonly ReceiptLine[], of: 'quantity' | 'totalCents') =>
  all.reduce((sum, line) => sum + line[of], 0)

describe('a receipt’s lines', () => {
  it('add up to what was ordered, in portions and in 分, whatever is merged', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const merged = receiptLinesOf(all)
        expect(sumOf(merged, 'quantity')).toBe(sumOf(all, 'quantity'))
        expect(sumOf(merged, 'totalCents')).toBe(sumOf(all, 'totalCents'))
        for (const line of merged) expect(line.totalCents).toBe(line.unitCents * line.quantity)
      }),
    )
  })

  it('stand once each: the same name, options and price never twice', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const keys = receiptLinesOf(all).map(({ name, chosen, unitCents }) =>
          JSON.stringify([name, chosen[0]?.optionId, unitCents]),
        )
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })

  it('change nothing that was passed in', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const before = structuredClone(all)
        receiptLinesOf(all)
        expect(all).toEqual(before)
      }),
    )
  })
})

describe('a receipt of one’s own part', () => {
  const dish = { name: '鱼', names: {}, portions: 1, amountCents: 2_005, quantity: null, of: null }
  const charge = (kind: 'per_head' | 'service_charge' | 'coupon') => ({
    adjustments: [
      { kind, amountCents: 200, reason: '', reasons: {}, couponId: null, discountId: null },
    ],
  })

  it('says that its dishes bear their shares of the bill where they do', () => {
    expect(bearsShares(charge('service_charge'), { dishes: [dish] })).toBe(true)
    expect(bearsShares(charge('coupon'), { dishes: [dish] })).toBe(true)
    expect(bearsShares(charge('per_head'), { dishes: [dish] })).toBe(false)
    expect(bearsShares(charge('service_charge'), { dishes: [] })).toBe(false)
    expect(bearsShares({ adjustments: [] }, { dishes: [dish] })).toBe(false)
  })
})

describe('what of a bill is taken away', () => {
  it('is all of it, some or nothing, and nothing of a bill without dishes', () => {
    expect(takeawayOf([true, true])).toBe('whole')
    expect(takeawayOf([true, false])).toBe('partly')
    expect(takeawayOf([false])).toBeNull()
    expect(takeawayOf([])).toBeNull()
  })
})
