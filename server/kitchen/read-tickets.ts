// Tickets: rounds as the kitchen, or one station of it, sees them. One statement for any number of
// them; a ticket has no table of its own, so it can never disagree with the order.

import { z } from 'zod'
import { businessDay } from '@/domain/calendar'
import type { Ticket } from '@/domain/kitchen'
import { ROUND_STATES } from '@/domain/ordering'
import { ask, json, type RowOf, statement } from '../database/statement'
import type { Deps } from '../deps'
import { isReadAt, NAMED_ALLERGIES } from '../ordering/allergies-sql'
import { type LineKey, lineJson } from '../ordering/line-columns'
import { IS_ACCEPTED, isCleared, openLines } from './open-lines'

export type TicketFilter = { storeId: number; stationId: number | null }

export type Tickets = {
  /** The server's clock at this answer, so that ages are right on a screen whose clock is not. */
  at: string
  /** A dish is due from this much of its promise. */
  dueAtPercent: number
  tickets: Ticket[]
  /**
   * How many more there are that are older than these: the screen says so, and asks for the next
   * page.
   */
  older: number
}

/** The most tickets of one answer: what came last, and what was put first. */
export const MOST_TICKETS = 150
/** How many finished tickets can be recalled from the list. */
const FINISHED = 50
/** More than a house has in two days: so many are looked at for it. */
const MOST_ORDERS = 10_000
/** A change that nobody acknowledged is shown for this long. */
const CHANGE_HOURS = 12
/** As many changes, the latest, as a kitchen could ever have to acknowledge. */
const MOST_CHANGES = 1_000

/**
 * Whether a line is shown at the screen aliased `screen`: all at the pass and at a screen of no
 * station, else the station's own; what no open station that cooks claims is the default one's,
 * never nobody's.
 */
export const IS_HERE = `(screen.sees_all OR screen.id = ANY (l.station_ids)
    OR (screen.is_default AND NOT l.station_ids && screen.open_ids))`

const OPEN_IDS = `
         ARRAY(SELECT o.id FROM station o WHERE o.store_id = $1 AND o.archived_at IS NULL AND NOT o.is_expo) AS open_ids`

/** The screen that asks; $1 the store, $2 its station, null = the whole kitchen. */
const SCREEN = `
screen AS (
  SELECT s.id, COALESCE(s.is_default, false) AS is_default, $2::int IS NULL OR s.is_expo AS sees_all,${OPEN_IDS}
    FROM (SELECT 1) one LEFT JOIN station s ON s.id = $2 AND s.store_id = $1
)`

/** The screens of the stations $2. */
const SCREENS = `
screen AS (
  SELECT s.id, s.is_default, s.is_expo AS sees_all,${OPEN_IDS}
    FROM station s WHERE s.id = ANY ($2::int[]) AND s.store_id = $1
)`

/**
 * Changes of the line aliased `l` that this screen has not acknowledged; the whole kitchen's has
 * when every station has.
 */
const OPEN_CHANGES = `
  SELECT c.* FROM line_change c
   WHERE c.line_id = l.id AND c.at > $3::timestamptz - interval '${CHANGE_HOURS} hours' AND EXISTS (
     SELECT FROM unnest(CASE WHEN screen.id IS NULL THEN l.station_ids ELSE ARRAY[screen.id] END) AS asked(id)
      WHERE NOT EXISTS (SELECT FROM line_change_seen n WHERE n.change_id = c.id AND n.station_id = asked.id))`

const LINE_OF_TICKET: LineKey[] = [
  'id',
  'dishId',
  'name',
  'names',
  'chosen',
  'note',
  'grams',
  'isPriced',
  'quantity',
  'unit',
  'units',
  'promisedMinutes',
  'course',
  'stationIds',
]

/**
 * A ticket's columns. A line's state is the screen's: ready once its own part is.
 * @param which what comes after the screen in the WITH; its last part is `page`, the ids of the
 *   rounds
 */
