// Whose menu a store follows, which of its rows are whose there, and who follows it.

import type { Localized } from '@/domain/language'
import type { Key } from '@/domain/menu-document'
import { type Links, nameOfPart, type PartKind } from '@/domain/menu-shared'
import type { Prisma } from '@/prisma/client/client'
import { spoken } from '../../database/spoken'

type Reader = Pick<Prisma.TransactionClient, 'store' | '$queryRawUnsafe'>

/** Where the number of the leader's row stands, and to which store a row belongs. */
export const ORIGINS: Record<PartKind, { table: string; ofStore: string }> = {
  schedule: { table: 'menu_schedule', ofStore: 'x.store_id = $1' },
  category: { table: 'category', ofStore: 'x.store_id = $1' },
  option_group: { table: 'option_group', ofStore: 'x.store_id = $1' },
  dish: { table: 'dish', ofStore: 'x.store_id = $1' },
  option: {
    table: 'option',
    ofStore: 'x.group_id IN (SELECT id FROM option_group WHERE store_id = $1)',
  },
  slot: {
    table: 'combo_slot',
    ofStore: 'x.combo_id IN (SELECT id FROM dish WHERE store_id = $1)',
  },
}

const LINKS = Object.entries(ORIGINS)
  .map(
    ([kind, { table, ofStore }]) =>
      `SELECT '${kind}' AS kind, x.origin_id AS origin, x.id, ${kind === 'dish' ? 'x.is_left_out' : 'false'} AS "isLeftOut"
         FROM ${table} x WHERE ${ofStore} AND x.origin_id IS NOT NULL`,
  )
  .join('\nUNION ALL\n')

export type LedBy = {
  storeId: number
  name: string
  names: Localized
  links: Links
  leftOut: ReadonlySet<Key>
}

/** Null where the store's menu is its own. */
export async function readLedBy(db: Reader, storeId: number): Promise<LedBy | null> {
  const { menuFrom } = await db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { menuFrom: { select: { id: true, name: true, names: true } } },
  })
  if (!menuFrom) return null
  const { id, ...named } = spoken(menuFrom)
  return { storeId: id, ...named, ...(await readLinks(db, storeId)) }
}

export async function readLinks(
  db: Pick<Reader, '$queryRawUnsafe'>,
  storeId: number,
): Promise<Pick<LedBy, 'links' | 'leftOut'>> {
  const rows = await db.$queryRawUnsafe<
    { kind: PartKind; origin: number; id: number; isLeftOut: boolean }[]
  >(LINKS, storeId)
  return {
    links: new Map(
      rows.map(({ kind, origin, id }) => [nameOfPart(kind, String(origin)), String(id)]),
    ),
    leftOut: new Set(rows.filter(({ isLeftOut }) => isLeftOut).map(({ id }) => String(id))),
  }
}

export type Follower = { storeId: number; name: string; names: Localized }

/** The stores whose menu follows this one's, always in the same order. */
export async function readFollowers(
  db: Pick<Reader, 'store'>,
  storeId: number,
): Promise<Follower[]> {
  const rows = await db.store.findMany({
    where: { menuFromStoreId: storeId },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, names: true },
  })
  return spoken(rows).map(({ id, ...named }) => ({ storeId: id, ...named }))
}
