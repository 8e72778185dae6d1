// Some portions of a dish go their own way: they become a line of their own, with the history they
// had together.

import { Refusal } from '@/domain/refusal'
import { Prisma } from '@/prisma/client/client'
import { spoken } from '../database/spoken'
import { keptAdjustments } from './kept-adjustments'
import type { WholeOrder } from './lock-order'

type Line = WholeOrder['lines'][number]

/**
 * Splits portions off a line whose order is locked by this transaction; what both owe together
 * stays the same.
 * @returns the new line of `quantity` portions, in the state of the old one
 * @throws Refusal line.moved-on when the line is not as it was read
 */
export async function splitLine(
  tx: Prisma.TransactionClient,
  line: Line,
  quantity: number,
): Promise<Line> {
  const left = line.quantity - quantity
  const { count } = await tx.orderLine.updateMany({
    where: { id: line.id, version: line.version, quantity: line.quantity },
    data: { quantity: left, totalCents: line.unitCents * left },
  })
  if (count === 0) throw new Refusal('line.moved-on')

  const { id: _, choices, rate, ...kept } = spoken(line)
  const split = await tx.orderLine.create({
    data: {
      ...kept,
      choices: choices as Prisma.InputJsonValue,
      rate: rate === null ? Prisma.DbNull : (rate as Prisma.InputJsonValue),
      splitFromId: line.splitFromId ?? line.id,
      quantity,
      totalCents: line.unitCents * quantity,
    },
  })
  await tx.$executeRaw`
    INSERT INTO line_move (line_id, version, from_state, to_state, staff_id, reason, at)
    SELECT ${split.id}, version, from_state, to_state, staff_id, reason, at
      FROM line_move WHERE line_id = ${line.id}`
  await tx.$executeRaw`
    INSERT INTO line_part (line_id, station_id, staff_id, ready_at, taken_back_at)
    SELECT ${split.id}, station_id, staff_id, ready_at, taken_back_at
      FROM line_part WHERE line_id = ${line.id}`
  // Whose share was one portion of three has one of the two that stay.
  await tx.$executeRaw`
    UPDATE payment_share SET of = ${left}, quantity = LEAST(quantity, ${left})
     WHERE line_id = ${line.id} AND of = ${line.quantity}`
  return split
}

/**
 * As splitLine, of a bill that is settled: what was put on the dish, taken off it and paid for it
 * goes with its portions.
 * @param adjustments those of its order
 */
export async function splitPaidLine(
  tx: Prisma.TransactionClient,
  adjustments: WholeOrder['adjustments'],
  line: Line,
  quantity: number,
): Promise<Line> {
  const split = await splitLine(tx, line, quantity)
  const staysOf = (cents: number) => cents - Math.trunc((cents * split.quantity) / line.quantity)
  for (const { id, parts } of keptAdjustments({ adjustments })) {
    const own = parts?.find(({ lineId }) => lineId === line.id)
    if (!parts || !own) continue
    const stays = staysOf(own.amountCents)
    const others = parts.filter((part) => part !== own)
    const divided = [
      { lineId: line.id, amountCents: stays },
      { lineId: split.id, amountCents: own.amountCents - stays },
    ].filter(({ amountCents }) => amountCents !== 0)
    await tx.orderAdjustment.update({ where: { id }, data: { parts: [...others, ...divided] } })
  }
  for (const share of await tx.paymentShare.findMany({ where: { lineId: line.id } })) {
    const stays = staysOf(share.amountCents)
    const goes = share.amountCents - stays
    // A share is of some money: one that is too small to be divided stays as it is.
    if (stays === 0 || goes === 0) continue
    await tx.paymentShare.update({ where: { id: share.id }, data: { amountCents: stays } })
    await tx.paymentShare.create({
      data: { paymentId: share.paymentId, lineId: split.id, amountCents: goes },
    })
  }
  return split
}
