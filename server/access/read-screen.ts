// Who is behind a paired screen's cookie: a device of one store that may what a cook may, and no
// person. Its token is renewed daily and made from the one before, so that two tabs which renew it
// at once, or an answer that was lost, end at the same one.

import { createHmac, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import { rightsOf, SCREEN_TOKEN } from '@/domain/access'
import type { Localized } from '@/domain/language'
import type { Context } from '../context'
import { ask, json, statement } from '../database/statement'
import type { Deps } from '../deps'
import type { StaffMember } from './read-staff'
import { hashToken } from './tokens'

export const SCREEN_COOKIE = 'screen'

/** As long as browsers keep a cookie; every renewal begins it anew. */
const COOKIE_DAYS = 400

type Row = {
  id: number
  name: string
  isCurrent: boolean
  confirmedAt: Date | null
  renewedAt: Date
  stationId: number | null
  isBoard: boolean
  storeId: number
  storeName: string
  storeNames: Localized
  timeZone: string
  currency: string
  isDemo: boolean
}

/**
 * The device as one who works at its store, or null for a token that is unknown, was replaced or
 * was taken back.
 */
export async function readScreen(deps: Deps, token: string): Promise<StaffMember | null> {
  const row = await readRow(deps, token)
  if (!row) return null
  const {
    id,
    name,
    stationId,
    isBoard,
    storeId,
    storeName,
    storeNames,
    timeZone,
    currency,
    isDemo,
  } = row
  return {
    id: null,
    name,
    sessionId: null,
    device: null,
    screen: { deviceId: id, storeId, stationId, isBoard },
    storeRoles: [
      {
        storeId,
        storeName,
        storeNames,
        timeZone,
        currency,
        isDemo,
        hasBrand: false,
        ...rightsOf('kitchen', []),
      },
    ],
  }
}

/**
 * Renews the cookie of the screen that asks, where it is time, and remembers that a renewed one
 * arrived. Safe to repeat, from any number of tabs. @returns whether this browser is a paired
 * screen
 */
export async function keepScreen(ctx: Context): Promise<{ isPaired: boolean }> {
  const token = ctx.cookies.get(SCREEN_COOKIE)
  const row = token ? await readRow(ctx, token) : null
  if (!token || !row) return { isPaired: false }
  const now = ctx.now()
  if (!row.isCurrent) {
    // The answer that brought the new one was lost, or is on its way to another tab.
    setScreenCookie(ctx, nextToken(ctx.secret, token))
    return { isPaired: true }
  }
  if (!row.confirmedAt) {
    await ctx.db.device.updateMany({
      where: { id: row.id, tokenHash: hashToken(token), confirmedAt: null },
      data: { confirmedAt: now },
    })
    return { isPaired: true }
  }
  const isYoung = now.getTime() - row.renewedAt.getTime() < SCREEN_TOKEN.hours * 3_600_000
  // Renewed again while the one before still counts, that one would be forgotten under another tab.
  const isFresh = now.getTime() - row.confirmedAt.getTime() < SCREEN_TOKEN.graceMinutes * 60_000
  if (isYoung || isFresh) return { isPaired: true }
  const next = nextToken(ctx.secret, token)
  await ctx.db.device.updateMany({
    where: { id: row.id, tokenHash: hashToken(token) },
    data: {
      tokenHash: hashToken(next),
      previousHash: hashToken(token),
      renewedAt: now,
      confirmedAt: null,
    },
  })
  setScreenCookie(ctx, next)
  return { isPaired: true }
}

export function setScreenCookie(ctx: Context, token: string): void {
  ctx.setCookie(SCREEN_COOKIE, token, { maxAgeSeconds: COOKIE_DAYS * 86_400 })
}

function nextToken(secret: Buffer, token: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'fanzhuo next screen token', 32))
  return createHmac('sha256', key).update(token).digest().subarray(0, 16).toString('base64url')
}

const READ_SCREEN = statement(
  'read-screen',
  {
    id: z.int(),
    name: z.string(),
    isCurrent: z.boolean(),
    confirmedAt: z.date().nullable(),
    renewedAt: z.date(),
    stationId: z.int().nullable(),
    isBoard: z.boolean(),
    storeId: z.int(),
    storeName: z.string(),
    storeNames: json<Localized>(),
    timeZone: z.string(),
    currency: z.string(),
    isDemo: z.boolean(),
  },
  `
SELECT d.id, d.name, d.token_hash = $1 AS "isCurrent", d.confirmed_at AS "confirmedAt",
       d.renewed_at AS "renewedAt", d.station_id AS "stationId", d.is_board AS "isBoard",
       s.id AS "storeId", s.name AS "storeName", s.names AS "storeNames", s.time_zone AS "timeZone", s.currency, s.is_demo AS "isDemo"
  FROM device d JOIN store s ON s.id = d.store_id
 WHERE d.revoked_at IS NULL AND NOT d.is_shared
   AND (d.token_hash = $1 OR (d.previous_hash = $1 AND (d.confirmed_at IS NULL OR d.confirmed_at > $2)))`,
)

async function readRow(deps: Deps, token: string): Promise<Row | null> {
  const graceFrom = new Date(deps.now().getTime() - SCREEN_TOKEN.graceMinutes * 60_000)
  const rows = await ask(deps.pool, READ_SCREEN, [Buffer.from(hashToken(token)), graceFrom])
  return rows[0] ?? null
}
