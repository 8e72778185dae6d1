// The door of analytics: the reports, their headline, and what left the house unpaid. Amounts are
// 分; days are business days of the store. Each refuses period.invalid.

import { z } from 'zod'
import { PERIODS } from '@/domain/analytics'
import { ADJUSTMENT_KINDS, MAXIMUM_REASON_LENGTH } from '@/domain/ordering'
import { id, text } from '@/forms/fields'
import { may } from '../access/procedures'
import { router } from '../trpc'
import { EXCEPTIONS } from './read-exceptions'
import { reportProcedures } from './report-procedures'
import { exceptionEntries, headline } from './reports'

const day = z.string().max(10).optional()
const period = { period: z.enum(PERIODS), customStart: day, customEnd: day }

export const analyticsRouter = router({
  ...reportProcedures(),

  /**
   * The summary, and that of the days it is fairly held against up to the same time; `before` is
   * null when nothing has begun.
   */
  headline: may('report.see')
    .input(z.object(period))
    .query(({ ctx, input }) => headline(ctx, input)),

  /** The entries behind one row of the exceptions, the latest first. */
  exceptionEntries: may('report.see')
    .input(
      z.object({
        ...period,
        exception: z.enum(EXCEPTIONS),
        discountKind: z.enum(ADJUSTMENT_KINDS).nullable(),
        staffId: id.nullable(),
        reason: text(MAXIMUM_REASON_LENGTH),
      }),
    )
    .query(({ ctx, input }) => exceptionEntries(ctx, input)),
})
