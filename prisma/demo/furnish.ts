// Writes what stands before the first guest comes: brand, stores, staff, menu, stations, tables,
// rewards.

import { ALLERGENS, type Allergen, type OptionGroup, type PricedDish } from '@/domain/menu'
import type { BillRules } from '@/domain/ordering'
import { pinyinOf } from '@/server/menu/pinyin-of'
import type { Book } from './book'
import { type Dice, rollDice } from './dice'
import { DEMO_STORES, type DemoDish, type DemoStore } from './menu'
import { DEMO_DISH_REWARDS, DEMO_OFFERS, DEMO_STAFF } from './people'

/** A dish as past guests ordered it. */
export type ServedDish = PricedDish & {
  category: string
  popularity: number
  stationIds: number[]
  promisedMinutes: number
  hasLevelShare: boolean
}

export type FurnishedTable = { id: number; name: string; seats: number }

export type FurnishedStore = {
  id: number
  orderMode: DemoStore['orderMode']
  timeZone: string
  dayEndsAtHour: number
  paymentExpiresMinutes: number
  rules: Omit<BillRules, 'heads' | 'member' | 'coupon' | 'discounts'>
  dishes: ServedDish[]
  tables: FurnishedTable[]
  /** Staff ids by the role they have here. */
  staff: { waiters: number[]; cashier: number; cook: number; manager: number }
}

export type Furnished = {
  brandId: number
  stores: FurnishedStore[]
  offers: { id: number; name: string; points: number }[]
}

/** Opening: long enough ago that all of the history is after it. */
const OPENED_DAYS_AGO = 200

/** @param passwordHash of the password that all demo logins share */
export function furnish(book: Book, now: Date, passwordHash: string): Furnished {
  const openedAt = new Date(now.getTime() - OPENED_DAYS_AGO * 86_400_000)
  const brand = book.write('brand', {
    name: '饭桌小馆',
    names: { en: 'Fanzhuo Kitchen' },
    createdAt: openedAt,
  })
  const staffIds = DEMO_STAFF.map(
    ({ login, name }) =>
      book.write('staff', {
        login,
        name,
        passwordHash,
        hasDemoPassword: true,
        createdAt: openedAt,
      }).id,
  )
  const offers = furnishRewards(book, brand.id)
  const stores = DEMO_STORES.map((store, index) =>
    furnishStore(book, store, { index, brandId: brand.id, staffIds, openedAt }),
  )
  const owners = book.rows.staffRole.filter(({ role }) => role === 'owner')
  for (const staffId of new Set(owners.map((each) => each.staffId))) {
    book.write('brandRight', { staffId, brandId: brand.id })
  }
  furnishDishRewards(book, brand.id)
  return { brandId: brand.id, stores, offers }
}

/** Coupons live for a season; nobody has any yet. */
const LIMITS = { validDays: 90, issued: 0 }

function furnishRewards(book: Book, brandId: number): Furnished['offers'] {
  const offers = DEMO_OFFERS.map(({ rewardPoints: points, ...offer }) => {
    const { id } = book.write('couponOffer', { brandId, ...offer, ...LIMITS })
    const { name, names } = offer
    book.write('reward', {
      brandId,
      kind: 'coupon',
      name,
      names,
      points,
      offerId: id,
    })
    return { id, name, points }
  })
  return offers
}

function furnishDishRewards(book: Book, brandId: number): void {
  for (const { dishName, ...reward } of DEMO_DISH_REWARDS) {
    const { name, names } = reward
    const gift = { kind: 'gift' as const, name, names }
    const worth = { amountCents: 0, minimumCents: 0, payBasisPoints: 10_000 }
    const offerId = book.write('couponOffer', { brandId, ...gift, ...worth, ...LIMITS }).id
    book.write('reward', { brandId, kind: 'dish', offerId, ...reward })
    for (const dish of book.rows.dish.filter((each) => each.name === dishName)) {
      book.write('offerDish', { offerId, dishId: dish.id as number })
    }
  }
}

