// Somebody says something else about a dish that the kitchen already has; the screens show what changed until it is seen.

import type { LineState } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { followLines } from './follow-lines'
import { lockLines } from './move-lines'

/** A dish that is finished can be told nothing any more. */
const UNFINISHED: readonly LineState[] = ['held', 'queued', 'cooking']

/**
 * Repeating it changes nothing.
 * @param wish.seenNote the note the person saw: another one by now refuses line.moved-on
 * @throws Refusal thing.not-found, line.moved-on also when the dish is finished
 */
export async function changeNote(
  ground: Ground,
  actor: Actor,
  wish: { lineId: number; note: string; seenNote: string },
): Promise<void> {
  await ground.db.$transaction(async (tx) => {
    const [order] = await lockLines(tx, actor.storeId, [wish.lineId])
    const line = order?.lines.find((each) => each.id === wish.lineId)
    if (!order || !line) throw new Refusal('thing.not-found')

    if (line.note === wish.note) return
    if (line.note !== wish.seenNote || !UNFINISHED.includes(line.state)) {
      throw new Refusal('line.moved-on')
    }
    const by = { staffId: actor.staffId, at: ground.now() }

    await tx.orderLine.update({ where: { id: line.id }, data: { note: wish.note } })
    const round = order.rounds.find(({ id }) => id === line.roundId)
    if (round?.state === 'confirmed') {
      const change = { kind: 'note', before: line.note, after: wish.note } as const
      await tx.lineChange.create({
        data: { storeId: order.storeId, lineId: line.id, ...change, ...by },
      })
    }

    await followLines(tx, { orderId: order.id, ...by, reason: 'note', lineIds: [line.id] })
  })
}
