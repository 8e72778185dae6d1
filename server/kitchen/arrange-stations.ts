// The stations of a kitchen and what each of them makes. One of them is the default: it makes what
// no other one claims.

import { menuRoom } from '@/domain/event'
import { withoutStation } from '@/domain/kitchen'
import type { Localized } from '@/domain/language'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { type AuditFact, writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockOrders } from '../ordering/lock-order'
import { tell } from '../outbox'
import { takeBackParts } from './line-parts'

type Station = Prisma.StationGetPayload<object>
type Fact = Omit<AuditFact, 'subject'> & { subject?: string }

/** A new station, the last in the row; a pass (`isExpo`) makes nothing and sees all. */
export function addStation(
  deps: Deps,
  actor: Actor,
  { name, names, isExpo }: { name: string; names: Localized; isExpo: boolean },
): Promise<{ stationId: number }> {
  return arrange(deps, actor, async (tx, stations) => {
    const sort = Math.max(0, ...stations.map((station) => station.sort)) + 1
    const { id } = await tx.station.create({
      data: { storeId: actor.storeId, name, names, isExpo, sort },
    })
    const fact = { action: 'station.added', subjectId: id, details: { name, isExpo } }
    return { answer: { stationId: id }, fact }
  })
}

/** @throws Refusal thing.not-found */
export function renameStation(
  deps: Deps,
  actor: Actor,
  { stationId, name, names }: { stationId: number; name: string; names: Localized },
): Promise<void> {
  return arrange(deps, actor, async (tx, stations) => {
    const { id } = pickStation(stations, stationId)
    await tx.station.update({ where: { id }, data: { name, names } })
    const fact = { action: 'station.renamed', subjectId: id, details: { name } }
    return { answer: undefined, fact }
  })
}

/**
 * Whether what its printer printed counts as made there. @throws Refusal thing.not-found, also for
 * a pass
 */
export function setMadeWhenPrinted(
  deps: Deps,
  actor: Actor,
  { stationId, isMadeWhenPrinted }: { stationId: number; isMadeWhenPrinted: boolean },
): Promise<void> {
  return arrange(deps, actor, async (tx, stations) => {
    const { id } = pickCooking(stations, stationId)
    await tx.station.update({ where: { id }, data: { isMadeWhenPrinted } })
    const details = { isMadeWhenPrinted }
    return { answer: undefined, fact: { action: 'station.paper-set', subjectId: id, details } }
  })
}

/**
 * The stations in this order; those that are not named come after. @throws Refusal thing.not-found
 */
export function orderStations(
  deps: Deps,
  actor: Actor,
  { stationIds }: { stationIds: number[] },
): Promise<void> {
  return arrange(deps, actor, async (tx, stations) => {
    const named = stationIds.map((id) => pickStation(stations, id))
    const rest = stations.filter(({ id }) => !stationIds.includes(id))
    for (const [index, { id }] of [...new Set([...named, ...rest])].entries()) {
      await tx.station.update({ where: { id }, data: { sort: index + 1 } })
    }
    const fact = { action: 'stations.ordered', subjectId: actor.storeId, subject: 'store' }
    return { answer: undefined, fact }
  })
}

/**
 * From now on it makes what no other one claims. @throws Refusal thing.not-found, also for a pass
 */
export function makeDefault(
  deps: Deps,
  actor: Actor,
  { stationId }: { stationId: number },
): Promise<void> {
  return arrange(deps, actor, async (tx, stations) => {
    const { id } = pickCooking(stations, stationId)
    // The database takes it from the one before.
    await tx.station.update({ where: { id }, data: { isDefault: true } })
    return { answer: undefined, fact: { action: 'station.made-default', subjectId: id } }
  })
}

/**
 * Closes a station: what it had left to make goes to the default one, and what it was to make from
 * now on with it. Its dishes remember it no more. @returns how many dishes went over @throws
 * Refusal thing.not-found, station.is-default
 */
export function closeStation(
  deps: Deps,
  actor: Actor,
  { stationId }: { stationId: number },
): Promise<{ moved: number }> {
  return arrange(deps, actor, async (tx, stations) => {
    const closing = pickStation(stations, stationId)
    if (closing.isDefault) throw new Refusal('station.is-default')
    const heirId = await defaultStation(tx, actor.storeId)
    const at = deps.now()

    await tx.station.update({ where: { id: closing.id }, data: { archivedAt: at } })
    await tx.dishStation.deleteMany({ where: { stationId: closing.id } })
    const moved = await handOver(tx, actor.storeId, { from: closing.id, to: heirId, at })
    const details = { name: closing.name, moved }
    return { answer: { moved }, fact: { action: 'station.closed', subjectId: closing.id, details } }
  })
}

