// Orders as people look at them: whole, with their rounds and dishes. One statement for any number
// of orders. Guests read no name of the team: who in the kitchen has seen a change is read for
// staff only.

import { z } from 'zod'
import type { NamedAllergies } from '@/domain/allergies'
import type { Localized } from '@/domain/language'
import { type ChosenOption, type LineRate, ORDER_MODES } from '@/domain/menu'
import {
  type Adjustment,
  type LineState,
  MOST_ORDERS_OF_SITTING,
  ORDER_STATES,
  type OrderMode,
  type OrderState,
  type PaymentStatus,
  paymentStatusOf,
  type RoundState,
} from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import { ask, json, statement } from '../database/statement'
import type { Deps } from '../deps'
import { isReadAt, NAMED_ALLERGIES } from './allergies-sql'
import { type LineKey, lineJson } from './line-columns'

export type LineView = {
  id: number
  dishId: number
  name: string
  names: Localized
  chosen: ChosenOption[]
  note: string
  unitCents: number
  /** Before any promotion. */
  listUnitCents: number
  /** What its price is made of, where it waits or waited for a weight or a price. */
  rate: LineRate | null
  grams: number | null
  /** False while it waits: it costs nothing so long. */
  isPriced: boolean
  quantity: number
  /** What a portion is called; empty = not said. */
  unit: string
  units: Localized
  totalCents: number
  /** 1, 2, 3 … in the order in which they are brought; 0 = whenever it is ready. */
  course: number
  state: LineState
  guestNumber: number | null
}

/** What was changed about a dish that the kitchen had; `after` of a void is its reason. */
export type ChangeView = {
  id: number
  kind: 'voided' | 'note'
  before: string
  after: string
  at: string
  /** Whether every station of the dish has acknowledged it. */
  isSeen: boolean
  /** Who acknowledged it where, the first first; no name: a program did. */
  seenBy: SeenBy[]
}

type SeenBy = { name: string | null; stationName: string; stationNames: Localized; at: string }

export type StaffLineView = LineView & { changes: ChangeView[] }

export type OrderView<Line extends LineView = LineView> = {
  id: number
  number: string
  tableName: string
  mode: OrderMode
  state: OrderState
  paymentStatus: PaymentStatus
  placedAt: string
  cancelReason: string | null
  isSettled: boolean
  /** 反结账: it was settled and is being corrected. */
  isReopened: boolean
  memberId: number | null
  /** Dishes that wait for their weight or price: nothing is paid before. */
  awaited: number
  itemsCents: number
  chargesCents: number
  discountCents: number
  owedCents: number
  paidCents: number
  refundedCents: number
  surplusCents: number
  /** What payments under way are for, in 分; a call for cash for the whole bill is none. */
  payingCents: number
  adjustments: Adjustment[]
  /**
   * Coupons that came back from this bill by themselves and are on no other: it was below what they
   * need (`minimumCents`), all went back, or it is another member's (`isOthers`) than the bill.
   */
  cameBack: { name: string; names: Localized; minimumCents: number; isOthers: boolean }[]
  rounds: {
    id: number
    number: number
    state: RoundState
    placedAt: string
    note: string
    /** 外带, as its table was when it was ordered. */
    isTakeaway: boolean
    guestNumber: number | null
    rejectReason: string | null
    /** 加急: staff put it before everything else. */
    urgentAt: string | null
    /** 催菜: its guests asked where it stays, and the kitchen was told. */
    hurriedAt: string | null
    /** What its party is allergic to; none once the table is cleared. */
    allergies: NamedAllergies[]
    /** Whether every station that makes something of it has read them. */
    isAllergiesSeen: boolean
    /** Who read them where, the first first; nobody for guests. */
    allergiesSeenBy: SeenBy[]
    lines: Line[]
  }[]
}

export type StaffOrderView = OrderView<StaffLineView>

/** More about the line aliased `l` and the round aliased `r`. */
type More = { line: string; allergiesSeenBy: string }
const FOR_GUESTS: More = { line: '', allergiesSeenBy: `'[]'::json` }
const FOR_STAFF: More = {
  line: `, 'changes', COALESCE((SELECT json_agg(json_build_object(
              'id', c.id, 'kind', c.kind, 'before', c.before, 'after', c.after, 'at', c.at,
              'isSeen', NOT EXISTS (SELECT FROM unnest(l.station_ids) AS asked(id) WHERE NOT EXISTS (
                 SELECT FROM line_change_seen n WHERE n.change_id = c.id AND n.station_id = asked.id)),
              'seenBy', COALESCE((SELECT json_agg(json_build_object(
                   'name', p.name, 'stationName', t.name, 'stationNames', t.names, 'at', n.at) ORDER BY n.at, t.id)
                 FROM line_change_seen n JOIN station t ON t.id = n.station_id LEFT JOIN staff p ON p.id = n.staff_id
                WHERE n.change_id = c.id), '[]')) ORDER BY c.id)
            FROM line_change c WHERE c.line_id = l.id), '[]')`,
  allergiesSeenBy: `COALESCE((SELECT json_agg(json_build_object(
                   'name', p.name, 'stationName', t.name, 'stationNames', t.names, 'at', n.at) ORDER BY n.at, t.id)
                 FROM allergies_seen n JOIN station t ON t.id = n.station_id LEFT JOIN staff p ON p.id = n.staff_id
                WHERE n.round_id = r.id), '[]')`,
}

