// One bill paid in parts: what each dish still has open, what a payment under way has locked, and what a part costs.
// Phone and server price with the same function; parts of any kind, in any order, add up to what is owed. Amounts in 分.

import { openCents, type PaymentState } from './billing'
import { prorate } from './money'

export const SPLIT_KINDS = ['whole', 'items', 'person', 'even', 'amount'] as const
export type SplitKind = (typeof SPLIT_KINDS)[number]

/** Between how many people a bill or a dish may be shared. */
export const MAXIMUM_WAYS = 30

/** More than rounding up the parts of one dish can make: the last part is smaller by less than this. */
const ODD_CENTS = 100

/** What somebody wants to pay of a bill. */
export type SplitRequest =
  | { kind: 'whole' }
  | { kind: 'items'; items: { lineId: number; quantity: number }[] }
  | { kind: 'person'; guestNumber: number }
  /** One of `of` equal shares of one dish. */
  | { kind: 'share'; lineId: number; of: number }
  | { kind: 'even'; ways: number }
  | { kind: 'amount'; amountCents: number }

/** A payment as it claims a part: locked while pending, paid when succeeded. Others claim nothing. */
export type Claim = {
  id: number
  kind: SplitKind
  state: PaymentState
  /** Without what went back or is on its way back. */
  keptCents: number
  amountCents: number
  guestNumber: number | null
  shares: readonly { lineId: number; amountCents: number }[]
}

export type SplitLine = {
  id: number
  quantity: number
  /** Who ordered it; null = staff. */
  guestNumber: number | null
  /** What it costs with its part of charges and discounts: `payableOf`. */
  payableCents: number
  paidCents: number
  lockedCents: number
  openCents: number
  /** Whose payments lock it: numbers of guests, null = staff. */
  lockedBy: (number | null)[]
}

export type SplitState = {
  owedCents: number
  /** Not paid yet. */
  openCents: number
  /** Neither paid nor locked: what a new payment may be for. */
  freeCents: number
  /** Whose payments are under way: numbers of guests, null = staff. */
  lockedBy: (number | null)[]
  /** Evenly between so many, while somebody has begun to; null = nobody has. */
  evenWays: number | null
  /** How many of those parts nobody has taken. */
  evenLeft: number
  /** What those parts come to together, in 分: what was ordered after they began is not of it. */
  evenCents: number
  lines: SplitLine[]
}

/** How a bill is being paid evenly, as whoever began it said. */
export type EvenSplit = {
  splitWays: number | null
  /** What was free when it began, in 分; null = whatever is free. */
  splitCents: number | null
  /** The last payment before it began. */
  splitAfterId: number | null
}

export type Part = { amountCents: number; shares: { lineId: number; amountCents: number }[] }

export type SplitRefusal =
  | { code: 'split.nothing-left' }
  | { code: 'split.locked'; guestNumber: number | null }
  | { code: 'split.too-much'; leftCents: number }

/**
 * What is open, locked and paid of a bill. Parts by amount, evenly or of the whole claim money but no dish: `freeCents` falls, the
 * dishes stay as they are, so the open dishes together are never less than what is free.
 * @param lines the kept ones, without voided; `payableCents` as `payableOf` says
 */
export function splitStateOf(
  order: EvenSplit & { owedCents: number; paidCents: number; surplusCents: number },
  lines: readonly {
    id: number
    quantity: number
    payableCents: number
    guestNumber: number | null
  }[],
  claims: readonly Claim[],
): SplitState {
  const live = claims.filter(({ state }) => state === 'pending' || state === 'succeeded')
  const pending = live.filter(({ state }) => state === 'pending')
  const lockedCents = pending.reduce((sum, claim) => sum + claim.amountCents, 0)
  const open = openCents(order)

  const paidOf = new Map<number, number>()
  const lockedOf = new Map<number, number>()
  const lockersOf = new Map<number, (number | null)[]>()
  for (const claim of live) {
    const isPaid = claim.state === 'succeeded'
    const sums = isPaid ? paidOf : lockedOf
    const weights = claim.shares.map((share) => share.amountCents)
    const kept = isPaid && claim.keptCents < claim.amountCents
    const parts = kept ? prorate(claim.keptCents, weights) : weights
    for (const [index, { lineId }] of claim.shares.entries()) {
      sums.set(lineId, (sums.get(lineId) ?? 0) + (parts[index] ?? 0))
      if (!isPaid) lockersOf.set(lineId, [...(lockersOf.get(lineId) ?? []), claim.guestNumber])
    }
  }

  const freeCents = Math.max(0, open - lockedCents)
  return {
    owedCents: order.owedCents,
    openCents: open,
    freeCents,
    lockedBy: [...new Set(pending.map((claim) => claim.guestNumber))],
    ...evenly(order, live, freeCents),
    lines: lines.map(({ id, quantity, guestNumber, payableCents }) => {
      const paidCents = paidOf.get(id) ?? 0
      const lockedCents = lockedOf.get(id) ?? 0
      return {
        id,
        quantity,
        guestNumber,
        payableCents,
        paidCents,
        lockedCents,
        openCents: Math.max(0, payableCents - paidCents - lockedCents),
        lockedBy: [...new Set(lockersOf.get(id) ?? [])],
      }
    }),
  }
}

