// A guest asks something of the floor. One open request of a kind per sitting: asking again reminds
// nobody twice.

import { roomsOf } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { SERVICE_KINDS, type ServiceKind } from '@/domain/service'
import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'
import { hurryRounds } from '../kitchen/rush-rounds'
import { tell } from '../outbox'

export type AskedService = { id: number; kind: ServiceKind; createdAt: string }

/** @throws Refusal seat.expired when the sitting has no table any more */
export async function requestService(
  deps: Deps,
  seat: Seat,
  asked: { code: string; kind: ServiceKind },
): Promise<AskedService> {
  return deps.db.$transaction(async (tx) => {
    const { storeId, sittingId } = seat
    const taken = await tx.sittingTable.findMany({
      where: { sittingId, untilAt: null },
      select: { tableId: true, table: { select: { code: true } } },
    })

    const here = taken.find(({ table }) => table.code === asked.code) ?? taken[0]
    if (!here) throw new Refusal('seat.expired')

    const [request] = await tx.$queryRaw<{ id: number; createdAt: Date; isNew: boolean }[]>`
      INSERT INTO service_request (store_id, sitting_id, table_id, kind, created_at)
      VALUES (${storeId}, ${sittingId}, ${here.tableId}, ${asked.kind}::service_kind, ${deps.now()})
      ON CONFLICT (sitting_id, kind) WHERE done_at IS NULL DO UPDATE SET kind = EXCLUDED.kind
      RETURNING id, created_at AS "createdAt", (xmax = 0) AS "isNew"`
    if (!request) throw new Error('an insert returns its row')

    const { id, createdAt, isNew } = request
    if (isNew) {
      if (asked.kind === 'hurry') await hurryRounds(tx, { storeId, sittingId, at: createdAt })
      const rooms = roomsOf({ storeId, sittingId })
      const payload = { request_id: id, sitting_id: sittingId }
      await tell(tx, { storeId, type: 'service_request', rooms, payload })
    }
    return { id, kind: asked.kind, createdAt: createdAt.toISOString() }
  })
}

/** What this sitting has asked and nobody has answered yet, oldest first. */
export async function readRequests(deps: Deps, seat: Seat): Promise<AskedService[]> {
  const requests = await deps.db.serviceRequest.findMany({
    where: { sittingId: seat.sittingId, doneAt: null, kind: { in: [...SERVICE_KINDS] } },
    orderBy: { id: 'asc' },
  })
  return requests.flatMap(({ id, kind, createdAt }) =>
    kind === 'coupon' ? [] : [{ id, kind, createdAt: createdAt.toISOString() }],
  )
}
