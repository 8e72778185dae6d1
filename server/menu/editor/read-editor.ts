// What the editor shows: what is published, what is changed of it and by whom, and what dishes may
// name.

import type { Localized } from '@/domain/language'
import {
  applyDraft,
  byItem,
  type DraftItem,
  itemsOf,
  type Key,
  type MenuItem,
} from '@/domain/menu-document'
import { followed, type Prices, pricesOf, sharedIn } from '@/domain/menu-shared'
import type { Actor } from '../../access/procedures'
import { spoken } from '../../database/spoken'
import type { Deps } from '../../deps'
import { pinyinOf } from '../pinyin-of'
import { readDraft } from './change-draft'
import { newItemKey, readMakers } from './draft-from-document'
import { readMenuDocument } from './read-document'
import { type Follower, readFollowers, readLedBy } from './read-following'

export type EditedItem = DraftItem & {
  version: number
  /** Who changed it last; null = a program. */
  by: string | null
  /** ISO instant. */
  at: string
}

export type MenuInEditor = {
  published: MenuItem[]
  draft: EditedItem[]
  /** Of every dish, for the search. */
  pinyin: Record<Key, string>
  /** The open stations that cook, in their order. */
  stations: { key: Key; name: string; names: Localized; isDefault: boolean }[]
  /** Of the newest version; 0 = nothing was published here yet. */
  number: number
  /** The store whose menu this one follows, and what of this one is shared. */
  leader: SharedMenu | null
  /** The stores that what is published here goes to, too. */
  followers: Follower[]
}

export type SharedMenu = {
  storeId: number
  name: string
  names: Localized
  /** By `nameOfItem`; of a dish what it costs there, in the keys of this store. */
  shared: Record<string, { prices: Prices | null }>
}

export async function readEditor(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
): Promise<MenuInEditor> {
  const [published, draft, stations, newest, leader, followers] = await Promise.all([
    readMenuDocument(deps.db, storeId),
    readDraft(deps.db, storeId),
    readMakers(deps.db, storeId),
    deps.db.menuVersion.findFirst({
      where: { storeId },
      orderBy: { number: 'desc' },
      select: { number: true },
    }),
    readShared(deps, storeId),
    readFollowers(deps.db, storeId),
  ])
  const names = await namesOf(
    deps,
    draft.map(({ staffId }) => staffId),
  )
  const dishes = itemsOf(applyDraft(published, draft), 'dish')
  return {
    published,
    draft: draft.map(({ staffId, at, ...item }) => ({
      ...item,
      by: names.get(staffId) ?? null,
      at: at.toISOString(),
    })),
    pinyin: Object.fromEntries(dishes.map(({ key, body }) => [key, pinyinOf(body.name)])),
    stations,
    number: newest?.number ?? 0,
    leader,
    followers,
  }
}

async function readShared(deps: Deps, storeId: number): Promise<SharedMenu | null> {
  const ledBy = await readLedBy(deps.db, storeId)
  if (!ledBy) return null
  const { links, leftOut: _, ...store } = ledBy
  const leader = await readMenuDocument(deps.db, store.storeId)
  const { document } = followed({
    ...{ before: leader, leader, own: [], links, leftOut: new Set() },
    ...{ stationsOf: () => [], newKey: newItemKey },
  })
  const prices = byItem(document)
  return {
    ...store,
    shared: Object.fromEntries(
      [...sharedIn(links)].map((name) => {
        const item = prices.get(name)
        return [name, { prices: item?.kind === 'dish' ? pricesOf(item.body) : null }]
      }),
    ),
  }
}

export type ArchivedDish = {
  key: Key
  name: string
  names: Localized
  archivedAt: string
  /** Of another store's menu, and left out here. */
  isLeftOut: boolean
}

const MOST_ARCHIVED = 200

/** Dishes that were taken off, the latest first, that have what was typed in their name. */
export async function readArchived(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
  { words }: { words: string },
): Promise<ArchivedDish[]> {
  const rows = await deps.db.dish.findMany({
    where: {
      storeId,
      archivedAt: { not: null },
      ...(words && {
        OR: [
          { name: { contains: words, mode: 'insensitive' } },
          { pinyin: { contains: words.toLowerCase() } },
        ],
      }),
    },
    orderBy: [{ archivedAt: 'desc' }, { id: 'desc' }],
    take: MOST_ARCHIVED,
    select: { id: true, name: true, names: true, archivedAt: true, isLeftOut: true },
  })
  return spoken(rows).map(({ id, archivedAt, ...row }) => ({
    key: String(id),
    ...row,
    archivedAt: archivedAt?.toISOString() ?? '',
  }))
}

export type MenuVersionLine = {
  number: number
  added: number
  changed: number
  removed: number
  by: string | null
  at: string
}

/** The versions that are kept, the newest first. */
export async function readVersions(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
): Promise<MenuVersionLine[]> {
  const rows = await deps.db.menuVersion.findMany({
    where: { storeId },
    orderBy: { number: 'desc' },
    select: {
      number: true,
      added: true,
      changed: true,
      removed: true,
      at: true,
      staff: { select: { name: true } },
    },
  })
  return rows.map(({ staff, at, ...row }) => ({
    ...row,
    by: staff?.name ?? null,
    at: at.toISOString(),
  }))
}

async function namesOf(
  deps: Deps,
  ids: readonly (number | null)[],
): Promise<Map<number | null, string>> {
  const known = [...new Set(ids)].filter((id) => id !== null)
  const staff = await deps.db.staff.findMany({
    where: { id: { in: known } },
    select: { id: true, name: true },
  })
  return new Map(staff.map(({ id, name }) => [id, name]))
}
