// A phone's own copy of the menu, kept up with what is told of single dishes and options, so that
// it reads the whole menu only when that itself has changed.

import type { Message, Moved } from '@/domain/event'
import type { Option } from '@/domain/menu'
import type { Menu, MenuDish } from './types'

/** What was told last of each dish and option, and in which message. */
export type Moves = ReadonlyMap<string, Moved & { seq: number }>

export const NO_MOVES: Moves = new Map()

/** With what a message says. Messages may come late: an older one says nothing new. */
export function withMoves(
  moves: Moves,
  { seq, moved = [] }: Pick<Message, 'seq' | 'moved'>,
): Moves {
  const all = new Map(moves)
  for (const each of moved) {
    const name = 'dishId' in each ? dishKey(each.dishId) : optionKey(each.optionId)
    if ((all.get(name)?.seq ?? 0) < seq) all.set(name, { ...each, seq })
  }
  return all
}

/** The menu with what was told since it was read; what did not move is the same object. */
export function menuNow(menu: Menu, moves: Moves): Menu {
  const news = new Map([...moves].filter(([, { seq }]) => seq > menu.seq))
  if (news.size === 0) return menu
  const optionNow = (option: Option): Option => {
    const { part, id } = option
    const told = news.get(part ? dishKey(part.dishId) : optionKey(id))
    return told ? { ...option, stock: told.stock, isSoldOut: told.isSoldOut } : option
  }
  const dishNow = (dish: MenuDish): MenuDish => {
    const told = news.get(dishKey(dish.id))
    const isMade = dish.optionGroups.some(({ options }) => options.some(isTold))
    if (!told && !isMade) return dish
    return {
      ...dish,
      ...(told && { stock: told.stock, isSoldOut: told.isSoldOut, soldOutUntil: null }),
      optionGroups: dish.optionGroups.map((group) => ({
        ...group,
        options: group.options.map(optionNow),
      })),
    }
  }
  const isTold = ({ part, id }: Option) => news.has(part ? dishKey(part.dishId) : optionKey(id))
  return {
    ...menu,
    categories: menu.categories.map((category) => ({
      ...category,
      dishes: category.dishes.map(dishNow),
    })),
  }
}

const dishKey = (id: number) => `dish ${id}`
const optionKey = (id: number) => `option ${id}`
