// Tickets: rounds as the kitchen, or one station of it, sees them. One statement for any number of them; a ticket has no
// table of its own, so it can never disagree with the order.

import { businessDay } from '@/domain/calendar'
import type { Ticket } from '@/domain/kitchen'
import type { Ground } from '../ground'

export type TicketFilter = { storeId: number; stationId: number | null }

export type Tickets = {
  /** The server's clock at this answer, so that ages are right on a screen whose clock is not. */
  at: string
  /** A dish is due from this much of its promise. */
  dueAtPercent: number
  tickets: Ticket[]
}

/** How many finished tickets can be recalled from the list. */
const FINISHED = 50
/** A change that nobody acknowledged is shown for this long. */
const CHANGE_HOURS = 12

/**
 * Whether a line is shown at the screen aliased `screen`: all at the pass and at a screen of no station, else the station's
 * own; what no open station claims is the default one's, never nobody's.
 */
export const IS_HERE = `(screen.sees_all OR screen.id = ANY (l.station_ids)
    OR (screen.is_default AND NOT l.station_ids && screen.open_ids))`

/** The screen that asks; $1 the store, $2 its station, null = the whole kitchen. */
const SCREEN = `
screen AS (
  SELECT s.id, COALESCE(s.is_default, false) AS is_default, $2::int IS NULL OR s.is_expo AS sees_all,
         ARRAY(SELECT o.id FROM station o WHERE o.store_id = $1 AND o.archived_at IS NULL) AS open_ids
    FROM (SELECT 1) one LEFT JOIN station s ON s.id = $2 AND s.store_id = $1
)`

/** Changes of the line aliased `l` that this screen has not acknowledged; the whole kitchen's has when every station has. */
const OPEN_CHANGES = `
  SELECT c.* FROM line_change c
   WHERE c.line_id = l.id AND c.at > $3::timestamptz - interval '${CHANGE_HOURS} hours' AND EXISTS (
     SELECT FROM unnest(CASE WHEN screen.id IS NULL THEN l.station_ids ELSE ARRAY[screen.id] END) AS asked(id)
      WHERE NOT EXISTS (SELECT FROM line_change_seen n WHERE n.change_id = c.id AND n.station_id = asked.id))`

