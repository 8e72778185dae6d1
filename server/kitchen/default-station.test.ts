// The default station, on a real database: whatever is done to stations by commands or by hand, a
// kitchen has exactly one, no line is nobody's, and what an older Fanzhuo left behind is mended.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { upgraded } from '@/testing/older-database'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { waiterRound } from '@/testing/rounds'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
})

const inStore = () => ({ storeId: place.store.id })
const run = (sql: string, ...values: unknown[]) => database.pool.query(sql, values)
const add = async (name: string, facts: { isDefault?: boolean; isExpo?: boolean } = {}) =>
  (await database.db.station.create({ data: { ...inStore(), name, ...facts } })).id
const defaults = async () =>
  (await database.db.station.findMany({ where: { ...inStore(), isDefault: true } })).map(
    ({ id }) => id,
  )
const stationsOf = async (lineId = 0) =>
  (await database.db.orderLine.findUniqueOrThrow({ where: { id: lineId } })).stationIds
const sound = async () => expect(await checkInvariants(database.pool, clock.now)).toEqual([])

describe('a kitchen has exactly one default station', () => {
  it('the first one made is it, unless a pass', async () => {
    const storeId = (
      await database.db.store.create({ data: { brandId: place.brandId, name: '三店' } })
    ).id
    const make = (name: string, isExpo: boolean) =>
      database.db.station.create({ data: { storeId, name, isExpo } })
    await make('传菜', true)
    const { id } = await make('热菜', false)
    await make('凉菜', false)
    const made = await database.db.station.findMany({ where: { storeId, isDefault: true } })
    expect(made.map((station) => station.id)).toEqual([id])
  })

  it('a second default takes the place of the first', async () => {
    const cold = await add('凉菜', { isDefault: true })
    expect(await defaults()).toEqual([cold])
    await run('UPDATE station SET is_default = true WHERE id = $1', place.store.stationId)
    expect(await defaults()).toEqual([place.store.stationId])
  })

  it('is not closed, not turned into a pass, not moved to another store', async () => {
    const { stationId, id } = place.store
    const refused = (sql: string, message: string) =>
      expect(run(sql, stationId)).rejects.toThrow(message)
    await refused('UPDATE station SET archived_at = now() WHERE id = $1', 'station_default_stays')
    await refused('UPDATE station SET is_expo = true WHERE id = $1', 'station_default_cooks')
    await refused(
      `UPDATE station SET store_id = ${place.otherStore.id} WHERE id = $1`,
      'stays in its store',
    )
    expect(await database.db.station.count({ where: { storeId: id } })).toBe(1)
  })

  it('hands over to the oldest one that cooks when it is taken away', async () => {
    const cold = await add('凉菜')
    await add('传菜', { isExpo: true })
    const { stationId } = place.store
    await run('UPDATE station SET is_default = false WHERE id = $1', stationId)
    expect(await defaults()).toEqual([stationId])
    await run('UPDATE station SET is_default = false, archived_at = now() WHERE id = $1', stationId)
    expect(await defaults()).toEqual([cold])
    await run('DELETE FROM station WHERE id = $1', cold)
    expect(await defaults()).toEqual([])

    const [line] = await waiterRound(deps, place.store, 'rice')
    const [made] = await defaults()
    expect(await stationsOf(line)).toEqual([made])
    await sound()
  })

  it('however many are made the default at once by hand', async () => {
    const ids = [place.store.stationId, await add('凉菜'), await add('面点')]
    await Promise.all(
      [...ids, ...ids].map((id) => run('UPDATE station SET is_default = true WHERE id = $1', id)),
    )
    expect(await defaults()).toHaveLength(1)
    await sound()
  })

  it('is made where a store has only a pass, and inherits what closes', async () => {
    const storeId = place.store.id
    await add('传菜', { isExpo: true })
    await run(
      'UPDATE station SET is_default = false, archived_at = now() WHERE id = $1',
      place.store.stationId,
    )
    const pass = await database.db.station.findFirstOrThrow({ where: { storeId, isExpo: true } })
    await manager.call.kitchen.setup.closeStation({ storeId, stationId: pass.id })
    expect(await defaults()).toHaveLength(1)
  })
})

