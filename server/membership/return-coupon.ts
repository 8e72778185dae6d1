// A coupon comes back from a bill by itself, into its owner's hand: where it takes nothing off any
// more, or where all money went back. It remembers from which, so that whoever looks at the bill
// can say so.

import type { Prisma } from '@/prisma/client/client'
import { statement } from '../database/statement'

/** Of an order whose row is locked; a used one comes back unused. @returns how many came back */
export async function returnCoupon(
  tx: Prisma.TransactionClient,
  orderId: number,
  at: Date,
): Promise<number> {
  const { count } = await tx.coupon.updateMany({
    where: { orderId, voidedAt: null },
    data: { orderId: null, usedAt: null, returnedFromId: orderId, returnedAt: at },
  })
  return count
}

/**
 * Tells whoever serves the table that a coupon came back from its bill, until somebody has seen it.
 * @param bill selects the `id` of the order and the instant `at`
 */
export const couponBackSql = (bill: string) => `
  INSERT INTO service_request (store_id, sitting_id, table_id, kind, created_at)
  SELECT o.store_id, o.sitting_id, t.table_id, 'coupon', b.at
    FROM (${bill}) b
   CROSS JOIN LATERAL (SELECT * FROM customer_order WHERE id = b.id OFFSET 0) o
   CROSS JOIN LATERAL (SELECT table_id FROM sitting_table WHERE sitting_id = o.sitting_id AND until_at IS NULL
                        ORDER BY table_id LIMIT 1) t
  ON CONFLICT (sitting_id, kind) WHERE done_at IS NULL DO NOTHING`

const TELL_COUPON_BACK = statement(
  'tell-coupon-back',
  {},
  couponBackSql('SELECT $1::int AS id, $2::timestamptz AS at'),
)

/** As couponBackSql, of an order whose row is locked. */
export async function tellCouponBack(
  tx: Prisma.TransactionClient,
  orderId: number,
  at: Date,
): Promise<void> {
  await tx.$executeRawUnsafe(TELL_COUPON_BACK.text, orderId, at)
}
