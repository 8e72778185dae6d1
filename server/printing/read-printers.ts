// A store's printers, what waits at each, and what could not be printed lately.

import { z } from 'zod'
import { knownLanguage, type Language, type Localized } from '@/domain/language'
import type { Charset } from '@/domain/paper'
import { spoken } from '../database/spoken'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { PRINTER_TROUBLES, type PrinterTroubleCode, type Proof } from './link'
import { firstError } from './read-paper-trouble'

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
  charset: Charset
  opensDrawer: boolean
  /** What it was found to be able to: null = nobody knows yet. */
  answersStatus: boolean | null
  proof: Proof | null
  learnedAt: string | null
  isPaperLow: boolean
  /** How much waits, and why it still does; null = nothing went wrong with it yet. */
  waiting: number
  trouble: PrinterTroubleCode | null
  lastPrintedAt: string | null
}

export type PaperView = {
  id: number
  printerId: number
  kind: 'receipt' | 'slip' | 'test' | 'drawer'
  state: 'queued' | 'printed' | 'failed'
  orderNumber: string | null
  tableName: string | null
  copy: number
  attempts: number
  trouble: PrinterTroubleCode | 'too-old' | 'given-up' | 'not-needed' | null
  createdAt: string
  /** Who answered the alarm about it. */
  answeredBy: string | null
}

export type Printers = {
  printers: PrinterView[]
  stations: { id: number; name: string; names: Localized }[]
  /** What waits and what failed in the last hours, the latest first. */
  papers: PaperView[]
}

const LATELY_MS = 24 * 3_600_000
const SHOWN = 50

/** What waits, and what lately did not come out or not for certain, the last first. */
const SHOWN_PAPERS = statement(
  'read-shown-papers',
  { id: z.int() },
  `
SELECT j.id
  FROM printer p
 CROSS JOIN LATERAL (
   (SELECT id FROM print_job WHERE printer_id = p.id AND state = 'queued' ORDER BY id DESC LIMIT ${SHOWN})
    UNION ALL
   (SELECT id FROM print_job
     WHERE store_id = p.store_id AND created_at > $2 AND last_error IS NOT NULL AND printer_id + 0 = p.id AND state <> 'queued'
     ORDER BY created_at DESC LIMIT ${SHOWN})) j
 WHERE p.store_id = $1 AND p.archived_at IS NULL
 ORDER BY j.id DESC LIMIT ${SHOWN}`,
)

const READ_QUEUES = statement(
  'read-print-queues',
  { printerId: z.int(), waiting: z.int(), trouble: z.enum(PRINTER_TROUBLES).nullable() },
  `
SELECT p.id AS "printerId",
       (SELECT count(*) FROM print_job WHERE printer_id = p.id AND state = 'queued')::int AS waiting,
       ${firstError('p.id')} AS trouble
  FROM printer p WHERE p.store_id = $1 AND p.archived_at IS NULL`,
)

export async function readPrinters(deps: Deps, storeId: number): Promise<Printers> {
  const { db } = deps
  const lately = new Date(deps.now().getTime() - LATELY_MS)
  const printers = await db.printer.findMany({
    where: { storeId, archivedAt: null },
    orderBy: { id: 'asc' },
  })
  const [stations, jobs, queues] = await Promise.all([
    db.station.findMany({
      where: { storeId, archivedAt: null, isExpo: false },
      select: { id: true, name: true, names: true },
      orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    }),
    ask(deps.pool, SHOWN_PAPERS, [storeId, lately]).then((shown) =>
      db.printJob.findMany({
        where: { id: { in: shown.map(({ id }) => id) } },
        include: { order: { select: { number: true, tableName: true } } },
        orderBy: { id: 'desc' },
      }),
    ),
    ask(deps.pool, READ_QUEUES, [storeId]),
  ])
  const people = await db.staff.findMany({
    where: { id: { in: jobs.flatMap(({ answeredById }) => answeredById ?? []) } },
    select: { id: true, name: true },
  })

  return {
    printers: printers.map((printer) => {
      const { id, name, purpose, stationId, host, port, widthMm, isAutomatic } = printer
      const queue = queues.find(({ printerId }) => printerId === id)
      return {
        id,
        name,
        purpose,
        stationId,
        host,
        port,
        widthMm,
        language: knownLanguage(printer.language),
        isAutomatic,
        charset: printer.charset as Charset,
        opensDrawer: printer.opensDrawer,
        answersStatus: printer.answersStatus,
        proof: printer.proof as Proof | null,
        learnedAt: printer.learnedAt?.toISOString() ?? null,
        isPaperLow: printer.isPaperLow,
        waiting: queue?.waiting ?? 0,
        trouble: queue?.trouble ?? null,
        lastPrintedAt: printer.lastPrintedAt?.toISOString() ?? null,
      }
    }),
    stations: spoken(stations),
    papers: jobs.map((job) => ({
      id: job.id,
      printerId: job.printerId,
      kind: job.kind,
      state: job.state,
      orderNumber: job.order?.number ?? null,
      tableName: job.order?.tableName ?? null,
      copy: job.copy,
      attempts: job.attempts,
      trouble: job.lastError as PaperView['trouble'],
      createdAt: job.createdAt.toISOString(),
      answeredBy: people.find(({ id }) => id === job.answeredById)?.name ?? null,
    })),
  }
}
