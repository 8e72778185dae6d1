// A guest says what the party may call them; without a name they are a number again.

import { roomsOf } from '@/domain/event'
import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'
import { tell } from '../outbox'
import { type Party, partyOf } from './read-party'

export async function renameGuest(
  deps: Deps,
  seat: Seat,
  { nickname }: { nickname: string },
): Promise<Party> {
  const { storeId, sittingId, guestId } = seat
  return deps.db.$transaction(async (tx) => {
    await tx.guest.update({ where: { id: guestId }, data: { nickname: nickname || null } })

    const rooms = roomsOf({ storeId, sittingId })
    await tell(tx, { storeId, type: 'sitting_changed', rooms, payload: { sitting_id: sittingId } })
    return partyOf(tx, seat)
  })
}
