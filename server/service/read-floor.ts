// The floor at a glance: every area and table of a store, the sitting at it, and what that sitting
// needs of a person.

import { z } from 'zod'
import type { Localized } from '@/domain/language'
import { type TableState, tableState } from '@/domain/seating'
import { type AskedRequest, type Need, type NeedLine, needsOf } from '@/domain/service'
import type { Actor } from '../access/procedures'
import { spoken } from '../database/spoken'
import { ask, json, type RowOf, statement } from '../database/statement'
import type { Deps } from '../deps'
import { lineJson } from '../ordering/line-columns'

export type FloorSitting = {
  id: number
  openedAt: string
  /** People as far as known: the party size somebody entered, else the phones that joined. */
  guests: number
  orders: number
  owedCents: number
  openCents: number
  needs: Need[]
}

export type FloorTable = {
  id: number
  name: string
  seats: number
  state: TableState
  sitting: FloorSitting | null
}

export type FloorArea = {
  id: number
  name: string
  names: Localized
  /** 外带: its tables are numbers that guests get at the counter. */
  isTakeaway: boolean
  tables: FloorTable[]
}

/**
 * As many of one party as a person decides on, or carries, at a time; the next ones come after
 * them.
 */
const MOST_ROUNDS = 20
const MOST_DISHES = 50

/** Amounts in 分. */
export async function readFloor(deps: Deps, actor: Actor): Promise<{ areas: FloorArea[] }> {
  const { storeId } = actor
  const [areas, sittings] = await Promise.all([
    deps.db.area.findMany({
      where: { storeId, archivedAt: null },
      orderBy: [{ sort: 'asc' }, { id: 'asc' }],
      select: {
        id: true,
        name: true,
        names: true,
        isTakeaway: true,
        tables: {
          where: { archivedAt: null },
          orderBy: [{ sort: 'asc' }, { id: 'asc' }],
          select: { id: true, name: true, seats: true },
        },
      },
    }),
    ask(deps.pool, SITTINGS, [storeId]),
  ])
  const at = new Map(sittings.map((row) => [row.tableId, row]))
  return {
    areas: spoken(areas).map((area) => ({
      ...area,
      tables: area.tables.map((table) => floorTableOf(table, at.get(table.id))),
    })),
  }
}

const DISH = lineJson('l', ['id', 'name', 'names', 'quantity'])

