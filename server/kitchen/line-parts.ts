// Dishes that several stations make: each says when its part is done, the last one makes the dish
// ready. Orders are locked by the caller's transaction, so that two stations that finish at once
// know of each other.

import type { Prisma } from '@/prisma/client/client'
import type { WholeOrder } from '../ordering/lock-order'

type Line = WholeOrder['lines'][number]

/**
 * Keeps that this station's part of these lines is done. @returns the lines that now wait for
 * others
 */
export async function finishParts(
  tx: Prisma.TransactionClient,
  lines: readonly Line[],
  stationId: number,
  by: { staffId: number | null; at: Date },
): Promise<Line[]> {
  const shared = lines.filter(
    ({ stationIds, state }) =>
      stationIds.length > 1 &&
      stationIds.includes(stationId) &&
      (state === 'queued' || state === 'cooking'),
  )
  if (shared.length === 0) return []
  const done = await tx.linePart.findMany({
    where: { lineId: { in: shared.map(({ id }) => id) }, takenBackAt: null },
    select: { lineId: true, stationId: true },
  })
  const isDone = (lineId: number, at: number) =>
    done.some((part) => part.lineId === lineId && part.stationId === at)

  await tx.linePart.createMany({
    data: shared
      .filter(({ id }) => !isDone(id, stationId))
      .map(({ id }) => ({ lineId: id, stationId, staffId: by.staffId, readyAt: by.at })),
  })
  // A dish that was ordered while one of its stations closed waits for nobody there.
  const open = await tx.station.findMany({
    where: { id: { in: shared.flatMap((line) => line.stationIds) }, archivedAt: null },
    select: { id: true },
  })
  return shared.filter((line) =>
    open.some(({ id }) => id !== stationId && line.stationIds.includes(id) && !isDone(line.id, id)),
  )
}

/**
 * Takes this station's part of these lines back, or everybody's (null). @returns the ids of lines
 * that had one
 */
export async function takeBackParts(
  tx: Prisma.TransactionClient,
  lineIds: readonly number[],
  stationId: number | null,
  at: Date,
): Promise<number[]> {
  const parts = await tx.linePart.updateManyAndReturn({
    where: {
      lineId: { in: [...lineIds] },
      takenBackAt: null,
      ...(stationId === null ? {} : { stationId }),
    },
    data: { takenBackAt: at },
    select: { lineId: true },
  })
  return parts.map((part) => part.lineId)
}
