// Puts paper into a printer's queue, in the transaction of whoever wants it printed. The same wish again is the same paper.

import type { Language } from '@/domain/language'
import type { Prisma } from '@/prisma/client/client'
import { encodePaper } from './encode-paper'

export type PaperWish = {
  kind: 'receipt' | 'slip' | 'test'
  /** The document in the printer's language. */
  paper: (language: Language) => string
  key: string
  orderId: number | null
  roundId: number | null
  copy: number
  /** The dishes on a slip. */
  lineIds: number[]
  /** The changes of dishes that it tells of, or that it was drawn after. */
  changeIds: number[]
  staffId: number | null
}

export type PrinterRow = Prisma.PrinterGetPayload<object>

/** @returns whether it is new */
export async function queuePaper(
  tx: Prisma.TransactionClient,
  printer: PrinterRow,
  { paper, key, ...facts }: PaperWish,
  at: Date,
): Promise<boolean> {
  const bytes = encodePaper(paper(printer.language as Language), printer.widthMm)
  const { count } = await tx.printJob.createMany({
    data: {
      storeId: printer.storeId,
      printerId: printer.id,
      idempotencyKey: key,
      bytes,
      createdAt: at,
      nextAt: at,
      ...facts,
    },
    skipDuplicates: true,
  })
  return count > 0
}
