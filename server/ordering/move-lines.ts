// Every move of a dish, whoever makes it: compare-and-set on the state it was decided from, kept in its history.
// A second tap finds the dish already there and does nothing; whoever is too late is told by whom.

import { statesBefore } from '@/domain/moves'
import { LINE_MOVES, type LineState, mayMoveLine } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { nameOfStaff } from '../access/name-of-staff'
import type { Deps } from '../deps'
import { followLines } from './follow-lines'
import { lockOrders, type WholeOrder } from './lock-order'

export type MovedLine = { id: number; state: LineState }

/** Whoever moves a dish: somebody of the team, or a guest of the store, who has no staff id. */
export type Mover = { storeId: number; staffId: number | null }

export type LinesMove = {
  lineIds: readonly number[]
  to: LineState
  /** Where given, the state the person saw: a line that has left it refuses line.moved-on. */
  from?: LineState | undefined
  reason?: string
}

type Line = WholeOrder['lines'][number]

/**
 * Moves lines of this store to a state; all of them or none.
 * @throws Refusal thing.not-found, line.moved-on (by), line.not-confirmed
 */
export async function moveLines(deps: Deps, actor: Mover, move: LinesMove): Promise<MovedLine[]> {
  return deps.db.$transaction(async (tx) => {
    const orders = await lockLines(tx, actor.storeId, move.lineIds)
    await moveLocked(tx, orders, { staffId: actor.staffId, at: deps.now() }, move)
    return move.lineIds.map((id) => ({ id, state: move.to }))
  })
}

/** Locks the orders of these lines and reads them whole. @throws Refusal thing.not-found unless all are this store's */
export async function lockLines(
  tx: Prisma.TransactionClient,
  storeId: number,
  lineIds: readonly number[],
): Promise<WholeOrder[]> {
  const ids = [...new Set(lineIds)]
  const found = await tx.orderLine.findMany({
    where: { id: { in: ids }, storeId },
    select: { orderId: true },
  })
  if (found.length !== ids.length) throw new Refusal('thing.not-found')
  return lockOrders(
    tx,
    storeId,
    found.map((line) => line.orderId),
  )
}

/** As moveLines, on orders that this transaction has locked. Lines that are there already stay as they are. */
export async function moveLocked(
  tx: Prisma.TransactionClient,
  orders: readonly WholeOrder[],
  by: { staffId: number | null; at: Date },
  { lineIds, to, from, reason = '' }: LinesMove,
): Promise<void> {
  const moving: Line[] = []
  for (const order of orders) {
    for (const line of order.lines) {
      if (!lineIds.includes(line.id) || line.state === to) continue
      if ((from && line.state !== from) || !mayMoveLine(line.state, to)) {
        throw new Refusal('line.moved-on', { by: await lastMover(tx, line.id), state: line.state })
      }
      const round = order.rounds.find((each) => each.id === line.roundId)
      if (round?.state !== 'confirmed') throw new Refusal('line.not-confirmed')
      moving.push(line)
    }
  }

  await saveMoves(tx, moving, to, { ...by, reason })

  for (const order of orders) {
    const movedIds = moving.filter((line) => line.orderId === order.id).map((line) => line.id)
    if (movedIds.length === 0) continue
    await followLines(tx, { orderId: order.id, ...by, reason, lineIds: movedIds })
  }
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
      where: { id: line.id, version: line.version, state: { in: statesBefore(LINE_MOVES, to) } },
      data: { state: to, version: { increment: 1 }, ...instantsOf(line.state, to, by.at) },
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

/**
 * Which instants a move keeps. A recall takes back the later ones and leaves the clock running; only a dish that was held
 * begins to wait when it is fired.
 */
function instantsOf(
  from: LineState,
  to: LineState,
  at: Date,
): Prisma.OrderLineUpdateManyMutationInput {
  switch (to) {
    case 'held':
      return { startedAt: null, readyAt: null, servedAt: null }
    case 'queued':
      return {
        startedAt: null,
        readyAt: null,
        servedAt: null,
        ...(from === 'held' ? { queuedAt: at } : {}),
      }
    case 'cooking':
      return { readyAt: null, servedAt: null, ...(from === 'queued' ? { startedAt: at } : {}) }
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
