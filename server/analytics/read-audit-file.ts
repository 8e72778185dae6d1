// The audit as a file: who did what to what, with each entry's place and hash in its store's chain,
// so that a copy kept elsewhere proves what was there.

import { z } from 'zod'
import { businessDaySpan } from '@/domain/calendar'
import { TEXTS } from '@/text/all'
import type { Language } from '@/text/languages'
import { json, statement } from '../database/statement'
import { readInBatches } from './read-in-batches'
import type { Report } from './report'
import { readClock } from './span'

const AUDIT_FILE = statement(
  'audit-file',
  {
    link: z.string().nullable(),
    done_at: z.date(),
    staff_name: z.string(),
    action: z.string(),
    subject: z.string(),
    subject_id: z.string(),
    details: json<object>(),
    hash: z.string().nullable(),
  },
  `
SELECT l.seq::text AS link, e.at AS done_at, COALESCE(s.name, k.name, '') AS staff_name, e.action, e.subject, e.subject_id,
       e.details, encode(l.hash, 'hex') AS hash
  FROM audit_entry e
  LEFT JOIN audit_link l ON l.entry_id = e.id
  LEFT JOIN staff s ON s.id = e.staff_id
  LEFT JOIN api_key k ON k.id = e.api_key_id
 WHERE e.store_id = $1 AND e.at >= $2 AND e.at < $3
 ORDER BY e.at, e.id`,
)

export const audit = {
  file: {
    columns: {
      link: 'text',
      done_at: 'instant',
      staff_name: 'text',
      action: 'text',
      subject: 'text',
      subject_id: 'text',
      details: 'text',
      hash: 'text',
    },
    async *rows(ctx, storeId, span, signal) {
      const clock = await readClock(ctx, storeId)
      const values = [
        storeId,
        new Date(businessDaySpan(span.fromDay, clock).fromMs),
        new Date(businessDaySpan(span.toDay, clock).toMs),
      ]
      for await (const rows of readInBatches(ctx.pool, AUDIT_FILE, values, signal)) {
        yield rows.map((row) => ({
          ...row,
          action: actionIn(ctx.language, row.action),
          details: JSON.stringify(row.details),
        }))
      }
    },
  },
} as const satisfies Report

/** What an entry says was done, in words; the action itself where the house has none. */
function actionIn(language: Language, action: string): string {
  let words: unknown = TEXTS[language].audit.action
  for (const part of action.split('.')) words = (words as Record<string, unknown>)?.[part]
  return typeof words === 'string' ? words : action
}
