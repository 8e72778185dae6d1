// One bill paid in parts: what each dish still has open, what a payment under way has locked, and
// what a part costs. Phone and server price with the same function; parts of any kind, in any
// order, add up to what is owed. Amounts in 分.

import { openCents, type PaymentState } from './billing'
import { prorate } from './money'

export const SPLIT_KINDS = ['whole', 'items', 'person', 'even', 'amount'] as const
export type SplitKind = (typeof SPLIT_KINDS)[number]

/** Between how many people a bill or a dish may be shared. */
export const MAXIMUM_WAYS = 30

/** For so many people somebody may pay what is charged per head. */
export const MAXIMUM_HEADS = 1_000

/**
 * More than rounding up the parts of one dish can make: the last part is smaller by less than this.
 */
const ODD_CENTS = 100

/** So many portions of a dish; with `of`, so many of as many equal shares of all its portions. */
export type SplitItem = { lineId: number; quantity: number; of?: number | undefined }

/** What somebody wants to pay of a bill. */
export type SplitRequest =
  | { kind: 'whole' }
  /**
   * Dishes and shares of dishes together, each dish once; `heads`: for how many people what is
   * charged per head.
   */
  | { kind: 'items'; items: SplitItem[]; heads?: number | undefined }
  /** What one guest ordered, and one head. */
  | { kind: 'person'; guestNumber: number }
  | { kind: 'even'; ways: number }
  | { kind: 'amount'; amountCents: number }

/**
 * A payment as it claims a part: locked while pending, paid when succeeded. Others claim nothing.
 */
export type Claim = {
  id: number
  kind: SplitKind
  state: PaymentState
  /** Without what went back or is on its way back. */
  keptCents: number
  amountCents: number
  guestNumber: number | null
  /** What of it is for the charge per head. */
  headCents: number
  shares: readonly DishShare[]
}

/**
 * What of a part is for one dish: `quantity` of `of` equal shares of it; null where it was begun
 * otherwise.
 */
export type DishShare = {
  lineId: number
  amountCents: number
  quantity: number | null
  of: number | null
}

/** Whose a share of a dish is, and whether it is paid or only begun; a number of null = staff's. */
export type Taken = Omit<DishShare, 'lineId'> & { guestNumber: number | null; isPaid: boolean }

/** What of a bill can be paid by itself: paid, locked by payments under way, or open. */
type Payable = {
  payableCents: number
  paidCents: number
  lockedCents: number
  openCents: number
  /** Whose payments lock it: numbers of guests, null = staff. */
  lockedBy: (number | null)[]
}

/**
 * A dish; `payableCents` is what it costs with its part of charges and discounts, without what is
 * per head.
 */
export type SplitLine = Payable & {
  id: number
  quantity: number
  /** Who ordered it; null = staff. */
  guestNumber: number | null
  /** The shares of it that somebody pays or has paid, in the order in which they were begun. */
  taken: Taken[]
}

/** What is charged per head, for so many people. */
export type SplitHeads = Payable & { count: number }

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
  /** Null where nothing is charged per head. */
  heads: SplitHeads | null
}

/** How a bill is being paid evenly, as whoever began it said. */
export type EvenSplit = {
  splitWays: number | null
  /** What was free when it began, in 分; null = whatever is free. */
  splitCents: number | null
  /** The last payment before it began. */
  splitAfterId: number | null
}

export type Part = { amountCents: number; headCents: number; shares: DishShare[] }

export type SplitRefusal =
  | { code: 'split.nothing-left' }
  | { code: 'split.locked'; guestNumber: number | null }
  | { code: 'split.too-much'; leftCents: number }

/**
 * What is open, locked and paid of a bill. Parts by amount, evenly or of the whole claim money but
 * no dish: `freeCents` falls, the dishes stay as they are, so the open dishes and heads together
 * are never less than what is free.
 * @param lines the kept ones, without voided; `payableCents` as `payableOf` says
 * @param heads what is charged per head, all together, and for how many people
 */
