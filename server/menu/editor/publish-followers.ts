// What a store publishes reaches every store that follows its menu, in the same transaction: each
// gets a version of its own, and what is its own stays.

import { isSame, itemsOf, type Key, type MenuDocument } from '@/domain/menu-document'
import { followed, type Links, type PartKind, rebased } from '@/domain/menu-shared'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { readDraft, takeTurn } from './change-draft'
import { newItemKey, readMakers } from './draft-from-document'
import { readMenuDocument } from './read-document'
import { ORIGINS, readFollowers, readLedBy, readLinks } from './read-following'
import type { NumberOf } from './write-document'
import { holdDishes, type Writing, writeMenu } from './write-menu'

type Tx = Prisma.TransactionClient

/**
 * What a store that follows another one publishes by itself: what is shared is as the leader has
 * it, whatever its draft says, and what was taken off of that is left out.
 * @returns null where it follows none
 */
export async function publishOwn(
  tx: Tx,
  writing: Writing,
  published: MenuDocument,
  wanted: MenuDocument,
): Promise<{ number: number } | null> {
  const { storeId } = writing.actor
  const ledBy = await readLedBy(tx, storeId)
  if (!ledBy) return null
  const { links, leftOut } = ledBy
  const leader = await readMenuDocument(tx, ledBy.storeId)
  const dishesIn = (document: MenuDocument) =>
    new Set(itemsOf(document, 'dish').map(({ key }) => key))
  const [was, is] = [dishesIn(published), dishesIn(wanted)]
  const shared = keysOf(links, 'dish')
  const off = [...was].filter((key) => shared.has(key) && !is.has(key))
  const back = [...leftOut].filter((key) => is.has(key))
  const { document } = followed({
    ...{ before: leader, leader, own: wanted, links, newKey: newItemKey },
    leftOut: new Set([...leftOut, ...off].filter((key) => !is.has(key))),
    stationsOf: await stationsHere(tx, ledBy.storeId, storeId),
  })
  await setLeftOut(tx, storeId, back, false)
  const written = await writeMenu(tx, writing, published, document)
  if (!written) throw new Refusal('menu.unchanged')
  await setLeftOut(tx, storeId, off, true)
  return written
}

/**
 * @param before the leader's menu as it was until now
 * @throws Refusal menu.flawed-there (name of the store)
 */
export async function publishFollowers(
  tx: Tx,
  { actor, at }: Writing,
  before: MenuDocument,
): Promise<void> {
  const followers = await readFollowers(tx, actor.storeId)
  if (followers.length === 0) return
  const leader = await readMenuDocument(tx, actor.storeId)
  for (const { storeId, name, names } of followers) {
    await takeTurn(tx, storeId)
    await holdDishes(tx, storeId)
    const own = await readMenuDocument(tx, storeId)
    const { links, leftOut } = await readLinks(tx, storeId)
    const stationsOf = await stationsHere(tx, actor.storeId, storeId)
    const next = followed({ before, leader, own, links, leftOut, stationsOf, newKey: newItemKey })
    const writing = {
      ...{ actor: { storeId, staffId: actor.staffId }, at, key: null, action: 'menu.followed' },
      details: { fromStoreId: actor.storeId },
    }
    const written = await writeMenu(tx, writing, own, next.document).catch((error) => {
      if (!(error instanceof Refusal)) throw error
      throw new Refusal('menu.flawed-there', { name, nameNames: names })
    })
    if (!written) continue
    await saveLinks(tx, storeId, leader, next.links, written.numberOf)
    await rebaseDraft(tx, storeId, own)
  }
}

/** The stations here that are called as the leader's; where none is, the default makes it. */
export async function stationsHere(
  tx: Tx,
  leaderId: number,
  storeId: number,
): Promise<(stations: readonly Key[]) => Key[]> {
  const [theirs, ours] = [await readMakers(tx, leaderId), await readMakers(tx, storeId)]
  const called = (key: Key) => theirs.find((each) => each.key === key)?.name
  return (stations) =>
    stations
      .flatMap((key) => ours.find(({ name }) => name === called(key))?.key ?? [])
      .sort((one, other) => Number(one) - Number(other))
}

/** Which row is whose: of what is new here, and no more of what the leader has no more. */
export async function saveLinks(
  tx: Tx,
  storeId: number,
  leader: MenuDocument,
  links: Links,
  numberOf: NumberOf,
): Promise<void> {
  for (const [kind, { table }] of Object.entries(ORIGINS) as [PartKind, { table: string }][]) {
    const pairs = [...links]
      .filter(([name]) => name.startsWith(`${kind} `))
      .map(
        ([name, key]) =>
          [
            numberOf(kind, key) ?? (Number(key) || null),
            Number(name.slice(kind.length + 1)),
          ] as const,
      )
      .filter(([id]) => id !== null)
    await tx.$executeRawUnsafe(
      `UPDATE ${table} SET origin_id = x.origin FROM unnest($1::int[], $2::int[]) AS x(id, origin)
        WHERE ${table}.id = x.id AND ${table}.origin_id IS DISTINCT FROM x.origin`,
      pairs.map(([id]) => id),
      pairs.map(([, origin]) => origin),
    )
  }
  for (const kind of ['schedule', 'category', 'option_group'] as const) {
    const { table } = ORIGINS[kind]
    const isOn = kind === 'schedule' ? '' : 'AND archived_at IS NULL'
    await tx.$executeRawUnsafe(
      `UPDATE ${table} SET origin_id = NULL
        WHERE store_id = $1 AND origin_id IS NOT NULL ${isOn} AND NOT (origin_id = ANY($2::int[]))`,
      storeId,
      itemsOf(leader, kind).map(({ key }) => Number(key)),
    )
  }
}

async function setLeftOut(
  tx: Tx,
  storeId: number,
  keys: readonly Key[],
  isLeftOut: boolean,
): Promise<void> {
  const id = { in: keys.map(Number) }
  await tx.dish.updateMany({ where: { id, storeId }, data: { isLeftOut } })
}

const keysOf = (links: Links, kind: PartKind): Set<Key> =>
  new Set([...links].filter(([name]) => name.startsWith(`${kind} `)).map(([, key]) => key))

/** What is being edited there of the prices of shared options goes on over the menu of now. */
async function rebaseDraft(tx: Tx, storeId: number, before: MenuDocument): Promise<void> {
  const draft = await readDraft(tx, storeId)
  const after = await readMenuDocument(tx, storeId)
  const next = rebased(draft, before, after)
  for (const [at, { kind, key, patch }] of next.entries()) {
    if (isSame(patch, draft[at]?.patch)) continue
    await tx.menuDraft.update({
      where: { storeId_kind_key: { storeId, kind, key } },
      data: { patch: patch as Prisma.InputJsonObject, version: { increment: 1 } },
    })
  }
}
