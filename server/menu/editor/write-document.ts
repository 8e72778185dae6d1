// Brings a document to the tables that guests and orders use: rows keep their ids, what is new gets
// one, what is gone is archived. All statements are of whole tables, so 1,000 dishes cost what one
// does.

import {
  type Bodies,
  type Change,
  type ItemKind,
  itemsOf,
  type Key,
  type MenuDocument,
  nameOfItem,
} from '@/domain/menu-document'
import type { PartKind } from '@/domain/menu-shared'
import type { Prisma } from '@/prisma/client/client'
import { pinyinOf } from '../pinyin-of'
import { CATEGORY_FIELDS, columnOf, DISH_FIELDS, GROUP_FIELDS, OPTION_FIELDS } from './columns'

type Tx = Prisma.TransactionClient
type Row = Record<string, unknown>

const TABLES = {
  schedule: 'menu_schedule',
  category: 'category',
  option_group: 'option_group',
  dish: 'dish',
} as const satisfies Record<ItemKind, string>

/**
 * `tx` holds the turn of this store's menu.
 * @param changes between what is published and `document`
 * @returns the number of each part that is written, by its kind and its key in `document`
 */
export async function writeDocument(
  tx: Tx,
  { storeId, at }: { storeId: number; at: Date },
  document: MenuDocument,
  changes: readonly Change[],
): Promise<NumberOf> {
  const isChanged = new Set(
    changes.filter(({ what }) => what !== 'removed').map((change) => nameOfItem(change)),
  )
  const changedOf = <Kind extends ItemKind>(kind: Kind) =>
    itemsOf(document, kind).filter((each) => isChanged.has(nameOfItem(each)))
  const removedOf = (kind: ItemKind) =>
    changes
      .filter((change) => change.kind === kind && change.what === 'removed')
      .map(({ key }) => Number(key))

  // ── what is new has a number ──
  const ids = {} as Record<ItemKind, Map<Key, number>>
  for (const kind of Object.keys(TABLES) as ItemKind[]) {
    const keys = itemsOf(document, kind).map(({ key }) => key)
    const own = `SELECT id FROM ${TABLES[kind]} WHERE store_id = $1 AND id = ANY($2::int[])`
    ids[kind] = await numbersOf(tx, TABLES[kind], keys, own, storeId)
  }
  const idOf = (kind: ItemKind, key: Key) => ids[kind].get(key) ?? null

  // ── the items themselves ──
  await upsert(
    tx,
    'menu_schedule',
    ['name', 'weekdays', 'from_minute', 'to_minute'],
    changedOf('schedule').map(({ key, body }) => ({
      id: idOf('schedule', key),
      store_id: storeId,
      ...inColumns(body, ['name', 'weekdays', 'fromMinute', 'toMinute']),
    })),
  )
  await upsert(
    tx,
    'category',
    [...CATEGORY_FIELDS.map(columnOf), 'schedule_id', 'archived_at'],
    changedOf('category').map(({ key, body }) => ({
      id: idOf('category', key),
      store_id: storeId,
      ...inColumns(body, CATEGORY_FIELDS),
      schedule_id: body.schedule === null ? null : idOf('schedule', body.schedule),
      archived_at: null,
    })),
  )
  await upsert(
    tx,
    'option_group',
    [...GROUP_FIELDS.map(columnOf), 'archived_at'],
    changedOf('option_group').map(({ key, body }) => ({
      id: idOf('option_group', key),
      store_id: storeId,
      ...inColumns(body, GROUP_FIELDS),
      archived_at: null,
    })),
  )
  await forgetMarketPrices(tx, changedOf('dish'), idOf)
  await upsert(
    tx,
    'dish',
    [...DISH_FIELDS.map(columnOf), 'category_id', 'pinyin', 'updated_at', 'archived_at'],
    changedOf('dish').map(({ key, body }) => ({
      id: idOf('dish', key),
      store_id: storeId,
      ...inColumns(body, DISH_FIELDS),
      category_id: idOf('category', body.category),
      pinyin: pinyinOf(body.name),
      updated_at: at,
      archived_at: null,
    })),
  )

  // ── what belongs to them ──
  const options = await writeOptions(tx, changedOf('option_group'), idOf, at)
  const slots = await writeDishLinks(tx, changedOf('dish'), idOf)
  await writeSorts(tx, document, idOf)
  await archive(tx, removedOf, at)
  const numbers = { ...ids, option: options, slot: slots }
  return (kind, key) => numbers[kind].get(key) ?? null
}

export type NumberOf = (kind: PartKind, key: Key) => number | null

type IdOf = (kind: ItemKind, key: Key) => number | null

