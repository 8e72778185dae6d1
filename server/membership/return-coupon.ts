// A coupon comes back from a bill by itself, into its owner's hand: where it takes nothing off any
// more, or where all money went back. It remembers from which, so that whoever looks at the bill
// can say so.

import type { Prisma } from '@/prisma/client/client'

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
