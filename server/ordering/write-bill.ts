// What was decided of an order that follows, as one statement writes it: placing a round and
// following share these words.

import { movePairs } from '@/domain/moves'
import type { FollowedOrder, FollowingOrder, OrderEvent } from '@/domain/order-flow'
import { type BillRules, ORDER_MOVES, type OrderState } from '@/domain/ordering'
import { couponBackSql } from '../membership/return-coupon'
import { returningSql } from './bill-facts'

/**
 * What is written of an order that followed (`PATCH_RECORD`). @param by who changed something of
 * it, why and when (ISO), and @param rules by what its bill was priced
 */
export function patchOf(
  order: FollowingOrder<string> & {
    id: number
    version: number
    memberId: number | null
    heads: number
  },
  followed: FollowedOrder<string>,
  by: { staffId: number | null; reason: string; at: string },
  events: readonly OrderEvent[],
  { heads: _, coupon: _coupon, discounts: _discounts, ...pricedRules }: BillRules,
) {
  const { bill, ...next } = followed
  return {
    orderId: order.id,
    orderVersion: order.version,
    stateBefore: order.state as OrderState,
    paidCents: order.paidCents,
    surplusBefore: order.surplusCents,
    returningCents: order.returningCents,
    isReopened: order.isReopened,
    memberId: order.memberId,
    heads: order.heads,
    ...next,
    isChanged: next.hasMoved || next.hasNewBill,
    awaited: bill.awaited,
    itemsCents: bill.itemsCents,
    chargesCents: bill.chargesCents,
    discountCents: bill.discountCents,
    owedCents: bill.owedCents,
    adjustments: bill.adjustments,
    pricedRules,
    staffId: by.staffId,
    reason: by.reason,
    at: by.at,
    events,
  }
}

/** A patch as jsonb_to_record is told it. */
export const PATCH_RECORD = `
    "orderId" int, "orderVersion" int, "state" order_state, "stateBefore" order_state, "paidCents" bigint, "surplusBefore" bigint,
    "returningCents" bigint, "isReopened" boolean, "memberId" int, "heads" int, "isChanged" boolean, "hasNewBill" boolean, "freesCoupon" boolean,
    "awaited" int, "itemsCents" bigint, "chargesCents" bigint, "discountCents" bigint, "owedCents" bigint, "surplusCents" bigint,
    "confirmedAt" timestamptz, "completedAt" timestamptz, "cancelledAt" timestamptz,
    "staffId" int, "reason" text, "at" timestamptz, "adjustments" jsonb, "events" jsonb, "pricedRules" jsonb`

/**
 * An order that was there, as the plan has it; the version grows once, and is its move. What the
 * plan was decided from is compared: a payment, a refund or another round in between writes
 * nothing.
 * @param from where the plan comes from, and @param guard what else must hold
 */
export const patchedOrderSql = (from: string, guard = '') => `the_order AS (
  UPDATE customer_order o
     SET awaited = p."awaited", items_cents = p."itemsCents", charges_cents = p."chargesCents", discount_cents = p."discountCents",
         heads = p."heads", owed_cents = p."owedCents", surplus_cents = p."surplusCents", member_id = p."memberId", state = p."state",
         confirmed_at = p."confirmedAt", completed_at = p."completedAt", cancelled_at = p."cancelledAt", priced_rules = p."pricedRules",
         cancel_reason = CASE WHEN p."state" = 'cancelled' THEN p."reason" ELSE o.cancel_reason END,
         version = o.version + 1
    FROM ${from}
   WHERE o.id = p."orderId" AND o.version = p."orderVersion" AND p."isChanged"
     AND (o.state = p."state" OR (o.state, p."state") IN (${movePairs(ORDER_MOVES)}))
     AND o.paid_cents = p."paidCents" AND o.surplus_cents = p."surplusBefore"
     AND (o.reopened_at IS NOT NULL) = p."isReopened" AND (o.reopened_at IS NULL OR ${returningSql('o')} = p."returningCents")${guard}
  RETURNING o.id
),
moved AS (
  INSERT INTO order_move (order_id, version, from_state, to_state, staff_id, reason, at)
  SELECT o.id, p."orderVersion", p."stateBefore", p."state", p."staffId", p."reason", p."at"
    FROM plan p, the_order o
),
old_adjustments AS (
  DELETE FROM order_adjustment a USING the_order o, plan p WHERE a.order_id = o.id AND p."hasNewBill"
)`

/** The charges and discounts of the plan's order, once `the_order` is written. */
export const NEW_ADJUSTMENTS = `new_adjustments AS (
  INSERT INTO order_adjustment (order_id, kind, amount_cents, reason, reasons, coupon_id, discount_id, parts)
  SELECT o.id, a.kind, a."amountCents", a.reason, a."reasons", a."couponId", a."discountId", a.parts
    FROM plan p, the_order o,
         jsonb_to_recordset(p."adjustments") AS a(
           kind adjustment_kind, "amountCents" bigint, reason text, "reasons" jsonb, "couponId" int, "discountId" int, parts jsonb)
   WHERE p."hasNewBill"
)`

/**
 * A coupon that takes nothing off any more comes back, once `the_order` is written, remembers from
 * which bill, and whoever serves the table is told; of a cancelled order nobody asks for it.
 */
export const FREED_COUPON = `freed AS (
  UPDATE coupon c SET order_id = NULL, returned_from_id = o.id, returned_at = p."at"
    FROM plan p, the_order o
   WHERE p."freesCoupon" AND c.order_id = o.id AND c.used_at IS NULL
  RETURNING c.returned_from_id, c.returned_at
),
coupon_told AS (
  ${couponBackSql(`SELECT f.returned_from_id AS id, f.returned_at AS at FROM freed f, plan p WHERE p."state" <> 'cancelled'`)}
)`

/**
 * @param from a row that is there when something is to be told
 * @param moved what moved of the menu with the event `e`, NULL = nothing, as `moved`. It is known
 *   before the event has its id, so that events have the order in which the stock was taken.
 */
export const toldSql = (from: string, moved = 'SELECT NULL::json AS moved') => `told AS (
  INSERT INTO outbox_event (store_id, type, rooms, payload)
  SELECT c.store_id, e.type, e.rooms, e.payload || CASE WHEN m.moved IS NULL THEN '{}' ELSE jsonb_build_object('moved', m.moved) END
    FROM plan p, ${from} c, jsonb_to_recordset(p."events") AS e(type text, rooms text[], payload jsonb), LATERAL (${moved}) m
)`
