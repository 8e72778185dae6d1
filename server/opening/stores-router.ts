// The door of the stores of a brand: which there are for whoever asks, and a further one.

import * as forms from '@/forms/stores'
import { may } from '../access/procedures'
import { router } from '../trpc'
import { copyStore } from './copy-store'

export const storesRouter = router({
  /**
   * A new store of the same brand from a copy of this one, which whoever makes it owns. Refuses
   * permission.missing for who is not an owner here, store.name-taken (name).
   */
  copy: may('store.manage')
    .input(forms.copy)
    .mutation(({ ctx, input: { storeId: _, ...wish } }) => copyStore(ctx, ctx.actor, wish)),
})
