// A past for the reports: orders, lines, payments and refunds of every state, strewn over some days
// of a store. The same seed makes the same past.

import fc from 'fast-check'
import { PAYMENT_STATES } from '@/domain/billing'
import { businessDay, type StoreClock } from '@/domain/calendar'
import { portionPrice } from '@/domain/menu'
import { PAYMENT_METHODS } from '@/domain/methods'
import { ORDER_STATES } from '@/domain/ordering'
import type { PrismaClient } from '@/prisma/client/client'
import type { TestStore } from './restaurant'

const HOUR_MS = 3_600_000

const aPayment = fc.record({
  method: fc.constantFrom(...PAYMENT_METHODS),
  provider: fc.constantFrom('cash', 'terminal', 'wechat', 'simulator'),
  state: fc.constantFrom('succeeded' as const, 'succeeded' as const, ...PAYMENT_STATES),
  amountCents: fc.integer({ min: 1, max: 50_000 }),
  afterMs: fc.integer({ min: 0, max: 9 * HOUR_MS }),
  refunds: fc.array(
    fc.record({
      state: fc.constantFrom('pending' as const, 'succeeded' as const, 'failed' as const),
      share: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      afterMs: fc.integer({ min: 0, max: 50 * HOUR_MS }),
    }),
    { maxLength: 2 },
  ),
})

const anOrder = (fromMs: number, toMs: number, dishIds: number[]) =>
  fc.record({
    placedMs: fc.integer({ min: fromMs, max: toMs }),
    state: fc.constantFrom(...ORDER_STATES),
    hasTable: fc.boolean(),
    heads: fc.integer({ min: 0, max: 8 }),
    chargesCents: fc.integer({ min: 0, max: 2_000 }),
    discountShare: fc.constantFrom(0, 0, 0.05, 0.15, 1),
    lines: fc.array(
      fc.record({
        dishId: fc.constantFrom(...dishIds),
        quantity: fc.integer({ min: 1, max: 9 }),
        unitCents: fc.integer({ min: 0, max: 12_000 }),
        isVoided: fc.constantFrom(false, false, true),
        kind: fc.constantFrom('plain' as const, 'plain' as const, 'weighed' as const),
        grams: fc.integer({ min: 1, max: 5_000 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    payments: fc.array(aPayment, { maxLength: 2 }),
  })

/**
 * A line as its kind leaves it: what is weighed is one portion, and costs what it weighs; what was
 * taken back had not been on the scale.
 */
function asOrdered({
  kind,
  grams,
  ...line
}: ReturnType<typeof anOrder> extends fc.Arbitrary<{ lines: (infer Line)[] }> ? Line : never) {
  if (kind === 'plain') return { ...line, isPriced: true }
  const { unitCents: cents } = line
  const rate = { perGrams: 500, cents, listCents: cents, memberCents: null }
  const priced = portionPrice({ ...rate, optionCents: 0, extraCents: 0, isAsked: false }, grams)
  const isPriced = !line.isVoided
  return {
    ...line,
    quantity: 1,
    unitCents: isPriced ? (priced?.unitCents ?? 0) : 0,
    rate,
    grams: isPriced ? grams : null,
    isPriced,
  }
}

/**
 * Writes `count` orders placed between two instants (ms), as their commands would have left them.
 */
export async function makeHistory(
  db: PrismaClient,
  store: TestStore,
  clock: StoreClock,
  past: { fromMs: number; toMs: number; count: number; seed: number },
): Promise<void> {
  const storeId = store.id
  const dishIds = Object.values(store.dishes).map(({ id }) => id)
  const dayOf = (atMs: number) => new Date(businessDay(atMs, clock))
  const orders = fc.sample(anOrder(past.fromMs, past.toMs, dishIds), {
    numRuns: past.count,
    seed: past.seed,
  })
  const keyOf = (kind: string, nth: number) => `history-${past.seed}-${kind}-${nth}`

  for (const [nth, order] of orders.entries()) {
    const placedAt = new Date(order.placedMs)
    const lines = order.lines.map(asOrdered)
    const kept = lines.filter(({ isVoided }) => !isVoided)
    const itemsCents = kept.reduce((sum, line) => sum + line.unitCents * line.quantity, 0)
    const discountCents = Math.floor(itemsCents * order.discountShare)
    const table = order.hasTable ? store.tables[nth % 2] : undefined
    const sitting = table && {
      create: {
        storeId,
        openedAt: placedAt,
        clearedAt: placedAt,
        tables: { create: { tableId: table.id, fromAt: placedAt, untilAt: placedAt } },
      },
    }
    const { id: orderId } = await db.order.create({
      data: {
        store: { connect: { id: storeId } },
        ...(sitting ? { sitting } : {}),
        number: keyOf('order', nth),
        businessDay: dayOf(order.placedMs),
        mode: 'pay_first',
        state: order.state,
        tableName: table?.name ?? '',
        heads: order.heads,
        itemsCents,
        chargesCents: order.chargesCents,
        discountCents,
        owedCents: itemsCents + order.chargesCents - discountCents,
        placedAt,
      },
    })
    const { id: roundId } = await db.round.create({
      data: {
        storeId,
        orderId,
        number: 1,
        idempotencyKey: keyOf('round', nth),
        requestHash: '',
        placedAt,
      },
    })
    await db.orderLine.createMany({
      data: lines.map(({ isVoided, ...line }) => ({
        ...line,
        storeId,
        orderId,
        roundId,
        name: 'as it was then',
        listUnitCents: line.unitCents,
        totalCents: line.unitCents * line.quantity,
        stationIds: [store.stationId],
        promisedMinutes: 15,
        state: isVoided ? ('voided' as const) : ('served' as const),
      })),
    })
    for (const [which, payment] of order.payments.entries()) {
      const paidMs = order.placedMs + payment.afterMs
      const isPaid = payment.state === 'succeeded'
      await db.payment.create({
        data: {
          storeId,
          orderId,
          method: payment.method,
          provider: payment.provider,
          amountCents: payment.amountCents,
          state: payment.state,
          token: keyOf(`${storeId}-${which}`, nth),
          idempotencyKey: keyOf(`payment-${which}`, nth),
          businessDay: isPaid ? dayOf(paidMs) : null,
          expiresAt: new Date(paidMs),
          paidAt: isPaid ? new Date(paidMs) : null,
          refunds: {
            create: (isPaid ? payment.refunds : []).map((refund, refundNth) => ({
              storeId,
              orderId,
              amountCents: Math.max(1, Math.floor(payment.amountCents * refund.share)),
              reason: 'in the past',
              state: refund.state,
              idempotencyKey: keyOf(`refund-${which}-${refundNth}`, nth),
              businessDay: refund.state === 'succeeded' ? dayOf(paidMs + refund.afterMs) : null,
              doneAt: refund.state === 'succeeded' ? new Date(paidMs + refund.afterMs) : null,
            })),
          },
        },
      })
    }
  }
}
