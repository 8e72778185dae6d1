// The books of platforms that write them by the day: one bill for each day of Beijing's calendar,
// there from some hour of the next. A span is read bill by bill, as far as they are written.

import { addDays } from '@/domain/calendar'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../../deps'
import type { Span, Statement, StatementRow } from './provider'

const HOUR_MS = 3_600_000
const BEIJING_MS = 8 * HOUR_MS

/** 2026-11-20 12:00:00 as the platforms write instants: on Beijing's clock. */
export function beijingTime(at: Date): string {
  return new Date(at.getTime() + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** Back from such a text. @throws Refusal statement.unreadable */
export function instantOfBeijing(text: string): Date {
  const at = new Date(`${text.trim().replace(' ', 'T')}+08:00`)
  if (Number.isNaN(at.getTime())) throw new Refusal('statement.unreadable')
  return at
}

/**
 * @param readyAtHour from which hour of the next day a day's bill is there
 * @param read a day's rows, or null while the platform still writes them
 * @throws Refusal statement.not-yet (from) when not even the first bill is there
 */
export async function readDailyBills(
  deps: Deps,
  span: Span,
  readyAtHour: number,
  read: (day: string) => Promise<StatementRow[] | null>,
): Promise<Statement> {
  const rows: StatementRow[] = []
  const firstDay = beijingTime(span.from).slice(0, 10)
  for (let day = firstDay; startOf(day) < span.to; day = addDays(day, 1)) {
    const readyAt = new Date(startOf(addDays(day, 1)).getTime() + readyAtHour * HOUR_MS)
    const isDue = readyAt <= deps.now()
    const bill = isDue ? await read(day) : null
    if (!bill) {
      const moreAt = isDue ? null : readyAt
      if (day === firstDay) throw notYet(moreAt)
      return { rows: rowsWithin(rows, span), upTo: startOf(day), moreAt }
    }
    rows.push(...bill)
  }
  return { rows: rowsWithin(rows, span), upTo: span.to, moreAt: null }
}

/** The refusal of a day that the platform has not written yet. */
export function notYet(moreAt: Date | null): Refusal {
  return new Refusal('statement.not-yet', moreAt ? { from: beijingTime(moreAt).slice(0, 16) } : {})
}

function startOf(day: string): Date {
  return instantOfBeijing(`${day} 00:00:00`)
}

function rowsWithin(rows: StatementRow[], { from, to }: Span): StatementRow[] {
  return rows.filter(({ at }) => from <= at && at < to)
}
