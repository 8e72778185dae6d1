// A code that a table had before it got a new one. It still opens the table for a phone that sat
// down by it, as long as its party stays; anybody else is told that there is a new code.

import { Refusal } from '@/domain/refusal'
import type { Context } from '../context'
import { readSeat, seatCookie } from './read-seat'
import { hashToken } from './tokens'

/**
 * The table's code of today, for a phone that still sits by the one before. @throws Refusal
 * table.unknown; table.code-ended, where this was a code of ours
 */
export async function codeNow(ctx: Context, code: string): Promise<string> {
  const ended = await ctx.db.endedCode.findUnique({
    where: { codeHash: hashToken(code) },
    select: { table: { select: { code: true, archivedAt: true } } },
  })
  if (!ended || ended.table.archivedAt) throw new Refusal('table.unknown')
  const token = ctx.cookies.get(seatCookie(code))
  if (token && (await readSeat(ctx, token))) return ended.table.code
  throw new Refusal('table.code-ended')
}
