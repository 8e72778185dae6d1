// Kitchen slips: every dish comes out once at each printer of its station, when it is to be made; what is changed about a dish on
// paper comes out after it. Derived from what was ordered, so that nothing an order does waits for paper. Called at an interval.

import { localDigits } from '@/domain/calendar'
import type { ChosenOption } from '@/domain/menu'
import { type Slip, type SlipLine, slipPaper } from '@/domain/slip'
import type { Prisma } from '@/prisma/client/client'
import type { Ground } from '../ground'
import { PAPER_TOO_OLD_MS } from '../printing/print-queue'
import { type PrinterRow, queuePaper } from '../printing/queue-paper'
import { IS_HERE } from './read-tickets'

/** The kitchen's printers as its screens: each sees its station's dishes, or all. $1 is the instant of asking. */
export const printerScreens = (which: string) => `
screen AS (
  SELECT p.id AS printer_id, p.store_id, s.id, COALESCE(s.is_default, false) AS is_default,
         p.station_id IS NULL AS sees_all,
         ARRAY(SELECT o.id FROM station o WHERE o.store_id = p.store_id AND o.archived_at IS NULL) AS open_ids,
         GREATEST(p.prints_from, $1::timestamptz - interval '${PAPER_TOO_OLD_MS} ms') AS since
    FROM printer p LEFT JOIN station s ON s.id = p.station_id
   WHERE p.purpose = 'kitchen' AND p.archived_at IS NULL AND ${which}
)`

const OF_PRINTER = printerScreens('($2::int IS NULL OR p.id = $2)')

/** Whether the line aliased `l` came out at this printer already, itself or the portions it was split off. */
const IS_ON_PAPER = `EXISTS (
  SELECT FROM print_job j WHERE j.printer_id = screen.printer_id
     AND (j.line_ids @> ARRAY[l.id] OR j.line_ids @> ARRAY[l.split_from_id]))`

/** With the lines as they are at that moment and the changes that made them so: what changes later comes out later. */
const NEW_DISHES = {
  name: 'read-unprinted-lines',
  text: `
WITH ${OF_PRINTER}
SELECT screen.printer_id AS "printerId", l.round_id AS "roundId",
       json_agg(json_build_object('id', l.id, 'name', l.name, 'nameEn', l.name_en, 'chosen', l.choices, 'note', l.note,
         'quantity', l.quantity, 'course', l.course, 'isHeld', false, 'change', NULL) ORDER BY l.course, l.id) AS lines,
       ARRAY(SELECT c.id FROM line_change c JOIN order_line x ON x.id = c.line_id
              WHERE COALESCE(x.split_from_id, x.id) = ANY (array_agg(COALESCE(l.split_from_id, l.id)))) AS "changeIds"
  FROM screen
  JOIN order_line l ON l.store_id = screen.store_id AND l.state IN ('queued', 'cooking', 'ready')
                   AND l.queued_at >= screen.since AND ${IS_HERE}
  JOIN round r ON r.id = l.round_id AND r.state = 'confirmed'
 WHERE NOT ${IS_ON_PAPER}
 GROUP BY screen.printer_id, l.round_id
 ORDER BY l.round_id`,
}

/** A void or another note of a dish that had come out before. */
const NEW_CHANGES = {
  name: 'read-unprinted-changes',
  text: `
WITH ${OF_PRINTER}
SELECT screen.printer_id AS "printerId", c.id AS "changeId"
  FROM screen
  JOIN line_change c ON c.store_id = screen.store_id AND c.at >= screen.since
  JOIN order_line l ON l.id = c.line_id
 WHERE ${IS_ON_PAPER}
   AND NOT EXISTS (SELECT FROM print_job j WHERE j.printer_id = screen.printer_id AND j.change_ids @> ARRAY[c.id])
 ORDER BY c.id`,
}

type Dishes = {
  printerId: number
  roundId: number
  lines: (SlipLine & { id: number })[]
  changeIds: number[]
}
type Change = { printerId: number; changeId: number }

