// The door of ordering: the shared cart, placing, and what staff decide about orders.

import { z } from 'zod'
import { MAXIMUM_ALLERGY_LENGTH } from '@/domain/allergies'
import { isDay } from '@/domain/calendar'
import { ALLERGENS } from '@/domain/menu'
import {
  MAXIMUM_CART_LINES,
  MAXIMUM_NOTE_LENGTH,
  MAXIMUM_QUANTITY,
  MAXIMUM_REASON_LENGTH,
  ORDER_STATES,
} from '@/domain/ordering'
import { id, requestKey, text } from '@/forms/fields'
import * as forms from '@/forms/ordering'
import { guest, guestByToken, may } from '../access/procedures'
import { router } from '../trpc'
import { cancelOrder, voidLine } from './cancel-order'
import { addToCart, changeCartLine, holdCart, noteCart, remakeCartLine } from './change-cart'
import { changeNote } from './change-note'
import { decideRound } from './decide-round'
import { placeForTable } from './place-for-table'
import { placeOrder } from './place-order'
import { priceLine } from './price-line'
import { readCart } from './read-cart'
import { readMine } from './read-mine'
import { MOST_ORDERS_READ, readOrder, readOrders } from './read-orders'
import { sayAllergies, sayTableAllergies } from './say-allergies'
import { takeBackRound } from './take-back-round'

/**
 * Below 0 when a level reached meanwhile takes more off the whole bill than the new dishes cost.
 */
const seenCents = z.int()
const note = text(MAXIMUM_NOTE_LENGTH).default('')
/** Below 0 it is a part of a combo. */
const optionId = z.int().min(-2_147_483_647).max(2_147_483_647)
const choices = z
  .array(z.object({ optionId, quantity: z.int().min(1).max(MAXIMUM_QUANTITY) }))
  .max(40)
const quantity = z.int().min(1).max(MAXIMUM_QUANTITY)
const moreOrFewer = z.int().min(-MAXIMUM_QUANTITY).max(MAXIMUM_QUANTITY)
const made = z.object({ choices, note })
const reason = text(MAXIMUM_REASON_LENGTH)
const allergies = z.object({
  allergens: z.array(z.enum(ALLERGENS)).max(ALLERGENS.length),
  other: text(MAXIMUM_ALLERGY_LENGTH),
})

