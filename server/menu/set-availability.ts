// 沽清 and 限量: somebody marks a dish sold out, brings it back, or counts what is left. Every change
// is kept as a stock move, so the count can be added up again.

import { menuRoom } from '@/domain/event'
import { type Availability, changeAvailability } from '@/domain/menu'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { tell } from '../outbox'

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
  const { storeId, staffId } = actor
  const { dishId, isSoldOut, stock } = input
  return deps.db.$transaction(async (tx) => {
    const before = await tx.dish.findFirst({
      where: { id: dishId, storeId, archivedAt: null },
      select: { isSoldOut: true, soldOutUntil: true, stock: true },
    })
    if (!before) throw new Refusal('thing.not-found')

    const soldOutUntil = input.soldOutUntil ? new Date(input.soldOutUntil) : null
    const request = { isSoldOut, soldOutUntil, stock }
    const { after, moves } = changeAvailability(before, request, deps.now())
    const answer = {
      dishId,
      ...after,
      soldOutUntil: after.soldOutUntil?.toISOString() ?? null,
    }
    if (moves.length === 0) return answer

    const { count } = await tx.dish.updateMany({ where: { id: dishId, ...before }, data: after })
    if (count === 0) throw new Refusal('thing.changed')
    const at = deps.now()
    await tx.stockMove.createMany({
      data: moves.map((move) => ({ ...move, storeId, dishId, staffId, at })),
    })
    await writeAudit(tx, actor, {
      action: actionOf(before, after),
      subject: 'dish',
      subjectId: dishId,
      details: { stock: after.stock, soldOutUntil: answer.soldOutUntil },
    })

    const rooms = [`store:${storeId}`, menuRoom(storeId)]
    await tell(tx, { storeId, type: 'menu_changed', rooms, payload: { dish_id: dishId } })
    return answer
  })
}

function actionOf(before: Availability, after: Availability): string {
  if (after.isSoldOut) return 'dish.sold-out'
  return before.isSoldOut ? 'dish.offered' : 'dish.counted'
}
