// What stands on a kitchen slip at the moment when it is sent: dishes that are still to come, as
// they are then. What was served, taken back or cleared away while the printer was down is not
// printed as new, and what comes late says so.

import { z } from 'zod'
import { namedAllergies, type SaidAllergies } from '@/domain/allergies'
import { localDigits } from '@/domain/calendar'
import { knownLanguage } from '@/domain/language'
import { type ChosenOption, chosenAt } from '@/domain/menu'
import { LATE_PAPER_MS, type Slip, type SlipLine, slipPaper } from '@/domain/slip'
import type { Prisma } from '@/prisma/client/client'
import { sayIn } from '@/text/words'
import { spoken } from '../database/spoken'
import { type RowOf, statement } from '../database/statement'
import type { Deps } from '../deps'
import {
  type Drawing,
  type PrinterRow,
  type PrintJobRow,
  registerDrawing,
} from '../printing/drawings'
import { wantedAt } from '../printing/queue-paper'

/**
 * A slip that may have come out, so that its second copy says the same of what is still to be made.
 */
type Drawn = { id: number; quantity: number; note: string }[]

type Line = Prisma.OrderLineGetPayload<object>
type Round = Prisma.RoundGetPayload<{ include: typeof ROUND_FACTS }>

const ROUND_FACTS = {
  store: { select: { timeZone: true } },
  order: {
    select: {
      number: true,
      tableName: true,
      state: true,
      sitting: {
        select: { clearedAt: true, guests: { select: { number: true, nickname: true } } },
      },
    },
  },
} as const satisfies Prisma.RoundInclude

const isStillToCome = ({ state }: Line) => state !== 'served' && state !== 'voided'

registerDrawing('slip', (deps, printer, job) =>
  // One look at everything: a dish with its changes, never one without the other.
  deps.db.$transaction((tx) => drawSlip(deps, tx, printer, job), {
    isolationLevel: 'RepeatableRead',
  }),
)

async function drawSlip(
  deps: Deps,
  tx: Prisma.TransactionClient,
  printer: PrinterRow,
  job: PrintJobRow,
): Promise<Drawing | null> {
  const round = await tx.round.findUnique({ where: { id: job.roundId ?? 0 }, include: ROUND_FACTS })
  if (!round || round.order.sitting?.clearedAt) return null
  const { slip = 'round', lineIds } = job.about as { slip?: Slip['kind']; lineIds?: number[] }
  const as = (lines: SlipLine[], kind: Slip['kind']) =>
    paperOf(deps, tx, printer, job, round, { kind, lines })

  if (job.lineIds.length > 0) {
    const lines = await linesOf(tx, { id: { in: job.lineIds } })
    const first = job.drawn as Drawn | null
    const shown = lines.filter(isStillToCome).map((line) => {
      const before = first?.find(({ id }) => id === line.id)
      return { ...line, ...(before && { quantity: before.quantity, note: before.note }) }
    })
    if (shown.length === 0) return null
    if (first) return { paper: await as(shown.map(slipLineOf), slip) }
    const { lineIds } = job
    const family = {
      roundId: round.id,
      OR: [{ id: { in: lineIds } }, { splitFromId: { in: lineIds } }],
    }
    const changes = await tx.lineChange.findMany({ where: { line: family }, select: { id: true } })
    return {
      paper: await as(shown.map(slipLineOf), slip),
      drawn: shown.map(({ id, quantity, note }) => ({ id, quantity, note })),
      changeIds: changes.map(({ id }) => id),
    }
  }
  if (slip === 'allergies') {
    const lines = await linesOf(tx, { id: { in: lineIds ?? [] } })
    const shown = lines.filter(isStillToCome)
    if (shown.length === 0 || round.allergiesAt === null) return null
    return { paper: await as(shown.map(slipLineOf), slip) }
  }
  if (slip === 'changes' || (job.changeIds.length > 0 && job.copy === 1)) {
    return drawChange(tx, job, (lines) => as(lines, 'changes'))
  }
  const all = await linesOf(tx, lineIds ? { id: { in: lineIds } } : { roundId: round.id })
  const open = all.filter(isStillToCome)
  const isWanted = deps.now().getTime() - wantedAt(job).getTime() < LATE_PAPER_MS
  // Who asks for a slip of what is on the table already wants to see it; not an hour later.
  const shown = open.length > 0 || !isWanted ? open : all.filter(({ state }) => state !== 'voided')
  return shown.length > 0 ? { paper: await as(shown.map(slipLineOf), 'round') } : null
}

