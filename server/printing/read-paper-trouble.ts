// Printers that do not print what waits for them, and paper that will not come out any more, for
// the floor: who is near can look. Nothing leaves this list because time passed: what is printed
// leaves it, and what somebody answered.

import { z } from 'zod'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { PRINTER_TROUBLES, type PrinterTroubleCode } from './link'

export type PaperTrouble = {
  printerId: number
  name: string
  /**
   * waiting: it is tried again and again; lost: it is not any more; doubtful: it counts as printed,
   * and nobody knows.
   */
  kind: 'waiting' | 'lost' | 'doubtful'
  /** How much of it. */
  waiting: number
  trouble: PrinterTroubleCode | 'too-old'
  sinceAt: string
}

/** The jobs of a printer that nobody answered for: of its queue all, where its first one failed. */
export const unansweredOf = (printer: string) => `
  SELECT id, state, last_error, created_at FROM print_job
   WHERE printer_id = ${printer} AND state = 'queued' AND answered_at IS NULL AND ${firstError(printer)} IS NOT NULL
   UNION ALL
  SELECT id, state, last_error, created_at FROM print_job
   WHERE printer_id = ${printer} AND answered_at IS NULL AND last_error IS NOT NULL
     AND (state = 'printed' OR (state = 'failed' AND kind IN ('slip', 'receipt') AND last_error NOT IN ('given-up', 'not-needed')))`

/** What stands in the way of a printer's queue; null = nothing. */
export const firstError = (printer: string) => `(
  SELECT last_error FROM print_job WHERE printer_id = ${printer} AND state = 'queued' AND last_error IS NOT NULL ORDER BY id LIMIT 1)`

const READ_PAPER_TROUBLE = statement(
  'read-paper-trouble',
  {
    printerId: z.int(),
    name: z.string(),
    kind: z.enum(['waiting', 'lost', 'doubtful']),
    waiting: z.int(),
    trouble: z.enum([...PRINTER_TROUBLES, 'too-old']).nullable(),
    sinceAt: z.date(),
  },
  `
SELECT p.id AS "printerId", p.name, kind.kind, count(*)::int AS waiting,
       CASE kind.kind WHEN 'waiting' THEN ${firstError('p.id')} ELSE (array_agg(j.last_error ORDER BY j.id))[1] END AS trouble,
       min(j.created_at) AS "sinceAt"
  FROM printer p
 CROSS JOIN LATERAL (${unansweredOf('p.id')}) j
 CROSS JOIN LATERAL (SELECT CASE j.state WHEN 'queued' THEN 'waiting' WHEN 'failed' THEN 'lost' ELSE 'doubtful' END AS kind) kind
 WHERE p.store_id = $1 AND p.archived_at IS NULL
 GROUP BY p.id, kind.kind
 ORDER BY p.id, kind.kind DESC`,
)

/** Nothing in it is the normal case. */
export async function readPaperTrouble(deps: Deps, storeId: number): Promise<PaperTrouble[]> {
  const rows = await ask(deps.pool, READ_PAPER_TROUBLE, [storeId])
  return rows.map(({ sinceAt, ...row }) => ({
    ...row,
    trouble: row.trouble ?? 'unreachable',
    sinceAt: sinceAt.toISOString(),
  }))
}
