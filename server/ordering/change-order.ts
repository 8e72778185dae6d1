// What a tap does to an order is decided first, all of it; then its rounds and dishes are saved in
// one statement and the order follows once. What follows for everybody from a dish that is taken
// back is here too: the kitchen that has it is told, and what was untouched returns to stock.

import { z } from 'zod'
import { movePairs } from '@/domain/moves'
import { instantsAfter, type LineInstants } from '@/domain/order-flow'
import { LINE_MOVES, type LineState, ROUND_MOVES, type RoundState } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { statement } from '../database/statement'
import { followLines } from './follow-lines'
import type { WholeOrder } from './lock-order'
import { returnStock } from './return-stock'

export type Line = WholeOrder['lines'][number]
export type By = { staffId: number | null; reason: string; at: Date }

/** A line on its way through one state after the other; it was read with its order's row locked. */
export type LineWay = { line: Line; through: readonly LineState[] }

export type Change = {
  /** Waiting rounds that go to the kitchen: their dishes' clock starts now. */
  confirm?: readonly number[]
  /** Waiting rounds whose dishes are taken back. */
  reject?: readonly number[]
  ways?: readonly LineWay[]
  /** Lines of which something else changed, for screens that flash them. */
  touched?: readonly number[]
}

/** States in which nothing was cooked yet, so the portion is still there. */
const UNTOUCHED: readonly LineState[] = ['held', 'queued']

/** States in which a cook may be at it, and has to be told. */
const IN_KITCHEN: readonly LineState[] = ['held', 'queued', 'cooking', 'ready']

const INSTANTS = [
  ['queuedAt', 'queued_at'],
  ['startedAt', 'started_at'],
  ['readyAt', 'ready_at'],
  ['servedAt', 'served_at'],
  ['voidedAt', 'voided_at'],
] as const
const SET_INSTANTS = INSTANTS.map(([key, column]) => `${column} = m."${key}"`).join(', ')
const INSTANT_COLUMNS = INSTANTS.map(([key]) => `"${key}" timestamptz`).join(', ')

/** $1 the rounds, $2 the lines, $3 their moves and $4 what the kitchen is told, each as JSON. */
const SAVE_CHANGE = statement(
  'save-change',
  { rounds: z.int(), lines: z.int() },
  `
WITH decided AS (
  UPDATE round r SET state = d.state, decided_at = d.at, decided_by_id = d."staffId", reject_reason = d."rejectReason"
    FROM jsonb_to_recordset($1::jsonb) AS d(id int, state round_state, at timestamptz, "staffId" int, "rejectReason" text)
   WHERE r.id = d.id AND (r.state, d.state) IN (${movePairs(ROUND_MOVES)})
  RETURNING r.id
),
changed AS (
  UPDATE order_line l
     SET state = m.state, version = m.version + m.moves, ${SET_INSTANTS}
    FROM jsonb_to_recordset($2::jsonb) AS m(id int, version int, moves int, state line_state, ${INSTANT_COLUMNS})
   WHERE l.id = m.id AND l.version = m.version
     AND NOT EXISTS (SELECT FROM jsonb_to_recordset($3::jsonb) AS h("lineId" int, "from" line_state, "to" line_state)
                      WHERE h."lineId" = l.id AND (h."from", h."to") NOT IN (${movePairs(LINE_MOVES)}))
  RETURNING l.id
),
history AS (
  INSERT INTO line_move (line_id, version, from_state, to_state, staff_id, reason, at)
  SELECT m."lineId", m.version, m."from", m."to", m."staffId", m.reason, m.at
    FROM jsonb_to_recordset($3::jsonb)
      AS m("lineId" int, version int, "from" line_state, "to" line_state, "staffId" int, reason text, at timestamptz)
),
told AS (
  INSERT INTO line_change (store_id, line_id, kind, after, staff_id, at)
  SELECT c."storeId", c."lineId", 'voided', c.reason, c."staffId", c.at
    FROM jsonb_to_recordset($4::jsonb) AS c("storeId" int, "lineId" int, reason text, "staffId" int, at timestamptz)
)
SELECT (SELECT count(*)::int FROM decided) AS rounds, (SELECT count(*)::int FROM changed) AS lines`,
)

