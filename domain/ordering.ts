// Orders, rounds and lines: the state tables read aloud, and the one price function of phone and
// server.

import { localDigits, localMinute } from './calendar'
import { type AdjustmentPart, type Bearer, byId, costsOf } from './costs'
import { type Language, type Localized, nameIn } from './language'
import {
  type Choice,
  type ChosenOption,
  dishAt,
  isOffered,
  isSoldOut,
  type LineRate,
  type Moment,
  type PortionPrice,
  type PricedDish,
  priceChoice,
  type Schedule,
  servedElsewhere,
  type Take,
  takesOf,
} from './menu'
import { MAXIMUM_CENTS, partOf, prorate, shareOf } from './money'
import { type Moves, mayMove } from './moves'
import { Refusal, type RefusalCode } from './refusal'
import { addedTaxes, type TaxClass } from './taxes'

// ── states ──

export const LINE_STATES = ['held', 'queued', 'cooking', 'ready', 'served', 'voided'] as const
export type LineState = (typeof LINE_STATES)[number]

export const ORDER_STATES = [
  'pending',
  'confirmed',
  'preparing',
  'serving',
  'completed',
  'cancelled',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

export type { OrderMode } from './menu'

export const ROUND_STATES = ['pending', 'confirmed', 'rejected'] as const
export type RoundState = (typeof ROUND_STATES)[number]

/** From → to: decided once, by a person or a payment. */
export const ROUND_MOVES: Moves<RoundState> = {
  pending: ['confirmed', 'rejected'],
  confirmed: [],
  rejected: [],
}

/**
 * From → to. A dish may skip a step forward, and come back one step when a tap was a mistake
 * (recall).
 */
export const LINE_MOVES: Moves<LineState> = {
  held: ['queued', 'voided'],
  queued: ['held', 'cooking', 'ready', 'served', 'voided'],
  cooking: ['queued', 'ready', 'served', 'voided'],
  ready: ['cooking', 'served', 'voided'],
  served: ['ready', 'voided'],
  voided: [],
}

/** From → to. After confirmation an order's state follows its lines (`orderStateOf`). */
export const ORDER_MOVES: Moves<OrderState> = {
  pending: ['confirmed', 'preparing', 'serving', 'completed', 'cancelled'],
  confirmed: ['preparing', 'serving', 'completed', 'cancelled'],
  preparing: ['confirmed', 'serving', 'completed', 'cancelled'],
  serving: ['confirmed', 'preparing', 'completed', 'cancelled'],
  completed: ['confirmed', 'preparing', 'serving', 'cancelled'],
  cancelled: [],
}

export function mayMoveLine(from: LineState, to: LineState): boolean {
  return mayMove(LINE_MOVES, from, to)
}

/** States in which a cook or a waiter has had the dish in hand. */
export const BEGUN: readonly LineState[] = ['cooking', 'ready', 'served']

/**
 * Whether a dish was ever begun: who recalls it to the start has still had it cooked, and so has a
 * station whose part was done.
 * @param passed its state and every state that it ever was in
 */
export function wasBegun(passed: readonly LineState[], hasPart: boolean): boolean {
  return hasPart || passed.some((state) => BEGUN.includes(state))
}

/**
 * The most orders of one party that a screen reads: those that are open, and the last of the
 * others.
 */
export const MOST_ORDERS_OF_SITTING = 60

/** The most that a reason says, in characters. */
export const MAXIMUM_REASON_LENGTH = 100

/**
 * Why a round or an order ended without staff, and why money went back without a wish of theirs, as
 * the history keeps it: words for people stand in text.
 */
export const UNPAID = 'unpaid'
export const BY_THE_GUESTS = 'guests'
/** Why an order moved when a dish of it got its weight or price. */
export const PRICED = 'priced'
/** Refunded by hand at the platform; taken by the guest's bank. */
export const AT_PLATFORM = 'at-platform'
export const CHARGEBACK = 'chargeback'
export const PROGRAM_REASONS = [
  UNPAID,
  BY_THE_GUESTS,
  'cleared',
  'day-end',
  'surplus',
  'reopened',
  AT_PLATFORM,
  CHARGEBACK,
] as const
export type ProgramReason = (typeof PROGRAM_REASONS)[number]

export function isProgramReason(reason: string): reason is ProgramReason {
  return (PROGRAM_REASONS as readonly string[]).includes(reason)
}

/**
 * Whether a reason says anything: at least two letters (or Chinese characters) that are not the
 * same. Digits, punctuation, emoji and letters that show nothing do not count.
 */
export function hasWords(reason: string): boolean {
  const letters = reason.normalize('NFKC').toLowerCase().match(/\p{L}/gu) ?? []
  return (
    new Set(letters.filter((letter) => !/\p{Default_Ignorable_Code_Point}/u.test(letter))).size > 1
  )
}

/** @throws Refusal reason.wordless */
export function refuseWordless(reason: string): void {
  if (!hasWords(reason)) throw new Refusal('reason.wordless')
}

/**
 * Where the lines of a new round begin. Held until somebody fires them (起菜): what was asked to wait
 * (叫起), and where the store serves in courses, every course after the first of this round; course 0
 * comes whenever it is ready.
 */
export function firstStates(
  lines: readonly { course: number; isHeld: boolean }[],
  isCoursing: boolean,
): ('held' | 'queued')[] {
  const courses = lines.map((line) => line.course).filter((course) => course > 0)
  const first = Math.min(...courses)
  return lines.map(({ course, isHeld }) =>
    isHeld || (isCoursing && course > first) ? 'held' : 'queued',
  )
}

/**
 * The state of an order read from its rounds and lines: pending until a round is confirmed,
 * cancelled when nothing is left, serving once a dish is ready or carried, completed when every
 * dish is.
 */
export function orderStateOf(
  rounds: readonly RoundState[],
  lines: readonly LineState[],
): OrderState {
  const kept = lines.filter((state) => state !== 'voided')
  if (kept.length === 0) return 'cancelled'
  if (!rounds.includes('confirmed')) return 'pending'
  if (kept.every((state) => state === 'served')) {
    return rounds.includes('pending') ? 'serving' : 'completed'
  }
  if (kept.some((state) => state === 'ready' || state === 'served')) return 'serving'
  if (kept.includes('cooking')) return 'preparing'
  return 'confirmed'
}

export const PAYMENT_STATUSES = [
  'unpaid',
  'partly_paid',
  'paid',
  'partly_refunded',
  'refunded',
] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/**
 * An order's payment status, derived from its sums in 分 (paid is before refunds); one that owed
 * nothing is paid once it is settled.
 */
export function paymentStatusOf(order: {
  owedCents: number
  paidCents: number
  refundedCents: number
  isSettled: boolean
}): PaymentStatus {
  if (order.refundedCents > 0) {
    return order.refundedCents >= order.paidCents ? 'refunded' : 'partly_refunded'
  }
  if (order.paidCents === 0) return order.isSettled && order.owedCents === 0 ? 'paid' : 'unpaid'
  return order.paidCents >= order.owedCents ? 'paid' : 'partly_paid'
}

// ── price ──

/** A dish as a cart needs it: priced, with when it is offered. */
export type OrderableDish = PricedDish & { schedule: Schedule | null }

/** What somebody wants: a line of the shared cart, or of a waiter's order. */
export type WantedLine<Dish extends OrderableDish = OrderableDish> = {
  dish: Dish
  choices: readonly Choice[]
  quantity: number
}

/** A wanted line with its price of this moment (分), or the reason why it cannot be had. */
export type PricedLine<Line> = Line &
  PortionPrice & {
    chosen: ChosenOption[]
    totalCents: number
    /** It waits for its weight or its price, and costs nothing so long. */
    isPriced: boolean
    rate: LineRate | null
    /** What it takes of what is limited. */
    takes: Take[]
    trouble: RefusalCode | null
    /** Of `dish.too-few-left`: how many there are. */
    left: number | null
  }

/** When something is ordered, in the store's zone, and whether it is taken away. */
export type OrderMoment = { atMs: number; timeZone: string; isTakeaway: boolean }

/**
 * Prices each line at an instant, in the store's zone. Lines that cannot be had are kept with their
 * trouble and cost nothing; portions of what is limited (a dish, a size, a part of a combo) are
 * counted over all lines.
 */
export function priceLines<Line extends WantedLine>(
  lines: readonly Line[],
  { atMs, timeZone, isTakeaway }: OrderMoment,
): PricedLine<Line>[] {
  const moment: Moment = { atMs, ...localMinute(atMs, timeZone) }
  const taken = new Map<string, number>()
  const keyOf = ({ dishId, optionId }: Take) => `${dishId} ${optionId ?? ''}`
  const known = lines.map((line) => {
    const dish = dishAt(line.dish, moment)
    const takes = takesOf(dish, line.choices, line.quantity)
    for (const take of takes) taken.set(keyOf(take), (taken.get(keyOf(take)) ?? 0) + take.quantity)
    return { ...line, dish, takes }
  })

  return known.map((line) => {
    const { dish, quantity, takes } = line
    const free = (trouble: RefusalCode, left: number | null = null) => ({
      ...line,
      chosen: [],
      unitCents: 0,
      listUnitCents: 0,
      memberUnitCents: null,
      extraUnitCents: 0,
      totalCents: 0,
      isPriced: true,
      rate: null,
      trouble,
      left,
    })
    if (dish.isArchived || !isOffered(dish.schedule, moment.weekday, moment.minute))
      return free('dish.not-offered')
    const elsewhere = servedElsewhere(dish, isTakeaway)
    if (elsewhere) return free(elsewhere)
    if (isSoldOut(dish, atMs)) return free('dish.sold-out')
    const short = takes.find((take) => (taken.get(keyOf(take)) ?? 0) > take.stock)
    if (short) return free('dish.too-few-left', short.stock)
    try {
      const price = priceChoice(dish, line.choices)
      return {
        ...line,
        ...price,
        totalCents: price.unitCents * quantity,
        trouble: null,
        left: null,
      }
    } catch (error) {
      if (error instanceof Refusal) return free(error.code)
      throw error
    }
  })
}

/**
 * The lines of an order from those of a cart: each portion of a dish that is weighed has a weight
 * of its own, and so a line.
 * @throws Refusal cart.too-full
 */
export function orderedLines<Line extends PricedLine<WantedLine>>(lines: readonly Line[]): Line[] {
  const ordered = lines.flatMap((line) =>
    line.rate?.perGrams
      ? Array.from({ length: line.quantity }, () => ({
          ...line,
          quantity: 1,
          takes: takesOf(line.dish, line.choices, 1),
        }))
      : [line],
  )
  if (ordered.length > MAXIMUM_CART_LINES) throw new Refusal('cart.too-full')
  return ordered
}

/** 锅底 and the like: a category of which the party has nothing yet, and nothing in its cart. */
export type MissingCategory = {
  id: number
  name: string
  names: Localized
  schedule: Schedule | null
}

/** Those of them that are offered at an instant, in the store's zone. */
export function missingAt<Category extends MissingCategory>(
  categories: readonly Category[],
  atMs: number,
  timeZone: string,
): Category[] {
  const { weekday, minute } = localMinute(atMs, timeZone)
  return categories.filter(({ schedule }) => isOffered(schedule, weekday, minute))
}

/**
 * Passes a guest's order that has one dish of each category that asks for one. Where staff have
 * ordered for the party, nobody is asked any more.
 * @throws Refusal cart.must-order (dishes: the names of the categories)
 */
export function refuseMissing(missing: readonly MissingCategory[]): void {
  if (missing.length === 0) return
  const dishes = missing.map(({ name, names }) => ({ name, names }))
  throw new Refusal('cart.must-order', { dishes })
}

/**
 * Passes when every line can be had.
 * @throws Refusal cart.empty, cart.too-full, or the trouble of the first troubled line, naming
 *   every dish that has the same one
 */
export function refuseTrouble(lines: readonly PricedLine<WantedLine>[]): void {
  if (lines.length === 0) throw new Refusal('cart.empty')
  if (lines.length > MAXIMUM_CART_LINES) throw new Refusal('cart.too-full')
  const first = lines.find((line) => line.trouble !== null)
  if (!first?.trouble) return
  const { dish, trouble, left } = first
  if (trouble === 'choice.invalid') priceChoice(dish, first.choices)
  const same = lines.filter((line) => line.trouble === trouble)
  const dishes = new Map(
    same.map((line) => [line.dish.id, { name: line.dish.name, names: line.dish.names }]),
  )
  throw new Refusal(trouble, { dishes: [...dishes.values()], left })
}

export const ADJUSTMENT_KINDS = [
  'per_head',
  'service_charge',
  'promotion',
  'member',
  'coupon',
  'points',
  'manual',
  'tax',
  'rounding',
] as const
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number]

