// Publishing: the whole draft becomes the menu in one transaction, or nothing of it, and with it
// the menus of all stores that follow this one. What was shown before is what is published.

import { applyDraft, printOfDraft } from '@/domain/menu-document'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../../access/procedures'
import type { Deps } from '../../deps'
import { LONG, readDraft, takeTurn } from './change-draft'
import { publishFollowers, publishOwn } from './publish-followers'
import { readMenuDocument } from './read-document'
import { holdDishes, writeMenu } from './write-menu'

/**
 * @param print of the draft that was shown (printOfDraft); null publishes whatever there is
 * @param key the same key again answers the version that it made
 * @throws Refusal thing.changed when the draft is another one by now, menu.unchanged when there is
 *   nothing to publish, menu.flawed with how many things are to be mended first, menu.flawed-there
 *   with the store that follows this one and cannot
 */
export async function publishMenu(
  deps: Deps,
  actor: Actor,
  { print, key }: { print: string | null; key: string },
): Promise<{ number: number }> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    await takeTurn(tx, storeId)
    const made = await tx.menuVersion.findUnique({
      where: { storeId_idempotencyKey: { storeId, idempotencyKey: key } },
      select: { number: true },
    })
    if (made) return made
    await holdDishes(tx, storeId)
    const draft = await readDraft(tx, storeId)
    if (print !== null && print !== printOfDraft(draft)) throw new Refusal('thing.changed')
    const published = await readMenuDocument(tx, storeId)
    const wanted = applyDraft(published, draft)

    const writing = { actor, at: deps.now(), key, action: 'menu.published' }
    const written =
      (await publishOwn(tx, writing, published, wanted)) ??
      (await writeMenu(tx, writing, published, wanted))
    if (!written) throw new Refusal('menu.unchanged')
    await tx.menuDraft.deleteMany({ where: { storeId } })
    await publishFollowers(tx, writing, published)
    return { number: written.number }
  }, LONG)
}