/**
 * Among the papers of an order at a printer: whether a dish came out, and whether a change of it
 * did on any but `$4`.
 */
const ON_PAPER = statement(
  'what-is-on-paper',
  { isShown: z.boolean().nullable(), isTold: z.boolean().nullable() },
  `
SELECT bool_or(line_ids && $3::int[]) AS "isShown", bool_or(id <> $4::bigint AND $5::int = ANY (change_ids)) AS "isTold"
  FROM print_job
 WHERE order_id = $1 AND printer_id + 0 = $2 AND (state = 'printed' OR begun_at IS NOT NULL)`,
)

/** Only where the kitchen has the dish on paper as it was before. */
async function drawChange(
  tx: Prisma.TransactionClient,
  { id, printerId, changeIds }: PrintJobRow,
  paperWith: (lines: SlipLine[]) => Promise<ReturnType<typeof slipPaper>>,
): Promise<Drawing | null> {
  const [changeId = 0] = changeIds
  const change = await tx.lineChange.findUnique({
    where: { id: changeId },
    include: { line: true },
  })
  if (!change || change.line.state === 'served') return null
  const { line, kind, before, after } = change
  const family = [line.id, ...(line.splitFromId ? [line.splitFromId] : [])]
  const [onPaper] = await tx.$queryRawUnsafe<RowOf<typeof ON_PAPER>[]>(
    ON_PAPER.text,
    line.orderId,
    printerId,
    family,
    id,
    changeId,
  )
  if (!onPaper?.isShown || onPaper.isTold) return null
  return { paper: await paperWith([{ ...slipLineOf(line), change: { kind, before, after } }]) }
}

const linesOf = (tx: Prisma.TransactionClient, where: Prisma.OrderLineWhereInput) =>
  tx.orderLine.findMany({ where, orderBy: [{ course: 'asc' }, { id: 'asc' }] })

function slipLineOf(line: Line): SlipLine {
  const { name, names, choices, note, grams, isPriced, quantity, unit, units, course, state } =
    spoken(line)
  return {
    name,
    names,
    chosen: choices as ChosenOption[],
    note,
    grams,
    isPriced,
    quantity,
    unit,
    units,
    course,
    isHeld: state === 'held',
    change: null,
  }
}

async function paperOf(
  { now }: Deps,
  tx: Prisma.TransactionClient,
  printer: PrinterRow,
  job: PrintJobRow,
  { store, order, ...round }: Round,
  request: Pick<Slip, 'kind' | 'lines'>,
) {
  const station = printer.stationId
    ? await tx.station.findUnique({ where: { id: printer.stationId } })
    : null
  const clock = (at: Date) => {
    const digits = localDigits(at.getTime(), store.timeZone)
    return `${digits.slice(8, 10)}:${digits.slice(10, 12)}`
  }
  const wanted = wantedAt(job)
  const isLate = now().getTime() - wanted.getTime() >= LATE_PAPER_MS
  const slip: Slip = {
    ...request,
    lines: request.lines.map((each) => ({
      ...each,
      chosen: chosenAt(each.chosen, printer.stationId),
    })),
    tableName: order.tableName,
    orderNumber: order.number,
    roundNumber: round.number,
    isUrgent: round.urgentAt !== null,
    isTakeaway: round.isTakeaway,
    note: round.note,
    allergies: namedAllergies(
      round.allergies as unknown as SaidAllergies[],
      order.sitting?.guests ?? [],
    ),
    time: clock(wanted),
    lateTime: isLate ? clock(now()) : null,
    station: spoken(station),
    copy: job.copy,
  }
  const language = knownLanguage(printer.language)
  return slipPaper(slip, language, sayIn(language, 'paper'), sayIn(language, 'allergies'))
}
