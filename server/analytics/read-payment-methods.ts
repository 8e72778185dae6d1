// How people paid: succeeded payments of a period by method. The percentages add up to exactly 100.

import type { DaySpan } from '@/domain/analytics'
import { prorate, yuan } from '@/domain/money'
import type { PaymentMethod } from '@/domain/payment'
import type { Ground } from '../ground'

export type PaymentMethodShare = {
  payment_method: PaymentMethod
  count: number
  amount: number
  percentage: number
}

/** The spec's payment methods, largest first; amounts in yuan, by the business day on which the money came. */
export async function readPaymentMethods(
  ground: Ground,
  storeId: number,
  { fromDay, toDay }: DaySpan,
): Promise<PaymentMethodShare[]> {
  const { rows } = await ground.pool.query<{
    method: PaymentMethod
    count: number
    cents: number
  }>({
    name: 'payment-methods',
    text: `SELECT method, count(*)::int AS count, sum(amount_cents)::float8 AS cents
             FROM payment
            WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state = 'succeeded'
            GROUP BY method ORDER BY cents DESC, method`,
    values: [storeId, fromDay, toDay],
  })
  const hundredths = prorate(
    10_000,
    rows.map((row) => row.cents),
  )
  return rows.map((row, index) => ({
    payment_method: row.method,
    count: row.count,
    amount: yuan(row.cents),
    percentage: (hundredths[index] ?? 0) / 100,
  }))
}
