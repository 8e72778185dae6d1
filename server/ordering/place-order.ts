// Placing a round: the hot path. One round trip to read, one statement to write.
// Two phones that submit the same cart make one order; a repeated key returns the first answer.

import { allergyCodes } from '@/domain/allergies'
import { businessDay } from '@/domain/calendar'
import { refuseClosed } from '@/domain/house'
import type { Choice, ChosenOption } from '@/domain/menu'
import { eventsOf, followOrder, NEW_ORDER } from '@/domain/order-flow'
import {
  type Bill,
  billOf,
  firstStates,
  missingAt,
  orderedLines,
  orderNumber,
  type PricedLine,
  priceLines,
  type RoundState,
  refuseMissing,
  refuseTrouble,
} from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { hashToken } from '../access/tokens'
import { ask, type Statement } from '../database/statement'
import { databaseErrorOf } from '../database/trouble'
import type { Deps } from '../deps'
import { countCommand } from '../limit'
import { requestHash } from '../request-hash'
import { type BillFacts, keptLines, rulesOf } from './bill-facts'
import type { LineKey } from './line-columns'
import {
  type EarlierRound,
  LOAD_CART_ROUND,
  LOAD_STAFF_ROUND,
  type RoundFacts,
  type RoundLine,
} from './load-round'
import {
  SAVE_FIRST_CART_ROUND,
  SAVE_FIRST_STAFF_ROUND,
  SAVE_NEXT_CART_ROUND,
  SAVE_NEXT_STAFF_ROUND,
} from './save-round'
import { patchOf } from './write-bill'

export type PlacedRound = {
  orderId: number
  orderNumber: string
  roundNumber: number
  /** What the whole order owes now, in 分. */
  owedCents: number
}

export type CartRequest = {
  cartVersion: number
  expectedCents: number
  key: string
}

/** `isHeld`: 叫起, the kitchen waits until somebody fires it. */
export type WantedByStaff = {
  dishId: number
  choices: Choice[]
  quantity: number
  note: string
  isHeld: boolean
}

export type StaffRequest = {
  sittingId: number
  lines: WantedByStaff[]
  key: string
  note: string
}

/**
 * Submits the cart of the sitting that the seat token belongs to.
 * @throws Refusal seat.expired, cart.empty, cart.too-full, cart.changed, cart.must-order (dishes),
 *   price.changed (totalCents), dish.sold-out, dish.not-offered, dish.dine-in-only,
 *   dish.takeaway-only, dish.too-few-left, choice.invalid, order.too-large (limitCents),
 *   order.still-open (openCents), request.key-reused, store.closed (reason, time, day)
 */
export async function placeOrder(
  deps: Deps,
  seatToken: string,
  request: CartRequest,
): Promise<PlacedRound> {
  const requestHash = hashOf([request.cartVersion, request.expectedCents])
  return untilSettled(async (turn) => {
    const facts = await loadFacts(deps, LOAD_CART_ROUND, [
      Buffer.from(hashToken(seatToken)),
      request.key,
      request.cartVersion,
    ])
    if (!facts) throw new Refusal('seat.expired')

    const earlier = sameRequest(facts.earlierByKey, requestHash) ?? facts.earlierByCart
    if (earlier) return placedRound(earlier)
    if (facts.isCleared) throw new Refusal('seat.expired')
    refuseClosed(facts.store, deps.now().getTime())
    if (turn === 0) await countCommand(deps, 'ordering.place', { table: facts.sittingId })
    if (facts.cartVersion !== request.cartVersion) throw new Refusal('cart.changed')
    const now = deps.now()
    const said = { note: facts.cartNote, isHeld: facts.isCartHeld }
    const plan = planRound(facts, now, { ...request, ...said, requestHash, staffId: null })
    refuseMissing(missingAt(facts.missing, now.getTime(), facts.store.timeZone))
    if (plan.addsCents !== request.expectedCents) {
      throw new Refusal('price.changed', { totalCents: plan.addsCents })
    }

    const statement = facts.running ? SAVE_NEXT_CART_ROUND : SAVE_FIRST_CART_ROUND
    return saveOnce(deps, statement, facts.sittingId, request.cartVersion, plan)
  })
}

