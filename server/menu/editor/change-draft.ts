// The one way to change the draft of a store's menu: load it with what is published, decide what
// the menu is to be, save the items that differ, tell the others who edit. One at a time per store.

import {
  applyDraft,
  byItem,
  type DraftItem,
  draftTo,
  type ItemKind,
  isSame,
  type Key,
  type MenuDocument,
  MOST_ITEMS,
  nameOfItem,
} from '@/domain/menu-document'
import { sharedClash, sharedIn } from '@/domain/menu-shared'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../../access/procedures'
import { type AuditFact, writeAudit } from '../../access/write-audit'
import type { Deps } from '../../deps'
import { tell } from '../../outbox'
import { readMenuDocument } from './read-document'
import { readLedBy } from './read-following'

type Tx = Prisma.TransactionClient

/** Enough for a menu of 1,000 dishes on a slow machine. */
export const LONG = { timeout: 60_000, maxWait: 10_000 }

/** Among the advisory locks with two numbers: the turn of who changes a store's menu. */
const TURN = 71

export async function takeTurn(tx: Tx, storeId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TURN}::int, ${storeId}::int)`
}

export type KeptItem = DraftItem & { version: number; staffId: number | null; at: Date }

export async function readDraft(tx: Pick<Tx, 'menuDraft'>, storeId: number): Promise<KeptItem[]> {
  const rows = await tx.menuDraft.findMany({
    where: { storeId },
    orderBy: [{ kind: 'asc' }, { key: 'asc' }],
  })
  return rows.map(({ storeId: _, patch, ...row }) => ({
    ...row,
    patch: patch as DraftItem['patch'],
  }))
}

/** The menu as it would be published now. */
export async function readEffective(
  db: Pick<Tx, 'menuDraft' | '$queryRawUnsafe'>,
  storeId: number,
): Promise<MenuDocument> {
  const [published, draft] = [await readMenuDocument(db, storeId), await readDraft(db, storeId)]
  return applyDraft(published, draft)
}

export type Edited = {
  /** The menu as it is to be, in the keys of this store. */
  wanted: MenuDocument
  /** What is written into the audit; null = nothing happened. */
  fact: Pick<AuditFact, 'action' | 'details'> | null
}

/**
 * @param decide says what the menu is to be, from what it would be now; refuses by throwing
 * @throws Refusal menu.too-large, menu.shared (name, from) and what `decide` throws
 */
export async function changeDraft(
  deps: Deps,
  actor: Actor,
  decide: (now: {
    /** What is published with the draft over it. */
    effective: MenuDocument
    published: MenuDocument
    draft: readonly KeptItem[]
    tx: Tx
  }) => Edited | Promise<Edited>,
): Promise<{ changed: { kind: ItemKind; key: Key }[] }> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    await takeTurn(tx, storeId)
    const published = await readMenuDocument(tx, storeId)
    const draft = await readDraft(tx, storeId)
    const effective = applyDraft(published, draft)

    const { wanted, fact } = await decide({ effective, published, draft, tx })
    await refuseShared(tx, storeId, effective, wanted)
    if (wanted.length > MOST_ITEMS) throw new Refusal('menu.too-large', { number: MOST_ITEMS })
    const changed = await saveDraft(
      tx,
      actor,
      draft,
      draftTo(published, wanted, REPLACES),
      deps.now(),
    )
    if (changed.length === 0 || !fact) return { changed }

    await writeAudit(tx, actor, { subject: 'menu', subjectId: storeId, ...fact })
    await tellEditors(tx, storeId)
    return { changed }
  }, LONG)
}

/** What belongs to the menu of another store is changed there. @throws Refusal menu.shared */
async function refuseShared(
  tx: Tx,
  storeId: number,
  before: MenuDocument,
  after: MenuDocument,
): Promise<void> {
  const ledBy = await readLedBy(tx, storeId)
  const clash = ledBy && sharedClash(before, after, sharedIn(ledBy.links))
  if (!clash) return
  const { body } = clash.item
  const names = 'names' in body ? body.names : {}
  throw new Refusal('menu.shared', {
    ...{ name: body.name, nameNames: names, field: clash.field },
    ...{ from: ledBy.name, fromNames: ledBy.names },
  })
}

/** `wanted` is the whole menu: what it leaves out is taken off. */
const REPLACES = { replaces: true }

/** Only who edits: guests and the kitchen see what is published. */
async function tellEditors(tx: Tx, storeId: number): Promise<void> {
  const rooms = [`store:${storeId}`]
  await tell(tx, { storeId, type: 'menu_drafted', rooms, payload: {} })
}

async function saveDraft(
  tx: Tx,
  { storeId, staffId }: Pick<Actor, 'storeId' | 'staffId'>,
  before: readonly KeptItem[],
  after: readonly DraftItem[],
  at: Date,
): Promise<{ kind: ItemKind; key: Key }[]> {
  const [old, now] = [byItem(before), byItem(after)]
  const gone = before.filter((item) => !now.has(nameOfItem(item)))
  const set = after.filter((item) => {
    const was = old.get(nameOfItem(item))
    return (
      !was ||
      was.isRemoved !== item.isRemoved ||
      was.sort !== item.sort ||
      !isSame(was.patch, item.patch)
    )
  })
  const replaced = [...gone, ...set.filter((item) => old.has(nameOfItem(item)))]
  for (const kind of new Set(replaced.map((item) => item.kind))) {
    const keys = replaced.filter((item) => item.kind === kind).map(({ key }) => key)
    await tx.menuDraft.deleteMany({ where: { storeId, kind, key: { in: keys } } })
  }
  await tx.menuDraft.createMany({
    data: set.map(({ kind, key, patch, isRemoved, sort }) => ({
      ...{ storeId, kind, key, isRemoved, sort, staffId, at },
      patch: patch as Prisma.InputJsonObject,
      version: (old.get(nameOfItem({ kind, key }))?.version ?? 0) + 1,
    })),
  })
  return [...set, ...gone].map(({ kind, key }) => ({ kind, key }))
}
