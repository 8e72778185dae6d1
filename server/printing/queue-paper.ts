// Puts paper into a printer's queue, in the transaction of whoever wants it printed. The same
// request again is the same paper. What stands on it is drawn when it is sent.

import type { Prisma } from '@/prisma/client/client'
import type { PrinterRow } from './drawings'

export type PaperRequest = {
  kind: 'receipt' | 'slip' | 'test' | 'drawer'
  key: string
  /** What it is drawn from, for who draws it. */
  about?: Prisma.InputJsonObject
  orderId: number | null
  roundId?: number | null
  copy?: number
  /** The dishes on a slip. */
  lineIds?: number[]
  /** The changes of dishes that it tells of, or that it was drawn after. */
  changeIds?: number[]
  staffId: number | null
}

/** @returns whether it is new */
export async function queuePaper(
  tx: Prisma.TransactionClient,
  printer: PrinterRow,
  { key, about = {}, ...facts }: PaperRequest,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.printJob.createMany({
    data: {
      storeId: printer.storeId,
      printerId: printer.id,
      idempotencyKey: key,
      about: { ...about, at: at.toISOString() },
      createdAt: at,
      nextAt: at,
      ...facts,
    },
    skipDuplicates: true,
  })
  return count > 0
}

/** When it was wanted first, however often it was wanted again. */
export function wantedAt(job: { about: unknown; createdAt: Date }): Date {
  const { at } = job.about as { at?: string }
  return at ? new Date(at) : job.createdAt
}
