// Every report there is. A line here makes its procedure for screens (report-procedures.ts), its
// path in the spec's contract (contract.ts) and its file (export-report.ts); money is 分 in all of
// them until it goes out.

import { comparedWith, type Period } from '@/domain/analytics'
import { localDigits } from '@/domain/calendar'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../deps'
import { allOrders } from './read-all-orders'
import { audit } from './read-audit-file'
import { dailyRevenue } from './read-daily-revenue'
import { type ExceptionEntriesRequest, exceptions, readExceptionEntries } from './read-exceptions'
import { hourlySales } from './read-hourly-sales'
import { leftOpen } from './read-left-open'
import { menuItemSales } from './read-menu-item-sales'
import { orderStatus } from './read-order-status'
import { paymentMethods } from './read-payment-methods'
import { type RevenueSummary, readRevenueSummary, revenueSummary } from './read-revenue-summary'
import { topOrders } from './read-top-orders'
import type { Asked, Report } from './report'
import { type PeriodRequest, readClock, readLastDays, readSpan } from './span'

export const REPORTS = {
  'revenue-summary': revenueSummary,
  'payment-methods': paymentMethods,
  'menu-item-sales': menuItemSales,
  'hourly-sales': hourlySales,
  'order-status': orderStatus,
  'daily-revenue': dailyRevenue,
  exceptions,
  'top-orders': topOrders,
  orders: allOrders,
  'left-open': leftOpen,
  audit,
} as const satisfies Record<string, Report>

export type Reports = typeof REPORTS
export type ReportName = keyof Reports
export const REPORT_NAMES = Object.keys(REPORTS) as ReportName[]

/** The days of a period, today's without one, or with `days` the last so many. */
export type DaysRequest = Omit<PeriodRequest, 'period'> & {
  storeId: number
  period?: Period | undefined
  days?: number | undefined
}

/** @throws Refusal period.invalid, thing.not-found */
export function readDays(deps: Deps, { storeId, days, period = 'today', ...custom }: DaysRequest) {
  return days === undefined
    ? readSpan(deps, storeId, { period, ...custom })
    : readLastDays(deps, storeId, days)
}

/**
 * What a report tells of some days. @throws Refusal period.invalid, input.invalid for an order that
 * it cannot be put in
 */
export async function tell<Told>(
  deps: Deps,
  { read, ranks = [] }: { read: TellingOf<Told>; ranks?: readonly string[] },
  request: DaysRequest & Asked,
): Promise<Told> {
  if (request.by !== undefined && !ranks.includes(request.by)) {
    throw new Refusal('input.invalid', { field: 'by' })
  }
  return read(deps, request.storeId, await readDays(deps, request), request)
}

type Read = NonNullable<Report['read']>
export type TellingOf<Told> = (...asked: Parameters<Read>) => Promise<Told>

type ReportRequest = PeriodRequest & { storeId: number }

export type Compared = RevenueSummary & {
  /**
   * The time of day on the store's clock up to which its last day counts, 'HH:MM'; null = to its
   * end.
   */
  until: string | null
}

/**
 * The key figures of a period, and those of the days it is fairly held against; null for a period
 * that has not begun.
 */
export async function headline(
  deps: Deps,
  request: ReportRequest,
): Promise<{ now: RevenueSummary; before: Compared | null }> {
  const { storeId } = request
  const clock = await readClock(deps, storeId)
  const atMs = deps.now().getTime()
  const span = await readSpan(deps, storeId, request)
  const now = await readRevenueSummary(deps, storeId, span)
  const against = comparedWith(span, atMs, clock)
  if (!against) return { now, before: null }
  const { untilMs, ...days } = against
  const digits = untilMs === null ? null : localDigits(untilMs, clock.timeZone)
  return {
    now,
    before: {
      ...(await readRevenueSummary(deps, storeId, days, untilMs)),
      until: digits && `${digits.slice(8, 10)}:${digits.slice(10, 12)}`,
    },
  }
}

export async function exceptionEntries(
  deps: Deps,
  request: ReportRequest & ExceptionEntriesRequest,
) {
  const span = await readSpan(deps, request.storeId, request)
  return readExceptionEntries(deps, request.storeId, span, request)
}
