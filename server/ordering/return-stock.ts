// Dishes that were taken back before they were cooked return to the 限量 they came from, once.

import { menuRoom } from '@/domain/event'
import type { ChosenOption } from '@/domain/menu'
import type { Prisma } from '@/prisma/client/client'
import { movedOf } from '../menu/moved'
import { tell } from '../outbox'

/**
 * Gives the portions of voided lines back to what is limited: dishes, their sizes, the parts of a
 * combo. The lines' orders are locked by this transaction.
 */
export async function returnStock(
  tx: Prisma.TransactionClient,
  storeId: number,
  lines: readonly {
    id: number
    splitFromId: number | null
    dishId: number
    choices: unknown
    quantity: number
    /** Portions to give back, where that is not all of the line. */
    returned?: number
  }[],
  by: { staffId: number | null; at: Date },
): Promise<void> {
  for (const line of [...lines].sort((a, b) => a.dishId - b.dishId)) {
    const sold = await tx.stockMove.findMany({
      where: { storeId, lineId: line.splitFromId ?? line.id, reason: 'sold' },
      orderBy: [{ dishId: 'asc' }, { optionId: 'asc' }],
      distinct: ['dishId', 'optionId'],
      select: { dishId: true, optionId: true },
    })
    for (const taken of sold) await giveBack(tx, storeId, line, taken, by)
  }
}

async function giveBack(
  tx: Prisma.TransactionClient,
  storeId: number,
  line: Parameters<typeof returnStock>[2][number],
  { dishId, optionId }: { dishId: number; optionId: number | null },
  by: { staffId: number | null; at: Date },
): Promise<void> {
  const each = perPortion(line, { dishId, optionId })
  const where = { storeId, dishId, optionId, lineId: line.id, reason: 'returned' as const }
  const { _sum } = await tx.stockMove.aggregate({ where, _sum: { delta: true } })
  const left = line.quantity * each - (_sum.delta ?? 0)
  const delta = Math.min((line.returned ?? line.quantity) * each, left)
  if (delta <= 0) return
  const data = { stock: { increment: delta } }
  const limited = { stock: { not: null } }
  const [now] = optionId
    ? await tx.option.updateManyAndReturn({ where: { id: optionId, ...limited }, data })
    : await tx.dish.updateManyAndReturn({ where: { id: dishId, ...limited }, data })
  if (!now) return
  const moved = movedOf(optionId ? { optionId } : { id: dishId }, now)

  await tx.stockMove.create({ data: { ...where, delta, staffId: by.staffId, at: by.at } })
  await tell(tx, {
    storeId,
    type: 'menu_changed',
    rooms: [`store:${storeId}`, menuRoom(storeId)],
    payload: { dish_id: dishId, ...(moved && { moved }) },
  })
}

/** How many of it one portion of the line took. */
function perPortion(
  line: { dishId: number; choices: unknown },
  taken: { dishId: number; optionId: number | null },
): number {
  const chosen = (line.choices as ChosenOption[]).filter((each) =>
    taken.optionId === null ? each.dishId === taken.dishId : each.optionId === taken.optionId,
  )
  const own = taken.optionId === null && taken.dishId === line.dishId ? 1 : 0
  return chosen.reduce((sum, { quantity }) => sum + quantity, own)
}
