// A report as a file for a spreadsheet: UTF-8 with its mark, so that Excel reads Chinese, and with no cell that a
// spreadsheet would run as a formula.

import { stringify } from 'csv-stringify/sync'
import type { DaySpan } from '@/domain/analytics'
import type { Language } from '@/domain/language'
import type { Context } from '../context'
import { type Field, HEADINGS, METHODS, STATES } from './csv-words'
import { readDailyRevenue } from './read-daily-revenue'
import { readHourlySales } from './read-hourly-sales'
import { readMenuItemSales } from './read-menu-item-sales'
import { readOrderStatus } from './read-order-status'
import { readPaymentMethods } from './read-payment-methods'
import { readRevenueSummary } from './read-revenue-summary'
import { readTopOrders } from './read-top-orders'
import { type PeriodWish, readLastDays, readSpan } from './span'

/** A file holds more than a screen, but not a whole archive. */
const MAXIMUM_ROWS = 5_000

type Read = (
  ctx: Context,
  storeId: number,
  span: DaySpan,
) => Promise<Partial<Record<Field, string | number | null>>[]>

const REPORTS = {
  'revenue-summary': {
    read: async (ctx, storeId, span) => [await readRevenueSummary(ctx, storeId, span)],
    fields: [
      'start_date',
      'end_date',
      'total_orders',
      'total_amount',
      'total_discount',
      'net_revenue',
      'average_order_amount',
      'collected',
      'refunded',
    ],
  },
  'payment-methods': {
    read: readPaymentMethods,
    fields: ['payment_method', 'count', 'amount', 'percentage'],
  },
  'menu-item-sales': {
    read: (ctx, storeId, span) => readMenuItemSales(ctx, storeId, span, MAXIMUM_ROWS),
    fields: ['menu_item_id', 'menu_item_name', 'menu_item_name_en', 'quantity', 'revenue'],
  },
  'hourly-sales': { read: readHourlySales, fields: ['hour', 'order_count', 'revenue'] },
  'order-status': { read: readOrderStatus, fields: ['order_status', 'count', 'amount'] },
  'daily-revenue': {
    read: readDailyRevenue,
    fields: ['date', 'order_count', 'revenue', 'collected', 'refunded'],
  },
  'top-orders': {
    read: (ctx, storeId, span) => readTopOrders(ctx, storeId, span, MAXIMUM_ROWS),
    fields: ['order_number', 'table_name', 'final_amount', 'order_status', 'items_count'],
  },
} as const satisfies Record<string, { read: Read; fields: readonly Field[] }>

export type ReportName = keyof typeof REPORTS
export const REPORT_NAMES = Object.keys(REPORTS) as ReportName[]

/**
 * The report in the caller's language; amounts in yuan with two decimals.
 * @param wish.days for the daily trend: the last so many days instead of the period
 * @throws Refusal period.invalid, thing.not-found
 */
export async function exportReport(
  ctx: Context,
  wish: PeriodWish & { storeId: number; report: ReportName; days?: number | undefined },
): Promise<{ fileName: string; text: string }> {
  const { storeId, report, days } = wish
  const span = days ? await readLastDays(ctx, storeId, days) : await readSpan(ctx, storeId, wish)
  const { fields, read } = REPORTS[report]
  return {
    fileName: `${report}-${span.fromDay}-${span.toDay}.csv`,
    text: csvOf(fields, await read(ctx, storeId, span), ctx.language),
  }
}

/** Rows under headings. Texts are trimmed before formulas are looked for: a space would hide one. */
export function csvOf(
  fields: readonly Field[],
  rows: Partial<Record<Field, string | number | null>>[],
  language: Language,
): string {
  const lines = rows.map((row) => fields.map((field) => cellOf(field, row[field], language)))
  return stringify([fields.map((field) => HEADINGS[field][language]), ...lines], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    quote_record_delimiter: true,
  })
}

const WHOLE = new Set<Field>([
  'hour',
  'count',
  'quantity',
  'total_orders',
  'order_count',
  'items_count',
  'menu_item_id',
])

function cellOf(
  field: Field,
  value: string | number | null | undefined,
  language: Language,
): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return WHOLE.has(field) ? String(value) : value.toFixed(2)
  const words = { payment_method: METHODS, order_status: STATES }[field as string]
  const word = (words as Record<string, Record<Language, string>> | undefined)?.[value]
  return word?.[language] ?? value.trim()
}
