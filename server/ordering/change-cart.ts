// Changes of the shared cart. Whoever changes it locks the sitting, so versions grow one by one and
// every phone hears of each.

import { roomsOf } from '@/domain/event'
import { type Choice, priceChoice, sortedChoices } from '@/domain/menu'
import { joinedNote, MAXIMUM_CART_LINES, MAXIMUM_QUANTITY } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'
import { readDish } from '../menu/read-dish'
import { tell } from '../outbox'

/**
 * Adds portions of a dish; equal requests of one guest share a line. A repeated key adds nothing.
 * @throws Refusal thing.not-found, choice.invalid, cart.too-full, seat.expired
 */
export async function addToCart(
  deps: Deps,
  seat: Seat,
  request: { dishId: number; choices: Choice[]; quantity: number; note: string; key: string },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    await lockSitting(tx, seat)
    if (await tx.cartRequest.findUnique({ where: { sittingId_key: requestId(seat, request.key) } }))
      return
    const dish = await readDish(tx, seat.storeId, request.dishId, deps.now())

    if (!dish) throw new Refusal('thing.not-found')
    priceChoice(dish, request.choices)
    await putInCart(tx, seat, request)
    await tx.cartRequest.create({ data: requestId(seat, request.key) })

    await tellCartChanged(tx, seat)
  })
}

/**
 * Sets how many portions a line of the cart has; 0 removes it. Anybody at the table may.
 * @throws Refusal thing.not-found when the line is no longer in the cart, seat.expired
 */
export async function changeCartLine(
  deps: Deps,
  seat: Seat,
  request: { lineId: number; quantity: number },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    await lockSitting(tx, seat)
    const where = { id: request.lineId, sittingId: seat.sittingId }

    const { count } =
      request.quantity === 0
        ? await tx.cartLine.deleteMany({ where })
        : await tx.cartLine.updateMany({ where, data: { quantity: request.quantity } })
    if (count === 0) throw new Refusal('thing.not-found')

    await tellCartChanged(tx, seat)
  })
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
  const same = lines.find(
    (line) =>
      line.guestId === guestId &&
      line.dishId === dishId &&
      line.note === note &&
      JSON.stringify(sortedChoices(line.choices as Choice[])) === JSON.stringify(choices),
  )
  const quantity = (same?.quantity ?? 0) + wanted.quantity
  if (quantity > MAXIMUM_QUANTITY) throw new Refusal('cart.too-full')
  if (!same && lines.length >= MAXIMUM_CART_LINES) throw new Refusal('cart.too-full')

  if (same) await tx.cartLine.update({ where: { id: same.id }, data: { quantity } })
  else {
    await tx.cartLine.create({ data: { sittingId, guestId, dishId, choices, quantity, note } })
  }
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

function requestId(seat: Seat, key: string): { sittingId: number; key: string } {
  return { sittingId: seat.sittingId, key }
}
