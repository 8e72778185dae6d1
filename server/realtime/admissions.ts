// Who is listening, what they may hear, and whether they still may. A admission names the session,
// seat or key it rests on, so that rights are read again for all listeners in one statement:
// whoever lost theirs is out within a second.

import { z } from 'zod'
import { may, type Permission, type Rights, ROLES } from '@/domain/access'
import { type LiveTarget, menuRoom, type ScreenPlace } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { readKey } from '../access/read-key'
import { readSeat, seatCookie } from '../access/read-seat'
import { whoAsks } from '../access/read-staff'
import { hashToken } from '../access/tokens'
import type { Context } from '../context'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'

export type Admission = {
  kind: 'session' | 'screen' | 'guest' | 'key'
  /** Of the staff session, the paired screen, the guest or the API key. */
  id: number
  storeId: number
  rooms: readonly string[]
  /** Where a cook's or a paired screen shows the kitchen: the floor is told when it is gone. */
  place?: ScreenPlace
}

type Holder = Pick<Admission, 'kind' | 'id'> & { isCook: boolean }

/** Whoever may see the floor, the kitchen or the reports of a store may hear what happens in it. */
const LISTENING = ['floor.see', 'kitchen.see', 'report.see'] as const satisfies Permission[]

const mayListen = (who: Rights) => LISTENING.some((permission) => may(who, permission))
/** Which role listens by which permission, unless that was taken from a person. */
const BY_ROLE = ROLES.flatMap((role) =>
  LISTENING.filter((permission) => may(role, permission)).map((permission) => ({
    role,
    permission,
  })),
)
const scopesMayListen = (scopes: readonly string[]) =>
  LISTENING.some((permission) => scopes.includes(permission))

/**
 * A admission for a page: a guest's own table and its menu, a store, or one station of it.
 * @throws Refusal seat.expired, session.missing, permission.missing
 */
export async function admissionFor(ctx: Context, target: LiveTarget): Promise<Admission> {
  if ('code' in target) {
    const token = ctx.cookies.get(seatCookie(target.code))
    const seat = token ? await readSeat(ctx, token) : null
    if (!seat) throw new Refusal('seat.expired')
    const rooms = [`sitting:${seat.sittingId}`, menuRoom(seat.storeId)]
    return { kind: 'guest', id: seat.guestId, storeId: seat.storeId, rooms }
  }
  const { storeId, stationId, screen } = target
  const { isCook, ...who } = await storeListener(ctx, storeId)
  const here = { ...who, storeId, ...(isCook && screen && { place: screen }) }
  if (stationId === undefined) return { ...here, rooms: [`store:${storeId}`] }
  const station = await ctx.db.station.findFirst({ where: { id: stationId, storeId } })
  if (!station) throw new Refusal('permission.missing')
  return { ...here, rooms: [`station:${stationId}`, menuRoom(storeId)] }
}

const PASS_FOR_ORDER = statement(
  'admission-for-order',
  { storeId: z.int(), guestId: z.int().nullable() },
  `
SELECT o.store_id AS "storeId", g.id AS "guestId"
  FROM customer_order o
  LEFT JOIN sitting s ON s.id = o.sitting_id AND s.cleared_at IS NULL
  LEFT JOIN guest g ON g.sitting_id = s.id AND g.token_hash = ANY($2::bytea[])
 WHERE o.id = $1 LIMIT 1`,
)

/**
 * A admission for one order: its table's phones, or whoever may listen to its store.
 * @throws Refusal session.missing, permission.missing (also when there is no such order)
 */
export async function admissionForOrder(ctx: Context, orderId: number): Promise<Admission> {
  const rooms = [`order:${orderId}`]
  const seats = [...ctx.cookies].filter(([name]) => name.startsWith(seatCookie('')))
  const rows = await ask(ctx.pool, PASS_FOR_ORDER, [
    orderId,
    seats.map(([, token]) => Buffer.from(hashToken(token))),
  ])
  const [order] = rows
  if (order?.guestId) return { kind: 'guest', id: order.guestId, storeId: order.storeId, rooms }
  // A store that does not exist answers as one that is not ours.
  const storeId = order?.storeId ?? 0
  const { kind, id } = await storeListener(ctx, storeId)
  return { kind, id, storeId, rooms }
}

