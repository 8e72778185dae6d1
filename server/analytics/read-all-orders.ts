// Every order of some days, for a spreadsheet.

import { z } from 'zod'
import { ORDER_STATES } from '@/domain/ordering'
import { type RowOf, statement } from '../database/statement'
import { readInBatches } from './read-in-batches'
import type { Columns, Report } from './report'

/**
 * Cancelled ones too, in the order in which they were placed. $1 the store, $2 and $3 the first and
 * the last day.
 */
const ALL_ORDERS = statement(
  'all-orders',
  {
    order_number: z.string(),
    placed_at: z.date(),
    table_name: z.string(),
    order_status: z.enum(ORDER_STATES),
    items_count: z.int(),
    total_amount_cents: z.int(),
    discount_cents: z.int(),
    owed_cents: z.int(),
    paid_cents: z.int(),
    refunded_cents: z.int(),
  },
  `
    SELECT o.number AS order_number, o.placed_at, o.table_name, o.state AS order_status,
           (SELECT COALESCE(sum(l.quantity), 0)::int FROM order_line l
             WHERE l.order_id = o.id AND l.state <> 'voided') AS items_count,
           o.items_cents + o.charges_cents AS total_amount_cents, o.discount_cents, o.owed_cents, o.paid_cents, o.refunded_cents
      FROM customer_order o
     WHERE o.store_id = $1 AND o.business_day BETWEEN $2 AND $3
     ORDER BY o.business_day, o.placed_at, o.id`,
)

export const allOrders = {
  file: {
    columns: {
      order_number: 'text',
      placed_at: 'instant',
      table_name: 'text',
      order_status: 'text',
      items_count: 'whole',
      total_amount: 'money',
      discount: 'money',
      owed: 'money',
      paid: 'money',
      refunded: 'money',
    } satisfies Columns<RowOf<typeof ALL_ORDERS>>,
    async *rows({ pool }, storeId, span, signal) {
      yield* readInBatches(pool, ALL_ORDERS, [storeId, span.fromDay, span.toDay], signal)
    },
  },
} as const satisfies Report
