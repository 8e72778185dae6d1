// Every move of a dish, whoever makes it: compare-and-set on the state it was decided from, kept in
// its history. A second tap finds the dish already there and does nothing; whoever is too late is
// told by whom.

import { type LineState, mayMoveLine } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { nameOfStaff } from '../access/name-of-staff'
import type { Deps } from '../deps'
import { changeOrder, type Line, type LineWay, roundOf } from './change-order'
import { lockOrders, type WholeOrder } from './lock-order'

export type MovedLine = { id: number; state: LineState }

/** Whoever moves a dish: somebody of the team, or a guest of the store, who has no staff id. */
export type Mover = { storeId: number; staffId: number | null }

export type LinesMove = {
  lineIds: readonly number[]
  to: LineState
  /** Where given, the state the person saw: a line that has left it refuses line.moved-on. */
  from?: LineState | undefined
  /** The states between `from` and `to`, where one step does not lead there. */
  through?: readonly LineState[]
  reason?: string
}

/**
 * Moves lines of this store to a state; all of them or none.
 * @throws Refusal thing.not-found, line.moved-on (by), line.not-confirmed
 */
export async function moveLines(deps: Deps, actor: Mover, move: LinesMove): Promise<MovedLine[]> {
  return deps.db.$transaction(async (tx) => {
    const orders = await lockLines(tx, actor.storeId, move.lineIds)
    await moveLocked(tx, orders, { staffId: actor.staffId, at: deps.now() }, [move])
    return move.lineIds.map((id) => ({ id, state: move.to }))
  })
}

/**
 * Locks the orders of these lines and reads them whole. @throws Refusal thing.not-found unless all
 * are this store's
 */
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

/**
 * As moveLines, on orders that this transaction has locked: several moves of one tap are all
 * decided before the first is saved, and each order follows once. Lines that are there already stay
 * as they are.
 * @param about the lines of which something else changed by the same tap, and as what the order
 *   keeps that where no dish moves
 */
export async function moveLocked(
  tx: Prisma.TransactionClient,
  orders: readonly WholeOrder[],
  by: { staffId: number | null; at: Date },
  moves: readonly LinesMove[],
  about: { lineIds: readonly number[]; reason: string } = { lineIds: [], reason: '' },
): Promise<void> {
  const decided = []
  for (const order of orders) {
    const ways: LineWay[] = []
    for (const move of moves) ways.push(...(await waysOf(tx, order, move)))
    const own = order.lines.map(({ id }) => id)
    decided.push({ order, ways, touched: about.lineIds.filter((id) => own.includes(id)) })
  }
  const reason = moves.find((move) => move.lineIds.length > 0)?.reason ?? ''
  for (const { order, ways, touched } of decided) {
    if (ways.length + touched.length === 0) continue
    const why = ways.length > 0 ? reason : about.reason
    await changeOrder(tx, order, { ...by, reason: why }, { ways, touched })
  }
}

async function waysOf(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  { lineIds, to, from, through = [] }: LinesMove,
): Promise<LineWay[]> {
  const ways: LineWay[] = []
  for (const line of order.lines) {
    if (!lineIds.includes(line.id) || line.state === to) continue
    const left = wayLeft(line, [...(from ? [from] : []), ...through], to)
    if (!left) {
      throw new Refusal('line.moved-on', { by: await lastMover(tx, line.id), state: line.state })
    }
    if (roundOf(order, line.roundId)?.state !== 'confirmed') {
      throw new Refusal('line.not-confirmed')
    }
    ways.push({ line, through: left })
  }
  return ways
}

/** What is left of a way to where a line shall come; null = it is nowhere on it. */
function wayLeft(
  { state }: Line,
  known: readonly LineState[],
  to: LineState,
): readonly LineState[] | null {
  if (known.length > 0 && !known.includes(state)) return null
  const left = [...known.slice(known.indexOf(state) + 1), to]
  return mayMoveLine(state, left[0] ?? to) ? left : null
}

async function lastMover(tx: Prisma.TransactionClient, lineId: number): Promise<string | null> {
  const last = await tx.lineMove.findFirst({
    where: { lineId },
    orderBy: { version: 'desc' },
    select: { staffId: true },
  })
  return nameOfStaff(tx, last?.staffId)
}
