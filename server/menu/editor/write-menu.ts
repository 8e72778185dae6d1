// A menu as it is to be becomes the menu, and a numbered version of it is kept.

import { menuRoom } from '@/domain/event'
import { changesBetween, flawsOf, type MenuDocument } from '@/domain/menu-document'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../../access/procedures'
import { writeAudit } from '../../access/write-audit'
import { tell } from '../../outbox'
import { readMakers } from './draft-from-document'
import { readMenuDocument } from './read-document'
import { type NumberOf, writeDocument } from './write-document'

type Tx = Prisma.TransactionClient

/** How many versions of a store's menu are kept. */
const KEPT_VERSIONS = 50

/** As who arranges the kitchen does: the dishes' stations and paces are ours until we are done. */
export async function holdDishes(tx: Tx, storeId: number): Promise<void> {
  await tx.$queryRaw`SELECT id FROM station WHERE store_id = ${storeId} ORDER BY id FOR UPDATE`
  await tx.$queryRaw`SELECT id FROM dish WHERE store_id = ${storeId} ORDER BY id FOR NO KEY UPDATE`
}

export type Writing = {
  /** Who does it, at the store whose menu it is. */
  actor: Pick<Actor, 'storeId' | 'staffId'>
  at: Date
  /** Of the request that asked for it, where it was about this very store. */
  key: string | null
  /** What the audit calls it, and what it says beside the counts. */
  action: string
  details?: Prisma.InputJsonObject
}

/**
 * `tx` holds the turn of this store's menu and its dishes.
 * @returns null where nothing is otherwise
 * @throws Refusal menu.flawed with how many things are to be mended first
 */
export async function writeMenu(
  tx: Tx,
  { actor, at, key, action, details }: Writing,
  published: MenuDocument,
  document: MenuDocument,
): Promise<{ number: number; numberOf: NumberOf } | null> {
  const { storeId, staffId } = actor
  const changes = changesBetween(published, document)
  if (changes.length === 0) return null
  const makers = await readMakers(tx, storeId)
  const flaws = flawsOf(
    document,
    makers.map((station) => station.key),
  )
  if (flaws.length > 0) throw new Refusal('menu.flawed', { number: flaws.length })

  const numberOf = await writeDocument(tx, { storeId, at }, document, changes)
  const count = (what: string) => changes.filter((each) => each.what === what).length
  const counts = {
    added: count('added'),
    changed: count('changed') + count('moved'),
    removed: count('removed'),
  }
  const number = await keepVersion(tx, published, {
    ...counts,
    ...{ storeId, staffId, at, idempotencyKey: key },
  })
  await writeAudit(tx, actor, {
    action,
    subject: 'menu',
    subjectId: number,
    details: { ...counts, ...details },
  })
  const rooms = [`store:${storeId}`, menuRoom(storeId)]
  await tell(tx, { storeId, type: 'menu_changed', rooms, payload: {} })
  return { number, numberOf }
}

type NewVersion = Omit<Prisma.MenuVersionUncheckedCreateInput, 'number' | 'document'> & { at: Date }

/** The first time also the menu as it was before, so that there is a way back. */
async function keepVersion(tx: Tx, before: MenuDocument, version: NewVersion): Promise<number> {
  const { storeId, at } = version
  const newest = await tx.menuVersion.findFirst({
    where: { storeId },
    orderBy: { number: 'desc' },
    select: { number: true },
  })
  const asJson = (document: MenuDocument) => document as unknown as Prisma.InputJsonArray
  if (!newest && before.length > 0) {
    await tx.menuVersion.create({ data: { storeId, at, number: 1, document: asJson(before) } })
  }
  const number = (newest?.number ?? (before.length > 0 ? 1 : 0)) + 1
  const document = asJson(await readMenuDocument(tx, storeId))
  await tx.menuVersion.create({ data: { ...version, number, document } })
  await tx.menuVersion.deleteMany({ where: { storeId, number: { lte: number - KEPT_VERSIONS } } })
  return number
}
