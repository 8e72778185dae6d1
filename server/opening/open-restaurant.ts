// The first step: the restaurant itself. In an empty house it is written; where the demo stands all
// of that goes in the same transaction, so that there is the one or the other and never both; as
// long as nobody owns it, it is set right.

import type * as z from 'zod'
import { orderModeOf } from '@/domain/opening'
import { Refusal } from '@/domain/refusal'
import type * as forms from '@/forms/opening'
import type { Prisma } from '@/prisma/client/client'
import { writeAudit } from '../access/write-audit'
import type { Context } from '../context'
import { createStore } from './create-store'
import { removeDemoPictures } from './demo-pictures'
import { holdHouse, readHouse, writeStep } from './read-house'

export type OpenRestaurantInput = z.output<typeof forms.openRestaurant> & {
  /** The restaurant that was seen, to be set right; null = there was none. */
  storeId: number | null
  /** Whether it was seen that the demo goes. */
  leavesDemo: boolean
}

/** Every table is locked for a moment; who is in the middle of something there is waited for. */
const PATIENCE = { maxWait: 10_000, timeout: 60_000 }

/**
 * @throws Refusal thing.changed (somebody else was first), setup.done, setup.leaves-demo,
 *   setup.demo-in-use, setup.no-backup, session.missing (somebody has owned it since)
 */
export async function openRestaurant(
  ctx: Context,
  { storeId, leavesDemo, ...wanted }: OpenRestaurantInput,
): Promise<{ storeId: number }> {
  const { name, names, type, currency, timeZone, dayEndsAtHour } = wanted
  const store = { currency, timeZone, dayEndsAtHour, orderMode: orderModeOf(type) }
  const isByArea = type === 'by_area'
  if (leavesDemo && (await readHouse(ctx.db)).kind === 'demo') await keepDemo(ctx)
  const done = await ctx.db.$transaction(async (tx) => {
    const house = await holdHouse(tx)
    if (house.hasOwner) throw new Refusal('setup.done')
    if (house.storeId !== storeId) throw new Refusal('thing.changed')
    if (house.storeId !== null) {
      await setRight(tx, house.storeId, { name, names, ...store })
      await tx.house.update({ where: { id: 1 }, data: { isByArea } })
      return { storeId: house.storeId, hasLeft: false }
    }
    const hasLeft = house.kind === 'demo'
    if (hasLeft) await leaveDemo(tx, leavesDemo)
    const brand = { isNew: true as const, name, names }
    const created = await createStore(tx, { brand, store: { name, names, ...store } }, ctx.now())
    await tx.house.update({ where: { id: 1 }, data: { ownSince: ctx.now(), steps: {}, isByArea } })
    await writeStep(tx, 'restaurant', 'done')
    const fact = { action: 'store.opened', subject: 'store', subjectId: created.id }
    await writeAudit(
      tx,
      { storeId: created.id, staffId: null },
      { ...fact, details: { name, currency, timeZone, leftDemo: hasLeft } },
    )
    return { storeId: created.id, hasLeft }
  }, PATIENCE)
  if (done.hasLeft) await removeDemoPictures(ctx)
  return { storeId: done.storeId }
}

async function keepDemo({ backups, log }: Context): Promise<void> {
  await backups.keepDemo().catch((error) => {
    log.error({ err: error }, 'the demo could not be backed up, so it stays')
    throw new Refusal('setup.no-backup')
  })
}

async function leaveDemo(tx: Prisma.TransactionClient, isMeant: boolean): Promise<void> {
  if (!isMeant) throw new Refusal('setup.leaves-demo')
  const [row] = await tx.$queryRaw<{ left: boolean }[]>`SELECT leave_demo() AS left`
  if (!row?.left) throw new Refusal('setup.demo-in-use')
}

async function setRight(
  tx: Prisma.TransactionClient,
  storeId: number,
  data: Prisma.StoreUncheckedUpdateInput & { name: string; names: Prisma.InputJsonObject },
): Promise<void> {
  // What was ordered is counted in its money, on its clock.
  const order = await tx.order.findFirst({ where: { storeId }, select: { id: true } })
  if (order) throw new Refusal('setup.done')
  const { brandId } = await tx.store.update({ where: { id: storeId }, data })
  const { name, names } = data
  await tx.brand.update({ where: { id: brandId }, data: { name, names } })
  const fact = { action: 'store.set-right', subject: 'store', subjectId: storeId }
  await writeAudit(tx, { storeId, staffId: null }, { ...fact, details: { name } })
}
