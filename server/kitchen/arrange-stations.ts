// The stations of a kitchen and what each of them makes. One of them is the default: it makes what no other one claims.

import { menuRoom } from '@/domain/event'
import { withoutStation } from '@/domain/kitchen'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { type AuditFact, writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { lockOrders } from '../ordering/lock-order'
import { tell } from '../outbox'
import { takeBackParts } from './line-parts'

type Station = Prisma.StationGetPayload<object>
type Fact = Omit<AuditFact, 'subject'> & { subject?: string }

/** A new station, the last in the row; a pass (`isExpo`) makes nothing and sees all. */
export function addStation(
  ground: Ground,
  actor: Actor,
  { name, nameEn, isExpo }: { name: string; nameEn: string | null; isExpo: boolean },
): Promise<{ stationId: number }> {
  return arrange(ground, actor, async (tx, stations) => {
    const sort = Math.max(0, ...stations.map((station) => station.sort)) + 1
    const { id } = await tx.station.create({
      data: { storeId: actor.storeId, name, nameEn, isExpo, sort },
    })
    const fact = { action: 'station.added', subjectId: id, details: { name, isExpo } }
    return { answer: { stationId: id }, fact }
  })
}

/** @throws Refusal thing.not-found */
export function renameStation(
  ground: Ground,
  actor: Actor,
  { stationId, name, nameEn }: { stationId: number; name: string; nameEn: string | null },
): Promise<void> {
  return arrange(ground, actor, async (tx, stations) => {
    const { id } = pick(stations, stationId)
    await tx.station.update({ where: { id }, data: { name, nameEn } })
    const fact = { action: 'station.renamed', subjectId: id, details: { name } }
    return { answer: undefined, fact }
  })
}

/** The stations in this order; those that are not named come after. @throws Refusal thing.not-found */
export function orderStations(
  ground: Ground,
  actor: Actor,
  { stationIds }: { stationIds: number[] },
): Promise<void> {
  return arrange(ground, actor, async (tx, stations) => {
    const named = stationIds.map((id) => pick(stations, id))
    const rest = stations.filter(({ id }) => !stationIds.includes(id))
    for (const [index, { id }] of [...new Set([...named, ...rest])].entries()) {
      await tx.station.update({ where: { id }, data: { sort: index + 1 } })
    }
    const fact = { action: 'stations.ordered', subjectId: actor.storeId, subject: 'store' }
    return { answer: undefined, fact }
  })
}

/** From now on it makes what no other one claims. @throws Refusal thing.not-found, also for a pass */
export function makeDefault(
  ground: Ground,
  actor: Actor,
  { stationId }: { stationId: number },
): Promise<void> {
  return arrange(ground, actor, async (tx, stations) => {
    const { id } = pickCooking(stations, stationId)
    await tx.station.updateMany({
      where: { storeId: actor.storeId, isDefault: true, NOT: { id } },
      data: { isDefault: false },
    })
    await tx.station.update({ where: { id }, data: { isDefault: true } })
    return { answer: undefined, fact: { action: 'station.made-default', subjectId: id } }
  })
}

/**
 * Closes a station: what it had left to make goes to the default one, and what it was to make from now on with it. Its dishes
 * remember it no more. @returns how many dishes went over @throws Refusal thing.not-found, station.is-default
 */
export function closeStation(
  ground: Ground,
  actor: Actor,
  { stationId }: { stationId: number },
): Promise<{ moved: number }> {
  return arrange(ground, actor, async (tx, stations) => {
    const closing = pick(stations, stationId)
    if (closing.isDefault) throw new Refusal('station.is-default')
    const heir = stations.find(({ isDefault }) => isDefault)
    if (!heir) throw new Error(`store ${actor.storeId} has no default station`)
    const at = ground.now()

    await tx.station.update({ where: { id: closing.id }, data: { archivedAt: at } })
    await tx.dishStation.deleteMany({ where: { stationId: closing.id } })
    const moved = await handOver(tx, actor.storeId, { from: closing.id, to: heir.id, at })
    const details = { name: closing.name, moved }
    return { answer: { moved }, fact: { action: 'station.closed', subjectId: closing.id, details } }
  })
}

/** Which stations make a dish; none = the default one. @throws Refusal thing.not-found, also for a pass */
export function setDishStations(
  ground: Ground,
  actor: Actor,
  { dishId, stationIds }: { dishId: number; stationIds: number[] },
): Promise<void> {
  return arrange(ground, actor, async (tx, stations) => {
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

/** One arrangement at a time: the store's open stations are locked, in their order, and every screen is told. */
function arrange<Answer>(
  ground: Ground,
  actor: Actor,
  save: (
    tx: Prisma.TransactionClient,
    stations: Station[],
  ) => Promise<{ answer: Answer; fact: Fact }>,
): Promise<Answer> {
  const { storeId } = actor
  return ground.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM station WHERE store_id = ${storeId} ORDER BY id FOR UPDATE`
    const stations = await tx.station.findMany({
      where: { storeId, archivedAt: null },
      orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    })
    const { answer, fact } = await save(tx, stations)
    await writeAudit(tx, actor, { subject: 'station', ...fact })
    const rooms = [`store:${storeId}`, menuRoom(storeId)]
    await tell(tx, { storeId, type: 'menu_changed', rooms, payload: {} })
    return answer
  })
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

function pick(stations: readonly Station[], id: number): Station {
  const station = stations.find((each) => each.id === id)
  if (!station) throw new Refusal('thing.not-found')
  return station
}

function pickCooking(stations: readonly Station[], id: number): Station {
  const station = pick(stations, id)
  if (station.isExpo) throw new Refusal('thing.not-found')
  return station
}