async function storeListener(ctx: Context, storeId: number): Promise<Holder> {
  if (ctx.bearer) {
    const key = await readKey(ctx, ctx.bearer)
    if (!key) throw new Refusal('session.missing')
    if (key.storeId === storeId && scopesMayListen(key.scopes)) {
      return { kind: 'key', id: key.id, isCook: false }
    }
    throw new Refusal('permission.missing')
  }
  const staff = await whoAsks(ctx)
  if (!staff) throw new Refusal('session.missing')
  const storeRole = staff.storeRoles.find((each) => each.storeId === storeId)
  if (storeRole && mayListen(storeRole)) {
    const isCook = storeRole.role === 'kitchen'
    if (staff.screen) return { kind: 'screen', id: staff.screen.deviceId, isCook }
    if (staff.sessionId) return { kind: 'session', id: staff.sessionId, isCook }
  }
  throw new Refusal('permission.missing')
}

const PASSES_THAT_ENDED = statement(
  'admissions-that-ended',
  { kind: z.enum(['session', 'screen', 'guest', 'key']), id: z.int(), storeId: z.int() },
  `
SELECT a.kind, a.id, a.store_id AS "storeId"
  FROM unnest($1::text[], $2::int[], $3::int[]) AS a(kind, id, store_id)
 WHERE NOT CASE a.kind
   WHEN 'session' THEN EXISTS (
     SELECT FROM staff_session s
       JOIN staff st ON st.id = s.staff_id AND st.disabled_at IS NULL
       JOIN staff_role p ON p.staff_id = s.staff_id AND p.store_id = a.store_id
      WHERE s.id = a.id AND s.ended_at IS NULL AND s.expires_at > $4 AND (
        EXISTS (SELECT FROM staff_right g
                 WHERE g.staff_id = p.staff_id AND g.store_id = p.store_id AND g.is_given
                   AND g.permission = ANY ($6::text[]))
        OR EXISTS (SELECT FROM unnest($5::text[], $7::text[]) AS l(role, permission)
                    WHERE l.role = p.role::text AND (l.role = 'owner' OR NOT EXISTS (
                      SELECT FROM staff_right t
                       WHERE t.staff_id = p.staff_id AND t.store_id = p.store_id
                         AND t.permission = l.permission AND NOT t.is_given)))))
   WHEN 'screen' THEN EXISTS (
     SELECT FROM device d WHERE d.id = a.id AND d.store_id = a.store_id AND d.revoked_at IS NULL)
   WHEN 'guest' THEN EXISTS (
     SELECT FROM guest g JOIN sitting s ON s.id = g.sitting_id AND s.cleared_at IS NULL
      WHERE g.id = a.id AND s.store_id = a.store_id)
   ELSE EXISTS (
     SELECT FROM api_key k
      WHERE k.id = a.id AND k.store_id = a.store_id AND k.revoked_at IS NULL
        AND (k.expires_at IS NULL OR k.expires_at > $4) AND k.scopes && $6::text[])
   END`,
)

/**
 * Which of these admissions hold no longer: signed out, disabled, another role, the table cleared,
 * the key revoked.
 */
export async function admissionsThatEnded(
  deps: Deps,
  admissions: readonly Admission[],
): Promise<Set<Admission>> {
  const asked = [...new Map(admissions.map((admission) => [keyOf(admission), admission])).values()]
  // Only what ended comes back: nothing, nearly always, however many listen.
  const rows = await ask(deps.pool, PASSES_THAT_ENDED, [
    asked.map(({ kind }) => kind),
    asked.map(({ id }) => id),
    asked.map(({ storeId }) => storeId),
    deps.now(),
    BY_ROLE.map(({ role }) => role),
    LISTENING,
    BY_ROLE.map(({ permission }) => permission),
  ])
  const ended = new Set(rows.map(keyOf))
  return ended.size === 0
    ? new Set()
    : new Set(admissions.filter((admission) => ended.has(keyOf(admission))))
}

/** Who it is, wherever they listen from. */
export function keyOf({ kind, id, storeId }: Pick<Admission, 'kind' | 'id' | 'storeId'>): string {
  return `${kind}:${id}@${storeId}`
}
