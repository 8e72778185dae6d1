// Somebody of the floor has gone to the table. Of two who answer at once one wins and the other is
// told by whom.

import { roomsOf } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { nameOfStaff } from '../access/name-of-staff'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { tell } from '../outbox'

/** @throws Refusal thing.not-found, request.already-answered (by) */
export async function answerRequest(
  deps: Deps,
  actor: Actor,
  { requestId }: { requestId: number },
): Promise<{ requestId: number }> {
  const { storeId, staffId } = actor
  return deps.db.$transaction(async (tx) => {
    const request = await tx.serviceRequest.findFirst({ where: { id: requestId, storeId } })

    if (!request) throw new Refusal('thing.not-found')

    const { count } = await tx.serviceRequest.updateMany({
      where: { id: requestId, doneAt: null },
      data: { doneAt: deps.now(), doneById: staffId },
    })
    if (count === 0) {
      const { doneById } = await tx.serviceRequest.findUniqueOrThrow({ where: { id: requestId } })
      throw new Refusal('request.already-answered', { by: await nameOfStaff(tx, doneById) })
    }

    const { sittingId } = request
    const rooms = roomsOf({ storeId, sittingId })
    const payload = { request_id: requestId, sitting_id: sittingId }
    await tell(tx, { storeId, type: 'service_request', rooms, payload })
    return { requestId }
  })
}