/** A ticket's columns. A line's state is the screen's: ready once its own part is. */
const ticketsSql = (ofWhich: string) => `
WITH ${SCREEN}
SELECT r.id AS "roundId", o.id AS "orderId", o.number AS "orderNumber", o.table_name AS "tableName",
       r.number, r.state AS "roundState", r.placed_at AS "placedAt", r.note, r.urgent_at AS "urgentAt",
       r.hurried_at AS "hurriedAt", all_lines.here < all_lines.everywhere AS "isShared", all_lines.lines
  FROM screen
  CROSS JOIN round r
  JOIN customer_order o ON o.id = r.order_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS everywhere, count(*) FILTER (WHERE m.is_here) AS here,
           max(COALESCE(l.ready_at, m.part_ready_at)) FILTER (WHERE m.is_here) AS last_ready_at,
           bool_or(m.state IN ('held', 'queued', 'cooking')) FILTER (WHERE m.is_here) AS is_open,
           bool_or(m.state = 'ready') FILTER (WHERE m.is_here) AS is_ready,
           bool_or(m.changes IS NOT NULL) FILTER (WHERE m.is_here) AS is_changed,
           json_agg(json_build_object(
             'id', l.id, 'dishId', l.dish_id, 'name', l.name, 'nameEn', l.name_en, 'chosen', l.choices,
             'note', l.note, 'quantity', l.quantity, 'state', m.state, 'queuedAt', l.queued_at,
             'readyAt', l.ready_at, 'promisedMinutes', l.promised_minutes, 'course', l.course,
             'stationIds', l.station_ids, 'doneStationIds', m.done_ids, 'changes', COALESCE(m.changes, '[]')
             ) ORDER BY l.course, l.id) FILTER (WHERE m.is_here) AS lines
      FROM order_line l
      CROSS JOIN LATERAL (
        SELECT ARRAY_AGG(p.station_id ORDER BY p.id) AS ids,
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
 * A pay-first round that is not paid waits for its guest, not for the kitchen; a dish of a cleared table was carried. What was
 * put before everything else comes first, then the oldest.
 */
const OPEN_TICKETS = {
  name: 'read-open-tickets',
  text: ticketsSql(`
 WHERE r.id IN (SELECT l.round_id FROM order_line l
                 WHERE l.store_id = $1 AND l.state IN ('held', 'queued', 'cooking', 'ready') AND ${IS_HERE}
                UNION
                SELECT l.round_id FROM line_change c JOIN order_line l ON l.id = c.line_id
                 WHERE c.store_id = $1 AND c.at > $3::timestamptz - interval '${CHANGE_HOURS} hours' AND ${IS_HERE})
   AND (r.state = 'confirmed' OR (r.state = 'pending' AND (o.mode = 'eat_first' OR o.settled_at IS NOT NULL)))
   AND (all_lines.is_open OR all_lines.is_changed OR (all_lines.is_ready AND NOT EXISTS (
         SELECT FROM sitting s WHERE s.id = r.sitting_id AND s.cleared_at IS NOT NULL)))
 ORDER BY r.urgent_at, COALESCE(r.decided_at, r.placed_at), r.id`),
}

const FINISHED_TICKETS = {
  name: 'read-finished-tickets',
  text: ticketsSql(`
 WHERE o.store_id = $1 AND o.business_day >= $4::date - 1 AND r.state = 'confirmed'
   AND NOT all_lines.is_open AND all_lines.last_ready_at IS NOT NULL
 ORDER BY all_lines.last_ready_at DESC, r.id DESC LIMIT ${FINISHED}`),
}

type TicketRow = Omit<Ticket, 'placedAt' | 'urgentAt' | 'hurriedAt'> & {
  placedAt: Date
  urgentAt: Date | null
  hurriedAt: Date | null
}

/** What waits, is cooked or is to be carried, and what was changed about it: urgent ones first, then the oldest. */
export async function readTickets(
  ground: Ground,
  { storeId, stationId }: TicketFilter,
): Promise<Tickets> {
  const [{ rows }, store] = await Promise.all([
    ground.pool.query<TicketRow>({ ...OPEN_TICKETS, values: [storeId, stationId, ground.now()] }),
    paceOf(ground, storeId),
  ])
  return answer(ground, store.dueAtPercent, rows)
}

/** The last 50 tickets without anything left to cook, the latest first. */
export async function readFinished(
  ground: Ground,
  { storeId, stationId }: TicketFilter,
): Promise<Tickets> {
  const store = await paceOf(ground, storeId)
  const today = businessDay(ground.now().getTime(), store)
  const { rows } = await ground.pool.query<TicketRow>({
    ...FINISHED_TICKETS,
    values: [storeId, stationId, ground.now(), today],
  })
  return answer(ground, store.dueAtPercent, rows)
}

function paceOf(ground: Ground, storeId: number) {
  return ground.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true, dueAtPercent: true },
  })
}

function answer(ground: Ground, dueAtPercent: number, rows: TicketRow[]): Tickets {
  return { at: ground.now().toISOString(), dueAtPercent, tickets: rows.map(ticketOf) }
}

/** Instants from JSON and from columns alike, in one spelling. */
function ticketOf(row: TicketRow): Ticket {
  const iso = (instant: string | Date) => new Date(instant).toISOString()
  return {
    ...row,
    placedAt: iso(row.placedAt),
    urgentAt: row.urgentAt && iso(row.urgentAt),
    hurriedAt: row.hurriedAt && iso(row.hurriedAt),
    lines: row.lines.map((line) => ({
      ...line,
      queuedAt: iso(line.queuedAt),
      readyAt: line.readyAt && iso(line.readyAt),
      changes: line.changes.map((change) => ({ ...change, at: iso(change.at) })),
    })),
  }
}
