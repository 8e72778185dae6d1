// The door of receipts: a bill by its link, and on paper.

import { z } from 'zod'
import { id, requestKey } from '@/forms/fields'
import { byLink, guestOfToday, may } from '../access/procedures'
import { router } from '../trpc'
import { openReceipt } from './open-receipt'
import { printReceipt } from './print-receipt'
import { readReceipt } from './read-receipt'

export const receiptsRouter = router({
  /**
   * A bill as its receipt, or one payment's part of it; the link is the permission. Refuses
   * thing.not-found.
   */
  receipt: byLink
    .input(z.object({ paymentId: id.nullable().default(null) }))
    .query(({ ctx, input }) => readReceipt(ctx, input)),

  /**
   * Where the receipt of an order of the asking guest's table is, or of one payment's part of it.
   * Refuses thing.not-found.
   */
  openReceipt: guestOfToday
    .input(z.object({ orderId: id, paymentId: id.nullable().default(null) }))
    .mutation(({ ctx, input }) => openReceipt(ctx, ctx.seat, input)),

  /** The same of any order of the store. Refuses thing.not-found. */
  openReceiptForStaff: may('floor.see')
    .input(z.object({ orderId: id }))
    .mutation(({ ctx, input }) =>
      openReceipt(ctx, { ...ctx.actor, sittingId: null }, { ...input, paymentId: null }),
    ),

  /**
   * Prints a bill as it stands, or one payment's part of it, from the second time on marked as a
   * reprint. Refuses thing.not-found, printer.none.
   */
  printReceipt: may('floor.see')
    .input(
      z.object({
        orderId: id,
        paymentId: id.nullable().default(null),
        printerId: id.nullable().default(null),
        key: requestKey,
      }),
    )
    .mutation(({ ctx, input }) => printReceipt(ctx, ctx.actor, input)),
})
