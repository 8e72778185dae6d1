// Carries queued paper to its printers: one conversation at a time per address, in the order in
// which it was wanted, tried again until it is printed, given up by somebody, or too old to help
// anybody. A printer that is down keeps no other waiting.

import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { LANGUAGES } from '@/domain/language'
import { line, type PaperDocument } from '@/domain/paper'
import type { Prisma } from '@/prisma/client/client'
import { sayIn } from '@/text/words'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { type Drawing, drawPaper, type PrinterRow, type PrintJobRow } from './drawings'
import { encodePaper, OPEN_DRAWER } from './encode-paper'
import {
  type Abilities,
  type Heard,
  PATIENCE,
  type Patience,
  PrinterTrouble,
  type Proof,
  sendToPrinter,
} from './link'
import { addressesOf, ForbiddenAddress, type PrinterAddress } from './printer-address'
import { takeLine } from './printer-line'

/** How long until a printer is tried again, by how often it failed. */
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 20_000]
/** How long a stopping server lets a printer finish. */
const STOP_PATIENCE_MS = 3_000
/** Yesterday's slips do not come out when somebody switches the printer on in the morning. */
export const PAPER_TOO_OLD_MS = 3 * 3_600_000

/** From this copy on that nobody confirmed, a printer counts as one that does not confirm. */
const LAST_UNCONFIRMED = 2
/** A page that was cut off so often does not come out whole by trying. */
const MOST_COPIES = 4

/** Nobody can know whether it came out before: said on top, in every language of the house. */
const MAYBE_TWICE = line(
  LANGUAGES.map((language) => sayIn(language, 'paper')('maybeTwice')).join(' · '),
  { isBold: true },
)

export type PrintQueue = {
  /** Begins what is due and does not wait for it. */
  run: () => Promise<void>
  /** Resolves when no conversation is under way. */
  rest: () => Promise<void>
  /** The same, but not for ever: what is cut off then comes out again and says so. */
  stop: () => Promise<void>
}

const PRINTERS_WITH_PAPER = statement(
  'printers-with-paper',
  { id: z.int() },
  `SELECT DISTINCT j.printer_id AS id FROM print_job j WHERE j.state = 'queued' AND j.next_at <= $1`,
)

/**
 * Who stands at the printer and tries it comes first, and so does a drawer that somebody waits for.
 */
const NEXT_JOB = statement(
  'next-print-job',
  { id: z.int() },
  `
SELECT id FROM (
  (SELECT id, next_at, 1 AS nth FROM print_job
    WHERE printer_id = $1 AND state = 'queued' AND kind IN ('test', 'drawer') AND next_at <= $2 ORDER BY id LIMIT 1)
   UNION ALL
  (SELECT id, next_at, 2 FROM print_job
    WHERE printer_id = $1 AND state = 'queued' AND kind NOT IN ('test', 'drawer') ORDER BY id LIMIT 1)) next
 WHERE next_at <= $2 ORDER BY nth LIMIT 1`,
)

export function openPrintQueue(deps: Deps, patience = PATIENCE): PrintQueue {
  const busy = new Map<number, Promise<void>>()
  let isStopping = false

  const begin = (printerId: number) => {
    if (busy.has(printerId)) return
    const done = printAll(deps, printerId, patience, () => isStopping)
      .catch((err) => deps.log.warn({ err, printerId }, 'a printer’s queue failed; tried again'))
      .finally(() => busy.delete(printerId))
    busy.set(printerId, done)
  }

  const rest = async () => {
    while (busy.size > 0) await Promise.all(busy.values())
  }

  return {
    run: async () => {
      const now = deps.now()
      const rows = await ask(deps.pool, PRINTERS_WITH_PAPER, [now])
      for (const { id } of rows) begin(id)
    },
    rest,
    stop: () => {
      isStopping = true
      return Promise.race([rest(), sleep(STOP_PATIENCE_MS, undefined, { ref: false })])
    },
  }
}

