// What the people at a table are allergic to, and what the menu says of it. What is not stated is
// never taken for free of it.

import { ALLERGENS, type Allergen, type Choice, type OptionKind } from './menu'

/** What is said of an allergen: `unstated` is neither of the others. */
export const CONTENTS = ['contains', 'free', 'unstated'] as const
export type Contents = (typeof CONTENTS)[number]

/** What somebody, or the whole table, said; nothing in it: they have none. */
export type Allergies = {
  allergens: readonly Allergen[]
  /** In own words, of what the menu has no name for. */
  other: string
}
/** Whose they are: a guest's number; null = staff said it for the table. */
export type SaidAllergies = Allergies & { guestNumber: number | null }
/** With what the party calls that guest. */
export type NamedAllergies = SaidAllergies & { guestName: string | null }

export const MAXIMUM_ALLERGY_LENGTH = 60

export const isAllergic = ({ allergens, other }: Allergies): boolean =>
  allergens.length > 0 || other !== ''

/** What a table said, once somebody at it says something else; the others' stay as they are. */
export function withAllergies(
  said: readonly SaidAllergies[],
  { guestNumber, allergens, other }: SaidAllergies,
): SaidAllergies[] {
  const own = ALLERGENS.filter((allergen) => allergens.includes(allergen))
  return [
    ...said.filter((each) => each.guestNumber !== guestNumber),
    { guestNumber, allergens: own, other },
  ].sort((one, next) => (one.guestNumber ?? 0) - (next.guestNumber ?? 0))
}

/** What the kitchen is told of it, in one order: who has none is not in it. */
export function toldAllergies<Said extends SaidAllergies>(said: readonly Said[]): Said[] {
  return said.filter(isAllergic)
}

/** Those that are told, with what the party calls each guest. */
export function namedAllergies(
  said: readonly SaidAllergies[],
  guests: readonly { number: number; nickname: string | null }[],
): NamedAllergies[] {
  return toldAllergies(said).map((each) => {
    const guest = guests.find(({ number }) => number === each.guestNumber)
    return { ...each, guestName: guest?.nickname ?? null }
  })
}

/**
 * The words of a message: each allergen once, `other` for own words, nobody's name; a message lies
 * longer than the meal.
 */
export function allergyCodes(said: readonly SaidAllergies[]): string[] {
  const isSaid = (allergen: Allergen) => said.some(({ allergens }) => allergens.includes(allergen))
  const hasOther = said.some(({ other }) => other !== '')
  return [...ALLERGENS.filter(isSaid), ...(hasOther ? ['other'] : [])]
}

type Stated = { allergens: readonly string[]; freeFrom: readonly string[] }

/** What is known of a dish: its own statement, and those of its options or parts. */
export type StatedDish = Stated & {
  optionGroups: readonly {
    kind: OptionKind
    minimum: number
    options: readonly (Stated & { id: number })[]
  }[]
}

export function statedOf({ allergens, freeFrom }: Stated, allergen: Allergen): Contents {
  if (allergens.includes(allergen)) return 'contains'
  return freeFrom.includes(allergen) ? 'free' : 'unstated'
}

/** A size is the dish itself, more of it: where nothing is stated of it, the dish's word counts. */
const isTheDish = (kind: OptionKind, stated: Contents) => kind === 'size' && stated === 'unstated'

const isCombo = ({ optionGroups }: StatedDish) => optionGroups.some(({ kind }) => kind === 'part')

function together(all: readonly Contents[]): Contents {
  if (all.includes('contains')) return 'contains'
  return all.length > 0 && all.every((each) => each === 'free') ? 'free' : 'unstated'
}

/** A combo is its parts: only what it says to contain itself counts beside them. */
function ownOf(dish: StatedDish, allergen: Allergen): Contents[] {
  const own = statedOf(dish, allergen)
  return isCombo(dish) && own !== 'contains' ? [] : [own]
}

/** Whether a dish contains an allergen as it is chosen: what a chosen option contains, it does. */
export function contentsOf(
  dish: StatedDish,
  choices: readonly Choice[],
  allergen: Allergen,
): Contents {
  const ids = new Set(choices.map(({ optionId }) => optionId))
  const chosen = dish.optionGroups.flatMap(({ kind, options }) =>
    options
      .filter(({ id }) => ids.has(id))
      .map((option) => statedOf(option, allergen))
      .filter((stated) => !isTheDish(kind, stated)),
  )
  return together([...ownOf(dish, allergen), ...chosen])
}

/**
 * Whether a dish contains an allergen before anything is chosen: free of it where it can be ordered
 * so, containing it where it cannot be ordered without.
 */
export function contentsOnMenu(dish: StatedDish, allergen: Allergen): Contents {
  const must = dish.optionGroups
    .filter(({ minimum }) => minimum > 0)
    .map(({ kind, options }): Contents => {
      const stated = options
        .map((option) => statedOf(option, allergen))
        .map((each): Contents => (isTheDish(kind, each) ? 'free' : each))
      if (stated.includes('free')) return 'free'
      return stated.length > 0 && stated.every((each) => each === 'contains')
        ? 'contains'
        : 'unstated'
    })
  return together([...ownOf(dish, allergen), ...must])
}

/** What a dish is to those who are allergic: of each, what it contains, and what is not stated. */
export type Concern<Said extends SaidAllergies = SaidAllergies> = {
  said: Said
  contains: Allergen[]
  unstated: Allergen[]
}

/** Only those whom it concerns; `contentsOf` says what the dish contains. */
export function concernsOf<Said extends SaidAllergies>(
  said: readonly Said[],
  contents: (allergen: Allergen) => Contents,
): Concern<Said>[] {
  return said
    .map((each) => ({
      said: each,
      contains: each.allergens.filter((allergen) => contents(allergen) === 'contains'),
      unstated: each.allergens.filter((allergen) => contents(allergen) === 'unstated'),
    }))
    .filter(({ contains, unstated }) => contains.length + unstated.length > 0)
}

// ── the filter of the menu ──

/** What somebody does not want to see on the menu. */
export type MenuFilter = {
  isVegetarianOnly: boolean
  isMildOnly: boolean
  withoutAllergens: readonly Allergen[]
}

/**
 * Whether a dish passes a filter: not where it contains what is not wanted, and `ask` where nobody
 * stated that it does not. What is vegan is vegetarian.
 */
export function passesFilter(
  dish: StatedDish & { dietTags: readonly string[]; spiciness: number },
  filter: MenuFilter,
): 'passes' | 'ask' | 'not' {
  const isVegetarian = dish.dietTags.includes('vegetarian') || dish.dietTags.includes('vegan')
  if (filter.isVegetarianOnly && !isVegetarian) return 'not'
  if (filter.isMildOnly && dish.spiciness > 0) return 'not'
  const contents = filter.withoutAllergens.map((allergen) => contentsOnMenu(dish, allergen))
  if (contents.includes('contains')) return 'not'
  return contents.includes('unstated') ? 'ask' : 'passes'
}
