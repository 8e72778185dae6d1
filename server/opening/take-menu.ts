// A menu to begin with: an example or a pasted list is laid over what is there and published, as
// every other menu is.

import { type ExampleMenuName, readDishList } from '@/domain/opening'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { readCurrency } from '../access/read-currency'
import type { Context } from '../context'
import { draftFromDocument } from '../menu/editor/draft-from-document'
import { publishMenu } from '../menu/editor/publish-menu'
import { exampleDocument, listDocument } from './example-document'

type Keyed = { key: string }

/** @throws Refusal menu.flawed */
export async function takeExample(
  ctx: Context,
  actor: Actor,
  { example, key }: Keyed & { example: ExampleMenuName },
): Promise<void> {
  await take(ctx, actor, exampleDocument(example, await readCurrency(ctx, actor)), key)
}

/**
 * @param firstCategory what dishes before the first category of the list stand under
 * @throws Refusal input.invalid where no dish could be read, menu.flawed
 */
export async function takeList(
  ctx: Context,
  actor: Actor,
  { list, firstCategory, key }: Keyed & { list: string; firstCategory: string },
): Promise<void> {
  const read = readDishList(list, await readCurrency(ctx, actor), firstCategory)
  if (read.categories.length === 0) throw new Refusal('input.invalid', { field: 'list' })
  await take(ctx, actor, listDocument(read), key)
}

/** The same key again publishes nothing anew; nor does a menu that is there already. */
async function take(
  ctx: Context,
  actor: Actor,
  document: Parameters<typeof draftFromDocument>[2]['document'],
  key: string,
): Promise<void> {
  await draftFromDocument(ctx, actor, { document, replaces: false })
  try {
    await publishMenu(ctx, actor, { print: null, key })
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'menu.unchanged')) throw error
  }
}
