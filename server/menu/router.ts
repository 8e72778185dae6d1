// The door of the menu: anybody with a table's code reads it; staff mark what is sold out.

import { z } from 'zod'
import { MOST_ITEMS } from '@/domain/menu-document'
import { id } from '@/forms/fields'
import * as forms from '@/forms/menu'
import { may, open, tableCode } from '../access/procedures'
import { router } from '../trpc'
import { editorRouter } from './editor/router'
import { readAvailability, readMarkable } from './read-availability'
import { readMenu, readMenuForStaff } from './read-menu'
import { markDishes, setAvailability } from './set-availability'
import { setMarketPrice } from './set-market-price'
import { setOptionAvailability } from './set-option-availability'

export const menuRouter = router({
  editor: editorRouter,

  /**
   * What is offered now at the table with this code, prices in 分. Refuses table.unknown,
   * table.code-ended.
   */
  read: open.input(z.object({ code: tableCode })).query(({ ctx, input }) => readMenu(ctx, input)),

  /** The whole menu of a store, also what is not offered at this hour. */
  readForStaff: may('floor.see').query(({ ctx }) => readMenuForStaff(ctx, ctx.actor)),

  /**
   * Marks a dish sold out (until an instant, or until lifted), brings it back, counts it. Refuses
   * thing.not-found, thing.changed, dish.count-needed.
   */
  setAvailability: may('dish.availability')
    .input(forms.setAvailability)
    .input(z.object({ dishId: id }))
    .mutation(({ ctx, input }) => setAvailability(ctx, ctx.actor, input)),

  /**
   * Marks many dishes sold out until that is lifted, or brings them back: all or none. Refuses
   * thing.not-found, thing.changed, dish.count-needed.
   */
  markDishes: may('dish.availability')
    .input(forms.markDishes)
    .input(z.object({ dishIds: z.array(id).min(1).max(MOST_ITEMS) }))
    .mutation(({ ctx, input }) => markDishes(ctx, ctx.actor, input)),

  /**
   * What a dish at the market's price costs until the business day is over; the same again changes
   * nothing. Refuses thing.not-found, thing.changed.
   */
  setMarketPrice: may('dish.availability')
    .input(forms.setMarketPrice)
    .input(z.object({ dishId: id, seenCents: z.int().min(0).nullable() }))
    .mutation(({ ctx, input }) => setMarketPrice(ctx, ctx.actor, input)),

  /** What is sold out or limited now, since when, by whom and until when. */
  availability: may('dish.availability').query(({ ctx }) => readAvailability(ctx, ctx.actor)),

  /** Every dish and option of the store by name, to find one that ran out. */
  markable: may('dish.availability').query(({ ctx }) => readMarkable(ctx, ctx.actor)),

  /**
   * Marks an option sold out with every dish that has it, brings it back, counts it. Refuses
   * thing.not-found, thing.changed, dish.count-needed.
   */
  setOptionAvailability: may('dish.availability')
    .input(forms.setOptionAvailability)
    .input(z.object({ optionId: id }))
    .mutation(({ ctx, input }) => setOptionAvailability(ctx, ctx.actor, input)),
})
