// The door of the kitchen's screens: how one is paired and kept, and who of the floor is told when
// one is gone.

import { z } from 'zod'
import { id } from '@/forms/fields'
import * as forms from '@/forms/kitchen/screens'
import { may, open } from '../access/procedures'
import { keepScreen } from '../access/read-screen'
import { router } from '../trpc'
import { answerGone, changeScreen, endScreen, switchOff } from './screens/keep-screens'
import { askToBePaired, pairScreen, pairThisScreen, readAsked } from './screens/pair-screen'
import { readGoneScreens, readScreens } from './screens/read-screens'

const manager = may('store.manage')

export const screensRouter = router({
  /**
   * A code of six digits for a screen that nobody is signed in on; sets the cookie that will be its
   * own. Refuses system.busy.
   */
  ask: open.mutation(({ ctx }) => askToBePaired(ctx)),

  /** Whether the screen that asked has been paired. */
  asked: open.query(({ ctx }) => readAsked(ctx)),

  /** Renews the cookie of a paired screen where it is time; harmless for anybody else. */
  keep: open.mutation(({ ctx }) => keepScreen(ctx)),

  /** The paired screens of the store. */
  list: manager.query(({ ctx }) => readScreens(ctx, ctx.actor.storeId)),

  /** The screen that shows this code stays. Refuses screen.code-unknown, thing.not-found. */
  pair: manager
    .input(forms.pair)
    .mutation(({ ctx, input: { code, name, stationId, isBoard } }) =>
      pairScreen(ctx, ctx.actor, { code, name, stationId, isBoard }),
    ),

  /**
   * The browser that asks stays a screen, and its person is signed out there. Refuses
   * thing.not-found.
   */
  pairThis: manager
    .input(forms.pairThis)
    .mutation(({ ctx, input: { name, stationId, isBoard } }) =>
      pairThisScreen(ctx, ctx.actor, { name, stationId, isBoard }),
    ),

  /** Refuses thing.not-found. */
  change: manager
    .input(forms.change)
    .input(z.object({ screenId: id }))
    .mutation(({ ctx, input: { screenId, name, stationId, isBoard } }) =>
      changeScreen(ctx, ctx.actor, { screenId, name, stationId, isBoard }),
    ),

  /** The screen is none any more. Refuses thing.not-found; a second time changes nothing. */
  end: manager
    .input(z.object({ screenId: id }))
    .mutation(({ ctx, input }) => endScreen(ctx, ctx.actor, input)),

  /** The paired screen that asks goes off on purpose. */
  off: may('kitchen.see').mutation(({ ctx }) => switchOff(ctx, ctx.actor)),

  /** Screens that were there and are gone while the store works; none is the normal case. */
  gone: may('floor.see').query(({ ctx }) => readGoneScreens(ctx, ctx.actor.storeId)),

  /**
   * Somebody has seen to a screen that is gone. Refuses thing.not-found; a second tap changes
   * nothing.
   */
  answerGone: may('floor.see')
    .input(z.object({ goneId: id }))
    .mutation(({ ctx, input }) => answerGone(ctx, ctx.actor, input)),
})
