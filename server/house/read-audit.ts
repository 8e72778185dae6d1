// Who did what to what, the latest first, a page at a time: all of a store, or one person's, one
// kind's, back from a day. And whether the chain that it is kept in is unbroken.

import { z } from 'zod'
import { addDays, businessDay, businessDaySpan } from '@/domain/calendar'
import type { Actor } from '../access/procedures'
import { ask, json, statement } from '../database/statement'
import type { Deps } from '../deps'

const PAGE = 50
/** How far one page looks back (days), so that nothing rare is looked for in all there ever was. */
const AUDIT_PAGE_DAYS = 31
const MOST_PEOPLE = 200

export type AuditRequest = {
  /** One person's, or what no person did. */
  staffId: number | 'nobody' | null
  /** The first word of its action: order, line, printer … */
  kind: string | null
  /** The last business day that is looked at; null = today. */
  untilDay: string | null
  /** Where the page before ended. */
  cursor: string | null
}

export type AuditRow = {
  id: string
  at: string
  staffName: string | null
  /** The program that did it. */
  keyName: string | null
  action: string
  subject: string
  subjectId: string
  details: Record<string, unknown>
}

const ENTRIES = statement(
  'audit-entries',
  {
    id: z.string(),
    at: z.date(),
    staffName: z.string().nullable(),
    keyName: z.string().nullable(),
    action: z.string(),
    subject: z.string(),
    subjectId: z.string(),
    details: json<Record<string, unknown>>(),
  },
  `
SELECT e.id::text AS id, e.at, s.name AS "staffName", k.name AS "keyName", e.action, e.subject,
       e.subject_id AS "subjectId", e.details
  FROM audit_entry e
  LEFT JOIN staff s ON s.id = e.staff_id
  LEFT JOIN api_key k ON k.id = e.api_key_id
 WHERE e.store_id = $1 AND e.at >= $2 AND e.at < $3
   AND ($4::timestamptz IS NULL OR (e.at, e.id) < ($4, $5::bigint))
   AND ($6::int IS NULL OR e.staff_id = $6)
   AND (NOT $7::boolean OR e.staff_id IS NULL)
   AND ($8::text IS NULL OR split_part(e.action, '.', 1) = $8)
 ORDER BY e.at DESC, e.id DESC LIMIT $9`,
)

/** @returns the page, where the next begins (null = not in these days), and from which day it is */
export async function readAudit(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
  { staffId, kind, untilDay, cursor }: AuditRequest,
): Promise<{ entries: AuditRow[]; next: string | null; fromDay: string }> {
  const clock = await readClock(deps, storeId)
  const toDay = untilDay ?? businessDay(deps.now().getTime(), clock)
  const fromDay = addDays(toDay, 1 - AUDIT_PAGE_DAYS)
  const [atMs = '', id = ''] = cursor?.split('-') ?? []
  const rows = await ask(deps.pool, ENTRIES, [
    storeId,
    new Date(businessDaySpan(fromDay, clock).fromMs),
    new Date(businessDaySpan(toDay, clock).toMs),
    cursor ? new Date(Number(atMs)) : null,
    cursor ? id : null,
    typeof staffId === 'number' ? staffId : null,
    staffId === 'nobody',
    kind,
    PAGE + 1,
  ])
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    entries: shown.map((row) => ({ ...row, at: row.at.toISOString() })),
    next: rows.length > PAGE && last ? `${last.at.getTime()}-${last.id}` : null,
    fromDay,
  }
}

const REOPENINGS = statement(
  'audit-reopenings',
  {
    staffId: z.int().nullable(),
    staffName: z.string().nullable(),
    reason: z.string(),
    count: z.int(),
  },
  `
SELECT e.staff_id AS "staffId", s.name AS "staffName", COALESCE(e.details->>'reason', '') AS reason, count(*)::int AS count
  FROM audit_entry e LEFT JOIN staff s ON s.id = e.staff_id
 WHERE e.store_id = $1 AND e.at >= $2 AND e.at < $3 AND e.action = 'order.reopened'
 GROUP BY 1, 2, 3 ORDER BY count DESC, 1, 3 LIMIT 100`,
)

/** Who opened paid bills again on a business day (null = today), and why. */
export async function readReopenings(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
  { day }: { day: string | null },
) {
  const clock = await readClock(deps, storeId)
  const span = businessDaySpan(day ?? businessDay(deps.now().getTime(), clock), clock)
  return ask(deps.pool, REOPENINGS, [storeId, new Date(span.fromMs), new Date(span.toMs)])
}

const readClock = ({ db }: Deps, storeId: number) =>
  db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })

/** Who may have done something there: everybody who has or had a role. */
export function readAuditPeople(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
): Promise<{ id: number; name: string }[]> {
  return deps.db.staff.findMany({
    where: { storeRoles: { some: { storeId } } },
    orderBy: { id: 'asc' },
    select: { id: true, name: true },
    take: MOST_PEOPLE,
  })
}

export type AuditChainState = {
  /** How many entries are linked. */
  linked: number
  /** Up to which it was walked and found unbroken, and when. */
  checked: number
  checkedAt: string | null
  /** The first link that is broken. */
  broken: number | null
  /** The newest link's hash (hex): who keeps it somewhere else can prove what was before it. */
  hash: string | null
}

export async function readAuditChain(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
): Promise<AuditChainState> {
  const [chain, last] = await Promise.all([
    deps.db.auditChain.findUnique({ where: { storeId } }),
    deps.db.auditLink.findFirst({ where: { storeId }, orderBy: { seq: 'desc' } }),
  ])
  return {
    linked: Number(last?.seq ?? 0),
    checked: Number(chain?.checkedSeq ?? 0),
    checkedAt: chain?.checkedAt?.toISOString() ?? null,
    broken: chain?.brokenSeq == null ? null : Number(chain.brokenSeq),
    hash: last ? Buffer.from(last.hash).toString('hex') : null,
  }
}
