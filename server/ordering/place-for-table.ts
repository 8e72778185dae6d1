// A waiter orders for a table: the sitting is opened when nobody has scanned yet.

import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { openSitting } from '../seating/open-sitting'
import { type PlacedRound, placeForSitting, type WantedByStaff } from './place-order'

/**
 * @throws Refusal thing.not-found for a table of another store, and the dish refusals of placeOrder
 */
export async function placeForTable(
  deps: Deps,
  actor: Actor,
  request: {
    tableId: number
    lines: WantedByStaff[]
    key: string
    note: string
  },
): Promise<PlacedRound> {
  const { tableId, ...rest } = request
  const { sittingId } = await openSitting(deps, actor.storeId, tableId)
  return placeForSitting(deps, actor, { ...rest, sittingId })
}
