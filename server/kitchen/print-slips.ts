// Kitchen slips: every dish comes out once at each printer of its station, when it is to be made;
// what is changed about a dish on paper comes out after it. Derived from what was ordered, so that
// nothing an order does waits for paper. Called at an interval. What stands on them is drawn in
// draw-slip.ts, when they are sent.

import { z } from 'zod'
import type { Prisma } from '@/prisma/client/client'
import { ask, type RowOf, statement } from '../database/statement'
import type { Deps } from '../deps'
import { PAPER_TOO_OLD_MS } from '../printing/print-queue'
import { queuePaper } from '../printing/queue-paper'
import './draw-slip'
import { isSlipOf, openLines } from './open-lines'
import { IS_HERE } from './read-tickets'

/** As many changes, the latest, as could ever be on their way to paper. */
const MOST_CHANGES = 1_000

/**
 * The kitchen's printers as its screens: each sees its station's dishes, or all. $1 is the instant
 * of asking.
 */
export const printerScreens = (which: string) => `
screen AS (
  SELECT p.id AS printer_id, p.store_id, s.id, COALESCE(s.is_default, false) AS is_default,
         p.station_id IS NULL AS sees_all,
         ARRAY(SELECT o.id FROM station o WHERE o.store_id = p.store_id AND o.archived_at IS NULL AND NOT o.is_expo) AS open_ids,
         GREATEST(p.prints_from, $1::timestamptz - interval '${PAPER_TOO_OLD_MS} ms') AS since
    FROM printer p LEFT JOIN station s ON s.id = p.station_id
   WHERE p.purpose = 'kitchen' AND p.archived_at IS NULL AND ${which}
)`

/** `+ 0`, so that the papers of an order are looked through, never those of a printer. */
const AT_SCREEN = 'j.printer_id + 0 = screen.printer_id'

const OF_PRINTER = printerScreens('($2::int IS NULL OR p.id = $2)')

/**
 * Whether the line aliased `l` came out at this printer already, itself or the portions it was
 * split off.
 */
const IS_ON_PAPER = `EXISTS (
  SELECT FROM print_job j WHERE ${isSlipOf('l')} AND ${AT_SCREEN} OFFSET 0)`

/** With the changes that were before them: what changes later comes out later. */
const NEW_DISHES = statement(
  'read-unprinted-lines',
  {
    printerId: z.int(),
    orderId: z.int(),
    roundId: z.int(),
    isLater: z.boolean(),
    lineIds: z.array(z.int()),
    changeIds: z.array(z.int()),
  },
  `
WITH ${OF_PRINTER}
SELECT screen.printer_id AS "printerId", l.order_id AS "orderId", l.round_id AS "roundId",
       EXISTS (SELECT FROM print_job j WHERE j.order_id = l.order_id AND ${AT_SCREEN} AND j.round_id = l.round_id
                  AND j.kind = 'slip' AND j.line_ids <> '{}' OFFSET 0) AS "isLater",
       array_agg(l.id ORDER BY l.id) AS "lineIds",
       ARRAY(SELECT c.id FROM order_line x
              CROSS JOIN LATERAL (SELECT id FROM line_change WHERE line_id = x.id OFFSET 0) c
              WHERE x.round_id = l.round_id
                AND COALESCE(x.split_from_id, x.id) = ANY (array_agg(COALESCE(l.split_from_id, l.id)))) AS "changeIds"
  FROM screen
 CROSS JOIN ${openLines('screen.store_id', ['queued', 'cooking', 'ready'], 'queued_at >= screen.since')} l
 WHERE ${IS_HERE} AND (SELECT r.state FROM round r WHERE r.id = l.round_id) = 'confirmed' AND NOT ${IS_ON_PAPER}
 GROUP BY screen.printer_id, l.order_id, l.round_id
 ORDER BY l.round_id`,
)

/** A void or another note of a dish that had come out before. */
const NEW_CHANGES = statement(
  'read-unprinted-changes',
  { printerId: z.int(), changeId: z.int() },
  `
WITH ${OF_PRINTER}
SELECT screen.printer_id AS "printerId", c.id AS "changeId"
  FROM screen
 CROSS JOIN LATERAL (SELECT id, line_id FROM line_change WHERE store_id = screen.store_id AND at >= screen.since
                      ORDER BY at DESC LIMIT ${MOST_CHANGES}) c
 CROSS JOIN LATERAL (SELECT * FROM order_line WHERE id = c.line_id OFFSET 0) l
 WHERE ${IS_ON_PAPER}
   AND NOT EXISTS (SELECT FROM print_job j
                    WHERE j.order_id = l.order_id AND ${AT_SCREEN} AND j.change_ids @> ARRAY[c.id] OFFSET 0)
 ORDER BY c.id`,
)