function furnishStore(
  book: Book,
  demo: DemoStore,
  of: { index: number; brandId: number; staffIds: number[]; openedAt: Date },
): FurnishedStore {
  const { name, names, address, phone, orderMode, isAutoConfirming } = demo
  const { perHeadCents, roundingCents, promisedMinutes } = demo
  const clock = { timeZone: 'Asia/Shanghai', dayEndsAtHour: 4 }
  const store = book.write('store', {
    brandId: of.brandId,
    name,
    names,
    isDemo: true,
    address,
    phone,
    orderMode,
    isAutoConfirming,
    perHeadCents,
    roundingCents,
    promisedMinutes,
    ...clock,
    currency: 'CNY',
    paymentExpiresMinutes: 15,
    isBusy: false,
    eventSeq: 0,
    createdAt: of.openedAt,
  })

  DEMO_STAFF.forEach((person, index) => {
    const staffId = of.staffIds[index] as number
    for (const storeRole of person.storeRoles) {
      if (storeRole.store !== of.index) continue
      book.write('staffRole', { staffId, storeId: store.id, role: storeRole.role })
    }
  })
  const staffOf = (role: string) =>
    book.rows.staffRole
      .filter((storeRole) => storeRole.storeId === store.id && storeRole.role === role)
      .map((storeRole) => storeRole.staffId)
  const [manager = 0] = staffOf('manager')
  const [cashier = manager] = staffOf('cashier')
  const [cook = manager] = staffOf('kitchen')
  const waiters = staffOf('waiter')

  const dishes = furnishMenu(book, demo, store.id, of.openedAt)
  const tables = furnishTables(book, demo, store.id, rollDice(`tables of ${name}`))
  return {
    id: store.id,
    orderMode,
    ...clock,
    paymentExpiresMinutes: store.paymentExpiresMinutes,
    rules: {
      perHeadCents,
      roundingCents,
      serviceBasisPoints: 0,
      taxBasisPoints: 0,
      reducedTaxBasisPoints: null,
      isTaxAdded: false,
    },
    dishes,
    tables,
    staff: { waiters: waiters.length > 0 ? waiters : [cashier], cashier, cook, manager },
  }
}

function furnishMenu(book: Book, demo: DemoStore, storeId: number, createdAt: Date): ServedDish[] {
  const stations = demo.stations.map(({ name, names, isDefault, isExpo }, sort) =>
    book.write('station', {
      storeId,
      name,
      names,
      isDefault: isDefault ?? false,
      isExpo: isExpo ?? false,
      sort,
    }),
  )
  const defaultStation = stations.find((station) => station.isDefault)
  if (!defaultStation) throw new Error(`${demo.name} has no default station`)
  const groups = new Map(
    Object.entries(demo.optionGroups).map(([key, group]) => [
      key,
      furnishOptions(book, storeId, group),
    ]),
  )

  const served = new Map<string, ServedDish>()
  demo.categories.forEach(({ name, names, dishes }, categorySort) => {
    const category = book.write('category', { storeId, name, names, sort: categorySort })
    dishes.forEach((dish, sort) => {
      const row = furnishDish(book, dish, { storeId, categoryId: category.id, sort, createdAt })
      const stationIds = stations
        .filter((station) => dish.stations?.includes(station.name))
        .map((station) => station.id)
      for (const stationId of stationIds) book.write('dishStation', { dishId: row.id, stationId })
      const optionGroups = (dish.options ?? []).map((key, groupSort) => {
        const group = groups.get(key)
        if (!group) throw new Error(`${dish.key} wants unknown options ${key}`)
        book.write('dishOptionGroup', { dishId: row.id, groupId: group.id, sort: groupSort })
        return group
      })
      served.set(dish.key, {
        id: row.id,
        name: dish.name,
        names: dish.names,
        unit: dish.unit ?? '',
        units: dish.units ?? {},
        priceCents: dish.priceCents,
        promoPriceCents: dish.promoPriceCents ?? null,
        memberPriceCents: dish.memberPriceCents ?? null,
        isPerPerson: false,
        hourPrices: [],
        perGrams: dish.perGrams ?? null,
        isMarketPrice: dish.isMarketPrice ?? false,
        marketCents: null,
        marketUntil: null,
        servedAs: 'anywhere',
        isSoldOut: dish.isSoldOut ?? false,
        soldOutUntil: null,
        stock: dish.stock ?? null,
        isArchived: false,
        optionGroups,
        hasLevelShare: !dish.hasNoLevelShare,
        category: name,
        popularity: dish.popularity ?? 1,
        stationIds: stationIds.length > 0 ? stationIds : [defaultStation.id],
        promisedMinutes: dish.promisedMinutes ?? demo.promisedMinutes,
      })
    })
  })
  furnishCombos(book, demo, served)
  return [...served.values()]
}

