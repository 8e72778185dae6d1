// Everything that placing a round is decided from, in one statement and one round trip: who asks, the sitting and its
// store, what is wanted with today's dishes, the running bill, and what an earlier identical request became.

import { z } from 'zod'
import type { Localized } from '@/domain/language'
import { FIRST_LEVEL } from '@/domain/membership'
import type { Choice } from '@/domain/menu'
import type {
  BilledCoupon,
  BilledDiscount,
  BilledLine,
  FixedRules,
  LineState,
  OrderableDish,
  OrderMode,
  OrderState,
  RoundState,
} from '@/domain/ordering'
import { json, statement } from '../database/statement'
import { DISH_JSON, SCHEDULE_JSON } from '../menu/dish-json'
import { type LineKey, lineJson } from './line-columns'

/** A dish as a round needs it: also who cooks it, how fast, and in which course it is brought. */
export type RoundDish = OrderableDish & {
  stationIds: number[]
  promisedMinutes: number | null
  course: number
}

export type RoundLine = {
  id: number
  guestId: number | null
  guestNumber: number | null
  guestName: string | null
  dish: RoundDish
  picture: string | null
  choices: Choice[]
  quantity: number
  note: string
  /** 叫起: wait until somebody fires it. */
  isHeld: boolean
}

export type RunningOrder = {
  id: number
  number: string
  version: number
  state: OrderState
  itemsCents: number
  chargesCents: number
  discountCents: number
  owedCents: number
  paidCents: number
  refundedCents: number
  surplusCents: number
  /** 反结账: open again to be corrected. */
  isReopened: boolean
  fixedRules: FixedRules | null
  rounds: { number: number; state: RoundState }[]
  lines: (BilledLine & { state: LineState })[]
  coupon: BilledCoupon | null
  discounts: BilledDiscount[]
}

export type EarlierRound = {
  orderId: number
  orderNumber: string
  roundNumber: number
  owedCents: number
  requestHash: string
}

export type RoundFacts = {
  sittingId: number
  cartVersion: number
  /** Even then a repeated request gets its first answer. */
  isCleared: boolean
  guestId: number | null
  store: {
    id: number
    currency: string
    timeZone: string
    dayEndsAtHour: number
    mode: OrderMode
    isAutoConfirming: boolean
    roundingCents: number
    perHeadCents: number
    serviceBasisPoints: number
    taxBasisPoints: number
    isTaxAdded: boolean
    promisedMinutes: number
    isCoursing: boolean
    defaultStationId: number
  }
  tableName: string
  heads: number
  member: {
    id: number
    payBasisPoints: number
    levelName: string
    levelNames: Localized
  } | null
  wanted: RoundLine[]
  running: RunningOrder | null
  earlierByKey: EarlierRound | null
  earlierByCart: EarlierRound | null
  /** Fresh ids, so that one statement can write everything and the messages can name it. */
  orderId: number
  roundId: number
  lineIds: number[]
}

const EARLIER = `
  SELECT json_build_object('orderId', o.id, 'orderNumber', o.number, 'roundNumber', r.number,
                           'owedCents', o.owed_cents, 'requestHash', r.request_hash)
    FROM round r JOIN customer_order o ON o.id = r.order_id`

const LINE_OF_BILL: LineKey[] = [
  'id',
  'name',
  'state',
  'unitCents',
  'memberUnitCents',
  'quantity',
  'totalCents',
]