/**
 * Places a round for a sitting on the staff's word, beside the cart; it is confirmed by being
 * placed.
 * @throws Refusal thing.not-found for a sitting that is not open at this store, and the dish
 *   refusals of placeOrder
 */
export async function placeForSitting(
  deps: Deps,
  actor: Actor,
  request: StaffRequest,
): Promise<PlacedRound> {
  const requestHash = hashOf([request.sittingId, request.lines, request.note])
  const lines = request.lines.map(({ dishId, isHeld, ...line }) => ({
    ...line,
    dish_id: dishId,
    is_held: isHeld,
  }))
  return untilSettled(async () => {
    const facts = await loadFacts(deps, LOAD_STAFF_ROUND, [
      request.sittingId,
      request.key,
      null,
      JSON.stringify(lines),
      actor.storeId,
    ])
    if (!facts) throw new Refusal('thing.not-found')

    const earlier = sameRequest(facts.earlierByKey, requestHash)
    if (earlier) return placedRound(earlier)
    if (facts.wanted.length !== request.lines.length) throw new Refusal('thing.not-found')
    const by = {
      key: request.key,
      note: request.note,
      cartVersion: null,
      isHeld: false,
      requestHash,
    }
    const plan = planRound(facts, deps.now(), { ...by, staffId: actor.staffId })

    const statement = facts.running ? SAVE_NEXT_STAFF_ROUND : SAVE_FIRST_STAFF_ROUND
    return saveOnce(deps, statement, facts.sittingId, null, plan)
  })
}

// ── load ──

async function loadFacts(
  deps: Deps,
  statement: Statement<RoundFacts>,
  values: unknown[],
): Promise<RoundFacts | null> {
  const [facts] = await ask(deps.pool, statement, values)
  return facts ?? null
}

// ── decide ──

type RoundPlan = ReturnType<typeof planRound>

/** A line of the bill that these facts would make; it has no id while it stands in a cart. */
function billedLines(facts: Pick<RoundFacts, 'running'>, added: readonly PricedLine<RoundLine>[]) {
  return [
    ...keptLines(facts.running ?? { lines: [] }),
    ...added.map(({ dish, ...line }) => ({
      ...line,
      id: null,
      dishId: dish.id,
      taxClass: dish.taxClass,
      hasLevelShare: dish.hasLevelShare,
    })),
  ]
}

/** The bill with these lines of a cart on it, and what of it is new. */
export function billWith(
  facts: Pick<RoundFacts, 'rulesOfNow' | 'running' | 'headsLeft'>,
  lines: readonly PricedLine<RoundLine>[],
): { bill: Bill; addsCents: number } {
  const rules = rulesOf(facts.rulesOfNow, facts.running, headsOf(facts))
  const bill = billOf(billedLines(facts, lines), rules)
  return { bill, addsCents: bill.owedCents - (facts.running?.owedCents ?? 0) }
}

/** This bill is for whom it was for, and for everybody whom no other bill of the sitting is for. */
function headsOf({ running, headsLeft }: Pick<RoundFacts, 'running' | 'headsLeft'>): number {
  return (running?.heads ?? 0) + headsLeft
}

