import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from './refusal'
import {
  isOtherNumber,
  MAXIMUM_GUESTS,
  MAXIMUM_PEOPLE,
  nextGuestNumber,
  peopleOf,
  recountHeads,
  refuseOpenBill,
  tableState,
  tablesOf,
} from './seating'

describe('a table', () => {
  const facts = {
    ...{ isOpen: true, pendingRounds: 0, orders: 0, awaited: 0 },
    ...{ owedCents: 0, paidCents: 0 },
  }

  it('is free, seated, waiting, ordered, paid', () => {
    expect(tableState({ ...facts, isOpen: false })).toBe('free')
    expect(tableState(facts)).toBe('seated')
    expect(tableState({ ...facts, orders: 1, pendingRounds: 1, owedCents: 900 })).toBe('waiting')
    expect(tableState({ ...facts, orders: 1, owedCents: 900 })).toBe('ordered')
    expect(tableState({ ...facts, orders: 1, owedCents: 900, paidCents: 900 })).toBe('paid')
  })

  it('is not paid while a dish waits to be weighed, though nothing is owed yet', () => {
    expect(tableState({ ...facts, orders: 1, awaited: 1 })).toBe('ordered')
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
  const bill = {
    ...{ isCancelled: false, owedCents: 5_000, paidCents: 5_000, surplusCents: 0 },
    awaited: 0,
  }

  it('waits for what is still to be weighed, though nothing is owed', () => {
    const fish = { ...bill, owedCents: 0, paidCents: 0, awaited: 2 }
    expect(() => refuseOpenBill([bill, { ...fish, isCancelled: true }])).not.toThrow()
    expect(() => refuseOpenBill([bill, fish])).toThrow(new Refusal('order.unpriced', { number: 2 }))
  })

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

describe('how many people sit there', () => {
  it('is one until a person says it', () => {
    expect([peopleOf(null), peopleOf(6)]).toEqual([1, 6])
  })

  it('is other only than what was said, by who saw that, and not fewer by a guest who has ordered', () => {
    const sitting = { partySize: 4, hasOrdered: true }
    expect(isOtherNumber(sitting, { people: 4, seen: null, isGuest: true })).toBe(false)
    expect(isOtherNumber(sitting, { people: 5, seen: 4, isGuest: true })).toBe(true)
    expect(isOtherNumber(sitting, { people: 3, seen: 4, isGuest: false })).toBe(true)
    const late = { people: 5, seen: 3, isGuest: false }
    expect(() => isOtherNumber(sitting, late)).toThrow(new Refusal('people.changed', { number: 4 }))
    const fewer = { people: 3, seen: 4, isGuest: true }
    expect(() => isOtherNumber(sitting, fewer)).toThrow(new Refusal('people.fewer'))
    expect(isOtherNumber({ ...sitting, hasOrdered: false }, fewer)).toBe(true)
  })

  const bills = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 50 }),
      heads: fc.integer({ min: 0, max: 12 }),
      isOpen: fc.boolean(),
    }),
    { maxLength: 6, selector: ({ id }) => id },
  )

  it('is charged once each: what open bills can take they take, no settled bill moves, and none is for fewer than nobody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAXIMUM_PEOPLE }), bills, (people, all) => {
        const changed = new Map(recountHeads(people, all).map(({ id, heads }) => [id, heads]))
        const after = all.map((bill) => ({ ...bill, heads: changed.get(bill.id) ?? bill.heads }))
        const sum = (each: { heads: number }[]) =>
          each.reduce((total, { heads }) => total + heads, 0)
        const open = after.filter(({ isOpen }) => isOpen)
        const settled = all.filter(({ isOpen }) => !isOpen)
        expect(after.filter(({ isOpen }) => !isOpen)).toEqual(settled)
        expect(after.every(({ heads }) => heads >= 0)).toBe(true)
        if (open.length > 0) expect(sum(after)).toBe(Math.max(people, sum(settled)))
        expect(recountHeads(people, after)).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('tables that are written down', () => {
  it.each([
    ['A01–A03', ['A01', 'A02', 'A03']],
    ['A8-A11', ['A8', 'A9', 'A10', 'A11']],
    ['A08～10', ['A08', 'A09', 'A10']],
    ['1至3', ['1', '2', '3']],
    ['A1, A2、包间 1\nVIP-1', ['A1', 'A2', '包间 1', 'VIP-1']],
    ['2楼-1, 2楼1-2楼2', ['2楼-1', '2楼1', '2楼2']],
  ])('%j are these', (pattern, names) => {
    expect(tablesOf(pattern, false)).toEqual({ names })
  })

  it('leave fours out where that is wanted, and only there', () => {
    expect(tablesOf('A2-A5, 14, 四季', true)).toEqual({ names: ['A2', 'A3', 'A5', '四季'] })
    expect(tablesOf('A4', true)).toEqual({ fault: 'empty', part: '' })
  })

  it.each([
    ['', 'empty'],
    ['A3-A1', 'backwards'],
    ['A1-B3', 'unclear'],
    ['A1, A1', 'twice'],
    ['A1-A3, A2', 'twice'],
    ['1-201', 'tooMany'],
    ['1-99999999999999999999', 'tooMany'],
    ['一'.repeat(21), 'tooLong'],
  ])('%j says what is wrong with it: %s', (pattern, fault) => {
    expect(tablesOf(pattern, false)).toMatchObject({ fault })
  })
})
