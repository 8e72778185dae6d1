// The spec's /api/analytics/*: the same seven reports by the spec's names.

import { z } from 'zod'
import { PERIODS } from '@/domain/analytics'
import { id, mayAt } from '../access/procedures'
import { type Meta, router } from '../trpc'
import {
  dailyRevenue,
  hourlySales,
  menuItemSales,
  orderStatus,
  paymentMethods,
  revenueSummary,
  topOrders,
} from './reports'

const day = z.string().max(10).optional()
const periodInput = {
  store_id: id,
  period: z.enum(PERIODS).default('today'),
  custom_start: day,
  custom_end: day,
}
const limit = (usual: number) => z.coerce.number().int().min(1).max(200).default(usual)
const yuan = z.number()

type SpecPeriod = {
  store_id: number
  period: (typeof PERIODS)[number]
  custom_start?: string | undefined
  custom_end?: string | undefined
}
const wishOf = ({ store_id, period, custom_start, custom_end }: SpecPeriod) => ({
  storeId: store_id,
  period,
  customStart: custom_start,
  customEnd: custom_end,
})

const report = mayAt('report.see').input(z.object(periodInput))
const at = (path: `/${string}`, summary: string): Meta => ({
  openapi: { method: 'GET', path: `/api/analytics${path}`, tags: ['analytics'], summary },
})

export const analyticsContract = router({
  revenueSummary: report
    .meta(at('/revenue-summary', '营收汇总'))
    .output(
      z.object({
        period: z.string(),
        start_date: z.string(),
        end_date: z.string(),
        total_orders: z.number(),
        total_amount: yuan,
        total_discount: yuan,
        net_revenue: yuan,
        average_order_amount: yuan,
        collected: yuan,
        refunded: yuan,
      }),
    )
    .query(({ ctx, input }) => revenueSummary(ctx, wishOf(input))),

  paymentMethods: report
    .meta(at('/payment-methods', '支付方式统计'))
    .output(
      z.array(
        z.object({
          payment_method: z.string(),
          count: z.number(),
          amount: yuan,
          percentage: z.number(),
        }),
      ),
    )
    .query(({ ctx, input }) => paymentMethods(ctx, wishOf(input))),

  menuItemSales: mayAt('report.see')
    .input(z.object({ ...periodInput, limit: limit(20) }))
    .meta(at('/menu-item-sales', '菜品销量统计'))
    .output(
      z.array(
        z.object({
          menu_item_id: z.number(),
          menu_item_name: z.string(),
          quantity: z.number(),
          revenue: yuan,
        }),
      ),
    )
    .query(({ ctx, input }) => menuItemSales(ctx, { ...wishOf(input), limit: input.limit })),

  hourlySales: report
    .meta(at('/hourly-sales', '每小时销量统计'))
    .output(z.array(z.object({ hour: z.number(), order_count: z.number(), revenue: yuan })))
    .query(({ ctx, input }) => hourlySales(ctx, wishOf(input))),

  orderStatus: report
    .meta(at('/order-status', '订单状态统计'))
    .output(z.array(z.object({ order_status: z.string(), count: z.number(), amount: yuan })))
    .query(({ ctx, input }) => orderStatus(ctx, wishOf(input))),

  dailyRevenue: mayAt('report.see')
    .input(z.object({ store_id: id, days: z.coerce.number().int().min(1).max(731).default(7) }))
    .meta(at('/daily-revenue', '每日营收趋势'))
    .output(
      z.array(
        z.object({
          date: z.string(),
          order_count: z.number(),
          revenue: yuan,
          collected: yuan,
          refunded: yuan,
        }),
      ),
    )
    .query(({ ctx, input }) => dailyRevenue(ctx, { storeId: input.store_id, days: input.days })),

  topOrders: mayAt('report.see')
    .input(z.object({ ...periodInput, limit: limit(10) }))
    .meta(at('/top-orders', '订单排行榜'))
    .output(
      z.array(
        z.object({
          order_id: z.number(),
          order_number: z.string(),
          table_id: z.number().nullable(),
          final_amount: yuan,
          order_status: z.string(),
          items_count: z.number(),
        }),
      ),
    )
    .query(({ ctx, input }) => topOrders(ctx, { ...wishOf(input), limit: input.limit })),
})
