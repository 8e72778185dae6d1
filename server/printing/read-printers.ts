// A store's printers, what waits at each, and what could not be printed lately.

import type { Language } from '@/domain/language'
import type { Ground } from '../ground'
import type { PrinterTroubleCode } from './link'

export type PrinterView = {
  id: number
  name: string
  purpose: 'receipt' | 'kitchen'
  stationId: number | null
  host: string
  port: number
  /** 58 or 80. */
  widthMm: number
  language: Language
  isAutomatic: boolean
  /** How much waits, and why it still does; null = nothing went wrong with it yet. */
  waiting: number
  trouble: PrinterTroubleCode | null
  lastPrintedAt: string | null
}

export type PaperView = {
  id: string
  printerId: number
  kind: 'receipt' | 'slip' | 'test'
  state: 'queued' | 'printed' | 'failed'
  orderNumber: string | null
  tableName: string | null
  copy: number
  attempts: number
  trouble: PrinterTroubleCode | 'too-old' | 'given-up' | null
  createdAt: string
}

export type Printers = {
  printers: PrinterView[]
  stations: { id: number; name: string; nameEn: string | null }[]
  /** What waits and what failed in the last hours, the latest first. */
  papers: PaperView[]
}

const LATELY_MS = 24 * 3_600_000
const SHOWN = 50

export async function readPrinters(ground: Ground, storeId: number): Promise<Printers> {
  const { db } = ground
  const [printers, stations, jobs, printed] = await Promise.all([
    db.printer.findMany({ where: { storeId, archivedAt: null }, orderBy: { id: 'asc' } }),
    db.station.findMany({
      where: { storeId, archivedAt: null, isExpo: false },
      select: { id: true, name: true, nameEn: true },
      orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    }),
    db.printJob.findMany({
      where: {
        storeId,
        OR: [
          { state: 'queued' },
          {
            state: 'failed',
            createdAt: { gt: new Date(ground.now().getTime() - LATELY_MS) },
          },
        ],
      },
      omit: { bytes: true },
      include: { order: { select: { number: true, tableName: true } } },
      orderBy: { id: 'desc' },
    }),
    db.printJob.groupBy({
      by: ['printerId'],
      where: { storeId, state: 'printed' },
      _max: { doneAt: true },
    }),
  ])

  return {
    printers: printers.map((printer) => {
      const queue = jobs.filter((job) => job.printerId === printer.id && job.state === 'queued')
      const { id, name, purpose, stationId, host, port, widthMm, isAutomatic } = printer
      return {
        id,
        name,
        purpose,
        stationId,
        host,
        port,
        widthMm,
        language: printer.language as Language,
        isAutomatic,
        waiting: queue.length,
        trouble: (queue.at(-1)?.lastError ?? null) as PrinterView['trouble'],
        lastPrintedAt:
          printed.find(({ printerId }) => printerId === id)?._max.doneAt?.toISOString() ?? null,
      }
    }),
    stations,
    papers: jobs
      .filter(({ printerId }) => printers.some(({ id }) => id === printerId))
      .slice(0, SHOWN)
      .map((job) => ({
        id: String(job.id),
        printerId: job.printerId,
        kind: job.kind,
        state: job.state,
        orderNumber: job.order?.number ?? null,
        tableName: job.order?.tableName ?? null,
        copy: job.copy,
        attempts: job.attempts,
        trouble: job.lastError as PaperView['trouble'],
        createdAt: job.createdAt.toISOString(),
      })),
  }
}
