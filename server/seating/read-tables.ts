// The floor as a manager arranges it: every area with its tables and their codes, and what was
// archived.

import type { Localized } from '@/domain/language'
import type { OrderMode } from '@/domain/menu'
import { tablePath } from '@/domain/paths'
import { isOwnAddress } from '../access/own-network'
import { isThisMachine } from '../addresses'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'

export type ArrangedTable = {
  id: number
  name: string
  seats: number
  /** What its QR carries, as a guest's phone reaches it. */
  url: string
  /** Whether somebody sits there. */
  isTaken: boolean
}

export type ArrangedArea = {
  id: number
  name: string
  names: Localized
  /** Null = as the store does. */
  orderMode: OrderMode | null
  /** 外带: its tables are numbers that guests get at the counter. */
  isTakeaway: boolean
  tables: ArrangedTable[]
}

export type Arrangement = {
  areas: ArrangedArea[]
  /** The last archived first. */
  archived: { id: number; name: string; seats: number; areaName: string; areaNames: Localized }[]
  /** How guests of the store pay where an area says nothing. */
  orderMode: OrderMode
  /** When this was read, by the server's clock: what `renewCodes` calls seen. */
  readAt: string
  /** Whose phones open the codes: nobody's but this machine, those in its network, everybody's. */
  reach: 'here' | 'network' | 'everywhere'
  /** The address that the codes begin with. */
  origin: string
}

/** Older ones are found by their name when somebody adds it again. */
const ARCHIVED_SHOWN = 200

export async function readTables(deps: Deps, storeId: number): Promise<Arrangement> {
  const readAt = deps.now().toISOString()
  const [store, areas, archived] = await Promise.all([
    deps.db.store.findUniqueOrThrow({ where: { id: storeId }, select: { orderMode: true } }),
    deps.db.area.findMany({
      where: { storeId, archivedAt: null },
      orderBy: [{ sort: 'asc' }, { id: 'asc' }],
      select: {
        id: true,
        name: true,
        names: true,
        orderMode: true,
        isTakeaway: true,
        tables: {
          where: { archivedAt: null },
          orderBy: [{ sort: 'asc' }, { id: 'asc' }],
          select: {
            id: true,
            name: true,
            seats: true,
            code: true,
            sittings: { where: { untilAt: null }, select: { id: true }, take: 1 },
          },
        },
      },
    }),
    deps.db.diningTable.findMany({
      where: { storeId, archivedAt: { not: null } },
      orderBy: [{ archivedAt: 'desc' }, { id: 'desc' }],
      take: ARCHIVED_SHOWN,
      select: { id: true, name: true, seats: true, area: { select: { name: true, names: true } } },
    }),
  ])
  return {
    areas: spoken(areas).map(({ tables, ...area }) => ({
      ...area,
      tables: tables.map(({ code, sittings, ...table }) => ({
        ...table,
        url: `${deps.publicUrl}${tablePath(code)}`,
        isTaken: sittings.length > 0,
      })),
    })),
    archived: spoken(archived).map(({ area, ...table }) => ({
      ...table,
      areaName: area.name,
      areaNames: area.names,
    })),
    orderMode: store.orderMode,
    readAt,
    reach: reachOf(deps.publicUrl),
    origin: deps.publicUrl,
  }
}

function reachOf(publicUrl: string): Arrangement['reach'] {
  if (isThisMachine(publicUrl)) return 'here'
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')
  return isOwnAddress(host) || host.endsWith('.local') ? 'network' : 'everywhere'
}
