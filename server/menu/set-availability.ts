// 沽清 and 限量: somebody marks a dish sold out, brings it back, or counts what is left. Every change
// is kept as a stock move, so the count can be added up again.

import { type MessageBody, menuRoom } from '@/domain/event'
import type { Localized } from '@/domain/language'
import { type Availability, changeAvailability } from '@/domain/menu'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { tell } from '../outbox'
import { movedOf } from './moved'

export type SetAvailability = {
  dishId: number
  isSoldOut: boolean
  /** ISO instant at which it comes back by itself. */
  soldOutUntil?: string | null | undefined
  /** Portions left, null = unlimited; absent leaves the count as it is. */
  stock?: number | null | undefined
}

export type DishAvailability = {
  dishId: number
  isSoldOut: boolean
  soldOutUntil: string | null
  stock: number | null
}

/**
 * @throws Refusal thing.not-found, thing.changed when somebody else was faster, input.invalid for
 *   an instant that has passed, dish.count-needed for a dish without portions that is to come back
 */
export async function setAvailability(
  deps: Deps,
  actor: Actor,
  input: SetAvailability,
): Promise<DishAvailability> {
  return deps.db.$transaction(async (tx) => {
    const { answer, isChanged } = await markDish(tx, actor, input, deps.now())
    if (isChanged) {
      const moved = movedOf({ id: input.dishId }, answer)
      await tellMenu(tx, actor, { dish_id: input.dishId, ...(moved && { moved }) })
    }
    return answer
  })
}

/**
 * Marks many dishes sold out, or brings them back: all of them or none. What is so already stays.
 * @returns how many were changed
 * @throws Refusal as `setAvailability`
 */
export async function markDishes(
  deps: Deps,
  actor: Actor,
  { dishIds, isSoldOut }: { dishIds: number[]; isSoldOut: boolean },
): Promise<{ count: number }> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    const now = deps.now()
    const asked = new Set(dishIds)
    const dishes = await tx.dish.findMany({
      where: { id: { in: [...asked] }, storeId, archivedAt: null },
      // In one order, so that two who mark the same dishes do not wait for each other.
      orderBy: { id: 'asc' },
    })
    if (dishes.length < asked.size) throw new Refusal('thing.not-found')
    let count = 0
    for (const dish of dishes) {
      if (isSoldOut === isMarked(dish, now)) continue
      if (!isSoldOut && dish.stock === 0) {
        const dishNames = dish.names as Localized
        throw new Refusal('dish.count-needed', { dish: dish.name, dishNames })
      }
      const { isChanged } = await markDish(tx, actor, { dishId: dish.id, isSoldOut }, now)
      if (isChanged) count += 1
    }
    if (count > 0) await tellMenu(tx, actor, {})
    return { count }
  }, LONG)
}

/** Whether it is marked sold out, and not only until an instant that has passed. */
const isMarked = ({ isSoldOut, soldOutUntil }: Availability, now: Date) =>
  isSoldOut && (soldOutUntil === null || soldOutUntil > now)

/** Enough for a menu of 1,000 dishes on a slow machine. */
const LONG = { timeout: 60_000, maxWait: 10_000 }

type Tx = Prisma.TransactionClient

async function markDish(
  tx: Tx,
  actor: Actor,
  { dishId, isSoldOut, stock, ...input }: SetAvailability,
  at: Date,
): Promise<{ answer: DishAvailability; isChanged: boolean }> {
  const { storeId, staffId } = actor
  const before = await tx.dish.findFirst({
    where: { id: dishId, storeId, archivedAt: null },
    select: { isSoldOut: true, soldOutUntil: true, stock: true },
  })
  if (!before) throw new Refusal('thing.not-found')

  const soldOutUntil = input.soldOutUntil ? new Date(input.soldOutUntil) : null
  const { after, moves } = changeAvailability(before, { isSoldOut, soldOutUntil, stock }, at)
  const answer = { dishId, ...after, soldOutUntil: after.soldOutUntil?.toISOString() ?? null }
  if (moves.length === 0) return { answer, isChanged: false }

  const { count } = await tx.dish.updateMany({ where: { id: dishId, ...before }, data: after })
  if (count === 0) throw new Refusal('thing.changed')
  await tx.stockMove.createMany({
    data: moves.map((move) => ({ ...move, storeId, dishId, staffId, at })),
  })
  await writeAudit(tx, actor, {
    action: actionOf(before, after),
    subject: 'dish',
    subjectId: dishId,
    details: { stock: after.stock, soldOutUntil: answer.soldOutUntil },
  })
  return { answer, isChanged: true }
}

async function tellMenu(tx: Tx, { storeId }: Actor, payload: MessageBody): Promise<void> {
  const rooms = [`store:${storeId}`, menuRoom(storeId)]
  await tell(tx, { storeId, type: 'menu_changed', rooms, payload })
}

function actionOf(before: Availability, after: Availability): string {
  if (after.isSoldOut) return 'dish.sold-out'
  return before.isSoldOut ? 'dish.offered' : 'dish.counted'
}
