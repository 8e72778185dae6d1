// Publishing: the whole draft becomes the menu in one transaction, or nothing of it. What was
// shown before is what is published, and the menu that comes of it is kept as a numbered version.

import { menuRoom } from '@/domain/event'
import {
  applyDraft,
  changesBetween,
  flawsOf,
  type MenuDocument,
  printOfDraft,
} from '@/domain/menu-document'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../../access/procedures'
import { writeAudit } from '../../access/write-audit'
import type { Deps } from '../../deps'
import { tell } from '../../outbox'
import { LONG, readDraft, takeTurn } from './change-draft'
import { readMakers } from './draft-from-document'
import { readMenuDocument } from './read-document'
import { writeDocument } from './write-document'

/** How many versions of a store's menu are kept. */
const KEPT_VERSIONS = 50

/**
 * @param print of the draft that was shown (printOfDraft); null publishes whatever there is
 * @param key the same key again answers the version that it made
 * @throws Refusal thing.changed when the draft is another one by now, menu.unchanged when there is
 *   nothing to publish, menu.flawed with how many things are to be mended first
 */
export async function publishMenu(
  deps: Deps,
  actor: Actor,
  { print, key }: { print: string | null; key: string },
): Promise<{ number: number }> {
  const { storeId, staffId } = actor
  return deps.db.$transaction(async (tx) => {
    await takeTurn(tx, storeId)
    const made = await tx.menuVersion.findUnique({
      where: { storeId_idempotencyKey: { storeId, idempotencyKey: key } },
      select: { number: true },
    })
    if (made) return made
    // As who arranges the kitchen does: the dishes' stations and paces are ours until we are done.
    await tx.$queryRaw`SELECT id FROM station WHERE store_id = ${storeId} ORDER BY id FOR UPDATE`
    await tx.$queryRaw`SELECT id FROM dish WHERE store_id = ${storeId} ORDER BY id FOR NO KEY UPDATE`
    const draft = await readDraft(tx, storeId)
    if (print !== null && print !== printOfDraft(draft)) throw new Refusal('thing.changed')
    const published = await readMenuDocument(tx, storeId)
    const document = applyDraft(published, draft)
    const changes = changesBetween(published, document)
    if (changes.length === 0) throw new Refusal('menu.unchanged')
    const makers = await readMakers(tx, storeId)
    const flaws = flawsOf(
      document,
      makers.map((station) => station.key),
    )
    if (flaws.length > 0) throw new Refusal('menu.flawed', { number: flaws.length })

    const at = deps.now()
    await writeDocument(tx, { storeId, at }, document, changes)
    await tx.menuDraft.deleteMany({ where: { storeId } })
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
      action: 'menu.published',
      subject: 'menu',
      subjectId: number,
      details: counts,
    })
    const rooms = [`store:${storeId}`, menuRoom(storeId)]
    await tell(tx, { storeId, type: 'menu_changed', rooms, payload: {} })
    return { number }
  }, LONG)
}

type NewVersion = Omit<Prisma.MenuVersionUncheckedCreateInput, 'number' | 'document'> & { at: Date }

/** The first time also the menu as it was before, so that there is a way back. */
async function keepVersion(
  tx: Prisma.TransactionClient,
  before: MenuDocument,
  version: NewVersion,
): Promise<number> {
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
