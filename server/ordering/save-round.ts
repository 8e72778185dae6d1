// A decided round, written in one statement: all of it, or nothing when the cart, the bill or the
// stock moved meanwhile. The order's id is NOT NULL on the round: where the bill's version moved
// on, that constraint takes the whole statement back.

import { z } from 'zod'
import { statement } from '../database/statement'
import { LINE_COLUMNS, type LineKey, lineColumns, lineRecord, lineValues } from './line-columns'
import { FREED_COUPON, NEW_ADJUSTMENTS, PATCH_RECORD, patchedOrderSql, toldSql } from './write-bill'

const ALL = Object.keys(LINE_COLUMNS) as LineKey[]

/** What the four statements share; $1 is the sitting, $3 the whole plan as JSON (`RoundPlan`). */
const writeSql = (taken: string, order: string) => `
WITH plan AS (
  SELECT * FROM jsonb_to_record($3::jsonb) AS p(${PATCH_RECORD},
    "roundId" int, "roundNumber" int, "storeId" int, "sittingId" int, "guestId" int, "number" text, "businessDay" date,
    "mode" order_mode, "tableName" text, "isTakeaway" boolean, "roundState" round_state, "cartVersion" int, "key" text, "requestHash" text,
    "note" text, "lines" jsonb, "takes" jsonb, "limitedDishes" jsonb, "limitedOptions" jsonb, "headsVersion" int, "headsAdded" int)
),
${taken},
their AS (
  SELECT COALESCE(jsonb_agg(said ORDER BY nth) FILTER (WHERE said->'allergens' <> '[]' OR said->>'other' <> ''), '[]') AS allergies
    FROM taken LEFT JOIN LATERAL jsonb_array_elements(taken.allergies) WITH ORDINALITY AS each(said, nth) ON true
),
${order},
new_round AS (
  INSERT INTO round (id, store_id, order_id, sitting_id, guest_id, staff_id, number, state, cart_version,
                     idempotency_key, request_hash, note, is_takeaway, allergies, allergies_at, placed_at, decided_at, decided_by_id)
  SELECT p."roundId", p."storeId", (SELECT id FROM the_order), p."sittingId", p."guestId", p."staffId",
         p."roundNumber", p."roundState", p."cartVersion", p."key", p."requestHash", p."note", p."isTakeaway",
         their.allergies, CASE WHEN their.allergies <> '[]' THEN p."at" END, p."at",
         CASE WHEN p."roundState" = 'confirmed' THEN p."at" END, p."staffId"
    FROM plan p, taken, their
  RETURNING id, order_id, store_id
),
new_lines AS (
  INSERT INTO order_line (${lineColumns(ALL)}, store_id, order_id, round_id, queued_at)
  SELECT ${lineValues('l', ALL)}, r.store_id, r.order_id, r.id, p."at"
    FROM plan p, new_round r, jsonb_to_recordset(p."lines") AS l(${lineRecord(ALL)})
),
${NEW_ADJUSTMENTS},
${FREED_COUPON},
limited AS (
  SELECT d.id, l.quantity FROM plan p, new_round r, jsonb_to_recordset(p."limitedDishes") AS l(id int, quantity int)
    JOIN dish d ON d.id = l.id
   ORDER BY d.id FOR UPDATE OF d
),
sold AS (
  UPDATE dish d SET stock = d.stock - l.quantity FROM limited l
   WHERE d.id = l.id AND d.stock IS NOT NULL
  RETURNING d.id, d.stock, d.is_sold_out, d.sold_out_until
),
limited_options AS (
  SELECT o.id, l.quantity FROM plan p, new_round r, jsonb_to_recordset(p."limitedOptions") AS l(id int, quantity int)
    JOIN option o ON o.id = l.id
   ORDER BY o.id FOR UPDATE OF o
),
sold_options AS (
  UPDATE option o SET stock = o.stock - l.quantity FROM limited_options l
   WHERE o.id = l.id AND o.stock IS NOT NULL
  RETURNING o.id, o.stock, o.is_sold_out
),
stock_moves AS (
  INSERT INTO stock_move (store_id, dish_id, option_id, delta, reason, line_id)
  SELECT p."storeId", t."dishId", t."optionId", -t.quantity, 'sold', t."lineId"
    FROM plan p, jsonb_to_recordset(p."takes") AS t("lineId" int, "dishId" int, "optionId" int, quantity int)
   WHERE CASE WHEN t."optionId" IS NULL THEN t."dishId" IN (SELECT id FROM sold) ELSE t."optionId" IN (SELECT id FROM sold_options) END
),
${toldSql('new_round', MOVED)}
SELECT id FROM new_round`

