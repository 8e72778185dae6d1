import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { payableOf } from './costs'
import { settle } from './payment'
import {
  type Claim,
  type EvenSplit,
  isOwnPartPaid,
  priceSplit,
  type SplitRequest,
  type SplitState,
  splitStateOf,
} from './split'

type Line = { id: number; quantity: number; totalCents: number; guestNumber: number | null }

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 5 }),
  unitCents: fc.integer({ min: 0, max: 9_999 }),
  guestNumber: fc.option(fc.integer({ min: 1, max: 4 })),
})
const lines = fc.array(line, { minLength: 1, maxLength: 8 }).map((all) =>
  all.map(
    ({ quantity, unitCents, guestNumber }, index): Line => ({
      id: index + 1,
      quantity,
      totalCents: unitCents * quantity,
      guestNumber,
    }),
  ),
)
const lineId = fc.integer({ min: 1, max: 8 })
const request = fc.oneof(
  fc.constant<SplitRequest>({ kind: 'whole' }),
  fc.record({
    kind: fc.constant('items' as const),
    items: fc.uniqueArray(
      fc.record({
        lineId,
        quantity: fc.integer({ min: 1, max: 5 }),
        of: fc.option(fc.integer({ min: 2, max: 6 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 4, selector: (item) => item.lineId },
    ),
    heads: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('person' as const), guestNumber: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('even' as const), ways: fc.integer({ min: 2, max: 7 }) }),
  fc.record({
    kind: fc.constant('amount' as const),
    amountCents: fc.integer({ min: 1, max: 30_000 }),
  }),
)

const NO_SPLIT: EvenSplit = { splitWays: null, splitCents: null, splitAfterId: null }

type Step = { request: SplitRequest; end: 'paid' | 'gone' | 'waits'; endsFirst: boolean }
const step: fc.Arbitrary<Step> = fc.record({
  request,
  end: fc.constantFrom('paid', 'gone', 'waits'),
  endsFirst: fc.boolean(),
})

/** Without discounts of their own, dishes cost their part of what is owed. */
function costed(all: readonly Line[], owedCents: number, headsCents = 0) {
  const heads = { kind: 'per_head', amountCents: headsCents, parts: [] }
  const payable = payableOf(owedCents, all, [heads])
  const lines = all.map((each, index) => ({ ...each, payableCents: payable.lines[index] ?? 0 }))
  return { lines, heads: { payableCents: payable.headsCents, count: 4 } }
}

/** A bill and those who pay it; pays, ends and looks as the server does. */
function table(all: readonly Line[], owedCents: number, headsCents = 0) {
  let order = { owedCents, paidCents: 0, surplusCents: 0, ...NO_SPLIT }
  const claims: Claim[] = []
  const state = () => {
    const { lines: billed, heads } = costed(all, order.owedCents, headsCents)
    return splitStateOf(order, billed, heads, claims)
  }
  return {
    state,
    order: () => order,
    claims,
    owe(cents: number) {
      order = { ...order, owedCents: cents }
    },
    start(wanted: SplitRequest, guestNumber: number | null = 1): Claim | null {
      const before = state()
      const part = priceSplit(before, wanted)
      if ('code' in part) return null
      if (wanted.kind === 'even' && before.evenWays === null)
        order = {
          ...order,
          splitWays: wanted.ways,
          splitCents: before.freeCents,
          splitAfterId: claims.length,
        }
      const claim: Claim = {
        id: claims.length + 1,
        kind: wanted.kind,
        state: 'pending',
        keptCents: part.amountCents,
        guestNumber,
        ...part,
      }
      claims.push(claim)
      return claim
    },
    end(claim: Claim, isPaid: boolean) {
      claim.state = isPaid ? 'succeeded' : 'expired'
      if (!isPaid) return
      const { paidCents, surplusCents, newSurplusCents } = settle(order, claim.amountCents)
      claim.keptCents = claim.amountCents - newSurplusCents
      order = {
        ...order,
        paidCents: paidCents - newSurplusCents,
        surplusCents: surplusCents - newSurplusCents,
      }
    },
  }
}

function expectSound(state: SplitState, claims: readonly Claim[]) {
  const pending = claims.filter((claim) => claim.state === 'pending')
  const lockedCents = pending.reduce((sum, claim) => sum + claim.amountCents, 0)
  expect(lockedCents + state.freeCents).toBeLessThanOrEqual(Math.max(state.openCents, lockedCents))
  const parts = [...state.lines, ...(state.heads ? [state.heads] : [])]
  const openOfLines = parts.reduce((sum, each) => sum + each.openCents, 0)
  expect(openOfLines).toBeGreaterThanOrEqual(state.freeCents)
  for (const each of parts) {
    expect(Math.min(each.openCents, each.paidCents, each.lockedCents)).toBeGreaterThanOrEqual(0)
  }
  expect(parts.reduce((sum, each) => sum + each.payableCents, 0)).toBe(state.owedCents)
}

describe('parts of a bill', () => {
  it('of any kind, in any order, some given up, add up to what is owed, and none is negative or beyond what is free', () => {
    fc.assert(
      fc.property(
        lines,
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 2_000 }),
        fc.array(step, { maxLength: 20 }),
        (all, basisPoints, headsCents, steps) => {
          const items = all.reduce((sum, each) => sum + each.totalCents, 0)
          const owedCents = Math.floor((items * basisPoints) / 10_000) + headsCents
          const party = table(all, owedCents, headsCents)
          const waiting: Claim[] = []
          for (const { request: wanted, end, endsFirst } of steps) {
            const freeCents = party.state().freeCents
            const claim = party.start(wanted)
            if (!claim) continue
            expect(claim.amountCents).toBeGreaterThan(0)
            expect(claim.amountCents).toBeLessThanOrEqual(freeCents)
            const shares = claim.shares.reduce((sum, share) => sum + share.amountCents, 0)
            const named = shares + claim.headCents
            expect(named === 0 ? claim.amountCents : named).toBe(claim.amountCents)
            expectSound(party.state(), party.claims)
            if (end === 'waits') waiting.push(claim)
            else party.end(claim, end === 'paid')
            const earlier = endsFirst ? waiting.shift() : undefined
            if (earlier) party.end(earlier, true)
            expectSound(party.state(), party.claims)
          }
          for (const claim of waiting) party.end(claim, true)
          const last = party.start({ kind: 'whole' })
          if (last) party.end(last, true)
          expect(party.order().paidCents).toBe(owedCents)
          const paid = party.claims.filter((claim) => claim.state === 'succeeded')
          expect(paid.reduce((sum, claim) => sum + claim.amountCents, 0)).toBe(owedCents)
        },
      ),
      { numRuns: 1_500 },
    )
  })

  it('stay sound when the bill grows and shrinks under them', () => {
    const change = fc.record({ step, owedCents: fc.integer({ min: 0, max: 60_000 }) })
    fc.assert(
      fc.property(lines, fc.array(change, { maxLength: 15 }), (all, changes) => {
        const party = table(all, 20_000)
        for (const { step: each, owedCents } of changes) {
          const claim = party.start(each.request)
          party.owe(owedCents)
          expectSound(party.state(), party.claims)
          if (claim) party.end(claim, each.end === 'paid')
          expectSound(party.state(), party.claims)
          expect(party.order().surplusCents).toBe(0)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('of a dish, portion by portion or shared, make up the dish, the last paying the odd 分 less', () => {
    const all: Line[] = [{ id: 1, quantity: 3, totalCents: 1_000, guestNumber: 1 }]
    const portions = table(all, 1_000)
    const amounts = [1, 2, 3].map(
      () => portions.start({ kind: 'items', items: [{ lineId: 1, quantity: 1 }] })?.amountCents,
    )
    expect(amounts).toEqual([334, 334, 332])
    const shares = table(all, 1_000)
    const seventh: SplitRequest = { kind: 'items', items: [{ lineId: 1, quantity: 1, of: 7 }] }
    const parts = Array.from({ length: 7 }, () => shares.start(seventh)?.amountCents)
    expect(parts).toEqual([143, 143, 143, 143, 143, 143, 142])
    expect(shares.start(seventh)).toBeNull()
  })

  it('are dishes of one’s own and a third of a shared one in one payment, and the others see whose the third is', () => {
    const all: Line[] = [
      { id: 1, quantity: 1, totalCents: 10_000, guestNumber: 1 },
      { id: 2, quantity: 2, totalCents: 3_000, guestNumber: 2 },
    ]
    const party = table(all, 13_000)
    const third = { lineId: 1, quantity: 1, of: 3 }
    const first = party.start({ kind: 'items', items: [third, { lineId: 2, quantity: 1 }] }, 2)
    expect(first).toMatchObject({
      amountCents: 4_834,
      shares: [
        { lineId: 1, amountCents: 3_334, quantity: 1, of: 3 },
        { lineId: 2, amountCents: 1_500, quantity: 1, of: 2 },
      ],
    })
    const fish = { amountCents: 3_334, quantity: 1, of: 3, guestNumber: 2 }
    expect(party.state().lines[0]?.taken).toEqual([{ ...fish, isPaid: false }])
    if (first) party.end(first, true)
    expect(party.state().lines[0]?.taken).toEqual([{ ...fish, isPaid: true }])
    expect(party.start({ kind: 'items', items: [third] }, 1)?.amountCents).toBe(3_334)
    expect(party.start({ kind: 'items', items: [third] }, 3)?.amountCents).toBe(3_332)
    expect(party.state().lines[0]).toMatchObject({ openCents: 0, lockedBy: [1, 3] })
  })

  it('have what is charged per head by itself: each pays for one, a family for several, and no dish costs more for it', () => {
    const all: Line[] = [
      { id: 1, quantity: 1, totalCents: 6_000, guestNumber: 1 },
      { id: 2, quantity: 1, totalCents: 4_000, guestNumber: 2 },
    ]
    const party = table(all, 10_800, 800)
    expect(party.state()).toMatchObject({
      lines: [{ openCents: 6_000 }, { openCents: 4_000 }],
      heads: { count: 4, openCents: 800 },
    })
    const first = party.start({ kind: 'person', guestNumber: 1 })
    expect(first).toMatchObject({ amountCents: 6_200, headCents: 200 })
    const family = party.start({ kind: 'items', items: [], heads: 3 }, 2)
    expect(family).toMatchObject({ amountCents: 600, headCents: 600, shares: [] })
    expect(party.state().heads).toMatchObject({ openCents: 0, lockedBy: [1, 2] })
    expect(party.start({ kind: 'person', guestNumber: 2 }, 2)?.amountCents).toBe(4_000)
    expect(party.state().freeCents).toBe(0)
  })

  it('evenly keep to the number that the first said, and each is fair whoever gives up in between', () => {
    const party = table([{ id: 1, quantity: 1, totalCents: 10_000, guestNumber: 1 }], 10_000)
    const first = party.start({ kind: 'even', ways: 3 })
    expect(first?.amountCents).toBe(3_334)
    expect(party.state()).toMatchObject({ evenWays: 3, evenLeft: 2 })
    const second = party.start({ kind: 'even', ways: 5 }, 2)
    expect(second?.amountCents).toBe(3_333)
    if (second) party.end(second, false)
    expect(party.start({ kind: 'even', ways: 3 }, 2)?.amountCents).toBe(3_333)
    expect(party.start({ kind: 'even', ways: 3 }, 3)?.amountCents).toBe(3_333)
    expect(party.state().freeCents).toBe(0)
  })

  it('evenly are of what was there: what is ordered later is its own, and may be shared anew', () => {
    const party = table([{ id: 1, quantity: 1, totalCents: 9_000, guestNumber: 1 }], 9_000)
    const even: SplitRequest = { kind: 'even', ways: 3 }
    const pay = (wanted: SplitRequest, guestNumber: number) => {
      const claim = party.start(wanted, guestNumber)
      if (claim) party.end(claim, true)
      return claim?.amountCents
    }
    expect(pay(even, 1)).toBe(3_000)
    party.owe(69_000)
    expect(party.state()).toMatchObject({ evenWays: 3, evenLeft: 2, freeCents: 66_000 })
    expect(pay(even, 2)).toBe(3_000)
    expect(pay(even, 3)).toBe(3_000)
    expect(party.state()).toMatchObject({ evenWays: null, freeCents: 60_000 })
    expect(pay({ kind: 'even', ways: 2 }, 1)).toBe(30_000)
    expect(pay({ kind: 'even', ways: 2 }, 2)).toBe(30_000)
    expect(party.state().openCents).toBe(0)
  })

  it('evenly are never of more than is left, when others pay or a dish comes off in between', () => {
    const party = table([{ id: 1, quantity: 1, totalCents: 9_000, guestNumber: 1 }], 9_000)
    const even: SplitRequest = { kind: 'even', ways: 3 }
    for (const request of [even, { kind: 'amount', amountCents: 2_000 } as const]) {
      const claim = party.start(request)
      if (claim) party.end(claim, true)
    }
    expect(party.start(even, 2)?.amountCents).toBe(2_000)
    party.owe(8_000)
    expect(party.start(even, 3)?.amountCents).toBe(1_000)
  })

  it('tell why they cannot be paid: by whom it is locked, that it is paid, or how much is left', () => {
    const all: Line[] = [
      { id: 1, quantity: 1, totalCents: 600, guestNumber: 1 },
      { id: 2, quantity: 1, totalCents: 400, guestNumber: 2 },
    ]
    const party = table(all, 1_000)
    const item = (lineId: number): SplitRequest => ({
      kind: 'items',
      items: [{ lineId, quantity: 1 }],
    })
    const claim = party.start(item(1), 7)
    expect(priceSplit(party.state(), item(1))).toEqual({ code: 'split.locked', guestNumber: 7 })
    const own: SplitRequest = { kind: 'person', guestNumber: 1 }
    expect(priceSplit(party.state(), own)).toEqual({ code: 'split.locked', guestNumber: 7 })
    if (claim) party.end(claim, true)
    expect(priceSplit(party.state(), item(1))).toEqual({ code: 'split.nothing-left' })
    expect(priceSplit(party.state(), { kind: 'amount', amountCents: 401 })).toEqual({
      code: 'split.too-much',
      leftCents: 400,
    })
    expect(priceSplit(party.state(), item(99))).toEqual({ code: 'split.nothing-left' })
  })

  it('are one’s own part when one has paid and orders nothing more; what went back whole was none', () => {
    const paid = { keptCents: 500, paidAtMs: 2_000 }
    expect(isOwnPartPaid([paid], [1_000])).toBe(true)
    expect(isOwnPartPaid([paid], [])).toBe(true)
    expect(isOwnPartPaid([paid], [1_000, 3_000])).toBe(false)
    expect(isOwnPartPaid([paid, { ...paid, paidAtMs: 4_000 }], [3_000])).toBe(true)
    expect(isOwnPartPaid([{ ...paid, keptCents: 0 }], [])).toBe(false)
    expect(isOwnPartPaid([], [])).toBe(false)
  })

  it('that were given back are open again, by their dishes', () => {
    const all: Line[] = [{ id: 1, quantity: 1, totalCents: 600, guestNumber: 1 }]
    const claim: Claim = {
      id: 1,
      kind: 'items',
      state: 'succeeded',
      keptCents: 200,
      amountCents: 600,
      guestNumber: 1,
      headCents: 0,
      shares: [{ lineId: 1, amountCents: 600, quantity: 1, of: 1 }],
    }
    const order = { owedCents: 600, paidCents: 200, surplusCents: 0, ...NO_SPLIT }
    const { lines: billed, heads } = costed(all, 600)
    expect(splitStateOf(order, billed, heads, [claim])).toMatchObject({
      freeCents: 400,
      lines: [{ openCents: 400, paidCents: 200 }],
    })
  })
})