function furnishOptions(
  book: Book,
  storeId: number,
  group: DemoStore['optionGroups'][string],
): OptionGroup {
  const { kind, name, names, minimum, maximum } = group
  const { id } = book.write('optionGroup', { storeId, kind, name, names, minimum, maximum })
  const options = group.options.map((option, sort) =>
    book.write('option', {
      groupId: id,
      name: option.name,
      names: option.names,
      priceCents: option.priceCents ?? 0,
      maximumQuantity: option.maximumQuantity ?? 1,
      isDefault: option.isDefault ?? false,
      isSoldOut: false,
      sort,
      ...statedOf(option),
    }),
  )
  const plain = { sizePrices: [], stock: null, part: null }
  return {
    ...{ id, kind, name, names, minimum, maximum, freeCount: 0, isDearest: false },
    options: options.map((option) => ({ ...option, ...plain })),
  }
}

function furnishDish(
  book: Book,
  dish: DemoDish,
  at: { storeId: number; categoryId: number; sort: number; createdAt: Date },
): { id: number } {
  const { name, names, description, descriptions, priceCents } = dish
  return book.write('dish', {
    storeId: at.storeId,
    categoryId: at.categoryId,
    sort: at.sort,
    createdAt: at.createdAt,
    updatedAt: at.createdAt,
    kind: dish.slots ? 'combo' : 'single',
    name,
    names,
    description,
    descriptions,
    unit: dish.unit ?? '',
    units: dish.units ?? {},
    hasLevelShare: !dish.hasNoLevelShare,
    priceCents,
    promoPriceCents: dish.promoPriceCents ?? null,
    memberPriceCents: dish.memberPriceCents ?? null,
    perGrams: dish.perGrams ?? null,
    isMarketPrice: dish.isMarketPrice ?? false,
    pinyin: pinyinOf(name),
    picture: `/pictures/${dish.key}`,
    spiciness: dish.spiciness ?? 0,
    ...(dish.slots || dish.isUnstated ? { allergens: [], freeFrom: [] } : statedOf(dish)),
    dietTags: [...(dish.dietTags ?? [])],
    isSignature: dish.isSignature ?? false,
    promisedMinutes: dish.promisedMinutes ?? null,
    isSoldOut: dish.isSoldOut ?? false,
    stock: dish.stock ?? null,
  })
}

/** The demo's kitchen knows what is in everything that it cooks. */
function statedOf({ allergens = [] }: { allergens?: readonly Allergen[] }) {
  const freeFrom = ALLERGENS.filter((each) => !allergens.includes(each))
  return { allergens: [...allergens], freeFrom }
}

function furnishCombos(book: Book, demo: DemoStore, served: ReadonlyMap<string, ServedDish>): void {
  const combos = demo.categories.flatMap((each) => each.dishes).filter((dish) => dish.slots)
  for (const combo of combos) {
    combo.slots?.forEach(({ name, names, dishes }, sort) => {
      const comboId = served.get(combo.key)?.id as number
      const slot = book.write('comboSlot', { comboId, name, names, minimum: 1, maximum: 1, sort })
      dishes.forEach((key, choiceSort) => {
        const dish = served.get(key)
        if (!dish) throw new Error(`${combo.key} wants unknown dish ${key}`)
        book.write('comboChoice', {
          slotId: slot.id,
          dishId: dish.id,
          extraCents: 0,
          sort: choiceSort,
        })
      })
    })
  }
}

/**
 * A table's code must be unguessable, but a demo wants links that last: they come from the fixed
 * seed, here and nowhere else.
 */
function furnishTables(book: Book, demo: DemoStore, storeId: number, dice: Dice): FurnishedTable[] {
  return demo.areas.flatMap(({ name, names, tables }, areaSort) => {
    const area = book.write('area', { storeId, name, names, sort: areaSort })
    return tables.map((table, sort) => {
      const code = Buffer.from(dice.bytes(16)).toString('base64url')
      const row = book.write('diningTable', { storeId, areaId: area.id, ...table, code, sort })
      return { id: row.id, ...table }
    })
  })
}
