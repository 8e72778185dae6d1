// Who is listening, what they may hear, and whether they still may. A pass names the session, seat or key it rests on, so
// that rights are read again for all listeners in one statement: whoever lost theirs is out within a second.

import { may, type Permission, ROLES, type Role } from '@/domain/access'
import { type LiveTarget, menuRoom } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { readKey } from '../access/read-key'
import { readSeat, seatCookie } from '../access/read-seat'
import { readStaff, STAFF_COOKIE } from '../access/read-staff'
import { hashToken } from '../access/tokens'
import type { Context } from '../context'
import type { Ground } from '../ground'

export type Pass = {
  kind: 'session' | 'guest' | 'key'
  /** Of the staff session, the guest or the API key. */
  id: number
  storeId: number
  rooms: readonly string[]
}

/** Whoever may see the floor, the kitchen or the reports of a store may hear what happens in it. */
const LISTENING = ['floor.see', 'kitchen.see', 'report.see'] as const satisfies Permission[]

const roleMayListen = (role: Role) => LISTENING.some((permission) => may(role, permission))
const scopesMayListen = (scopes: readonly string[]) =>
  LISTENING.some((permission) => scopes.includes(permission))

/**
 * A pass for a page: a guest's own table and its menu, a store, or one station of it.
 * @throws Refusal seat.expired, session.missing, permission.missing
 */
export async function passFor(ctx: Context, target: LiveTarget): Promise<Pass> {
  if ('code' in target) {
    const token = ctx.cookies.get(seatCookie(target.code))
    const seat = token ? await readSeat(ctx, token) : null
    if (!seat) throw new Refusal('seat.expired')
    const rooms = [`sitting:${seat.sittingId}`, menuRoom(seat.storeId)]
    return { kind: 'guest', id: seat.guestId, storeId: seat.storeId, rooms }
  }
  const { storeId, stationId } = target
  const who = await storeListener(ctx, storeId)
  if (stationId === undefined) return { ...who, storeId, rooms: [`store:${storeId}`] }
  const station = await ctx.db.station.findFirst({ where: { id: stationId, storeId } })
  if (!station) throw new Refusal('permission.missing')
  return { ...who, storeId, rooms: [`station:${stationId}`, menuRoom(storeId)] }
}

/**
 * A pass for one order: its table's phones, or whoever may listen to its store.
 * @throws Refusal session.missing, permission.missing (also when there is no such order)
 */
export async function passForOrder(ctx: Context, orderId: number): Promise<Pass> {
  const rooms = [`order:${orderId}`]
  const seats = [...ctx.cookies].filter(([name]) => name.startsWith(seatCookie('')))
  const { rows } = await ctx.pool.query<{ storeId: number; guestId: number | null }>({
    name: 'pass-for-order',
    text: `
SELECT o.store_id AS "storeId", g.id AS "guestId"
  FROM customer_order o
  LEFT JOIN sitting s ON s.id = o.sitting_id AND s.cleared_at IS NULL
  LEFT JOIN guest g ON g.sitting_id = s.id AND g.token_hash = ANY($2::bytea[])
 WHERE o.id = $1 LIMIT 1`,
    values: [orderId, seats.map(([, token]) => Buffer.from(hashToken(token)))],
  })
  const [order] = rows
  if (order?.guestId) return { kind: 'guest', id: order.guestId, storeId: order.storeId, rooms }
  // A store that does not exist answers as one that is not ours.
  const storeId = order?.storeId ?? 0
  return { ...(await storeListener(ctx, storeId)), storeId, rooms }
}

async function storeListener(ctx: Context, storeId: number): Promise<Pick<Pass, 'kind' | 'id'>> {
  if (ctx.bearer) {
    const key = await readKey(ctx, ctx.bearer)
    if (!key) throw new Refusal('session.missing')
    if (key.storeId === storeId && scopesMayListen(key.scopes)) return { kind: 'key', id: key.id }
    throw new Refusal('permission.missing')
  }
  const token = ctx.cookies.get(STAFF_COOKIE)
  const staff = token ? await readStaff(ctx, token) : null
  if (!staff) throw new Refusal('session.missing')
  const post = staff.posts.find((each) => each.storeId === storeId)
  if (post && roleMayListen(post.role)) return { kind: 'session', id: staff.sessionId }
  throw new Refusal('permission.missing')
}

/** Which of these passes hold no longer: signed out, disabled, another role, the table cleared, the key revoked. */
export async function passesThatEnded(ground: Ground, passes: readonly Pass[]): Promise<Set<Pass>> {
  const asked = [...new Map(passes.map((pass) => [keyOf(pass), pass])).values()]
  // Only what ended comes back: nothing, nearly always, however many listen.
  const { rows } = await ground.pool.query<Pick<Pass, 'kind' | 'id' | 'storeId'>>({
    name: 'passes-that-ended',
    text: `
SELECT a.kind, a.id, a.store_id AS "storeId"
  FROM unnest($1::text[], $2::int[], $3::int[]) AS a(kind, id, store_id)
 WHERE NOT CASE a.kind
   WHEN 'session' THEN EXISTS (
     SELECT FROM staff_session s
       JOIN staff st ON st.id = s.staff_id AND st.disabled_at IS NULL
       JOIN staff_post p ON p.staff_id = s.staff_id AND p.store_id = a.store_id
      WHERE s.id = a.id AND s.ended_at IS NULL AND s.expires_at > $4 AND p.role::text = ANY ($5::text[]))
   WHEN 'guest' THEN EXISTS (
     SELECT FROM guest g JOIN sitting s ON s.id = g.sitting_id AND s.cleared_at IS NULL
      WHERE g.id = a.id AND s.store_id = a.store_id)
   ELSE EXISTS (
     SELECT FROM api_key k
      WHERE k.id = a.id AND k.store_id = a.store_id AND k.revoked_at IS NULL AND k.scopes && $6::text[])
   END`,
    values: [
      asked.map(({ kind }) => kind),
      asked.map(({ id }) => id),
      asked.map(({ storeId }) => storeId),
      ground.now(),
      ROLES.filter(roleMayListen),
      LISTENING,
    ],
  })
  const ended = new Set(rows.map(keyOf))
  return ended.size === 0 ? new Set() : new Set(passes.filter((pass) => ended.has(keyOf(pass))))
}

/** Who it is, wherever they listen from. */
export function keyOf({ kind, id, storeId }: Pick<Pass, 'kind' | 'id' | 'storeId'>): string {
  return `${kind}:${id}@${storeId}`
}
