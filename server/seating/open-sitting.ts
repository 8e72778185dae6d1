// The first at a table opens its sitting; everybody after finds it open. Whoever opens or joins
// first locks the table's row, and one partial unique index stands behind it
// (sitting_table_one_open).

import { roomsOf } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Deps } from '../deps'
import { tell } from '../outbox'

export type TableFound = { id: number; storeId: number }

/** As sittingOfTable, by itself. @throws Refusal thing.not-found */
export async function openSitting(
  deps: Deps,
  storeId: number,
  tableId: number,
): Promise<{ sittingId: number }> {
  return deps.db.$transaction(async (tx) => ({
    sittingId: await sittingOfTable(tx, storeId, tableId, deps.now()),
  }))
}

/**
 * The open sitting of a table of this store, opened now when there is none; both are locked by this
 * transaction afterwards. @throws Refusal thing.not-found
 */
export async function sittingOfTable(
  tx: Prisma.TransactionClient,
  storeId: number,
  tableId: number,
  at: Date,
): Promise<number> {
  const [table] = await tx.$queryRaw<TableFound[]>`
    SELECT id, store_id AS "storeId" FROM dining_table
     WHERE id = ${tableId} AND store_id = ${storeId} AND archived_at IS NULL FOR NO KEY UPDATE`
  if (!table) throw new Refusal('thing.not-found')
  return sittingAt(tx, table, at)
}

/** The sitting at a table whose row this transaction has locked; both are locked afterwards. */
export async function sittingAt(
  tx: Prisma.TransactionClient,
  table: TableFound,
  at: Date,
): Promise<number> {
  const [open] = await tx.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM sitting_table st JOIN sitting s ON s.id = st.sitting_id
     WHERE st.table_id = ${table.id} AND st.until_at IS NULL AND s.cleared_at IS NULL
       FOR NO KEY UPDATE OF s`
  if (open) return open.id

  const { storeId } = table
  const sitting = await tx.sitting.create({
    data: {
      storeId,
      openedAt: at,
      tables: { create: { tableId: table.id, fromAt: at } },
    },
  })

  const rooms = roomsOf({ storeId, sittingId: sitting.id })
  await tell(tx, { storeId, type: 'sitting_changed', rooms, payload: { sitting_id: sitting.id } })
  return sitting.id
}
