// The menu as a guest or the staff sees it: the hottest read of all, so one statement builds it
// whole.

import { z } from 'zod'
import { localMinute } from '@/domain/calendar'
import type { StoreOpening } from '@/domain/house'
import type { Localized } from '@/domain/language'
import {
  dishAt,
  isOffered,
  isServedAt,
  isSoldOut,
  menuSteadyMs,
  type OrderMode,
  type PricedDish,
  type Schedule,
} from '@/domain/menu'
import { Refusal } from '@/domain/refusal'
import { codeNow } from '../access/ended-code'
import type { Actor } from '../access/procedures'
import type { Context } from '../context'
import { ask, json, statement } from '../database/statement'
import type { Deps } from '../deps'
import { DISH_JSON, SCHEDULE_JSON } from './dish-json'

export type MenuDish = PricedDish & {
  description: string
  descriptions: Localized
  pinyin: string
  picture: string | null
  /** What it contains; what stands neither here nor in `freeFrom` is not stated. */
  allergens: string[]
  freeFrom: string[]
  dietTags: string[]
  /** 0 = not spicy … 3 = very. */
  spiciness: number
  isSignature: boolean
}

export type MenuCategory = {
  id: number
  name: string
  names: Localized
  /** Whether its schedule covers this moment. */
  isOffered: boolean
  dishes: MenuDish[]
}

export type MenuStore = {
  id: number
  name: string
  names: Localized
  currency: string
  timeZone: string
  /** The area's own mode where it has one. */
  orderMode: OrderMode
  isBusy: boolean
  promisedMinutes: number
  address: string
  phone: string
  /** Pictures without size suffix. */
  logo: string | null
  picture: string | null
  notice: string
  notices: Localized
  /** '' = none is told. */
  wifiName: string
  wifiPassword: string
} & StoreOpening

export type MenuTable = {
  name: string
  areaName: string
  areaNames: Localized
  /** 外带: a number that takes away what it orders. */
  isTakeaway: boolean
}

/** A dish as a guest at one table sees it. */
export type GuestDish = MenuDish & {
  /** False of what is only eaten here where one takes away, and the other way round. */
  isServedHere: boolean
}

export type GuestCategory = Omit<MenuCategory, 'dishes'> & { dishes: GuestDish[] }

export type GuestMenu = {
  store: MenuStore
  table: MenuTable
  categories: GuestCategory[]
  /** All that was told up to this number is in it. */
  seq: number
  /** For so many ms it stays as it is, but for what is told: nothing comes or goes by the clock. */
  steadyMs: number
}

type KeptCategory = Omit<MenuCategory, 'isOffered'> & { schedule: Schedule | null }

/** SQL for the categories of the store aliased `st` with their dishes. */
const CATEGORIES_JSON = `COALESCE((
  SELECT json_agg(json_build_object(
           'id', c.id, 'name', c.name, 'names', c.names, 'schedule', ${SCHEDULE_JSON},
           'dishes', COALESCE((
             SELECT json_agg(to_jsonb(${DISH_JSON}) || jsonb_build_object(
                      'description', d.description, 'descriptions', d.descriptions,
                      'pinyin', d.pinyin, 'picture', d.picture,
                      'allergens', COALESCE(d.allergens, '{}'), 'freeFrom', COALESCE(d.free_from, '{}'),
                      'dietTags', COALESCE(d.diet_tags, '{}'),
                      'spiciness', d.spiciness, 'isSignature', d.is_signature
                    ) ORDER BY d.sort, d.id)
               FROM dish d
              WHERE d.store_id = st.id AND d.category_id = c.id AND d.archived_at IS NULL), '[]')
         ) ORDER BY c.sort, c.id)
    FROM category c WHERE c.store_id = st.id AND c.archived_at IS NULL), '[]')`

const GUEST_MENU = statement(
  'read-guest-menu',
  {
    seq: z.int(),
    store: json<MenuStore>(),
    table: json<MenuTable>(),
    categories: json<KeptCategory[]>(),
  },
  `
SELECT st.event_seq AS seq, json_build_object(
         'id', st.id, 'name', st.name, 'names', st.names, 'currency', st.currency,
         'timeZone', st.time_zone, 'orderMode', COALESCE(a.order_mode, st.order_mode),
         'isBusy', st.is_busy, 'promisedMinutes', st.promised_minutes,
         'address', st.address, 'phone', st.phone, 'logo', st.logo, 'picture', st.picture,
         'notice', st.notice, 'notices', st.notices, 'wifiName', st.wifi_name, 'wifiPassword', st.wifi_password,
         'openingHours', st.opening_hours, 'specialDays', st.special_days,
         'isTakingOrders', st.is_taking_orders) AS store,
       json_build_object('name', t.name, 'areaName', a.name, 'areaNames', a.names, 'isTakeaway', a.is_takeaway) AS table,
       ${CATEGORIES_JSON} AS categories
  FROM dining_table t
  JOIN area a ON a.id = t.area_id
  JOIN store st ON st.id = t.store_id
 WHERE t.code = $1 AND t.archived_at IS NULL`,
)

const STAFF_MENU = statement(
  'read-staff-menu',
  { timeZone: z.string(), categories: json<KeptCategory[]>() },
  `
SELECT st.time_zone AS "timeZone", ${CATEGORIES_JSON} AS categories FROM store st WHERE st.id = $1`,
)

/**
 * What is offered at this moment at the table with this code; prices in 分. @throws Refusal
 * table.unknown, table.code-ended
 */
export async function readMenu(ctx: Context, { code }: { code: string }): Promise<GuestMenu> {
  const [found] = await ask(ctx.pool, GUEST_MENU, [code])
  if (!found) return readMenu(ctx, { code: await codeNow(ctx, code) })

  const { seq, store, table, categories } = found
  const now = categoriesAt(categories, ctx.now(), store.timeZone)
  const steadyMs = menuSteadyMs(categories, ctx.now().getTime(), store.timeZone)
  const offered = now
    .filter((category) => category.isOffered)
    .map((category) => ({
      ...category,
      dishes: category.dishes.map((dish) => ({
        ...dish,
        isServedHere: isServedAt(dish, table.isTakeaway),
      })),
    }))
  return { store, table, categories: offered, seq, steadyMs }
}

/** The whole menu of the actor's store, also what is not offered at this moment; prices in 分. */
export async function readMenuForStaff(
  deps: Deps,
  actor: Pick<Actor, 'storeId'>,
): Promise<{ categories: MenuCategory[] }> {
  const rows = await ask(deps.pool, STAFF_MENU, [actor.storeId])
  const found = rows[0]
  if (!found) throw new Refusal('thing.not-found')
  return { categories: categoriesAt(found.categories, deps.now(), found.timeZone) }
}

/**
 * Says of each category whether it is offered and of each dish whether it is sold out, at one
 * instant on the store's clock.
 */
function categoriesAt(
  categories: readonly KeptCategory[],
  now: Date,
  timeZone: string,
): MenuCategory[] {
  const nowMs = now.getTime()
  const { weekday, minute } = localMinute(nowMs, timeZone)
  const moment = { atMs: nowMs, weekday, minute }
  return categories.map(({ schedule, dishes, ...category }) => ({
    ...category,
    isOffered: isOffered(schedule, weekday, minute),
    dishes: dishes.map((dish) => ({ ...dishAt(dish, moment), isSoldOut: isSoldOut(dish, nowMs) })),
  }))
}
