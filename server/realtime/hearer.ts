// Who is at the other end of a connection, which rooms they hear, and whether they still may.

import { may, type Permission, ROLES } from '@/domain/access'
import { menuRoom } from '@/domain/event'
import { readKey } from '../access/read-key'
import { readSeat, seatCookie } from '../access/read-seat'
import { readStaff, STAFF_COOKIE } from '../access/read-staff'
import { cookiesOf } from '../context'
import type { Ground } from '../ground'

export type Hearer = { storeId: number; rooms: string[] } & (
  | { kind: 'guest'; sittingId: number }
  | { kind: 'staff'; sessionId: number }
  | { kind: 'key'; keyId: number }
)

/** Any of these lets a person hear their store. */
const HEARING: readonly Permission[] = ['floor.see', 'kitchen.see', 'report.see']

/** The guest whose seat cookie for this table came along, or null. */
export async function hearAtTable(
  ground: Ground,
  cookieHeader: string | undefined,
  code: string,
): Promise<Hearer | null> {
  const token = cookiesOf(cookieHeader).get(seatCookie(code))
  const seat = token ? await readSeat(ground, token) : null
  if (!seat) return null
  const { storeId, sittingId } = seat
  return { kind: 'guest', storeId, sittingId, rooms: [`sitting:${sittingId}`, menuRoom(storeId)] }
}

/** The person whose staff cookie came along, if they may hear this store. */
export async function hearAtStore(
  ground: Ground,
  cookieHeader: string | undefined,
  storeId: number,
): Promise<Hearer | null> {
  const token = cookiesOf(cookieHeader).get(STAFF_COOKIE)
  const staff = token ? await readStaff(ground, token) : null
  const post = staff?.posts.find((each) => each.storeId === storeId)
  if (!staff || !post || !HEARING.some((permission) => may(post.role, permission))) return null
  const rooms = [`store:${storeId}`, menuRoom(storeId)]
  return { kind: 'staff', storeId, sessionId: staff.sessionId, rooms }
}

/** The program behind an API key, if its scopes let it hear this store. */
export async function hearWithKey(
  ground: Ground,
  token: string,
  storeId: number,
): Promise<Hearer | null> {
  const key = await readKey(ground, token)
  if (key?.storeId !== storeId) return null
  if (!HEARING.some((permission) => key.scopes.includes(permission))) return null
  return { kind: 'key', storeId, keyId: key.id, rooms: [`store:${storeId}`] }
}

/** Those of the hearers who may no longer hear: signed out, disabled, moved to a role without it, table cleared, key revoked. */
export async function outsiders<Each extends Hearer>(
  ground: Ground,
  hearers: readonly Each[],
): Promise<Each[]> {
  if (hearers.length === 0) return []
  const sittings = hearers.flatMap((each) => (each.kind === 'guest' ? each.sittingId : []))
  const sessions = hearers.flatMap((each) => (each.kind === 'staff' ? each.sessionId : []))
  const keys = hearers.flatMap((each) => (each.kind === 'key' ? each.keyId : []))
  const hearing = ROLES.filter((role) => HEARING.some((permission) => may(role, permission)))
  const { rows } = await ground.pool.query<{ entry: string }>({
    name: 'still-hearing',
    text: `SELECT 'guest:' || id || ':' || store_id AS entry FROM sitting WHERE id = ANY($1) AND cleared_at IS NULL
           UNION ALL
           SELECT 'staff:' || ss.id || ':' || p.store_id FROM staff_session ss
             JOIN staff s ON s.id = ss.staff_id AND s.disabled_at IS NULL
             JOIN staff_post p ON p.staff_id = s.id AND p.role::text = ANY($4)
            WHERE ss.id = ANY($2) AND ss.ended_at IS NULL AND ss.expires_at > $5
           UNION ALL
           SELECT 'key:' || id || ':' || store_id FROM api_key WHERE id = ANY($3) AND revoked_at IS NULL`,
    values: [sittings, sessions, keys, hearing, ground.now()],
  })
  const allowed = new Set(rows.map((row) => row.entry))
  return hearers.filter((each) => !allowed.has(`${each.kind}:${entryOf(each)}:${each.storeId}`))
}

function entryOf(hearer: Hearer): number {
  if (hearer.kind === 'guest') return hearer.sittingId
  return hearer.kind === 'staff' ? hearer.sessionId : hearer.keyId
}
