// Placing a round: the hot path. One round trip to read, one statement to write.
// Two phones that submit the same cart make one order; a repeated key returns the first answer.

import { businessDay } from '@/domain/calendar'
import { type MessageBody, menuRoom, roomsOf } from '@/domain/event'
import type { Choice } from '@/domain/menu'
import {
  type Bill,
  billOf,
  firstStates,
  orderNumber,
  orderStateOf,
  type PricedLine,
  priceLines,
  type RoundState,
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
import { wireOrder } from './wire-order'

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
  note: string
  /** 叫起: the kitchen waits until somebody fires it. */
  isHeld: boolean
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
 * @throws Refusal seat.expired, cart.empty, cart.too-full, cart.changed, price.changed (totalCents), dish.sold-out,
 *   dish.not-offered, dish.too-few-left, choice.invalid, order.still-open (openCents), request.key-reused
 */
export async function placeOrder(
  deps: Deps,
  seatToken: string,
  request: CartRequest,
): Promise<PlacedRound> {
  const requestHash = hashOf([
    request.cartVersion,
    request.expectedCents,
    request.note,
    request.isHeld,
  ])
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
    if (turn === 0) await countCommand(deps, 'ordering.place', { table: facts.sittingId })
    if (facts.cartVersion !== request.cartVersion) throw new Refusal('cart.changed')
    const plan = planRound(facts, deps.now(), { ...request, requestHash, staffId: null })
    if (plan.addsCents !== request.expectedCents) {
      throw new Refusal('price.changed', { totalCents: plan.addsCents })
    }

    const statement = facts.running ? SAVE_NEXT_CART_ROUND : SAVE_FIRST_CART_ROUND
    return saveOnce(deps, statement, facts.sittingId, request.cartVersion, plan)
  })
}

/**
 * Places a round for a sitting on the staff's word, beside the cart; it is confirmed by being placed.
 * @throws Refusal thing.not-found for a sitting that is not open at this store, and the dish refusals of placeOrder
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

/** The bill after a round of these lines joined the running one, and what of it is new. @param lineIds what the lines will be, where that is known */
export function billWith(
  facts: Pick<RoundFacts, 'store' | 'heads' | 'member' | 'running'>,
  lines: readonly PricedLine<RoundLine>[],
  lineIds: readonly number[] = [],
): { bill: Bill; addsCents: number } {
  const { store, heads, member, running } = facts
  const before = (running?.lines ?? []).filter((line) => line.state !== 'voided')
  const added = lines.map(({ dish, ...line }, index) => ({
    ...line,
    id: lineIds[index] ?? null,
    name: dish.name,
  }))
  const { coupon = null, discounts = [], fixedRules = null } = running ?? {}
  const rules = fixedRules ?? { ...store, heads, member }
  const bill = billOf([...before, ...added], { ...rules, coupon, discounts })
  return { bill, addsCents: bill.owedCents - (facts.running?.owedCents ?? 0) }
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
  const priced = priceLines(facts.wanted, nowMs, store.timeZone)
  refuseTrouble(priced)
  const { bill, addsCents } = billWith(facts, priced, facts.lineIds)
  if (running) refusePaidOff(running, bill)
  const states = firstStates(
    priced.map(({ dish, isHeld }) => ({ course: dish.course, isHeld: isHeld || by.isHeld })),
    store.isCoursing,
  )

  const isConfirmed =
    store.mode === 'eat_first' && (store.isAutoConfirming || by.cartVersion === null)
  const roundState: RoundState = isConfirmed ? 'confirmed' : 'pending'
  const state = orderStateOf(
    [...(running?.rounds ?? []).map((round) => round.state), roundState],
    [...(running?.lines ?? []).map((line) => line.state), ...states],
  )
  const roundNumber = Math.max(0, ...(running?.rounds ?? []).map((round) => round.number)) + 1
  const order = {
    id: running?.id ?? facts.orderId,
    number: running?.number ?? orderNumber(facts.orderId, nowMs, store.timeZone),
    tableName: facts.tableName,
    state,
    owedCents: bill.owedCents,
    paidCents: running?.paidCents ?? 0,
    refundedCents: running?.refundedCents ?? 0,
    settledAt: null,
  }

  const lines = priced.map((line, index) => {
    return {
      id: facts.lineIds[index] ?? 0,
      dishId: line.dish.id,
      guestId: line.guestId,
      name: line.dish.name,
      names: line.dish.names,
      chosen: line.chosen,
      note: line.note,
      unitCents: line.unitCents,
      listUnitCents: line.listUnitCents,
      memberUnitCents: line.memberUnitCents,
      quantity: line.quantity,
      totalCents: line.totalCents,
      stationIds: line.dish.stationIds.length > 0 ? line.dish.stationIds : [store.defaultStationId],
      promisedMinutes: line.dish.promisedMinutes ?? store.promisedMinutes,
      course: line.dish.course,
      state: states[index] ?? 'queued',
    } satisfies Record<LineKey, unknown>
  })
  const limited = new Map<number, number>()
  for (const { dish, quantity } of priced) {
    if (dish.stock !== null) limited.set(dish.id, (limited.get(dish.id) ?? 0) + quantity)
  }

  const heard = {
    storeId: store.id,
    sittingId: facts.sittingId,
    orderId: order.id,
    stationIds: lines.flatMap((line) => line.stationIds),
  }
  const body: MessageBody = {
    order: wireOrder(order, roundNumber, store.currency),
    sitting_id: facts.sittingId,
    line_ids: lines.map((line) => line.id),
  }
  const events: { type: string; rooms: string[]; payload: MessageBody }[] = [
    { type: running ? 'round_added' : 'new_order', rooms: roomsOf(heard), payload: body },
  ]
  for (const dishId of limited.keys()) {
    const rooms = [`store:${store.id}`, menuRoom(store.id)]
    events.push({ type: 'menu_changed', rooms, payload: { dish_id: dishId } })
  }

  return {
    orderId: order.id,
    orderVersion: running?.version ?? 1,
    roundId: facts.roundId,
    roundNumber,
    storeId: store.id,
    sittingId: facts.sittingId,
    memberId: facts.member?.id ?? null,
    staffId: by.staffId,
    guestId: facts.guestId,
    number: order.number,
    businessDay: businessDay(nowMs, store),
    mode: store.mode,
    state,
    stateBefore: running?.state ?? 'pending',
    tableName: facts.tableName,
    itemsCents: bill.itemsCents,
    chargesCents: bill.chargesCents,
    discountCents: bill.discountCents,
    owedCents: bill.owedCents,
    addsCents,
    placedAt: now.toISOString(),
    roundState,
    cartVersion: by.cartVersion,
    key: by.key,
    requestHash: by.requestHash,
    note: by.note,
    lines,
    adjustments: bill.adjustments,
    limited: [...limited].map(([id, quantity]) => ({ id, quantity })),
    events,
  }
}

/** A level reached meanwhile may make a partly paid bill cheaper than what was paid of it: its old rest is paid first. */
function refusePaidOff(running: NonNullable<RoundFacts['running']>, { owedCents }: Bill): void {
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

/** Another request with this key or cart, another running bill, a bill at another version, or a stock below zero. */
function isMovedOn(error: unknown): boolean {
  const { code, constraint } = databaseErrorOf(error) ?? {}
  return (
    code === '23505' ||
    (code === '23502' && (error as { column?: string }).column === 'order_id') ||
    (code === '23514' && constraint === 'dish_stock_not_negative')
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
