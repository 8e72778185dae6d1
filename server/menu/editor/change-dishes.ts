// Many dishes of the draft changed at once: all of them as they were seen, or none.

import type { Named } from '@/domain/language'
import { byItem, type Key, type MenuItem, nameOfItem } from '@/domain/menu-document'
import { changedDish, type DishesChange, printOfDish } from '@/domain/menu-many'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../../access/procedures'
import type { Deps } from '../../deps'
import { changeDraft } from './change-draft'
import { lastIn, whoChanged } from './edit-items'

/**
 * @param dishes each with what was seen of it (printOfDish)
 * @throws Refusal thing.not-found when a dish or the category was taken off meanwhile,
 *   thing.changed with `name`, `number` and `by` when dishes are not as they were seen,
 *   menu.price-impossible with `name` when a price would be less than nothing or too high
 */
export function changeDishes(
  deps: Deps,
  actor: Actor,
  { dishes, change }: { dishes: { key: Key; seen: string }[]; change: DishesChange },
) {
  return changeDraft(deps, actor, async ({ effective, draft, tx }) => {
    const known = byItem(effective)
    const { category } = change
    if (category && !known.has(nameOfItem({ kind: 'category', key: category }))) {
      throw new Refusal('thing.not-found')
    }
    const found = dishes.map(({ key, seen }) => {
      const item = known.get(nameOfItem({ kind: 'dish', key }))
      if (item?.kind !== 'dish') throw new Refusal('thing.not-found')
      return { item, isAsSeen: printOfDish(item.body, change) === seen }
    })
    const others = found.filter(({ isAsSeen }) => !isAsSeen)
    if (others[0]) {
      const { item } = others[0]
      const by = await whoChanged(tx, draft, item)
      throw new Refusal('thing.changed', { ...nameOf(item.body), number: others.length, ...by })
    }

    const after = new Map(
      found.map(({ item }) => {
        const body = changedDish(item.body, change)
        if (typeof body === 'string') {
          throw new Refusal('menu.price-impossible', nameOf(item.body))
        }
        return [nameOfItem(item), body]
      }),
    )
    let last = category ? lastIn(effective, category) : 0
    const wanted = effective.map((item): MenuItem => {
      const body = after.get(nameOfItem(item))
      if (item.kind !== 'dish' || !body) return item
      if (body.category === item.body.category) return { ...item, body }
      last += 1
      return { ...item, body, sort: last }
    })
    const details = { count: dishes.length, change } as object
    return { wanted, fact: { action: 'menu.many-changed', details } }
  })
}

const nameOf = ({ name, names }: Named) => ({ name, nameNames: names })

/**
 * Gives many dishes a picture at once: all or none.
 * @param pictures each with the picture that the dish was seen with
 * @throws Refusal thing.not-found, thing.changed as `changeDishes`
 */
export function setPictures(
  deps: Deps,
  actor: Actor,
  { pictures }: { pictures: { key: Key; picture: string; seen: string | null }[] },
) {
  return changeDraft(deps, actor, async ({ effective, draft, tx }) => {
    const known = byItem(effective)
    const given = new Map<string, string>()
    for (const { key, picture, seen } of pictures) {
      const item = known.get(nameOfItem({ kind: 'dish', key }))
      if (item?.kind !== 'dish') throw new Refusal('thing.not-found')
      if (item.body.picture !== seen) {
        const by = await whoChanged(tx, draft, item)
        throw new Refusal('thing.changed', { ...nameOf(item.body), number: 1, ...by })
      }
      given.set(nameOfItem(item), picture)
    }
    const wanted = effective.map((item): MenuItem => {
      const picture = given.get(nameOfItem(item))
      return item.kind === 'dish' && picture ? { ...item, body: { ...item.body, picture } } : item
    })
    return { wanted, fact: { action: 'menu.picture-set', details: { count: given.size } } }
  })
}