/**
 * Allergies that somebody said after the dishes they are about had come out, and that no slip of
 * the round came out with since.
 */
const NEW_ALLERGIES = statement(
  'read-unprinted-allergies',
  {
    printerId: z.int(),
    orderId: z.int(),
    roundId: z.int(),
    lineIds: z.array(z.int()),
    atMs: z.int(),
  },
  `
WITH ${OF_PRINTER}
SELECT screen.printer_id AS "printerId", l.order_id AS "orderId", r.id AS "roundId", array_agg(l.id ORDER BY l.id) AS "lineIds",
       (extract(epoch FROM r.allergies_at) * 1000)::bigint AS "atMs"
  FROM screen
 CROSS JOIN ${openLines('screen.store_id', ['held', 'queued', 'cooking'], 'queued_at >= screen.since')} l
 CROSS JOIN LATERAL (SELECT * FROM round WHERE id = l.round_id AND allergies_at >= screen.since OFFSET 0) r
 WHERE ${IS_HERE} AND ${IS_ON_PAPER}
   AND NOT EXISTS (SELECT FROM print_job j WHERE j.order_id = l.order_id AND ${AT_SCREEN} AND j.round_id = r.id
                      AND j.kind = 'slip' AND j.created_at >= r.allergies_at OFFSET 0)
 GROUP BY screen.printer_id, l.order_id, r.id, r.allergies_at
 ORDER BY r.id`,
)

type Dishes = RowOf<typeof NEW_DISHES>
type Change = RowOf<typeof NEW_CHANGES>
type Allergic = RowOf<typeof NEW_ALLERGIES>

/** May run twice at once. @returns how many slips were queued */
export async function printSlips(deps: Deps): Promise<number> {
  const at = deps.now()
  const values = [at, null]
  const dishes = await ask(deps.pool, NEW_DISHES, values)
  const changes = await ask(deps.pool, NEW_CHANGES, values)
  const allergic = await ask(deps.pool, NEW_ALLERGIES, values)
  let queued = 0
  const rows = [...dishes, ...changes, ...allergic]
  for (const printerId of new Set(rows.map((row) => row.printerId))) {
    queued += await deps.db.$transaction((tx) => printAt(tx, printerId, at))
  }
  return queued
}

/** Looked at once more with the printer held, so that two at once print nothing twice. */
async function printAt(tx: Prisma.TransactionClient, printerId: number, at: Date): Promise<number> {
  await tx.$queryRaw`SELECT id FROM printer WHERE id = ${printerId} FOR UPDATE`
  const printer = await tx.printer.findUniqueOrThrow({ where: { id: printerId } })
  const dishes = await tx.$queryRawUnsafe<Dishes[]>(NEW_DISHES.text, at, printerId)
  const changes = await tx.$queryRawUnsafe<Change[]>(NEW_CHANGES.text, at, printerId)
  const allergic = await tx.$queryRawUnsafe<Allergic[]>(NEW_ALLERGIES.text, at, printerId)

  for (const { orderId, roundId, isLater, lineIds, changeIds } of dishes) {
    const about = { slip: isLater ? 'fired' : 'round' }
    const key = `lines-${Math.min(...lineIds)}`
    const facts = { kind: 'slip', key, about, orderId, roundId, lineIds, staffId: null } as const
    await queuePaper(tx, printer, { ...facts, changeIds }, at)
  }
  for (const { changeId } of changes) {
    const { line } = await tx.lineChange.findUniqueOrThrow({
      where: { id: changeId },
      include: { line: { select: { orderId: true, roundId: true } } },
    })
    const about = { slip: 'changes' }
    const facts = { kind: 'slip', key: `change-${changeId}`, about, staffId: null } as const
    await queuePaper(tx, printer, { ...facts, ...line, changeIds: [changeId] }, at)
  }
  for (const { orderId, roundId, lineIds, atMs } of allergic) {
    const about = { slip: 'allergies', lineIds }
    const key = `allergies-${roundId}-${atMs}`
    await queuePaper(tx, printer, { kind: 'slip', key, about, orderId, roundId, staffId: null }, at)
  }
  return dishes.length + changes.length + allergic.length
}
