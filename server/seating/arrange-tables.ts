// The tables of a floor: written down by a pattern or by hand, moved, put in order, archived and
// brought back. A name is given once in a store, and an archived table keeps its own: past orders
// are told by it.

import { Refusal } from '@/domain/refusal'
import { MAXIMUM_TABLES, tablesOf } from '@/domain/seating'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { AuditFact } from '../access/write-audit'
import type { Deps } from '../deps'
import { arrange } from './arrange'
import { newTableCode } from './table-code'

export type TablesInput = { areaId: number; pattern: string; seats: number; skipsFours: boolean }

/**
 * The tables of a pattern, the last in their area. One that stands there already just so is counted
 * in `there` and left alone, so that a request which comes twice adds them once.
 * @throws Refusal thing.not-found (the area), table.pattern, table.name-taken, table.too-many
 */
export function addTables(
  deps: Deps,
  actor: Actor,
  { areaId, pattern, seats, skipsFours }: TablesInput,
): Promise<{ added: number; there: number }> {
  const { storeId } = actor
  const written = tablesOf(pattern, skipsFours)
  if ('fault' in written) return Promise.reject(new Refusal('table.pattern', written))
  const { names } = written
  return arrange(deps, actor, async (tx) => {
    await pickArea(tx, storeId, areaId)
    const known = await tx.diningTable.findMany({ where: { storeId, name: { in: names } } })
    const other = known.find((table) => table.areaId !== areaId || table.seats !== seats)
    const taken = known.find((table) => table.archivedAt) ?? other
    if (taken) throw nameTaken(taken)
    const missing = names.filter((name) => known.every((table) => table.name !== name))
    const answer = { added: missing.length, there: known.length }
    if (missing.length === 0) return { answer, facts: [] }
    const tables = await tx.diningTable.aggregate({ where: { storeId }, _count: true })
    if (tables._count + missing.length > MAXIMUM_TABLES) {
      throw new Refusal('table.too-many', { number: MAXIMUM_TABLES })
    }

    const sort = await lastIn(tx, areaId)
    await tx.diningTable.createMany({
      data: missing.map((name, nth) => ({
        ...{ storeId, areaId, name, seats, code: newTableCode(), codeSince: deps.now() },
        sort: sort + 1 + nth,
      })),
    })
    const details = { names: missing, seats }
    const fact = { action: 'tables.added', subject: 'area', subjectId: areaId, details }
    return { answer, facts: [fact] }
  })
}

/**
 * Renames a table, moves it to another area (there it is the last) and says how many it seats. Its
 * code stays. @throws Refusal thing.not-found (the table, the area), table.name-taken
 */
export function changeTable(
  deps: Deps,
  actor: Actor,
  {
    tableId,
    name,
    areaId,
    seats,
  }: { tableId: number; name: string; areaId: number; seats: number },
): Promise<void> {
  const { storeId } = actor
  return arrange(deps, actor, async (tx) => {
    const table = await tx.diningTable.findFirst({
      where: { id: tableId, storeId, archivedAt: null },
    })
    if (!table) throw new Refusal('thing.not-found')
    await pickArea(tx, storeId, areaId)
    const namesake = await tx.diningTable.findFirst({
      where: { storeId, name, id: { not: tableId } },
    })
    if (namesake) throw nameTaken(namesake)

    const isMoved = table.areaId !== areaId
    const sort = isMoved ? (await lastIn(tx, areaId)) + 1 : table.sort
    await tx.diningTable.update({ where: { id: tableId }, data: { name, areaId, seats, sort } })
    const from = { name: table.name, areaId: table.areaId, seats: table.seats }
    const details = { from, to: { name, areaId, seats } }
    return { answer: undefined, facts: [factOf('table.changed', tableId, details)] }
  })
}

/**
 * The tables of an area in this order; those that are not named come after. @throws Refusal
 * thing.not-found
 */
