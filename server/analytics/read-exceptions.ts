// What left the house unpaid or went back, by person and reason: dishes taken back, orders
// cancelled, waiting rounds rejected, money refunded, discounts. Every voided dish counts once. Who
// is nobody is a guest's phone, a program, or the house itself.

import { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import { businessDaySpan } from '@/domain/calendar'
import type { Localized } from '@/domain/language'
import { ADJUSTMENT_KINDS, type AdjustmentKind } from '@/domain/ordering'
import { ask, json, type RowOf, statement } from '../database/statement'
import type { Deps } from '../deps'
import { readInBatches } from './read-in-batches'
import { isMoney, PLAY } from './real-money'
import type { Asked, Columns, Report } from './report'
import { readClock } from './span'

export const EXCEPTIONS = ['void', 'cancel', 'reject', 'refund', 'discount'] as const
export type ExceptionKind = (typeof EXCEPTIONS)[number]

/** What one person did of one kind for one reason. */
export type ExceptionRow = {
  exception: ExceptionKind
  /** Of a discount: by hand, the member's price, a coupon, rounding down. */
  discount_kind: AdjustmentKind | null
  staff_id: number | null
  staff_name: string | null
  /**
   * Empty: none was given. `surplus` and `reopened` are the house's own words for money that goes
   * back by itself.
   */
  reason: string
  count: number
  amount_cents: number
  /** The part of it that was cooked or served already. */
  begun_amount_cents: number
}

export type ExceptionTotal = Pick<
  ExceptionRow,
  'exception' | 'count' | 'amount_cents' | 'begun_amount_cents'
>

/** One command, to be looked up. */
export type ExceptionEntry = {
  /** Its own among the entries of one answer. */
  key: string
  order_id: number
  order_number: string
  table_name: string
  at: string
  /** The dish, where it is about one, and how many portions. */
  dish: { name: string; names: Localized; quantity: number } | null
  amount_cents: number
  is_begun: boolean
}

/** The most rows of one answer, largest amounts first. */
export const MAXIMUM_EXCEPTIONS = 1_000

/**
 * Every command of the period as a row of `command`. Dishes and orders by the instant they were
 * taken back ($4 ≤ at < $5, the period by the store's clock), refunds by the business day on which
 * the money went, discounts by the business day of their order, so that they add up to what the
 * summary calls refunded and discounts. A present of the house is its giver's.
 */
const COMMANDS = `
  ${PLAY},
  command AS (
    SELECT CASE WHEN o.cancelled_at = l.voided_at AND EXISTS (
                       SELECT FROM audit_entry a WHERE a.store_id = $1 AND a.action = 'order.cancelled' AND a.subject_id = o.id::text)
                     THEN 'cancel'
                WHEN r.state = 'rejected' AND r.decided_at = l.voided_at THEN 'reject'
                ELSE 'void' END AS exception,
           NULL::adjustment_kind AS discount_kind, m.staff_id, btrim(m.reason) AS reason, l.order_id,
           r.id AS round_id, 'l' || l.id AS unit, l.id AS line_id, l.total_cents AS cents, l.voided_at AS at,
           m.from_state IN ('cooking', 'ready', 'served')
             OR EXISTS (SELECT FROM line_move b WHERE b.line_id = l.id AND b.to_state IN ('cooking', 'ready', 'served'))
             OR EXISTS (SELECT FROM line_part b WHERE b.line_id = l.id) AS is_begun
      FROM order_line l
      JOIN line_move m ON m.line_id = l.id AND m.to_state = 'voided'
      JOIN round r ON r.id = l.round_id
      JOIN customer_order o ON o.id = l.order_id
     WHERE l.store_id = $1 AND l.voided_at >= $4 AND l.voided_at < $5
       AND NOT EXISTS (SELECT FROM refund_line b WHERE b.line_id = l.id)
       -- What came off together with its money is a refund, as soon as that went.
       AND NOT EXISTS (SELECT FROM refund b WHERE b.order_id = l.order_id AND b.state = 'succeeded' AND b.created_at = l.voided_at
                          AND b.reason = m.reason AND b.staff_id IS NOT DISTINCT FROM m.staff_id)
    UNION ALL
    SELECT 'refund', NULL, f.staff_id, btrim(f.reason), f.order_id,
           NULL, 'f' || COALESCE(f.request_key, f.id::text), NULL, f.amount_cents, f.done_at, false
      FROM refund f JOIN payment p ON p.id = f.payment_id
     WHERE f.store_id = $1 AND f.business_day BETWEEN $2 AND $3 AND f.state = 'succeeded' AND ${isMoney('p')}
    UNION ALL
    SELECT 'discount', a.kind, COALESCE(d.staff_id, CASE WHEN c.entry_id IS NULL THEN c.staff_id END),
           btrim(COALESCE(d.reason, a.reason)), a.order_id,
           NULL, 'a' || a.id, d.line_id, -a.amount_cents, COALESCE(d.created_at, a.created_at), false
      FROM customer_order o
      JOIN order_adjustment a ON a.order_id = o.id AND a.amount_cents < 0
      LEFT JOIN manual_discount d ON d.id = a.discount_id
      LEFT JOIN coupon c ON c.id = a.coupon_id
     WHERE o.store_id = $1 AND o.business_day BETWEEN $2 AND $3 AND o.state <> 'cancelled'),
  counted AS (
    SELECT *, CASE exception WHEN 'cancel' THEN 'o' || order_id WHEN 'reject' THEN 'r' || round_id ELSE unit END AS once
      FROM command)`

/**
 * $6 null, or the only kind whose rows are wanted; the largest first, equal ones always in the same
 * order.
 */
const EXCEPTION_SUMS = statement(
  'exceptions',
  {
    exception: z.enum(EXCEPTIONS),
    discountKind: z.enum(ADJUSTMENT_KINDS).nullable(),
    staffId: z.int().nullable(),
    staffName: z.string().nullable(),
    reason: z.string(),
    count: z.int(),
    cents: z.number(),
    begunCents: z.number(),
    isTotal: z.boolean(),
    all: z.int(),
  },
  `
      WITH ${COMMANDS},
      summed AS (
        SELECT exception, discount_kind AS "discountKind", staff_id AS "staffId", reason,
               count(DISTINCT once)::int AS count, sum(cents)::bigint AS cents,
               COALESCE(sum(cents) FILTER (WHERE is_begun), 0)::bigint AS "begunCents",
               grouping(reason) = 1 AS "isTotal"
          FROM counted
         GROUP BY GROUPING SETS ((exception, discount_kind, staff_id, reason), (exception)))
      SELECT s.*, p.name AS "staffName", (count(*) FILTER (WHERE NOT s."isTotal") OVER ())::int AS "all"
        FROM summed s LEFT JOIN staff p ON p.id = s."staffId"
       WHERE s."isTotal" OR $6::text IS NULL OR s.exception = $6
       ORDER BY "isTotal" DESC, cents DESC, count DESC, exception, "discountKind", "staffId", reason
       LIMIT $7`,
)

/** The rows among `rows` of the statement; it tells the totals too. */
function exceptionRowsOf(rows: readonly RowOf<typeof EXCEPTION_SUMS>[]): ExceptionRow[] {
  return rows
    .filter(({ isTotal }) => !isTotal)
    .map((row) => ({
      exception: row.exception,
      discount_kind: row.discountKind,
      staff_id: row.staffId,
      staff_name: row.staffName,
      reason: row.reason,
      count: row.count,
      amount_cents: row.cents,
      begun_amount_cents: row.begunCents,
    }))
}

/**
 * The largest first, the most of one answer and how many more there are; of one kind (`only`) or
 * all. The totals are of all.
 */
async function readExceptions(
  deps: Deps,
  storeId: number,
  span: DaySpan,
  only: ExceptionKind | null = null,
): Promise<{ rows: ExceptionRow[]; totals: ExceptionTotal[]; more: number }> {
  const rows = await ask(deps.pool, EXCEPTION_SUMS, [
    ...(await valuesOf(deps, storeId, span)),
    only,
    MAXIMUM_EXCEPTIONS + EXCEPTIONS.length,
  ])
  const totals = rows.filter(({ isTotal }) => isTotal)
  const told = exceptionRowsOf(rows).slice(0, MAXIMUM_EXCEPTIONS)
  return {
    totals: EXCEPTIONS.map((exception) => {
      const total = totals.find((each) => each.exception === exception)
      return {
        exception,
        count: total?.count ?? 0,
        amount_cents: total?.cents ?? 0,
        begun_amount_cents: total?.begunCents ?? 0,
      }
    }),
    more: (rows[0]?.all ?? 0) - told.length,
    rows: told,
  }
}

export type ExceptionEntriesRequest = {
  exception: ExceptionKind
  discountKind: AdjustmentKind | null
  staffId: number | null
  reason: string
}

const EXCEPTION_COMMANDS = statement(
  'exception-entries',
  {
    unit: z.string(),
    orderId: z.int(),
    number: z.string(),
    tableName: z.string(),
    at: z.date(),
    name: z.string().nullable(),
    names: json<Localized>(),
    quantity: z.int().nullable(),
    cents: z.int(),
    isBegun: z.boolean(),
  },
  `
      WITH ${COMMANDS}
      SELECT c.unit || ' ' || row_number() OVER (ORDER BY c.at DESC, c.order_id DESC, c.unit) AS unit, c.order_id AS "orderId", o.number, o.table_name AS "tableName", c.at,
             l.name, l.names, l.quantity, c.cents, c.is_begun AS "isBegun"
        FROM counted c JOIN customer_order o ON o.id = c.order_id LEFT JOIN order_line l ON l.id = c.line_id
       WHERE c.exception = $6 AND c.discount_kind IS NOT DISTINCT FROM $7::adjustment_kind
         AND c.staff_id IS NOT DISTINCT FROM $8::int AND c.reason = $9
       ORDER BY c.at DESC, c.order_id DESC, c.unit LIMIT 200`,
)

/** The entries behind one row, the latest first, at most 200. */
export async function readExceptionEntries(
  deps: Deps,
  storeId: number,
  span: DaySpan,
  { exception, discountKind, staffId, reason }: ExceptionEntriesRequest,
): Promise<ExceptionEntry[]> {
  const rows = await ask(deps.pool, EXCEPTION_COMMANDS, [
    ...(await valuesOf(deps, storeId, span)),
    exception,
    discountKind,
    staffId,
    reason.trim(),
  ])
  return rows.map((row) => ({
    key: row.unit,
    order_id: row.orderId,
    order_number: row.number,
    table_name: row.tableName,
    at: row.at.toISOString(),
    dish:
      row.name === null ? null : { name: row.name, names: row.names, quantity: row.quantity ?? 0 },
    amount_cents: row.cents,
    is_begun: row.isBegun,
  }))
}

async function valuesOf(deps: Deps, storeId: number, { fromDay, toDay }: DaySpan) {
  const clock = await readClock(deps, storeId)
  const from = new Date(businessDaySpan(fromDay, clock).fromMs)
  const until = new Date(businessDaySpan(toDay, clock).toMs)
  return [storeId, fromDay, toDay, from, until]
}

export const exceptions = {
  read: (deps: Deps, storeId: number, span: DaySpan, { only = null }: Asked) =>
    readExceptions(deps, storeId, span, only),
  file: {
    columns: {
      exception: 'text',
      discount_kind: 'text',
      staff_name: 'text',
      reason: 'text',
      count: 'whole',
      amount: 'money',
      begun_amount: 'money',
    } satisfies Columns<ExceptionRow>,
    async *rows(ctx, storeId, span, signal) {
      const values = [...(await valuesOf(ctx, storeId, span)), null, null]
      for await (const rows of readInBatches(ctx.pool, EXCEPTION_SUMS, values, signal)) {
        yield exceptionRowsOf(rows)
      }
    },
  },
} as const satisfies Report