/** A charge (+) or a discount (−) of a bill, in 分, on its own line with its reason. */
export type Adjustment = {
  kind: AdjustmentKind
  amountCents: number
  reason: string
  /** The reason in English where it has another there; null reads as `reason`. */
  reasons: Localized
  couponId: number | null
  discountId: number | null
}

/**
 * An adjustment as a bill computes it: with what of it falls on which dish (ids of order lines; a
 * dish of a cart has none). The rest, which is no dish's, is per head.
 */
export type BilledAdjustment = Adjustment & { parts: AdjustmentPart[] }

/** A dish of a bill, in 分. `id` is the order line's, null while it stands in a cart. */
export type BilledLine = {
  id: number | null
  dishId: number
  unitCents: number
  memberUnitCents: number | null
  /** What paid choices are of `unitCents`. */
  extraUnitCents: number
  quantity: number
  totalCents: number
  /** False while it waits for its weight or its price: it costs nothing so long. */
  isPriced: boolean
  taxClass: TaxClass
  /** Whether a member's level takes its share off it; its own member price counts all the same. */
  hasLevelShare: boolean
}

export type DiscountKind = 'amount_off' | 'percent_off' | 'gift'

/**
 * A coupon on a bill: 满减, 折扣 with a cap, or 赠品, one portion of one of these dishes without its paid
 * choices. Amounts in 分.
 */
