// How each kind of paper is drawn, by the room that knows what stands on it: at the moment when it
// is sent, not when it was wanted.

import type { PaperDocument } from '@/domain/paper'
import type { Prisma } from '@/prisma/client/client'
import type { Deps } from '../deps'

export type PrintJobRow = Prisma.PrintJobGetPayload<object>
export type PrinterRow = Prisma.PrinterGetPayload<object>

export type Drawing = {
  /** Null = no paper: the drawer is opened. */
  paper: PaperDocument | null
  /** What a second copy must say too; kept from the first one on. */
  drawn?: Prisma.InputJsonValue
  /** Changes that it was drawn after. */
  changeIds?: number[]
}

/** @returns null where nobody needs it any more */
type Draw = (deps: Deps, printer: PrinterRow, job: PrintJobRow) => Promise<Drawing | null>

const drawings = new Map<PrintJobRow['kind'], Draw>()

/** Told once by each room that prints. */
export function registerDrawing(kind: PrintJobRow['kind'], draw: Draw): void {
  drawings.set(kind, draw)
}

export function drawPaper(
  deps: Deps,
  printer: PrinterRow,
  job: PrintJobRow,
): Promise<Drawing | null> {
  const how = drawings.get(job.kind)
  if (!how) throw new Error(`nobody draws a ${job.kind}`)
  return how(deps, printer, job)
}