const ticketsSql = (which: string, more: string, ofWhich: string) => `
WITH ${SCREEN},${which}
SELECT r.id AS "roundId", o.id AS "orderId", o.number AS "orderNumber", o.table_name AS "tableName",
       r.number, r.state AS "roundState", r.placed_at AS "placedAt", r.note, r.is_takeaway AS "isTakeaway", r.urgent_at AS "urgentAt",
       r.hurried_at AS "hurriedAt", ${NAMED_ALLERGIES} AS allergies, r.allergies_at AS "allergiesAt",
       ${isReadAt('screen.id')} AS "isAllergiesSeen", all_lines.here < all_lines.everywhere AS "isShared", all_lines.lines,
       ${more} AS older
  FROM screen
  CROSS JOIN page
  CROSS JOIN LATERAL (SELECT * FROM round WHERE id = page.id OFFSET 0) r
  CROSS JOIN LATERAL (SELECT * FROM customer_order WHERE id = r.order_id OFFSET 0) o
  CROSS JOIN LATERAL (
    SELECT count(*) AS everywhere, count(*) FILTER (WHERE m.is_here) AS here,
           max(COALESCE(l.ready_at, m.part_ready_at)) FILTER (WHERE m.is_here) AS last_ready_at,
           bool_or(m.state IN ('held', 'queued', 'cooking')) FILTER (WHERE m.is_here) AS is_open,
           json_agg(json_build_object(
             ${lineJson('l', LINE_OF_TICKET)}, 'state', m.state, 'queuedAt', l.queued_at, 'readyAt', l.ready_at,
             'doneStationIds', m.done_ids, 'changes', COALESCE(m.changes, '[]')
             ) ORDER BY l.course, l.id) FILTER (WHERE m.is_here) AS lines
      FROM order_line l
      CROSS JOIN LATERAL (
        SELECT array_agg(p.station_id ORDER BY p.id) AS ids,
               max(p.ready_at) FILTER (WHERE p.station_id = screen.id) AS ready_at
          FROM line_part p WHERE p.line_id = l.id AND p.taken_back_at IS NULL) done
      CROSS JOIN LATERAL (
        SELECT ${IS_HERE} AS is_here, done.ready_at AS part_ready_at, COALESCE(done.ids, '{}') AS done_ids,
               CASE WHEN l.state IN ('queued', 'cooking') AND screen.id = ANY (done.ids) THEN 'ready'
                    ELSE l.state END AS state,
               (SELECT json_agg(json_build_object('id', c.id, 'kind', c.kind, 'before', c.before,
                                                  'after', c.after, 'at', c.at) ORDER BY c.id)
                  FROM (${OPEN_CHANGES}) c) AS changes) m
     WHERE l.round_id = r.id) all_lines
${ofWhich}`

/**
 * The rounds that the screens show: with a dish that is to be made or carried, or a change to be
 * acknowledged. From the few dishes to their rounds, one by one.
 */
const OPEN_ROUNDS = `
asked AS MATERIALIZED (
  SELECT l.round_id FROM ${openLines('$1')} l WHERE EXISTS (SELECT FROM screen WHERE ${IS_HERE})
   UNION
  SELECT l.round_id
    FROM (SELECT line_id FROM line_change WHERE store_id = $1 AND at > $3::timestamptz - interval '${CHANGE_HOURS} hours'
           ORDER BY at DESC LIMIT ${MOST_CHANGES}) recent
   CROSS JOIN LATERAL (SELECT * FROM order_line WHERE id = recent.line_id OFFSET 0) l
   WHERE EXISTS (SELECT FROM screen WHERE ${IS_HERE} AND EXISTS (${OPEN_CHANGES} OFFSET 0))),
wanted AS MATERIALIZED (
  SELECT r.id, r.urgent_at, COALESCE(r.decided_at, r.placed_at) AS since
    FROM asked
   CROSS JOIN LATERAL (SELECT * FROM round WHERE id = asked.round_id OFFSET 0) r
   CROSS JOIN LATERAL (SELECT * FROM customer_order WHERE id = r.order_id OFFSET 0) o
   WHERE ${IS_ACCEPTED} AND NOT ${isCleared('r.sitting_id')})`

const TICKET_ROW = {
  roundId: z.int(),
  orderId: z.int(),
  orderNumber: z.string(),
  tableName: z.string(),
  number: z.int(),
  roundState: z.enum(ROUND_STATES),
  placedAt: z.date(),
  note: z.string(),
  isTakeaway: z.boolean(),
  urgentAt: z.date().nullable(),
  hurriedAt: z.date().nullable(),
  allergies: json<Ticket['allergies']>(),
  allergiesAt: z.date().nullable(),
  isAllergiesSeen: z.boolean(),
  isShared: z.boolean(),
  lines: json<Ticket['lines']>(),
  older: z.int(),
}

/**
 * What was put before everything else comes first, then the oldest; of too many, what came last is
 * on the first page.
 */