/**
 * Changes an order whose row is locked by this transaction; it follows also where nothing is left
 * to be saved.
 * @throws Refusal line.moved-on for a way that no dish goes, line.paid as followLines says
 */
export async function changeOrder(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  by: By,
  { confirm = [], reject = [], ways = [], touched = [] }: Change,
): Promise<void> {
  const rejected = order.lines
    .filter((line) => reject.includes(line.roundId) && line.state !== 'voided')
    .map((line): LineWay => ({ line, through: ['voided'] }))
  const all = [...rejected, ...ways]
  const own = order.lines.filter((line) => confirm.includes(line.roundId))
  const walked = all.map(({ line, through }) => {
    const isNew = confirm.includes(line.roundId)
    return walk(line, through, isNew ? { ...line, queuedAt: by.at } : line, by)
  })
  const waiting = own
    .filter((line) => !all.some((way) => way.line.id === line.id))
    .map((line) => walk(line, [], { ...line, queuedAt: by.at }, by))

  const isOff = (line: Line) =>
    line.state === 'voided' ||
    all.some((way) => way.line.id === line.id && way.through.at(-1) === 'voided')
  // Portions that were split off are lines of their own: theirs stays.
  const emptied = order.rounds
    .filter(({ id, state }) => state === 'pending' && !confirm.includes(id) && !reject.includes(id))
    .filter(({ id }) => order.lines.filter((line) => line.roundId === id).every(isOff))
    .map(({ id }) => id)
  const rounds = [
    ...confirm.map(decision('confirmed')),
    ...[...reject, ...emptied].map(decision('rejected')),
  ]
  const lines = [...walked, ...waiting].map(({ line }) => line)
  const { storeId } = order
  const { staffId, reason, at } = by
  const took = all.filter(({ through }) => through.at(-1) === 'voided').map(({ line }) => line)
  const isWithKitchen = ({ roundId, state }: Line) =>
    IN_KITCHEN.includes(state) && roundOf(order, roundId)?.state === 'confirmed'
  const told = took
    .filter(isWithKitchen)
    .map(({ id }) => ({ storeId, lineId: id, reason, staffId, at }))

  if (rounds.length > 0 || lines.length > 0) {
    const moves = walked.flatMap((each) => each.moves)
    const [saved] = await tx.$queryRawUnsafe<{ rounds: number; lines: number }[]>(
      SAVE_CHANGE.text,
      ...[rounds, lines, moves, told].map((rows) => JSON.stringify(rows)),
    )
    const isSaved = saved?.rounds === rounds.length && saved.lines === lines.length
    if (!isSaved) throw new Refusal('line.moved-on')
  }
  await returnStock(
    tx,
    storeId,
    took.filter(({ state }) => UNTOUCHED.includes(state)),
    by,
  )
  const lineIds = [...new Set([...lines.map(({ id }) => id), ...touched])]
  await followLines(tx, { orderId: order.id, ...by, lineIds })

  function decision(state: RoundState) {
    return (id: number) => {
      const rejectReason = state === 'rejected' ? by.reason : null
      return { id, state, at: by.at, staffId: by.staffId, rejectReason }
    }
  }
}

export const roundOf = (order: WholeOrder, roundId: number) =>
  order.rounds.find(({ id }) => id === roundId)

function walk(
  { id, version, state }: Line,
  through: readonly LineState[],
  was: LineInstants<Date>,
  { staffId, reason, at }: By,
) {
  let instants = was
  let from = state
  const moves = through.map((to, step) => {
    if (!LINE_MOVES[from].includes(to)) throw new Refusal('line.moved-on', { state: from })
    const move = { lineId: id, version: version + step, from, to, staffId, reason, at }
    instants = instantsAfter(instants, from, to, at)
    from = to
    return move
  })
  const { queuedAt, startedAt, readyAt, servedAt, voidedAt } = instants
  const line = { id, version, moves: moves.length, state: from }
  return { line: { ...line, queuedAt, startedAt, readyAt, servedAt, voidedAt }, moves }
}