async function printAll(
  deps: Deps,
  printerId: number,
  patience: Patience,
  isStopping: () => boolean,
): Promise<void> {
  for (;;) {
    const printer = await deps.db.printer.findUniqueOrThrow({ where: { id: printerId } })
    if (isStopping() || !(await nextJob(deps, printerId))) return
    const addresses = await placesOf(deps, printer, patience)
    if (addresses instanceof PrinterTrouble) return putOff(deps, printer, addresses)
    if (!(await printNext(deps, printer, addresses, patience, isStopping))) return
  }
}

async function nextJob(deps: Deps, printerId: number): Promise<PrintJobRow | null> {
  const [next] = await ask(deps.pool, NEXT_JOB, [printerId, deps.now()])
  return next ? deps.db.printJob.findUnique({ where: { id: next.id } }) : null
}

async function placesOf(
  deps: Deps,
  printer: PrinterRow,
  patience: Patience,
): Promise<PrinterAddress[] | PrinterTrouble> {
  const asked = addressesOf(printer, deps.printersOnThisMachine)
  const late = sleep(patience.connect, [] as PrinterAddress[], { ref: false })
  const found = await Promise.race([asked, late]).catch((error) =>
    error instanceof ForbiddenAddress ? new PrinterTrouble('forbidden-address') : [],
  )
  return Array.isArray(found) && found.length === 0 ? new PrinterTrouble('unreachable') : found
}

/** @returns whether the next one may follow */
async function printNext(
  deps: Deps,
  printer: PrinterRow,
  addresses: PrinterAddress[],
  patience: Patience,
  isStopping: () => boolean,
): Promise<boolean> {
  for (const address of addresses) {
    const line = await takeLine(deps, address, isStopping)
    if (!line) return false
    let { unanswered } = line
    try {
      // Read now: another process may have printed it while this one waited for the line.
      const job = await nextJob(deps, printer.id)
      if (!job) return false
      const tooOldAt = new Date(deps.now().getTime() - PAPER_TOO_OLD_MS)
      if (printer.archivedAt || job.createdAt < tooOldAt) {
        await endJob(deps, job, 'failed', 'too-old')
        return true
      }
      const drawing = await drawPaper(deps, printer, job)
      if (!drawing) {
        await endJob(deps, job, 'failed', 'not-needed')
        return true
      }
      try {
        const heard = await sendJob(deps, printer, address, job, drawing, unanswered, patience)
        unanswered = heard.unanswered
        await learnAbilities(deps, printer, heard)
        const isWork = job.kind === 'slip' || job.kind === 'receipt'
        const hasLost = isWork && known(printer) && !isProven(heard.proof)
        await endJob(deps, job, 'printed', hasLost ? 'unconfirmed' : null)
        if (job.kind !== 'drawer') await printedAt(deps, printer)
        return true
      } catch (error) {
        if (!(error instanceof PrinterTrouble)) throw error
        if (error.code === 'unreachable' && address !== addresses.at(-1)) continue
        if (error.heard) {
          unanswered = error.heard.unanswered
          await learnAbilities(deps, printer, {
            ...error.heard,
            proof: printer.proof as Proof | null,
          })
        }
        return await noteTrouble(deps, printer, job, error)
      }
    } finally {
      await line.release(unanswered)
    }
  }
  return false
}

async function sendJob(
  deps: Deps,
  printer: PrinterRow,
  address: PrinterAddress,
  job: PrintJobRow,
  { paper, drawn, changeIds }: Drawing,
  unanswered: number,
  patience: Patience,
): Promise<Heard> {
  const isTrial = job.kind === 'test'
  const marked: PaperDocument | null = paper && (job.begunAt ? [MAYBE_TWICE, ...paper] : paper)
  const bytes = marked ? await encodePaper(marked, printer) : OPEN_DRAWER
  const { answersStatus, proof } = printer
  const isLastChance = job.unconfirmed >= LAST_UNCONFIRMED - 1
  const begin = () =>
    deps.db.printJob.update({
      where: { id: job.id },
      data: {
        begunAt: job.begunAt ?? deps.now(),
        ...(drawn === undefined ? {} : { drawn }),
        ...(changeIds ? { changeIds } : {}),
      },
    })
  return sendToPrinter(
    address,
    {
      bytes,
      known: isTrial
        ? { answersStatus: null, proof: null }
        : ({ answersStatus, proof } as Abilities),
      asksAll: isTrial || (proof === null && job.unconfirmed > 0),
      isLastChance: isLastChance || job.kind === 'drawer',
      waitsForEarlier: job.unconfirmed < LAST_UNCONFIRMED,
      unanswered,
      begin,
    },
    patience,
  )
}

