// Who is behind a seat cookie: a guest of a sitting that has not been cleared, or was not long ago.
// The cookie is named after the table's code, so a phone that has been at two tables never speaks
// for the wrong one.

import { z } from 'zod'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { hashToken } from './tokens'

export type Seat = {
  guestId: number
  number: number
  sittingId: number
  storeId: number
  brandId: number
  memberId: number | null
  /** Whether a code proved that the member's number is in this guest's hand. */
  isMemberProven: boolean
}

export function seatCookie(tableCode: string): string {
  return `seat_${tableCode}`
}

const READ_SEAT = statement(
  'read-seat',
  {
    guestId: z.int(),
    number: z.int(),
    sittingId: z.int(),
    storeId: z.int(),
    brandId: z.int(),
    memberId: z.int().nullable(),
    isMemberProven: z.boolean(),
  },
  `SELECT g.id AS "guestId", g.number, g.sitting_id AS "sittingId", s.store_id AS "storeId",
                  st.brand_id AS "brandId", g.member_id AS "memberId",
                  g.member_proven_at IS NOT NULL AS "isMemberProven"
             FROM guest g
             JOIN sitting s ON s.id = g.sitting_id
             JOIN store st ON st.id = s.store_id
            WHERE g.token_hash = $1 AND (s.cleared_at IS NULL OR s.cleared_at > $2::timestamptz)`,
)

/** The guest, or null when the token is unknown or the sitting was cleared. */
export function readSeat(deps: Deps, token: string): Promise<Seat | null> {
  return seatSince(deps, token, null)
}

/** How long a bill and its points stay within reach of a phone whose table was cleared. */
const STAYS_MS = 24 * 60 * 60_000

/** As readSeat, also for a day after the sitting was cleared. */
export function readSeatOfToday(deps: Deps, token: string): Promise<Seat | null> {
  return seatSince(deps, token, new Date(deps.now().getTime() - STAYS_MS))
}

async function seatSince(deps: Deps, token: string, since: Date | null): Promise<Seat | null> {
  const rows = await ask(deps.pool, READ_SEAT, [Buffer.from(hashToken(token)), since])
  return rows[0] ?? null
}
