// What a table owes and why: every order line by line, every charge and discount on its own line with its reason, what was paid,
// what went back, what is open. Amounts in 分.

import { openCents } from '@/domain/billing'
import type { Localized } from '@/domain/language'
import { includedTaxCents } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { CARD_FACTS, cardOf } from '../membership/member-card'
import { type OrderView, readOrder, readSittingOrders } from '../ordering/read-orders'
import { type Onlooker, PAYMENT_FACTS, type PaymentView, paymentViewOf } from './read-payment'

export type Bill = {
  order: OrderView
  openCents: number
  /** The tax that the sum contains where the store says so; tax added on top is an adjustment instead. */
  includedTaxCents: number
  /** Whose price it is: the level, never who. */
  memberLevel: { name: string; names: Localized; payBasisPoints: number } | null
  /** Oldest first; payments that ended without money are left out, but for the asking guest's own. */
  payments: PaymentView[]
}

export type TableBill = {
  storeName: string
  storeNames: Localized
  currency: string
  /** Oldest first, without cancelled orders nobody paid for. */
  bills: Bill[]
  openCents: number
}

/** The bill of the asking guest's sitting. */
export async function readOwnBill(deps: Deps, seat: Seat): Promise<TableBill> {
  return tableBillOf(deps, seat, await readSittingOrders(deps, seat.sittingId))
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
): Promise<TableBill> {
  const memberIds = orders.flatMap((order) => order.memberId ?? [])
  const [store, payments, members] = await Promise.all([
    deps.db.store.findUniqueOrThrow({ where: { id: who.storeId } }),
    deps.db.payment.findMany({
      where: { orderId: { in: orders.map((order) => order.id) } },
      include: PAYMENT_FACTS,
      orderBy: { id: 'asc' },
    }),
    deps.db.member.findMany({ where: { id: { in: memberIds } }, select: CARD_FACTS }),
  ])

  const bills = orders
    .filter((order) => order.state !== 'cancelled' || order.paidCents > 0)
    .map((order): Bill => {
      const member = members.find((each) => each.id === order.memberId)
      const level = member ? cardOf(member).level : null
      return {
        order,
        openCents: openCents(order),
        includedTaxCents: store.isTaxAdded
          ? 0
          : includedTaxCents(order.owedCents, store.taxBasisPoints),
        memberLevel: level && {
          name: level.name,
          names: level.names,
          payBasisPoints: level.payBasisPoints,
        },
        payments: payments
          .filter((payment) => payment.orderId === order.id)
          .map((payment) => paymentViewOf(payment, who))
          .filter(({ state, isMine }) => state === 'pending' || state === 'succeeded' || isMine),
      }
    })
  return {
    storeName: store.name,
    storeNames: spoken(store).names,
    currency: store.currency,
    bills,
    openCents: bills.reduce((sum, bill) => sum + bill.openCents, 0),
  }
}