/** The id of each key: its own row's, where that is of this place, else a new one. */
async function numbersOf(
  tx: Tx,
  table: string,
  keys: readonly Key[],
  ownSql: string,
  of: number,
): Promise<Map<Key, number>> {
  const asked = keys.filter((key) => /^[1-9]\d{0,8}$/.test(key)).map(Number)
  const own = await tx.$queryRawUnsafe<{ id: number }[]>(ownSql, of, asked)
  const owned = new Set(own.map(({ id }) => String(id)))
  const fresh = keys.filter((key) => !owned.has(key))
  const numbers = await tx.$queryRawUnsafe<{ id: number }[]>(
    `SELECT nextval(pg_get_serial_sequence('${table}', 'id'))::int AS id FROM generate_series(1, $1::int)`,
    fresh.length,
  )
  return new Map([
    ...[...owned].map((key) => [key, Number(key)] as const),
    ...fresh.map((key, at) => [key, numbers[at]?.id ?? 0] as const),
  ])
}

const inColumns = <Body extends object>(
  body: Body,
  fields: readonly (keyof Body & string)[],
): Row => Object.fromEntries(fields.map((field) => [columnOf(field), body[field]]))

/** Writes rows with their ids, new or not. What is not named here keeps what it has. */
async function upsert(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  owner = 'store_id',
): Promise<void> {
  if (rows.length === 0) return
  const all = ['id', owner, ...columns].map(quoted)
  await tx.$executeRawUnsafe(
    `INSERT INTO ${quoted(table)} (${all.join(', ')})
     SELECT ${all.map((column) => `r.${column}`).join(', ')} FROM jsonb_populate_recordset(NULL::${quoted(table)}, $1::jsonb) r
     ON CONFLICT (id) DO UPDATE SET ${columns.map((each) => `${quoted(each)} = EXCLUDED.${quoted(each)}`).join(', ')}
      WHERE ${quoted(table)}.${owner} = EXCLUDED.${owner}`,
    JSON.stringify(rows),
  )
}

const quoted = (name: string) => `"${name}"`

