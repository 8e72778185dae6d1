// Names in every language: what an older Fanzhuo kept in English is still there, word for word, and
// no column holds what is no name.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { upgraded } from '@/testing/older-database'
import { makeRestaurant, type TestStore } from '@/testing/restaurant'

let database: TestDatabase
let store: TestStore

beforeAll(async () => {
  database = await freshDatabase()
  store = (await makeRestaurant(database.db, { now: new Date('2026-11-23T12:00:00Z') })).store
})
afterAll(() => database.drop())

it('names, descriptions, reasons, chosen options and fixed rules of an older Fanzhuo keep their English', async () => {
  const left = `
    INSERT INTO brand (id, name, name_en) VALUES (1, '牌', 'Brand');
    INSERT INTO store (id, brand_id, name, name_en) VALUES (1, 1, '店', '  ');
    INSERT INTO category (id, store_id, name, name_en) VALUES (1, 1, '菜', NULL);
    INSERT INTO dish (id, store_id, category_id, name, name_en, description, description_en, price_cents, updated_at)
      VALUES (1, 1, 1, '面', 'General''s "noodles"', '好吃', 'Good', 100, now());
    INSERT INTO station (id, store_id, name, name_en, is_default) VALUES (1, 1, '热菜', 'Hot', true);
    SELECT setval('station_id_seq', 100);
    INSERT INTO staff (id, login, name, password_hash) VALUES (1, 'x', 'x', 'x');
    INSERT INTO customer_order (id, store_id, staff_id, number, business_day, mode, state, items_cents, owed_cents, fixed_rules)
      SELECT n, 1, 1, 'n' || n, '2026-11-20', 'eat_first', 'pending', 100, 100, rules::jsonb
        FROM (VALUES (1, '{"heads": 2, "member": {"levelName": "金卡", "levelNameEn": "Gold", "payBasisPoints": 9000}}'),
                     (2, '{"heads": 2, "member": null}'), (3, NULL)) AS _(n, rules);
    INSERT INTO round (id, store_id, order_id, number, idempotency_key, request_hash) VALUES (1, 1, 1, 1, 'k', 'h');
    INSERT INTO order_line (id, store_id, order_id, round_id, dish_id, name, name_en, choices, list_unit_cents, unit_cents, quantity,
                            total_cents, station_ids, promised_minutes)
      SELECT n, 1, 1, 1, 1, '面', english, choices::jsonb, 100, 100, 1, 100, '{1}', 15
        FROM (VALUES (1, 'Noodles', '[{"optionId": 2, "name": "辣", "nameEn": "Hot", "quantity": 2, "priceCents": 50},
                                      {"optionId": 1, "name": "葱", "nameEn": null, "quantity": 1, "priceCents": 0}]'),
                     (2, NULL, '[]')) AS _(n, english, choices);
    INSERT INTO order_adjustment (id, order_id, kind, amount_cents, reason, reason_en)
      VALUES (1, 1, 'member', -10, '金卡', 'Gold'), (2, 1, 'rounding', -1, '', NULL)`
  await upgraded(database, 'names_in_every_language', left, async (client) => {
    const read = async (sql: string) => (await client.query(sql)).rows
    expect(await read('SELECT name, names FROM brand')).toEqual([
      { name: '牌', names: { en: 'Brand' } },
    ])
    expect(await read('SELECT names FROM store')).toEqual([{ names: {} }])
    expect(await read('SELECT names FROM category')).toEqual([{ names: {} }])
    expect(await read('SELECT name, names, description, descriptions FROM dish')).toEqual([
      {
        name: '面',
        names: { en: 'General\'s "noodles"' },
        description: '好吃',
        descriptions: { en: 'Good' },
      },
    ])
    expect(await read('SELECT names, choices FROM order_line ORDER BY id')).toEqual([
      {
        names: { en: 'Noodles' },
        choices: [
          { optionId: 2, name: '辣', names: { en: 'Hot' }, quantity: 2, priceCents: 50 },
          { optionId: 1, name: '葱', names: {}, quantity: 1, priceCents: 0 },
        ],
      },
      { names: {}, choices: [] },
    ])
    expect(await read('SELECT reason, reasons FROM order_adjustment ORDER BY id')).toEqual([
      { reason: '金卡', reasons: { en: 'Gold' } },
      { reason: '', reasons: {} },
    ])
    expect(await read('SELECT fixed_rules AS rules FROM customer_order ORDER BY id')).toEqual([
      {
        rules: {
          heads: 2,
          member: { levelName: '金卡', levelNames: { en: 'Gold' }, payBasisPoints: 9000 },
        },
      },
      { rules: { heads: 2, member: null } },
      { rules: null },
    ])
    await client.query('INSERT INTO store (id, brand_id, name) VALUES (2, 1, $1)', ['新'])
    await client.query('SELECT default_station(2)')
    expect(await read('SELECT name, names FROM station WHERE store_id = 2')).toEqual([
      { name: '厨房', names: { en: 'Kitchen' } },
    ])
  })
})

it.each([
  '[]',
  '"Rice"',
  '{"en": ""}',
  '{"en": null}',
  '{"en": 1}',
  '{"English": "Rice"}',
  '{"": "x"}',
])('%s is no name in other languages', async (names) => {
  const change = (json: string) =>
    database.pool.query('UPDATE dish SET names = $2::jsonb WHERE id = $1', [
      store.dishes.rice.id,
      json,
    ])
  await expect(change(names)).rejects.toThrow('dish_names')
  await change('{"en": "Rice", "fr": "Riz", "zh-TW": "米飯"}')
})
