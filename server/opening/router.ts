// The door of opening: by the one-time link to a restaurant and its owner, then as that owner on to
// everything else.

import { z } from 'zod'
import { id, requestKey } from '@/forms/fields'
import * as forms from '@/forms/opening'
import { byLink, may, open } from '../access/procedures'
import { router } from '../trpc'
import { addArea } from './add-area'
import { beginAsOwner } from './begin-as-owner'
import { byOpener } from './by-opener'
import { finishOpening, keepStep } from './keep-step'
import { openOwner } from './open-owner'
import { openRestaurant } from './open-restaurant'
import { readChecks } from './read-checks'
import { readFirstOrder } from './read-first-order'
import { readMenus } from './read-menus'
import { readChoices, readDoor, readOpening } from './read-opening'
import { enterSetup } from './setup-link'
import { takeExample, takeList } from './take-menu'

const keyed = z.object({ key: requestKey })

export const openingRouter = router({
  /** Whose data it is and whether somebody owns it: what the front door says. */
  door: open.query(({ ctx }) => readDoor(ctx)),

  /** How far the opening is; null for who may not go on with it. */
  state: open.query(({ ctx }) => readOpening(ctx)),

  /** Every currency (ISO 4217) and time zone (IANA) that there is. */
  choices: open.query(() => readChoices()),

  /** Changes the one-time link for a cookie. Refuses setup.link-ended, input.too-often. */
  enter: byLink.mutation(({ ctx, input }) => enterSetup(ctx, input.token)),

  /** The same for an owner of the demo with a password of their own. Refuses setup.by-link. */
  begin: may('store.manage').mutation(({ ctx }) => beginAsOwner(ctx, ctx.actor)),

  /**
   * The restaurant, new or set right; the demo goes. Refuses thing.changed, setup.done,
   * setup.leaves-demo, setup.demo-in-use, setup.no-backup.
   */
  openRestaurant: byOpener
    .input(forms.openRestaurant)
    .input(z.object({ storeId: id.nullable(), leavesDemo: z.boolean() }))
    .mutation(({ ctx, input }) => openRestaurant(ctx, input)),

  /** Its owner, who is signed in. Refuses password.unfit, setup.done, thing.changed. */
  openOwner: byOpener.input(forms.openOwner).mutation(({ ctx, input }) => openOwner(ctx, input)),

  /**
   * An area with its tables, once however often it is sent. Refuses area.too-many, table.pattern,
   * table.name-taken, table.too-many.
   */
  addArea: may('store.manage')
    .input(forms.addArea)
    .mutation(({ ctx, input }) => addArea(ctx, ctx.actor, input)),

  /** Menus to begin with, in the store’s smallest units. */
  menus: may('menu.manage').query(({ ctx, input }) => readMenus(ctx, input.storeId)),

  /** An example becomes the menu; safe to repeat. Refuses menu.flawed, menu.too-large. */
  takeExample: may('menu.manage')
    .input(forms.takeExample)
    .input(keyed)
    .mutation(({ ctx, input }) => takeExample(ctx, ctx.actor, input)),

  /** A list does; safe to repeat. Refuses input.invalid, menu.flawed, menu.too-large. */
  takeList: may('menu.manage')
    .input(forms.takeList)
    .input(keyed)
    .mutation(({ ctx, input }) => takeList(ctx, ctx.actor, input)),

  /** What became of a step. Refuses input.invalid for those that nobody passes over. */
  keepStep: may('store.manage')
    .input(forms.keepStep)
    .mutation(({ ctx, input }) => keepStep(ctx, ctx.actor, input)),

  /** The owner is through. */
  finish: may('store.manage').mutation(({ ctx }) => finishOpening(ctx, ctx.actor)),

  /** The owner’s own first order, watched. */
  firstOrder: may('store.manage').query(({ ctx, input }) => readFirstOrder(ctx, input.storeId)),

  /** What is to be true before the first guests come. */
  checks: may('store.manage').query(({ ctx, input }) => readChecks(ctx, input.storeId)),
})
