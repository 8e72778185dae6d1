// What should come before the rest: staff put a round first (加急); guests can only ask where theirs
// stays (催菜).

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { followLines } from '../ordering/follow-lines'
import { lockOrder, lockOrders } from '../ordering/lock-order'

/**
 * Puts a round of this store before all others, or back among them; a second tap changes nothing.
 * @throws Refusal thing.not-found
 */
export async function markUrgent(
  deps: Deps,
  actor: Actor,
  { roundId, isUrgent }: { roundId: number; isUrgent: boolean },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const found = await tx.round.findFirst({
      where: { id: roundId, storeId: actor.storeId },
      select: { orderId: true },
    })
    if (!found) throw new Refusal('thing.not-found')
    const order = await lockOrder(tx, actor.storeId, found.orderId)

    const round = order.rounds.find((each) => each.id === roundId)
    if ((round?.urgentAt !== null) === isUrgent) return
    const by = { staffId: actor.staffId, at: deps.now() }

    await tx.round.update({
      where: { id: roundId },
      data: isUrgent
        ? { urgentAt: by.at, urgentById: by.staffId }
        : { urgentAt: null, urgentById: null },
    })
    await writeAudit(tx, actor, {
      action: isUrgent ? 'round.put-first' : 'round.put-back',
      subject: 'round',
      subjectId: roundId,
      details: {},
    })

    const lineIds = order.lines.filter((line) => line.roundId === roundId).map(({ id }) => id)
    await followLines(tx, { orderId: order.id, ...by, reason: 'urgent', lineIds })
  })
}

/** Shows the kitchen that a sitting's guests asked for what they still wait for. */
export async function hurryRounds(
  tx: Prisma.TransactionClient,
  { storeId, sittingId, at }: { storeId: number; sittingId: number; at: Date },
): Promise<void> {
  const found = await tx.order.findMany({ where: { sittingId }, select: { id: true } })
  const orders = await lockOrders(
    tx,
    storeId,
    found.map(({ id }) => id),
  )

  for (const { id: orderId, rounds, lines } of orders) {
    const confirmed = rounds.filter(({ state }) => state === 'confirmed').map(({ id }) => id)
    const waiting = lines.filter(
      ({ state, roundId }) =>
        (state === 'queued' || state === 'cooking') && confirmed.includes(roundId),
    )
    if (waiting.length === 0) continue

    await tx.round.updateMany({
      where: { id: { in: waiting.map((line) => line.roundId) } },
      data: { hurriedAt: at },
    })

    const lineIds = waiting.map(({ id }) => id)
    await followLines(tx, { orderId, staffId: null, reason: 'hurry', at, lineIds })
  }
}
