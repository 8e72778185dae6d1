// A cook's tap: dishes go on the fire, or are ready to be carried. A dish that several stations
// make is ready when the last of them is.

import type { LineState } from '@/domain/ordering'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import type { WholeOrder } from '../ordering/lock-order'
import { lockLines, type MovedLine, moveLocked } from '../ordering/move-lines'
import { finishParts } from './line-parts'

export type Bump = {
  lineIds: number[]
  to: 'cooking' | 'ready'
  /** The state the cook saw; a dish that has left it is refused. */
  from?: LineState | undefined
  /** Whose part is done; null = the whole dish, wherever it is made. */
  stationId: number | null
}

/**
 * All of them or none; a second tap changes nothing.
 * @throws Refusal thing.not-found, line.moved-on (by), line.not-confirmed
 */
export async function bumpLines(deps: Deps, actor: Actor, bump: Bump): Promise<MovedLine[]> {
  return deps.db.$transaction(async (tx) => {
    const orders = await lockLines(tx, actor.storeId, bump.lineIds)
    return bumpLocked(tx, orders, { staffId: actor.staffId, at: deps.now() }, bump)
  })
}

/** As bumpLines, on orders that this transaction has locked. */
export async function bumpLocked(
  tx: Prisma.TransactionClient,
  orders: readonly WholeOrder[],
  by: { staffId: number | null; at: Date },
  { lineIds, to, from, stationId, reason = '' }: Bump & { reason?: string },
): Promise<MovedLine[]> {
  const lines = orders.flatMap((order) => order.lines).filter(({ id }) => lineIds.includes(id))
  const waiting = to === 'ready' && stationId ? await finishParts(tx, lines, stationId, by) : []
  const [idle, busy] = [idsIn(waiting, 'queued'), idsIn(waiting, 'cooking')]
  const whole = lineIds.filter((id) => !idle.includes(id) && !busy.includes(id))

  await moveLocked(
    tx,
    orders,
    by,
    [
      { lineIds: whole, to, from, reason },
      { lineIds: idle, to: 'cooking', from, reason },
    ],
    { lineIds: busy, reason: 'part' },
  )
  return lineIds.map((id) => ({ id, state: whole.includes(id) ? to : 'cooking' }))
}

function idsIn(lines: readonly { id: number; state: LineState }[], state: LineState): number[] {
  return lines.filter((line) => line.state === state).map((line) => line.id)
}
