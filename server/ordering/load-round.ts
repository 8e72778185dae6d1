// Everything that placing a round is decided from, in one statement and one round trip: who asks,
// the sitting and its store, what is wanted with today's dishes, the running bill, and what an
// earlier identical request became.

import { z } from 'zod'
import type { SaidAllergies } from '@/domain/allergies'
import type { StoreOpening } from '@/domain/house'
import type { Choice } from '@/domain/menu'
import type { FixedRules, MissingCategory, OrderableDish, OrderMode } from '@/domain/ordering'
import { peopleOf } from '@/domain/seating'
import type { TaxClass } from '@/domain/taxes'
import { json, statement } from '../database/statement'
import { DISH_JSON, SCHEDULE_JSON } from '../menu/dish-json'
import { type BillFacts, billJson, rulesJson } from './bill-facts'
import { countsHeadsSql } from './counted-heads'

/** A dish as a round needs it: also who cooks it, how fast, and in which course it is brought. */
export type RoundDish = OrderableDish & {
  stationIds: number[]
  promisedMinutes: number | null
  course: number
  taxClass: TaxClass
  hasLevelShare: boolean
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
  /** What the cart says to the kitchen, and whether it is to wait: 叫起. */
  cartNote: string
  isCartHeld: boolean
  /** What the party is allergic to; what an order keeps of it is written from the row itself. */
  allergies: SaidAllergies[]
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
    promisedMinutes: number
    isCoursing: boolean
    defaultStationId: number
  } & StoreOpening
  tableName: string
  /** 外带: whether what is ordered now is taken away. */
  isTakeaway: boolean
  /** Whose bill it is, or becomes with this round. */
  memberId: number | null
  /** People of the sitting whom no bill is for yet; nobody's who takes away. */
  headsLeft: number
  headsVersion: number
  rulesOfNow: FixedRules
  wanted: RoundLine[]
  /** Categories that ask for one of their dishes and have none; none once staff have ordered. */
  missing: MissingCategory[]
  running: BillFacts | null
  earlierByKey: EarlierRound | null
  earlierByCart: EarlierRound | null
  /**
   * Fresh ids, so that one statement can write everything and the messages can name it; 0 and none
   * of a cart that is only looked at: an id that is taken is gone.
   */
  orderId: number
  roundId: number
  lineIds: number[]
}

const EARLIER = `
  SELECT json_build_object('orderId', o.id, 'orderNumber', o.number, 'roundNumber', r.number,
                           'owedCents', o.owed_cents, 'requestHash', r.request_hash)
    FROM round r JOIN customer_order o ON o.id = r.order_id`

/**
 * The shared part; `wanted` and `asker` are the two ways to come to it.
 * @param isWritten whether what is wanted may be written
 */
