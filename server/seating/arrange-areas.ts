// The areas of a floor: named in every language, in an order, each paid as the store is or in a way
// of its own, where guests eat or take away.

import type { Localized } from '@/domain/language'
import type { OrderMode } from '@/domain/menu'
import { Refusal } from '@/domain/refusal'
import { MAXIMUM_AREAS } from '@/domain/seating'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { arrange } from './arrange'

/** `orderMode` null = as the store does; `isTakeaway`: 外带, its tables are numbers. */
export type AreaInput = {
  name: string
  names: Localized
  orderMode: OrderMode | null
  isTakeaway: boolean
}

/**
 * A new area, the last in the row; one of that very name that is there already is the same one.
 * @throws Refusal table.too-many
 */
export function addArea(
  deps: Deps,
  actor: Actor,
  { name, names, orderMode, isTakeaway }: AreaInput,
): Promise<{ areaId: number }> {
  const { storeId } = actor
  return arrange(deps, actor, async (tx) => {
    const areas = await tx.area.findMany({ where: { storeId, archivedAt: null } })
    const same = areas.find((area) => area.name === name)
    if (same) return { answer: { areaId: same.id }, facts: [] }
    if (areas.length >= MAXIMUM_AREAS) throw new Refusal('area.too-many', { number: MAXIMUM_AREAS })
    const sort = Math.max(0, ...areas.map((area) => area.sort)) + 1
    const { id } = await tx.area.create({
      data: { storeId, name, names, orderMode, isTakeaway, sort },
    })
    const details = { name, orderMode, isTakeaway }
    const fact = { action: 'area.added', subject: 'area', subjectId: id, details }
    return { answer: { areaId: id }, facts: [fact] }
  })
}

/**
 * What was ordered already stays as it was ordered. @throws Refusal thing.not-found
 */
export function changeArea(
  deps: Deps,
  actor: Actor,
  { areaId, name, names, orderMode, isTakeaway }: AreaInput & { areaId: number },
): Promise<void> {
  return arrange(deps, actor, async (tx) => {
    const { count } = await tx.area.updateMany({
      where: { id: areaId, storeId: actor.storeId, archivedAt: null },
      data: { name, names, orderMode, isTakeaway },
    })
    if (count === 0) throw new Refusal('thing.not-found')
    const details = { name, orderMode, isTakeaway }
    const fact = { action: 'area.changed', subject: 'area', subjectId: areaId, details }
    return { answer: undefined, facts: [fact] }
  })
}

/** The areas in this order; those that are not named come after. @throws Refusal thing.not-found */
export function orderAreas(
  deps: Deps,
  actor: Actor,
  { areaIds }: { areaIds: number[] },
): Promise<void> {
  const { storeId } = actor
  return arrange(deps, actor, async (tx) => {
    const areas = await tx.area.findMany({
      where: { storeId, archivedAt: null },
      orderBy: [{ sort: 'asc' }, { id: 'asc' }],
      select: { id: true },
    })
    const known = areas.map(({ id }) => id)
    if (areaIds.some((id) => !known.includes(id))) throw new Refusal('thing.not-found')
    const inOrder = [...new Set([...areaIds, ...known])]
    await tx.$executeRaw`
      UPDATE area SET sort = o.nth FROM unnest(${inOrder}::int[]) WITH ORDINALITY AS o(id, nth)
       WHERE area.id = o.id`
    const fact = { action: 'areas.ordered', subject: 'store', subjectId: storeId }
    return { answer: undefined, facts: [fact] }
  })
}

/**
 * An area in which no table stands goes, its archived tables with it. A second time changes
 * nothing. @throws Refusal thing.not-found, area.has-tables
 */
export function removeArea(
  deps: Deps,
  actor: Actor,
  { areaId }: { areaId: number },
): Promise<void> {
  const { storeId } = actor
  return arrange(deps, actor, async (tx) => {
    const area = await tx.area.findFirst({
      where: { id: areaId, storeId },
      include: { _count: { select: { tables: { where: { archivedAt: null } } } } },
    })
    if (!area) throw new Refusal('thing.not-found')
    if (area._count.tables > 0) throw new Refusal('area.has-tables')
    if (area.archivedAt) return { answer: undefined, facts: [] }
    await tx.area.update({ where: { id: areaId }, data: { archivedAt: deps.now() } })
    const details = { name: area.name }
    const fact = { action: 'area.removed', subject: 'area', subjectId: areaId, details }
    return { answer: undefined, facts: [fact] }
  })
}
