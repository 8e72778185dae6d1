// A guest asks something of the floor. One open request of a kind per sitting: asking again reminds
// nobody twice.

import { roomsOf } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { SERVICE_KINDS, type ServiceKind, wordsOf } from '@/domain/service'
import type { Prisma } from '@/prisma/client/client'
import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'
import { hurryRounds } from '../kitchen/rush-rounds'
import { tell } from '../outbox'

export type AskedService = {
  id: number
  kind: ServiceKind
  /** Of `other`, what they said. */
  words: string
  createdAt: string
  /** Since when somebody is on the way; null = nobody yet. */
  seenAt: string | null
}

type Row = Omit<AskedService, 'createdAt' | 'seenAt'> & { createdAt: Date; seenAt: Date | null }

const viewOf = ({ id, kind, words, createdAt, seenAt }: Row): AskedService => ({
  id,
  kind,
  words,
  createdAt: createdAt.toISOString(),
  seenAt: seenAt?.toISOString() ?? null,
})

/**
 * @throws Refusal seat.expired when the sitting has no table any more, request.wordless,
 *   request.other-open where other words wait
 */
export async function requestService(
  deps: Deps,
  seat: Seat,
  asked: { code: string; kind: ServiceKind; words: string },
): Promise<AskedService> {
  const words = wordsOf(asked.kind, asked.words)
  return deps.db.$transaction(async (tx) => {
    const { storeId, sittingId } = seat
    const taken = await tx.sittingTable.findMany({
      where: { sittingId, untilAt: null },
      select: { tableId: true, table: { select: { code: true } } },
    })

    const here = taken.find(({ table }) => table.code === asked.code) ?? taken[0]
    if (!here) throw new Refusal('seat.expired')

    const [request] = await tx.$queryRaw<(Row & { isNew: boolean })[]>`
      INSERT INTO service_request (store_id, sitting_id, table_id, kind, words, created_at)
      VALUES (${storeId}, ${sittingId}, ${here.tableId}, ${asked.kind}::service_kind, ${words}, ${deps.now()})
      ON CONFLICT (sitting_id, kind) WHERE done_at IS NULL DO UPDATE SET kind = EXCLUDED.kind
      RETURNING id, kind, words, created_at AS "createdAt", seen_at AS "seenAt", (xmax = 0) AS "isNew"`
    if (!request) throw new Error('an insert returns its row')
    if (request.words !== words) throw new Refusal('request.other-open')

    const { id, createdAt, isNew } = request
    if (isNew) {
      if (asked.kind === 'hurry') await hurryRounds(tx, { storeId, sittingId, at: createdAt })
      await tellRequest(tx, { id, storeId, sittingId })
    }
    return viewOf(request)
  })
}

/**
 * The table needs it no more, whichever phone asked; what is over stays over. A call for cash is
 * its payment's. @throws Refusal thing.not-found
 */
export async function withdrawService(
  deps: Deps,
  { storeId, sittingId }: Seat,
  { requestId }: { requestId: number },
): Promise<{ requestId: number }> {
  return deps.db.$transaction(async (tx) => {
    const where = {
      id: requestId,
      sittingId,
      kind: { notIn: ['cash' as const, 'coupon' as const] },
    }
    const request = await tx.serviceRequest.findFirst({ where, select: { id: true } })
    if (!request) throw new Refusal('thing.not-found')

    const { count } = await tx.serviceRequest.updateMany({
      where: { ...where, doneAt: null },
      data: { doneAt: deps.now() },
    })
    if (count > 0) await tellRequest(tx, { id: requestId, storeId, sittingId })
    return { requestId }
  })
}

/** The floor and the table's phones hear that a request is there, seen or over. */
export async function tellRequest(
  tx: Prisma.TransactionClient,
  { id, storeId, sittingId }: { id: number; storeId: number; sittingId: number },
): Promise<void> {
  const rooms = roomsOf({ storeId, sittingId })
  const payload = { request_id: id, sitting_id: sittingId }
  await tell(tx, { storeId, type: 'service_request', rooms, payload })
}

/** What this sitting has asked and nobody has answered yet, oldest first. */
export async function readRequests(deps: Deps, seat: Seat): Promise<AskedService[]> {
  const requests = await deps.db.serviceRequest.findMany({
    where: { sittingId: seat.sittingId, doneAt: null, kind: { in: [...SERVICE_KINDS] } },
    orderBy: { id: 'asc' },
  })
  return requests.flatMap(({ kind, ...request }) =>
    kind === 'coupon' ? [] : [viewOf({ kind, ...request })],
  )
}
