// The shared cart as a phone shows it before the server has answered: each request applied to the
// last answer. Totals are the list price of the change; the server's answer brings the exact ones,
// and only those are submitted.

import { type Choice, defaultChoices, priceChoice, sortedChoices } from '@/domain/menu'
import { Refusal } from '@/domain/refusal'
import type { Cart, CartLine, MenuDish } from './types'

/** Portions of a dish as somebody put them together. */
export type DishRequest = {
  dish: MenuDish
  choices: Choice[]
  quantity: number
  note: string
}

export type Asker = { number: number; nickname: string | null }

/** The line of this guest that is for the same dish, made the same way. */
export function lineLike(
  cart: Pick<Cart, 'lines'>,
  guestNumber: number | null,
  request: Pick<DishRequest, 'choices' | 'note'> & { dishId: number },
): CartLine | undefined {
  const choices = JSON.stringify(sortedChoices(request.choices))
  return cart.lines.find(
    (line) =>
      line.guestNumber === guestNumber &&
      line.dishId === request.dishId &&
      line.note === request.note &&
      JSON.stringify(sortedChoices(line.choices)) === choices,
  )
}

export type LineChange = { before: CartLine; now: CartLine }

/**
 * What the house has changed of the cart since each of its lines was shown first: what a portion
 * costs, and whether it can be had. What was short of stock hangs on what the table itself wants.
 * @param first the lines as they were shown first
 * @returns and `first` with the lines that came, without those that went
 */
export function changesSince(
  first: CartLine[],
  cart: Cart,
): { changes: LineChange[]; first: CartLine[] } {
  const pairs = cart.lines.map((now) => {
    const known = lineLike({ lines: first }, now.guestNumber, now)
    // What could not be had was shown without a price.
    return { before: known && known.trouble === null ? known : now, now }
  })
  const kept = pairs.map(({ before }) => before)
  const isSame = kept.length === first.length && kept.every((line) => first.includes(line))
  return {
    changes: pairs.filter(
      ({ before, now }) => now.trouble !== 'dish.too-few-left' && termsOf(before) !== termsOf(now),
    ),
    first: isSame ? first : kept,
  }
}

/** What a person was told of a line beside how much there is of it. */
function termsOf({ unitCents, isPriced, rate, trouble }: CartLine): string {
  return JSON.stringify([unitCents, isPriced, rate?.cents, rate?.perGrams, trouble])
}

/** This guest's own portions of a dish without choices. */
export function ownPortions(
  cart: Cart | undefined,
  ownNumber: number | undefined,
  dish: MenuDish,
): number {
  if (!cart || ownNumber === undefined) return 0
  return lineLike(cart, ownNumber, { dishId: dish.id, choices: [], note: '' })?.quantity ?? 0
}

/** The cart with a request in it; a new line has a negative id until the server gives it one. */
export function withRequest(cart: Cart, by: Asker, request: DishRequest): Cart {
  const { dish, choices, quantity, note } = request
  const same = lineLike(cart, by.number, { dishId: dish.id, choices, note })
  if (same) return withQuantity(cart, same.id, same.quantity + quantity)

  const line: CartLine = {
    id: Math.min(0, ...cart.lines.map((each) => each.id)) - 1,
    guestNumber: by.number,
    guestName: by.nickname,
    dishId: dish.id,
    name: dish.name,
    names: dish.names,
    picture: dish.picture,
    unit: dish.unit,
    units: dish.units,
    ...madeSo(request),
  }
  return withLines(cart, [...cart.lines, line])
}

/** What hangs on how a line is made. */
function madeSo({ dish, choices, quantity, note }: DishRequest) {
  const { unitCents, listUnitCents, chosen, isPriced, rate } = priceChoice(dish, choices)
  return {
    ...{ choices: sortedChoices(choices), chosen, quantity, note, trouble: null },
    ...{ unitCents, listUnitCents, totalCents: unitCents * quantity, isPriced, rate },
  }
}

/** The cart with a line made otherwise; one that is like another of its guest then joins it. */
export function withRemade(cart: Cart, lineId: number, request: DishRequest): Cart {
  const line = cart.lines.find(({ id }) => id === lineId)
  if (!line) return cart
  const others = cart.lines.filter((other) => other !== line)
  const same = lineLike({ lines: others }, line.guestNumber, { ...request, dishId: line.dishId })
  if (same) {
    const without = withQuantity(cart, lineId, 0)
    return withQuantity(without, same.id, same.quantity + request.quantity)
  }
  const remade = { ...line, ...madeSo(request) }
  return withLines(
    cart,
    cart.lines.map((each) => (each === line ? remade : each)),
  )
}

/** What is chosen of a line, as far as the menu still has it so. */
export function choicesAgain(dish: MenuDish, { choices }: Pick<CartLine, 'choices'>): Choice[] {
  try {
    priceChoice(dish, choices)
    return choices
  } catch (error) {
    if (error instanceof Refusal) return defaultChoices(dish)
    throw error
  }
}

/** The cart with a line at another quantity; 0 removes it. */
export function withQuantity(cart: Cart, lineId: number, quantity: number): Cart {
  const lines = cart.lines
    .map((line) =>
      line.id === lineId
        ? { ...line, quantity, totalCents: line.trouble ? 0 : line.unitCents * quantity }
        : line,
    )
    .filter((line) => line.quantity > 0)
  return withLines(cart, lines)
}

/** The cart with so many portions more, or fewer, of a line that may have changed since. */
export function withMore(cart: Cart, lineId: number, by: number): Cart {
  const line = cart.lines.find(({ id }) => id === lineId)
  return line ? withQuantity(cart, lineId, Math.max(0, line.quantity + by)) : cart
}

/** How many portions of a dish are in the cart, whoever added them. */
export function portionsOf(cart: Cart | undefined, dishId: number): number {
  return (cart?.lines ?? [])
    .filter((line) => line.dishId === dishId)
    .reduce((sum, line) => sum + line.quantity, 0)
}

export function portionsIn(cart: Cart | undefined): number {
  return (cart?.lines ?? []).reduce((sum, line) => sum + line.quantity, 0)
}

/** The lines of each guest in the order of their numbers; the asking guest's own first. */
export function linesByGuest(
  cart: Cart,
  ownNumber: number | undefined,
): { guestNumber: number | null; guestName: string | null; lines: CartLine[] }[] {
  const groups = new Map<number | null, CartLine[]>()
  for (const line of cart.lines) {
    groups.set(line.guestNumber, [...(groups.get(line.guestNumber) ?? []), line])
  }
  const rank = (number: number | null) => (number === ownNumber ? -1 : (number ?? 0))
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([guestNumber, lines]) => ({
      guestNumber,
      guestName: lines[0]?.guestName ?? null,
      lines,
    }))
}

function withLines(cart: Cart, lines: CartLine[]): Cart {
  const itemsCents = lines.reduce((sum, line) => sum + line.totalCents, 0)
  const owedCents = Math.max(0, cart.owedCents + itemsCents - cart.itemsCents)
  return { ...cart, lines, itemsCents, owedCents }
}
