// Printers that do not print what waits for them, for the floor: who is near can look.

import type { Ground } from '../ground'
import type { PrinterTroubleCode } from './link'

export type PaperTrouble = {
  name: string
  waiting: number
  trouble: PrinterTroubleCode
  sinceAt: string
}

/** Nothing in it is the normal case. */
export async function readPaperTrouble(ground: Ground, storeId: number): Promise<PaperTrouble[]> {
  const { rows } = await ground.pool.query<Omit<PaperTrouble, 'sinceAt'> & { sinceAt: Date }>({
    name: 'read-paper-trouble',
    text: `
SELECT p.name, count(*)::int AS waiting, (array_agg(j.last_error ORDER BY j.id))[1] AS trouble,
       min(j.created_at) AS "sinceAt"
  FROM print_job j JOIN printer p ON p.id = j.printer_id AND p.archived_at IS NULL
 WHERE j.store_id = $1 AND j.state = 'queued'
 GROUP BY p.id HAVING (array_agg(j.last_error ORDER BY j.id))[1] IS NOT NULL
 ORDER BY p.id`,
    values: [storeId],
  })
  return rows.map((row) => ({ ...row, sinceAt: row.sinceAt.toISOString() }))
}
