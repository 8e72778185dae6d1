// A dish and a line of which nothing is special, for tests of rules: each says only what it is
// about.

import type { Option, PricedDish } from '@/domain/menu'
import type { BilledLine } from '@/domain/ordering'

export const PLAIN_DISH = {
  unit: '',
  units: {},
  promoPriceCents: null,
  memberPriceCents: null,
  isPerPerson: false,
  hourPrices: [],
  perGrams: null,
  isMarketPrice: false,
  marketCents: null,
  marketUntil: null,
  servedAs: 'anywhere',
  isSoldOut: false,
  soldOutUntil: null,
  stock: null,
  isArchived: false,
  optionGroups: [],
} satisfies Omit<PricedDish, 'id' | 'name' | 'names' | 'priceCents'>

export const PLAIN_OPTION = {
  priceCents: 0,
  maximumQuantity: 1,
  isDefault: false,
  isSoldOut: false,
  sizePrices: [],
  stock: null,
  part: null,
  allergens: [],
  freeFrom: [],
} satisfies Omit<Option, 'id' | 'name' | 'names'>

export const PLAIN_GROUP = { freeCount: 0, isDearest: false }

/** What a line of a screen or a paper says beside its dish. */
export const PLAIN_PORTION = { unit: '', units: {}, rate: null, grams: null, isPriced: true }

export const PLAIN_LINE = {
  memberUnitCents: null,
  extraUnitCents: 0,
  isPriced: true,
  taxClass: 'standard' as const,
  hasLevelShare: true,
} satisfies Partial<BilledLine>
