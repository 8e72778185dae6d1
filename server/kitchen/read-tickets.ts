// Tickets: rounds as the kitchen, or one station of it, sees them. One statement for any number of them; a ticket has no
// table of its own, so it can never disagree with the order.

import { businessDay } from '@/domain/calendar'
import type { Ticket } from '@/domain/kitchen'
import type { Ground } from '../ground'

export type TicketFilter = { storeId: number; stationId: number | null }

export type Tickets = {
  /** The server's clock at this answer, so that ages are right on a screen whose clock is not. */
  at: string
  tickets: Ticket[]
}

/** How many finished tickets can be recalled from the list. */
const FINISHED = 50

/** A ticket's columns; $2 is the station, null for the whole kitchen. */
const ticketsSql = (ofWhich: string) => `
SELECT r.id AS "roundId", o.id AS "orderId", o.number AS "orderNumber", o.table_name AS "tableName",
       r.number, r.state AS "roundState", r.placed_at AS "placedAt", r.note,
       all_lines.here < all_lines.everywhere AS "isShared", all_lines.lines
  FROM round r
  JOIN customer_order o ON o.id = r.order_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS everywhere, count(*) FILTER (WHERE m.is_here) AS here,
           max(l.ready_at) FILTER (WHERE m.is_here) AS last_ready_at,
           bool_or(l.state IN ('held', 'queued', 'cooking')) FILTER (WHERE m.is_here) AS is_open,
           json_agg(json_build_object(
             'id', l.id, 'dishId', l.dish_id, 'name', l.name, 'nameEn', l.name_en, 'chosen', l.choices,
             'note', l.note, 'quantity', l.quantity, 'state', l.state, 'queuedAt', l.queued_at,
             'readyAt', l.ready_at, 'promisedMinutes', l.promised_minutes) ORDER BY l.id)
             FILTER (WHERE m.is_here) AS lines
      FROM order_line l
      CROSS JOIN LATERAL (SELECT $2::int IS NULL OR $2 = ANY (l.station_ids) AS is_here) m
     WHERE l.round_id = r.id) all_lines
${ofWhich}`

/** A pay-first round that is not paid waits for its guest, not for the kitchen; a dish of a cleared table was carried. */
const OPEN_TICKETS = {
  name: 'read-open-tickets',
  text: ticketsSql(`
 WHERE r.id IN (SELECT l.round_id FROM order_line l
                 WHERE l.store_id = $1 AND l.state IN ('held', 'queued', 'cooking', 'ready')
                   AND ($2::int IS NULL OR $2 = ANY (l.station_ids)))
   AND (r.state = 'confirmed' OR (r.state = 'pending' AND (o.mode = 'eat_first' OR o.settled_at IS NOT NULL)))
   AND (all_lines.is_open OR NOT EXISTS (
         SELECT FROM sitting s WHERE s.id = r.sitting_id AND s.cleared_at IS NOT NULL))
 ORDER BY COALESCE(r.decided_at, r.placed_at), r.id`),
}

const FINISHED_TICKETS = {
  name: 'read-finished-tickets',
  text: ticketsSql(`
 WHERE o.store_id = $1 AND o.business_day >= $3::date - 1 AND r.state = 'confirmed'
   AND NOT all_lines.is_open AND all_lines.last_ready_at IS NOT NULL
 ORDER BY all_lines.last_ready_at DESC, r.id DESC LIMIT ${FINISHED}`),
}

type TicketRow = Omit<Ticket, 'placedAt'> & { placedAt: Date }

/** What waits, is cooked or is to be carried, oldest first. */
export async function readTickets(
  ground: Ground,
  { storeId, stationId }: TicketFilter,
): Promise<Tickets> {
  const { rows } = await ground.pool.query<TicketRow>({
    ...OPEN_TICKETS,
    values: [storeId, stationId],
  })
  return { at: ground.now().toISOString(), tickets: rows.map(ticketOf) }
}

/** The last 50 tickets without anything left to cook, the latest first. */
export async function readFinished(
  ground: Ground,
  { storeId, stationId }: TicketFilter,
): Promise<Tickets> {
  const store = await ground.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  const { rows } = await ground.pool.query<TicketRow>({
    ...FINISHED_TICKETS,
    values: [storeId, stationId, businessDay(ground.now().getTime(), store)],
  })
  return { at: ground.now().toISOString(), tickets: rows.map(ticketOf) }
}

/** Instants from JSON and from columns alike, in one spelling. */
function ticketOf(row: TicketRow): Ticket {
  const iso = (instant: string | Date) => new Date(instant).toISOString()
  return {
    ...row,
    placedAt: iso(row.placedAt),
    lines: row.lines.map((line) => ({
      ...line,
      queuedAt: iso(line.queuedAt),
      readyAt: line.readyAt && iso(line.readyAt),
    })),
  }
}