/** How far an even split is; one whose parts are all taken is over, and what is free may be shared anew. */
function evenly(
  { splitWays, splitCents, splitAfterId }: EvenSplit,
  live: readonly Claim[],
  freeCents: number,
): Pick<SplitState, 'evenWays' | 'evenLeft' | 'evenCents'> {
  const legs = live.filter(
    ({ id, kind, keptCents }) => kind === 'even' && keptCents > 0 && id > (splitAfterId ?? 0),
  )
  const takenCents = legs.reduce((sum, { keptCents }) => sum + keptCents, 0)
  const leftCents = splitCents === null ? freeCents : Math.min(freeCents, splitCents - takenCents)
  const isBegun = splitWays !== null && legs.length > 0 && legs.length < splitWays
  if (!isBegun || leftCents <= 0) return { evenWays: null, evenLeft: 0, evenCents: freeCents }
  return { evenWays: splitWays, evenLeft: splitWays - legs.length, evenCents: leftCents }
}

/**
 * What a part costs, in 分, and of which dishes: never more than is free, and the last part is exactly what remains. Portions and
 * shares of a dish round up, so the last of them pays the odd 分 less, never more.
 */
export function priceSplit(state: SplitState, request: SplitRequest): Part | SplitRefusal {
  if (state.freeCents === 0) return nothingOf(state)
  if (request.kind === 'whole') return { amountCents: state.freeCents, shares: [] }
  if (request.kind === 'even') return { amountCents: evenPart(state, request.ways), shares: [] }
  if (request.kind === 'amount') {
    if (request.amountCents > state.freeCents) {
      return { code: 'split.too-much', leftCents: state.freeCents }
    }
    return { amountCents: request.amountCents, shares: [] }
  }

  const wanted = wantedOf(state, request)
  const held = wanted.find(
    ({ line, cents }) =>
      line.lockedCents > 0 && (line.openCents === 0 || cents - line.openCents > ODD_CENTS),
  )
  if (held && request.kind !== 'person') {
    return { code: 'split.locked', guestNumber: held.line.lockedBy[0] ?? null }
  }
  const taken = wanted
    .map(({ line, cents }) => ({ lineId: line.id, cents: Math.min(cents, line.openCents) }))
    .filter(({ cents }) => cents > 0)
  const sum = taken.reduce((total, { cents }) => total + cents, 0)
  if (sum === 0) return nothingOf(held ? held.line : { lockedBy: [] })
  const amountCents = Math.min(sum, state.freeCents)
  const parts = prorate(
    amountCents,
    taken.map(({ cents }) => cents),
  )
  return {
    amountCents,
    shares: taken
      .map(({ lineId }, index) => ({ lineId, amountCents: parts[index] ?? 0 }))
      .filter((share) => share.amountCents > 0),
  }
}

/** The kind under which a request is kept: a share of a dish is of items. */
export function kindOf(request: SplitRequest): SplitKind {
  return request.kind === 'share' ? 'items' : request.kind
}

/** A request in one way of writing, for telling whether two are the same. */
export function wordOf(request: SplitRequest): string {
  switch (request.kind) {
    case 'whole':
      return 'whole'
    case 'items':
      return `items ${[...request.items]
        .sort((a, b) => a.lineId - b.lineId)
        .map(({ lineId, quantity }) => `${lineId}×${quantity}`)
        .join(' ')}`
    case 'person':
      return `person ${request.guestNumber}`
    case 'share':
      return `share ${request.lineId}/${request.of}`
    case 'even':
      return `even ${request.ways}`
    case 'amount':
      return `amount ${request.amountCents}`
  }
}

/**
 * A part of what was there when they began, evenly between those who have not taken theirs; what somebody began holds for the
 * others. What was ordered since is whose it is.
 */
function evenPart(state: SplitState, ways: number): number {
  return Math.ceil(state.evenCents / (state.evenWays ? state.evenLeft : ways))
}

function wantedOf(
  { lines }: SplitState,
  request: Extract<SplitRequest, { kind: 'items' | 'person' | 'share' }>,
): { line: SplitLine; cents: number }[] {
  if (request.kind === 'person') {
    const own = lines.filter((line) => line.guestNumber === request.guestNumber)
    return own.map((line) => ({ line, cents: line.payableCents }))
  }
  if (request.kind === 'share') {
    const shared = lines.filter((line) => line.id === request.lineId)
    return shared.map((line) => ({ line, cents: Math.ceil(line.payableCents / request.of) }))
  }
  return lines.flatMap((line) => {
    const items = request.items.filter((item) => item.lineId === line.id)
    const quantity = items.reduce((sum, item) => sum + item.quantity, 0)
    const portions = Math.min(quantity, line.quantity)
    if (portions === 0) return []
    return [{ line, cents: Math.ceil((line.payableCents * portions) / line.quantity) }]
  })
}

function nothingOf({ lockedBy }: { lockedBy: (number | null)[] }): SplitRefusal {
  if (lockedBy.length === 0) return { code: 'split.nothing-left' }
  return { code: 'split.locked', guestNumber: lockedBy[0] ?? null }
}