export function orderTables(
  deps: Deps,
  actor: Actor,
  { areaId, tableIds }: { areaId: number; tableIds: number[] },
): Promise<void> {
  const { storeId } = actor
  return arrange(deps, actor, async (tx) => {
    await pickArea(tx, storeId, areaId)
    const tables = await tx.diningTable.findMany({
      where: { storeId, areaId, archivedAt: null },
      orderBy: [{ sort: 'asc' }, { id: 'asc' }],
      select: { id: true },
    })
    const known = new Set(tables.map(({ id }) => id))
    if (tableIds.some((id) => !known.has(id))) throw new Refusal('thing.not-found')
    const inOrder = [...new Set([...tableIds, ...known])]
    await tx.$executeRaw`
      UPDATE dining_table SET sort = o.nth
        FROM unnest(${inOrder}::int[]) WITH ORDINALITY AS o(id, nth)
       WHERE dining_table.id = o.id`
    const fact = { action: 'tables.ordered', subject: 'area', subjectId: areaId }
    return { answer: undefined, facts: [fact] }
  })
}

/**
 * Nobody sits down there any more, and it is on no screen; what was ordered there stays. A second
 * time changes nothing. @throws Refusal thing.not-found, table.occupied (table)
 */
export function archiveTable(
  deps: Deps,
  actor: Actor,
  { tableId }: { tableId: number },
): Promise<void> {
  const { storeId } = actor
  return arrange(deps, actor, async (tx) => {
    // Whoever sits down locks the table first: they are seen here, or find it archived.
    const [table] = await tx.$queryRaw<{ name: string; archivedAt: Date | null }[]>`
      SELECT name, archived_at AS "archivedAt" FROM dining_table
       WHERE id = ${tableId} AND store_id = ${storeId} FOR NO KEY UPDATE`
    if (!table) throw new Refusal('thing.not-found')
    if (table.archivedAt) return { answer: undefined, facts: [] }
    const isTaken = await tx.sittingTable.count({ where: { tableId, untilAt: null } })
    if (isTaken > 0) throw new Refusal('table.occupied', { table: table.name })

    await tx.diningTable.update({ where: { id: tableId }, data: { archivedAt: deps.now() } })
    const fact = factOf('table.archived', tableId, { name: table.name })
    return { answer: undefined, facts: [fact] }
  })
}

/**
 * Brings an archived table back, the last in its area, which comes back with it; its code is the
 * one it had. A second time changes nothing. @throws Refusal thing.not-found
 */
export function restoreTable(
  deps: Deps,
  actor: Actor,
  { tableId }: { tableId: number },
): Promise<void> {
  const { storeId } = actor
  return arrange(deps, actor, async (tx) => {
    const table = await tx.diningTable.findFirst({ where: { id: tableId, storeId } })
    if (!table) throw new Refusal('thing.not-found')
    if (!table.archivedAt) return { answer: undefined, facts: [] }
    const sort = (await lastIn(tx, table.areaId)) + 1
    await tx.area.update({ where: { id: table.areaId }, data: { archivedAt: null } })
    await tx.diningTable.update({ where: { id: tableId }, data: { archivedAt: null, sort } })
    const fact = factOf('table.restored', tableId, { name: table.name })
    return { answer: undefined, facts: [fact] }
  })
}

async function pickArea(tx: Prisma.TransactionClient, storeId: number, id: number): Promise<void> {
  const area = await tx.area.count({ where: { id, storeId, archivedAt: null } })
  if (area === 0) throw new Refusal('thing.not-found')
}

async function lastIn(tx: Prisma.TransactionClient, areaId: number): Promise<number> {
  const { _max } = await tx.diningTable.aggregate({
    where: { areaId, archivedAt: null },
    _max: { sort: true },
  })
  return _max.sort ?? 0
}

const nameTaken = ({ name, archivedAt }: { name: string; archivedAt: Date | null }) =>
  new Refusal('table.name-taken', { name, reason: archivedAt ? 'archived' : 'there' })

const factOf = (
  action: string,
  tableId: number,
  details: AuditFact['details'] = {},
): AuditFact => ({
  action,
  subject: 'table',
  subjectId: tableId,
  details,
})
