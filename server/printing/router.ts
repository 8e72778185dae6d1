// The door of the printers: which there are, for managers; what does not come out, for everybody on the floor.

import { z } from 'zod'
import { LANGUAGES } from '@/domain/language'
import { id, may, requestKey, text } from '../access/procedures'
import { router } from '../trpc'
import { giveUpPaper, printAgain } from './decide-paper'
import { printTest } from './print-test'
import { readPaperTrouble } from './read-paper-trouble'
import { readPrinters } from './read-printers'
import { archivePrinter, savePrinter } from './save-printer'

const manager = may('store.manage')
const paperId = z.string().regex(/^[1-9]\d{0,17}$/)

export const printingRouter = router({
  /** The store's printers, what waits at each and what failed lately. */
  printers: may('floor.see').query(({ ctx }) => readPrinters(ctx, ctx.actor.storeId)),

  /** Printers that do not print what waits for them; none, when all is well. */
  trouble: may('floor.see').query(({ ctx }) => readPaperTrouble(ctx, ctx.actor.storeId)),

  /** A new printer (`printerId` null), or what changed about one. Refuses thing.not-found. */
  save: manager
    .input(
      z.object({
        printerId: id.nullable(),
        name: text(30).refine((name) => name !== ''),
        purpose: z.enum(['receipt', 'kitchen']),
        stationId: id.nullable(),
        host: z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})$/),
        port: z.int().min(1).max(65_535),
        widthMm: z.union([z.literal(58), z.literal(80)]),
        language: z.enum(LANGUAGES),
        isAutomatic: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) => savePrinter(ctx, ctx.actor, input)),

  /** A printer that is not there any more; what waits for it is given up. Refuses thing.not-found. */
  archive: manager
    .input(z.object({ printerId: id }))
    .mutation(({ ctx, input }) => archivePrinter(ctx, ctx.actor, input)),

  /** Prints a page to try it. Refuses thing.not-found. */
  test: manager
    .input(z.object({ printerId: id, key: requestKey }))
    .mutation(({ ctx, input }) => printTest(ctx, ctx.actor, input)),

  /** Tries paper again at once that waits or failed. Refuses thing.not-found. */
  again: may('floor.see')
    .input(z.object({ paperId }))
    .mutation(({ ctx, input }) => printAgain(ctx, ctx.actor, input)),

  /** Paper that nobody wants any more. Refuses thing.not-found. */
  giveUp: may('floor.see')
    .input(z.object({ paperId }))
    .mutation(({ ctx, input }) => giveUpPaper(ctx, ctx.actor, input)),
})
