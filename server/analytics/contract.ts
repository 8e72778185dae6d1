// The spec's /api/analytics/*: the reports that it has, by its names. Its fields count what was
// ordered, paid or not, simulated or not; what moved stands beside them, real money only
// (docs/decisions/0008). Here money becomes yuan.

import { z } from 'zod'
import { PERIODS, type Period } from '@/domain/analytics'
import { id } from '@/forms/fields'
import { mayAt } from '../access/procedures'
import { readCurrency } from '../access/read-currency'
import type { Context } from '../context'
import { router } from '../trpc'
import { outside } from './outside'
import type { Asked, Report } from './report'
import { oneWord } from './report-procedures'
import { type DaysRequest, REPORTS, type ReportName, type Reports, tell } from './reports'

const day = z.string().max(10).optional()
const PERIOD = {
  period: z.enum(PERIODS).default('today'),
  custom_start: day,
  custom_end: day,
}

type SpecReport = Report & Required<Pick<Report, 'read' | 'contract'>>
type SpecName = {
  [Name in ReportName]: Reports[Name] extends { contract: unknown } ? Name : never
}[ReportName]
const told = Object.entries<Report>(REPORTS).filter(
  (entry): entry is [SpecName, SpecReport] => entry[1].contract !== undefined,
)
/** The spec's lists have no place for it in their bodies. */
const CURRENCY_HEADER = 'X-Currency'
const CURRENCY_SAID = 'Of all amounts in the answer; ISO 4217'

/** What the spec calls them. */
const SUMMARIES: Readonly<Record<SpecName, string>> = {
  'revenue-summary': '营收汇总',
  'payment-methods': '支付方式统计',
  'menu-item-sales': '菜品销量统计',
  'hourly-sales': '每小时销量统计',
  'order-status': '订单状态统计',
  'daily-revenue': '每日营收趋势',
  'top-orders': '订单排行榜',
}

export const analyticsContract = router(
  Object.fromEntries(told.map(([name, report]) => [oneWord(name), procedureOf(name, report)])),
)

function procedureOf(name: SpecName, report: SpecReport) {
  const { told, days, limit } = report.contract
  const request = z.object({
    store_id: id,
    ...(days === undefined ? PERIOD : { days: z.int().min(1).max(731).default(days) }),
    ...(limit === undefined ? {} : { limit: z.int().min(1).max(200).default(limit) }),
  })
  return mayAt('report.see')
    .input(request)
    .meta({
      openapi: {
        method: 'GET',
        path: `/api/analytics/${name}`,
        tags: ['analytics'],
        summary: SUMMARIES[name],
        responseHeaders: z.object({ [CURRENCY_HEADER]: z.string().describe(CURRENCY_SAID) }),
      },
    })
    .output(told)
    .query(({ ctx, input }) => tellOutside(ctx, report, requestOf(input as SpecRequest)))
}

type SpecRequest = Asked & {
  store_id: number
  period?: Period
  custom_start?: string | undefined
  custom_end?: string | undefined
  days?: number
}

function requestOf({
  store_id,
  custom_start,
  custom_end,
  ...request
}: SpecRequest): DaysRequest & Asked {
  return { storeId: store_id, customStart: custom_start, customEnd: custom_end, ...request }
}

async function tellOutside(deps: Context, report: SpecReport, request: DaysRequest & Asked) {
  const rows = await tell(deps, report, request)
  const currency = await readCurrency(deps, request)
  deps.setHeader(CURRENCY_HEADER, currency)
  if (Array.isArray(rows)) return rows.map((row) => outside(row, currency))
  return { period: request.period, currency, ...outside(Object(rows), currency) }
}