/**
 * Opens a closed station again, the last in the row, with its screens and printers; it makes
 * nothing until dishes are given to it. One that is open stays as it is. @throws Refusal
 * thing.not-found
 */
export function reopenStation(
  deps: Deps,
  actor: Actor,
  { stationId }: { stationId: number },
): Promise<void> {
  return arrange(deps, actor, async (tx, stations) => {
    if (stations.some(({ id }) => id === stationId)) return { answer: undefined, fact: null }
    const { storeId } = actor
    const sort = Math.max(0, ...stations.map((station) => station.sort)) + 1
    const { count } = await tx.station.updateMany({
      where: { id: stationId, storeId },
      data: { archivedAt: null, sort },
    })
    if (count === 0) throw new Refusal('thing.not-found')
    return { answer: undefined, fact: { action: 'station.reopened', subjectId: stationId } }
  })
}

/**
 * Which stations make a dish; none = the default one. @throws Refusal thing.not-found, also for a
 * pass
 */
export function setDishStations(
  deps: Deps,
  actor: Actor,
  { dishId, stationIds }: { dishId: number; stationIds: number[] },
): Promise<void> {
  return arrange(deps, actor, async (tx, stations) => {
    const makers = new Set(stationIds.map((id) => pickCooking(stations, id).id))
    const mine = { id: dishId, storeId: actor.storeId, archivedAt: null }
    if ((await tx.dish.count({ where: mine })) === 0) throw new Refusal('thing.not-found')

    await tx.dishStation.deleteMany({ where: { dishId } })
    await tx.dishStation.createMany({
      data: [...makers].map((stationId) => ({ dishId, stationId })),
    })
    const details = { stationIds: [...makers] }
    const fact = { action: 'dish.routed', subject: 'dish', subjectId: dishId, details }
    return { answer: undefined, fact }
  })
}

/**
 * One arrangement at a time: the store's open stations are locked, in their order, and every screen
 * is told.
 */
function arrange<Answer>(
  deps: Deps,
  actor: Actor,
  save: (
    tx: Prisma.TransactionClient,
    stations: Station[],
  ) => Promise<{ answer: Answer; fact: Fact | null }>,
): Promise<Answer> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM station WHERE store_id = ${storeId} ORDER BY id FOR UPDATE`
    const stations = await tx.station.findMany({
      where: { storeId, archivedAt: null },
      orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    })
    const { answer, fact } = await save(tx, stations)
    if (!fact) return answer
    await writeAudit(tx, actor, { subject: 'station', ...fact })
    const rooms = [`store:${storeId}`, menuRoom(storeId)]
    await tell(tx, { storeId, type: 'menu_changed', rooms, payload: {} })
    return answer
  })
}

/** A store that has only a pass has none yet; the database makes it. */
async function defaultStation(tx: Prisma.TransactionClient, storeId: number): Promise<number> {
  const [row] = await tx.$queryRaw<[{ id: number }]>`SELECT default_station(${storeId}::int) AS id`
  return row.id
}

/** What is still to be made at one station is to be made at another. */
async function handOver(
  tx: Prisma.TransactionClient,
  storeId: number,
  { from, to, at }: { from: number; to: number; at: Date },
): Promise<number> {
  const waiting = { storeId, stationIds: { has: from }, state: { in: OPEN } }
  const found = await tx.orderLine.findMany({ where: waiting, select: { orderId: true } })
  await lockOrders(
    tx,
    storeId,
    found.map(({ orderId }) => orderId),
  )
  const lines = await tx.orderLine.findMany({
    where: waiting,
    select: { id: true, stationIds: true, parts: { where: { takenBackAt: null } } },
  })
  for (const { id, stationIds, parts } of lines) {
    const doneStationIds = parts.map((part) => part.stationId)
    const next = withoutStation({ stationIds, doneStationIds }, from, to)
    await tx.orderLine.update({ where: { id }, data: { stationIds: next.stationIds } })
    if (next.isForHeir) await takeBackParts(tx, [id], to, at)
  }
  return lines.length
}

const OPEN = [
  'held',
  'queued',
  'cooking',
] as const satisfies Prisma.OrderLineGetPayload<object>['state'][]

function pickStation(stations: readonly Station[], id: number): Station {
  const station = stations.find((each) => each.id === id)
  if (!station) throw new Refusal('thing.not-found')
  return station
}

function pickCooking(stations: readonly Station[], id: number): Station {
  const station = pickStation(stations, id)
  if (station.isExpo) throw new Refusal('thing.not-found')
  return station
}
