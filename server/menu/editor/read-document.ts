// What is published of a store's menu, as the document that drafts are made over. One statement.

import { ITEM_KINDS, type Key, type MenuItem } from '@/domain/menu-document'
import type { Prisma } from '@/prisma/client/client'
import { CATEGORY_FIELDS, columnOf, DISH_FIELDS, GROUP_FIELDS, OPTION_FIELDS } from './columns'

const fieldsOf = (fields: readonly string[], alias: string) =>
  fields.map((field) => `'${field}', ${alias}.${columnOf(field)}`).join(', ')

const jsonList = (each: string, order: string, from: string) =>
  `COALESCE((SELECT json_agg(${each} ORDER BY ${order}) FROM ${from}), '[]')`

const DISH_LINKS = `
  'category', d.category_id::text,
  'stations', ${jsonList('x.station_id::text', 'x.station_id', 'dish_station x WHERE x.dish_id = d.id')},
  'optionGroups', ${jsonList('x.group_id::text', 'x.sort, x.group_id', 'dish_option_group x WHERE x.dish_id = d.id')},
  'hourPrices', ${jsonList(
    `json_build_object('schedule', x.schedule_id::text, 'priceCents', x.price_cents)`,
    'x.schedule_id',
    'dish_price x WHERE x.dish_id = d.id',
  )},
  'slots', ${jsonList(
    `json_build_object('key', s.id::text, 'name', s.name, 'names', s.names, 'minimum', s.minimum, 'maximum', s.maximum,
       'choices', ${jsonList(
         `json_build_object('dish', c.dish_id::text, 'extraCents', c.extra_cents)`,
         'c.sort, c.dish_id',
         'combo_choice c JOIN dish cd ON cd.id = c.dish_id WHERE c.slot_id = s.id AND cd.archived_at IS NULL',
       )})`,
    's.sort, s.id',
    'combo_slot s WHERE s.combo_id = d.id',
  )}`

/** Where the size is still one that is offered. */
const SIZE_PRICES = jsonList(
  `json_build_object('size', x.size_id::text, 'priceCents', x.price_cents)`,
  'x.size_id',
  `option_price x JOIN option s ON s.id = x.size_id AND s.archived_at IS NULL
     JOIN option_group sg ON sg.id = s.group_id AND sg.archived_at IS NULL AND sg.kind = 'size'
    WHERE x.option_id = o.id`,
)

const OPTIONS = jsonList(
  `jsonb_build_object('key', o.id::text, 'sizePrices', ${SIZE_PRICES}) || jsonb_build_object(${fieldsOf(OPTION_FIELDS, 'o')})`,
  'o.sort, o.id',
  'option o WHERE o.group_id = g.id AND o.archived_at IS NULL',
)

/** SQL for one item of the row `alias`. */
const item = (kind: string, alias: string, sort: string, ...bodies: string[]) =>
  `json_build_object('kind', '${kind}', 'key', ${alias}.id::text, 'sort', ${sort},
     'body', ${bodies.map((each) => `jsonb_build_object(${each})`).join(' || ')})`

const SELECTS: Record<(typeof ITEM_KINDS)[number], (where: string) => string> = {
  schedule: (where) => `
SELECT ${item('schedule', 's', '0', `'name', s.name, 'weekdays', to_jsonb(s.weekdays), 'fromMinute', s.from_minute, 'toMinute', s.to_minute`)} AS item
  FROM menu_schedule s WHERE s.store_id = $1 AND ${where} ORDER BY s.id`,
  category: (where) => `
SELECT ${item('category', 's', 'row_number() OVER (ORDER BY s.sort, s.id) - 1', fieldsOf(CATEGORY_FIELDS, 's'), `'schedule', s.schedule_id::text`)} AS item
  FROM category s WHERE s.store_id = $1 AND ${where} ORDER BY s.sort, s.id`,
  option_group: (where) => `
SELECT ${item('option_group', 'g', '0', fieldsOf(GROUP_FIELDS, 'g'), `'options', ${OPTIONS}`)} AS item
  FROM option_group g WHERE g.store_id = $1 AND ${where} ORDER BY g.id`,
  dish: (where) => `
SELECT ${item('dish', 'd', 'row_number() OVER (PARTITION BY d.category_id ORDER BY d.sort, d.id) - 1', fieldsOf(DISH_FIELDS, 'd'), DISH_LINKS)} AS item
  FROM dish d JOIN category c ON c.id = d.category_id WHERE d.store_id = $1 AND ${where}
 ORDER BY c.sort, c.id, d.sort, d.id`,
}

const PUBLISHED = {
  schedule: 'true',
  category: 's.archived_at IS NULL',
  option_group: 'g.archived_at IS NULL',
  dish: 'd.archived_at IS NULL AND c.archived_at IS NULL',
}

type Reader = Pick<Prisma.TransactionClient, '$queryRawUnsafe'>

/** Every published item of the store, in the menu's order. Prices in the smallest units. */
export async function readMenuDocument(db: Reader, storeId: number): Promise<MenuItem[]> {
  const parts = ITEM_KINDS.map((kind) => `(${SELECTS[kind](PUBLISHED[kind])})`)
  const rows = await db.$queryRawUnsafe<{ item: MenuItem }[]>(parts.join('\nUNION ALL\n'), storeId)
  return rows.map((row) => row.item)
}

/** A dish that was taken off the menu, as it was; null where there is none of this store. */
export async function readArchivedDish(
  db: Reader,
  storeId: number,
  key: Key,
): Promise<MenuItem | null> {
  const id = /^\d{1,9}$/.test(key) ? Number(key) : 0
  const sql = SELECTS.dish('d.id = $2 AND (d.archived_at IS NOT NULL OR c.archived_at IS NOT NULL)')
  const rows = await db.$queryRawUnsafe<{ item: MenuItem }[]>(sql, storeId, id)
  return rows[0]?.item ?? null
}