export function splitStateOf(
  order: EvenSplit & { owedCents: number; paidCents: number; surplusCents: number },
  lines: readonly {
    id: number
    quantity: number
    payableCents: number
    guestNumber: number | null
  }[],
  heads: { payableCents: number; count: number },
  claims: readonly Claim[],
): SplitState {
  const live = claims.filter(({ state }) => state === 'pending' || state === 'succeeded')
  const pending = live.filter(({ state }) => state === 'pending')
  const lockedCents = pending.reduce((sum, claim) => sum + claim.amountCents, 0)
  const open = openCents(order)

  const isKept = new Set(lines.map(({ id }) => id))
  const takenOf = new Map<number, Taken[]>()
  const takenHeads: Taken[] = []
  for (const claim of live) {
    const { guestNumber, headCents } = claim
    const isPaid = claim.state === 'succeeded'
    const weights = [...claim.shares.map((share) => share.amountCents), headCents]
    const hasGone = isPaid && claim.keptCents < claim.amountCents
    const parts = hasGone ? leftOf(claim, weights, isKept) : weights
    const taken = (at: number) => ({ guestNumber, isPaid, amountCents: parts[at] ?? 0 })
    for (const [at, { lineId, quantity, of }] of claim.shares.entries()) {
      const earlier = takenOf.get(lineId) ?? []
      takenOf.set(lineId, [...earlier, { ...taken(at), quantity, of }])
    }
    const ofHeads = { ...taken(claim.shares.length), quantity: null, of: null }
    if (headCents > 0) takenHeads.push(ofHeads)
  }

  const freeCents = Math.max(0, open - lockedCents)
  return {
    owedCents: order.owedCents,
    openCents: open,
    freeCents,
    lockedBy: [...new Set(pending.map((claim) => claim.guestNumber))],
    ...evenly(order, live, freeCents),
    lines: lines.map(({ id, quantity, guestNumber, payableCents }) => {
      const taken = takenOf.get(id) ?? []
      return { id, quantity, guestNumber, ...stateOf(payableCents, taken), taken }
    }),
    heads:
      heads.payableCents > 0 || takenHeads.length > 0
        ? { count: Math.max(1, heads.count), ...stateOf(heads.payableCents, takenHeads) }
        : null,
  }
}

/** What is left of each part of a payment: what went back was of dishes that came off, first. */
function leftOf(
  { shares, amountCents, keptCents }: Claim,
  weights: readonly number[],
  isKept: ReadonlySet<number>,
): number[] {
  const off = weights.map((cents, at) => {
    const share = shares[at]
    return share && !isKept.has(share.lineId) ? cents : 0
  })
  const goneCents = amountCents - keptCents
  const offCents = off.reduce((sum, cents) => sum + cents, 0)
  const went = prorate(Math.min(goneCents, offCents), off)
  const rest = weights.map((cents, at) => cents - (went[at] ?? 0))
  return goneCents > offCents ? prorate(keptCents, rest) : rest
}

function stateOf(payableCents: number, taken: readonly Taken[]): Payable {
  const sumOf = (isPaid: boolean) =>
    taken
      .filter((each) => each.isPaid === isPaid)
      .reduce((sum, { amountCents }) => sum + amountCents, 0)
  const [paidCents, lockedCents] = [sumOf(true), sumOf(false)]
  const lockers = taken.filter(({ isPaid }) => !isPaid).map(({ guestNumber }) => guestNumber)
  return {
    payableCents,
    paidCents,
    lockedCents,
    openCents: Math.max(0, payableCents - paidCents - lockedCents),
    lockedBy: [...new Set(lockers)],
  }
}

/**
 * How far an even split is; one whose parts are all taken is over, and what is free may be shared
 * anew.
 */
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
 * What a part costs, in 分, and of which dishes: never more than is free, and the last part is
 * exactly what remains. Portions and shares of a dish round up, so the last of them pays the odd 分
 * less, never more.
 */
export function priceSplit(state: SplitState, request: SplitRequest): Part | SplitRefusal {
  const money = (amountCents: number): Part => ({ amountCents, headCents: 0, shares: [] })
  if (state.freeCents === 0) return nothingOf(state)
  if (request.kind === 'whole') return money(state.freeCents)
  if (request.kind === 'even') return money(evenPart(state, request.ways))
  if (request.kind === 'amount') {
    if (request.amountCents > state.freeCents) {
      return { code: 'split.too-much', leftCents: state.freeCents }
    }
    return money(request.amountCents)
  }

  const wanted = wantedOf(state, request)
  const held = wanted.find(
    ({ of, cents }) =>
      of.lockedCents > 0 && (of.openCents === 0 || cents - of.openCents > ODD_CENTS),
  )
  if (held && request.kind !== 'person') {
    return { code: 'split.locked', guestNumber: held.of.lockedBy[0] ?? null }
  }
  const taken = wanted
    .map(({ of, cents, share }) => ({ share, cents: Math.min(cents, of.openCents) }))
    .filter(({ cents }) => cents > 0)
  const sum = taken.reduce((total, { cents }) => total + cents, 0)
  if (sum === 0) return nothingOf(held ? held.of : { lockedBy: [] })
  const amountCents = Math.min(sum, state.freeCents)
  const parts = prorate(
    amountCents,
    taken.map(({ cents }) => cents),
  )
  const priced = taken.map(({ share }, at) => ({ share, amountCents: parts[at] ?? 0 }))
  return {
    amountCents,
    headCents: priced.find(({ share }) => share === null)?.amountCents ?? 0,
    shares: priced.flatMap(({ share, amountCents }) =>
      share && amountCents > 0 ? [{ ...share, amountCents }] : [],
    ),
  }
}

