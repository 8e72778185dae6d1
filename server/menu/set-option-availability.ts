// An option that ran out (no more coriander, no more large ones) is out with every dish that offers
// it, until somebody brings it back; what is left of it may be counted, as of a dish.

import { menuRoom } from '@/domain/event'
import { changeAvailability } from '@/domain/menu'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { tell } from '../outbox'
import { movedOf } from './moved'

export type SetOptionAvailability = {
  optionId: number
  isSoldOut: boolean
  /** Portions left, null = unlimited; absent leaves the count as it is. */
  stock?: number | null | undefined
}

/**
 * A second time changes and tells nothing.
 * @throws Refusal thing.not-found also for a count of an option that no dish has, thing.changed
 *   when somebody else was faster, dish.count-needed for one without portions that is to come back
 */
export async function setOptionAvailability(
  deps: Deps,
  actor: Actor,
  { optionId, ...request }: SetOptionAvailability,
): Promise<{ optionId: number; isSoldOut: boolean; stock: number | null }> {
  const { storeId, staffId } = actor
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const found = await tx.option.findFirst({
      where: { id: optionId, archivedAt: null, group: { storeId } },
      select: {
        isSoldOut: true,
        stock: true,
        group: { select: { dishes: { orderBy: { dishId: 'asc' }, take: 1 } } },
      },
    })
    if (!found) throw new Refusal('thing.not-found')
    const { isSoldOut, stock, group } = found

    const before = { isSoldOut, stock, soldOutUntil: null }
    const { after, moves } = changeAvailability(before, request, at)
    const answer = { optionId, isSoldOut: after.isSoldOut, stock: after.stock }
    if (moves.length === 0) return answer
    const counted = moves.find(({ reason }) => reason === 'set')
    const dishId = group.dishes[0]?.dishId
    if (counted && !dishId) throw new Refusal('thing.not-found')

    const { count } = await tx.option.updateMany({
      where: { id: optionId, isSoldOut, stock },
      data: { isSoldOut: after.isSoldOut, stock: after.stock },
    })
    if (count === 0) throw new Refusal('thing.changed')
    if (counted && dishId) {
      // A count is a dish's: of those that have it, the first.
      await tx.stockMove.create({ data: { ...counted, storeId, dishId, optionId, staffId, at } })
    }
    await writeAudit(tx, actor, {
      action: after.isSoldOut ? 'option.sold-out' : isSoldOut ? 'option.offered' : 'option.counted',
      subject: 'option',
      subjectId: optionId,
      details: { stock: after.stock },
    })
    const moved = movedOf({ optionId }, after) ?? []
    const rooms = [`store:${storeId}`, menuRoom(storeId)]
    await tell(tx, { storeId, type: 'menu_changed', rooms, payload: { moved } })
    return answer
  })
}