function planRound(
  facts: RoundFacts,
  now: Date,
  by: {
    key: string
    note: string
    cartVersion: number | null
    isHeld: boolean
    requestHash: string
    staffId: number | null
  },
) {
  const { store, running } = facts
  const nowMs = now.getTime()
  const at = now.toISOString()
  const { timeZone } = store
  const priced = priceLines(facts.wanted, {
    atMs: nowMs,
    timeZone,
    isTakeaway: facts.isTakeaway,
  })
  refuseTrouble(priced)
  const ordered = orderedLines(priced)
  const states = firstStates(
    ordered.map(({ dish, isHeld }) => ({ course: dish.course, isHeld: isHeld || by.isHeld })),
    store.isCoursing,
  )
  const lines = ordered.map((line, index) => {
    return {
      id: facts.lineIds[index] ?? 0,
      dishId: line.dish.id,
      guestId: line.guestId,
      name: line.dish.name,
      names: line.dish.names,
      chosen: stationed(line.chosen, store.defaultStationId),
      note: line.note,
      unitCents: line.unitCents,
      listUnitCents: line.listUnitCents,
      memberUnitCents: line.memberUnitCents,
      extraUnitCents: line.extraUnitCents,
      rate: line.rate,
      grams: null,
      isPriced: line.isPriced,
      quantity: line.quantity,
      totalCents: line.totalCents,
      unit: line.dish.unit,
      units: line.dish.units,
      taxClass: line.dish.taxClass,
      hasLevelShare: line.dish.hasLevelShare,
      stationIds: stationsOf(line, store.defaultStationId),
      promisedMinutes: line.dish.promisedMinutes ?? store.promisedMinutes,
      course: line.dish.course,
      state: states[index] ?? 'queued',
    } satisfies Record<LineKey, unknown>
  })
  const isConfirmed =
    store.mode === 'eat_first' && (store.isAutoConfirming || by.cartVersion === null)
  const round = {
    number: Math.max(0, ...(running?.rounds ?? []).map(({ number }) => number)) + 1,
    state: (isConfirmed ? 'confirmed' : 'pending') as RoundState,
  }

  const before = {
    ...(running ?? NEW_ORDER),
    id: running?.id ?? facts.orderId,
    number: running?.number ?? orderNumber(facts.orderId, nowMs, timeZone),
    version: running?.version ?? 1,
    memberId: facts.memberId,
    heads: headsOf(facts),
  }
  const order = {
    ...before,
    rounds: [...before.rounds, round],
    lines: [...before.lines, ...lines],
  }
  const rules = rulesOf(facts.rulesOfNow, running, order.heads)
  const followed = followOrder(order, rules, at)
  if (running) refusePaidOff(running, followed.bill)

  const takes = ordered.flatMap((line, index) =>
    line.takes.map((take) => ({ ...take, lineId: facts.lineIds[index] ?? 0 })),
  )
  const limitedDishes = summed(
    takes.flatMap(({ dishId: id, optionId, quantity }) =>
      optionId === null ? [{ id, quantity }] : [],
    ),
  )
  const limitedOptions = summed(
    takes.flatMap(({ optionId: id, quantity }) => (id === null ? [] : [{ id, quantity }])),
  )
  const events = eventsOf(
    {
      ...order,
      ...followed.bill,
      state: followed.state,
      storeId: store.id,
      currency: store.currency,
      sittingId: facts.sittingId,
      tableName: facts.tableName,
      refundedCents: running?.refundedCents ?? 0,
    },
    {
      type: running ? 'round_added' : 'new_order',
      roundNumber: round.number,
      stationIds: lines.flatMap((line) => line.stationIds),
      lineIds: lines.map((line) => line.id),
      stockOf: new Set(takes.map(({ dishId }) => dishId)),
      allergies: allergyCodes(facts.allergies),
    },
  )

  return {
    ...patchOf(order, followed, { staffId: by.staffId, reason: 'round', at }, events, rules),
    // Another round, whatever it costs.
    isChanged: true,
    roundId: facts.roundId,
    roundNumber: round.number,
    roundState: round.state,
    storeId: store.id,
    sittingId: facts.sittingId,
    guestId: facts.guestId,
    number: order.number,
    businessDay: businessDay(nowMs, store),
    mode: store.mode,
    tableName: facts.tableName,
    isTakeaway: facts.isTakeaway,
    headsVersion: facts.headsVersion,
    headsAdded: facts.headsLeft,
    addsCents: followed.bill.owedCents - (running?.owedCents ?? 0),
    cartVersion: by.cartVersion,
    key: by.key,
    requestHash: by.requestHash,
    note: by.note,
    lines,
    takes,
    limitedDishes,
    limitedOptions,
  }
}