export const orderingRouter = router({
  /** The shared cart with its prices of now, in 分. Refuses seat.expired. */
  cart: guestByToken.query(({ ctx }) => readCart(ctx, ctx.seatToken)),

  /**
   * Adds portions to the shared cart; safe to repeat with the same key. Refuses choice.invalid,
   * cart.too-full, thing.not-found.
   */
  addToCart: guest
    .input(z.object({ dishId: id, choices, quantity, note, key: requestKey }))
    .mutation(({ ctx, input }) => addToCart(ctx, ctx.seat, input)),

  /**
   * So many portions more or fewer of a line, if it still has `seenQuantity`; safe to repeat with
   * the same key. Refuses thing.not-found, cart.too-full, dish.too-few-left (dishes, left).
   */
  changeCartLine: guest
    .input(
      z.object({
        lineId: id,
        by: moreOrFewer,
        seenQuantity: quantity.optional(),
        key: requestKey,
      }),
    )
    .mutation(({ ctx, input }) => changeCartLine(ctx, ctx.seat, input)),

  /**
   * Has a line made otherwise than it was seen; safe to repeat with the same key. Refuses
   * cart.line-changed, choice.invalid, cart.too-full, dish.too-few-left (dishes, left).
   */
  remakeCartLine: guest
    .input(z.object({ lineId: id, seen: made, made, by: moreOrFewer, key: requestKey }))
    .mutation(({ ctx, input }) => remakeCartLine(ctx, ctx.seat, input)),

  /**
   * What the party says to the kitchen with this cart; what another phone said meanwhile stays in
   * front of it. Refuses cart.note-full.
   */
  noteCart: guest
    .input(z.object({ note, seenNote: note }))
    .mutation(({ ctx, input }) => noteCart(ctx, ctx.seat, input)),

  /** 叫起 for all of this cart, or not. */
  holdCart: guest
    .input(z.object({ isHeld: z.boolean() }))
    .mutation(({ ctx, input }) => holdCart(ctx, ctx.seat, input)),

  /** What this guest is allergic to, nothing included; the party. Refuses seat.expired. */
  sayAllergies: guest
    .input(allergies)
    .mutation(({ ctx, input }) => sayAllergies(ctx, ctx.seat, input)),

  /** What staff were told at a table, which is opened by it. Refuses thing.not-found. */
  sayTableAllergies: may('order.place')
    .input(allergies.extend({ tableId: id }))
    .mutation(({ ctx, input }) => sayTableAllergies(ctx, ctx.actor, input)),

  /**
   * Submits the cart version the phone saw, with what it says to the kitchen, at the total (分) it
   * showed; safe to repeat with the same key. Refuses as placeOrder says.
   */
  place: guestByToken
    .input(z.object({ cartVersion: id, expectedCents: seenCents, key: requestKey }))
    .mutation(({ ctx, input }) => placeOrder(ctx, ctx.seatToken, input)),

  /**
   * Takes back a round that nobody has paid or accepted, to the cart where it is only wanted
   * otherwise; safe to repeat. Refuses thing.not-found, round.already-decided, order.already-paid,
   * payment.other-pending, line.paid, cart.too-full.
   */
  takeBack: guest
    .input(z.object({ roundId: id, isToCart: z.boolean() }))
    .mutation(({ ctx, input }) => takeBackRound(ctx, ctx.seat, input)),

  /** The orders of this sitting with each dish's progress and wait (ms from now), oldest first. */
  mine: guest.query(({ ctx }) => readMine(ctx, ctx.seat)),

  /** Orders of a store, newest first, by the spec's states and the business day. */
  list: may('floor.see')
    .input(
      z.object({
        states: z.array(z.enum(ORDER_STATES)).max(ORDER_STATES.length).nullable().default(null),
        day: z.string().refine(isDay).nullable().default(null),
        search: text(40).nullable().default(null),
        beforeId: id.nullable().default(null),
        limit: z.int().min(1).max(MOST_ORDERS_READ).default(30),
      }),
    )
    .query(({ ctx, input }) => readOrders(ctx, ctx.actor.storeId, input)),

  /** One order of a store. Refuses thing.not-found. */
  one: may('floor.see')
    .input(z.object({ orderId: id }))
    .query(({ ctx, input }) => readOrder(ctx, ctx.actor.storeId, input.orderId)),

  /**
   * Confirms or rejects a waiting round. Refuses round.already-decided, order.not-paid,
   * order.already-paid, reason.wordless.
   */
  decideRound: may('order.decide')
    .input(
      z.object({
        roundId: id,
        decision: z.enum(['confirm', 'reject']),
        reason: reason.default(''),
      }),
    )
    .mutation(({ ctx, input }) => decideRound(ctx, ctx.actor, input)),

  /** A waiter's order for a table, confirmed by being placed; safe to repeat with the same key. */
  placeForTable: may('order.place')
    .input(
      z.object({
        tableId: id,
        lines: z
          .array(
            z.object({ dishId: id, choices, quantity, note, isHeld: z.boolean().default(false) }),
          )
          .min(1)
          .max(MAXIMUM_CART_LINES),
        key: requestKey,
        note,
      }),
    )
    .mutation(({ ctx, input }) => placeForTable(ctx, ctx.actor, input)),

  /**
   * Cancels a whole order that nothing was paid of. Refuses order.final, order.already-paid,
   * order.begun, order.being-corrected, reason.wordless.
   */
  cancel: may('order.cancel')
    .input(z.object({ orderId: id, reason }))
    .mutation(({ ctx, input }) => cancelOrder(ctx, ctx.actor, input)),

  /**
   * Takes a dish back, or some portions of it. Refuses line.moved-on, order.already-paid,
   * line.paid, line.begun, order.being-corrected, reason.wordless.
   */
  voidLine: may('line.void')
    .input(
      z.object({
        lineId: id,
        quantity: quantity.optional(),
        seenQuantity: quantity.optional(),
        reason,
      }),
    )
    .mutation(({ ctx, input }) => voidLine(ctx, ctx.actor, input)),

  /**
   * The weight of a dish that is weighed, or the price of one whose price is asked, until money is
   * in the bill; the same again changes nothing. Refuses as priceLine says.
   */
  priceLine: may('line.price')
    .input(forms.priceLine)
    .input(z.object({ lineId: id, seenCents: z.int().min(0).nullable() }))
    .mutation(({ ctx, input }) => priceLine(ctx, ctx.actor, input)),

  /**
   * Says something else about a dish that is not finished. Refuses thing.not-found, line.moved-on.
   */
  changeNote: may('order.place')
    .input(
      z.object({
        lineId: id,
        note: text(MAXIMUM_NOTE_LENGTH),
        seenNote: text(MAXIMUM_NOTE_LENGTH),
      }),
    )
    .mutation(({ ctx, input }) => changeNote(ctx, ctx.actor, input)),
})
