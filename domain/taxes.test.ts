import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLAIN_LINE } from '@/testing/plain'
import { type BilledLine, type BillRules, billOf } from './ordering'
import { includedTaxCents, refundTaxes, type TaxClass, taxesOf } from './taxes'

const plain: BillRules = {
  perHeadCents: 0,
  heads: 0,
  serviceBasisPoints: 0,
  taxBasisPoints: 1_900,
  reducedTaxBasisPoints: 700,
  isTaxAdded: false,
  member: null,
  coupon: null,
  discounts: [],
  roundingCents: 1,
}
const dish = (id: number, totalCents: number, taxClass: TaxClass): BilledLine & { id: number } => ({
  ...PLAIN_LINE,
  id,
  dishId: id,
  unitCents: totalCents,
  quantity: 1,
  totalCents,
  taxClass,
})
const beer = dish(1, 500, 'standard')
const noodles = dish(2, 1_200, 'reduced')
const taken = (amountCents: number) => ({
  id: 1,
  lineId: null,
  kind: 'amount_off' as const,
  amountCents,
  payBasisPoints: 10_000,
  maximumCents: null,
  reason: '久等',
})

function told(lines: (BilledLine & { id: number })[], rules: BillRules) {
  const bill = billOf(lines, rules)
  return { bill, taxes: taxesOf(rules, bill.owedCents, lines, bill.adjustments) }
}

describe('two rates of a bill', () => {
  it('are said each with its base where prices include them', () => {
    const { bill, taxes } = told([beer, noodles], plain)
    expect(bill.owedCents).toBe(1_700)
    expect(taxes).toEqual([
      { basisPoints: 1_900, netCents: 420, taxCents: 80 },
      { basisPoints: 700, netCents: 1_121, taxCents: 79 },
    ])
  })

  it('are added each on its own line, on what is left after discounts', () => {
    const rules = { ...plain, isTaxAdded: true, discounts: [taken(170)] }
    const { bill, taxes } = told([beer, noodles], rules)
    expect(
      bill.adjustments.map(({ kind, amountCents, reason }) => [kind, amountCents, reason]),
    ).toEqual([
      ['manual', -170, '久等'],
      ['tax', 86, '19%'],
      ['tax', 76, '7%'],
    ])
    expect(taxes).toEqual([
      { basisPoints: 1_900, netCents: 450, taxCents: 86 },
      { basisPoints: 700, netCents: 1_080, taxCents: 76 },
    ])
    expect(bill.owedCents).toBe(1_530 + 86 + 76)
  })

  it('are one where there is one, rounded once and never dish by dish', () => {
    const rules = { ...plain, taxBasisPoints: 800, reducedTaxBasisPoints: null, isTaxAdded: true }
    const three = [1, 2, 3].map((id) => dish(id, 106, id === 2 ? 'reduced' : 'standard'))
    const { bill, taxes } = told(three, rules)
    // Three times 8.48 rounded is 24; rounded once it is 25.
    expect(taxes).toEqual([{ basisPoints: 800, netCents: 318, taxCents: 25 }])
    expect(bill.adjustments).toMatchObject([{ kind: 'tax', amountCents: 25, reason: '8%' }])
    const untaxed = { ...plain, reducedTaxBasisPoints: 0 }
    expect(told([beer, noodles], untaxed).taxes).toHaveLength(1)
  })

  it('add up to the bill whatever it is, and what is kept says what was added', () => {
    const lines = fc
      .array(
        fc.tuple(fc.integer({ min: 0, max: 90_000 }), fc.constantFrom('standard', 'reduced')),
        {
          minLength: 1,
          maxLength: 6,
        },
      )
      .map((all) => all.map(([cents, of], at) => dish(at + 1, cents, of as TaxClass)))
    const rules = fc
      .record({
        perHeadCents: fc.constantFrom(0, 200),
        heads: fc.integer({ min: 0, max: 8 }),
        serviceBasisPoints: fc.constantFrom(0, 1_000),
        reducedTaxBasisPoints: fc.constantFrom(null, 0, 700, 1_900),
        isTaxAdded: fc.boolean(),
        discounts: fc
          .integer({ min: 0, max: 50_000 })
          .map((cents) => (cents ? [taken(cents)] : [])),
        roundingCents: fc.constantFrom(1, 10, 100),
      })
      .map((own): BillRules => ({ ...plain, ...own }))
    fc.assert(
      fc.property(lines, rules, (all, by) => {
        const { bill, taxes } = told(all, by)
        const added = bill.adjustments.filter(({ kind }) => kind === 'tax')
        if (by.isTaxAdded) {
          expect(taxes.map(({ taxCents }) => taxCents)).toEqual(
            added.map((each) => each.amountCents),
          )
        } else expect(added).toEqual([])
        const rounding = bill.adjustments.find(({ kind }) => kind === 'rounding')?.amountCents ?? 0
        const gross = taxes.reduce((sum, tax) => sum + tax.netCents + tax.taxCents, 0)
        expect(gross).toBeLessThanOrEqual(bill.owedCents - (by.isTaxAdded ? rounding : 0))
        for (const tax of taxes) expect(tax.netCents).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the tax in an amount', () => {
  it('that includes it is exact to its last digit, however large', () => {
    expect(includedTaxCents(10_600, 600)).toBe(600)
    expect(includedTaxCents(100, 0)).toBe(0)
    expect(includedTaxCents(1_060_000_000_000_000, 600)).toBe(60_000_000_000_000)
  })

  it('that goes back is of the dishes it is for, or of the bill as it was taxed', () => {
    const { bill, taxes } = told([beer, noodles], plain)
    const back = { taxClass: 'reduced' as const, amountCents: 1_200 }
    expect(refundTaxes(plain, 1_200, [back], taxes, bill.owedCents)).toEqual([
      { basisPoints: 700, netCents: 1_121, taxCents: 79 },
    ])
    expect(refundTaxes(plain, 1_700, [], taxes, bill.owedCents)).toEqual(taxes)
  })
})
