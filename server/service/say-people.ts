// How many people sit at a table: a guest says it, staff say it when they open the table, and
// correct it. A phone that scans says nothing. The sitting is locked first, so a bill that is
// placed at the same moment counts the same people.

import { roomsOf } from '@/domain/event'
import { billOf } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import { isOtherNumber, recountHeads } from '@/domain/seating'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { keptLines, readBillFacts } from '../ordering/bill-facts'
import { countsHeadsSql } from '../ordering/counted-heads'
import { lockOrders, type WholeOrder } from '../ordering/lock-order'
import { recomputeBill } from '../ordering/recompute-bill'
import { settleCovered } from '../ordering/settle-order'
import { tell } from '../outbox'
import { isTakeawaySql } from '../seating/is-takeaway'
import { sittingOfTable } from '../seating/open-sitting'
import { type Party, partyOf } from '../seating/read-party'

/** `seen` is the number as the person saw it; null = nobody had said it. */
type Said = { people: number; seen: number | null }

/**
 * A guest says how many they are. @throws Refusal people.changed (number), people.fewer once
 * something was ordered, people.not-counted where one takes away
 */
export async function sayPeople(deps: Deps, seat: Seat, said: Said): Promise<Party> {
  const { sittingId, storeId } = seat
  return deps.db.$transaction(async (tx) => {
    const by = { ...said, isGuest: true, staffId: null, at: deps.now() }
    await setPeople(tx, { sittingId, storeId }, by)
    return partyOf(tx, seat)
  })
}

/**
 * Staff correct how many sit there. @throws Refusal thing.not-found for a sitting that is not open
 * here, people.changed (number), people.not-counted
 */
export async function correctPeople(
  deps: Deps,
  actor: Actor,
  { sittingId, ...said }: Said & { sittingId: number },
): Promise<void> {
  const { storeId, staffId } = actor
  await deps.db.$transaction(async (tx) => {
    const by = { ...said, isGuest: false, staffId, at: deps.now() }
    const before = await setPeople(tx, { sittingId, storeId }, by)

    if (before !== 'same') await writeSaid(tx, actor, sittingId, before, said.people)
  })
}

/**
 * 开台: so many people sit down at a table, whether or not one of them scans. Where phones have
 * opened it meanwhile and said nothing, it is their number.
 * @throws Refusal thing.not-found, people.changed (number) when somebody has said another number
 *   there, people.not-counted
 */
export async function openTable(
  deps: Deps,
  actor: Actor,
  { tableId, people }: { tableId: number; people: number },
): Promise<{ sittingId: number }> {
  const { storeId, staffId } = actor
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const sittingId = await sittingOfTable(tx, storeId, tableId, at)

    const by = { people, seen: null, isGuest: false, staffId, at }
    const before = await setPeople(tx, { sittingId, storeId }, by)
    if (before !== 'same') await writeSaid(tx, actor, sittingId, before, people)
    return { sittingId }
  })
}

function writeSaid(
  tx: Prisma.TransactionClient,
  actor: Actor,
  sittingId: number,
  before: number | null,
  people: number,
): Promise<void> {
  return writeAudit(tx, actor, {
    action: 'people.said',
    subject: 'sitting',
    subjectId: sittingId,
    details: { before, people },
  })
}

type By = { staffId: number | null; at: Date }

/**
 * Saves another number, and has the open bills charge for it. @returns the number before, or that
 * it is the same
 */
async function setPeople(
  tx: Prisma.TransactionClient,
  { sittingId, storeId }: { sittingId: number; storeId: number },
  { people, seen, isGuest, staffId, at }: Said & By & { isGuest: boolean },
): Promise<number | null | 'same'> {
  const [sitting] = await tx.$queryRawUnsafe<{ partySize: number | null; isTakeaway: boolean }[]>(
    `SELECT s.party_size AS "partySize", ${isTakeawaySql('s')} AS "isTakeaway" FROM sitting s
      WHERE s.id = $1 AND s.store_id = $2 AND s.cleared_at IS NULL FOR NO KEY UPDATE OF s`,
    sittingId,
    storeId,
  )
  if (!sitting) throw new Refusal(isGuest ? 'seat.expired' : 'thing.not-found')
  if (sitting.isTakeaway) throw new Refusal('people.not-counted')
  const found = await tx.$queryRawUnsafe<{ id: number }[]>(
    `SELECT id FROM customer_order o WHERE sitting_id = $1 AND ${countsHeadsSql('o')}`,
    sittingId,
  )
  const orders = await lockOrders(
    tx,
    storeId,
    found.map(({ id }) => id),
  )
  const bills = orders.filter(({ state, settledAt }) => state !== 'cancelled' || settledAt)

  const { partySize } = sitting
  const hasOrdered = bills.length > 0
  if (!isOtherNumber({ partySize, hasOrdered }, { people, seen, isGuest })) return 'same'
  const recounted = recountHeads(
    people,
    bills.map(({ id, heads, settledAt }) => ({ id, heads, isOpen: settledAt === null })),
  )

  await tx.sitting.update({
    where: { id: sittingId },
    data: { partySize: people, headsVersion: { increment: 1 } },
  })
  for (const { id, heads } of recounted) {
    const bill = bills.find((each) => each.id === id)
    if (bill) await chargeHeads(tx, bill, heads, { staffId, at })
  }

  const rooms = roomsOf({ storeId, sittingId })
  await tell(tx, { storeId, type: 'sitting_changed', rooms, payload: { sitting_id: sittingId } })
  return partySize
}

/** Of a bill that is paid in part only those heads come off that nobody has paid for. */
async function chargeHeads(
  tx: Prisma.TransactionClient,
  bill: WholeOrder,
  wanted: number,
  by: By,
): Promise<void> {
  const heads = await fewestHeads(tx, bill, wanted)
  if (heads === bill.heads) return
  await tx.order.update({ where: { id: bill.id }, data: { heads } })
  await recomputeBill(tx, bill.id, by)
  await settleCovered(tx, bill, by)
}

async function fewestHeads(
  tx: Prisma.TransactionClient,
  { id, heads: now, reopenedAt, ...sums }: WholeOrder,
  wanted: number,
): Promise<number> {
  const paidCents = sums.paidCents - sums.surplusCents
  if (wanted >= now || paidCents === 0 || reopenedAt) return wanted
  const { bill, rules } = await readBillFacts(tx, id)
  const lines = keptLines(bill)
  let heads = wanted
  while (heads < now && billOf(lines, { ...rules, heads }).owedCents < paidCents) heads += 1
  return heads
}
