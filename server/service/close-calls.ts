// Whoever called on a business day that is over waits for nobody any more: the program answers the
// call, without a name. Called at an interval; two at once answer once.

import { businessDay, businessDaySpan } from '@/domain/calendar'
import { roomsOf } from '@/domain/event'
import { CLOSING_GRACE_MS } from '@/domain/kitchen'
import type { Deps } from '../deps'
import { tell } from '../outbox'

const BATCH = 200

type Call = { id: number; storeId: number; sittingId: number }

/** @returns how many calls were ended */
export async function closeCalls(deps: Deps): Promise<number> {
  const at = deps.now()
  const stores = await deps.db.store.findMany({
    where: { serviceRequests: { some: { doneAt: null } } },
    select: { id: true, timeZone: true, dayEndsAtHour: true },
  })
  let closed = 0
  for (const store of stores) {
    const { fromMs } = businessDaySpan(businessDay(at.getTime(), store), store)
    const before = new Date(Math.min(fromMs, at.getTime() - CLOSING_GRACE_MS))
    closed += await deps.db.$transaction(async (tx) => {
      const calls = await tx.$queryRaw<Call[]>`
        UPDATE service_request SET done_at = ${at}
         WHERE id = ANY (ARRAY(SELECT id FROM service_request
                                WHERE store_id = ${store.id} AND done_at IS NULL AND created_at < ${before}
                                ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))
        RETURNING id, store_id AS "storeId", sitting_id AS "sittingId"`
      for (const { id, storeId, sittingId } of calls) {
        await tell(tx, {
          storeId,
          type: 'service_request',
          rooms: roomsOf({ storeId, sittingId }),
          payload: { request_id: id, sitting_id: sittingId },
        })
      }
      return calls.length
    })
  }
  return closed
}
