// Changes of the shared cart. Whoever changes it locks the sitting, so versions grow one by one and every phone hears of each.

import { roomsOf } from '@/domain/event'
import { type Choice, priceChoice, sortedChoices } from '@/domain/menu'
import { MAXIMUM_CART_LINES, MAXIMUM_QUANTITY } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Seat } from '../access/read-seat'
import type { Ground } from '../ground'
import { readDish } from '../menu/read-dish'
import { tell } from '../outbox'

/**
 * Adds portions of a dish; equal wishes of one guest share a line. A repeated key adds nothing.
 * @throws Refusal thing.not-found, choice.invalid, cart.too-full, seat.expired
 */
export async function addToCart(
  ground: Ground,
  seat: Seat,
  wish: { dishId: number; choices: Choice[]; quantity: number; note: string; key: string },
): Promise<void> {
  await ground.db.$transaction(async (tx) => {
    await lockSitting(tx, seat)
    if (await tx.cartWish.findUnique({ where: { sittingId_key: wishId(seat, wish.key) } })) return
    const dish = await readDish(tx, seat.storeId, wish.dishId)
    const lines = await tx.cartLine.findMany({ where: { sittingId: seat.sittingId } })

    if (!dish) throw new Refusal('thing.not-found')
    priceChoice(dish, wish.choices)
    const choices = sortedChoices(wish.choices)
    const same = lines.find(
      (line) =>
        line.guestId === seat.guestId &&
        line.dishId === wish.dishId &&
        line.note === wish.note &&
        JSON.stringify(sortedChoices(line.choices as Choice[])) === JSON.stringify(choices),
    )
    const quantity = (same?.quantity ?? 0) + wish.quantity
    if (quantity > MAXIMUM_QUANTITY) throw new Refusal('cart.too-full')
    if (!same && lines.length >= MAXIMUM_CART_LINES) throw new Refusal('cart.too-full')

    if (same) await tx.cartLine.update({ where: { id: same.id }, data: { quantity } })
    else {
      const { dishId, note } = wish
      const { sittingId, guestId } = seat
      await tx.cartLine.create({ data: { sittingId, guestId, dishId, choices, quantity, note } })
    }
    await tx.cartWish.create({ data: wishId(seat, wish.key) })

    await tellCartChanged(tx, seat)
  })
}

/**
 * Sets how many portions a line of the cart has; 0 removes it. Anybody at the table may.
 * @throws Refusal thing.not-found when the line is no longer in the cart, seat.expired
 */
export async function changeCartLine(
  ground: Ground,
  seat: Seat,
  wish: { lineId: number; quantity: number },
): Promise<void> {
  await ground.db.$transaction(async (tx) => {
    await lockSitting(tx, seat)
    const where = { id: wish.lineId, sittingId: seat.sittingId }

    const { count } =
      wish.quantity === 0
        ? await tx.cartLine.deleteMany({ where })
        : await tx.cartLine.updateMany({ where, data: { quantity: wish.quantity } })
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

function wishId(seat: Seat, key: string): { sittingId: number; key: string } {
  return { sittingId: seat.sittingId, key }
}
