// What a period brought: what was really collected and given back, and beside it what was ordered,
// discounted and is owed.

import { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { amountIn, COLLECTED, ORDERED, REFUNDED } from './contract-words'
import { isMoney, PLAY } from './real-money'
import { allAtOnce, type Columns, type Report } from './report'

export type RevenueSummary = {
  start_date: string
  end_date: string
  total_orders: number
  total_amount_cents: number
  total_discount_cents: number
  net_revenue_cents: number
  average_order_amount_cents: number
  /**
   * For how many people the orders were placed: each of a party once, with the first of its bills.
   */
  people: number
  average_per_person_cents: number
  collected_cents: number
  refunded_cents: number
  kept_cents: number
  unconfirmed_orders: number
  unconfirmed_cents: number
  still_owed_cents: number
  simulated_collected_cents: number
  simulated_refunded_cents: number
  /** Whether the money counted is simulated itself: a demo. */
  is_play: boolean
  /** Business days with an order. */
  open_days: number
}

const REVENUE_SUMMARY = statement(
  'revenue-summary',
  {
    orders: z.int(),
    amountCents: z.number(),
    discountCents: z.number(),
    owedCents: z.number(),
    people: z.int(),
    unconfirmedOrders: z.int(),
    unconfirmedCents: z.number(),
    openCents: z.number(),
    openDays: z.int(),
    isPlay: z.boolean(),
    collectedCents: z.number(),
    simulatedCents: z.number(),
    refundedCents: z.number(),
    simulatedBackCents: z.number(),
  },
  `
      WITH ${PLAY},
      taken AS (
        SELECT COALESCE(sum(p.amount_cents) FILTER (WHERE ${isMoney('p')}), 0)::bigint AS real,
               COALESCE(sum(p.amount_cents) FILTER (WHERE NOT ${isMoney('p')}), 0)::bigint AS simulated
          FROM payment p
         WHERE p.store_id = $1 AND p.business_day BETWEEN $2 AND $3 AND p.state = 'succeeded'
           AND ($4::timestamptz IS NULL OR p.paid_at < $4)),
      given AS (
        SELECT COALESCE(sum(r.amount_cents) FILTER (WHERE ${isMoney('p')}), 0)::bigint AS real,
               COALESCE(sum(r.amount_cents) FILTER (WHERE NOT ${isMoney('p')}), 0)::bigint AS simulated
          FROM refund r JOIN payment p ON p.id = r.payment_id
         WHERE r.store_id = $1 AND r.business_day BETWEEN $2 AND $3 AND r.state = 'succeeded'
           AND ($4::timestamptz IS NULL OR r.done_at < $4)),
      placed AS (
        SELECT o.state, o.business_day, o.discount_cents, o.heads,
               GREATEST(0, o.items_cents + o.charges_cents - later.cents) AS amount,
               GREATEST(0, o.owed_cents - later.cents) AS owed,
               CASE WHEN o.state = 'pending' THEN o.owed_cents ELSE LEAST(o.owed_cents, waiting.cents) END AS unconfirmed,
               CASE WHEN o.settled_at IS NULL
                    THEN GREATEST(0, o.owed_cents - (o.paid_cents - o.surplus_cents)) ELSE 0 END AS open
          FROM customer_order o
          CROSS JOIN LATERAL (
            SELECT COALESCE(sum(l.total_cents), 0) AS cents FROM order_line l JOIN round r ON r.id = l.round_id
             WHERE $4::timestamptz IS NOT NULL AND l.order_id = o.id AND l.state <> 'voided' AND r.placed_at >= $4) later
          CROSS JOIN LATERAL (
            SELECT COALESCE(sum(l.total_cents), 0) AS cents FROM round r JOIN order_line l ON l.round_id = r.id
             WHERE r.order_id = o.id AND r.state = 'pending' AND l.state <> 'voided'
               AND o.state NOT IN ('completed', 'pending')) waiting
         WHERE o.store_id = $1 AND o.business_day BETWEEN $2 AND $3 AND o.state <> 'cancelled'
           AND ($4::timestamptz IS NULL OR o.placed_at < $4))
      SELECT count(*)::int AS orders,
             COALESCE(sum(amount), 0)::bigint AS "amountCents",
             COALESCE(sum(amount - owed), 0)::bigint AS "discountCents",
             COALESCE(sum(owed), 0)::bigint AS "owedCents",
             COALESCE(sum(heads), 0)::int AS people,
             (count(*) FILTER (WHERE state = 'pending'))::int AS "unconfirmedOrders",
             COALESCE(sum(unconfirmed), 0)::bigint AS "unconfirmedCents",
             COALESCE(sum(open), 0)::bigint AS "openCents",
             count(DISTINCT business_day)::int AS "openDays",
             (SELECT is_play FROM play) AS "isPlay",
             (SELECT real FROM taken) AS "collectedCents",
             (SELECT simulated FROM taken) AS "simulatedCents",
             (SELECT real FROM given) AS "refundedCents",
             (SELECT simulated FROM given) AS "simulatedBackCents"
        FROM placed`,
)

/**
 * The spec's summary and ours over business days of the store; cancelled orders count nowhere.
 * total_amount = dishes and charges before discounts, net_revenue = what is owed after them,
 * unconfirmed = the part of it that nobody confirmed yet, still_owed = what of it is still to be
 * paid. collected, refunded and kept (their difference) = real money that moved on these days,
 * whenever it was ordered; simulated money stands apart (docs/decisions/0008).
 * @param untilMs only what happened before this instant; of orders, less the dishes that were
 *   ordered later
 */
export async function readRevenueSummary(
  deps: Deps,
  storeId: number,
  { fromDay, toDay }: DaySpan,
  untilMs: number | null = null,
): Promise<RevenueSummary> {
  const rows = await ask(deps.pool, REVENUE_SUMMARY, [
    storeId,
    fromDay,
    toDay,
    untilMs === null ? null : new Date(untilMs),
  ])
  const sums = rows[0]
  if (!sums) throw new Error('an aggregate has one row')
  return {
    start_date: fromDay,
    end_date: toDay,
    total_orders: sums.orders,
    total_amount_cents: sums.amountCents,
    total_discount_cents: sums.discountCents,
    net_revenue_cents: sums.owedCents,
    average_order_amount_cents: sums.orders === 0 ? 0 : Math.round(sums.owedCents / sums.orders),
    people: sums.people,
    average_per_person_cents: sums.people === 0 ? 0 : Math.round(sums.owedCents / sums.people),
    collected_cents: sums.collectedCents,
    refunded_cents: sums.refundedCents,
    kept_cents: sums.collectedCents - sums.refundedCents,
    unconfirmed_orders: sums.unconfirmedOrders,
    unconfirmed_cents: sums.unconfirmedCents,
    still_owed_cents: sums.openCents,
    simulated_collected_cents: sums.simulatedCents,
    simulated_refunded_cents: sums.simulatedBackCents,
    is_play: sums.isPlay,
    open_days: sums.openDays,
  }
}

export const revenueSummary = {
  read: (deps: Deps, storeId: number, span: DaySpan) => readRevenueSummary(deps, storeId, span),
  contract: {
    told: z.object({
      period: z.string(),
      currency: z.string().describe('ISO 4217, of every amount here'),
      start_date: z.string(),
      end_date: z.string(),
      total_orders: z.number().describe('Orders placed, without cancelled ones'),
      total_amount: amountIn('Their dishes and charges before discounts'),
      total_discount: amountIn('All discounts on them'),
      net_revenue: amountIn(ORDERED),
      average_order_amount: amountIn('net_revenue by total_orders'),
      collected: amountIn(COLLECTED),
      refunded: amountIn(REFUNDED),
    }),
  },
  file: {
    columns: {
      start_date: 'day',
      end_date: 'day',
      total_orders: 'whole',
      total_amount: 'money',
      total_discount: 'money',
      net_revenue: 'money',
      average_order_amount: 'money',
      people: 'whole',
      average_per_person: 'money',
      collected: 'money',
      refunded: 'money',
      kept: 'money',
      unconfirmed_orders: 'whole',
      unconfirmed: 'money',
      still_owed: 'money',
      simulated_collected: 'money',
      simulated_refunded: 'money',
    } satisfies Columns<RevenueSummary>,
    rows: allAtOnce(async (deps, storeId, span) => [await readRevenueSummary(deps, storeId, span)]),
  },
} as const satisfies Report
