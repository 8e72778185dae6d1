// The door of analytics: the spec's seven reports. Amounts are yuan with two decimals, because this is the edge;
// days are business days of the store. Each refuses period.invalid.

import { z } from 'zod'
import { MAXIMUM_PERIOD_DAYS, PERIODS } from '@/domain/analytics'
import { may } from '../access/procedures'
import { router } from '../trpc'
import { exportReport, REPORT_NAMES } from './export-report'
import {
  dailyRevenue,
  hourlySales,
  menuItemSales,
  orderStatus,
  paymentMethods,
  revenueSummary,
  topOrders,
} from './reports'

const days = z.int().min(1).max(MAXIMUM_PERIOD_DAYS).optional()
const day = z.string().max(10).optional()
const period = { period: z.enum(PERIODS), customStart: day, customEnd: day }
const limit = (usual: number) => z.int().min(1).max(200).default(usual)
const report = may('report.see').input(z.object(period))

export const analyticsRouter = router({
  /** Orders, amount, discount, net revenue, average; collected and refunded beside them. */
  revenueSummary: report.query(({ ctx, input }) => revenueSummary(ctx, input)),

  /** Succeeded payments by method, with shares that add up to 100.00. */
  paymentMethods: report.query(({ ctx, input }) => paymentMethods(ctx, input)),

  /** Dishes by portions sold. */
  menuItemSales: report
    .input(z.object({ limit: limit(20) }))
    .query(({ ctx, input }) => menuItemSales(ctx, input)),

  /** The 24 local hours. */
  hourlySales: report.query(({ ctx, input }) => hourlySales(ctx, input)),

  /** All orders by state. */
  orderStatus: report.query(({ ctx, input }) => orderStatus(ctx, input)),

  /** Every day of a period, or of the last `days`. */
  dailyRevenue: may('report.see')
    .input(
      z.object({
        days,
        period: z.enum(PERIODS).optional(),
        customStart: day,
        customEnd: day,
      }),
    )
    .query(({ ctx, input }) => dailyRevenue(ctx, input)),

  /** The largest orders. */
  topOrders: report
    .input(z.object({ limit: limit(10) }))
    .query(({ ctx, input }) => topOrders(ctx, input)),

  /** Any of them as a CSV file in the caller's language; `days` as for the daily trend. */
  exported: report
    .input(z.object({ report: z.enum(REPORT_NAMES), days }))
    .query(({ ctx, input }) => exportReport(ctx, input)),
})
