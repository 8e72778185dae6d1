// The door of the kitchen: tickets, taps on them, and taking a tap back.

import { z } from 'zod'
import { LINE_STATES } from '@/domain/ordering'
import { id, requestKey } from '@/forms/fields'
import { guest, may } from '../access/procedures'
import { router } from '../trpc'
import { acknowledgeAllergies } from './acknowledge-allergies'
import { acknowledgeChanges } from './acknowledge-changes'
import { bumpLines } from './bump-lines'
import { fireMine } from './fire-mine'
import { fireLines, holdLines } from './pace-lines'
import { readAlarms } from './read-alarms'
import { readBoard } from './read-board'
import { readStations } from './read-stations'
import { readFinished, readTickets } from './read-tickets'
import { recallLines } from './recall-lines'
import { reprintSlip } from './reprint-slip'
import { markUrgent } from './rush-rounds'
import { screensRouter } from './screens-router'
import { serveLines } from './serve-lines'
import { setupRouter } from './setup-router'

const lineIds = z.array(id).min(1).max(200)
const station = z.object({ stationId: id.nullable().default(null) })

export const kitchenRouter = router({
  setup: setupRouter,
  screens: screensRouter,

  /**
   * What is to be confirmed, cooked and carried, oldest first; of one station, or all. Of too many
   * the last, older ones by page.
   */
  tickets: may('kitchen.see')
    .input(station.extend({ page: z.int().min(1).max(1_000).optional() }))
    .query(({ ctx, input }) => readTickets(ctx, input)),

  /** The last 50 finished tickets, the latest first. */
  finished: may('kitchen.see')
    .input(station)
    .query(({ ctx, input }) => readFinished(ctx, input)),

  /** The stations of the store with how many dishes wait at each. */
  stations: may('kitchen.see').query(({ ctx }) => readStations(ctx, ctx.actor.storeId)),

  /**
   * Dishes go on the fire or are ready. Refuses line.moved-on, line.not-confirmed, thing.not-found.
   */
  bump: may('line.cook')
    .input(
      z.object({
        lineIds,
        to: z.enum(['cooking', 'ready']),
        from: z.enum(LINE_STATES).optional(),
        stationId: id.nullable().default(null),
      }),
    )
    .mutation(({ ctx, input }) => bumpLines(ctx, ctx.actor, input)),

  /** Takes dishes back from the state the person saw. Refuses line.moved-on, thing.not-found. */
  recall: may('line.cook')
    .input(
      z.object({
        lineIds,
        from: z.enum(['cooking', 'ready', 'served']),
        to: z.enum(['queued', 'cooking', 'ready']),
        stationId: id.nullable().default(null),
      }),
    )
    .mutation(({ ctx, input }) => recallLines(ctx, ctx.actor, input)),

  /** Dishes were carried to their table. Refuses line.moved-on, thing.not-found. */
  serve: may('line.serve')
    .input(z.object({ lineIds }))
    .mutation(({ ctx, input }) => serveLines(ctx, ctx.actor, input)),

  /** Held dishes begin (起菜). Refuses line.moved-on, line.not-confirmed, thing.not-found. */
  fire: may('line.pace')
    .input(z.object({ lineIds }))
    .mutation(({ ctx, input }) => fireLines(ctx, ctx.actor, input)),

  /**
   * A guest's party begins what waits for it; safe to repeat. Refuses thing.not-found,
   * line.not-confirmed.
   */
  fireMine: guest
    .input(z.object({ lineIds }))
    .mutation(({ ctx, input }) => fireMine(ctx, ctx.seat, input)),

  /** Dishes that nobody began wait until they are fired (叫起). Refuses as fire does. */
  hold: may('line.pace')
    .input(z.object({ lineIds }))
    .mutation(({ ctx, input }) => holdLines(ctx, ctx.actor, input)),

  /** Puts a round before all others (加急), or back among them. Refuses thing.not-found. */
  markUrgent: may('line.pace')
    .input(z.object({ roundId: id, isUrgent: z.boolean() }))
    .mutation(({ ctx, input }) => markUrgent(ctx, ctx.actor, input)),

  /**
   * Keeps who has seen voids and changes, at a station or for the whole kitchen. Refuses
   * thing.not-found.
   */
  acknowledge: may('line.cook')
    .input(
      z.object({ changeIds: z.array(id).min(1).max(200), stationId: id.nullable().default(null) }),
    )
    .mutation(({ ctx, input }) => acknowledgeChanges(ctx, ctx.actor, input)),

  /**
   * Keeps who has read a round's allergies, at a station or for the whole kitchen. Refuses
   * thing.not-found, allergies.changed.
   */
  acknowledgeAllergies: may('line.cook')
    .input(
      z.object({
        roundId: id,
        saidAt: z.iso.datetime(),
        stationId: id.nullable().default(null),
      }),
    )
    .mutation(({ ctx, input }) => acknowledgeAllergies(ctx, ctx.actor, input)),

  /**
   * A round once more on paper, at every kitchen printer it concerns. Refuses thing.not-found,
   * printer.none.
   */
  reprint: may('line.pace')
    .input(z.object({ roundId: id, key: requestKey }))
    .mutation(({ ctx, input }) => reprintSlip(ctx, ctx.actor, input)),

  /** What was accepted and has not arrived; nothing, when all is well. For the floor's screens. */
  alarms: may('floor.see').query(({ ctx }) => readAlarms(ctx, ctx.actor.storeId)),

  /** What guests may watch: orders being made, and orders to pick up. */
  board: may('kitchen.see').query(({ ctx }) => readBoard(ctx, ctx.actor.storeId)),
})
