// Money that goes back for a dish that was not carried yet says that nobody wants it any more: it
// comes off, and the kitchen is told. Of a bill that still runs that dish is not owed any more, so
// its money is a surplus on its way back.

import { billOf, type LineState } from '@/domain/ordering'
import type { RefundPart } from '@/domain/refunds'
import type { Prisma } from '@/prisma/client/client'
import { keptLines, readBillFacts } from '../ordering/bill-facts'
import { changeOrder, type LineWay } from '../ordering/change-order'
import { lockOrder, type WholeOrder } from '../ordering/lock-order'
import { settleCovered } from '../ordering/settle-order'
import { splitLine, splitPaidLine } from '../ordering/split-line'

type Line = WholeOrder['lines'][number]
type By = { staffId: number | null; reason: string; at: Date }
type Portions = readonly { lineId: number; quantity: number }[]
type Dish = Portions[number] & { parts: readonly RefundPart[] }

/** Whether the dish is still to come to its table. */
export const isToCome = ({ state }: { state: LineState }) =>
  state !== 'served' && state !== 'voided'

/**
 * The dishes that come off with money that goes back for them while their bill still runs.
 * @param order one that is not settled; of a settled one none is meant
 */
export function comingOff(order: {
  settledAt: Date | null
  lines: readonly { id: number; state: LineState }[]
}): Set<number> {
  return new Set(order.settledAt ? [] : order.lines.filter(isToCome).map(({ id }) => id))
}

/**
 * Takes portions of a settled bill off that are still to come; all such dishes where none are
 * named. The order's row is locked by this transaction.
 * @returns for each line of which only some portions came off, the line that these are now
 */
export async function takeOffUnserved(
  tx: Prisma.TransactionClient,
  order: Pick<WholeOrder, 'id' | 'storeId'>,
  portions: Portions | 'all',
  by: By,
): Promise<Map<number, Line>> {
  const now = await lockOrder(tx, order.storeId, order.id)
  if (!now.settledAt) return new Map()
  const { ways, taken } = await waysOff(now, portions, (line, quantity) =>
    splitPaidLine(tx, now.adjustments, line, quantity),
  )
  if (ways.length > 0) await changeOrder(tx, now, by, { ways })
  return taken
}

/**
 * Takes portions of a bill that still runs off that are still to come. What goes back for them is a
 * surplus from now on, and what is paid beyond the rest then is, too.
 * @param dishes what goes back for these portions, and of which payments
 * @returns as takeOffUnserved, and how much more has to go back, in 分
 */
export async function takeOffRunning(
  tx: Prisma.TransactionClient,
  order: Pick<WholeOrder, 'id' | 'storeId'>,
  dishes: readonly Dish[],
  by: By,
): Promise<{ taken: Map<number, Line>; moreCents: number }> {
  const now = await lockOrder(tx, order.storeId, order.id)
  const { ways, taken } = await waysOff(now, dishes, (line, quantity) =>
    splitWithShares(tx, line, quantity, dishes.find(({ lineId }) => lineId === line.id)?.parts),
  )
  if (ways.length === 0) return { taken, moreCents: 0 }
  // One that is being corrected has what is paid beyond the owed as its surplus by itself.
  let moreCents = 0
  if (!now.reopenedAt) {
    const { bill, rules } = await readBillFacts(tx, now.id)
    const off = ways.map(({ line }) => line.id)
    const left = keptLines(bill).filter(({ id }) => !off.includes(id))
    const backCents = dishes
      .flatMap(({ parts }) => parts)
      .reduce((sum, { amountCents }) => sum + amountCents, 0)
    const paidCents = now.paidCents - now.surplusCents
    moreCents = Math.max(0, paidCents - backCents - billOf(left, rules).owedCents)
    const surplusCents = Math.min(now.paidCents, now.surplusCents + backCents + moreCents)
    await tx.order.update({ where: { id: now.id }, data: { surplusCents } })
  }
  await changeOrder(tx, now, by, { ways })
  await settleCovered(tx, now, by)
  return { taken, moreCents }
}

/** As splitLine: what goes back of payments for the dish was for the portions that come off. */
async function splitWithShares(
  tx: Prisma.TransactionClient,
  line: Line,
  quantity: number,
  parts: readonly RefundPart[] = [],
): Promise<Line> {
  const shares = await tx.paymentShare.findMany({ where: { lineId: line.id } })
  const off = await splitLine(tx, line, quantity)
  for (const share of shares) {
    const { id, paymentId, amountCents } = share
    const backCents = parts.find((part) => part.paymentId === paymentId)?.amountCents ?? 0
    const goneCents = Math.min(backCents, amountCents)
    if (goneCents === 0) continue
    const gone = { lineId: off.id, amountCents: goneCents, quantity: null, of: null }
    if (goneCents === amountCents) {
      await tx.paymentShare.update({ where: { id }, data: gone })
      continue
    }
    const portions =
      share.of === line.quantity && share.quantity !== null
        ? { quantity: Math.max(1, share.quantity - quantity) }
        : {}
    const stays = { amountCents: amountCents - goneCents, ...portions }
    await tx.paymentShare.update({ where: { id }, data: stays })
    await tx.paymentShare.create({ data: { paymentId, ...gone } })
  }
  return off
}

async function waysOff(
  { lines }: WholeOrder,
  portions: Portions | 'all',
  split: (line: Line, quantity: number) => Promise<Line>,
): Promise<{ ways: LineWay[]; taken: Map<number, Line> }> {
  const taken = new Map<number, Line>()
  const ways: LineWay[] = []
  for (const line of lines.filter(isToCome)) {
    const quantity =
      portions === 'all'
        ? line.quantity
        : (portions.find(({ lineId }) => lineId === line.id)?.quantity ?? 0)
    if (quantity === 0) continue
    const off = quantity < line.quantity ? await split(line, quantity) : line
    if (off !== line) taken.set(line.id, off)
    ways.push({ line: off, through: ['voided'] })
  }
  return { ways, taken }
}
