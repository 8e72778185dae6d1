// The door of the menu: anybody with a table's code reads it; staff mark what is sold out.

import { z } from 'zod'
import { id, may, open, tableCode } from '../access/procedures'
import { router } from '../trpc'
import { readMenu, readMenuForStaff } from './read-menu'
import { setAvailability } from './set-availability'

/** The most portions that can be counted by hand. */
const MAXIMUM_STOCK = 9_999

export const menuRouter = router({
  /** What is offered now at the table with this code, prices in 分. Refuses table.unknown. */
  read: open.input(z.object({ code: tableCode })).query(({ ctx, input }) => readMenu(ctx, input)),

  /** The whole menu of a store, also what is not offered at this hour. */
  readForStaff: may('floor.see').query(({ ctx }) => readMenuForStaff(ctx, ctx.actor)),

  /** Marks a dish sold out (until an instant, or until lifted), brings it back, counts it. Refuses thing.not-found, thing.changed. */
  setAvailability: may('dish.availability')
    .input(
      z.object({
        dishId: id,
        isSoldOut: z.boolean(),
        soldOutUntil: z.iso.datetime({ offset: true }).nullish(),
        stock: z.int().min(0).max(MAXIMUM_STOCK).nullish(),
      }),
    )
    .mutation(({ ctx, input }) => setAvailability(ctx, ctx.actor, input)),
})
