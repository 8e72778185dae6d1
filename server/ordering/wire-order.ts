// An order as the spec's messages carry it; whole yuan (or yen, dollars) here, because this is the edge.

import type { WireOrder } from '@/domain/event'
import { wholeOf } from '@/domain/money'
import { paymentStatusOf } from '@/domain/ordering'

export function wireOrder(
  order: {
    id: number
    number: string
    tableName: string
    state: string
    owedCents: number
    paidCents: number
    refundedCents: number
    settledAt: Date | null
  },
  round: number,
  currency: string,
): WireOrder {
  return {
    id: order.id,
    order_number: order.number,
    table_number: order.tableName,
    order_status: order.state,
    payment_status: paymentStatusOf({ ...order, isSettled: order.settledAt !== null }),
    round,
    final_amount: wholeOf(order.owedCents, currency),
    currency,
  }
}
