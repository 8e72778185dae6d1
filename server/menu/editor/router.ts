// The door of the menu's editor, for managers: everything they do is a draft until it is published.

import { z } from 'zod'
import { ITEM_KINDS, MOST_ITEMS } from '@/domain/menu-document'
import { itemKey, requestKey, text } from '@/forms/fields'
import * as forms from '@/forms/menu/editor'
import { may } from '../../access/procedures'
import { router } from '../../trpc'
import { changeDishes, setPictures } from './change-dishes'
import { goBack } from './draft-from-document'
import { discardDraft, moveItem, removeItems, restoreDish, saveItem } from './edit-items'
import { publishMenu } from './publish-menu'
import { readArchived, readEditor, readVersions } from './read-editor'

const manager = may('menu.manage')
const named = z.object({
  kind: z.enum(ITEM_KINDS),
  key: itemKey,
})

/** Which item, and its body as it was shown; null for a new one. */
const saved = z.object({
  key: itemKey,
  before: z.record(z.string().max(40), z.unknown()).nullable(),
})

export const editorRouter = router({
  /** What is published, what is changed of it and by whom. Prices in the smallest units. */
  read: manager.query(({ ctx }) => readEditor(ctx, ctx.actor)),

  /** The 200 dishes that were taken off last, or those of them that have this in their name. */
  archived: manager
    .input(z.object({ words: text(40).default('') }))
    .query(({ ctx, input }) => readArchived(ctx, ctx.actor, input)),

  /** The versions that were published, the newest first. */
  versions: manager.query(({ ctx }) => readVersions(ctx, ctx.actor)),

  /** Saves when categories are offered into the draft. Refuses as `saveItem` says. */
  saveSchedule: manager
    .input(forms.saveSchedule)
    .input(saved)
    .mutation(({ ctx, input: { storeId: _, key, before, ...body } }) =>
      saveItem(ctx, ctx.actor, { item: { kind: 'schedule', key, body }, before }),
    ),

  /** Saves a category into the draft. Refuses as `saveItem` says. */
  saveCategory: manager
    .input(forms.saveCategory)
    .input(saved)
    .mutation(({ ctx, input: { storeId: _, key, before, ...body } }) =>
      saveItem(ctx, ctx.actor, { item: { kind: 'category', key, body }, before }),
    ),

  /** Saves a group of options into the draft. Refuses as `saveItem` says. */
  saveOptionGroup: manager
    .input(forms.saveOptionGroup)
    .input(saved)
    .mutation(({ ctx, input: { storeId: _, key, before, ...body } }) =>
      saveItem(ctx, ctx.actor, { item: { kind: 'option_group', key, body }, before }),
    ),

  /** Saves a dish into the draft. Refuses as `saveItem` says. */
  saveDish: manager
    .input(forms.saveDish)
    .input(saved)
    .mutation(({ ctx, input: { storeId: _, key, before, ...body } }) =>
      saveItem(ctx, ctx.actor, { item: { kind: 'dish', key, body }, before }),
    ),

  /**
   * Changes many dishes of the draft at once, each with what was seen of it (printOfDish): all or
   * none. Refuses thing.not-found, thing.changed, menu.price-impossible.
   */
  changeDishes: manager
    .input(forms.changeDishes)
    .input(
      z.object({
        dishes: z
          .array(z.object({ key: itemKey, seen: z.string().max(40) }))
          .min(1)
          .max(MOST_ITEMS),
      }),
    )
    .mutation(({ ctx, input: { storeId: _, dishes, ...change } }) =>
      changeDishes(ctx, ctx.actor, { dishes, change }),
    ),

  /**
   * Gives many dishes of the draft a picture: all or none. Refuses thing.not-found, thing.changed.
   */
  setPictures: manager
    .input(forms.setPictures)
    .mutation(({ ctx, input }) => setPictures(ctx, ctx.actor, input)),

  /** Puts an item after another one of its row, null = first. Refuses thing.not-found. */
  moveItem: manager
    .input(named.extend({ after: itemKey.nullable() }))
    .mutation(({ ctx, input }) => moveItem(ctx, ctx.actor, input)),

  /** Takes items off the menu; a category takes its dishes with it. */
  removeItems: manager
    .input(z.object({ items: z.array(named).min(1).max(MOST_ITEMS) }))
    .mutation(({ ctx, input }) => removeItems(ctx, ctx.actor, input)),

  /** Brings back a dish that was taken off. Refuses thing.not-found, menu.not-at-leader. */
  restoreDish: manager
    .input(z.object({ key: itemKey, category: itemKey.nullable() }))
    .mutation(({ ctx, input }) => restoreDish(ctx, ctx.actor, input)),

  /** Forgets what was changed of these items, null = of all. */
  discardDraft: manager
    .input(z.object({ items: z.array(named).max(MOST_ITEMS).nullable() }))
    .mutation(({ ctx, input }) => discardDraft(ctx, ctx.actor, input)),

  /**
   * Publishes the draft that was shown (`print`). Refuses thing.changed, menu.unchanged,
   * menu.flawed.
   */
  publish: manager
    .input(z.object({ print: z.string().max(80), key: requestKey }))
    .mutation(({ ctx, input }) => publishMenu(ctx, ctx.actor, input)),

  /** A draft that brings back an earlier version. Refuses thing.not-found, menu.draft-open. */
  goBack: manager
    .input(z.object({ number: z.int().min(1).max(1_000_000) }))
    .mutation(({ ctx, input }) => goBack(ctx, ctx.actor, input)),
})
