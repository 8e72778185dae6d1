// Some portions of a dish go their own way: they become a line of their own, with the history they had together.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { spoken } from '../database/spoken'
import type { WholeOrder } from './lock-order'

type Line = WholeOrder['lines'][number]

/**
 * Splits portions off a line whose order is locked by this transaction; what both owe together stays the same.
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

  const { id: _, choices, ...kept } = spoken(line)
  const split = await tx.orderLine.create({
    data: {
      ...kept,
      choices: choices as Prisma.InputJsonValue,
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
  return split
}