const LINE_OF_ORDER: LineKey[] = [
  'id',
  'dishId',
  'name',
  'names',
  'chosen',
  'note',
  'unitCents',
  'listUnitCents',
  'rate',
  'grams',
  'isPriced',
  'quantity',
  'unit',
  'units',
  'totalCents',
  'course',
  'state',
]

const ordersSql = (more: More, orders = 'customer_order') => `
SELECT o.id, o.number, o.table_name AS "tableName", o.mode, o.state,
  o.placed_at AS "placedAt", o.cancel_reason AS "cancelReason", o.settled_at IS NOT NULL AS "isSettled",
  o.reopened_at IS NOT NULL AND o.settled_at IS NULL AS "isReopened",
  o.member_id AS "memberId", o.awaited, o.items_cents AS "itemsCents", o.charges_cents AS "chargesCents",
  o.discount_cents AS "discountCents", o.owed_cents AS "owedCents", o.paid_cents AS "paidCents",
  o.refunded_cents AS "refundedCents", o.surplus_cents AS "surplusCents",
  (SELECT COALESCE(sum(p.amount_cents), 0)::bigint FROM payment p
    WHERE p.order_id = o.id AND p.state = 'pending' AND NOT (p.method = 'cash' AND p.split_kind = 'whole')) AS "payingCents",
  COALESCE((SELECT json_agg(json_build_object('kind', a.kind, 'amountCents', a.amount_cents, 'reason', a.reason,
       'reasons', a.reasons, 'couponId', a.coupon_id, 'discountId', a.discount_id) ORDER BY a.id)
     FROM order_adjustment a WHERE a.order_id = o.id), '[]') AS adjustments,
  COALESCE((SELECT json_agg(json_build_object('name', f.name, 'names', f.names, 'minimumCents', f.minimum_cents,
       'isOthers', c.member_id IS DISTINCT FROM o.member_id) ORDER BY c.id)
     FROM coupon c JOIN coupon_offer f ON f.id = c.offer_id WHERE c.returned_from_id = o.id), '[]') AS "cameBack",
  COALESCE((SELECT json_agg(json_build_object(
       'id', r.id, 'number', r.number, 'state', r.state, 'placedAt', r.placed_at, 'note', r.note, 'isTakeaway', r.is_takeaway,
       'guestNumber', (SELECT g.number FROM guest g WHERE g.id = r.guest_id), 'rejectReason', r.reject_reason,
       'urgentAt', r.urgent_at, 'hurriedAt', r.hurried_at,
       'allergies', ${NAMED_ALLERGIES}, 'isAllergiesSeen', ${isReadAt()}, 'allergiesSeenBy', ${more.allergiesSeenBy},
       'lines', COALESCE((SELECT json_agg(json_build_object(
            ${lineJson('l', LINE_OF_ORDER)}, 'guestNumber', (SELECT g.number FROM guest g WHERE g.id = l.guest_id)${more.line})
            ORDER BY l.id)
          FROM order_line l WHERE l.round_id = r.id), '[]')
     ) ORDER BY r.number) FROM round r WHERE r.order_id = o.id), '[]') AS rounds
FROM ${orders} o`

const orderRow = <Line extends LineView>() => ({
  id: z.int(),
  number: z.string(),
  tableName: z.string(),
  mode: z.enum(ORDER_MODES),
  state: z.enum(ORDER_STATES),
  placedAt: z.date(),
  cancelReason: z.string().nullable(),
  isSettled: z.boolean(),
  isReopened: z.boolean(),
  memberId: z.int().nullable(),
  awaited: z.int(),
  itemsCents: z.int(),
  chargesCents: z.int(),
  discountCents: z.int(),
  owedCents: z.int(),
  paidCents: z.int(),
  refundedCents: z.int(),
  surplusCents: z.int(),
  payingCents: z.int(),
  adjustments: json<Adjustment[]>(),
  cameBack: json<OrderView['cameBack']>(),
  rounds: json<OrderView<Line>['rounds']>(),
})
type OrderRow<Line extends LineView> = z.infer<z.ZodObject<ReturnType<typeof orderRow<Line>>>>

