// What a manager sees of how the kitchen is arranged: the pace, the stations, and which dish is
// made where.

import type { Localized } from '@/domain/language'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import type { Versioned } from '../house/store-part'
import { readPace, type StorePace } from './set-pace'

export type DishSetup = {
  id: number
  name: string
  names: Localized
  /** Empty = the default station. */
  stationIds: number[]
  /** Null = the category's. */
  promisedMinutes: number | null
  course: number | null
}

export type CategorySetup = {
  id: number
  name: string
  names: Localized
  /** Null = the store's. */
  promisedMinutes: number | null
  course: number
  dishes: DishSetup[]
}

export type StationSetup = {
  id: number
  name: string
  names: Localized
  isDefault: boolean
  isExpo: boolean
  isMadeWhenPrinted: boolean
  /** Whether a kitchen printer prints what it makes. */
  hasPrinter: boolean
}

export type KitchenSetup = {
  pace: Versioned<StorePace>
  stations: StationSetup[]
  /** The latest ones that were closed, the last first. */
  closedStations: { id: number; name: string; names: Localized }[]
  categories: CategorySetup[]
}

/** Older ones are as good as new ones. */
const CLOSED_SHOWN = 20

export async function readSetup(deps: Deps, storeId: number): Promise<KitchenSetup> {
  const closedStations = await deps.db.station.findMany({
    where: { storeId, archivedAt: { not: null } },
    orderBy: [{ archivedAt: 'desc' }, { id: 'desc' }],
    take: CLOSED_SHOWN,
    select: { id: true, name: true, names: true },
  })
  const { stations, categories, printers } = await deps.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      stations: {
        where: { archivedAt: null },
        orderBy: [{ sort: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          names: true,
          isDefault: true,
          isExpo: true,
          isMadeWhenPrinted: true,
        },
      },
      printers: { where: { purpose: 'kitchen', archivedAt: null }, select: { stationId: true } },
      categories: {
        where: { archivedAt: null },
        orderBy: [{ sort: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          names: true,
          promisedMinutes: true,
          course: true,
          dishes: {
            where: { archivedAt: null },
            orderBy: [{ sort: 'asc' }, { id: 'asc' }],
            select: {
              id: true,
              name: true,
              names: true,
              promisedMinutes: true,
              course: true,
              stations: {
                where: { station: { archivedAt: null } },
                select: { stationId: true },
              },
            },
          },
        },
      },
    },
  })
  return {
    pace: await readPace(deps, storeId),
    stations: spoken(stations).map((station) => ({
      ...station,
      hasPrinter: printers.some(({ stationId }) => stationId === null || stationId === station.id),
    })),
    closedStations: spoken(closedStations),
    categories: spoken(categories).map(({ dishes, ...category }) => ({
      ...category,
      dishes: dishes.map(({ stations: makers, ...dish }) => ({
        ...dish,
        stationIds: makers.map(({ stationId }) => stationId),
      })),
    })),
  }
}