const factsSql = (asker: string, wanted: string, isWritten: string) => `
WITH asker AS (${asker}),
wanted AS (${wanted}),
running AS (
  SELECT o.* FROM customer_order o, asker a
   WHERE o.sitting_id = a.sitting_id AND o.mode = 'eat_first'
     AND o.settled_at IS NULL AND o.state <> 'cancelled'
),
payer AS (
  SELECT COALESCE((SELECT r.member_id FROM running r),
                  (SELECT g.member_id FROM guest g, asker a
                    WHERE g.sitting_id = a.sitting_id AND g.member_id IS NOT NULL ORDER BY g.number LIMIT 1)) AS id
)
SELECT a.sitting_id AS "sittingId", s.cart_version AS "cartVersion",
  s.cart_note AS "cartNote", s.is_cart_held AS "isCartHeld", s.allergies, s.cleared_at IS NOT NULL AS "isCleared",
  a.guest_id AS "guestId",
  json_build_object(
    'id', st.id, 'currency', st.currency, 'timeZone', st.time_zone, 'dayEndsAtHour', st.day_ends_at_hour,
    'mode', COALESCE(t.mode, st.order_mode), 'isAutoConfirming', st.is_auto_confirming,
    'promisedMinutes', st.promised_minutes, 'isCoursing', st.is_coursing,
    'openingHours', st.opening_hours, 'specialDays', st.special_days, 'isTakingOrders', st.is_taking_orders,
    'defaultStationId', COALESCE((SELECT x.id FROM station x WHERE x.store_id = st.id AND x.is_default), default_station(st.id))
  ) AS store,
  COALESCE(t.name, '') AS "tableName", COALESCE(t.is_takeaway, false) AS "isTakeaway",
  (SELECT p.id FROM payer p) AS "memberId",
  CASE WHEN t.is_takeaway THEN 0 ELSE GREATEST(0, COALESCE(s.party_size, ${peopleOf(null)})
    - (SELECT COALESCE(sum(x.heads), 0)::int FROM customer_order x WHERE x.sitting_id = s.id AND ${countsHeadsSql('x')})) END AS "headsLeft",
  s.heads_version AS "headsVersion",
  ${rulesJson({ store: 'st', memberId: '(SELECT p.id FROM payer p)' })} AS "rulesOfNow",
  COALESCE((
    SELECT json_agg(json_build_object(
        'id', w.id, 'guestId', w.guest_id, 'choices', w.choices, 'quantity', w.quantity, 'note', w.note,
        'isHeld', w.is_held,
        'guestNumber', g.number, 'guestName', g.nickname, 'picture', d.picture,
        'dish', to_jsonb(${DISH_JSON}) || jsonb_build_object(
          'schedule', ${SCHEDULE_JSON}, 'isArchived', d.archived_at IS NOT NULL OR c.archived_at IS NOT NULL,
          'promisedMinutes', COALESCE(d.promised_minutes, c.promised_minutes),
          'course', COALESCE(d.course, c.course), 'taxClass', CASE WHEN t.is_takeaway THEN COALESCE(d.takeaway_tax_class, d.tax_class) ELSE d.tax_class END,
          'hasLevelShare', d.has_level_share,
          'stationIds', (SELECT COALESCE(json_agg(ds.station_id ORDER BY ds.station_id), '[]')
                           FROM dish_station ds JOIN station x ON x.id = ds.station_id
                          WHERE ds.dish_id = d.id AND x.store_id = d.store_id AND x.archived_at IS NULL AND NOT x.is_expo))
      ) ORDER BY w.id)
      FROM wanted w
      JOIN dish d ON d.id = w.dish_id AND d.store_id = s.store_id
      JOIN category c ON c.id = d.category_id
      LEFT JOIN guest g ON g.id = w.guest_id), '[]') AS wanted,
  COALESCE((
    SELECT json_agg(json_build_object('id', c.id, 'name', c.name, 'names', c.names, 'schedule', ${SCHEDULE_JSON}) ORDER BY c.sort, c.id)
      FROM category c
     WHERE c.store_id = s.store_id AND c.is_must_order AND c.archived_at IS NULL
       AND EXISTS (SELECT FROM dish d WHERE d.store_id = c.store_id AND d.category_id = c.id AND d.archived_at IS NULL
                      AND NOT d.is_sold_out AND d.stock IS DISTINCT FROM 0
                      AND (d.served_as = 'anywhere' OR (d.served_as = 'takeaway') = COALESCE(t.is_takeaway, false)))
       AND NOT EXISTS (SELECT FROM wanted w JOIN dish d ON d.id = w.dish_id WHERE d.category_id = c.id)
       AND NOT EXISTS (SELECT FROM customer_order o JOIN order_line l ON l.order_id = o.id JOIN dish d ON d.id = l.dish_id
                        WHERE o.sitting_id = s.id AND l.state <> 'voided' AND d.category_id = c.id)
       AND NOT EXISTS (SELECT FROM round r WHERE r.sitting_id = s.id AND r.staff_id IS NOT NULL)), '[]') AS missing,
  (SELECT ${billJson('r')} FROM running r) AS running,
  (${EARLIER} WHERE r.store_id = s.store_id AND r.idempotency_key = $2) AS "earlierByKey",
  (${EARLIER} WHERE r.sitting_id = s.id AND r.cart_version = $3) AS "earlierByCart",
  CASE WHEN ${isWritten} THEN nextval('customer_order_id_seq')::int ELSE 0 END AS "orderId",
  CASE WHEN ${isWritten} THEN nextval('round_id_seq')::int ELSE 0 END AS "roundId",
  CASE WHEN ${isWritten} THEN
    ARRAY(SELECT nextval('order_line_id_seq')::int FROM wanted w JOIN dish d ON d.id = w.dish_id
           CROSS JOIN generate_series(1, CASE WHEN d.per_grams IS NULL THEN 1 ELSE w.quantity END))
    ELSE '{}' END AS "lineIds"
FROM asker a
JOIN sitting s ON s.id = a.sitting_id
JOIN store st ON st.id = s.store_id
LEFT JOIN LATERAL (
  SELECT string_agg(dt.name, '+' ORDER BY x.id) AS name, (array_agg(ar.order_mode ORDER BY x.id))[1] AS mode,
         (array_agg(ar.is_takeaway ORDER BY x.id))[1] AS is_takeaway
    FROM sitting_table x JOIN dining_table dt ON dt.id = x.table_id JOIN area ar ON ar.id = dt.area_id
   WHERE x.sitting_id = s.id AND x.until_at IS NULL) t ON true`

/** `RoundFacts`, column by column. */
const FACTS_ROW = {
  sittingId: z.int(),
  cartVersion: z.int(),
  cartNote: z.string(),
  isCartHeld: z.boolean(),
  allergies: json<SaidAllergies[]>(),
  isCleared: z.boolean(),
  guestId: z.int().nullable(),
  store: json<RoundFacts['store']>(),
  tableName: z.string(),
  isTakeaway: z.boolean(),
  memberId: z.int().nullable(),
  headsLeft: z.int(),
  headsVersion: z.int(),
  rulesOfNow: json<FixedRules>(),
  wanted: json<RoundLine[]>(),
  missing: json<MissingCategory[]>(),
  running: json<BillFacts | null>(),
  earlierByKey: json<EarlierRound | null>(),
  earlierByCart: json<EarlierRound | null>(),
  orderId: z.int(),
  roundId: z.int(),
  lineIds: z.array(z.int()),
}

/**
 * $1 the seat token's hash, $2 the request key, $3 the cart version the phone saw, null where it is
 * only looked at. No row: no such seat.
 */
export const LOAD_CART_ROUND = statement(
  'load-cart-round',
  FACTS_ROW,
  factsSql(
    `SELECT g.id AS guest_id, g.sitting_id FROM guest g WHERE g.token_hash = $1`,
    `SELECT cl.id, cl.guest_id, cl.dish_id, cl.choices, cl.quantity, cl.note, false AS is_held
       FROM cart_line cl, asker a WHERE cl.sitting_id = a.sitting_id`,
    's.cart_version = $3',
  ),
)

/**
 * $1 the sitting, $2 the request key, $3 null, $4 the wanted lines as JSON, $5 the store. No row:
 * no such open sitting.
 */
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
    'true',
  ),
)
