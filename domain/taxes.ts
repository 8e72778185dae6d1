// Tax of a bill: two rates at most, each rounded once for the whole bill, never dish by dish. So
// want it EN 16931 (BR-CO-17: the tax of a rate is its base times the rate, rounded) and Japan's
// invoices (one rounding per invoice and rate: 消費税法施行令 70 条の 10). What is for the whole bill, a
// charge, a discount, the cover, has the rates of the dishes that it is for. Amounts in smallest
// units.

import { type AdjustmentPart, type Bearer, byId, payableOf, withHeads } from './costs'
import { prorate, shareOf } from './money'

export const TAX_CLASSES = ['standard', 'reduced'] as const
export type TaxClass = (typeof TAX_CLASSES)[number]

/** A store's rates, of 10,000; `reducedTaxBasisPoints` null = there is one rate for everything. */
export type TaxRules = {
  taxBasisPoints: number
  reducedTaxBasisPoints?: number | null
  isTaxAdded: boolean
}

/** What a bill has at one rate: the net amount, and the tax on it. */
export type RateTax = { basisPoints: number; netCents: number; taxCents: number }

/** The rate of a class, of 10,000. */
function rateOf(rules: TaxRules, taxClass: TaxClass): number {
  const { taxBasisPoints, reducedTaxBasisPoints } = rules
  return taxClass === 'reduced' ? (reducedTaxBasisPoints ?? taxBasisPoints) : taxBasisPoints
}

/** The tax contained in an amount that includes it, half up, exact however large. */
export function includedTaxCents(grossCents: number, basisPoints: number): number {
  const whole = 10_000 + basisPoints
  return Number((BigInt(grossCents) * BigInt(basisPoints) * 2n + BigInt(whole)) / BigInt(whole * 2))
}

type TaxedLine = { taxClass: TaxClass }

/**
 * What dishes cost, by the rate that they have; the standard one first, rates of nothing left out.
 */
function byRate<Line extends TaxedLine>(rules: TaxRules, costs: ReadonlyMap<Line, number>) {
  const rates = [...new Set(TAX_CLASSES.map((each) => rateOf(rules, each)))]
  return rates
    .filter((basisPoints) => basisPoints > 0)
    .map((basisPoints) => {
      const own = [...costs].filter(([line]) => rateOf(rules, line.taxClass) === basisPoints)
      return { basisPoints, own, cents: own.reduce((sum, [, cents]) => sum + cents, 0) }
    })
}

/**
 * The taxes that are put on a bill whose prices do not include them, and which dishes bear them.
 * @param costs what each dish costs before tax
 */
export function addedTaxes<Line extends TaxedLine>(
  rules: TaxRules,
  costs: ReadonlyMap<Line, number>,
): (RateTax & { bearer: Bearer<Line> })[] {
  return byRate(rules, costs).flatMap(({ basisPoints, own, cents }) => {
    const taxCents = shareOf(cents, basisPoints)
    if (taxCents === 0) return []
    const parts = prorate(
      taxCents,
      own.map(([, cost]) => cost),
    )
    const isAll = own.length === costs.size
    const bearer = isAll ? 'bill' : new Map(own.map(([line], at) => [line, parts[at] ?? 0]))
    return [{ basisPoints, netCents: cents, taxCents, bearer }]
  })
}

type KeptLine = TaxedLine & { id: number; totalCents: number }
type KeptAdjustment = { kind: string; amountCents: number; parts: readonly AdjustmentPart[] | null }

/**
 * The taxes of a bill as it is kept, one for each rate: what was added to it, or what its prices
 * include.
 * @param kept every dish that was not taken back
 */
export function taxesOf(
  rules: TaxRules,
  owedCents: number,
  kept: readonly KeptLine[],
  adjustments: readonly KeptAdjustment[],
): RateTax[] {
  const lines = byId(kept)
  // Added tax is on what stands before it, and 抹零 comes after it.
  const isBefore = ({ kind }: KeptAdjustment) => !rules.isTaxAdded || !/^(tax|rounding)$/.test(kind)
  const before = adjustments.filter(isBefore)
  const later = adjustments.filter((each) => !isBefore(each))
  const grossCents = owedCents - later.reduce((sum, { amountCents }) => sum + amountCents, 0)
  const payable = payableOf(grossCents, lines, before)
  const costs = withHeads(lines, payable.lines, payable.headsCents)
  if (rules.isTaxAdded) {
    return addedTaxes(rules, costs).map(({ bearer: _, ...tax }) => tax)
  }
  return byRate(rules, costs)
    .map(({ basisPoints, cents }) => included(basisPoints, cents))
    .filter(({ taxCents }) => taxCents > 0)
}

function included(basisPoints: number, grossCents: number): RateTax {
  const taxCents = includedTaxCents(grossCents, basisPoints)
  return { basisPoints, netCents: grossCents - taxCents, taxCents }
}

/**
 * The tax in money that goes back, one for each rate: of the dishes that it is for, or of no dish
 * in particular, by what the bill had at each rate.
 */
export function refundTaxes(
  rules: TaxRules,
  amountCents: number,
  dishes: readonly (TaxedLine & { amountCents: number })[],
  ofBill: readonly RateTax[],
  owedCents: number,
): RateTax[] {
  if (dishes.length > 0) {
    return byRate(rules, new Map(dishes.map((dish) => [dish, dish.amountCents])))
      .map(({ basisPoints, cents }) => included(basisPoints, cents))
      .filter(({ taxCents }) => taxCents > 0)
  }
  const taxed = ofBill.map(({ netCents, taxCents }) => netCents + taxCents)
  const untaxed = Math.max(0, owedCents - taxed.reduce((sum, cents) => sum + cents, 0))
  const parts = prorate(amountCents, [...taxed, untaxed])
  return ofBill
    .map(({ basisPoints }, at) => included(basisPoints, parts[at] ?? 0))
    .filter(({ taxCents }) => taxCents > 0)
}