/** What was said for today is no price of a dish that is sold otherwise now. */
async function forgetMarketPrices(
  tx: Tx,
  dishes: readonly { key: Key; body: Bodies['dish'] }[],
  idOf: IdOf,
): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE dish d SET market_cents = NULL, market_until = NULL
       FROM jsonb_to_recordset($1::jsonb) AS x(id int, is_market boolean, per_grams int)
      WHERE d.id = x.id AND d.market_cents IS NOT NULL
        AND NOT (x.is_market AND d.per_grams IS NOT DISTINCT FROM x.per_grams)`,
    JSON.stringify(
      dishes.map(({ key, body: { isMarketPrice, perGrams } }) => ({
        id: idOf('dish', key),
        is_market: isMarketPrice,
        per_grams: perGrams,
      })),
    ),
  )
}

async function writeOptions(
  tx: Tx,
  groups: readonly { key: Key; body: Bodies['option_group'] }[],
  idOf: IdOf,
  at: Date,
): Promise<Map<Key, number>> {
  if (groups.length === 0) return new Map()
  const groupIds = groups.map(({ key }) => idOf('option_group', key))
  const kept: number[] = []
  const rows: Row[] = []
  const ids = new Map<Key, number>()
  for (const { key, body } of groups) {
    const groupId = idOf('option_group', key) ?? 0
    const keys = body.options.map((option) => option.key)
    const own = `SELECT id FROM option WHERE group_id = $1 AND id = ANY($2::int[])`
    const numbers = await numbersOf(tx, 'option', keys, own, groupId)
    body.options.forEach((option, sort) => {
      const id = numbers.get(option.key) ?? 0
      kept.push(id)
      ids.set(option.key, id)
      rows.push({
        id,
        group_id: groupId,
        ...inColumns(option, OPTION_FIELDS),
        sort,
        archived_at: null,
      })
    })
  }
  const columns = [...OPTION_FIELDS.map(columnOf), 'sort', 'archived_at']
  await upsert(tx, 'option', columns, rows, 'group_id')
  await tx.$executeRawUnsafe(
    `UPDATE option SET archived_at = $3::timestamptz
      WHERE group_id = ANY($1::int[]) AND archived_at IS NULL AND NOT (id = ANY($2::int[]))`,
    groupIds,
    kept,
    at,
  )
  // A size of a group that nobody changed is there already, under its number.
  const sizePrices = groups.flatMap(({ body }) =>
    body.options.flatMap((option) =>
      option.sizePrices.map(({ size, priceCents }) => ({
        optionId: ids.get(option.key) ?? 0,
        sizeId: ids.get(size) ?? Number(size),
        priceCents,
      })),
    ),
  )
  await tx.optionPrice.deleteMany({ where: { optionId: { in: kept } } })
  await tx.optionPrice.createMany({ data: sizePrices })
  return ids
}

async function writeDishLinks(
  tx: Tx,
  dishes: readonly { key: Key; body: Bodies['dish'] }[],
  idOf: IdOf,
): Promise<Map<Key, number>> {
  if (dishes.length === 0) return new Map()
  const linked = dishes.map(({ key, body }) => ({ id: idOf('dish', key) ?? 0, body }))
  const dishIds = linked.map(({ id }) => id)
  const dishId = { in: dishIds }
  await tx.dishStation.deleteMany({ where: { dishId } })
  await tx.dishStation.createMany({
    data: linked.flatMap(({ id, body }) =>
      body.stations.map((station) => ({ dishId: id, stationId: Number(station) })),
    ),
  })
  await tx.dishOptionGroup.deleteMany({ where: { dishId } })
  await tx.dishOptionGroup.createMany({
    data: linked.flatMap(({ id, body }) =>
      body.optionGroups.map((group, sort) => ({
        dishId: id,
        groupId: idOf('option_group', group) ?? 0,
        sort,
      })),
    ),
  })
  await tx.dishPrice.deleteMany({ where: { dishId } })
  await tx.dishPrice.createMany({
    data: linked.flatMap(({ id, body }) =>
      body.hourPrices.map(({ schedule, priceCents }) => ({
        dishId: id,
        scheduleId: idOf('schedule', schedule) ?? 0,
        priceCents,
      })),
    ),
  })

  const rows: Row[] = []
  const ids = new Map<Key, number>()
  const choices: Prisma.ComboChoiceCreateManyInput[] = []
  for (const { id, body } of linked) {
    if (body.slots.length === 0) continue
    const own = `SELECT id FROM combo_slot WHERE combo_id = $1 AND id = ANY($2::int[])`
    const keys = body.slots.map((slot) => slot.key)
    const numbers = await numbersOf(tx, 'combo_slot', keys, own, id)
    body.slots.forEach((slot, sort) => {
      const slotId = numbers.get(slot.key) ?? 0
      ids.set(slot.key, slotId)
      const { name, names, minimum, maximum } = slot
      rows.push({ id: slotId, combo_id: id, name, names, minimum, maximum, sort })
      slot.choices.forEach(({ dish, extraCents }, choiceSort) => {
        choices.push({ slotId, dishId: idOf('dish', dish) ?? 0, extraCents, sort: choiceSort })
      })
    })
  }
  const slotIds = rows.map(({ id }) => id as number)
  const gone = { comboId: dishId, id: { notIn: slotIds } }
  const ofCombos = { slot: { comboId: dishId } }
  const before = await tx.comboChoice.findMany({ where: ofCombos })
  await tx.comboChoice.deleteMany({ where: ofCombos })
  await tx.comboSlot.deleteMany({ where: gone })
  const columns = ['name', 'names', 'minimum', 'maximum', 'sort']
  await upsert(tx, 'combo_slot', columns, rows, 'combo_id')
  // Carts name a choice by its number: it keeps it.
  await tx.comboChoice.createMany({
    data: choices.map((choice) => {
      const { slotId, dishId: of } = choice
      const same = before.find((each) => each.slotId === slotId && each.dishId === of)
      return same ? { ...choice, id: same.id } : choice
    }),
  })
  return ids
}

/** Categories in their order, and the dishes of each in theirs, counted from 0. */
async function writeSorts(tx: Tx, document: MenuDocument, idOf: IdOf): Promise<void> {
  const counts = new Map<Key, number>()
  const next = (row: Key) => {
    const count = counts.get(row) ?? 0
    counts.set(row, count + 1)
    return count
  }
  const sorts = {
    category: itemsOf(document, 'category').map(({ key }, sort) => [idOf('category', key), sort]),
    dish: itemsOf(document, 'dish').map(({ key, body }) => [
      idOf('dish', key),
      next(body.category),
    ]),
  }
  for (const [table, pairs] of Object.entries(sorts)) {
    await tx.$executeRawUnsafe(
      `UPDATE ${table} SET sort = x.sort FROM unnest($1::int[], $2::int[]) AS x(id, sort)
        WHERE ${table}.id = x.id AND ${table}.sort IS DISTINCT FROM x.sort`,
      pairs.map(([id]) => id),
      pairs.map(([, sort]) => sort),
    )
  }
}

async function archive(tx: Tx, removedOf: (kind: ItemKind) => number[], at: Date): Promise<void> {
  const [dishes, groups] = [{ in: removedOf('dish') }, { in: removedOf('option_group') }]
  await tx.dish.updateMany({ where: { id: dishes }, data: { archivedAt: at } })
  // Whoever offers it offers it no more; what was ordered keeps what it was.
  await tx.comboChoice.deleteMany({ where: { dishId: dishes } })
  await tx.dishOptionGroup.deleteMany({ where: { groupId: groups } })
  await tx.optionGroup.updateMany({ where: { id: groups }, data: { archivedAt: at } })
  const categories = { in: removedOf('category') }
  await tx.category.updateMany({ where: { id: categories }, data: { archivedAt: at } })
  const schedules = { in: removedOf('schedule') }
  await tx.dishPrice.deleteMany({ where: { scheduleId: schedules } })
  await tx.menuSchedule.deleteMany({ where: { id: schedules } })
}