export type BilledCoupon = {
  id: number
  kind: DiscountKind
  name: string
  names: Localized
  amountCents: number
  payBasisPoints: number
  maximumCents: number | null
  minimumCents: number
  dishIds: readonly number[]
}

/** What staff took off by hand: of one line, or of the whole bill (`lineId` null). Amounts in 分. */
export type BilledDiscount = {
  id: number
  lineId: number | null
  kind: DiscountKind
  amountCents: number
  payBasisPoints: number
  /** The most it takes off, however the bill grows; null = as it comes. */
  maximumCents: number | null
  reason: string
}

export type BillRules = {
  /**
   * 茶位费 per head in 分 and how many heads this bill is for (each of a sitting on one of its bills);
   * either 0 = none.
   */
  perHeadCents: number
  heads: number
  /** Service charge on the dishes as ordered, of 10,000. */
  serviceBasisPoints: number
  /** Added after the discounts, or only said (`taxesOf`). */
  taxBasisPoints: number
  reducedTaxBasisPoints: number | null
  isTaxAdded: boolean
  /** Whose bill it is: what the level pays of 10,000; null = nobody's. */
  member: { payBasisPoints: number; levelName: string; levelNames: Localized } | null
  coupon: BilledCoupon | null
  discounts: readonly BilledDiscount[]
  /** 抹零: rounded down to a multiple of this, 1 = not at all. */
  roundingCents: number
}