describe('a line', () => {
  it('never stands nowhere', async () => {
    const [line] = await waiterRound(deps, place.store, 'rice')
    for (const nowhere of ['NULL', `'{}'`, `'{NULL}'`, `ARRAY[1, NULL]`]) {
      await expect(
        run(`UPDATE order_line SET station_ids = ${nowhere} WHERE id = $1`, line),
      ).rejects.toThrow('order_line_has_station')
    }
  })

  it('goes to the default station where its dish was given to a pass or another store’s station', async () => {
    const dishId = place.store.dishes.rice.id
    const foreign = place.otherStore.stationId
    const route = (stationId: number) =>
      run('INSERT INTO dish_station (dish_id, station_id) VALUES ($1, $2)', dishId, stationId)
    await expect(route(foreign)).rejects.toThrow('does not cook for the store')
    const cold = await add('凉菜')
    await expect(route(await add('传菜', { isExpo: true }))).rejects.toThrow('does not cook')

    await route(cold)
    const [before = 0] = await waiterRound(deps, place.store, 'rice')
    await run('UPDATE station SET is_expo = true WHERE id = $1', cold)
    const [after = 0] = await waiterRound(deps, place.store, 'rice')
    expect(await stationsOf(after)).toEqual([place.store.stationId])
    // What stood only at the new pass is cooked at the default one.
    const shown = await manager.call.kitchen.tickets({
      ...inStore(),
      stationId: place.store.stationId,
    })
    const ids = shown.tickets.flatMap(({ lines }) => lines.map(({ id }) => id))
    expect(ids).toEqual(expect.arrayContaining([before, after]))
    expect((await manager.call.kitchen.alarms(inStore())).lost).toEqual([])
  })

  it('keeps its station: one with dishes of orders is closed, not deleted', async () => {
    const cold = await add('凉菜')
    await run(
      'INSERT INTO dish_station (dish_id, station_id) VALUES ($1, $2)',
      place.store.dishes.rice.id,
      cold,
    )
    await waiterRound(deps, place.store, 'rice')
    await run('DELETE FROM dish_station WHERE station_id = $1', cold)
    await expect(run('DELETE FROM station WHERE id = $1', cold)).rejects.toThrow('close it')
  })
})

it('lists hold no unknown element', async () => {
  const { rice } = place.store.dishes
  await expect(run(`UPDATE dish SET allergens = '{NULL}' WHERE id = $1`, rice.id)).rejects.toThrow(
    'dish_tags_known',
  )
  await expect(
    run(
      `INSERT INTO outbox_event (store_id, type, rooms, payload) VALUES ($1, 'x', '{NULL}', '{}')`,
      place.store.id,
    ),
  ).rejects.toThrow('outbox_event_rooms_known')
})

it('a store and lines of an older Fanzhuo are mended: what stood nowhere stands at the default station', async () => {
  const left = `
      INSERT INTO brand (id, name) VALUES (1, 'b');
      INSERT INTO store (id, brand_id, name) VALUES (1, 1, '没有档口'), (2, 1, '没有默认'), (3, 1, '好的');
      INSERT INTO category (id, store_id, name) SELECT id, id, '菜' FROM store;
      INSERT INTO dish (id, store_id, category_id, name, price_cents, updated_at) SELECT id, id, id, '面', 100, now() FROM store;
      INSERT INTO staff (id, login, name, password_hash) VALUES (1, 'x', 'x', 'x');
      INSERT INTO station (id, store_id, name, is_default, is_expo) VALUES
        (20, 2, '传菜', false, true), (21, 2, '凉菜', false, false), (22, 2, '热菜', false, false), (30, 3, '热菜', true, false);
      SELECT setval('station_id_seq', 100);
      INSERT INTO dish_station (dish_id, station_id) VALUES (2, 20), (2, 30), (3, 30);
      INSERT INTO customer_order (id, store_id, staff_id, number, business_day, mode, state, items_cents, owed_cents)
        SELECT id, id, 1, 'n', '2026-11-20', 'eat_first', CASE id WHEN 3 THEN 'cancelled' ELSE 'pending' END::order_state, 100, 100 FROM store;
      INSERT INTO round (id, store_id, order_id, number, idempotency_key, request_hash) SELECT id, id, id, 1, 'k', 'h' FROM store;
      INSERT INTO order_line (id, store_id, order_id, round_id, dish_id, name, list_unit_cents, unit_cents, quantity, total_cents,
                              station_ids, promised_minutes) VALUES
        (1, 1, 1, 1, 1, '面', 100, 100, 1, 100, '{NULL}', 15), (2, 2, 2, 2, 2, '面', 100, 100, 1, 100, '{30}', 15),
        (3, 3, 3, 3, 3, '面', 100, 100, 1, 100, '{NULL,30}', 15), (4, 2, 2, 2, 2, '面', 100, 100, 1, 100, NULL, 15)`
  await upgraded(database, 'default_station', left, async (client) => {
    const { rows } = await client.query(
      `SELECT l.id, l.station_ids AS "stationIds", s.id AS "defaultId" FROM order_line l
         JOIN station s ON s.store_id = l.store_id AND s.is_default ORDER BY l.id`,
    )
    const made = rows[0]?.defaultId
    expect(rows).toEqual([
      { id: 1, stationIds: [made], defaultId: made },
      { id: 2, stationIds: [21], defaultId: 21 },
      { id: 3, stationIds: [30], defaultId: 30 },
      { id: 4, stationIds: [21], defaultId: 21 },
    ])
    const routes = await client.query('SELECT dish_id, station_id FROM dish_station')
    expect(routes.rows).toEqual([{ dish_id: 3, station_id: 30 }])
  })
})
