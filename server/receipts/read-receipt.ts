// A bill as its receipt, for whoever holds its link or prints it.

import { openCents } from '@/domain/billing'
import type { Localized } from '@/domain/language'
import type { ChosenOption, LineRate } from '@/domain/menu'
import { receiptPath } from '@/domain/paths'
import { type Receipt, type ReceiptPart, receiptLinesOf, takeawayOf } from '@/domain/receipts'
import { Refusal } from '@/domain/refusal'
import { refundTaxes } from '@/domain/taxes'
import type { Prisma } from '@/prisma/client/client'
import { newToken } from '../access/tokens'
import { taxesOfOrder, taxRulesOf } from '../billing/taxes-of-order'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'

const RECEIPT_FACTS = {
  store: true,
  lines: {
    where: { state: { not: 'voided' } },
    orderBy: { id: 'asc' },
    include: { round: { select: { isTakeaway: true } } },
  },
  adjustments: { orderBy: { id: 'asc' } },
  payments: { where: { state: 'succeeded' }, orderBy: [{ paidAt: 'asc' }, { id: 'asc' }] },
  refunds: {
    where: { state: { not: 'failed' } },
    orderBy: { id: 'asc' },
    include: { lines: { orderBy: { id: 'asc' }, include: { line: true } } },
  },
} as const satisfies Prisma.OrderInclude

/**
 * The receipt of a link, or of one payment of that bill; the link is the permission. @throws
 * Refusal thing.not-found
 */
export async function readReceipt(
  deps: Deps,
  { token, paymentId }: { token: string; paymentId: number | null },
): Promise<Receipt> {
  const { db, publicUrl } = deps
  const order = await db.order.findUnique({
    where: { receiptToken: token },
    include: RECEIPT_FACTS,
  })
  if (!order) throw new Refusal('thing.not-found')
  return partReceiptOf(db, publicUrl, token, order, paymentId)
}

async function partReceiptOf(
  db: Prisma.TransactionClient,
  publicUrl: string,
  token: string,
  order: Prisma.OrderGetPayload<{ include: typeof RECEIPT_FACTS }>,
  paymentId: number | null,
): Promise<Receipt> {
  const receipt = await receiptOf(db, publicUrl, token, order)
  if (paymentId === null) return receipt
  const payment = await db.payment.findFirst({
    where: { id: paymentId, orderId: order.id, state: 'succeeded' },
    include: { shares: { include: { line: true }, orderBy: { id: 'asc' } }, refunds: true },
  })
  if (!payment) throw new Refusal('thing.not-found')
  const url = `${publicUrl}${receiptPath(token, paymentId)}`
  return { ...receipt, part: partOf(payment), url }
}

function partOf(
  payment: Prisma.PaymentGetPayload<{
    include: { shares: { include: { line: true } }; refunds: true }
  }>,
): ReceiptPart {
  const given = payment.refunds.filter(({ state }) => state !== 'failed')
  return {
    splitKind: payment.splitKind,
    amountCents: payment.amountCents,
    headCents: payment.headCents,
    dishes: payment.shares.map(({ line, amountCents, quantity, of }) => ({
      ...named(spoken(line)),
      portions: line.quantity,
      amountCents,
      quantity,
      of,
    })),
    method: payment.method,
    paidAt: (payment.paidAt ?? payment.createdAt).toISOString(),
    reference: payment.transactionId,
    isSimulated: payment.isSimulated,
    refundedCents: given.reduce((sum, { amountCents }) => sum + amountCents, 0),
  }
}

const named = ({ name, names }: { name: string; names: Localized }) => ({ name, names })

/**
 * The receipt of an order of this transaction, or of one payment of it; it has a link from now on.
 * @throws Refusal thing.not-found for a payment that is not its, or did not succeed
 */
export async function receiptOfOrder(
  tx: Prisma.TransactionClient,
  publicUrl: string,
  { orderId, paymentId }: { orderId: number; paymentId: number | null },
): Promise<Receipt> {
  const token = await openReceipt(tx, orderId)
  const where = { id: orderId }
  const order = await tx.order.findUniqueOrThrow({ where, include: RECEIPT_FACTS })
  return partReceiptOf(tx, publicUrl, token, order, paymentId)
}

