// The guests say when: what waits for them (叫起) begins, whoever of the party says so first.

import { Refusal } from '@/domain/refusal'
import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'
import { lockLines, moveLocked } from '../ordering/move-lines'

/**
 * Begins those of the lines that are still held; what was begun or taken back meanwhile stays as it
 * is, so a second tap or a second phone changes nothing.
 * @throws Refusal thing.not-found for a dish of another table, line.not-confirmed before somebody
 *   accepted its round
 */
export async function fireMine(
  deps: Deps,
  { storeId, sittingId }: Seat,
  { lineIds }: { lineIds: number[] },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const ids = [...new Set(lineIds)]
    const own = await tx.orderLine.count({ where: { id: { in: ids }, order: { sittingId } } })
    if (own !== ids.length) throw new Refusal('thing.not-found')
    const orders = await lockLines(tx, storeId, ids)

    const held = orders
      .flatMap((order) => order.lines)
      .filter((line) => ids.includes(line.id) && line.state === 'held')
      .map((line) => line.id)

    const by = { staffId: null, at: deps.now() }
    await moveLocked(tx, orders, by, [
      { lineIds: held, to: 'queued', from: 'held', reason: 'fire' },
    ])
  })
}
