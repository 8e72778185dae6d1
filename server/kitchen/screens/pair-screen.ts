// How a screen becomes one that stays: it shows a code, and a manager who enters it says where it
// stands; or a manager who is signed in on it makes it one. From then on it is nobody's: it may
// what a cook may, at this store, until a manager ends it.

import { randomInt } from 'node:crypto'
import { homeOfScreen, PAIRING_MINUTES } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../../access/procedures'
import { readScreen, SCREEN_COOKIE, setScreenCookie } from '../../access/read-screen'
import { STAFF_COOKIE } from '../../access/read-staff'
import { signOut } from '../../access/sign-out'
import { hashToken, newToken } from '../../access/tokens'
import { writeAudit } from '../../access/write-audit'
import type { Context } from '../../context'

export type Asked = { code: string; expiresAt: string }

/** What a manager says of a screen. */
export type ScreenInput = { name: string; stationId: number | null; isBoard: boolean }

const CODE_DIGITS = 6
const CODES = 10 ** CODE_DIGITS
/**
 * Of a million codes a handful wait at any time: a second throw is rare, a tenth means that
 * something is wrong.
 */
const THROWS = 10

/**
 * A code for the screen that asks, the same one for all its tabs while it counts. @throws Refusal
 * system.busy
 */
export async function askToBePaired(ctx: Context): Promise<Asked> {
  const now = ctx.now()
  const kept = ctx.cookies.get(SCREEN_COOKIE)
  const waiting = kept
    ? await ctx.db.pairing.findFirst({
        where: { tokenHash: hashToken(kept), expiresAt: { gt: now } },
      })
    : null
  if (waiting) return { code: waiting.code, expiresAt: waiting.expiresAt.toISOString() }

  const token = newToken()
  const expiresAt = new Date(now.getTime() + PAIRING_MINUTES * 60_000)
  for (let nth = 0; nth < THROWS; nth += 1) {
    const code = String(randomInt(CODES)).padStart(CODE_DIGITS, '0')
    const request = { code, tokenHash: hashToken(token), address: ctx.ip, expiresAt }
    const { count } = await ctx.db.pairing.createMany({ data: [request], skipDuplicates: true })
    if (count === 0) continue
    setScreenCookie(ctx, token)
    return { code, expiresAt: expiresAt.toISOString() }
  }
  throw new Refusal('system.busy', { retryAfterSeconds: 5 })
}

/**
 * Where this screen is at home, once somebody has let it in; null before. Whoever is signed in on
 * it meanwhile changes nothing.
 */
export async function readAsked(ctx: Context): Promise<{ home: string | null }> {
  const token = ctx.cookies.get(SCREEN_COOKIE)
  const screen = token ? (await readScreen(ctx, token))?.screen : null
  return { home: screen ? homeOfScreen(screen) : null }
}

/** @throws Refusal screen.code-unknown, thing.not-found (the station), session.missing */
export async function pairScreen(
  ctx: Context,
  actor: Actor,
  { code, ...input }: ScreenInput & { code: string },
): Promise<{ screenId: number }> {
  return ctx.db.$transaction(async (tx) => {
    const isDemo = await holdPairer(tx, ctx, actor)
    await checkStation(tx, actor.storeId, input.stationId)

    // Taken with its row: of two managers who enter one code, one has it.
    const [request] = await tx.$queryRaw<{ tokenHash: Uint8Array<ArrayBuffer> }[]>`
      DELETE FROM pairing WHERE code = ${code} AND expires_at > ${ctx.now()}
      RETURNING token_hash AS "tokenHash"`
    if (!request) throw new Refusal('screen.code-unknown')

    return addScreen(tx, ctx, actor, {
      ...input,
      isDemo,
      tokenHash: new Uint8Array(request.tokenHash),
    })
  })
}

/**
 * This very browser; whoever made it so is signed out on it. @throws Refusal thing.not-found (the
 * station), session.missing
 */
export async function pairThisScreen(
  ctx: Context,
  actor: Actor,
  input: ScreenInput,
): Promise<{ screenId: number }> {
  const token = newToken()
  const paired = await ctx.db.$transaction(async (tx) => {
    const isDemo = await holdPairer(tx, ctx, actor)
    await checkStation(tx, actor.storeId, input.stationId)
    return addScreen(tx, ctx, actor, { ...input, isDemo, tokenHash: hashToken(token) })
  })
  setScreenCookie(ctx, token)
  await signOut(ctx)
  return paired
}

/**
 * A person who is signed in, held until the screen is written, so that nobody who is disabled or
 * gets another password meanwhile leaves a screen behind. @returns whether the demo's password
 * opened the session
 */
async function holdPairer(
  tx: Prisma.TransactionClient,
  ctx: Context,
  { staffId }: Actor,
): Promise<boolean> {
  const [held] = await tx.$queryRaw<{ isDemo: boolean }[]>`
    SELECT has_demo_password AS "isDemo" FROM staff
     WHERE id = ${staffId} AND disabled_at IS NULL FOR SHARE`
  const runs = await tx.staffSession.count({
    where: {
      tokenHash: hashToken(ctx.cookies.get(STAFF_COOKIE) ?? ''),
      endedAt: null,
      expiresAt: { gt: ctx.now() },
    },
  })
  if (!held || runs === 0) throw new Refusal('session.missing')
  return held.isDemo
}

async function checkStation(
  tx: Prisma.TransactionClient,
  storeId: number,
  stationId: number | null,
): Promise<void> {
  if (stationId === null) return
  const isOpen = await tx.station.count({ where: { id: stationId, storeId, archivedAt: null } })
  if (isOpen === 0) throw new Refusal('thing.not-found')
}

async function addScreen(
  tx: Prisma.TransactionClient,
  ctx: Context,
  actor: Actor,
  data: ScreenInput & { isDemo: boolean; tokenHash: Uint8Array<ArrayBuffer> },
): Promise<{ screenId: number }> {
  const at = ctx.now()
  const { id } = await tx.device.create({
    data: {
      ...data,
      storeId: actor.storeId,
      pairedById: actor.staffId,
      pairedAt: at,
      renewedAt: at,
      confirmedAt: at,
    },
  })
  const { name, stationId, isBoard } = data
  const details = { name, stationId, isBoard }
  await writeAudit(tx, actor, {
    action: 'screen.paired',
    subject: 'screen',
    subjectId: id,
    details,
  })
  return { screenId: id }
}
