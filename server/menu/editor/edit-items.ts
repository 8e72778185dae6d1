// Editing the draft item by item. Who saves says what they saw: fields that somebody else has
// changed since stay theirs, and where both changed the same one, the later is told and nothing is
// saved.

import {
  byItem,
  type ItemKind,
  type ItemOf,
  isSame,
  itemsOf,
  type Key,
  type MenuDocument,
  type MenuItem,
  nameOfItem,
  patchOf,
  rowOf,
  sortAfter,
} from '@/domain/menu-document'
import { followed, sharedIn } from '@/domain/menu-shared'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../../access/procedures'
import type { Deps } from '../../deps'
import { changeDraft, type KeptItem } from './change-draft'
import { newItemKey } from './draft-from-document'
import { readArchivedDish, readMenuDocument } from './read-document'
import { readLedBy } from './read-following'

type Tx = Prisma.TransactionClient
type Named = { kind: ItemKind; key: Key }
type Whole = { [Kind in ItemKind]: Omit<ItemOf<Kind>, 'sort'> }[ItemKind]

/**
 * Saves an item as it is to be. `before` is the body that was shown when the change began, null for
 * a new item.
 * @throws Refusal thing.not-found when it was taken off meanwhile, thing.changed with `by` when
 *   somebody else has changed a field that is changed here
 */
export function saveItem(
  deps: Deps,
  actor: Actor,
  { item, before }: { item: Whole; before: object | null },
) {
  return changeDraft(deps, actor, async ({ effective, draft, tx }) => {
    const now = byItem(effective).get(nameOfItem(item))
    const fact = { action: 'menu.edited', details: detailsOf(item) }
    if (!now) {
      if (before) throw new Refusal('thing.not-found')
      const sort = lastOf(effective, item as MenuItem) + 1
      return { wanted: [...effective, { ...item, sort } as MenuItem], fact }
    }
    const wanted = patchOf(before ?? {}, item.body)
    const body = now.body as unknown as Record<string, unknown>
    const clash = Object.entries(wanted).find(
      ([field, value]) =>
        !isSame(body[field], (before as Record<string, unknown> | null)?.[field]) &&
        !isSame(body[field], value),
    )
    if (clash) {
      const by = await whoChanged(tx, draft, item)
      throw new Refusal('thing.changed', { field: clash[0], ...by })
    }
    const changed = { ...now, body: { ...now.body, ...wanted } } as MenuItem
    const isElsewhere = rowOf(changed) !== rowOf(now)
    const sort = isElsewhere ? lastOf(effective, changed) + 1 : now.sort
    return { wanted: withItem(effective, { ...changed, sort } as MenuItem), fact }
  })
}

/**
 * Puts an item after another one of its row, null = first.
 * @throws Refusal thing.not-found
 */
export function moveItem(
  deps: Deps,
  actor: Actor,
  { kind, key, after }: Named & { after: Key | null },
) {
  return changeDraft(deps, actor, ({ effective }) => {
    const item = pick(effective, { kind, key })
    const row = effective.filter((each) => each.kind === kind && rowOf(each) === rowOf(item))
    if (after !== null && !row.some((each) => each.key === after)) {
      throw new Refusal('thing.not-found')
    }
    const fact = { action: 'menu.edited', details: detailsOf(item) }
    const sort = sortAfter(row, key, after)
    if (sort !== null) return { wanted: withItem(effective, { ...item, sort } as MenuItem), fact }
    // No room between two numbers any more: the row is counted anew.
    const others = row.filter((each) => each.key !== key)
    others.splice(after === null ? 0 : others.findIndex((each) => each.key === after) + 1, 0, item)
    const sorts = new Map(others.map((each, at) => [nameOfItem(each), at]))
    const wanted = effective.map((each) => ({
      ...each,
      sort: sorts.get(nameOfItem(each)) ?? each.sort,
    }))
    return { wanted: wanted as MenuDocument, fact }
  })
}

/** Takes items off the menu; a category takes its dishes with it. */
export function removeItems(deps: Deps, actor: Actor, { items }: { items: Named[] }) {
  return changeDraft(deps, actor, ({ effective }) => {
    const gone = new Set(items.map(nameOfItem))
    const wanted = effective.filter(
      (item) =>
        !gone.has(nameOfItem(item)) &&
        !(
          item.kind === 'dish' &&
          gone.has(nameOfItem({ kind: 'category', key: item.body.category }))
        ),
    )
    const count = effective.length - wanted.length
    return { wanted, fact: { action: 'menu.taken-off', details: { count } } }
  })
}

