// How long guests are promised to wait, and whether courses wait for each other: for the store, a
// category, a dish.

import { menuRoom } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { readPart, setPart, type Versioned } from '../house/store-part'
import { tell } from '../outbox'

/** Minutes; a dish is due from `dueAtPercent` of its promise. */
export type StorePace = { promisedMinutes: number; dueAtPercent: number; isCoursing: boolean }

/** Null minutes = the store's; course 0 = whenever it is ready. */
export type CategoryPace = { categoryId: number; promisedMinutes: number | null; course: number }

/** Null = the category's. */
export type DishPace = { dishId: number; promisedMinutes: number | null; course: number | null }

const read = (db: Pick<Prisma.TransactionClient, 'store'>, storeId: number): Promise<StorePace> =>
  db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { promisedMinutes: true, dueAtPercent: true, isCoursing: true },
  })

export const readPace = (deps: Deps, storeId: number) => readPart(deps, { storeId }, read)

/**
 * What is ordered from now on is promised so; what was ordered keeps its promise. @throws Refusal
 * thing.changed
 */
export const setPace = (deps: Deps, actor: Actor, { version, ...data }: Versioned<StorePace>) =>
  setPart(deps, actor, { action: 'pace.set', version, read, data })

/** @throws Refusal thing.not-found */
export function setCategoryPace(
  deps: Deps,
  actor: Actor,
  { categoryId, ...pace }: CategoryPace,
): Promise<void> {
  return changePace(deps, actor, async (tx) => {
    const mine = { id: categoryId, storeId: actor.storeId, archivedAt: null }
    const { count } = await tx.category.updateMany({ where: mine, data: pace })
    if (count === 0) throw new Refusal('thing.not-found')
    return { subject: 'category', subjectId: categoryId, details: pace }
  })
}

/** @throws Refusal thing.not-found */
export function setDishPace(
  deps: Deps,
  actor: Actor,
  { dishId, ...pace }: DishPace,
): Promise<void> {
  return changePace(deps, actor, async (tx) => {
    const mine = { id: dishId, storeId: actor.storeId, archivedAt: null }
    const { count } = await tx.dish.updateMany({ where: mine, data: pace })
    if (count === 0) throw new Refusal('thing.not-found')
    return { subject: 'dish', subjectId: dishId, details: pace }
  })
}

type Changed = { subject: string; subjectId: number; details: Prisma.InputJsonObject }

function changePace(
  deps: Deps,
  actor: Actor,
  save: (tx: Prisma.TransactionClient) => Promise<Changed>,
): Promise<void> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    const changed = await save(tx)
    await writeAudit(tx, actor, { action: 'pace.set', ...changed })
    const rooms = [`store:${storeId}`, menuRoom(storeId)]
    await tell(tx, { storeId, type: 'menu_changed', rooms, payload: {} })
  })
}
