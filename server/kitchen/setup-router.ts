// The door of the kitchen's arrangement, for managers: the pace, the stations, and which dish is
// made where.

import { z } from 'zod'
import { DUE_AT_PERCENT } from '@/domain/kitchen'
import { MAXIMUM_COURSE, MAXIMUM_PROMISED_MINUTES } from '@/domain/menu'
import { id, version } from '@/forms/fields'
import * as forms from '@/forms/kitchen/setup'
import { may } from '../access/procedures'
import { router } from '../trpc'
import {
  addStation,
  closeStation,
  makeDefault,
  orderStations,
  renameStation,
  reopenStation,
  setDishStations,
  setMadeWhenPrinted,
} from './arrange-stations'
import { readSetup } from './read-setup'
import { setCategoryPace, setDishPace, setPace } from './set-pace'

const manager = may('store.manage')
const minutes = z.int().min(1).max(MAXIMUM_PROMISED_MINUTES)
const course = z.int().min(0).max(MAXIMUM_COURSE)

export const setupRouter = router({
  /** The pace, the stations and the dishes of a store as they are arranged. */
  read: manager.query(({ ctx }) => readSetup(ctx, ctx.actor.storeId)),

  /**
   * The store's promise in minutes, from which percent of it a dish is due, and whether later
   * courses wait. Refuses thing.changed (by).
   */
  setPace: manager
    .input(
      z.object({
        promisedMinutes: minutes,
        dueAtPercent: z.int().min(DUE_AT_PERCENT.minimum).max(DUE_AT_PERCENT.maximum),
        isCoursing: z.boolean(),
        version,
      }),
    )
    .mutation(({ ctx, input: { storeId: _, ...pace } }) => setPace(ctx, ctx.actor, pace)),

  /**
   * A category's promise (null = the store's) and course (0 = whenever it is ready). Refuses
   * thing.not-found.
   */
  setCategoryPace: manager
    .input(z.object({ categoryId: id, promisedMinutes: minutes.nullable(), course }))
    .mutation(({ ctx, input: { categoryId, promisedMinutes, course } }) =>
      setCategoryPace(ctx, ctx.actor, { categoryId, promisedMinutes, course }),
    ),

  /** A dish's own promise and course (null = its category's). Refuses thing.not-found. */
  setDishPace: manager
    .input(z.object({ dishId: id, promisedMinutes: minutes.nullable(), course: course.nullable() }))
    .mutation(({ ctx, input: { dishId, promisedMinutes, course } }) =>
      setDishPace(ctx, ctx.actor, { dishId, promisedMinutes, course }),
    ),

  /** The stations that make a dish; none = the default one. Refuses thing.not-found. */
  setDishStations: manager
    .input(z.object({ dishId: id, stationIds: z.array(id).max(10) }))
    .mutation(({ ctx, input }) => setDishStations(ctx, ctx.actor, input)),

  /** A new station; a pass sees all and makes nothing. */
  addStation: manager
    .input(forms.addStation)
    .mutation(({ ctx, input }) => addStation(ctx, ctx.actor, input)),

  /** Refuses thing.not-found. */
  renameStation: manager
    .input(forms.renameStation)
    .input(z.object({ stationId: id }))
    .mutation(({ ctx, input }) => renameStation(ctx, ctx.actor, input)),

  /**
   * Whether a dish counts as made at a station as soon as its slip is printed. Refuses
   * thing.not-found, also for a pass.
   */
  setMadeWhenPrinted: manager
    .input(z.object({ stationId: id, isMadeWhenPrinted: z.boolean() }))
    .mutation(({ ctx, input }) => setMadeWhenPrinted(ctx, ctx.actor, input)),

  /** The stations in this order. Refuses thing.not-found. */
  orderStations: manager
    .input(z.object({ stationIds: z.array(id).max(100) }))
    .mutation(({ ctx, input }) => orderStations(ctx, ctx.actor, input)),

  /** What no station claims is made there from now on. Refuses thing.not-found. */
  makeDefault: manager
    .input(z.object({ stationId: id }))
    .mutation(({ ctx, input }) => makeDefault(ctx, ctx.actor, input)),

  /**
   * Closes a station; what it had left to make goes to the default one. Refuses thing.not-found,
   * station.is-default.
   */
  closeStation: manager
    .input(z.object({ stationId: id }))
    .mutation(({ ctx, input }) => closeStation(ctx, ctx.actor, input)),

  /** Opens a closed station again; one that is open stays as it is. Refuses thing.not-found. */
  reopenStation: manager
    .input(z.object({ stationId: id }))
    .mutation(({ ctx, input }) => reopenStation(ctx, ctx.actor, input)),
})