/** What the order's receipt is found by; made at the first request, and the same ever after. */
export async function openReceipt(tx: Prisma.TransactionClient, orderId: number): Promise<string> {
  const [order] = await tx.$queryRaw<{ token: string }[]>`
    UPDATE customer_order SET receipt_token = COALESCE(receipt_token, ${newToken()})
     WHERE id = ${orderId} RETURNING receipt_token AS token`
  if (!order) throw new Refusal('thing.not-found')
  return order.token
}

async function receiptOf(
  db: Prisma.TransactionClient,
  publicUrl: string,
  token: string,
  order: Prisma.OrderGetPayload<{ include: typeof RECEIPT_FACTS }>,
): Promise<Receipt> {
  const { store, payments, refunds, lines, adjustments } = spoken(order)
  const taxes = taxesOfOrder(store, order.owedCents, order)
  const paymentIds = payments.map(({ id }) => id)
  const [points] = await db.$queryRaw<{ sum: number }[]>`
    SELECT COALESCE(sum(points), 0)::bigint AS sum
      FROM (SELECT delta - debt_delta AS points FROM points_entry WHERE payment_id = ANY (${paymentIds}) AND reason = 'earned'
            UNION ALL
            SELECT e.delta - e.debt_delta FROM refund f JOIN points_entry e ON e.refund_id = f.id WHERE f.payment_id = ANY (${paymentIds})) each`
  return {
    storeName: store.name,
    storeNames: store.names,
    logo: store.logo,
    address: store.address,
    phone: store.phone,
    header: store.receiptHeader,
    footer: store.receiptFooter,
    currency: store.currency,
    timeZone: store.timeZone,
    number: order.number,
    tableName: order.tableName,
    takeaway: takeawayOf(lines.map(({ round }) => round.isTakeaway)),
    placedAt: order.placedAt.toISOString(),
    settledAt: order.settledAt?.toISOString() ?? null,
    lines: receiptLinesOf(
      lines.map((line) => ({
        name: line.name,
        names: line.names,
        chosen: line.choices as ChosenOption[],
        rate: line.rate as LineRate | null,
        grams: line.grams,
        isPriced: line.isPriced,
        quantity: line.quantity,
        unit: line.unit,
        units: line.units,
        unitCents: line.unitCents,
        listUnitCents: line.listUnitCents,
        totalCents: line.totalCents,
      })),
    ),
    itemsCents: order.itemsCents,
    adjustments: adjustments.map(
      ({ kind, amountCents, reason, reasons, couponId, discountId }) => ({
        kind,
        amountCents,
        reason,
        reasons,
        couponId,
        discountId,
      }),
    ),
    owedCents: order.owedCents,
    taxes,
    payments: payments.map((payment) => ({
      method: payment.method,
      amountCents: payment.amountCents,
      paidAt: (payment.paidAt ?? payment.createdAt).toISOString(),
      reference: payment.transactionId,
      isSimulated: payment.isSimulated,
    })),
    refunds: refunds.map((refund) => ({
      amountCents: refund.amountCents,
      state: refund.state,
      at: (refund.doneAt ?? refund.createdAt).toISOString(),
      isSurplus: refund.reason === 'surplus',
      dishes: refund.lines.map(({ line, quantity, amountCents }) => ({
        name: line.name,
        names: line.names,
        quantity,
        amountCents,
      })),
      // What was paid too much was never taxed.
      taxes:
        refund.reason === 'surplus'
          ? []
          : refundTaxes(
              taxRulesOf(store, order),
              refund.amountCents,
              refund.lines.map(({ line, amountCents }) => ({
                taxClass: line.taxClass,
                amountCents,
              })),
              taxes,
              order.owedCents,
            ),
    })),
    openCents: order.state === 'cancelled' ? 0 : openCents(order),
    earnedPoints: points?.sum ?? 0,
    part: null,
    url: `${publicUrl}${receiptPath(token)}`,
  }
}