const OPEN_TICKETS = statement(
  'read-open-tickets',
  TICKET_ROW,
  ticketsSql(
    `${OPEN_ROUNDS},
page AS MATERIALIZED (
  SELECT id FROM wanted ORDER BY urgent_at IS NULL, since DESC, id DESC LIMIT ${MOST_TICKETS} OFFSET $4)`,
    `(SELECT count(*) FROM wanted)::int - $4::int - (SELECT count(*) FROM page)::int`,
    ` ORDER BY r.urgent_at, COALESCE(r.decided_at, r.placed_at), r.id`,
  ),
)

/** The dishes of all pages of the screens of some stations. */
const SHOWN_LINES = statement(
  'read-shown-lines',
  { id: z.int() },
  `
WITH ${SCREENS},${OPEN_ROUNDS}
SELECT l.id
  FROM wanted
 CROSS JOIN LATERAL (SELECT * FROM order_line WHERE round_id = wanted.id OFFSET 0) l
 WHERE EXISTS (SELECT FROM screen WHERE ${IS_HERE})`,
)

const FINISHED_TICKETS = statement(
  'read-finished-tickets',
  TICKET_ROW,
  ticketsSql(
    `
recent AS MATERIALIZED (
  SELECT id FROM customer_order WHERE store_id = $1 AND business_day BETWEEN $4::date - 1 AND $4::date
   ORDER BY business_day DESC LIMIT ${MOST_ORDERS}),
page AS MATERIALIZED (
  SELECT r.id
    FROM recent
   CROSS JOIN LATERAL (SELECT * FROM round WHERE order_id = recent.id OFFSET 0) r
   WHERE r.state = 'confirmed' AND NOT ${isCleared('r.sitting_id')})`,
    `count(*) OVER ()::int - ${FINISHED}`,
    ` WHERE NOT all_lines.is_open AND all_lines.last_ready_at IS NOT NULL
 ORDER BY all_lines.last_ready_at DESC, r.id DESC LIMIT ${FINISHED}`,
  ),
)

/**
 * What waits, is cooked or is to be carried, and what was changed about it: urgent ones first, then
 * the oldest. `page` 0 has what came last, the next pages what is older.
 */
export async function readTickets(
  deps: Deps,
  { storeId, stationId, page = 0 }: TicketFilter & { page?: number | undefined },
): Promise<Tickets> {
  const [rows, store] = await Promise.all([
    ask(deps.pool, OPEN_TICKETS, [storeId, stationId, deps.now(), page * MOST_TICKETS]),
    paceOf(deps, storeId),
  ])
  return ticketsOf(deps, store.dueAtPercent, rows)
}

/** The ids of the dishes that stand on any page of any screen of these stations. */
export async function readShownLines(
  deps: Deps,
  { storeId, stationIds }: { storeId: number; stationIds: number[] },
): Promise<number[]> {
  const rows = await ask(deps.pool, SHOWN_LINES, [storeId, stationIds, deps.now()])
  return rows.map(({ id }) => id)
}

/**
 * The last 50 tickets of tables that are still there without anything left to cook, the latest
 * first.
 */
export async function readFinished(
  deps: Deps,
  { storeId, stationId }: TicketFilter,
): Promise<Tickets> {
  const store = await paceOf(deps, storeId)
  const today = businessDay(deps.now().getTime(), store)
  const rows = await ask(deps.pool, FINISHED_TICKETS, [storeId, stationId, deps.now(), today])
  return ticketsOf(deps, store.dueAtPercent, rows)
}

function paceOf(deps: Deps, storeId: number) {
  return deps.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true, dueAtPercent: true },
  })
}

function ticketsOf(deps: Deps, dueAtPercent: number, rows: RowOf<typeof OPEN_TICKETS>[]): Tickets {
  const older = Math.max(0, rows[0]?.older ?? 0)
  return { at: deps.now().toISOString(), dueAtPercent, tickets: rows.map(ticketOf), older }
}

/** Instants from JSON and from columns alike, in one spelling. */
function ticketOf({ older, ...row }: RowOf<typeof OPEN_TICKETS>): Ticket {
  const iso = (instant: string | Date) => new Date(instant).toISOString()
  return {
    ...row,
    placedAt: iso(row.placedAt),
    urgentAt: row.urgentAt && iso(row.urgentAt),
    hurriedAt: row.hurriedAt && iso(row.hurriedAt),
    allergiesAt: row.allergiesAt && iso(row.allergiesAt),
    lines: row.lines.map((line) => ({
      ...line,
      queuedAt: iso(line.queuedAt),
      readyAt: line.readyAt && iso(line.readyAt),
      changes: line.changes.map((change) => ({ ...change, at: iso(change.at) })),
    })),
  }
}
