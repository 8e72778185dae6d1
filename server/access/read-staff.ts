// Who of the house is asking. A person by their session: one statement, only for sessions that run
// and people who are not disabled; use prolongs it. Where nobody is signed in, a screen that was
// paired.

import { PIN_IDLE_MINUTES, rightsOf, SESSION_IDLE_HOURS, type StoreRole } from '@/domain/access'
import type { Context } from '../context'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { readScreen, SCREEN_COOKIE } from './read-screen'
import { hashToken } from './tokens'

export const STAFF_COOKIE = 'staff'

/**
 * Use is written down this often at most, so that a screen which reads every second writes four
 * times an hour.
 */
const RENEW_EVERY_MS = 15 * 60_000

/** What a paired screen is: where it stands, and what it shows when it is switched on. */
export type Screen = {
  deviceId: number
  storeId: number
  stationId: number | null
  isBoard: boolean
}

/** A person with a session; or a screen, which is nobody and has neither. */
export type StaffMember = {
  id: number | null
  name: string
  sessionId: number | null
  screen: Screen | null
  /** The device that several people share, where they are signed in on one. */
  device: { id: number; lockMinutes: number } | null
  storeRoles: StoreRole[]
}

/** A person who is signed in comes before the screen they stand at. */
export async function whoAsks(ctx: Context): Promise<StaffMember | null> {
  const token = ctx.cookies.get(STAFF_COOKIE)
  const person = token ? await readStaff(ctx, token) : null
  if (person) return person
  const screenToken = ctx.cookies.get(SCREEN_COOKIE)
  return screenToken ? readScreen(ctx, screenToken) : null
}

/**
 * The person and their roles, or null for an unknown, ended or expired session or a disabled
 * person.
 */
async function readStaff(deps: Deps, token: string): Promise<StaffMember | null> {
  const session = await deps.db.staffSession.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      id: true,
      endedAt: true,
      expiresAt: true,
      endsBy: true,
      deviceId: true,
      device: { select: { lockMinutes: true } },
      staff: {
        select: {
          id: true,
          name: true,
          disabledAt: true,
          brandRights: { select: { brandId: true } },
          storeRoles: {
            select: {
              role: true,
              rights: { select: { permission: true, isGiven: true } },
              store: {
                select: {
                  id: true,
                  brandId: true,
                  name: true,
                  names: true,
                  timeZone: true,
                  currency: true,
                  isDemo: true,
                },
              },
            },
            orderBy: { storeId: 'asc' },
          },
        },
      },
    },
  })
  if (!session || session.endedAt || session.expiresAt <= deps.now()) return null
  if (session.staff.disabledAt) return null
  await prolongSession(deps, session)
  const brands = session.staff.brandRights.map(({ brandId }) => brandId)
  return {
    id: session.staff.id,
    name: session.staff.name,
    sessionId: session.id,
    screen: null,
    device:
      session.deviceId && session.device
        ? { id: session.deviceId, lockMinutes: session.device.lockMinutes }
        : null,
    storeRoles: spoken(session.staff.storeRoles).map(({ role, rights, store }) => ({
      storeId: store.id,
      storeName: store.name,
      storeNames: store.names,
      timeZone: store.timeZone,
      currency: store.currency,
      isDemo: store.isDemo,
      hasBrand: brands.includes(store.brandId),
      ...rightsOf(role, rights),
    })),
  }
}

/** An end that came meanwhile stands; where nothing can be written the reading goes on. */
async function prolongSession(
  deps: Deps,
  {
    id,
    expiresAt,
    endsBy,
    deviceId,
  }: { id: number; expiresAt: Date; endsBy: Date | null; deviceId: number | null },
): Promise<void> {
  if (!endsBy) return
  const now = deps.now()
  const wantedMs = Math.min(now.getTime() + idleMs(deviceId), endsBy.getTime())
  const gainMs = wantedMs - expiresAt.getTime()
  // The last step up to the end counts however small it is.
  if (gainMs <= 0 || (gainMs < RENEW_EVERY_MS && wantedMs < endsBy.getTime())) return
  try {
    await deps.db.staffSession.updateMany({
      where: { id, endedAt: null, expiresAt: { gt: now, lt: new Date(wantedMs) } },
      data: { expiresAt: new Date(wantedMs), lastSeenAt: now },
    })
  } catch (error) {
    deps.room.note(error)
    deps.log.warn({ err: error }, 'a session could not be prolonged; its next use tries again')
  }
}

/** How long (ms) a session lasts that nobody uses: on a device of many hands much shorter. */
export const idleMs = (deviceId: number | null): number =>
  deviceId === null ? SESSION_IDLE_HOURS * 3_600_000 : PIN_IDLE_MINUTES * 60_000