/** May run twice at once. @returns how many slips were queued */
export async function printSlips(ground: Ground): Promise<number> {
  const at = ground.now()
  const values = [at, null]
  const { rows: dishes } = await ground.pool.query<Dishes>({ ...NEW_DISHES, values })
  const { rows: changes } = await ground.pool.query<Change>({ ...NEW_CHANGES, values })
  let queued = 0
  for (const printerId of new Set([...dishes, ...changes].map((row) => row.printerId))) {
    queued += await ground.db.$transaction((tx) => printAt(tx, printerId, at))
  }
  return queued
}

/** Looked at once more with the printer held, so that two at once print nothing twice. */
async function printAt(tx: Prisma.TransactionClient, printerId: number, at: Date): Promise<number> {
  await tx.$queryRaw`SELECT id FROM printer WHERE id = ${printerId} FOR UPDATE`
  const printer = await tx.printer.findUniqueOrThrow({ where: { id: printerId } })
  const dishes = await tx.$queryRawUnsafe<Dishes[]>(NEW_DISHES.text, at, printerId)
  const changes = await tx.$queryRawUnsafe<Change[]>(NEW_CHANGES.text, at, printerId)

  for (const { roundId, lines, changeIds } of dishes) {
    const lineIds = lines.map(({ id }) => id)
    const others = await tx.printJob.count({
      where: { printerId, roundId, kind: 'slip', lineIds: { isEmpty: false } },
    })
    const kind = others > 0 ? 'fired' : 'round'
    const slip = await slipOf(tx, printer, roundId, at, { kind, copy: 1, lines })
    const key = `lines-${Math.min(...lineIds)}`
    await queuePaper(tx, printer, { ...slip, key, copy: 1, lineIds, changeIds, staffId: null }, at)
  }
  for (const { changeId } of changes) {
    const { line, kind, before, after } = await tx.lineChange.findUniqueOrThrow({
      where: { id: changeId },
      include: { line: true },
    })
    const lines = [{ ...slipLineOf(line), change: { kind, before, after } }]
    const slip = await slipOf(tx, printer, line.roundId, at, { kind: 'changes', copy: 1, lines })
    await queuePaper(
      tx,
      printer,
      {
        ...slip,
        key: `change-${changeId}`,
        copy: 1,
        lineIds: [],
        changeIds: [changeId],
        staffId: null,
      },
      at,
    )
  }
  return dishes.length + changes.length
}

export const IN_ORDER = { orderBy: [{ course: 'asc' }, { id: 'asc' }] } as const satisfies Omit<
  Prisma.OrderLineFindManyArgs,
  'where'
>

export function slipLineOf(line: Prisma.OrderLineGetPayload<object>): SlipLine {
  const { name, nameEn, choices, note, quantity, course, state } = line
  return {
    name,
    nameEn,
    chosen: choices as ChosenOption[],
    note,
    quantity,
    course,
    isHeld: state === 'held',
    change: null,
  }
}

/** A slip of a round as paper of this printer. */
export async function slipOf(
  tx: Prisma.TransactionClient,
  printer: PrinterRow,
  roundId: number,
  at: Date,
  wish: Pick<Slip, 'kind' | 'lines' | 'copy'>,
) {
  const { order, store, ...round } = await tx.round.findUniqueOrThrow({
    where: { id: roundId },
    include: {
      order: { select: { id: true, number: true, tableName: true } },
      store: { select: { timeZone: true } },
    },
  })
  const station = printer.stationId
    ? await tx.station.findUnique({ where: { id: printer.stationId } })
    : null
  const digits = localDigits(at.getTime(), store.timeZone)
  const slip: Slip = {
    ...wish,
    tableName: order.tableName,
    orderNumber: order.number,
    roundNumber: round.number,
    isUrgent: round.urgentAt !== null,
    note: round.note,
    time: `${digits.slice(8, 10)}:${digits.slice(10, 12)}`,
    station,
  }
  return {
    kind: 'slip' as const,
    orderId: order.id,
    roundId,
    paper: (language: Parameters<typeof slipPaper>[1]) => slipPaper(slip, language),
  }
}