/**
 * What of the rules no longer changes once money is in a bill: level, charges and tax are as they
 * were then. Dishes, coupon, discounts and the number of people still change it.
 */
export type FixedRules = Omit<BillRules, 'heads' | 'coupon' | 'discounts'>

export type Bill = {
  /** How many dishes wait for their weight or price: it is paid once they have it. */
  awaited: number
  itemsCents: number
  chargesCents: number
  discountCents: number
  owedCents: number
  adjustments: BilledAdjustment[]
}

/**
 * What a bill owes, in 分; the one price function of phone and server. Order of discounts: dish
 * promotion (already in the unit price) → member → coupon → manual → tax, once per rate → 抹零, down
 * only (design.md §3). Each takes of what the ones before left and never more. A member pays each
 * dish's member price or the level's share, whichever is better (a dish that is not counted for the
 * level has no share); member and coupon are on the dishes, a manual discount of the whole bill
 * also on its charges. The order of lines does not matter; owed = items + charges − discounts.
 */
export function billOf(billed: readonly BilledLine[], rules: BillRules): Bill {
  const lines = byId(billed)
  const itemsCents = lines.reduce((sum, { totalCents }) => sum + totalCents, 0)
  const adjustments: BilledAdjustment[] = []
  const costs = costsOf(lines)
  const add = (
    kind: AdjustmentKind,
    amountCents: number,
    bearer: Bearer<BilledLine>,
    why: Partial<Adjustment> = {},
  ) =>
    adjustments.push({
      kind,
      amountCents,
      reason: '',
      reasons: {},
      couponId: null,
      discountId: null,
      ...why,
      parts: costs.bear(amountCents, bearer),
    })

  const awaited = lines.filter(({ isPriced }) => !isPriced).length
  const perHeadCents = itemsCents > 0 || awaited > 0 ? rules.perHeadCents * rules.heads : 0
  if (perHeadCents > 0) add('per_head', perHeadCents, 'heads', { reason: `× ${rules.heads}` })
  const serviceCents = shareOf(itemsCents, rules.serviceBasisPoints)
  if (serviceCents > 0) {
    add('service_charge', serviceCents, 'dishes', { reason: percentText(rules.serviceBasisPoints) })
  }

  const { member, coupon } = rules
  const memberCents = itemsCents - memberTotalOf(lines, member?.payBasisPoints)
  if (member && memberCents > 0) {
    const { levelName: reason, levelNames: reasons } = member
    add('member', -memberCents, memberSavings(lines, member.payBasisPoints), { reason, reasons })
  }
  let dishesLeft = itemsCents - memberCents
  const lineLeft = new Map(
    lines.map((line) => [line, memberTotalOf([line], member?.payBasisPoints)]),
  )

  if (coupon && itemsCents > 0) {
    const { cents, line } = couponWorth(coupon, lineLeft, dishesLeft, member?.payBasisPoints)
    const { id: couponId, name: reason, names: reasons } = coupon
    if (cents > 0) {
      const bearer = line ? new Map([[line, cents]]) : 'dishes'
      add('coupon', -cents, bearer, { reason, reasons, couponId })
    }
    dishesLeft -= cents
    if (line) lineLeft.set(line, (lineLeft.get(line) ?? 0) - cents)
  }

  let left = dishesLeft + perHeadCents + serviceCents
  for (const discount of [...rules.discounts].sort((a, b) => a.id - b.id)) {
    const line = lines.find(({ id }) => id !== null && id === discount.lineId)
    if (discount.lineId !== null && !line) continue
    const base = line ? Math.min(lineLeft.get(line) ?? 0, dishesLeft) : left
    const cents = manualWorth(discount, base)
    if (cents === 0) continue
    add('manual', -cents, line ? new Map([[line, cents]]) : 'bill', {
      reason: discount.reason,
      discountId: discount.id,
    })
    if (line) {
      lineLeft.set(line, (lineLeft.get(line) ?? 0) - cents)
      dishesLeft -= cents
    }
    left -= cents
    dishesLeft = Math.min(dishesLeft, left)
  }

  const taxes = rules.isTaxAdded ? addedTaxes(rules, costs.taxable()) : []
  for (const { basisPoints, taxCents, bearer } of taxes) {
    add('tax', taxCents, bearer, { reason: percentText(basisPoints) })
  }
  const taxCents = taxes.reduce((sum, tax) => sum + tax.taxCents, 0)
  const roundingCents = (left + taxCents) % Math.max(1, rules.roundingCents)
  if (roundingCents > 0) add('rounding', -roundingCents, 'bill')

  const chargesCents = perHeadCents + serviceCents + taxCents
  const owedCents = left + taxCents - roundingCents
  return {
    awaited,
    itemsCents,
    chargesCents,
    discountCents: itemsCents + chargesCents - owedCents,
    owedCents,
    adjustments,
  }
}

