// Changes of the shared cart. Whoever changes it locks the sitting, so versions grow one by one and
// every phone hears of each.

import { roomsOf } from '@/domain/event'
import {
  type Choice,
  mostPortions,
  priceChoice,
  servedElsewhere,
  sortedChoices,
} from '@/domain/menu'
import { joinedNote, MAXIMUM_CART_LINES, MAXIMUM_QUANTITY } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'
import { readDish } from '../menu/read-dish'
import { tell } from '../outbox'
import { isTakeaway } from '../seating/is-takeaway'

/**
 * Adds portions of a dish; equal requests of one guest share a line. A repeated key adds nothing.
 * @throws Refusal thing.not-found, dish.dine-in-only, dish.takeaway-only, choice.invalid,
 *   cart.too-full, seat.expired
 */
export async function addToCart(
  deps: Deps,
  seat: Seat,
  request: { dishId: number; choices: Choice[]; quantity: number; note: string; key: string },
): Promise<void> {
  await changeOnce(deps, seat, request.key, async (tx) => {
    const dish = await readDish(tx, seat.storeId, request.dishId, deps.now())

    if (!dish) throw new Refusal('thing.not-found')
    const elsewhere = servedElsewhere(dish, await isTakeaway(tx, seat.sittingId))
    if (elsewhere) {
      throw new Refusal(elsewhere, { dishes: [{ name: dish.name, names: dish.names }] })
    }
    priceChoice(dish, request.choices)
    await putInCart(tx, seat, request)
  })
}

/**
 * Adds portions to a line of the cart, or takes some of it (`by` below 0); without any it is gone.
 * Anybody at the table may. A repeated key changes nothing, nor does a line that has other portions
 * than `seenQuantity` by now.
 * @throws Refusal thing.not-found when the line is no longer in the cart, cart.too-full,
 *   dish.too-few-left (dishes, left), seat.expired
 */
export async function changeCartLine(
  deps: Deps,
  seat: Seat,
  {
    lineId,
    by,
    seenQuantity,
    key,
  }: { lineId: number; by: number; seenQuantity?: number | undefined; key: string },
): Promise<void> {
  await changeOnce(deps, seat, key, async (tx) => {
    const where = { id: lineId, sittingId: seat.sittingId }
    const line = await tx.cartLine.findFirst({ where })

    if (!line) throw new Refusal('thing.not-found')
    if (seenQuantity !== undefined && line.quantity !== seenQuantity) return
    const quantity = Math.max(0, line.quantity + by)
    if (quantity > MAXIMUM_QUANTITY) throw new Refusal('cart.too-full')
    if (by > 0) await refuseMore(deps, tx, seat, line, quantity)

    if (quantity === 0) await tx.cartLine.delete({ where })
    else await tx.cartLine.update({ where, data: { quantity } })
  })
}

/** How a portion of a dish is made. */
type Made = { choices: Choice[]; note: string }

/**
 * Has a line of the cart made otherwise than it was `seen`, and so many portions more or fewer; one
 * that is like another of its guest then joins it. Anybody at the table may. A repeated key changes
 * nothing.
 * @throws Refusal cart.line-changed, choice.invalid, cart.too-full, dish.too-few-left (dishes,
 *   left), seat.expired
 */
export async function remakeCartLine(
  deps: Deps,
  seat: Seat,
  {
    lineId,
    seen,
    made,
    by,
    key,
  }: { lineId: number; seen: Made; made: Made; by: number; key: string },
): Promise<void> {
  await changeOnce(deps, seat, key, async (tx) => {
    const lines = await tx.cartLine.findMany({ where: { sittingId: seat.sittingId } })
    const line = lines.find(({ id }) => id === lineId)
    const dish = line && (await readDish(tx, seat.storeId, line.dishId, deps.now()))

    if (!line || !dish || !isLike(line, { ...line, ...seen }))
      throw new Refusal('cart.line-changed')
    priceChoice(dish, made.choices)
    const others = lines.filter((other) => other !== line)
    const same = others.find((other) => isLike(other, { ...line, ...made }))
    const portions = Math.max(1, line.quantity + by)
    const quantity = portions + (same?.quantity ?? 0)
    if (quantity > MAXIMUM_QUANTITY) throw new Refusal('cart.too-full')
    if (by > 0 || !isLike(line, { ...line, ...made, note: line.note }))
      await refuseMore(deps, tx, seat, { ...line, ...made }, portions)

    const { id } = same ?? line
    if (same) await tx.cartLine.delete({ where: { id: lineId } })
    const choices = sortedChoices(made.choices)
    await tx.cartLine.update({ where: { id }, data: { choices, note: made.note, quantity } })
  })
}

/**
 * More than there is of a dish and its options is not added. What other dishes of the cart take of
 * the same, as a part, is held against them when it is submitted.
 */
