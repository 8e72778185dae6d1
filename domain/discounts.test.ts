// The table of discounts, held together: its data, the price function, and the page that says it in
// words.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PLAIN_DISH, PLAIN_LINE } from '@/testing/plain'
import { STEPS } from './discounts'
import { priceChoice } from './menu'
import {
  ADJUSTMENT_KINDS,
  type BilledCoupon,
  type BilledDiscount,
  type BilledLine,
  type BillRules,
  billOf,
} from './ordering'

// A latte of 25 that is promoted to 20, with paid extras of 9, and a fish of 100.
const latte: BilledLine = {
  id: 1,
  dishId: 11,
  ...PLAIN_LINE,
  ...{ unitCents: 2_900, extraUnitCents: 900, quantity: 1, totalCents: 2_900 },
}
const fish: BilledLine = {
  id: 2,
  dishId: 12,
  ...PLAIN_LINE,
  ...{ unitCents: 10_000, quantity: 1, totalCents: 10_000 },
}
const none: BillRules = {
  ...{ perHeadCents: 0, heads: 0, serviceBasisPoints: 0, taxBasisPoints: 0, isTaxAdded: false },
  reducedTaxBasisPoints: null,
  ...{ member: null, coupon: null, discounts: [], roundingCents: 1 },
}
const coupon = (terms: Partial<BilledCoupon>): BilledCoupon => ({
  ...{ id: 5, kind: 'amount_off', name: '券', names: {}, amountCents: 0, payBasisPoints: 10_000 },
  ...{ maximumCents: null, minimumCents: 0, dishIds: [] },
  ...terms,
})
const byHand = (terms: Partial<BilledDiscount>): BilledDiscount => ({
  ...{ id: 1, lineId: null, kind: 'percent_off', amountCents: 0, payBasisPoints: 10_000 },
  ...{ maximumCents: null, reason: '招待' },
  ...terms,
})

// Each row turns on one thing more than the rows before it; a coupon takes the place of the other.
const charges = { perHeadCents: 200, heads: 3, serviceBasisPoints: 1_000 }
const member = { payBasisPoints: 9_000, levelName: '金卡', levelNames: {} }
const gift = coupon({ kind: 'gift', dishIds: [11] })
const soup = byHand({ id: 1, lineId: 2, kind: 'gift' })
const whole = byHand({ id: 2, payBasisPoints: 9_000 })
const before = { ...none, ...charges, member, coupon: gift }
const all = { ...before, discounts: [whole], taxBasisPoints: 600, isTaxAdded: true }

/** What each row of the table is counted on, and what it takes off (−) or adds, in 分. */
const ROWS: Record<string, { rules: BillRules; on: number; amount: number }> = {
  'per head': { rules: { ...none, perHeadCents: 200, heads: 3 }, on: 3, amount: 600 },
  service: { rules: { ...none, ...charges }, on: 12_900, amount: 1_290 },
  member: { rules: { ...none, ...charges, member }, on: 12_900, amount: -1_290 },
  // A tenth off by the level: 26.10, of which 18 is the latte.
  'gift coupon': { rules: before, on: 1_800, amount: -1_800 },
  'amount coupon': {
    rules: { ...before, coupon: coupon({ amountCents: 2_000, minimumCents: 11_610 }) },
    on: 11_610,
    amount: -2_000,
  },
  'percent coupon': {
    rules: { ...before, coupon: coupon({ kind: 'percent_off', payBasisPoints: 8_000 }) },
    on: 11_610,
    amount: -2_322,
  },
  'discount on a dish': { rules: { ...before, discounts: [soup] }, on: 9_000, amount: -9_000 },
  // Dishes 98.10, per head 6, service 12.90.
  'discount on the bill': {
    rules: { ...before, discounts: [whole] },
    on: 11_700,
    amount: -1_170,
  },
  'tax on top': { rules: all, on: 10_530, amount: 632 },
  'rounding down': { rules: { ...all, roundingCents: 100 }, on: 11_162, amount: -62 },
}

describe('the table of discounts', () => {
  it.each(Object.entries(ROWS))('%s is counted on what the table says', (what, row) => {
    const step = STEPS.find((each) => each.what === what)
    const { adjustments } = billOf([latte, fish], row.rules)
    const last = adjustments.findLast(({ kind }) => kind === step?.kind)
    expect(last?.amountCents).toBe(row.amount)
  })

  it('takes nothing off below a coupon’s minimum, which is of the dishes left', () => {
    const needs = coupon({ amountCents: 2_000, minimumCents: 11_611 })
    const { adjustments } = billOf([latte, fish], { ...before, coupon: needs })
    expect(adjustments.map(({ kind }) => kind)).toEqual(['per_head', 'service_charge', 'member'])
  })

  it('has a promotion in the price of the dish already, and points in a coupon: neither is a line of a bill', () => {
    const dish = {
      ...PLAIN_DISH,
      ...{ id: 11, name: '拿铁', names: {}, priceCents: 2_500, promoPriceCents: 2_000 },
    }
    expect(priceChoice(dish, [])).toMatchObject({ unitCents: 2_000, listUnitCents: 2_500 })
    const rows = STEPS.map(({ what }) => what).filter((what) => !(what in ROWS))
    expect(rows).toEqual(['promotion', 'points'])
  })

  it('is in the order in which a bill has its lines', () => {
    const kinds: string[] = [...new Set(STEPS.map(({ kind }) => kind))]
    expect(kinds).toEqual([...ADJUSTMENT_KINDS])
    const { adjustments, owedCents } = billOf([latte, fish], { ...all, roundingCents: 100 })
    const places = adjustments.map(({ kind }) => kinds.indexOf(kind))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(owedCents).toBe(11_100)
  })

  it('is what docs/discounts.md says, row by row', () => {
    const rows = readFileSync('docs/discounts.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| what'))
      .map((line) => line.split('|').map((cell) => cell.trim()))
    expect(rows.map(([, what]) => what)).toEqual(STEPS.map(({ what }) => what))
    expect(rows.map(([, , on]) => on)).toEqual(STEPS.map(({ on }) => on))
    expect(rows.map(([, , , , returned]) => returned)).toEqual(
      STEPS.map(({ returned }) => returned),
    )
    for (const [, what = '', , example] of rows) {
      const row = ROWS[what]
      if (!row) continue
      const isOfMoney = what !== 'per head'
      expect(example).toContain(isOfMoney ? (row.on / 100).toFixed(2) : `${row.on} ×`)
      expect(example).toContain((Math.abs(row.amount) / 100).toFixed(2))
    }
  })
})
