// How people paid: what was collected in a period by method, before refunds. The percentages add up
// to exactly 100.

import { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import { PAYMENT_METHODS, type PaymentMethod } from '@/domain/methods'
import { prorate } from '@/domain/money'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { amountIn, COLLECTED } from './contract-words'
import { isMoney, PLAY } from './real-money'
import { allAtOnce, type Columns, type Report } from './report'

export type PaymentMethodShare = {
  payment_method: PaymentMethod
  count: number
  amount_cents: number
  percentage: number
}

const METHOD_SUMS = statement(
  'payment-methods',
  { method: z.enum(PAYMENT_METHODS), count: z.int(), cents: z.number() },
  `WITH ${PLAY}
           SELECT method, count(*)::int AS count, sum(amount_cents)::bigint AS cents
             FROM payment p
            WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state = 'succeeded' AND ${isMoney('p')}
            GROUP BY method ORDER BY cents DESC, method`,
)

/** The spec's payment methods, largest first, by the business day on which the money came. */
async function readPaymentMethods(
  deps: Deps,
  storeId: number,
  { fromDay, toDay }: DaySpan,
): Promise<PaymentMethodShare[]> {
  const rows = await ask(deps.pool, METHOD_SUMS, [storeId, fromDay, toDay])
  const hundredths = prorate(
    10_000,
    rows.map((row) => row.cents),
  )
  return rows.map((row, index) => ({
    payment_method: row.method,
    count: row.count,
    amount_cents: row.cents,
    percentage: (hundredths[index] ?? 0) / 100,
  }))
}

export const paymentMethods = {
  read: readPaymentMethods,
  contract: {
    told: z.array(
      z.object({
        payment_method: z.string(),
        count: z.number(),
        amount: amountIn(COLLECTED),
        percentage: z.number().describe('Share of all collected; together 100.00'),
      }),
    ),
  },
  file: {
    columns: {
      payment_method: 'text',
      count: 'whole',
      amount: 'money',
      percentage: 'share',
    } satisfies Columns<PaymentMethodShare>,
    rows: allAtOnce(readPaymentMethods),
  },
} as const satisfies Report