/**
 * Whether what a guest paid was their part of a bill: some of it is still ours, and they ordered
 * nothing after it.
 */
export function isOwnPartPaid(
  paid: readonly { keptCents: number; paidAtMs: number }[],
  orderedAtMs: readonly number[],
): boolean {
  const kept = paid.filter(({ keptCents }) => keptCents > 0)
  const lastMs = Math.max(...kept.map(({ paidAtMs }) => paidAtMs))
  return kept.length > 0 && orderedAtMs.every((atMs) => atMs <= lastMs)
}

/** A request in one way of writing, for telling whether two are the same. */
export function wordOf(request: SplitRequest): string {
  switch (request.kind) {
    case 'whole':
      return 'whole'
    case 'items':
      return `items ${[...request.items]
        .sort((a, b) => a.lineId - b.lineId)
        .map(({ lineId, quantity, of }) => `${lineId}×${quantity}${of ? `/${of}` : ''}`)
        .join(' ')}${request.heads ? ` heads ${request.heads}` : ''}`
    case 'person':
      return `person ${request.guestNumber}`
    case 'even':
      return `even ${request.ways}`
    case 'amount':
      return `amount ${request.amountCents}`
  }
}

/** For how many people what is charged per head is still open; part of a head counts. */
export function openHeads(heads: SplitHeads | null): number {
  if (!heads || heads.payableCents === 0) return 0
  return Math.min(heads.count, Math.ceil((heads.openCents * heads.count) / heads.payableCents))
}

/** Between how many a dish is shared already, by the first who began to; null = by nobody. */
export function sharedBy({ taken, quantity }: SplitLine): number | null {
  const first = taken.find(({ of }) => of !== null && of !== quantity && of > 1)
  return first?.of ?? null
}

/**
 * A part of what was there when they began, evenly between those who have not taken theirs; what
 * somebody began holds for the others. What was ordered since is whose it is.
 */
function evenPart(state: SplitState, ways: number): number {
  return Math.ceil(state.evenCents / (state.evenWays ? state.evenLeft : ways))
}

/** What is asked for, at its full price; a share of null is of the heads. */
type Wanted = { of: Payable; cents: number; share: Omit<DishShare, 'amountCents'> | null }

function wantedOf(
  { lines, heads }: SplitState,
  request: Extract<SplitRequest, { kind: 'items' | 'person' }>,
): Wanted[] {
  const items: SplitItem[] =
    request.kind === 'items'
      ? request.items
      : lines
          .filter((line) => line.guestNumber === request.guestNumber)
          .map(({ id, quantity }) => ({ lineId: id, quantity }))
  const wanted = lines.flatMap((line): Wanted[] => {
    const item = items.find(({ lineId }) => lineId === line.id)
    if (!item) return []
    const of = item.of ?? line.quantity
    const quantity = Math.min(item.quantity, of)
    const cents = Math.ceil((line.payableCents * quantity) / of)
    return [{ of: line, cents, share: { lineId: line.id, quantity, of } }]
  })
  const count = request.kind === 'person' ? 1 : (request.heads ?? 0)
  if (!heads || count === 0) return wanted
  const cents = Math.ceil((heads.payableCents * Math.min(count, heads.count)) / heads.count)
  return [...wanted, { of: heads, cents, share: null }]
}

function nothingOf({ lockedBy }: { lockedBy: (number | null)[] }): SplitRefusal {
  if (lockedBy.length === 0) return { code: 'split.nothing-left' }
  return { code: 'split.locked', guestNumber: lockedBy[0] ?? null }
}
