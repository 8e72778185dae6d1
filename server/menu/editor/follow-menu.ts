// A store begins to follow the menu of another one of its brand, or goes on by itself. What is
// called the same here and there is one thing from then on; what becomes of everything else is
// shown before, and done as it was shown.

import type { Localized } from '@/domain/language'
import {
  adopted,
  byItem,
  type ItemOf,
  itemsOf,
  type MenuDocument,
  type MenuItem,
  nameOfItem,
  printOf,
} from '@/domain/menu-document'
import { followed, type Links, linksBetween, pricesOf, sharedIn } from '@/domain/menu-shared'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../../access/procedures'
import { writeAudit } from '../../access/write-audit'
import type { Deps } from '../../deps'
import { tell } from '../../outbox'
import { LONG, readDraft, takeTurn } from './change-draft'
import { newItemKey, readMakers } from './draft-from-document'
import { saveLinks, stationsHere } from './publish-followers'
import { readMenuDocument } from './read-document'
import { ORIGINS } from './read-following'
import { holdDishes, writeMenu } from './write-menu'

type Tx = Prisma.TransactionClient
type Reader = Pick<Tx, 'store' | 'station' | 'menuDraft' | '$queryRawUnsafe'>

export type FollowWish = {
  leaderId: number
  /** Whether dishes of the same name keep what they cost here. */
  keepsPrices: boolean
  /** Whether what the leader does not have stays, as the store's own. */
  keepsOthers: boolean
}

type Named = { name: string; names: Localized }

/** How many there are, and the first of them by name. */
type Some = { count: number; first: Named[] }
const FIRST = 12

export type FollowPlan = {
  /** Dishes that are new here. */
  comes: Some
  /** Dishes of the same name: shared from then on. */
  shared: Some
  /** Of these, how many cost something else here and there. */
  priced: number
  /** Dishes that the leader does not have. */
  others: Some
  /** Tells whether both menus are still as they were shown. */
  print: string
}

/** @throws Refusal thing.not-found, menu.not-to-follow (reason) */
export async function planFollowing(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
  { leaderId }: Pick<FollowWish, 'leaderId'>,
): Promise<FollowPlan> {
  const { own, foreign, links, print } = await load(deps.db, storeId, leaderId)
  const [mine, shared] = [byItem(own), sharedIn(links)]
  const some = (dishes: readonly ItemOf<'dish'>[]): Some => ({
    count: dishes.length,
    first: dishes.slice(0, FIRST).map(({ body: { name, names } }) => ({ name, names })),
  })
  const both = itemsOf(foreign, 'dish').filter((item) => mine.has(nameOfItem(item)))
  const isPriced = (item: MenuItem) => {
    const here = mine.get(nameOfItem(item))
    return (
      here?.kind === 'dish' && item.kind === 'dish' && here.body.priceCents !== item.body.priceCents
    )
  }
  return {
    comes: some(itemsOf(foreign, 'dish').filter((item) => !mine.has(nameOfItem(item)))),
    shared: some(both),
    priced: both.filter(isPriced).length,
    others: some(itemsOf(own, 'dish').filter((item) => !shared.has(nameOfItem(item)))),
    print,
  }
}

/**
 * From now on what the leader publishes is published here, too.
 * @param print of the plan that was shown; null begins whatever there is
 * @throws Refusal thing.not-found, menu.not-to-follow (reason), thing.changed, menu.flawed
 */
export function beginFollowing(
  deps: Deps,
  actor: Actor,
  wish: FollowWish & { print: string | null },
): Promise<void> {
  return deps.db.$transaction(async (tx) => {
    await lockBrandOf(tx, actor.storeId)
    await follow(tx, actor, wish, deps.now())
  }, LONG)
}

