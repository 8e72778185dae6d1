// A guest who wants to pay cash calls the floor; the call ends when the cash is taken or not wanted
// any more.

import { roomsOf } from '@/domain/event'
import type { Prisma } from '@/prisma/client/client'
import { tell } from '../outbox'

type CashOrder = { storeId: number; sittingId: number | null }

/** Calls once: while a call for cash is open, another changes nothing. */
export async function callForCash(
  tx: Prisma.TransactionClient,
  { storeId, sittingId }: CashOrder,
  at: Date,
): Promise<void> {
  if (!sittingId) return
  const table = await tx.sittingTable.findFirst({ where: { sittingId, untilAt: null } })
  if (!table) return
  const [request] = await tx.serviceRequest.createManyAndReturn({
    data: { storeId, sittingId, tableId: table.tableId, kind: 'cash', createdAt: at },
    skipDuplicates: true,
  })
  if (!request) return
  await tell(tx, {
    storeId,
    type: 'service_request',
    rooms: roomsOf({ storeId, sittingId }),
    payload: { request_id: request.id, sitting_id: sittingId },
  })
}

/**
 * Takes an open call for cash off the board, unless somebody else at the table still waits to pay
 * cash.
 */
export async function endCashCall(
  tx: Prisma.TransactionClient,
  { storeId, sittingId }: CashOrder,
  by: { staffId: number | null; at: Date },
): Promise<void> {
  if (!sittingId) return
  const waiting = await tx.payment.count({
    where: { order: { sittingId }, state: 'pending', method: 'cash', guestId: { not: null } },
  })
  if (waiting > 0) return
  const ended = await tx.serviceRequest.updateManyAndReturn({
    where: { sittingId, kind: 'cash', doneAt: null },
    data: { doneAt: by.at, doneById: by.staffId },
  })
  for (const request of ended) {
    await tell(tx, {
      storeId,
      type: 'service_request',
      rooms: roomsOf({ storeId, sittingId }),
      payload: { request_id: request.id, sitting_id: sittingId },
    })
  }
}
