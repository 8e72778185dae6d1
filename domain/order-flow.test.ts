// An order follows its rounds and dishes.

import { describe, expect, it } from 'vitest'
import { PLAIN_LINE } from '@/testing/plain'
import {
  type FollowingOrder,
  followOrder,
  instantsAfter,
  type LineInstants,
  NEW_ORDER,
} from './order-flow'
import type { BillRules, LineState, RoundState } from './ordering'

const RULES: BillRules = {
  perHeadCents: 0,
  heads: 2,
  serviceBasisPoints: 1_000,
  taxBasisPoints: 0,
  reducedTaxBasisPoints: null,
  isTaxAdded: false,
  member: null,
  coupon: null,
  discounts: [],
  roundingCents: 1,
}

const line = (id: number, totalCents: number, state: LineState) => ({
  ...PLAIN_LINE,
  id,
  dishId: 1,
  unitCents: totalCents,
  quantity: 1,
  totalCents,
  state,
})

const order = (
  rounds: RoundState[],
  lines: ReturnType<typeof line>[],
  more: Partial<FollowingOrder<number>> = {},
): FollowingOrder<number> => ({
  ...NEW_ORDER,
  rounds: rounds.map((state) => ({ state })),
  lines,
  ...more,
})

describe('a coupon', () => {
  const coupon = {
    ...{ id: 3, kind: 'amount_off' as const, name: '满 100 减 20', names: {}, amountCents: 2_000 },
    ...{ payBasisPoints: 10_000, maximumCents: null, minimumCents: 10_000, dishIds: [] },
  }
  const lines = (state: LineState) => [line(1, 8_000, 'queued'), line(2, 3_000, state)]
  const follow = (state: LineState, more: Partial<FollowingOrder<number>> = {}) =>
    followOrder(order(['confirmed'], lines(state), more), { ...RULES, coupon }, 7)

  it('stays while it takes something off, and comes back when 满 100 is 80', () => {
    expect(follow('queued').freesCoupon).toBe(false)
    const below = follow('voided')
    expect(below.freesCoupon).toBe(true)
    expect(below.bill.owedCents).toBe(8_800)
    expect(below.bill.adjustments.map(({ kind }) => kind)).toEqual(['service_charge'])
  })

  it('of a bill that is settled stays where it is', () => {
    expect(follow('voided', { isSettled: true }).freesCoupon).toBe(false)
  })
})

describe('an order', () => {
  it('that is new has its first bill and waits', () => {
    const followed = followOrder(order(['pending'], [line(1, 1_000, 'queued')]), RULES, 7)
    expect(followed).toMatchObject({
      state: 'pending',
      hasMoved: false,
      hasNewBill: true,
      bill: { itemsCents: 1_000, chargesCents: 100, owedCents: 1_100 },
      confirmedAt: null,
      overpaidCents: 0,
    })
  })

  it('keeps the first instant of what it is, and takes back what it is no more', () => {
    const served = order(['confirmed'], [line(1, 1_000, 'served')], {
      state: 'serving',
      confirmedAt: 3,
    })
    const done = followOrder(served, RULES, 9)
    expect(done).toMatchObject({
      state: 'completed',
      hasMoved: true,
      confirmedAt: 3,
      completedAt: 9,
    })
    const again = { ...served, ...done, ...done.bill }
    expect(followOrder(again, RULES, 12)).toMatchObject({
      hasMoved: false,
      hasNewBill: false,
      completedAt: 9,
    })
    const recalled = { ...again, lines: [line(1, 1_000, 'ready')] }
    expect(followOrder(recalled, RULES, 15)).toMatchObject({ state: 'serving', completedAt: null })
  })

  it('without dishes is cancelled, and its coupon is free', () => {
    const followed = followOrder(order(['rejected'], [line(1, 1_000, 'voided')]), RULES, 7)
    expect(followed).toMatchObject({ state: 'cancelled', cancelledAt: 7, freesCoupon: true })
    expect(followed.bill.owedCents).toBe(0)
  })

  it('that is settled keeps its sums, whatever becomes of its dishes', () => {
    const settled = order(['confirmed'], [line(1, 1_000, 'served'), line(2, 500, 'voided')], {
      itemsCents: 1_500,
      chargesCents: 150,
      owedCents: 1_650,
      paidCents: 1_650,
      isSettled: true,
    })
    const followed = followOrder(settled, RULES, 7)
    expect(followed).toMatchObject({ state: 'completed', hasNewBill: false, overpaidCents: 0 })
    expect(followed.bill.owedCents).toBe(1_650)
  })

  it('that still runs says when it would owe less than was paid; one that is corrected has it as surplus', () => {
    const paid = order(['confirmed'], [line(1, 1_000, 'queued')], {
      owedCents: 2_200,
      paidCents: 2_200,
    })
    expect(followOrder(paid, RULES, 7)).toMatchObject({ overpaidCents: 1_100, surplusCents: 0 })
    const corrected = { ...paid, isReopened: true }
    expect(followOrder(corrected, RULES, 7)).toMatchObject({
      overpaidCents: 0,
      surplusCents: 1_100,
    })
    const onItsWay = { ...corrected, paidCents: 1_100, surplusCents: 400, returningCents: 300 }
    expect(followOrder(onItsWay, RULES, 7).surplusCents).toBe(300)
  })
})

describe('the instants of a dish', () => {
  const held: LineInstants<number> = {
    queuedAt: 1,
    startedAt: null,
    readyAt: null,
    servedAt: null,
    voidedAt: null,
  }

  it('begin when it is fired, and a recall leaves its clock running', () => {
    const fired = instantsAfter(held, 'held', 'queued', 5)
    const begun = instantsAfter(fired, 'queued', 'cooking', 6)
    const ready = instantsAfter(begun, 'cooking', 'ready', 8)
    const served = instantsAfter(ready, 'ready', 'served', 9)
    expect(served).toEqual({ queuedAt: 5, startedAt: 6, readyAt: 8, servedAt: 9, voidedAt: null })
    const back = instantsAfter(served, 'served', 'ready', 11)
    expect(back).toMatchObject({ readyAt: 11, servedAt: null })
    const again = instantsAfter(back, 'ready', 'cooking', 12)
    expect(again).toMatchObject({ queuedAt: 5, startedAt: 6, readyAt: null })
    expect(instantsAfter(again, 'cooking', 'queued', 13)).toEqual({ ...fired })
  })
})