/** How many of each are taken together. */
function summed(taken: readonly { id: number; quantity: number }[]) {
  const all = new Map<number, number>()
  for (const { id, quantity } of taken) all.set(id, (all.get(id) ?? 0) + quantity)
  return [...all].map(([id, quantity]) => ({ id, quantity }))
}

/** A part of a combo that no station makes is made where everything else is. */
function stationed(chosen: readonly ChosenOption[], defaultId: number): ChosenOption[] {
  return chosen.map((each) =>
    each.stationIds?.length === 0 ? { ...each, stationIds: [defaultId] } : each,
  )
}

/** Who makes a dish: its own stations, and of a combo those of its parts. */
function stationsOf(line: PricedLine<RoundLine>, defaultId: number): number[] {
  const parts = stationed(line.chosen, defaultId).flatMap(({ stationIds = [] }) => stationIds)
  const all = [...new Set([...(parts.length > 0 ? parts : line.dish.stationIds)])]
  return all.length > 0 ? all : [defaultId]
}

/**
 * A partly paid bill keeps something open: where a new dish would make it cheaper than what was
 * paid of it, its old rest is paid first.
 */
function refusePaidOff(running: BillFacts, { owedCents }: { owedCents: number }): void {
  const paidCents = running.paidCents - running.surplusCents
  if (running.isReopened || paidCents === 0 || paidCents < owedCents) return
  throw new Refusal('order.still-open', { openCents: running.owedCents - paidCents })
}

function sameRequest(earlier: EarlierRound | null, requestHash: string): EarlierRound | null {
  if (earlier && earlier.requestHash !== requestHash) throw new Refusal('request.key-reused')
  return earlier
}

function placedRound({ orderId, orderNumber, roundNumber, owedCents }: PlacedRound): PlacedRound {
  return { orderId, orderNumber, roundNumber, owedCents }
}

// ── save and tell ──

/** null when the world moved between load and save; nothing was written then. */
async function saveOnce(
  deps: Deps,
  statement: Statement,
  sittingId: number,
  cartVersion: number | null,
  plan: RoundPlan,
): Promise<PlacedRound | null> {
  try {
    const written = await ask(deps.pool, statement, [sittingId, cartVersion, JSON.stringify(plan)])
    if (written.length === 0) return null
    const { orderId, number, roundNumber, owedCents } = plan
    return { orderId, orderNumber: number, roundNumber, owedCents }
  } catch (error) {
    if (isMovedOn(error)) return null
    throw error
  }
}

/**
 * Another request with this key or cart, another running bill, a bill at another version, or a
 * stock below zero.
 */
function isMovedOn(error: unknown): boolean {
  const { code, constraint } = databaseErrorOf(error) ?? {}
  return (
    code === '23505' ||
    (code === '23502' && (error as { column?: string }).column === 'order_id') ||
    (code === '23514' &&
      (constraint === 'dish_stock_not_negative' || constraint === 'option_stock_not_negative'))
  )
}

const ATTEMPTS = 8

/** Loads, decides and saves again while others are faster; each turn somebody got further. */
async function untilSettled(
  attempt: (turn: number) => Promise<PlacedRound | null>,
): Promise<PlacedRound> {
  for (let turn = 0; turn < ATTEMPTS; turn += 1) {
    const result = await attempt(turn)
    if (result) return result
  }
  throw new Refusal('system.busy')
}

function hashOf(parts: unknown): string {
  return requestHash(JSON.stringify(parts))
}
