// Receipts on paper: when somebody wants one, and by itself where a printer is to print whatever is settled.

import { localDigits } from '@/domain/calendar'
import { receiptPaper } from '@/domain/receipt'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { PAPER_TOO_OLD_MS } from '../printing/print-queue'
import { type PrinterRow, queuePaper } from '../printing/queue-paper'
import { receiptOfOrder } from './read-receipt'

/**
 * Prints a bill as it stands; from the second time on marked as a reprint. Without `printerId` at the store's first receipt printer.
 * @throws Refusal thing.not-found, printer.none
 */
export async function printReceipt(
  ground: Ground,
  actor: Actor,
  { orderId, printerId, key }: { orderId: number; printerId: number | null; key: string },
): Promise<void> {
  const { storeId, staffId } = actor
  await ground.db.$transaction(async (tx) => {
    const order = await tx.order.findFirst({ where: { id: orderId, storeId } })
    if (!order) throw new Refusal('thing.not-found')
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
    await queueReceipt(tx, ground, printer, { orderId, key, staffId })
    await writeAudit(tx, actor, {
      action: 'receipt.printed',
      subject: 'order',
      subjectId: orderId,
      details: { printer: printer.name },
    })
  })
}

/** What was settled since a printer is to print it. May run twice at once. @returns how many were queued */
export async function printSettled(ground: Ground): Promise<number> {
  const { rows } = await ground.pool.query<{ printerId: number; orderId: number; key: string }>({
    name: 'read-unprinted-receipts',
    text: `
SELECT p.id AS "printerId", o.id AS "orderId", wish.key
  FROM printer p
  JOIN customer_order o ON o.store_id = p.store_id AND o.business_day >= $1::date - 2
   AND o.settled_at >= GREATEST(p.prints_from, $1::timestamptz - interval '${PAPER_TOO_OLD_MS} ms')
   AND o.paid_cents > 0
 CROSS JOIN LATERAL (SELECT 'settled-' || o.id || '-' || (extract(epoch FROM o.settled_at) * 1000)::bigint AS key) wish
 WHERE p.purpose = 'receipt' AND p.is_automatic AND p.archived_at IS NULL
   AND NOT EXISTS (SELECT FROM print_job j WHERE j.printer_id = p.id AND j.idempotency_key = wish.key)
 ORDER BY o.settled_at`,
    values: [ground.now()],
  })
  for (const { printerId, orderId, key } of rows) {
    await ground.db.$transaction(async (tx) => {
      const printer = await tx.printer.findUniqueOrThrow({ where: { id: printerId } })
      await queueReceipt(tx, ground, printer, { orderId, key, staffId: null })
    })
  }
  return rows.length
}

async function queueReceipt(
  tx: Prisma.TransactionClient,
  { now, publicUrl }: Ground,
  printer: PrinterRow,
  { orderId, key, staffId }: { orderId: number; key: string; staffId: number | null },
): Promise<void> {
  // The order is held, so that two at once count their copies one after the other.
  const receipt = await receiptOfOrder(tx, publicUrl, orderId)
  const { _max } = await tx.printJob.aggregate({
    where: { orderId, kind: 'receipt' },
    _max: { copy: true },
  })
  const copy = (_max.copy ?? 0) + 1
  const timeText = (instant: string) => {
    const d = localDigits(Date.parse(instant), receipt.timeZone)
    return `${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6, 8)} ${d.slice(8, 10)}:${d.slice(10, 12)}`
  }
  await queuePaper(
    tx,
    printer,
    {
      kind: 'receipt',
      paper: (language) => receiptPaper(receipt, language, { copy, timeText }),
      key,
      orderId,
      roundId: null,
      copy,
      lineIds: [],
      changeIds: [],
      staffId,
    },
    now(),
  )
}
