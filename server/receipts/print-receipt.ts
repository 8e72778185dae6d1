// Receipts on paper: when somebody wants one, and by itself where a printer is to print whatever is
// settled.

import { z } from 'zod'
import { localDigits } from '@/domain/calendar'
import { knownLanguage } from '@/domain/language'
import { receiptPaper } from '@/domain/receipts'
import { Refusal } from '@/domain/refusal'
import { LATE_PAPER_MS } from '@/domain/slip'
import type { Prisma } from '@/prisma/client/client'
import { sayIn } from '@/text/words'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { type PrinterRow, registerDrawing } from '../printing/drawings'
import { PAPER_TOO_OLD_MS } from '../printing/print-queue'
import { queuePaper, wantedAt } from '../printing/queue-paper'
import { openDrawers } from './open-drawers'
import { openReceipt, receiptOfOrder } from './read-receipt'

/**
 * Prints a bill as it stands, or one payment's part of it; from the second time on marked as a
 * reprint. Without `printerId` at the store's first receipt printer.
 * @throws Refusal thing.not-found, printer.none
 */
export async function printReceipt(
  deps: Deps,
  actor: Actor,
  {
    orderId,
    paymentId,
    printerId,
    key,
  }: { orderId: number; paymentId: number | null; printerId: number | null; key: string },
): Promise<void> {
  const { storeId, staffId } = actor
  await deps.db.$transaction(async (tx) => {
    const order = await tx.order.findFirst({ where: { id: orderId, storeId } })
    if (!order) throw new Refusal('thing.not-found')
    const part = { id: paymentId ?? 0, orderId, state: 'succeeded' as const }
    const isKnown = paymentId === null || (await tx.payment.count({ where: part })) > 0
    if (!isKnown) throw new Refusal('thing.not-found')
    const printer = await tx.printer.findFirst({
      where: {
        storeId,
        purpose: 'receipt',
        archivedAt: null,
        ...(printerId === null ? {} : { id: printerId }),
      },
      orderBy: { id: 'asc' },
    })
    if (!printer) throw new Refusal('printer.none')
    await queueReceipt(tx, deps, printer, { orderId, paymentId, key, staffId })
    await writeAudit(tx, actor, {
      action: 'receipt.printed',
      subject: 'order',
      subjectId: orderId,
      details: { printer: printer.name, ...(paymentId !== null && { paymentId }) },
    })
  })
}

/** More than a store settles while a receipt is worth printing. */
const MOST_SETTLED = 5_000

const READ_UNPRINTED_RECEIPTS = statement(
  'read-unprinted-receipts',
  { printerId: z.int(), orderId: z.int(), key: z.string() },
  `
SELECT p.id AS "printerId", o.id AS "orderId", request.key
  FROM printer p
 CROSS JOIN LATERAL (
   SELECT id, settled_at FROM customer_order
    WHERE store_id = p.store_id AND business_day >= $1::timestamptz::date - 2 AND paid_cents > 0
      AND settled_at >= GREATEST(p.prints_from, $1::timestamptz - interval '${PAPER_TOO_OLD_MS} ms')
    ORDER BY business_day DESC LIMIT ${MOST_SETTLED}) o
 CROSS JOIN LATERAL (SELECT 'settled-' || o.id || '-' || (extract(epoch FROM o.settled_at) * 1000)::bigint AS key) request
 WHERE p.purpose = 'receipt' AND p.is_automatic AND p.archived_at IS NULL
   AND NOT EXISTS (SELECT FROM print_job j WHERE j.printer_id = p.id AND j.idempotency_key = request.key OFFSET 0)
 ORDER BY o.settled_at`,
)

/**
 * What was settled since a printer is to print it, and the drawer for what was cash. May run twice
 * at once. @returns how many were queued
 */
export async function printSettled(deps: Deps): Promise<number> {
  await openDrawers(deps)
  const rows = await ask(deps.pool, READ_UNPRINTED_RECEIPTS, [deps.now()])
  for (const { printerId, orderId, key } of rows) {
    await deps.db.$transaction(async (tx) => {
      const printer = await tx.printer.findUniqueOrThrow({ where: { id: printerId } })
      await queueReceipt(tx, deps, printer, { orderId, paymentId: null, key, staffId: null })
    })
  }
  return rows.length
}

async function queueReceipt(
  tx: Prisma.TransactionClient,
  { now }: Deps,
  printer: PrinterRow,
  {
    paymentId,
    ...request
  }: { orderId: number; paymentId: number | null; key: string; staffId: number | null },
): Promise<void> {
  const { orderId } = request
  // The order is held, so that two at once count their copies one after the other.
  await openReceipt(tx, orderId)
  const [last] = await tx.$queryRaw<{ copy: number }[]>`
    SELECT COALESCE(max(copy), 0)::int AS copy FROM print_job
     WHERE order_id = ${orderId} AND kind = 'receipt' AND (about->>'paymentId')::int IS NOT DISTINCT FROM ${paymentId}::int`
  const about = paymentId === null ? {} : { paymentId }
  const copy = (last?.copy ?? 0) + 1
  await queuePaper(tx, printer, { kind: 'receipt', about, copy, ...request }, now())
}

/** The bill, or the part of it, as it is when it is sent. */
registerDrawing('receipt', async ({ db, now, publicUrl }, printer, job) => {
  const { orderId, copy } = job
  if (orderId === null) return null
  const { paymentId = null } = job.about as { paymentId?: number }
  const receipt = await db.$transaction((tx) =>
    receiptOfOrder(tx, publicUrl, { orderId, paymentId }),
  )
  const timeText = (instant: string) => {
    const d = localDigits(Date.parse(instant), receipt.timeZone)
    return `${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6, 8)} ${d.slice(8, 10)}:${d.slice(10, 12)}`
  }
  const isLate = now().getTime() - wantedAt(job).getTime() >= LATE_PAPER_MS
  const lateAt = isLate ? now().toISOString() : null
  const language = knownLanguage(printer.language)
  const [say, sayMethod] = [sayIn(language, 'paper'), sayIn(language, 'methods')]
  return { paper: receiptPaper(receipt, language, say, sayMethod, { copy, timeText, lateAt }) }
})
