// What a table owes and why: every order line by line, every charge and discount on its own line
// with its reason, what was paid, what went back, what is open. Amounts in 分.

import { openCents } from '@/domain/billing'
import type { Localized } from '@/domain/language'
import { mayClaimPoints } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import { isOwnPartPaid } from '@/domain/split'
import type { RateTax } from '@/domain/taxes'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { CARD_FACTS, cardOf } from '../membership/member-card'
import { type OrderView, readOrder, readSittingOrders } from '../ordering/read-orders'
import { type Onlooker, PAYMENT_FACTS, type PaymentView, paymentViewOf } from './read-payment'
import { TAX_FACTS, taxesOfOrder } from './taxes-of-order'

export type Bill = {
  order: OrderView
  openCents: number
  /**
   * What of it the asking guest has paid, and whether that was their part: they ordered nothing
   * since.
   */
  ownPaidCents: number
  isOwnPartPaid: boolean
  /**
   * Whether somebody who joins now still gets its points: it is nobody's, and was settled on this
   * business day.
   */
  mayClaimPoints: boolean
  /**
   * The tax that is in the sum, one for each rate: added to it (then an adjustment, too), or
   * included in its prices.
   */
  taxes: RateTax[]
  /** Whose price it is: the level, never who. */
  memberLevel: { name: string; names: Localized; payBasisPoints: number } | null
  /**
   * Oldest first; payments that ended without money are left out, but for the asking guest's own.
   */
  payments: PaymentView[]
}

export type TableBill = {
  storeName: string
  storeNames: Localized
  currency: string
  /** Who sits at the table, for its guests, and who of them asks. */
  guests: { number: number; nickname: string | null }[]
  ownNumber: number | null
  /** Oldest first, without cancelled orders nobody paid for. */
  bills: Bill[]
  openCents: number
}

/** The bill of the asking guest's sitting. */
export async function readOwnBill(deps: Deps, seat: Seat): Promise<TableBill> {
  return tableBillOf(deps, seat, await readSittingOrders(deps, seat.sittingId), seat.number)
}

/** The bill of a sitting or of one order of the store. @throws Refusal thing.not-found */
export async function readBillForStaff(
  deps: Deps,
  actor: Actor,
  wanted: { sittingId: number } | { orderId: number },
): Promise<TableBill> {
  const { storeId } = actor
  const who = { storeId, sittingId: null, guestId: null }
  if ('orderId' in wanted) {
    return tableBillOf(deps, who, [await readOrder(deps, storeId, wanted.orderId)])
  }
  const sitting = await deps.db.sitting.findFirst({ where: { id: wanted.sittingId, storeId } })
  if (!sitting) throw new Refusal('thing.not-found')
  return tableBillOf(deps, who, await readSittingOrders(deps, sitting.id))
}

async function tableBillOf(
  deps: Deps,
  who: Onlooker,
  orders: readonly OrderView[],
  ownNumber: number | null = null,
): Promise<TableBill> {
  const memberIds = orders.flatMap((order) => order.memberId ?? [])
  const [store, payments, members, guests, taxed] = await Promise.all([
    deps.db.store.findUniqueOrThrow({ where: { id: who.storeId } }),
    deps.db.payment.findMany({
      where: { orderId: { in: orders.map((order) => order.id) } },
      include: PAYMENT_FACTS,
      orderBy: { id: 'asc' },
    }),
    deps.db.member.findMany({ where: { id: { in: memberIds } }, select: CARD_FACTS }),
    who.sittingId === null
      ? []
      : deps.db.guest.findMany({
          where: { sittingId: who.sittingId },
          select: { number: true, nickname: true },
          orderBy: { number: 'asc' },
        }),
    deps.db.order.findMany({
      where: { id: { in: orders.map((order) => order.id) } },
      select: { id: true, ...TAX_FACTS },
    }),
  ])

  const bills = orders
    .filter((order) => order.state !== 'cancelled' || order.paidCents > 0)
    .map((order): Bill => {
      const member = members.find((each) => each.id === order.memberId)
      const level = member ? cardOf(member).level : null
      const views = payments
        .filter((payment) => payment.orderId === order.id)
        .map((payment) => paymentViewOf(payment, who))
      const paid = views.filter(({ state }) => state === 'succeeded')
      const own = paid
        .filter(({ isMine }) => isMine)
        .map(({ refundableCents, paidAt }) => ({
          keptCents: refundableCents,
          paidAtMs: Date.parse(paidAt ?? ''),
        }))
      return {
        order,
        openCents: openCents(order),
        ownPaidCents: own.reduce((sum, { keptCents }) => sum + keptCents, 0),
        isOwnPartPaid: isOwnPartPaid(own, orderedAtMs(order, ownNumber)),
        mayClaimPoints: mayClaimPoints(
          { ...order, paidAtMs: paid.map(({ paidAt }) => Date.parse(paidAt ?? '')) },
          { nowMs: deps.now().getTime(), ...store },
        ),
        taxes: taxesOfOrder(
          store,
          order.owedCents,
          taxed.find(({ id }) => id === order.id),
        ),
        memberLevel: level && {
          name: level.name,
          names: level.names,
          payBasisPoints: level.payBasisPoints,
        },
        payments: views.filter(
          ({ state, isMine }) => state === 'pending' || state === 'succeeded' || isMine,
        ),
      }
    })
  return {
    storeName: store.name,
    storeNames: spoken(store).names,
    currency: store.currency,
    guests,
    ownNumber,
    bills,
    openCents: bills.reduce((sum, bill) => sum + bill.openCents, 0),
  }
}

/** When a guest ordered what is still on the bill. */
function orderedAtMs(order: OrderView, guestNumber: number | null): number[] {
  return order.rounds
    .filter(({ lines }) =>
      lines.some((line) => line.guestNumber === guestNumber && line.state !== 'voided'),
    )
    .map(({ placedAt }) => Date.parse(placedAt))
}
