import { describe, expect, it } from 'vitest'
import { Refusal } from './refusal'
import { MAXIMUM_GUESTS, nextGuestNumber, refuseOpenBill, tableState } from './seating'

describe('a table', () => {
  const facts = { isOpen: true, pendingRounds: 0, orders: 0, owedCents: 0, paidCents: 0 }

  it('is free, seated, waiting, ordered, paid', () => {
    expect(tableState({ ...facts, isOpen: false })).toBe('free')
    expect(tableState(facts)).toBe('seated')
    expect(tableState({ ...facts, orders: 1, pendingRounds: 1, owedCents: 900 })).toBe('waiting')
    expect(tableState({ ...facts, orders: 1, owedCents: 900 })).toBe('ordered')
    expect(tableState({ ...facts, orders: 1, owedCents: 900, paidCents: 900 })).toBe('paid')
  })

  it('is waiting as long as a round waits, even when all else is paid', () => {
    const paid = { ...facts, orders: 2, pendingRounds: 1, owedCents: 900, paidCents: 900 }
    expect(tableState(paid)).toBe('waiting')
  })
})

describe('the number of the next guest', () => {
  it('starts at one and never fills a gap', () => {
    expect(nextGuestNumber([])).toBe(1)
    expect(nextGuestNumber([1, 3])).toBe(4)
  })

  it('is refused at a full table', () => {
    const full = Array.from({ length: MAXIMUM_GUESTS }, (_, index) => index + 1)
    expect(() => nextGuestNumber(full)).toThrow(new Refusal('table.full'))
  })
})

describe('clearing', () => {
  const bill = { isCancelled: false, owedCents: 5_000, paidCents: 5_000, surplusCents: 0 }

  it('passes when all is paid, cancelled or never ordered', () => {
    const cancelled = { ...bill, isCancelled: true, paidCents: 0 }
    expect(() => refuseOpenBill([])).not.toThrow()
    expect(() => refuseOpenBill([bill, cancelled])).not.toThrow()
  })

  it('names what is open over all bills, and a surplus of one bill pays no other', () => {
    const open = { ...bill, paidCents: 2_000 }
    const surplus = { ...bill, paidCents: 9_000, surplusCents: 4_000 }
    try {
      refuseOpenBill([bill, open, surplus])
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({
        code: 'sitting.has-open-bill',
        details: { openCents: 3_000 },
      })
    }
  })
})
