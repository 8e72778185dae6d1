// What somebody at a table is allergic to: each phone says its own, staff say the table's. It lies
// on the sitting, whose row an order takes it from, and goes with it. What the kitchen still has to
// make is told of it too, and it is read again.

import {
  type Allergies,
  type SaidAllergies,
  toldAllergies,
  withAllergies,
} from '@/domain/allergies'
import { roomsOf } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'
import { tell } from '../outbox'
import { sittingOfTable } from '../seating/open-sitting'
import { type Party, partyOf } from '../seating/read-party'
import { followLines } from './follow-lines'
import { lockOrders } from './lock-order'

/** A guest's own, in place of what this phone said before. @throws Refusal seat.expired */
export async function sayAllergies(deps: Deps, seat: Seat, said: Allergies): Promise<Party> {
  const { sittingId, storeId, number: guestNumber } = seat
  return deps.db.$transaction(async (tx) => {
    const by = { storeId, sittingId, staffId: null, at: deps.now() }
    await writeAllergies(tx, by, { ...said, guestNumber })
    return partyOf(tx, seat)
  })
}

/**
 * What staff were told at a table, whether or not anybody has scanned there. @throws Refusal
 * thing.not-found
 */
export async function sayTableAllergies(
  deps: Deps,
  { storeId, staffId }: Actor,
  { tableId, ...said }: Allergies & { tableId: number },
): Promise<{ sittingId: number }> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const sittingId = await sittingOfTable(tx, storeId, tableId, at)

    await writeAllergies(tx, { storeId, sittingId, staffId, at }, { ...said, guestNumber: null })
    return { sittingId }
  })
}

type By = { storeId: number; sittingId: number; staffId: number | null; at: Date }

async function writeAllergies(
  tx: Prisma.TransactionClient,
  by: By,
  said: SaidAllergies,
): Promise<void> {
  const { storeId, sittingId } = by
  const [sitting] = await tx.$queryRaw<{ allergies: SaidAllergies[] }[]>`
    SELECT allergies FROM sitting
     WHERE id = ${sittingId} AND store_id = ${storeId} AND cleared_at IS NULL FOR NO KEY UPDATE`
  if (!sitting) throw new Refusal('seat.expired')

  const allergies = withAllergies(sitting.allergies, said)
  if (isSame(allergies, sitting.allergies)) return

  await tx.sitting.update({ where: { id: sittingId }, data: { allergies } })
  const rooms = roomsOf({ storeId, sittingId })
  await tell(tx, { storeId, type: 'sitting_changed', rooms, payload: { sitting_id: sittingId } })
  const isOther = !isSame(toldAllergies(allergies), toldAllergies(sitting.allergies))
  if (isOther) await tellKitchen(tx, by, toldAllergies(allergies))
}

const isSame = (one: readonly SaidAllergies[], other: readonly SaidAllergies[]) => {
  const words = (each: SaidAllergies) => [each.guestNumber, each.allergens, each.other]
  return JSON.stringify(one.map(words)) === JSON.stringify(other.map(words))
}

const UNFINISHED = ['held', 'queued', 'cooking'] as const
const isUnfinished = ({ state }: { state: string }) =>
  (UNFINISHED as readonly string[]).includes(state)

async function tellKitchen(
  tx: Prisma.TransactionClient,
  { storeId, sittingId, staffId, at }: By,
  allergies: SaidAllergies[],
): Promise<void> {
  const found = await tx.order.findMany({
    where: { sittingId, lines: { some: { state: { in: [...UNFINISHED] } } } },
    select: { id: true },
  })
  const ids = found.map(({ id }) => id)
  for (const { id: orderId, lines } of await lockOrders(tx, storeId, ids)) {
    const open = lines.filter(isUnfinished)
    const roundIds = [...new Set(open.map(({ roundId }) => roundId))]
    if (roundIds.length === 0) continue
    await tx.round.updateMany({
      where: { id: { in: roundIds } },
      data: { allergies, allergiesAt: allergies.length > 0 ? at : null },
    })
    await tx.allergiesSeen.deleteMany({ where: { roundId: { in: roundIds } } })
    const lineIds = open.map(({ id }) => id)
    await followLines(tx, { orderId, staffId, at, reason: 'allergies', lineIds })
  }
}