/** The shared part; `wanted` and `asker` are the two ways to come to it. */
const factsSql = (asker: string, wanted: string) => `
WITH asker AS (${asker}),
wanted AS (${wanted}),
running AS (
  SELECT o.* FROM customer_order o, asker a
   WHERE o.sitting_id = a.sitting_id AND o.mode = 'eat_first'
     AND o.settled_at IS NULL AND o.state <> 'cancelled'
)
SELECT a.sitting_id AS "sittingId", s.cart_version AS "cartVersion", s.cleared_at IS NOT NULL AS "isCleared",
  a.guest_id AS "guestId",
  json_build_object(
    'id', st.id, 'currency', st.currency, 'timeZone', st.time_zone, 'dayEndsAtHour', st.day_ends_at_hour,
    'mode', COALESCE(t.mode, st.order_mode), 'isAutoConfirming', st.is_auto_confirming,
    'roundingCents', st.rounding_cents, 'perHeadCents', st.per_head_cents,
    'serviceBasisPoints', st.service_basis_points, 'taxBasisPoints', st.tax_basis_points, 'isTaxAdded', st.is_tax_added,
    'promisedMinutes', st.promised_minutes, 'isCoursing', st.is_coursing,
    'defaultStationId', COALESCE((SELECT x.id FROM station x WHERE x.store_id = st.id AND x.is_default), default_station(st.id))
  ) AS store,
  COALESCE(t.name, '') AS "tableName",
  COALESCE(s.party_size, (SELECT count(*)::int FROM guest g WHERE g.sitting_id = s.id)) AS heads,
  (SELECT json_build_object('id', m.id, 'payBasisPoints', COALESCE(l.pay_basis_points, ${FIRST_LEVEL.payBasisPoints}),
            'levelName', COALESCE(l.name, '${FIRST_LEVEL.name}'),
            'levelNames', COALESCE(l.names, '${JSON.stringify(FIRST_LEVEL.names)}'))
     FROM member m LEFT JOIN member_level l ON l.brand_id = m.brand_id AND l.minimum_points <= m.lifetime_points
    WHERE m.id = COALESCE((SELECT r.member_id FROM running r),
                          (SELECT g.member_id FROM guest g
                            WHERE g.sitting_id = s.id AND g.member_id IS NOT NULL
                            ORDER BY g.number LIMIT 1))
    ORDER BY l.minimum_points DESC LIMIT 1) AS member,
  COALESCE((
    SELECT json_agg(json_build_object(
        'id', w.id, 'guestId', w.guest_id, 'choices', w.choices, 'quantity', w.quantity, 'note', w.note,
        'isHeld', w.is_held,
        'guestNumber', g.number, 'guestName', g.nickname, 'picture', d.picture,
        'dish', to_jsonb(${DISH_JSON}) || jsonb_build_object(
          'schedule', ${SCHEDULE_JSON}, 'isArchived', d.archived_at IS NOT NULL OR c.archived_at IS NOT NULL,
          'promisedMinutes', COALESCE(d.promised_minutes, c.promised_minutes),
          'course', COALESCE(d.course, c.course),
          'stationIds', (SELECT COALESCE(json_agg(ds.station_id ORDER BY ds.station_id), '[]')
                           FROM dish_station ds JOIN station x ON x.id = ds.station_id
                          WHERE ds.dish_id = d.id AND x.store_id = d.store_id AND x.archived_at IS NULL AND NOT x.is_expo))
      ) ORDER BY w.id)
      FROM wanted w
      JOIN dish d ON d.id = w.dish_id AND d.store_id = s.store_id
      JOIN category c ON c.id = d.category_id
      LEFT JOIN guest g ON g.id = w.guest_id), '[]') AS wanted,
  (SELECT json_build_object(
      'id', r.id, 'number', r.number, 'version', r.version, 'state', r.state,
      'itemsCents', r.items_cents, 'chargesCents', r.charges_cents, 'discountCents', r.discount_cents,
      'owedCents', r.owed_cents, 'paidCents', r.paid_cents, 'refundedCents', r.refunded_cents,
      'surplusCents', r.surplus_cents, 'isReopened', r.reopened_at IS NOT NULL, 'fixedRules', r.fixed_rules,
      'rounds', (SELECT json_agg(json_build_object('number', x.number, 'state', x.state)) FROM round x WHERE x.order_id = r.id),
      'lines', (SELECT json_agg(json_build_object(${lineJson('x', LINE_OF_BILL)}))
                 FROM order_line x WHERE x.order_id = r.id),
      'coupon', (SELECT json_build_object('id', c.id, 'kind', f.kind, 'name', f.name, 'names', f.names,
                    'amountCents', f.amount_cents, 'payBasisPoints', f.pay_basis_points, 'maximumCents', f.maximum_cents,
                    'minimumCents', f.minimum_cents, 'dishName', f.dish_name)
                   FROM coupon c JOIN coupon_offer f ON f.id = c.offer_id
                  WHERE c.order_id = r.id AND c.member_id = r.member_id AND c.voided_at IS NULL),
      'discounts', COALESCE((SELECT json_agg(json_build_object('id', x.id, 'lineId', x.line_id, 'kind', x.kind,
                      'amountCents', x.amount_cents, 'payBasisPoints', x.pay_basis_points, 'maximumCents', x.maximum_cents, 'reason', x.reason))
                     FROM manual_discount x WHERE x.order_id = r.id AND x.removed_at IS NULL), '[]'))
     FROM running r) AS running,
  (${EARLIER} WHERE r.store_id = s.store_id AND r.idempotency_key = $2) AS "earlierByKey",
  (${EARLIER} WHERE r.sitting_id = s.id AND r.cart_version = $3) AS "earlierByCart",
  nextval('customer_order_id_seq')::int AS "orderId",
  nextval('round_id_seq')::int AS "roundId",
  ARRAY(SELECT nextval('order_line_id_seq')::int FROM wanted) AS "lineIds"
FROM asker a
JOIN sitting s ON s.id = a.sitting_id
JOIN store st ON st.id = s.store_id
LEFT JOIN LATERAL (
  SELECT string_agg(dt.name, '+' ORDER BY x.id) AS name, (array_agg(ar.order_mode ORDER BY x.id))[1] AS mode
    FROM sitting_table x JOIN dining_table dt ON dt.id = x.table_id JOIN area ar ON ar.id = dt.area_id
   WHERE x.sitting_id = s.id AND x.until_at IS NULL) t ON true`