/**
 * Brings back a dish that was taken off and published so, into its category or, where that is gone,
 * another one. What belongs to another store's menu comes as it is there, at its price.
 * @throws Refusal thing.not-found, menu.not-at-leader (name, from)
 */
export function restoreDish(
  deps: Deps,
  actor: Actor,
  { key, category }: { key: Key; category: Key | null },
) {
  return changeDraft(deps, actor, async ({ effective, tx }) => {
    if (byItem(effective).has(nameOfItem({ kind: 'dish', key }))) {
      return { wanted: effective, fact: null }
    }
    const archived = await readArchivedDish(tx, actor.storeId, key)
    if (archived?.kind !== 'dish') throw new Refusal('thing.not-found')
    const found = await asLed(tx, actor.storeId, archived, effective)
    const categories = itemsOf(effective, 'category').map((each) => each.key)
    const to = [category, found.body.category].find((each) => each && categories.includes(each))
    if (!to) throw new Refusal('thing.not-found')
    const item: MenuItem = { ...found, body: { ...found.body, category: to } }
    const sort = lastOf(effective, item) + 1
    const fact = { action: 'menu.edited', details: detailsOf(item) }
    return { wanted: [...effective, { ...item, sort }], fact }
  })
}

async function asLed(
  tx: Tx,
  storeId: number,
  dish: ItemOf<'dish'>,
  own: MenuDocument,
): Promise<ItemOf<'dish'>> {
  const ledBy = await readLedBy(tx, storeId)
  if (!ledBy || !sharedIn(ledBy.links).has(nameOfItem(dish))) return dish
  const leader = await readMenuDocument(tx, ledBy.storeId)
  const leftOut = new Set([...ledBy.leftOut].filter((key) => key !== dish.key))
  const stationsOf = () => [...dish.body.stations]
  const { links } = ledBy
  const { document } = followed({
    ...{ before: leader, leader, own, links, leftOut, stationsOf, newKey: newItemKey },
  })
  const there = byItem(document).get(nameOfItem(dish))
  if (there?.kind === 'dish') return there
  const { name, names } = dish.body
  throw new Refusal('menu.not-at-leader', {
    ...{ name, nameNames: names, from: ledBy.name, fromNames: ledBy.names },
  })
}

/** Forgets what was changed of these items, null = of all. */
export function discardDraft(deps: Deps, actor: Actor, { items }: { items: Named[] | null }) {
  return changeDraft(deps, actor, ({ effective, published }) => {
    const dropped = new Set((items ?? [...effective, ...published]).map(nameOfItem))
    const before = published.filter((item) => dropped.has(nameOfItem(item)))
    const wanted = [...effective.filter((item) => !dropped.has(nameOfItem(item))), ...before]
    const fact = { action: 'menu.draft-dropped', details: { count: items?.length ?? null } }
    return { wanted, fact }
  })
}

function pick(document: MenuDocument, named: Named): MenuItem {
  const item = byItem(document).get(nameOfItem(named))
  if (!item) throw new Refusal('thing.not-found')
  return item
}

const withItem = (document: MenuDocument, item: MenuItem): MenuDocument =>
  document.map((each) => (nameOfItem(each) === nameOfItem(item) ? item : each))

/** Where the last dish of a category stands. */
export const lastIn = (document: MenuDocument, category: Key): number =>
  Math.max(
    -1,
    ...itemsOf(document, 'dish')
      .filter(({ body }) => body.category === category)
      .map(({ sort }) => sort),
  )

function lastOf(document: MenuDocument, item: MenuItem): number {
  const row = document.filter((each) => each.kind === item.kind && rowOf(each) === rowOf(item))
  return Math.max(-1, ...row.map(({ sort }) => sort))
}

const detailsOf = ({ kind, key, body }: Named & { body: { name: string } }) => ({
  kind,
  key,
  name: body.name,
})

export async function whoChanged(
  tx: Parameters<Parameters<Deps['db']['$transaction']>[0]>[0],
  draft: readonly KeptItem[],
  item: Named,
): Promise<{ by?: string }> {
  const { staffId } = byItem(draft).get(nameOfItem(item)) ?? {}
  if (!staffId) return {}
  const staff = await tx.staff.findUnique({ where: { id: staffId }, select: { name: true } })
  return staff ? { by: staff.name } : {}
}
