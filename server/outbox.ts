// The post box: an event is written in the transaction of the change it tells of, so neither exists
// without the other.

import type { MessageBody, MessageType } from '@/domain/event'
import type { Prisma } from '@/prisma/client/client'

export type OutboxEvent = {
  storeId: number
  type: MessageType
  /** Who hears it (`roomsOf`). */
  rooms: string[]
  payload: MessageBody
}

/**
 * Tells of a change; `tx` is the transaction of that change. The relay numbers and sends it after
 * the commit.
 */
export async function tell(tx: Prisma.TransactionClient, ...events: OutboxEvent[]): Promise<void> {
  await tx.outboxEvent.createMany({ data: events })
}