/** `RoundFacts`, column by column. */
const FACTS_ROW = {
  sittingId: z.int(),
  cartVersion: z.int(),
  isCleared: z.boolean(),
  guestId: z.int().nullable(),
  store: json<RoundFacts['store']>(),
  tableName: z.string(),
  heads: z.int(),
  member: json<RoundFacts['member']>(),
  wanted: json<RoundLine[]>(),
  running: json<RunningOrder | null>(),
  earlierByKey: json<EarlierRound | null>(),
  earlierByCart: json<EarlierRound | null>(),
  orderId: z.int(),
  roundId: z.int(),
  lineIds: z.array(z.int()),
}

/** $1 the seat token's hash, $2 the request key, $3 the cart version the phone saw. No row: no such seat. */
export const LOAD_CART_ROUND = statement(
  'load-cart-round',
  FACTS_ROW,
  factsSql(
    `SELECT g.id AS guest_id, g.sitting_id FROM guest g WHERE g.token_hash = $1`,
    `SELECT cl.id, cl.guest_id, cl.dish_id, cl.choices, cl.quantity, cl.note, false AS is_held
       FROM cart_line cl, asker a WHERE cl.sitting_id = a.sitting_id`,
  ),
)

/** $1 the sitting, $2 the request key, $3 null, $4 the wanted lines as JSON, $5 the store. No row: no such open sitting. */
export const LOAD_STAFF_ROUND = statement(
  'load-staff-round',
  FACTS_ROW,
  factsSql(
    `SELECT NULL::int AS guest_id, x.id AS sitting_id FROM sitting x
      WHERE x.id = $1 AND x.store_id = $5 AND x.cleared_at IS NULL`,
    `SELECT row_number() OVER ()::int AS id, NULL::int AS guest_id, w.dish_id, w.choices, w.quantity, w.note,
            w.is_held
       FROM jsonb_to_recordset($4::jsonb)
         AS w(dish_id int, choices jsonb, quantity int, note text, is_held boolean)`,
  ),
)
