// Guests think again, as long as nobody has paid for a round or accepted it: they take it back, and
// where they only want it otherwise, its dishes lie in the cart again. What is limited is there for
// others at once.

import { BY_THE_GUESTS, joinedNote } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Seat } from '../access/read-seat'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockSitting, putInCart, tellCartChanged, writeNote } from './change-cart'
import { changeOrder } from './change-order'
import { lockOrder } from './lock-order'
import { settleCovered } from './settle-order'

/**
 * Anybody at the table may; a second tap, or a second phone, changes nothing.
 * @throws Refusal thing.not-found for a round of another table, round.already-decided once somebody
 *   accepted or rejected it, order.already-paid, payment.other-pending while somebody pays,
 *   line.paid, cart.too-full, seat.expired
 */
export async function takeBackRound(
  deps: Deps,
  seat: Seat,
  { roundId, isToCart }: { roundId: number; isToCart: boolean },
): Promise<void> {
  const { storeId, sittingId, guestId } = seat
  await deps.db.$transaction(async (tx) => {
    await lockSitting(tx, seat)
    const found = await tx.round.findFirst({
      where: { id: roundId, order: { sittingId } },
      select: { orderId: true, note: true },
    })
    if (!found) throw new Refusal('thing.not-found')
    const order = await lockOrder(tx, storeId, found.orderId)
    const round = order.rounds.find(({ id }) => id === roundId)
    const paying = await tx.payment.count({ where: { orderId: order.id, state: 'pending' } })

    if (round?.state === 'rejected' && round.rejectReason === BY_THE_GUESTS) return
    if (round?.state !== 'pending') throw new Refusal('round.already-decided')
    if (order.settledAt) throw new Refusal('order.already-paid')
    if (paying > 0) throw new Refusal('payment.other-pending')
    const lines = order.lines.filter((line) => line.roundId === roundId && line.state !== 'voided')
    const by = { staffId: null, reason: BY_THE_GUESTS, at: deps.now() }

    await changeOrder(tx, order, by, { reject: [roundId] })
    await settleCovered(tx, order, by)
    if (isToCart) {
      for (const line of lines) await putInCart(tx, { sittingId, guestId }, line)
      await writeNote(tx, seat, (said) => joinedNote(said, '', found.note))
    }
    await tellCartChanged(tx, seat)
    await writeAudit(
      tx,
      { storeId, staffId: null },
      { action: 'round.taken-back', subject: 'round', subjectId: roundId, details: { isToCart } },
    )
  })
}
