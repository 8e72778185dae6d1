// Carries queued paper to its printers: one conversation at a time per printer, in the order in which it was wanted, tried again
// until it is printed, given up by somebody, or too old to help anybody. A printer that is down keeps no other waiting.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Ground } from '../ground'
import { encodePaper } from './encode-paper'
import { PATIENCE, PrinterTrouble, sendToPrinter } from './link'

/** Longer than the longest conversation; whoever died in one lets go of the printer after it. */
const TAKEN_MS = 60_000
/** How long until a printer is tried again, by how often it failed. */
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 20_000]
/** How long a stopping server lets a printer finish. */
const STOP_PATIENCE_MS = 3_000
/** Yesterday's slips do not come out when somebody switches the printer on in the morning. */
export const PAPER_TOO_OLD_MS = 3 * 3_600_000

/** Nobody can know whether it came out before: said on top, in every language of the house. */
const MAYBE_TWICE = '"可能重复 · MAY BE A DUPLICATE"\n'

export type PrintQueue = {
  /** Begins what is due and does not wait for it. */
  run: () => Promise<void>
  /** Resolves when no conversation is under way. */
  rest: () => Promise<void>
  /** The same, but not for ever: what is cut off then comes out again and says so. */
  stop: () => Promise<void>
}

export function openPrintQueue(ground: Ground, patience = PATIENCE): PrintQueue {
  const busy = new Map<number, Promise<void>>()

  const begin = (printerId: number) => {
    if (busy.has(printerId)) return
    const done = printAll(ground, printerId, patience)
      .catch((err) => ground.log.warn({ err, printerId }, 'a printer’s queue failed; tried again'))
      .finally(() => busy.delete(printerId))
    busy.set(printerId, done)
  }

  const rest = async () => {
    while (busy.size > 0) await Promise.all(busy.values())
  }

  return {
    run: async () => {
      const now = ground.now()
      const { rows } = await ground.pool.query<{ id: number }>({
        name: 'printers-with-paper',
        text: `SELECT DISTINCT j.printer_id AS id FROM print_job j WHERE j.state = 'queued' AND j.next_at <= $1`,
        values: [now],
      })
      for (const { id } of rows) begin(id)
    },
    rest,
    stop: () => Promise.race([rest(), sleep(STOP_PATIENCE_MS, undefined, { ref: false })]),
  }
}

async function printAll(ground: Ground, printerId: number, patience = PATIENCE): Promise<void> {
  const { db } = ground
  const printer = await take(ground, printerId)
  if (!printer) return
  try {
    for (;;) {
      const job = await db.printJob.findFirst({
        where: { printerId, state: 'queued' },
        orderBy: { id: 'asc' },
      })
      if (!job || job.nextAt > ground.now()) return
      const { id, attempts } = job
      const tooOldAt = new Date(ground.now().getTime() - PAPER_TOO_OLD_MS)
      if (printer.archivedAt || job.createdAt < tooOldAt) {
        await end(ground, id, 'failed', 'too-old')
        continue
      }
      const warning = job.begunAt ? encodePaper(MAYBE_TWICE, printer.widthMm, false) : null
      const bytes = warning ? Buffer.concat([warning, job.bytes]) : job.bytes
      try {
        const mark = () =>
          db.printJob.update({ where: { id }, data: { begunAt: job.begunAt ?? ground.now() } })
        await take(ground, printerId, true)
        await sendToPrinter(printer, bytes, mark, patience)
        await end(ground, id, 'printed', null)
      } catch (error) {
        if (!(error instanceof PrinterTrouble)) throw error
        const wait = AGAIN_MS[Math.min(attempts, AGAIN_MS.length - 1)] ?? 0
        await db.printJob.updateMany({
          where: { id, state: 'queued' },
          data: {
            attempts: { increment: 1 },
            lastError: error.code,
            nextAt: new Date(ground.now().getTime() + wait),
          },
        })
        return
      }
    }
  } finally {
    await db.printer.update({ where: { id: printerId }, data: { takenUntil: null } })
  }
}

/** Takes a printer for one conversation, or keeps it for the next; null while another process talks to it. */
async function take(ground: Ground, printerId: number, isOurs = false) {
  const now = ground.now()
  const { count } = await ground.db.printer.updateMany({
    where: {
      id: printerId,
      ...(isOurs ? {} : { OR: [{ takenUntil: null }, { takenUntil: { lt: now } }] }),
    },
    data: { takenUntil: new Date(now.getTime() + TAKEN_MS) },
  })
  return count > 0 ? ground.db.printer.findUnique({ where: { id: printerId } }) : null
}

async function end(
  ground: Ground,
  id: bigint,
  state: 'printed' | 'failed',
  lastError: string | null,
): Promise<void> {
  const data = { state, lastError, doneAt: ground.now(), attempts: { increment: 1 } }
  // What is on paper is drawn anew where it is wanted again.
  const bytes = state === 'printed' ? { bytes: new Uint8Array() } : {}
  await ground.db.printJob.updateMany({
    where: { id, state: 'queued' },
    data: { ...data, ...bytes },
  })
}
