// What a dish is, when it may be ordered, and what a choice of options costs.

import { Refusal } from './refusal'

export type OptionKind = 'size' | 'preparation' | 'extra'

export type Option = {
  id: number
  name: string
  nameEn: string | null
  priceCents: number
  maximumQuantity: number
  isDefault: boolean
  isSoldOut: boolean
}

export type OptionGroup = {
  id: number
  kind: OptionKind
  name: string
  nameEn: string | null
  minimum: number
  maximum: number
  options: readonly Option[]
}

/** What a price and an availability are decided from. */
export type PricedDish = {
  id: number
  name: string
  nameEn: string | null
  priceCents: number
  promoPriceCents: number | null
  isSoldOut: boolean
  soldOutUntil: string | null
  stock: number | null
  isArchived: boolean
  optionGroups: readonly OptionGroup[]
}

/** A chosen option of a cart line. */
export type Choice = { optionId: number; quantity: number }

/** A choice as it is kept on an order line: a copy of the moment. */
export type ChosenOption = Choice & { name: string; nameEn: string | null; priceCents: number }

/** Whether a dish is 沽清 at an instant (ms): marked by hand, not yet back, or its 限量 used up. */
export function isSoldOut(
  dish: Pick<PricedDish, 'isSoldOut' | 'soldOutUntil' | 'stock'>,
  atMs: number,
): boolean {
  if (dish.stock === 0) return true
  if (!dish.isSoldOut) return false
  return dish.soldOutUntil === null || Date.parse(dish.soldOutUntil) > atMs
}

/** What one portion costs before options, in 分: the promotion if there is one. */
export function basePriceCents(dish: Pick<PricedDish, 'priceCents' | 'promoPriceCents'>): number {
  return dish.promoPriceCents ?? dish.priceCents
}

/**
 * Checks a choice against a dish's option groups and prices one portion.
 * @returns `unitCents` (分, never negative) and the choices as they will be kept, in the menu's order
 * @throws Refusal choice.invalid when a group's min–max, an option's quantity, or an unknown or sold-out option is violated
 */
export function priceChoice(
  dish: PricedDish,
  choices: readonly Choice[],
): { unitCents: number; chosen: ChosenOption[] } {
  const wanted = new Map<number, number>()
  for (const { optionId, quantity } of choices) {
    wanted.set(optionId, (wanted.get(optionId) ?? 0) + quantity)
  }

  const chosen: ChosenOption[] = []
  let unitCents = basePriceCents(dish)
  for (const group of dish.optionGroups) {
    let count = 0
    for (const option of group.options) {
      const quantity = wanted.get(option.id)
      if (quantity === undefined) continue
      wanted.delete(option.id)
      if (quantity < 1 || quantity > option.maximumQuantity || option.isSoldOut) {
        throw invalid(dish, group)
      }
      count += quantity
      unitCents += option.priceCents * quantity
      const { id: optionId, name, nameEn, priceCents } = option
      chosen.push({ optionId, quantity, name, nameEn, priceCents })
    }
    if (count < group.minimum || count > group.maximum) throw invalid(dish, group)
  }
  if (wanted.size > 0) throw invalid(dish)
  return { unitCents: Math.max(0, unitCents), chosen }
}

function invalid(dish: PricedDish, group?: OptionGroup): Refusal {
  return new Refusal('choice.invalid', {
    dish: dish.name,
    dishEn: dish.nameEn,
    group: group?.name,
    groupEn: group?.nameEn,
  })
}

/** Choices in one canonical order, so that equal wishes are equal texts. */
export function sortedChoices(choices: readonly Choice[]): Choice[] {
  return choices
    .map(({ optionId, quantity }) => ({ optionId, quantity }))
    .sort((a, b) => a.optionId - b.optionId)
}

/** When a category is offered: weekdays (0 = Sunday) and minutes of the local day; over midnight when it ends earlier than it starts. */
export type Schedule = {
  weekdays: readonly number[]
  fromMinute: number
  toMinute: number
}

/** Whether a schedule covers a local weekday and minute; no schedule = always. */
export function isOffered(schedule: Schedule | null, weekday: number, minute: number): boolean {
  if (!schedule) return true
  const { weekdays, fromMinute, toMinute } = schedule
  if (fromMinute <= toMinute) {
    return weekdays.includes(weekday) && minute >= fromMinute && minute < toMinute
  }
  return (
    (weekdays.includes(weekday) && minute >= fromMinute) ||
    (weekdays.includes((weekday + 6) % 7) && minute < toMinute)
  )
}
