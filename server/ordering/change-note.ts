// Somebody says something else about a dish that the kitchen already has; the screens show what
// changed until it is seen.

import type { LineState } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { followLines } from './follow-lines'
import { lockLines } from './move-lines'

/** A dish that is finished can be told nothing any more. */
const UNFINISHED: readonly LineState[] = ['held', 'queued', 'cooking']

/**
 * Repeating it changes nothing.
 * @param request.seenNote the note the person saw: another one by now refuses line.moved-on
 * @throws Refusal thing.not-found, line.moved-on also when the dish is finished
 */
export async function changeNote(
  deps: Deps,
  actor: Actor,
  request: { lineId: number; note: string; seenNote: string },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const [order] = await lockLines(tx, actor.storeId, [request.lineId])
    const line = order?.lines.find((each) => each.id === request.lineId)
    if (!order || !line) throw new Refusal('thing.not-found')

    if (line.note === request.note) return
    if (line.note !== request.seenNote || !UNFINISHED.includes(line.state)) {
      throw new Refusal('line.moved-on')
    }
    const by = { staffId: actor.staffId, at: deps.now() }

    await tx.orderLine.update({ where: { id: line.id }, data: { note: request.note } })
    const round = order.rounds.find(({ id }) => id === line.roundId)
    if (round?.state === 'confirmed') {
      const change = { kind: 'note', before: line.note, after: request.note } as const
      await tx.lineChange.create({
        data: { storeId: order.storeId, lineId: line.id, ...change, ...by },
      })
    }

    await followLines(tx, { orderId: order.id, ...by, reason: 'note', lineIds: [line.id] })
  })
}
