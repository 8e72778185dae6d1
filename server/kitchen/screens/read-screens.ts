// The screens of a kitchen: those that a manager paired, for the page where they are kept; and
// those that are gone, for the floor.

import type { Localized } from '@/domain/language'
import { spoken } from '../../database/spoken'
import type { Deps } from '../../deps'

export type ScreenView = {
  id: number
  name: string
  stationId: number | null
  stationName: string | null
  stationNames: Localized
  isBoard: boolean
  pairedAt: string
  pairedBy: string | null
  /** Null = never yet. */
  lastSeenAt: string | null
  state: 'here' | 'gone' | 'off'
}

/** The paired screens that were not ended, by name. */
export async function readScreens(deps: Deps, storeId: number): Promise<ScreenView[]> {
  const devices = await deps.db.device.findMany({
    where: { storeId, revokedAt: null, isShared: false },
    include: { station: true, pairedBy: { select: { name: true } }, seen: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return devices.map(({ station, pairedBy, seen, pairedAt, ...device }) => ({
    id: device.id,
    name: device.name,
    stationId: station?.archivedAt ? null : device.stationId,
    stationName: station?.name ?? null,
    stationNames: spoken(station)?.names ?? {},
    isBoard: device.isBoard,
    pairedAt: pairedAt.toISOString(),
    pairedBy: pairedBy?.name ?? null,
    lastSeenAt: seen?.lastSeenAt.toISOString() ?? null,
    state: seen?.goneAt ? 'gone' : seen && !seen.offAt ? 'here' : 'off',
  }))
}

export type GoneScreen = {
  id: number
  /** Of a paired screen; another one is named by what it showed. */
  name: string | null
  stationName: string | null
  stationNames: Localized
  isBoard: boolean
  sinceAt: string
}

/** The longest gone first. */
export async function readGoneScreens(deps: Deps, storeId: number): Promise<GoneScreen[]> {
  const gone = await deps.db.kitchenScreen.findMany({
    where: { storeId, goneAt: { not: null } },
    include: { device: { select: { name: true } }, station: true },
    orderBy: [{ goneAt: 'asc' }, { id: 'asc' }],
  })
  return gone.map(({ id, device, station, isBoard, lastSeenAt }) => ({
    id,
    name: device?.name ?? null,
    stationName: station?.name ?? null,
    stationNames: spoken(station)?.names ?? {},
    isBoard,
    sinceAt: lastSeenAt.toISOString(),
  }))
}
