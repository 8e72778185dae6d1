// A bill as those who share it see it: what each dish still has open, who ordered it, who is paying
// it just now. Amounts in 分.

import { isCallForWhole } from '@/domain/billing'
import type { Localized } from '@/domain/language'
import type { PaymentMethod } from '@/domain/methods'
import { Refusal } from '@/domain/refusal'
import type { SplitLine, SplitState } from '@/domain/split'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { WHOLE_ORDER } from '../ordering/lock-order'
import { loadSplit } from './load-split'

export type SplitView = Omit<SplitState, 'lines'> & {
  orderId: number
  /** The asking guest's number; null for staff. */
  ownNumber: number | null
  guests: { number: number; nickname: string | null }[]
  /** How many people are at the table: as they were counted, else its phones. */
  people: number
  /** Dishes cost more or less than their price: each bears its share of what is on the bill. */
  bearsShares: boolean
  /** Kept lines in the order in which they were ordered. */
  lines: (SplitLine & { name: string; names: Localized })[]
  /** Payments under way. */
  pending: {
    id: number
    method: PaymentMethod
    amountCents: number
    guestNumber: number | null
  }[]
}

/** Of an order of the asking guest's table. @throws Refusal thing.not-found */
export async function readSplit(
  deps: Deps,
  seat: Seat,
  { orderId }: { orderId: number },
): Promise<SplitView> {
  const { storeId, sittingId, guestId } = seat
  return splitViewOf(deps, { id: orderId, storeId, sittingId }, guestId)
}

/** Of any order of the store. @throws Refusal thing.not-found */
export async function readSplitForStaff(
  deps: Deps,
  { storeId }: Actor,
  { orderId }: { orderId: number },
): Promise<SplitView> {
  return splitViewOf(deps, { id: orderId, storeId }, null)
}

async function splitViewOf(
  { db }: Deps,
  where: { id: number; storeId: number; sittingId?: number },
  guestId: number | null,
): Promise<SplitView> {
  const order = await db.order.findFirst({ where, include: WHOLE_ORDER })
  if (!order) throw new Refusal('thing.not-found')
  const { state, pending, people } = await loadSplit(db, order)
  const guests = order.sittingId
    ? await db.guest.findMany({
        where: { sittingId: order.sittingId },
        select: { id: true, number: true, nickname: true },
        orderBy: { number: 'asc' },
      })
    : []
  const nameOf = new Map(spoken(order.lines).map(({ id, name, names }) => [id, { name, names }]))
  return {
    ...state,
    orderId: order.id,
    people,
    bearsShares: order.adjustments.some(({ kind }) => kind !== 'per_head'),
    ownNumber: guests.find((guest) => guest.id === guestId)?.number ?? null,
    guests: guests.map(({ number, nickname }) => ({ number, nickname })),
    lines: state.lines.map((line) => ({
      ...line,
      ...(nameOf.get(line.id) ?? { name: '', names: {} }),
    })),
    pending: pending.map((payment) => ({
      id: payment.id,
      method: payment.method,
      // A call for cash for the whole bill is for what is open when the waiter comes.
      amountCents: isCallForWhole(payment) ? state.freeCents : payment.amountCents,
      guestNumber: payment.guest?.number ?? null,
    })),
  }
}
