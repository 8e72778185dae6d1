// A decided round, written in one statement: all of it, or nothing when the cart, the bill or the stock moved meanwhile.
// The order's id is NOT NULL on the round: where the bill's version moved on, that constraint takes the whole statement back.

import { z } from 'zod'
import { movePairs } from '@/domain/moves'
import { ORDER_MOVES } from '@/domain/ordering'
import { statement } from '../database/statement'
import { LINE_COLUMNS, type LineKey, lineColumns, lineRecord, lineValues } from './line-columns'

const ALL = Object.keys(LINE_COLUMNS) as LineKey[]

/** What the four statements share; $1 is the sitting, $3 the whole plan as JSON (`RoundPlan`). */
const writeSql = (taken: string, order: string) => `
WITH plan AS (
  SELECT * FROM jsonb_to_record($3::jsonb) AS p(
    "orderId" int, "orderVersion" int, "roundId" int, "roundNumber" int, "storeId" int, "sittingId" int,
    "memberId" int, "staffId" int, "guestId" int, "number" text, "businessDay" date, "mode" order_mode,
    "state" order_state, "stateBefore" order_state, "tableName" text,
    "itemsCents" int, "chargesCents" int, "discountCents" int, "owedCents" int, "placedAt" timestamptz,
    "roundState" round_state, "cartVersion" int, "key" text, "requestHash" text, "note" text,
    "lines" jsonb, "adjustments" jsonb, "limited" jsonb, "events" jsonb)
),
${taken},
${order},
new_round AS (
  INSERT INTO round (id, store_id, order_id, sitting_id, guest_id, staff_id, number, state, cart_version,
                     idempotency_key, request_hash, note, placed_at, decided_at, decided_by_id)
  SELECT p."roundId", p."storeId", (SELECT id FROM the_order), p."sittingId", p."guestId", p."staffId",
         p."roundNumber", p."roundState", p."cartVersion", p."key", p."requestHash", p."note", p."placedAt",
         CASE WHEN p."roundState" = 'confirmed' THEN p."placedAt" END, p."staffId"
    FROM plan p, taken
  RETURNING id, order_id, store_id
),
new_lines AS (
  INSERT INTO order_line (${lineColumns(ALL)}, store_id, order_id, round_id, queued_at)
  SELECT ${lineValues('l', ALL)}, r.store_id, r.order_id, r.id, p."placedAt"
    FROM plan p, new_round r, jsonb_to_recordset(p."lines") AS l(${lineRecord(ALL)})
),
new_adjustments AS (
  INSERT INTO order_adjustment (order_id, kind, amount_cents, reason, reasons, coupon_id, discount_id, parts)
  SELECT r.order_id, a.kind, a."amountCents", a.reason, a."reasons", a."couponId", a."discountId", a.parts
    FROM plan p, new_round r,
         jsonb_to_recordset(p."adjustments") AS a(
           kind adjustment_kind, "amountCents" int, reason text, "reasons" jsonb, "couponId" int, "discountId" int, parts jsonb)
),
limited AS (
  SELECT d.id, l.quantity FROM plan p, new_round r, jsonb_to_recordset(p."limited") AS l(id int, quantity int)
    JOIN dish d ON d.id = l.id
   ORDER BY d.id FOR UPDATE OF d
),
sold AS (
  UPDATE dish d SET stock = d.stock - l.quantity FROM limited l
   WHERE d.id = l.id AND d.stock IS NOT NULL
  RETURNING d.id
),
stock_moves AS (
  INSERT INTO stock_move (store_id, dish_id, delta, reason, line_id)
  SELECT p."storeId", s.id, -l.quantity, 'sold', l.id
    FROM plan p, sold s, jsonb_to_recordset(p."lines") AS l(${lineRecord(['id', 'dishId', 'quantity'])})
   WHERE l."dishId" = s.id
),
told AS (
  INSERT INTO outbox_event (store_id, type, rooms, payload)
  SELECT r.store_id, e.type, e.rooms, e.payload
    FROM plan p, new_round r, jsonb_to_recordset(p."events") AS e(type text, rooms text[], payload jsonb)
)
SELECT id FROM new_round`

