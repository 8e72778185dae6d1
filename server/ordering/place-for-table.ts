// A waiter orders for a table: the sitting is opened when nobody has scanned yet.

import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { openSitting } from '../seating/open-sitting'
import { type PlacedRound, placeForSitting, type WantedByStaff } from './place-order'

/** @throws Refusal thing.not-found for a table of another store, and the dish refusals of placeOrder */
export async function placeForTable(
  ground: Ground,
  actor: Actor,
  wish: {
    tableId: number
    lines: WantedByStaff[]
    key: string
    note: string
  },
): Promise<PlacedRound> {
  const { tableId, ...rest } = wish
  const { sittingId } = await openSitting(ground, actor.storeId, tableId)
  return placeForSitting(ground, actor, { ...rest, sittingId })
}
