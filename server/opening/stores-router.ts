// The door of the stores of a brand: which there are for whoever asks, and a further one.

import { z } from 'zod'
import { version } from '@/forms/fields'
import * as forms from '@/forms/stores'
import { may, ofBrand } from '../access/procedures'
import { whoHasBrand } from '../access/who-may'
import { beginFollowing, endFollowing, planFollowing } from '../menu/editor/follow-menu'
import { router } from '../trpc'
import { copyStore } from './copy-store'
import { nameBrand, readBrand } from './name-brand'
import { readMenusOfBrand } from './read-menus-of-brand'

export const storesRouter = router({
  /** What the brand is called, and who may change what belongs to the whole of it, by name. */
  brand: may('store.manage').query(async ({ ctx, input: { storeId } }) => {
    const [brand, people] = await Promise.all([readBrand(ctx, storeId), whoHasBrand(ctx, storeId)])
    return { ...brand, people }
  }),

  /** Names it. Refuses brand.not-yours, thing.changed. */
  nameBrand: ofBrand
    .input(forms.nameBrand)
    .input(z.object({ version }))
    .mutation(({ ctx, input }) => nameBrand(ctx, ctx.actor, input)),

  /**
   * A new store of the same brand from a copy of this one, which whoever makes it owns. Refuses
   * brand.not-yours, store.name-taken (name).
   */
  copy: ofBrand
    .input(forms.copy)
    .mutation(({ ctx, input: { storeId: _, ...wish } }) => copyStore(ctx, ctx.actor, wish)),

  /** Whose menu each store of the brand follows; to who has not the brand, this store's. */
  menus: may('store.manage').query(({ ctx }) => readMenusOfBrand(ctx, ctx.actor)),

  /**
   * What would become of this store's menu if it followed another one's. Refuses brand.not-yours,
   * thing.not-found, menu.not-to-follow (reason).
   */
  planMenu: ofBrand
    .input(forms.followMenu.pick({ leaderId: true }))
    .query(({ ctx, input }) => planFollowing(ctx, ctx.actor, input)),

  /**
   * This store's menu follows another one's from now on, as the plan showed it (`print`). Refuses
   * as planMenu, thing.changed, menu.flawed.
   */
  followMenu: ofBrand
    .input(forms.followMenu)
    .input(z.object({ print: z.string().max(80) }))
    .mutation(({ ctx, input }) => beginFollowing(ctx, ctx.actor, input)),

  /** It goes on by itself, with all it has; safe to repeat. Refuses brand.not-yours. */
  endFollowing: ofBrand.mutation(({ ctx }) => endFollowing(ctx, ctx.actor)),
})
