// The door of every other menu: an import, an example, a copy of another store, an earlier version
// becomes a draft here, and is published as what one types is.

import { randomBytes } from 'node:crypto'
import type { Named } from '@/domain/language'
import {
  adopted,
  byItem,
  completed,
  type Key,
  type MenuDocument,
  type MenuItem,
  nameOfItem,
} from '@/domain/menu-document'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../../access/procedures'
import { spoken } from '../../database/spoken'
import type { Deps } from '../../deps'
import { changeDraft } from './change-draft'

/**
 * Lays a document over the menu of a store, as a draft. What has the same name here is changed,
 * what is new is added; with `replaces` everything else is taken off.
 * @param document in keys of its own; stations by their names or not at all
 * @returns which items differ now from the draft before
 * @throws Refusal menu.too-large
 */
export function draftFromDocument(
  deps: Deps,
  actor: Actor,
  { document, replaces }: { document: MenuDocument; replaces: boolean },
) {
  return changeDraft(deps, actor, async ({ effective, tx }) => {
    const stations = await readMakers(tx, actor.storeId)
    const own = adopted(document, effective, stations, newItemKey)
    const fact = { action: 'menu.imported', details: { count: document.length, replaces } }
    return { wanted: replaces ? own : laidOver(effective, own), fact }
  })
}

/** What is there keeps its place; what is new comes after it, in its own order. */
function laidOver(effective: MenuDocument, own: MenuDocument): MenuDocument {
  const known = byItem(effective)
  const changed = byItem(own)
  const last = Math.max(0, ...effective.map(({ sort }) => sort)) + 1
  const kept = effective.map((item): MenuItem => {
    const other = changed.get(nameOfItem(item))
    return other ? ({ ...other, sort: item.sort } as MenuItem) : item
  })
  const added = own
    .filter((item) => !known.has(nameOfItem(item)))
    .map((item) => ({ ...item, sort: last + item.sort }) as MenuItem)
  return [...kept, ...added]
}

/**
 * Makes a draft that brings back an earlier version, ids and all.
 * @throws Refusal thing.not-found, menu.draft-open
 */
export function goBack(deps: Deps, actor: Actor, { number }: { number: number }) {
  const { storeId } = actor
  return changeDraft(deps, actor, async ({ draft, published, tx }) => {
    const version = await tx.menuVersion.findUnique({
      where: { storeId_number: { storeId, number } },
    })
    if (!version) throw new Refusal('thing.not-found')
    if (draft.length > 0) throw new Refusal('menu.draft-open')
    const wanted = completed(version.document as unknown as MenuDocument, published)
    return { wanted, fact: { action: 'menu.went-back', details: { number } } }
  })
}

/** A key that no row and no other item has. */
export const newItemKey = (): Key => `n${randomBytes(9).toString('base64url')}`

/** The open stations of a store that cook. */
export async function readMakers(
  db: Pick<Prisma.TransactionClient, 'station'>,
  storeId: number,
): Promise<(Named & { key: Key; isDefault: boolean })[]> {
  const rows = await db.station.findMany({
    where: { storeId, archivedAt: null, isExpo: false },
    orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, names: true, isDefault: true },
  })
  return spoken(rows).map(({ id, ...row }) => ({ key: String(id), ...row }))
}
