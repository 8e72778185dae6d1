// What a party orders: enough dishes for its heads, across the menu, with rice and drinks, and
// sometimes a second thought.

import { type Choice, isPricedLater, type OptionGroup, priceChoice } from '@/domain/menu'
import type { Dice } from './dice'
import type { FurnishedStore, ServedDish } from './furnish'

export type Wanted = {
  dish: ServedDish
  choices: Choice[]
  quantity: number
  note: string
}

export type Appetite = {
  heads: number
  isEvening: boolean
  /** What is sold out by now was not sold today. */
  isToday: boolean
}

/** How often each category is drawn from for a table's shared dishes. */
const SHARED: Readonly<Record<string, number>> = {
  招牌必点: 1.3,
  凉菜小碟: 0.8,
  家常热炒: 1,
  江湖河鲜: 0.75,
  时蔬豆腐: 0.8,
  汤羹: 0.6,
}
const STAPLES: Readonly<Record<string, number>> = { 主食面点: 1 }
const SWEETS: Readonly<Record<string, number>> = { 甜品饮品: 1 }
const SECOND_THOUGHTS: Readonly<Record<string, number>> = {
  主食面点: 1,
  甜品饮品: 1.4,
  凉菜小碟: 0.5,
}
const CUPS: Readonly<Record<string, number>> = { 咖啡: 1.2, 茶饮: 1 }
const BITES: Readonly<Record<string, number>> = { 烘焙小点: 1, 轻食简餐: 0.6 }

const RICE = '五常大米饭'
const NOTES = ['少盐', '不要香菜', '少油', '打包', '先上凉菜', '不要葱', '请快一点'] as const

/** The first round of a party. */
export function firstWanted(store: FurnishedStore, appetite: Appetite, dice: Dice): Wanted[] {
  const basket = basketOf(store, appetite, dice)
  const { heads, isEvening } = appetite
  if (store.orderMode === 'pay_first') {
    basket.add(CUPS, heads)
    if (dice.isLucky(0.45)) basket.add(BITES, dice.between(1, heads))
    return basket.wanted
  }

  if (heads === 1) {
    basket.add(STAPLES, 1)
    if (dice.isLucky(0.35)) basket.add(SHARED, 1)
  } else {
    basket.add(SHARED, Math.max(2, heads + dice.between(-1, isEvening ? 1 : 0)))
    if (dice.isLucky(0.25)) basket.add(STAPLES, 1)
    if (dice.isLucky(0.72)) basket.addRice(dice.between(Math.ceil(heads / 2), heads))
  }
  if (dice.isLucky(isEvening ? 0.62 : 0.38)) {
    basket.add(SWEETS, dice.between(1, Math.min(heads, 4)))
  }
  return basket.wanted
}

/** A later round: a drink more, some noodles, something sweet. */
export function laterWanted(store: FurnishedStore, appetite: Appetite, dice: Dice): Wanted[] {
  const basket = basketOf(store, appetite, dice)
  const isCounter = store.orderMode === 'pay_first'
  basket.add(isCounter ? { ...CUPS, ...BITES } : SECOND_THOUGHTS, dice.between(1, 2))
  return basket.wanted
}

function basketOf(store: FurnishedStore, { isToday }: Appetite, dice: Dice) {
  const wanted: Wanted[] = []
  const put = (dish: ServedDish, quantity: number) => {
    const choices = dish.optionGroups.flatMap((group) => chosenFrom(group, dice))
    priceChoice(dish, choices)
    const note = dice.isLucky(0.03) ? dice.pick(NOTES) : ''
    wanted.push({ dish, choices, quantity, note })
  }
  return {
    wanted,
    add: (shares: Readonly<Record<string, number>>, count: number) => {
      const offered = store.dishes.filter(
        (dish) => shares[dish.category] && dish.popularity > 0 && !isPricedLater(dish),
      )
      for (let turn = 0; turn < count; turn += 1) {
        const left = offered.filter(
          (dish) =>
            !(isToday && dish.isSoldOut) && !wanted.some((wanted) => wanted.dish.id === dish.id),
        )
        if (left.length === 0) return
        put(
          dice.weigh(left, (dish) => dish.popularity * (shares[dish.category] ?? 0)),
          1,
        )
      }
    },
    addRice: (bowls: number) => {
      const rice = store.dishes.find((dish) => dish.name === RICE)
      if (rice) put(rice, bowls)
    },
  }
}

function chosenFrom(group: OptionGroup, dice: Dice): Choice[] {
  if (group.minimum === 0) {
    if (!dice.isLucky(0.2)) return []
    const option = dice.pick(group.options)
    return [{ optionId: option.id, quantity: dice.between(1, option.maximumQuantity) }]
  }
  const usual = group.options.find((option) => option.isDefault)
  const option = usual && dice.isLucky(0.66) ? usual : dice.pick(group.options)
  return [{ optionId: option.id, quantity: 1 }]
}