/** The same in a transaction that holds the brand. */
export async function follow(
  tx: Tx,
  actor: Pick<Actor, 'storeId' | 'staffId'>,
  { leaderId, keepsPrices, keepsOthers, print }: FollowWish & { print: string | null },
  at: Date,
): Promise<void> {
  const { storeId } = actor
  await takeTurn(tx, leaderId)
  await takeTurn(tx, storeId)
  const already = await tx.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { menuFromStoreId: true },
  })
  // The same request again.
  if (already.menuFromStoreId === leaderId) return
  await holdDishes(tx, storeId)
  const plan = await load(tx, storeId, leaderId)
  if (print !== null && print !== plan.print) throw new Refusal('thing.changed')

  const { leader, own, foreign, links, name } = plan
  const shared = sharedIn(links)
  const theirs = byItem(foreign)
  const kept = own.filter((item) => keepsOthers || shared.has(nameOfItem(item)))
  const next = followed({
    ...{ before: leader, leader, links, leftOut: new Set(), newKey: newItemKey },
    own: keepsPrices ? kept : kept.map((item) => atTheirPrice(item, theirs)),
    stationsOf: await stationsHere(tx, leaderId, storeId),
  })
  await tx.store.update({ where: { id: storeId }, data: { menuFromStoreId: leaderId } })
  const details = { fromStoreId: leaderId, from: name, keepsPrices, keepsOthers }
  const writing = { actor, at, key: null, action: 'menu.follow-begun', details }
  const written = await writeMenu(tx, writing, own, next.document)
  if (written) {
    await saveLinks(tx, storeId, leader, next.links, written.numberOf)
    return
  }
  // Word for word the same already: only whose it is has changed.
  await saveLinks(tx, storeId, leader, next.links, () => null)
  await writeAudit(tx, actor, {
    action: writing.action,
    subject: 'menu',
    subjectId: storeId,
    details,
  })
  await tellEditors(tx, storeId)
}

/** All of it stays, as the store's own. A second time changes nothing. */
export function endFollowing(deps: Deps, actor: Actor): Promise<void> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    await lockBrandOf(tx, storeId)
    await takeTurn(tx, storeId)
    const { count } = await tx.store.updateMany({
      where: { id: storeId, menuFromStoreId: { not: null } },
      data: { menuFromStoreId: null },
    })
    if (count === 0) return
    await tx.dish.updateMany({ where: { storeId, isLeftOut: true }, data: { isLeftOut: false } })
    for (const { table, ofStore } of Object.values(ORIGINS)) {
      await tx.$executeRawUnsafe(
        `UPDATE ${table} x SET origin_id = NULL WHERE ${ofStore} AND x.origin_id IS NOT NULL`,
        storeId,
      )
    }
    await writeAudit(tx, actor, {
      action: 'menu.follow-ended',
      subject: 'menu',
      subjectId: storeId,
    })
    await tellEditors(tx, storeId)
  }, LONG)
}

/** One at a time: of two stores that begin to follow each other, one does. */
async function lockBrandOf(tx: Tx, storeId: number): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM brand WHERE id = (SELECT brand_id FROM store WHERE id = ${storeId}) FOR NO KEY UPDATE`
}

type Both = {
  name: string
  leader: MenuDocument
  own: MenuDocument
  /** The leader's menu in the keys of this store, where something is called the same. */
  foreign: MenuDocument
  links: Links
  print: string
}

async function load(db: Reader, storeId: number, leaderId: number): Promise<Both> {
  const select = { brandId: true, currency: true, name: true, menuFromStoreId: true } as const
  const store = await db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { ...select, _count: { select: { followers: true } } },
  })
  const there = await db.store.findUnique({ where: { id: leaderId }, select })
  if (there?.brandId !== store.brandId || leaderId === storeId) throw new Refusal('thing.not-found')
  const no = (reason: string) => new Refusal('menu.not-to-follow', { reason })
  if (there.menuFromStoreId !== null) throw no('follows')
  if (store._count.followers > 0) throw no('leads')
  if (there.currency !== store.currency) throw no('currency')
  if ((await readDraft(db, storeId)).length > 0) throw no('draft')

  const [leader, own] = [await readMenuDocument(db, leaderId), await readMenuDocument(db, storeId)]
  const foreign = adopted(leader, own, await readMakers(db, storeId), newItemKey)
  return {
    ...{ name: there.name, leader, own, foreign },
    links: linksBetween(leader, foreign),
    print: printOf(JSON.stringify([leader, own])),
  }
}

function atTheirPrice(item: MenuItem, theirs: ReadonlyMap<string, MenuItem>): MenuItem {
  const there = theirs.get(nameOfItem(item))
  if (item.kind === 'dish' && there?.kind === 'dish') {
    return { ...item, body: { ...item.body, ...pricesOf(there.body) } }
  }
  if (item.kind !== 'option_group' || there?.kind !== 'option_group') return item
  const options = item.body.options.map((option) => {
    const { priceCents, sizePrices } =
      there.body.options.find(({ key }) => key === option.key) ?? option
    return { ...option, priceCents, sizePrices }
  })
  return { ...item, body: { ...item.body, options } }
}

async function tellEditors(tx: Tx, storeId: number): Promise<void> {
  await tell(tx, { storeId, type: 'menu_drafted', rooms: [`store:${storeId}`], payload: {} })
}