/**
 * Of a table that nobody clears: what is still to be paid, and the last of the others, oldest
 * first.
 */
const OF_SITTING = `(
  SELECT * FROM customer_order x WHERE x.sitting_id = $1
   ORDER BY (x.settled_at IS NULL AND x.state <> 'cancelled') DESC, x.id DESC LIMIT ${MOST_ORDERS_OF_SITTING})`

const READ_SITTING_ORDERS = statement(
  'read-sitting-orders',
  orderRow<LineView>(),
  `${ordersSql(FOR_GUESTS, OF_SITTING)} ORDER BY o.id`,
)

/** The orders of a sitting as its guests may see them, oldest first. Amounts in 分, instants ISO. */
export async function readSittingOrders(deps: Deps, sittingId: number): Promise<OrderView[]> {
  const rows = await ask(deps.pool, READ_SITTING_ORDERS, [sittingId])
  return rows.map(viewOf)
}

const READ_SITTING_ORDERS_FOR_STAFF = statement(
  'read-sitting-orders-for-staff',
  orderRow<StaffLineView>(),
  `${ordersSql(FOR_STAFF, OF_SITTING)} ORDER BY o.id`,
)

/** As readSittingOrders, for staff: with what was changed and who has seen it. */
export async function readSittingOrdersForStaff(
  deps: Deps,
  sittingId: number,
): Promise<StaffOrderView[]> {
  const rows = await ask(deps.pool, READ_SITTING_ORDERS_FOR_STAFF, [sittingId])
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

/** As many as one reads at once. */
export const MOST_ORDERS_READ = 100

/** $1 the store, $2 the states, $3 what is sought or null, $4 the id before which, $5 the most. */
const IS_SOUGHT = `
  ($3::text IS NULL OR strpos(lower(c.number), lower($3)) > 0 OR strpos(lower(c.table_name), lower($3)) > 0)`

/**
 * The newest orders `c` of a store that are alike in `column`: as a range of its index, in that
 * index's order, so many at most. Were it an equality, then where PostgreSQL believes that all
 * orders are alike, reading all of them by their ids would seem as cheap to it.
 */
const newestOf = (column: string, value: string, where = '') => `
  SELECT * FROM customer_order c
   WHERE c.store_id = $1 AND c.${column} >= ${value} AND c.${column} <= ${value}
     AND c.id < COALESCE($4::int, ${2 ** 31 - 1})${where} AND ${IS_SOUGHT}
   ORDER BY c.${column} DESC, c.id DESC LIMIT ${MOST_ORDERS_READ}`

/** Newest first, state by state: what is rare is not looked for among what is not. */
const READ_ORDERS = statement(
  'read-orders',
  orderRow<StaffLineView>(),
  `${ordersSql(
    FOR_STAFF,
    `(SELECT x.* FROM unnest($2::order_state[]) AS asked(state)
       CROSS JOIN LATERAL (${newestOf('state', 'asked.state')}) x
       ORDER BY x.id DESC LIMIT $5)`,
  )} ORDER BY o.id DESC`,
)

/** $6 the business day. */
const READ_ORDERS_OF_DAY = statement(
  'read-orders-of-day',
  orderRow<StaffLineView>(),
  `${ordersSql(
    FOR_STAFF,
    `(SELECT x.* FROM (${newestOf('business_day', '$6::date', ' AND c.state = ANY($2::order_state[])')}) x
       ORDER BY x.id DESC LIMIT $5)`,
  )} ORDER BY o.id DESC`,
)

/** Orders of a store, newest first; page on with the last id. */
export async function readOrders(
  deps: Deps,
  storeId: number,
  filter: OrderFilter,
): Promise<StaffOrderView[]> {
  const { states, day, search, beforeId, limit } = filter
  const values = [storeId, states ?? ORDER_STATES, search, beforeId, limit]
  const rows = await (day === null
    ? ask(deps.pool, READ_ORDERS, values)
    : ask(deps.pool, READ_ORDERS_OF_DAY, [...values, day]))
  return rows.map(viewOf)
}

const READ_ORDER = statement(
  'read-order',
  orderRow<StaffLineView>(),
  `${ordersSql(FOR_STAFF)} WHERE o.store_id = $1 AND o.id = $2`,
)

/** One order of a store. @throws Refusal thing.not-found */
export async function readOrder(
  deps: Deps,
  storeId: number,
  orderId: number,
): Promise<StaffOrderView> {
  const rows = await ask(deps.pool, READ_ORDER, [storeId, orderId])
  if (!rows[0]) throw new Refusal('thing.not-found')
  return viewOf(rows[0])
}

function viewOf<Line extends LineView>(row: OrderRow<Line>): OrderView<Line> {
  return { ...row, placedAt: row.placedAt.toISOString(), paymentStatus: paymentStatusOf(row) }
}
