// What a manager sees of how the kitchen is arranged: the pace, the stations, and which dish is made where.

import type { Ground } from '../ground'

export type DishSetup = {
  id: number
  name: string
  nameEn: string | null
  /** Empty = the default station. */
  stationIds: number[]
  /** Null = the category's. */
  promisedMinutes: number | null
  course: number | null
}

export type CategorySetup = {
  id: number
  name: string
  nameEn: string | null
  /** Null = the store's. */
  promisedMinutes: number | null
  course: number
  dishes: DishSetup[]
}

export type StationSetup = {
  id: number
  name: string
  nameEn: string | null
  isDefault: boolean
  isExpo: boolean
}

export type KitchenSetup = {
  pace: { promisedMinutes: number; dueAtPercent: number; isCoursing: boolean }
  stations: StationSetup[]
  categories: CategorySetup[]
}

export async function readSetup(ground: Ground, storeId: number): Promise<KitchenSetup> {
  const { stations, categories, ...pace } = await ground.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      promisedMinutes: true,
      dueAtPercent: true,
      isCoursing: true,
      stations: {
        where: { archivedAt: null },
        orderBy: [{ sort: 'asc' }, { id: 'asc' }],
        select: { id: true, name: true, nameEn: true, isDefault: true, isExpo: true },
      },
      categories: {
        where: { archivedAt: null },
        orderBy: [{ sort: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          nameEn: true,
          promisedMinutes: true,
          course: true,
          dishes: {
            where: { archivedAt: null },
            orderBy: [{ sort: 'asc' }, { id: 'asc' }],
            select: {
              id: true,
              name: true,
              nameEn: true,
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
    pace,
    stations,
    categories: categories.map(({ dishes, ...category }) => ({
      ...category,
      dishes: dishes.map(({ stations: makers, ...dish }) => ({
        ...dish,
        stationIds: makers.map(({ stationId }) => stationId),
      })),
    })),
  }
}
