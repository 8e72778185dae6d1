import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BookRow, reconcile } from './reconcile'

const row = fc.record({
  kind: fc.constantFrom('payment' as const, 'refund' as const),
  number: fc.integer({ min: 1, max: 999 }).map(String),
  amountCents: fc.integer({ min: 1, max: 100_000 }),
})
const keyOf = ({ kind, number }: BookRow) => `${kind} ${number}`
const rows = fc.uniqueArray(row, { selector: keyOf, maxLength: 30 })
const signed = (kind: string, cents: number | null) =>
  kind === 'refund' ? -(cents ?? 0) : (cents ?? 0)

describe('a statement against our rows', () => {
  it('agrees with itself, whatever the order of the rows', () => {
    const twice = rows.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    fc.assert(
      fc.property(twice, ([list, shuffled]) => {
        const { differences, matched, thereCents, hereCents } = reconcile(list, shuffled)
        expect(differences).toEqual([])
        expect(matched).toEqual({ count: list.length, cents: thereCents })
        expect(hereCents).toBe(thereCents)
      }),
    )
  })

  it('says the same however the rows are ordered', () => {
    fc.assert(
      fc.property(rows, rows, (there, here) => {
        expect(reconcile([...there].reverse(), [...here].reverse())).toEqual(reconcile(there, here))
      }),
    )
  })

  it('names every difference once, and its sums add up', () => {
    fc.assert(
      fc.property(rows, rows, (there, here) => {
        const { differences, matched, thereCents, hereCents } = reconcile(there, here)
        const amounts = (list: BookRow[]) =>
          new Map(list.map((each) => [keyOf(each), each.amountCents]))
        const [theirs, ours] = [amounts(there), amounts(here)]
        const keys = [...new Set([...theirs.keys(), ...ours.keys()])]
        const unlike = keys.filter((key) => theirs.get(key) !== ours.get(key))

        expect(differences.map(({ of, number }) => `${of} ${number}`).sort()).toEqual(unlike.sort())
        expect(matched.count).toBe(keys.length - unlike.length)
        const sum = (side: 'thereCents' | 'hereCents') =>
          differences.reduce((total, each) => total + signed(each.of, each[side]), matched.cents)
        expect([sum('thereCents'), sum('hereCents')]).toEqual([thereCents, hereCents])
      }),
    )
  })

  it('tells apart what is missing here, what is missing there, and what has another amount', () => {
    const payment = (number: string, amountCents: number): BookRow => ({
      kind: 'payment',
      number,
      amountCents,
    })
    const refund = (number: string, amountCents: number): BookRow => ({
      kind: 'refund',
      number,
      amountCents,
    })
    const { differences, ...sums } = reconcile(
      [payment('a', 100), payment('b', 200), payment('d', 400), refund('r', 30), refund('t', 8)],
      [payment('a', 100), payment('b', 201), payment('c', 300), refund('s', 40), refund('t', 9)],
    )
    expect(differences.map(({ kind, number }) => [kind, number])).toEqual([
      ['amountDiffers', 'b'],
      ['missingThere', 'c'],
      ['missingHere', 'd'],
      ['refundMissingHere', 'r'],
      ['refundMissingThere', 's'],
      ['amountDiffers', 't'],
    ])
    expect(sums).toEqual({ thereCents: 662, hereCents: 552, matched: { count: 1, cents: 100 } })
  })

  it('takes two rows of one number for one movement of their sum', () => {
    const half: BookRow = { kind: 'payment', number: 'a', amountCents: 50 }
    expect(reconcile([half, half], [{ ...half, amountCents: 100 }]).differences).toEqual([])
    expect(reconcile([half, half], [half]).differences).toMatchObject([
      { kind: 'amountDiffers', thereCents: 100, hereCents: 50 },
    ])
  })
})
