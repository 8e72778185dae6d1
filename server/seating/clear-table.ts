// The party has left: its sitting ends, its tables are free, its seats speak for nobody any more.
// Nothing unpaid is left behind: the sitting is locked first, so an order that comes at the same
// moment is either seen here or refused there.

import { roomsOf } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { refuseOpenBill } from '@/domain/seating'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { tell } from '../outbox'

export type ClearedSitting = { sittingId: number; clearedAt: string }

/**
 * A second tap finds it cleared and changes nothing. @throws Refusal thing.not-found,
 * order.unpriced (number), sitting.has-open-bill (openCents)
 */
export async function clearTable(
  deps: Deps,
  actor: Pick<Actor, 'storeId' | 'staffId'>,
  { sittingId }: { sittingId: number },
): Promise<ClearedSitting> {
  const { storeId, staffId } = actor
  return deps.db.$transaction(async (tx) => {
    const [sitting] = await tx.$queryRaw<{ clearedAt: Date | null }[]>`
      SELECT cleared_at AS "clearedAt" FROM sitting
       WHERE id = ${sittingId} AND store_id = ${storeId} FOR NO KEY UPDATE`
    if (!sitting) throw new Refusal('thing.not-found')
    if (sitting.clearedAt) return { sittingId, clearedAt: sitting.clearedAt.toISOString() }
    const orders = await tx.order.findMany({
      where: { sittingId },
      select: { state: true, owedCents: true, paidCents: true, surplusCents: true, awaited: true },
    })

    refuseOpenBill(orders.map((order) => ({ ...order, isCancelled: order.state === 'cancelled' })))

    const at = deps.now()
    await tx.sitting.update({
      where: { id: sittingId },
      data: { clearedAt: at, cartNote: '', isCartHeld: false, allergies: [] },
    })
    // What they are allergic to is theirs: it is kept for the meal only.
    await tx.round.updateMany({
      where: { sittingId, allergiesAt: { not: null } },
      data: { allergies: [], allergiesAt: null },
    })
    await tx.allergiesSeen.deleteMany({ where: { round: { sittingId } } })
    await tx.sittingTable.updateMany({
      where: { sittingId, untilAt: null },
      data: { untilAt: at },
    })
    // What they asked for and what they did not order has gone with them.
    await tx.serviceRequest.updateMany({
      where: { sittingId, doneAt: null },
      data: { doneAt: at, doneById: staffId },
    })
    await tx.cartLine.deleteMany({ where: { sittingId } })
    await tx.cartRequest.deleteMany({ where: { sittingId } })
    await writeAudit(tx, actor, {
      action: 'table.cleared',
      subject: 'sitting',
      subjectId: sittingId,
    })

    const rooms = roomsOf({ storeId, sittingId })
    await tell(tx, { storeId, type: 'sitting_changed', rooms, payload: { sitting_id: sittingId } })
    return { sittingId, clearedAt: at.toISOString() }
  })
}