const known = ({ proof }: PrinterRow) => proof === 'process-id' || proof === 'paper-status'
const isProven = (proof: Proof | null) => proof === 'process-id' || proof === 'paper-status'

/**
 * What a printer can do is remembered, and what waits for it is tried at once when that has
 * changed.
 */
async function learnAbilities(deps: Deps, printer: PrinterRow, heard: Heard): Promise<void> {
  const { proof, isPaperLow } = heard
  const answersStatus = heard.answersStatus ?? printer.answersStatus
  const isNews = answersStatus !== printer.answersStatus || proof !== printer.proof
  if (!isNews && (isPaperLow === null || isPaperLow === printer.isPaperLow)) return
  await deps.db.printer.update({
    where: { id: printer.id },
    data: {
      ...(isNews ? { answersStatus, proof, learnedAt: deps.now() } : {}),
      ...(isPaperLow === null ? {} : { isPaperLow }),
    },
  })
  if (isNews) {
    await deps.db.printJob.updateMany({
      where: { printerId: printer.id, state: 'queued', lastError: 'silent' },
      data: { nextAt: deps.now() },
    })
  }
}

const printedAt = ({ db, now }: Deps, { id }: PrinterRow) =>
  db.printer.update({ where: { id }, data: { lastPrintedAt: now() } })

/** Codes after which a copy may lie on the printer and nobody knows. */
const UNKNOWN: ReadonlySet<string> = new Set(['unconfirmed', 'cut-off'])

/** @returns whether the next one may follow */
async function noteTrouble(
  deps: Deps,
  printer: PrinterRow,
  job: PrintJobRow,
  { code }: PrinterTrouble,
): Promise<boolean> {
  const { begunAt } = await deps.db.printJob.findUniqueOrThrow({ where: { id: job.id } })
  const isUnknown = code === 'busy' || (begunAt !== null && UNKNOWN.has(code))
  const copies = job.unconfirmed + (isUnknown ? 1 : 0)
  if (job.kind === 'drawer' && begunAt) {
    await endJob(deps, job, 'printed', null)
    return true
  }
  if (copies >= MOST_COPIES) {
    // It may be its way to hang up after every page: then it is none that confirms.
    if (printer.proof === null)
      await learnAbilities(deps, printer, { ...asItIs(printer), proof: 'never' })
    await endJob(deps, job, 'failed', code)
    return true
  }
  await deps.db.printJob.updateMany({
    where: { id: job.id, state: 'queued' },
    data: {
      attempts: { increment: 1 },
      unconfirmed: copies,
      lastError: code,
      nextAt: againAt(deps, job.attempts),
      answeredAt: job.lastError === code ? job.answeredAt : null,
    },
  })
  return false
}

const asItIs = ({ answersStatus }: PrinterRow): Heard => ({
  answersStatus,
  proof: null,
  isPaperLow: null,
  unanswered: 0,
})

const againAt = (deps: Deps, attempts: number) =>
  new Date(deps.now().getTime() + (AGAIN_MS[Math.min(attempts, AGAIN_MS.length - 1)] ?? 0))

/** The next one of a printer that is not even found. */
async function putOff(deps: Deps, printer: PrinterRow, error: PrinterTrouble): Promise<void> {
  const job = await nextJob(deps, printer.id)
  if (!job) return
  const tooOldAt = new Date(deps.now().getTime() - PAPER_TOO_OLD_MS)
  if (printer.archivedAt || job.createdAt < tooOldAt) await endJob(deps, job, 'failed', 'too-old')
  else await noteTrouble(deps, printer, job, error)
}

async function endJob(
  deps: Deps,
  { id }: PrintJobRow,
  state: 'printed' | 'failed',
  lastError: string | null,
): Promise<void> {
  const data: Prisma.PrintJobUpdateManyMutationInput = {
    state,
    lastError,
    doneAt: deps.now(),
    attempts: { increment: 1 },
  }
  await deps.db.printJob.updateMany({ where: { id, state: 'queued' }, data })
}
