// A phone sits down: it gets a seat of the table's sitting, and the sitting is opened by the first.
// A phone that already sits keeps its seat, so joining again changes nothing.

import { roomsOf } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { nextGuestNumber, SEAT_COOKIE_DAYS } from '@/domain/seating'
import type { Prisma } from '@/prisma/client/client'
import { readSeat, seatCookie } from '../access/read-seat'
import { hashToken, newToken } from '../access/tokens'
import type { Context } from '../context'
import { countCommand } from '../limit'
import { tell } from '../outbox'
import { sittingAt, type TableFound } from './open-sitting'
import { type Party, partyOf } from './read-party'

/** Sets the seat cookie. @throws Refusal table.unknown, table.code-ended, table.full */
export async function joinTable(ctx: Context, { code }: { code: string }): Promise<Party> {
  const kept = ctx.cookies.get(seatCookie(code))
  const seat = kept ? await readSeat(ctx, kept) : null
  if (seat) return partyOf(ctx.db, seat)

  const token = newToken()
  const party = await ctx.db.$transaction(async (tx) => {
    const [table] = await tx.$queryRaw<TableFound[]>`
      SELECT id, store_id AS "storeId" FROM dining_table
       WHERE code = ${code} AND archived_at IS NULL FOR NO KEY UPDATE`
    if (!table) throw await noTable(tx, code)
    await countCommand(ctx, 'seating.join', { table: table.id })
    const at = ctx.now()
    const sittingId = await sittingAt(tx, table, at)
    const guests = await tx.guest.findMany({ where: { sittingId }, select: { number: true } })

    const number = nextGuestNumber(guests.map((guest) => guest.number))

    await tx.guest.create({
      data: { sittingId, number, tokenHash: hashToken(token), joinedAt: at, lastSeenAt: at },
    })

    const { storeId } = table
    const rooms = roomsOf({ storeId, sittingId })
    await tell(tx, { storeId, type: 'sitting_changed', rooms, payload: { sitting_id: sittingId } })
    return partyOf(tx, { sittingId, number })
  })

  ctx.setCookie(seatCookie(code), token, { maxAgeSeconds: SEAT_COOKIE_DAYS * 86_400 })
  return party
}

/** Why nobody sits down by a code: it is no table's, or no longer this one's. */
async function noTable(tx: Prisma.TransactionClient, code: string): Promise<Refusal> {
  const ended = await tx.endedCode.count({
    where: { codeHash: hashToken(code), table: { archivedAt: null } },
  })
  return new Refusal(ended > 0 ? 'table.code-ended' : 'table.unknown')
}
