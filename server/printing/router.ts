// The door of the printers: which there are, for managers; what does not come out, for everybody on
// the floor.

import { z } from 'zod'
import { id, requestKey } from '@/forms/fields'
import * as forms from '@/forms/printing'
import { may } from '../access/procedures'
import { router } from '../trpc'
import { answerAlarm, giveUpPaper, printAgain } from './decide-paper'
import { printTest } from './print-test'
import { readPaperTrouble } from './read-paper-trouble'
import { readPrinters } from './read-printers'
import { archivePrinter, savePrinter } from './save-printer'

const manager = may('store.manage')
const paperId = z.int().min(1)

export const printingRouter = router({
  /** The store's printers, what waits at each and what failed lately. */
  printers: may('floor.see').query(({ ctx }) => readPrinters(ctx, ctx.actor.storeId)),

  /** Printers that do not print what waits for them; none, when all is well. */
  trouble: may('floor.see').query(({ ctx }) => readPaperTrouble(ctx, ctx.actor.storeId)),

  /**
   * A new printer (`printerId` null), or what changed about one. Refuses thing.not-found,
   * printer.no-address, printer.no-port, printer.forbidden-address.
   */
  save: manager
    .input(forms.save)
    .input(z.object({ printerId: id.nullable() }))
    .mutation(({ ctx, input }) => savePrinter(ctx, ctx.actor, input)),

  /**
   * A printer that is not there any more; what waits for it is given up. Refuses thing.not-found.
   */
  archive: manager
    .input(z.object({ printerId: id }))
    .mutation(({ ctx, input }) => archivePrinter(ctx, ctx.actor, input)),

  /**
   * Prints a page to try it, and finds out what the printer can say of itself. Refuses
   * thing.not-found.
   */
  test: manager
    .input(z.object({ printerId: id, key: requestKey }))
    .mutation(({ ctx, input }) => printTest(ctx, ctx.actor, input)),

  /** Somebody saw to what a printer did not print. */
  answerAlarm: may('floor.see')
    .input(z.object({ printerId: id }))
    .mutation(({ ctx, input }) => answerAlarm(ctx, ctx.actor, input)),

  /** Tries paper again at once that waits or failed. Refuses thing.not-found. */
  again: may('floor.see')
    .input(z.object({ paperId }))
    .mutation(({ ctx, input }) => printAgain(ctx, ctx.actor, input)),

  /** Paper that nobody wants any more. Refuses thing.not-found. */
  giveUp: may('floor.see')
    .input(z.object({ paperId }))
    .mutation(({ ctx, input }) => giveUpPaper(ctx, ctx.actor, input)),
})