/** Who sits where, by table. A pay-first order that is not paid waits for its guest, not for us. */
const SITTINGS = statement(
  'read-floor-sittings',
  {
    tableId: z.int(),
    id: z.int(),
    openedAt: z.date(),
    guests: z.int(),
    orders: z.int(),
    owedCents: z.number(),
    openCents: z.number(),
    requests: json<AskedRequest[]>(),
    pendingRounds: json<{ id: number; placedAt: string; lines: NeedLine[] }[]>(),
    readyLines: json<(NeedLine & { readyAt: string })[]>(),
    readyCount: z.int(),
    awaited: z.int(),
    unpricedLines: json<(NeedLine & { placedAt: string })[]>(),
  },
  `
SELECT t.table_id AS "tableId", s.id, s.opened_at AS "openedAt",
       COALESCE(s.party_size, (SELECT count(*) FROM guest g WHERE g.sitting_id = s.id)::int) AS guests,
       bill.orders, bill.awaited, bill."owedCents", bill."openCents", asked.requests, waiting.rounds AS "pendingRounds",
       made.lines AS "readyLines", made.count AS "readyCount",
       unpriced.lines AS "unpricedLines"
  FROM dining_table d
 CROSS JOIN LATERAL (SELECT * FROM sitting_table WHERE table_id = d.id AND until_at IS NULL OFFSET 0) t
 CROSS JOIN LATERAL (SELECT * FROM sitting WHERE id = t.sitting_id OFFSET 0) s
 CROSS JOIN LATERAL (
   SELECT count(*)::int AS orders, COALESCE(sum(o.awaited), 0)::int AS awaited, COALESCE(sum(o.owed_cents), 0)::bigint AS "owedCents",
          COALESCE(sum(GREATEST(0, o.owed_cents - (o.paid_cents - o.surplus_cents))), 0)::bigint AS "openCents"
     FROM customer_order o WHERE o.sitting_id = s.id AND o.state <> 'cancelled') bill
 CROSS JOIN LATERAL (
   SELECT COALESCE(json_agg(json_build_object('id', q.id, 'kind', q.kind, 'words', q.words,
            'seenBy', (SELECT p.name FROM staff p WHERE p.id = q.seen_by_id), 'createdAt', q.created_at) ORDER BY q.id), '[]') AS requests
     FROM service_request q WHERE q.sitting_id = s.id AND q.done_at IS NULL) asked
 CROSS JOIN LATERAL (
   SELECT COALESCE(json_agg(json_build_object('id', w.id, 'placedAt', w.placed_at, 'lines', (
            SELECT COALESCE(json_agg(json_build_object(${DISH}) ORDER BY l.id), '[]') FROM order_line l WHERE l.round_id = w.id
          )) ORDER BY w.id), '[]') AS rounds
     FROM (SELECT r.id, r.placed_at FROM customer_order o
             CROSS JOIN LATERAL (SELECT * FROM round WHERE order_id = o.id OFFSET 0) r
            WHERE o.sitting_id = s.id AND o.state <> 'cancelled' AND r.state = 'pending'
              AND (o.mode = 'eat_first' OR o.awaited = 0 AND o.owed_cents <= o.paid_cents - o.surplus_cents)
            ORDER BY r.id LIMIT ${MOST_ROUNDS}) w) waiting
 CROSS JOIN LATERAL (
   SELECT COALESCE(json_agg(json_build_object(${DISH}, 'readyAt', COALESCE(l.ready_at, s.opened_at)) ORDER BY l.nth)
                     FILTER (WHERE l.nth <= ${MOST_DISHES}), '[]') AS lines, count(*)::int AS count
     FROM (SELECT x.*, row_number() OVER (ORDER BY x.ready_at, x.id) AS nth
             FROM customer_order o
            CROSS JOIN LATERAL (SELECT * FROM order_line WHERE order_id = o.id OFFSET 0) x
            WHERE o.sitting_id = s.id AND o.state <> 'cancelled' AND x.state = 'ready') l) made
 CROSS JOIN LATERAL (
   SELECT COALESCE(json_agg(json_build_object(${DISH}, 'placedAt', l.queued_at) ORDER BY l.id), '[]') AS lines
     FROM (SELECT x.* FROM customer_order o
            CROSS JOIN LATERAL (SELECT * FROM order_line WHERE order_id = o.id OFFSET 0) x
            WHERE o.sitting_id = s.id AND o.state <> 'cancelled' AND o.awaited > 0 AND NOT x.is_priced AND x.state <> 'voided'
            ORDER BY x.id LIMIT ${MOST_DISHES}) l) unpriced
 WHERE d.store_id = $1 AND d.archived_at IS NULL`,
)

type SittingRow = RowOf<typeof SITTINGS>

function floorTableOf(
  { id, name, seats }: { id: number; name: string; seats: number },
  row: SittingRow | undefined,
): FloorTable {
  if (!row) return { id, name, seats, state: 'free', sitting: null }
  const sitting = floorSittingOf(row)
  const state = tableState({
    isOpen: true,
    pendingRounds: sitting.needs.filter((need) => need.kind === 'confirm').length,
    orders: sitting.orders,
    awaited: row.awaited,
    owedCents: sitting.owedCents,
    paidCents: sitting.owedCents - sitting.openCents,
  })
  return { id, name, seats, state, sitting }
}

function floorSittingOf(row: SittingRow): FloorSitting {
  const { id, openedAt, guests, orders, owedCents, openCents, readyCount } = row
  const iso = (instant: string) => new Date(instant).toISOString()
  return {
    id,
    openedAt: openedAt.toISOString(),
    guests,
    orders,
    owedCents,
    openCents,
    needs: needsOf({
      openCents,
      readyCount,
      requests: row.requests.map((each) => ({ ...each, createdAt: iso(each.createdAt) })),
      pendingRounds: row.pendingRounds.map((each) => ({ ...each, placedAt: iso(each.placedAt) })),
      unpricedLines: row.unpricedLines.map((each) => ({ ...each, placedAt: iso(each.placedAt) })),
      readyLines: row.readyLines.map((each) => ({ ...each, readyAt: iso(each.readyAt) })),
    }),
  }
}