/**
 * What is left of the dish of an event and of its options. One that will be back by itself is read
 * with the menu, which knows when.
 */
const MOVED = `
  SELECT json_agg(m) AS moved FROM (
    SELECT json_build_object('dishId', d.id, 'stock', d.stock, 'isSoldOut', d.is_sold_out OR d.stock = 0) AS m
      FROM sold d WHERE d.id = (e.payload->>'dish_id')::int AND d.sold_out_until IS NULL
    UNION ALL
    SELECT json_build_object('optionId', o.id, 'stock', o.stock, 'isSoldOut', o.is_sold_out OR o.stock = 0)
      FROM sold_options o
     WHERE o.id IN (SELECT t."optionId" FROM jsonb_to_recordset(p."takes") AS t("dishId" int, "optionId" int)
                     WHERE t."dishId" = (e.payload->>'dish_id')::int)) each`

/** Nobody said another number meanwhile, and no other bill took the heads that this one takes. */
const TAKE_HEADS = `heads_version = s.heads_version + p."headsAdded"
    FROM plan p
   WHERE s.id = $1 AND s.heads_version = p."headsVersion" AND s.cleared_at IS NULL`

/** The cart is taken by whoever names its version first. $2 the cart version. */
const TAKE_CART = `taken AS (
  UPDATE sitting s SET cart_version = s.cart_version + 1, cart_note = '', is_cart_held = false, ${TAKE_HEADS} AND s.cart_version = $2
  RETURNING s.id, s.allergies
),
emptied AS (
  DELETE FROM cart_line cl USING taken t WHERE cl.sitting_id = t.id
)`

/** Staff write beside the cart; $2 is null. */
const HOLD_SITTING = `taken AS (
  UPDATE sitting s SET ${TAKE_HEADS} AND $2::int IS NULL
  RETURNING s.id, s.allergies
)`

const FIRST_ORDER = `the_order AS (
  INSERT INTO customer_order (id, store_id, sitting_id, member_id, staff_id, number, business_day, mode, state,
    table_name, heads, awaited, items_cents, charges_cents, discount_cents, owed_cents, placed_at, confirmed_at,
    priced_rules)
  SELECT p."orderId", p."storeId", p."sittingId", p."memberId", p."staffId", p."number", p."businessDay", p."mode",
         p."state", p."tableName", p."heads", p."awaited", p."itemsCents", p."chargesCents", p."discountCents", p."owedCents", p."at",
         p."confirmedAt", p."pricedRules"
    FROM plan p, taken
  RETURNING id
)`

const GROWN_ORDER = patchedOrderSql(
  'plan p, taken',
  ` AND o.settled_at IS NULL AND o.state <> 'cancelled'`,
)

export const SAVE_FIRST_CART_ROUND = statement(
  'save-first-cart-round',
  { id: z.int() },
  writeSql(TAKE_CART, FIRST_ORDER),
)
export const SAVE_NEXT_CART_ROUND = statement(
  'save-next-cart-round',
  { id: z.int() },
  writeSql(TAKE_CART, GROWN_ORDER),
)
export const SAVE_FIRST_STAFF_ROUND = statement(
  'save-first-staff-round',
  { id: z.int() },
  writeSql(HOLD_SITTING, FIRST_ORDER),
)
export const SAVE_NEXT_STAFF_ROUND = statement(
  'save-next-staff-round',
  { id: z.int() },
  writeSql(HOLD_SITTING, GROWN_ORDER),
)
