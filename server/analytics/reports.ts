// The seven reports with their period resolved: what the screen and the spec's HTTP contract both call.

import type { Ground } from '../ground'
import { readDailyRevenue } from './read-daily-revenue'
import { readHourlySales } from './read-hourly-sales'
import { readMenuItemSales } from './read-menu-item-sales'
import { readOrderStatus } from './read-order-status'
import { readPaymentMethods } from './read-payment-methods'
import { readRevenueSummary } from './read-revenue-summary'
import { readTopOrders } from './read-top-orders'
import { type PeriodWish, readLastDays, readSpan } from './span'

type Wish = PeriodWish & { storeId: number }

export async function revenueSummary(ground: Ground, wish: Wish) {
  const span = await readSpan(ground, wish.storeId, wish)
  return { period: wish.period, ...(await readRevenueSummary(ground, wish.storeId, span)) }
}

export async function paymentMethods(ground: Ground, wish: Wish) {
  return readPaymentMethods(ground, wish.storeId, await readSpan(ground, wish.storeId, wish))
}

export async function menuItemSales(ground: Ground, wish: Wish & { limit: number }) {
  const span = await readSpan(ground, wish.storeId, wish)
  return readMenuItemSales(ground, wish.storeId, span, wish.limit)
}

export async function hourlySales(ground: Ground, wish: Wish) {
  return readHourlySales(ground, wish.storeId, await readSpan(ground, wish.storeId, wish))
}

export async function orderStatus(ground: Ground, wish: Wish) {
  return readOrderStatus(ground, wish.storeId, await readSpan(ground, wish.storeId, wish))
}

export async function topOrders(ground: Ground, wish: Wish & { limit: number }) {
  const span = await readSpan(ground, wish.storeId, wish)
  return readTopOrders(ground, wish.storeId, span, wish.limit)
}

/** The days of a period, or with `days` the last so many. */
export async function dailyRevenue(
  ground: Ground,
  wish: { storeId: number; days?: number | undefined } & Partial<PeriodWish>,
) {
  const { storeId, days, period = 'week', customStart, customEnd } = wish
  const span =
    days === undefined
      ? await readSpan(ground, storeId, { period, customStart, customEnd })
      : await readLastDays(ground, storeId, days)
  return readDailyRevenue(ground, storeId, span)
}
