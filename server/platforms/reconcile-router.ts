// The door of 对账, for managers: what there is to compare, a platform's statement against our rows.

import { z } from 'zod'
import { isDay } from '@/domain/calendar'
import { id } from '@/forms/fields'
import { may } from '../access/procedures'
import { router } from '../trpc'
import { readBooks } from './read-books'
import { readReconcile } from './read-reconcile'

const day = z.string().max(10).refine(isDay)

export const reconcileRouter = router({
  /** The store's books at the platforms, and what was taken by hand on a business day, in 分. */
  books: may('report.see')
    .input(z.object({ day: day.nullable() }))
    .query(({ ctx, input }) => readBooks(ctx, ctx.actor.storeId, input.day)),

  /**
   * A business day of one book: sums, matched rows and differences, in 分. Refuses period.invalid,
   * statement.not-yet (from), statement.unreadable, provider.unreachable, provider.refused
   * (reason), payment.no-answer, account.…, thing.not-found.
   */
  read: may('report.see')
    .input(z.object({ day, accountId: id.nullable() }))
    .query(({ ctx, input }) => readReconcile(ctx, ctx.actor, input)),
})
