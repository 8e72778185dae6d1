// The door of the stores of a brand: which there are for whoever asks, and a further one.

import * as forms from '@/forms/stores'
import { may, ofBrand } from '../access/procedures'
import { whoHasBrand } from '../access/who-may'
import { router } from '../trpc'
import { copyStore } from './copy-store'

export const storesRouter = router({
  /** Who may change what belongs to the whole brand, by name. */
  brand: may('store.manage').query(async ({ ctx, input }) => ({
    people: await whoHasBrand(ctx, input.storeId),
  })),

  /**
   * A new store of the same brand from a copy of this one, which whoever makes it owns. Refuses
   * brand.not-yours, store.name-taken (name).
   */
  copy: ofBrand
    .input(forms.copy)
    .mutation(({ ctx, input: { storeId: _, ...wish } }) => copyStore(ctx, ctx.actor, wish)),
})
