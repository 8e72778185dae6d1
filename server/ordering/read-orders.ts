// Orders as people look at them: whole, with their rounds and dishes. One statement for any number of orders.

import type { ChosenOption } from '@/domain/menu'
import {
  type AdjustmentKind,
  type LineState,
  type OrderMode,
  type OrderState,
  type PaymentStatus,
  paymentStatusOf,
  type RoundState,
} from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'

export type OrderView = {
  id: number
  number: string
  tableName: string
  mode: OrderMode
  state: OrderState
  paymentStatus: PaymentStatus
  placedAt: string
  cancelReason: string | null
  isSettled: boolean
  memberId: number | null
  itemsCents: number
  chargesCents: number
  discountCents: number
  owedCents: number
  paidCents: number
  refundedCents: number
  surplusCents: number
  adjustments: { kind: AdjustmentKind; amountCents: number; reason: string }[]
  rounds: {
    id: number
    number: number
    state: RoundState
    placedAt: string
    note: string
    guestNumber: number | null
    rejectReason: string | null
    lines: {
      id: number
      dishId: number
      name: string
      nameEn: string | null
      chosen: ChosenOption[]
      note: string
      unitCents: number
      quantity: number
      totalCents: number
      state: LineState
      guestNumber: number | null
    }[]
  }[]
}

const ORDER_ROWS = `
SELECT o.id, o.number, o.table_name AS "tableName", o.mode, o.state,
  o.placed_at AS "placedAt", o.cancel_reason AS "cancelReason", o.settled_at IS NOT NULL AS "isSettled",
  o.member_id AS "memberId", o.items_cents AS "itemsCents", o.charges_cents AS "chargesCents",
  o.discount_cents AS "discountCents", o.owed_cents AS "owedCents", o.paid_cents AS "paidCents",
  o.refunded_cents AS "refundedCents", o.surplus_cents AS "surplusCents",
  COALESCE((SELECT json_agg(json_build_object('kind', a.kind, 'amountCents', a.amount_cents, 'reason', a.reason) ORDER BY a.id)
     FROM order_adjustment a WHERE a.order_id = o.id), '[]') AS adjustments,
  COALESCE((SELECT json_agg(json_build_object(
       'id', r.id, 'number', r.number, 'state', r.state, 'placedAt', r.placed_at, 'note', r.note,
       'guestNumber', (SELECT g.number FROM guest g WHERE g.id = r.guest_id), 'rejectReason', r.reject_reason,
       'lines', COALESCE((SELECT json_agg(json_build_object(
            'id', l.id, 'dishId', l.dish_id, 'name', l.name, 'nameEn', l.name_en, 'chosen', l.choices, 'note', l.note,
            'unitCents', l.unit_cents, 'quantity', l.quantity, 'totalCents', l.total_cents, 'state', l.state,
            'guestNumber', (SELECT g.number FROM guest g WHERE g.id = l.guest_id)) ORDER BY l.id)
          FROM order_line l WHERE l.round_id = r.id), '[]')
     ) ORDER BY r.number) FROM round r WHERE r.order_id = o.id), '[]') AS rounds
FROM customer_order o`

type OrderRow = Omit<OrderView, 'paymentStatus' | 'placedAt'> & { placedAt: Date }

/** The orders of a sitting, oldest first. Amounts in 分, instants ISO. */
export async function readSittingOrders(ground: Ground, sittingId: number): Promise<OrderView[]> {
  const { rows } = await ground.pool.query<OrderRow>({
    name: 'read-sitting-orders',
    text: `${ORDER_ROWS} WHERE o.sitting_id = $1 ORDER BY o.id`,
    values: [sittingId],
  })
  return rows.map(viewOf)
}

export type OrderFilter = {
  states: OrderState[] | null
  /** Business day YYYY-MM-DD. */
  day: string | null
  /** Part of an order number or table name. */
  search: string | null
  beforeId: number | null
  limit: number
}

/** Orders of a store, newest first; page on with the last id. */
export async function readOrders(
  ground: Ground,
  storeId: number,
  filter: OrderFilter,
): Promise<OrderView[]> {
  const { rows } = await ground.pool.query<OrderRow>({
    name: 'read-orders',
    text: `${ORDER_ROWS}
      WHERE o.store_id = $1
        AND ($2::text[] IS NULL OR o.state::text = ANY($2))
        AND ($3::date IS NULL OR o.business_day = $3)
        AND ($4::text IS NULL OR strpos(lower(o.number), lower($4)) > 0 OR strpos(lower(o.table_name), lower($4)) > 0)
        AND ($5::int IS NULL OR o.id < $5)
      ORDER BY o.id DESC LIMIT $6`,
    values: [storeId, filter.states, filter.day, filter.search, filter.beforeId, filter.limit],
  })
  return rows.map(viewOf)
}

/** One order of a store. @throws Refusal thing.not-found */
export async function readOrder(
  ground: Ground,
  storeId: number,
  orderId: number,
): Promise<OrderView> {
  const { rows } = await ground.pool.query<OrderRow>({
    name: 'read-order',
    text: `${ORDER_ROWS} WHERE o.store_id = $1 AND o.id = $2`,
    values: [storeId, orderId],
  })
  if (!rows[0]) throw new Refusal('thing.not-found')
  return viewOf(rows[0])
}

function viewOf(row: OrderRow): OrderView {
  return { ...row, placedAt: row.placedAt.toISOString(), paymentStatus: paymentStatusOf(row) }
}
