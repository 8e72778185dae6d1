// Every move of a dish, whoever makes it: compare-and-set on the state it was decided from, kept in its history.
// A second tap finds the dish already there and does nothing; whoever is too late is told by whom.

import { type LineState, mayMoveLine } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { nameOfStaff } from '../access/name-of-staff'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { followLines } from './follow-lines'
import { lockOrders, type WholeOrder } from './lock-order'

export type MovedLine = { id: number; state: LineState }

type Line = WholeOrder['lines'][number]

/**
 * Moves lines of this store to a state; all of them or none.
 * @param move.from where given, the state the person saw: a line that has left it refuses line.moved-on
 * @throws Refusal thing.not-found, line.moved-on (by), line.not-confirmed
 */
export async function moveLines(
  ground: Ground,
  actor: Actor,
  move: { lineIds: number[]; to: LineState; from?: LineState | undefined; reason?: string },
): Promise<MovedLine[]> {
  return ground.db.$transaction(async (tx) => {
    const lineIds = [...new Set(move.lineIds)]
    const found = await tx.orderLine.findMany({
      where: { id: { in: lineIds }, storeId: actor.storeId },
      select: { orderId: true },
    })
    if (found.length !== lineIds.length) throw new Refusal('thing.not-found')
    const orders = await lockOrders(
      tx,
      actor.storeId,
      found.map((line) => line.orderId),
    )

    const moving: Line[] = []
    for (const order of orders) {
      for (const line of order.lines) {
        if (!lineIds.includes(line.id) || line.state === move.to) continue
        if ((move.from && line.state !== move.from) || !mayMoveLine(line.state, move.to)) {
          throw new Refusal('line.moved-on', {
            by: await lastMover(tx, line.id),
            state: line.state,
          })
        }
        const round = order.rounds.find((each) => each.id === line.roundId)
        if (round?.state !== 'confirmed') throw new Refusal('line.not-confirmed')
        moving.push(line)
      }
    }

    const at = ground.now()
    await saveMoves(tx, moving, move.to, { staffId: actor.staffId, reason: move.reason ?? '', at })

    for (const order of orders) {
      const moved = moving.filter((line) => line.orderId === order.id)
      if (moved.length === 0) continue
      const reason = move.reason ?? ''
      const { staffId } = actor
      const movedIds = moved.map((line) => line.id)
      await followLines(tx, { orderId: order.id, staffId, reason, at, lineIds: movedIds })
    }
    return lineIds.map((id) => ({ id, state: move.to }))
  })
}

/** Writes moves that were decided on lines whose order is locked: state, instant of the state, and history. */
export async function saveMoves(
  tx: Prisma.TransactionClient,
  lines: readonly Pick<Line, 'id' | 'state' | 'version'>[],
  to: LineState,
  by: { staffId: number | null; reason: string; at: Date },
): Promise<void> {
  for (const line of lines) {
    const { count } = await tx.orderLine.updateMany({
      where: { id: line.id, version: line.version },
      data: { state: to, version: { increment: 1 }, ...instantOf(to, by.at) },
    })
    if (count === 0) throw new Refusal('line.moved-on', { by: await lastMover(tx, line.id) })
  }
  await tx.lineMove.createMany({
    data: lines.map((line) => ({
      lineId: line.id,
      version: line.version,
      fromState: line.state,
      toState: to,
      ...by,
    })),
  })
}

/** Which instant a state keeps; a recall takes back the later ones. */
function instantOf(to: LineState, at: Date): Prisma.OrderLineUpdateManyMutationInput {
  switch (to) {
    case 'held':
    case 'queued':
      return { startedAt: null, readyAt: null, servedAt: null }
    case 'cooking':
      return { startedAt: at, readyAt: null, servedAt: null }
    case 'ready':
      return { readyAt: at, servedAt: null }
    case 'served':
      return { servedAt: at }
    case 'voided':
      return { voidedAt: at }
  }
}

async function lastMover(tx: Prisma.TransactionClient, lineId: number): Promise<string | null> {
  const last = await tx.lineMove.findFirst({
    where: { lineId },
    orderBy: { version: 'desc' },
    select: { staffId: true },
  })
  return nameOfStaff(tx, last?.staffId)
}