async function refuseMore(
  deps: Deps,
  tx: Prisma.TransactionClient,
  { storeId, sittingId }: Seat,
  line: { id: number; dishId: number; choices: unknown },
  quantity: number,
): Promise<void> {
  const dish = await readDish(tx, storeId, line.dishId, deps.now())
  if (!dish) return
  const others = await tx.cartLine.findMany({
    where: { sittingId, dishId: dish.id, id: { not: line.id } },
  })
  const left = mostPortions(
    dish,
    line.choices as Choice[],
    others.map((other) => ({ ...other, choices: other.choices as Choice[] })),
  )
  if (left === null || quantity <= left) return
  throw new Refusal('dish.too-few-left', { dishes: [{ name: dish.name, names: dish.names }], left })
}

/**
 * Says something to the kitchen with the cart, in place of what the phone saw there.
 * @throws Refusal cart.note-full, seat.expired
 */
export async function noteCart(
  deps: Deps,
  seat: Seat,
  { note, seenNote }: { note: string; seenNote: string },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    await lockSitting(tx, seat)
    await writeNote(tx, seat, (said) => joinedNote(said, seenNote, note))

    await tellCartChanged(tx, seat)
  })
}

/**
 * 叫起: all that is in the cart waits in the kitchen until somebody fires it, or not.
 * @throws Refusal seat.expired
 */
export async function holdCart(
  deps: Deps,
  seat: Seat,
  { isHeld }: { isHeld: boolean },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    await lockSitting(tx, seat, { isCartHeld: isHeld })

    await tellCartChanged(tx, seat)
  })
}

/** A change of the cart, however often its request comes. The version has grown each time. */
async function changeOnce(
  deps: Deps,
  seat: Seat,
  key: string,
  change: (tx: Prisma.TransactionClient) => Promise<void>,
): Promise<void> {
  const request = { sittingId: seat.sittingId, key }
  await deps.db.$transaction(async (tx) => {
    await lockSitting(tx, seat)
    if (!(await tx.cartRequest.findUnique({ where: { sittingId_key: request } }))) {
      await change(tx)
      await tx.cartRequest.create({ data: request })
    }

    await tellCartChanged(tx, seat)
  })
}

/** Of a sitting whose row is locked. */
export async function writeNote(
  tx: Prisma.TransactionClient,
  { sittingId }: Pick<Seat, 'sittingId'>,
  becomes: (said: string) => string,
): Promise<void> {
  const { cartNote } = await tx.sitting.findUniqueOrThrow({ where: { id: sittingId } })
  await tx.sitting.update({ where: { id: sittingId }, data: { cartNote: becomes(cartNote) } })
}

/**
 * Puts portions of a dish into the cart of a sitting whose row is locked: equal ones of one guest
 * share a line.
 * @throws Refusal cart.too-full
 */
export async function putInCart(
  tx: Prisma.TransactionClient,
  seat: Pick<Seat, 'sittingId' | 'guestId'>,
  wanted: {
    dishId: number
    choices: unknown
    quantity: number
    note: string
    guestId?: number | null
  },
): Promise<void> {
  const { sittingId } = seat
  const { dishId, note } = wanted
  const guestId = wanted.guestId ?? seat.guestId
  const choices = sortedChoices(wanted.choices as Choice[])
  const lines = await tx.cartLine.findMany({ where: { sittingId } })
  const same = lines.find((line) => isLike(line, { guestId, dishId, note, choices }))
  const quantity = (same?.quantity ?? 0) + wanted.quantity
  if (quantity > MAXIMUM_QUANTITY) throw new Refusal('cart.too-full')
  if (!same && lines.length >= MAXIMUM_CART_LINES) throw new Refusal('cart.too-full')

  if (same) await tx.cartLine.update({ where: { id: same.id }, data: { quantity } })
  else {
    await tx.cartLine.create({ data: { sittingId, guestId, dishId, choices, quantity, note } })
  }
}

type LineKind = { guestId: number | null; dishId: number; choices: unknown; note: string }

/** Of the same guest, the same dish and made the same way. */
function isLike(a: LineKind, b: LineKind): boolean {
  const kindOf = ({ guestId, dishId, note, choices }: LineKind) =>
    JSON.stringify([guestId, dishId, note, sortedChoices(choices as Choice[])])
  return kindOf(a) === kindOf(b)
}

/**
 * Changes of the cart come one after the other. @param also what of the sitting is changed with it
 * @throws Refusal seat.expired
 */
export async function lockSitting(
  tx: Prisma.TransactionClient,
  seat: Seat,
  also: Prisma.SittingUpdateManyMutationInput = {},
): Promise<void> {
  const { count } = await tx.sitting.updateMany({
    where: { id: seat.sittingId, clearedAt: null },
    data: { ...also, cartVersion: { increment: 1 } },
  })
  if (count === 0) throw new Refusal('seat.expired')
}

export async function tellCartChanged(tx: Prisma.TransactionClient, seat: Seat): Promise<void> {
  const { sittingId, storeId } = seat
  const rooms = roomsOf({ storeId, sittingId }).filter((room) => room.startsWith('sitting:'))
  await tell(tx, { storeId, type: 'cart_changed', rooms, payload: { sitting_id: sittingId } })
}
