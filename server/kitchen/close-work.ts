// Lists of work end, whether or not anybody bumps: the program closes what a cleared table ordered,
// and what is left when its business day is over, with the reason in its history. Called at an
// interval; two processes, or one that was off, close once.

import { z } from 'zod'
import { businessDay, type StoreClock } from '@/domain/calendar'
import { CLOSING_GRACE_MS, endOfWaiting, isLeftOver } from '@/domain/kitchen'
import type { LineState } from '@/domain/ordering'
import type { Prisma } from '@/prisma/client/client'
import { writeAudit } from '../access/write-audit'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { changeOrder } from '../ordering/change-order'
import { lockOrders, type WholeOrder } from '../ordering/lock-order'
import {
  hasOpenLines,
  isCleared,
  OPEN_STATES,
  openLines,
  ROUND_AND_ORDER_OF_LINE,
} from './open-lines'

/** What stands in the history of a dish that the program closed. */
const CLOSED = { cleared: 'cleared', dayEnd: 'day-end' } as const

/** Orders of one store in one run; the next run takes the others. */
const BATCH = 200

type Store = StoreClock & { id: number }
type Now = { today: string; atMs: number }

const OPEN: readonly LineState[] = OPEN_STATES

const STORES_WITH_WORK = statement(
  'stores-with-work',
  { id: z.int(), timeZone: z.string(), dayEndsAtHour: z.int() },
  `
SELECT id, time_zone AS "timeZone", day_ends_at_hour AS "dayEndsAtHour" FROM store s WHERE ${hasOpenLines('s.id')}`,
)

/** @returns how many orders were closed */
export async function closeWork(deps: Deps): Promise<number> {
  const stores = await ask(deps.pool, STORES_WITH_WORK)
  let closed = 0
  for (const store of stores) {
    for (const orderId of await readOver(deps, store)) {
      if (await closeOrder(deps, store, orderId)) closed += 1
    }
  }
  return closed
}

function nowAt(deps: Deps, clock: StoreClock): Now {
  const atMs = deps.now().getTime()
  return { today: businessDay(atMs, clock), atMs }
}

const READ_WORK_TO_CLOSE = statement(
  'read-work-to-close',
  { id: z.int() },
  `
SELECT DISTINCT o.id
  FROM ${openLines('$1')} l${ROUND_AND_ORDER_OF_LINE}
 WHERE ((o.business_day < $2::date AND l.queued_at <= $3) OR ${isCleared('o.sitting_id')})
   AND (r.state = 'confirmed' OR o.settled_at IS NOT NULL
        OR (o.paid_cents <= o.refunded_cents
            AND NOT EXISTS (SELECT FROM payment p WHERE p.order_id = o.id AND p.state = 'pending' OFFSET 0)))
 ORDER BY o.id LIMIT ${BATCH}`,
)

/**
 * Orders with something to close. A waiting round that is paid in part, or just being paid, is
 * none.
 */
async function readOver(deps: Deps, store: Store): Promise<number[]> {
  const { today, atMs } = nowAt(deps, store)
  const rows = await ask(deps.pool, READ_WORK_TO_CLOSE, [
    store.id,
    today,
    new Date(atMs - CLOSING_GRACE_MS),
  ])
  return rows.map(({ id }) => id)
}

/**
 * Looked at once more with the order held, so that two at once close nothing twice. @returns
 * whether anything was left
 */
function closeOrder(deps: Deps, store: Store, orderId: number): Promise<boolean> {
  return deps.db.$transaction(async (tx) => {
    const [order] = await lockOrders(tx, store.id, [orderId])
    if (!order) return false
    const now = nowAt(deps, store)
    const isGone = (await clearedOf(tx, [order])).has(order.sittingId)
    const isBeingPaid = (await tx.payment.count({ where: { orderId, state: 'pending' } })) > 0
    const end = isBeingPaid && !order.settledAt ? 'stay' : endOfWaiting(endFacts(order))

    const waiting = new Set(
      order.rounds.flatMap(({ id, state }) => (state === 'pending' ? id : [])),
    )
    const left = order.lines
      .filter(({ state }) => OPEN.includes(state))
      .filter((line) => isGone || isLeftOver(factsOf(order, line), now))
      .filter(({ roundId }) => !waiting.has(roundId) || end !== 'stay')
    if (left.length === 0) return false

    const by = {
      staffId: null,
      at: new Date(now.atMs),
      reason: isGone ? CLOSED.cleared : CLOSED.dayEnd,
    }
    const roundIds = [...new Set(left.map(({ roundId }) => roundId))].filter((id) =>
      waiting.has(id),
    )
    const made = left.filter(({ roundId }) => end !== 'reject' || !roundIds.includes(roundId))
    await changeOrder(tx, order, by, {
      [end === 'accept' ? 'confirm' : 'reject']: roundIds,
      ways: made.map((line) => ({
        line,
        through: line.state === 'held' ? ['queued', 'served'] : ['served'],
      })),
    })

    if (!isGone) {
      await writeAudit(
        tx,
        { storeId: store.id, staffId: null },
        {
          action: 'order.left-open',
          subject: 'order',
          subjectId: orderId,
          details: {
            day: dayOf(order),
            lines: left.map(({ id, name, quantity, state }) => ({ id, name, quantity, state })),
            waitingRounds: roundIds.length > 0 ? end : null,
          },
        },
      )
    }
    return true
  })
}

/**
 * Whether what was closed would be closed again at once, so that nobody takes it back into a list.
 */
export async function areOver(
  tx: Prisma.TransactionClient,
  deps: Deps,
  orders: readonly WholeOrder[],
  lineIds: readonly number[],
): Promise<boolean> {
  const cleared = await clearedOf(tx, orders)
  if (cleared.size > 0) return true
  const storeId = orders[0]?.storeId
  if (storeId === undefined) return false
  const now = nowAt(deps, await tx.store.findUniqueOrThrow({ where: { id: storeId } }))
  return orders.some((order) =>
    order.lines.some((line) => lineIds.includes(line.id) && isLeftOver(factsOf(order, line), now)),
  )
}

/** Those of the orders' sittings that are cleared. */
async function clearedOf(
  tx: Prisma.TransactionClient,
  orders: readonly WholeOrder[],
): Promise<ReadonlySet<number | null>> {
  const ids = orders.flatMap(({ sittingId }) => sittingId ?? [])
  const found = await tx.sitting.findMany({
    where: { id: { in: ids }, clearedAt: { not: null } },
    select: { id: true },
  })
  return new Set(found.map(({ id }) => id))
}

const dayOf = ({ businessDay }: WholeOrder) => businessDay.toISOString().slice(0, 10)
const factsOf = (order: WholeOrder, { queuedAt }: WholeOrder['lines'][number]) => ({
  businessDay: dayOf(order),
  queuedAtMs: queuedAt.getTime(),
})
const endFacts = ({ settledAt, paidCents, refundedCents }: WholeOrder) => ({
  isSettled: settledAt !== null,
  paidCents,
  refundedCents,
})
