// Which fields of a menu's items stand in columns of their own, by the same names. A new field of a
// dish is a line here and in its body (domain/menu-document, forms/menu/editor).

import type { CategoryBody, DishBody, OptionBody, OptionGroupBody } from '@/domain/menu-document'

/** All but what stands in other tables. */
export const DISH_FIELDS = [
  'kind',
  'name',
  'names',
  'description',
  'descriptions',
  'unit',
  'units',
  'priceCents',
  'promoPriceCents',
  'memberPriceCents',
  'isPerPerson',
  'perGrams',
  'isMarketPrice',
  'hasLevelShare',
  'taxClass',
  'takeawayTaxClass',
  'servedAs',
  'picture',
  'spiciness',
  'allergens',
  'freeFrom',
  'dietTags',
  'isSignature',
  'promisedMinutes',
  'course',
] as const satisfies readonly (keyof DishBody)[]

export const CATEGORY_FIELDS = [
  'name',
  'names',
  'promisedMinutes',
  'course',
  'isMustOrder',
] as const satisfies readonly (keyof CategoryBody)[]

export const GROUP_FIELDS = [
  'kind',
  'name',
  'names',
  'minimum',
  'maximum',
  'freeCount',
  'isDearest',
] as const satisfies readonly (keyof OptionGroupBody)[]

export const OPTION_FIELDS = [
  'name',
  'names',
  'priceCents',
  'maximumQuantity',
  'isDefault',
  'allergens',
  'freeFrom',
] as const satisfies readonly (keyof OptionBody)[]

type Left<Body, Fields extends readonly PropertyKey[], Elsewhere> = Exclude<
  keyof Body,
  Fields[number] | Elsewhere
>
type DishLink = 'category' | 'stations' | 'optionGroups' | 'slots' | 'hourPrices'
/**
 * A field that is nobody's would be lost on publishing.
 * @public for the compiler
 */
export const NOTHING_LEFT: Record<
  | Left<DishBody, typeof DISH_FIELDS, DishLink>
  | Left<CategoryBody, typeof CATEGORY_FIELDS, 'schedule'>
  | Left<OptionGroupBody, typeof GROUP_FIELDS, 'options'>
  | Left<OptionBody, typeof OPTION_FIELDS, 'key' | 'sizePrices'>,
  never
> = {}

export const columnOf = (field: string) =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
