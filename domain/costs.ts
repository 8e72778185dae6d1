// What each dish of a bill really costs: who bears a charge, and whose a discount is. Amounts in 分.

import { prorate } from './money'

/** What of an adjustment falls on a dish, in 分 and of its sign. `lineId` is the order line's. */
export type AdjustmentPart = { lineId: number; amountCents: number }

/**
 * Who bears an amount: what is per head; every dish by its price; the whole bill by what everything
 * costs so far; or named dishes, each its own part of it.
 */
export type Bearer<Line> = 'heads' | 'dishes' | 'bill' | ReadonlyMap<Line, number>

type CostedLine = { id: number | null; totalCents: number }

/**
 * The costs of a bill, while charges and discounts are put on it one after the other. No dish ever
 * costs less than nothing: what a discount cannot take off its own dish falls on the others.
 */
export function costsOf<Line extends CostedLine>(billed: readonly Line[]) {
  const lines = byId(billed)
  const prices = lines.map(({ totalCents }) => totalCents)
  const charges = lines.map(() => 0)
  let headsCents = 0
  const all = () => [...prices.map((cents, at) => cents + (charges[at] ?? 0)), headsCents]

  const borneBy = (cents: number, bearer: Bearer<Line>): number[] => {
    if (bearer === 'heads') return [...prices.map(() => 0), cents]
    if (bearer === 'dishes') return [...prorate(cents, prices), 0]
    if (bearer === 'bill') return prorate(cents, all())
    return [...lines.map((line) => bearer.get(line) ?? 0), 0]
  }

  return {
    /** @param amountCents a charge (+) or a discount (−), no more than everything costs */
    bear(amountCents: number, bearer: Bearer<Line>): AdjustmentPart[] {
      const cents = Math.abs(amountCents)
      const isCharge = amountCents > 0
      const parts = isCharge ? borneBy(cents, bearer) : cutToRoom(borneBy(cents, bearer), all())
      const signed = parts.map((part) => (isCharge ? part : 0 - part))
      headsCents += signed.pop() ?? 0
      const changed = isCharge ? charges : prices
      for (const [at, part] of signed.entries()) changed[at] = (changed[at] ?? 0) + part
      return lines.flatMap(({ id }, at) => {
        const part = signed[at] ?? 0
        return id === null || part === 0 ? [] : [{ lineId: id, amountCents: part }]
      })
    },
    /** What each dish costs so far with its part of what is per head: what tax is on. */
    taxable: () => withHeads(lines, all().slice(0, -1), headsCents),
  }
}

/** Parts, none larger than there is room; what found none is spread over the room that is left. */
function cutToRoom(parts: readonly number[], room: readonly number[]): number[] {
  const fitting = parts.map((part, at) => Math.min(part, room[at] ?? 0))
  const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0)
  const left = fitting.map((part, at) => (room[at] ?? 0) - part)
  const more = prorate(sum(parts) - sum(fitting), left)
  return fitting.map((part, at) => part + (more[at] ?? 0))
}

/** So that an odd 分 falls on the same dish in whatever order they come. */
export function byId<Line extends { id: number | null }>(lines: readonly Line[]): Line[] {
  return [...lines].sort((a, b) => idOf(a) - idOf(b))
}

const idOf = ({ id }: { id: number | null }) => id ?? Number.MAX_SAFE_INTEGER

/** An adjustment as it is kept; `parts` is null where it was written before dishes were named. */
type KeptAdjustment = { kind: string; amountCents: number; parts: readonly AdjustmentPart[] | null }

/**
 * What is to be paid for each dish of a bill, in 分: its price, what was put on it and taken off it.
 * What is charged per head is by itself.
 * @param kept every dish that was not taken back
 * @returns what each dish costs, in the order of `kept`, and all heads together: exactly what is
 *   owed
 */
export function payableOf<Line extends { id: number; totalCents: number }>(
  owedCents: number,
  kept: readonly Line[],
  adjustments: readonly KeptAdjustment[],
): { lines: number[]; headsCents: number } {
  const prices = kept.map(({ totalCents }) => totalCents)
  const costs = [...prices]
  let headsCents = 0
  for (const { kind, amountCents, parts } of adjustments) {
    if (kind === 'per_head') {
      headsCents += amountCents
      continue
    }
    const byPrice = parts ? null : prorate(Math.abs(amountCents), prices)
    for (const [at, { id }] of kept.entries()) {
      const own = parts?.find(({ lineId }) => lineId === id)?.amountCents ?? 0
      costs[at] = (costs[at] ?? 0) + (byPrice ? Math.sign(amountCents) * (byPrice[at] ?? 0) : own)
    }
    // What of a charge or discount names no dish is of the heads.
    if (parts) headsCents += parts.reduce((left, part) => left - part.amountCents, amountCents)
  }
  const sum = costs.reduce((total, cents) => total + cents, 0)
  const heads = Math.max(0, Math.min(headsCents, owedCents - sum, owedCents))
  // What a bill that is settled still asks for a dish that was taken back since.
  return { lines: spread(owedCents - heads - sum, costs, kept), headsCents: heads }
}

/** An amount on top of costs, by what each costs. */
function spread(
  cents: number,
  costs: readonly number[],
  kept: readonly { totalCents: number }[],
): number[] {
  const isAnyCost = costs.some((each) => each > 0)
  const parts = prorate(Math.abs(cents), isAnyCost ? costs : kept.map((line) => line.totalCents))
  return costs.map((each, at) => each + Math.sign(cents) * (parts[at] ?? 0))
}

/** What dishes cost with what is per head spread over them: it is taxed as what it is for. */
export function withHeads<Line extends { totalCents: number }>(
  lines: readonly Line[],
  costs: readonly number[],
  headsCents: number,
): Map<Line, number> {
  const all = spread(headsCents, costs, lines)
  return new Map(lines.map((line, at) => [line, all[at] ?? 0]))
}
