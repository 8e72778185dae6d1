// Everything that makes a bill dearer or cheaper, in the order in which it is counted: on what, and
// what comes back to whom when it is undone. `billOf` counts so; docs/discounts.md says it in
// words, and discounts.test.ts holds all three together.

import type { AdjustmentKind } from './ordering'

/**
 * What a charge or discount is counted on. What is left is after everything that stands before it,
 * and never below 0.
 */
export type CountedOn =
  | 'list price of the dish'
  | 'heads'
  | 'dishes at their prices'
  | 'dishes left'
  | 'one portion of the dish left, without its paid choices'
  | 'the dish left'
  | 'dishes left and charges'
  | 'all left'
  | 'all left, with tax'

/** What comes back when it is undone, beside the bill being counted anew. */
export type Returned = 'nothing' | 'the coupon to its owner' | 'the points to the member'

export type Step = { kind: AdjustmentKind; what: string; on: CountedOn; returned: Returned }

export const STEPS: readonly Step[] = [
  { kind: 'per_head', what: 'per head', on: 'heads', returned: 'nothing' },
  { kind: 'service_charge', what: 'service', on: 'dishes at their prices', returned: 'nothing' },
  { kind: 'promotion', what: 'promotion', on: 'list price of the dish', returned: 'nothing' },
  { kind: 'member', what: 'member', on: 'dishes at their prices', returned: 'nothing' },
  {
    kind: 'coupon',
    what: 'gift coupon',
    on: 'one portion of the dish left, without its paid choices',
    returned: 'the coupon to its owner',
  },
  {
    kind: 'coupon',
    what: 'amount coupon',
    on: 'dishes left',
    returned: 'the coupon to its owner',
  },
  {
    kind: 'coupon',
    what: 'percent coupon',
    on: 'dishes left',
    returned: 'the coupon to its owner',
  },
  { kind: 'points', what: 'points', on: 'dishes left', returned: 'the points to the member' },
  { kind: 'manual', what: 'discount on a dish', on: 'the dish left', returned: 'nothing' },
  {
    kind: 'manual',
    what: 'discount on the bill',
    on: 'dishes left and charges',
    returned: 'nothing',
  },
  { kind: 'tax', what: 'tax on top', on: 'all left', returned: 'nothing' },
  { kind: 'rounding', what: 'rounding down', on: 'all left, with tax', returned: 'nothing' },
]
