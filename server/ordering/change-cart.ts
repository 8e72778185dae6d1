// Changes of the shared cart. Whoever changes it locks the sitting, so versions grow one by one and every phone hears of each.

import { roomsOf } from '@/domain/event'
import { type Choice, priceChoice, sortedChoices } from '@/domain/menu'
import { MAXIMUM_CART_LINES, MAXIMUM_QUANTITY } from '@/domain/ordering'
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
    const dish = await readDish(tx, seat.storeId, request.dishId)
    const lines = await tx.cartLine.findMany({ where: { sittingId: seat.sittingId } })

    if (!dish) throw new Refusal('thing.not-found')
    priceChoice(dish, request.choices)
    const choices = sortedChoices(request.choices)
    const same = lines.find(
      (line) =>
        line.guestId === seat.guestId &&
        line.dishId === request.dishId &&
        line.note === request.note &&
        JSON.stringify(sortedChoices(line.choices as Choice[])) === JSON.stringify(choices),
    )
    const quantity = (same?.quantity ?? 0) + request.quantity
    if (quantity > MAXIMUM_QUANTITY) throw new Refusal('cart.too-full')
    if (!same && lines.length >= MAXIMUM_CART_LINES) throw new Refusal('cart.too-full')

    if (same) await tx.cartLine.update({ where: { id: same.id }, data: { quantity } })
    else {
      const { dishId, note } = request
      const { sittingId, guestId } = seat
      await tx.cartLine.create({ data: { sittingId, guestId, dishId, choices, quantity, note } })
    }
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

async function lockSitting(tx: Prisma.TransactionClient, seat: Seat): Promise<void> {
  const { count } = await tx.sitting.updateMany({
    where: { id: seat.sittingId, clearedAt: null },
    data: { cartVersion: { increment: 1 } },
  })
  if (count === 0) throw new Refusal('seat.expired')
}

async function tellCartChanged(tx: Prisma.TransactionClient, seat: Seat): Promise<void> {
  const { sittingId, storeId } = seat
  const rooms = roomsOf({ storeId, sittingId }).filter((room) => room.startsWith('sitting:'))
  await tell(tx, { storeId, type: 'cart_changed', rooms, payload: { sitting_id: sittingId } })
}

function requestId(seat: Seat, key: string): { sittingId: number; key: string } {
  return { sittingId: seat.sittingId, key }
}
