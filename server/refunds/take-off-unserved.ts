// Money that goes back for a dish that was not carried yet says that nobody wants it any more: it
// comes off, and the kitchen is told. Of a bill that still runs a dish is taken back instead, and
// costs nothing then.

import type { LineState } from '@/domain/ordering'
import type { Prisma } from '@/prisma/client/client'
import { changeOrder, type LineWay } from '../ordering/change-order'
import { lockOrder, type WholeOrder } from '../ordering/lock-order'
import { splitPaidLine } from '../ordering/split-line'

type By = { staffId: number | null; reason: string; at: Date }

/** Whether the dish is still to come to its table. */
export const isToCome = ({ state }: { state: LineState }) =>
  state !== 'served' && state !== 'voided'

/**
 * Takes portions of a settled bill off that are still to come; all such dishes where none are
 * named. The order's row is locked by this transaction.
 * @returns for each line of which only some portions came off, the line that these are now
 */
export async function takeOffUnserved(
  tx: Prisma.TransactionClient,
  order: Pick<WholeOrder, 'id' | 'storeId'>,
  portions: readonly { lineId: number; quantity: number }[] | 'all',
  by: By,
): Promise<Map<number, WholeOrder['lines'][number]>> {
  const now = await lockOrder(tx, order.storeId, order.id)
  const taken = new Map<number, WholeOrder['lines'][number]>()
  if (!now.settledAt) return taken
  const ways: LineWay[] = []
  for (const line of now.lines.filter(isToCome)) {
    const quantity =
      portions === 'all'
        ? line.quantity
        : (portions.find(({ lineId }) => lineId === line.id)?.quantity ?? 0)
    if (quantity === 0) continue
    const off =
      quantity < line.quantity ? await splitPaidLine(tx, now.adjustments, line, quantity) : line
    if (off !== line) taken.set(line.id, off)
    ways.push({ line: off, through: ['voided'] })
  }
  if (ways.length > 0) await changeOrder(tx, now, by, { ways })
  return taken
}