/**
 * Passes a bill whose every sum and line can be kept.
 * @throws Refusal order.too-large (limitCents)
 */
export function refuseTooLarge(
  lines: readonly Pick<BilledLine, 'totalCents'>[],
  bill: Pick<Bill, 'itemsCents' | 'chargesCents'>,
): void {
  const sums = [bill.itemsCents + bill.chargesCents, ...lines.map(({ totalCents }) => totalCents)]
  if (sums.some((cents) => cents > MAXIMUM_CENTS)) {
    throw new Refusal('order.too-large', { limitCents: MAXIMUM_CENTS })
  }
}

/** What a member saves on each dish, in 分; all of it is what `memberTotalOf` takes off. */
function memberSavings(
  lines: readonly BilledLine[],
  payBasisPoints: number,
): Map<BilledLine, number> {
  const others = lines.filter((line) => !isAtMemberPrice(line, payBasisPoints))
  const atLevel = others.filter((line) => line.hasLevelShare)
  const prices = atLevel.map(({ totalCents }) => totalCents)
  const sum = prices.reduce((total, cents) => total + cents, 0)
  const saved = prorate(sum - shareOf(sum, payBasisPoints), prices)
  const own = lines.map((line): [BilledLine, number] => [
    line,
    line.totalCents - (line.memberUnitCents ?? 0) * line.quantity,
  ])
  return new Map([
    ...own,
    ...others.map((line): [BilledLine, number] => [line, 0]),
    ...atLevel.map((line, at): [BilledLine, number] => [line, saved[at] ?? 0]),
  ])
}