/** The cart is taken by whoever names its version first. $2 the cart version. */
const TAKE_CART = `taken AS (
  UPDATE sitting s SET cart_version = s.cart_version + 1
   WHERE s.id = $1 AND s.cart_version = $2 AND s.cleared_at IS NULL
  RETURNING s.id
),
emptied AS (
  DELETE FROM cart_line cl USING taken t WHERE cl.sitting_id = t.id
)`

/** Staff write beside the cart; $2 is null. */
const HOLD_SITTING = `taken AS (
  SELECT s.id FROM sitting s
   WHERE s.id = $1 AND $2::int IS NULL AND s.cleared_at IS NULL FOR NO KEY UPDATE
)`

const NEW_ORDER = `the_order AS (
  INSERT INTO customer_order (id, store_id, sitting_id, member_id, staff_id, number, business_day, mode, state,
    table_name, items_cents, charges_cents, discount_cents, owed_cents, placed_at, confirmed_at)
  SELECT p."orderId", p."storeId", p."sittingId", p."memberId", p."staffId", p."number", p."businessDay", p."mode",
         p."state", p."tableName", p."itemsCents", p."chargesCents", p."discountCents", p."owedCents", p."placedAt",
         CASE WHEN p."state" = 'confirmed' THEN p."placedAt" END
    FROM plan p, taken
  RETURNING id
)`

/**
 * The version grows once; a change of state is its move of that version. A bill that is being corrected has as surplus what is paid
 * beyond the owed, as follow-lines says too; any other keeps something open, or somebody's money moved and it is decided anew.
 */
const GROWN_ORDER = `the_order AS (
  UPDATE customer_order o
     SET items_cents = p."itemsCents", charges_cents = p."chargesCents", discount_cents = p."discountCents",
         owed_cents = p."owedCents", member_id = p."memberId", state = p."state",
         completed_at = NULL, version = o.version + 1,
         surplus_cents = CASE WHEN o.reopened_at IS NULL THEN o.surplus_cents ELSE GREATEST(o.paid_cents - p."owedCents", 0,
           LEAST(o.surplus_cents, (SELECT COALESCE(sum(f.amount_cents), 0)::int FROM refund f WHERE f.order_id = o.id AND f.state = 'pending')))
         END
    FROM plan p, taken
   WHERE o.id = p."orderId" AND o.version = p."orderVersion"
     AND o.settled_at IS NULL AND o.state <> 'cancelled'
     AND (o.state = p."state" OR (o.state, p."state") IN (${movePairs(ORDER_MOVES)}))
     AND (o.reopened_at IS NOT NULL OR o.paid_cents = o.surplus_cents OR o.paid_cents - o.surplus_cents < p."owedCents")
  RETURNING o.id
),
moved AS (
  INSERT INTO order_move (order_id, version, from_state, to_state, staff_id, reason, at)
  SELECT o.id, p."orderVersion", p."stateBefore", p."state", p."staffId", 'round', p."placedAt"
    FROM plan p, the_order o
),
old_adjustments AS (
  DELETE FROM order_adjustment a USING the_order o WHERE a.order_id = o.id
)`

export const SAVE_FIRST_CART_ROUND = statement(
  'save-first-cart-round',
  { id: z.int() },
  writeSql(TAKE_CART, NEW_ORDER),
)
export const SAVE_NEXT_CART_ROUND = statement(
  'save-next-cart-round',
  { id: z.int() },
  writeSql(TAKE_CART, GROWN_ORDER),
)
export const SAVE_FIRST_STAFF_ROUND = statement(
  'save-first-staff-round',
  { id: z.int() },
  writeSql(HOLD_SITTING, NEW_ORDER),
)
export const SAVE_NEXT_STAFF_ROUND = statement(
  'save-next-staff-round',
  { id: z.int() },
  writeSql(HOLD_SITTING, GROWN_ORDER),
)
