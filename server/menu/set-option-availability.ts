// An option that ran out (no more coriander) is out with every dish that offers it, until somebody
// brings it back.

import { menuRoom } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { tell } from '../outbox'

export type SetOptionAvailability = { optionId: number; isSoldOut: boolean }

/** A second time changes and tells nothing. @throws Refusal thing.not-found */
export async function setOptionAvailability(
  deps: Deps,
  actor: Actor,
  { optionId, isSoldOut }: SetOptionAvailability,
): Promise<SetOptionAvailability> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    const option = { id: optionId, archivedAt: null, group: { storeId } }
    const found = await tx.option.findFirst({ where: option, select: { id: true } })
    if (!found) throw new Refusal('thing.not-found')

    const { count } = await tx.option.updateMany({
      where: { ...option, isSoldOut: !isSoldOut },
      data: { isSoldOut },
    })
    if (count === 0) return { optionId, isSoldOut }

    await writeAudit(tx, actor, {
      action: isSoldOut ? 'option.sold-out' : 'option.offered',
      subject: 'option',
      subjectId: optionId,
    })
    const rooms = [`store:${storeId}`, menuRoom(storeId)]
    await tell(tx, { storeId, type: 'menu_changed', rooms, payload: {} })
    return { optionId, isSoldOut }
  })
}