/** Whether a dish's own member price is less than what the level's share leaves of it. */
function isAtMemberPrice(line: BilledLine, payBasisPoints: number): boolean {
  const { unitCents, memberUnitCents, hasLevelShare } = line
  const share = hasLevelShare ? payBasisPoints : 10_000
  if (memberUnitCents === null) return false
  return BigInt(memberUnitCents) * 10_000n < BigInt(unitCents) * BigInt(share)
}

/**
 * What dishes cost a member in 分: each its member price, or all others together the level's share
 * (so splitting a line changes nothing), but for those that no level takes anything off.
 */
function memberTotalOf(lines: readonly BilledLine[], payBasisPoints: number | undefined): number {
  let atLevel = 0
  let asTheyAre = 0
  for (const line of lines) {
    if (payBasisPoints === undefined) asTheyAre += line.totalCents
    else if (isAtMemberPrice(line, payBasisPoints)) {
      asTheyAre += (line.memberUnitCents ?? 0) * line.quantity
    } else if (line.hasLevelShare) atLevel += line.totalCents
    else asTheyAre += line.totalCents
  }
  return asTheyAre + shareOf(atLevel, payBasisPoints ?? 10_000)
}

/** What a coupon takes off, and of which dish where it is for one. */
function couponWorth(
  coupon: BilledCoupon,
  lineLeft: ReadonlyMap<BilledLine, number>,
  dishesLeft: number,
  payBasisPoints: number | undefined,
): { cents: number; line: BilledLine | null } {
  if (dishesLeft < coupon.minimumCents) return { cents: 0, line: null }
  if (coupon.kind === 'gift') {
    const [dearest] = [...lineLeft]
      .filter(([{ dishId }]) => coupon.dishIds.includes(dishId))
      .map(([line, left]) => ({ line, portion: barePortion(line, left, payBasisPoints) }))
      .sort((a, b) => b.portion - a.portion || idOf(a.line) - idOf(b.line))
    if (!dearest) return { cents: 0, line: null }
    return { cents: Math.min(dearest.portion, dishesLeft), line: dearest.line }
  }
  const cents =
    coupon.kind === 'amount_off'
      ? coupon.amountCents
      : dishesLeft - shareOf(dishesLeft, coupon.payBasisPoints)
  return { cents: Math.min(cents, coupon.maximumCents ?? cents, dishesLeft), line: null }
}

/**
 * What one portion of a line costs without its paid choices, of what is left to pay for the line.
 */
function barePortion(line: BilledLine, left: number, payBasisPoints: number | undefined): number {
  const { unitCents, extraUnitCents, quantity } = line
  const portion = Math.floor(left / quantity)
  if (payBasisPoints !== undefined && isAtMemberPrice(line, payBasisPoints)) {
    return Math.max(0, portion - extraUnitCents)
  }
  return unitCents > 0 ? partOf(portion, unitCents - extraUnitCents, unitCents) : 0
}

const idOf = (line: BilledLine) => line.id ?? Number.MAX_SAFE_INTEGER

function manualWorth(discount: BilledDiscount, baseCents: number): number {
  const cents = {
    gift: baseCents,
    amount_off: Math.min(discount.amountCents, baseCents),
    percent_off: baseCents - shareOf(baseCents, discount.payBasisPoints),
  }[discount.kind]
  return Math.min(cents, discount.maximumCents ?? cents)
}

/** 600 of 10,000 → '6%'. */
export function percentText(basisPoints: number): string {
  return `${basisPoints / 100}%`
}

/** The reason of an adjustment in a person's language. */
export function reasonIn(language: Language, { reason, reasons }: Adjustment): string {
  return nameIn(language, { name: reason, names: reasons })
}

/**
 * The spec's order number: ORD + local yyyyMMddHHmmss + six digits of the id; unique in a store
 * because ids are.
 */
export function orderNumber(id: number, placedAtMs: number, timeZone: string): string {
  return `ORD${localDigits(placedAtMs, timeZone)}${String(id % 1_000_000).padStart(6, '0')}`
}

/** The most a cart holds: lines, and portions of one line. */
export const MAXIMUM_CART_LINES = 60
export const MAXIMUM_QUANTITY = 99
export const MAXIMUM_NOTE_LENGTH = 100

/**
 * What a shared note becomes when somebody writes `typed` in place of `seen`: that, and in front of
 * it what others said meanwhile. Nobody's words are lost.
 * @throws Refusal cart.note-full
 */
export function joinedNote(said: string, seen: string, typed: string): string {
  if (said === seen || said === typed || said === '') return typed
  const added = typed.startsWith(seen)
    ? typed.slice(seen.length).replace(/^[\s，,；;]+/, '')
    : typed
  if (added === '') return said
  const joined = `${said}；${added}`
  if (joined.length > MAXIMUM_NOTE_LENGTH) throw new Refusal('cart.note-full')
  return joined
}
