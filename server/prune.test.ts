// The pruner, on a real database: it takes what is past its lifetime and nothing else, whoever
// prunes and orders beside it. The tables that are append-only let nobody else take a row.

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { upgraded } from '@/testing/older-database'
import { addTable, newKey, openBill } from '@/testing/open-bill'
import {
  guestAt,
  joinAsMember,
  makeRestaurant,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { waiterRound } from '@/testing/rounds'
import { counted } from './counters'
import type { Deps } from './deps'
import { checkInvariants } from './invariants'
import { KEPT_MISTRUSTED, LIFETIMES } from './lifetimes'
import { MAXIMUM_CALLBACK_BYTES, takeCallback } from './payment/take-callback'
import { lifetimeOf, openPruner, pruneBatch } from './prune'

const DAY_MS = 86_400_000
const clock = { now: new Date() }
let database: TestDatabase
let deps: Deps
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = new Date()
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})

const run = (sql: string, values: unknown[] = []) => database.pool.query(sql, values)
const count = async (table: string, where = 'true') =>
  (await run(`SELECT count(*)::int AS many FROM ${table} WHERE ${where}`)).rows[0].many as number
const daysAgo = (days: number) => new Date(clock.now.getTime() - days * DAY_MS)
/** Until a run finds nothing. */
async function pruneAll(): Promise<void> {
  const pruner = openPruner(deps)
  while ([...(await pruner.run()).values()].some((rows) => rows > 0));
}

const forged = (nth: number) => ({
  headers: { 'x-simulator-timestamp': '1', 'x-simulator-signature': 'forged' },
  body: Buffer.from(`{"nth":${nth}}`),
})
const refusals = async () => {
  const metric = await counted.getSingleMetric('fanzhuo_callbacks_refused_total')?.get()
  return new Map(
    metric?.values.map(({ labels, value }) => [`${labels.provider} ${labels.reason}`, value]),
  )
}

describe('forged callbacks', () => {
  // Five thousand statements of a database: the machine may be busy.
  it('5,000 of them leave the newest 1,000, are all counted, and push out no word of a platform', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const request = { code: party.table.code, orderId: party.orderId, key: newKey() }
    const paid = await party.phone.call.payment.create({ ...request, method: 'wechat' })
    const token = paid.payUrl?.split('/').at(-1) ?? ''
    await party.phone.call.payment.answerPayPage({ token, answer: 'pay' })
    const signed = await count('provider_callback', 'is_signed')
    expect(signed).toBeGreaterThan(0)

    const before = (await refusals()).get('simulator signature') ?? 0
    const newest = await run(`SELECT COALESCE(max(id), 0)::int AS id FROM provider_callback`)
    for (let nth = 0; nth < 5_000; nth += 50) {
      const many = Array.from({ length: 50 }, (_, more) =>
        takeCallback(deps, 'simulator', forged(nth + more)),
      )
      await Promise.all(many)
    }
    expect(await count('provider_callback', 'NOT is_signed')).toBe(KEPT_MISTRUSTED)
    expect(await count('provider_callback', 'is_signed')).toBe(signed)
    expect((await refusals()).get('simulator signature')).toBe(before + 5_000)
    const kept = await run('SELECT min(id)::int AS id FROM provider_callback WHERE NOT is_signed')
    expect(kept.rows[0].id).toBeGreaterThan(newest.rows[0].id + 3_900)
  }, 300_000)

  it('of an unknown platform leave no row, and are counted', async () => {
    const before = await count('provider_callback')
    for (const name of ['nobody', 'constructor', '__proto__', 'cash']) {
      await takeCallback(deps, name, forged(1))
    }
    expect(await count('provider_callback')).toBe(before)
    expect((await refusals()).get('unknown provider')).toBeGreaterThanOrEqual(4)
  })

  it('of any size take a few KB each', async () => {
    const body = Buffer.alloc(MAXIMUM_CALLBACK_BYTES + 1, 0xff)
    for (const name of ['simulator', 'wechat', 'alipay', 'stripe']) {
      await takeCallback(deps, name, { headers: {}, body }, 123_456)
    }
    const { rows } = await run('SELECT max(octet_length(body)) AS most FROM provider_callback')
    expect(rows[0].most).toBeLessThanOrEqual(6_000)
  })
})

describe('what is append-only', () => {
  it('lets nobody take a callback, but the pruner one that is past the newest of its kind', async () => {
    const add = async (verdict: string, isSigned: boolean) =>
      (
        await run(
          `INSERT INTO provider_callback (provider, verdict, is_signed, body) VALUES ('simulator', $1::callback_verdict, $2, '') RETURNING id`,
          [verdict, isSigned],
        )
      ).rows[0].id as string
    const ids = [
      await add('accepted', true),
      await add('accepted', false),
      await add('repeated', true),
      await add('late', true),
      await add('refused', true),
      await add('refused', false),
    ]
    const take = (id: string, isPruning: boolean) =>
      run(
        `BEGIN; ${isPruning ? `SET LOCAL fanzhuo.pruning = 'on';` : ''} DELETE FROM provider_callback WHERE id = ${id}; COMMIT`,
      ).catch(async (error: Error) => {
        await run('ROLLBACK')
        throw error
      })
    for (const id of ids) {
      await expect(take(id, false)).rejects.toThrow('append-only')
      await expect(take(id, true)).rejects.toThrow('append-only')
    }
    await expect(run('UPDATE provider_callback SET body = $1', ['x'])).rejects.toThrow(
      'append-only',
    )
  })

  it('lets the pruner take nothing of any other table', async () => {
    await waiterRound(deps, place.store, 'duck')
    await run(
      `INSERT INTO audit_entry (store_id, action, subject, subject_id) VALUES ($1, 'x', 'x', '1')`,
      [place.store.id],
    )
    for (const table of ['audit_entry', 'stock_move']) {
      const request = {
        days: 0,
        sql: `DELETE FROM ${table} WHERE $1 > 0 AND at < $2::timestamptz + interval '1 day'`,
      }
      await expect(pruneBatch(deps, request)).rejects.toThrow('append-only')
    }
  })
})

it('callbacks that an older Fanzhuo kept are known for what they are: a platform’s word stays', async () => {
  const left = `
    INSERT INTO provider_callback (provider, verdict, reason, payment_id, body) VALUES
      ('wechat', 'accepted', '', 1, ''), ('wechat', 'repeated', 'REFUND.SUCCESS', NULL, ''), ('wechat', 'late', '', 1, ''),
      ('wechat', 'refused', 'amount', 1, ''), ('wechat', 'refused', 'payment', NULL, ''), ('wechat', 'refused', 'signature', NULL, '');
    INSERT INTO provider_callback (provider, verdict, reason, body)
      SELECT 'wechat', 'refused', 'unsigned', '' FROM generate_series(1, 1500)`
  await upgraded(database, 'what_is_kept_how_long', left, async (client) => {
    const { rows } = await client.query(
      'SELECT is_signed FROM provider_callback ORDER BY id LIMIT 6',
    )
    expect(rows.map((row) => row.is_signed)).toEqual([true, true, true, true, true, false])
    await client.query(`SELECT set_config('fanzhuo.pruning', 'on', false)`)
    const { sql } = lifetimeOf('provider_callback')
    expect((await client.query(sql, [1_000])).rowCount).toBe(501)
    expect((await client.query(sql, [1_000])).rowCount).toBe(0)
  })
})

describe('each lifetime', () => {
  /** One row whose end was at the given instant, and one that has not ended. */
  const ADD: Record<string, (at: Date) => Promise<unknown>> = {
    cart_request: async (at) =>
      run('INSERT INTO cart_request (sitting_id, key, created_at) VALUES ($1, $2, $3)', [
        await sittingId(),
        newKey(),
        at,
      ]),
    staff_session: (at) =>
      run('INSERT INTO staff_session (staff_id, token_hash, expires_at) VALUES ($1, $2, $3)', [
        place.store.staff.waiter.id,
        createHash('sha256').update(newKey()).digest(),
        at,
      ]),
    pairing: (at) =>
      run('INSERT INTO pairing (code, token_hash, expires_at) VALUES ($1, $2, $3)', [
        newKey(),
        createHash('sha256').update(newKey()).digest(),
        at,
      ]),
    setup_link: (at) =>
      run('INSERT INTO setup_link (token_hash, expires_at) VALUES ($1, $2)', [
        createHash('sha256').update(newKey()).digest(),
        at,
      ]),
    kitchen_screen: (at) =>
      run(
        'INSERT INTO kitchen_screen (key, store_id, session_id, last_seen_at) VALUES ($1, $2, 1, $3)',
        [newKey(), place.store.id, at],
      ),
    refusal_trace: (at) =>
      run(
        `INSERT INTO refusal_trace (hour, code, wire, staff_id, times, last_at, last_address)
         VALUES ($1, 'session.wrong-password', 'call', $2, 1, $1, '')`,
        [at, place.store.staff.waiter.id],
      ),
    one_time_code: (at) =>
      run(
        `INSERT INTO one_time_code (brand_id, phone_hash, code_hash, expires_at) VALUES ($1, '\\x00', '\\x00', $2)`,
        [place.brandId, at],
      ),
    limit_count: (at) =>
      run('INSERT INTO limit_count (key, points, free_at, ends_at) VALUES ($1, 1, $2, $2)', [
        newKey(),
        at,
      ]),
    sitting: async (at) =>
      run('UPDATE sitting SET opened_at = $2, allergies = $3 WHERE id = $1', [
        await sittingId(),
        at,
        ALLERGIC,
      ]),
    round: async (at) =>
      run('UPDATE round SET allergies_at = $2, allergies = $3 WHERE id = $1', [
        await roundId(),
        at,
        ALLERGIC,
      ]),
    allergies_seen: async (at) =>
      run('INSERT INTO allergies_seen (round_id, station_id, at) VALUES ($1, $2, $3)', [
        await roundId(),
        place.store.stationId,
        at,
      ]),
    service_request: async (at) =>
      run(
        `INSERT INTO service_request (store_id, sitting_id, table_id, kind, done_at) VALUES ($1, $2, $3, 'call', $4)`,
        [place.store.id, await sittingId(), place.store.tables[0].id, at],
      ),
    print_job: async (at) =>
      run(
        `INSERT INTO print_job (store_id, printer_id, kind, bytes, state, done_at, idempotency_key)
         SELECT $1, $2, kind::print_job_kind, '', state::print_job_state, CASE state WHEN 'queued' THEN NULL ELSE $3::timestamptz END, $4 || kind || state
           FROM unnest(ARRAY['slip', 'receipt', 'test']) AS kind, unnest(ARRAY['printed', 'failed', 'queued']) AS state`,
        [place.store.id, await printerId(), at, newKey()],
      ),
    simulator_callback: async (at) => {
      const token = newKey()
      await run(
        `INSERT INTO simulator_trade (token, merchant, amount_cents, currency) VALUES ($1, 'x', 1, 'CNY')`,
        [token],
      )
      await run(
        'INSERT INTO simulator_callback (token, due_at, done_at) VALUES ($1, now(), $2), ($1, now(), NULL)',
        [token, at],
      )
    },
    outbox_event: (at) =>
      run(
        `WITH s AS (UPDATE store SET event_seq = event_seq + 1 WHERE id = $1 RETURNING event_seq)
         INSERT INTO outbox_event (store_id, type, rooms, payload, seq, sent_at) SELECT $1, 'x', '{}', '{}', event_seq, $2 FROM s`,
        [place.store.id, at],
      ),
  }
  /** How many of the rows that were added in one go stay for ever. */
  const STAYS: Record<string, number> = { print_job: 4, simulator_callback: 1 }
  /** Of rows that stay for ever, those of which something goes. */
  const GOES: Record<string, string> = {
    sitting: `allergies <> '[]'`,
    round: `allergies <> '[]' OR allergies_at IS NOT NULL`,
  }
  const ALLERGIC = JSON.stringify([{ guestNumber: 1, allergens: ['peanut'], other: '' }])

  const sittingId = async () => {
    await guestAt(deps, place.store.tables[0])
    return (await database.db.sitting.findFirstOrThrow({ where: { storeId: place.store.id } })).id
  }
  const roundId = async () => {
    const [lineId] = await waiterRound(deps, place.store, 'rice')
    return (await database.db.orderLine.findUniqueOrThrow({ where: { id: lineId ?? 0 } })).roundId
  }
  const printerId = async () =>
    (
      await database.db.printer.create({
        data: { storeId: place.store.id, name: 'p', purpose: 'receipt', host: '192.0.2.1' },
      })
    ).id

  it('is tried here', () => {
    const pruned = LIFETIMES.flatMap(({ tables, prune }) =>
      prune?.days === undefined ? [] : tables.slice(0, 1),
    )
    expect(Object.keys(ADD).sort()).toEqual(pruned.sort())
  })

  it.each(Object.keys(ADD))(
    'of %s: a minute before its end nothing goes, a minute after all of it',
    async (table) => {
      const prune = lifetimeOf(table)
      const { days = 0 } = prune
      await pruneAll()
      const before = await count(table, GOES[table])
      const end = new Date(daysAgo(days).getTime() + 60_000)
      await ADD[table]?.(end)
      const added = (await count(table, GOES[table])) - before
      expect(await pruneBatch(deps, prune)).toBe(0)

      clock.now = new Date(clock.now.getTime() + 120_000)
      const stays = STAYS[table] ?? 0
      expect(await pruneBatch(deps, prune)).toBe(added - stays)
      expect(await count(table, GOES[table])).toBe(before + stays)
      expect(await pruneBatch(deps, prune)).toBe(0)
    },
  )

  it('takes no more than a batch at a time, and finds each batch by an index', async () => {
    const id = await sittingId()
    await run(
      `INSERT INTO cart_request (sitting_id, key, created_at) SELECT $1, 'k' || n, $2 FROM generate_series(1, 2500) n`,
      [id, daysAgo(30)],
    )
    const sizes = []
    for (let nth = 0; nth < 4; nth += 1)
      sizes.push(await pruneBatch(deps, lifetimeOf('cart_request')))
    expect(sizes).toEqual([1_000, 1_000, 500, 0])

    for (const { prune } of LIFETIMES) {
      if (!prune) continue
      const plan = await explained(prune)
      expect(plan, prune.sql).not.toMatch(/Seq Scan on (?!store\b)/)
    }
  })

  /** With tables that look large to the planner it says whether an index fits. */
  async function explained({ sql, days }: { sql: string; days?: number }): Promise<string> {
    const client = await database.pool.connect()
    try {
      await client.query('BEGIN; SET LOCAL enable_seqscan = off')
      const values = days === undefined ? [1_000] : [1_000, daysAgo(days)]
      const { rows } = await client.query(`EXPLAIN ${sql}`, values)
      await client.query('ROLLBACK')
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    } finally {
      client.release()
    }
  }
})

/** What each table that is kept for ever holds, as one hash. */
async function keptForEver(): Promise<Map<string, string>> {
  const tables = LIFETIMES.filter(({ prune }) => !prune).flatMap((each) => each.tables)
  const hashes = new Map<string, string>()
  for (const table of tables) {
    const { rows } = await run(
      `SELECT md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) AS hash FROM ${table} t`,
    )
    hashes.set(table, rows[0].hash)
  }
  return hashes
}

/** As the relay does: every event is numbered after the ones before, and sent. */
async function sendAll(): Promise<void> {
  await run(`
    WITH n AS (SELECT id, row_number() OVER (PARTITION BY store_id ORDER BY id) AS nth FROM outbox_event WHERE seq IS NULL)
    UPDATE outbox_event e SET seq = s.event_seq + n.nth, sent_at = now()
      FROM n, store s WHERE n.id = e.id AND s.id = e.store_id`)
  await run(`
    UPDATE store s SET event_seq = GREATEST(s.event_seq, (SELECT max(e.seq) FROM outbox_event e WHERE e.store_id = s.id))`)
}

it('a year later all that was ordered, paid, given back and earned is as it was', async () => {
  const { store } = place
  const manager = staffPerson(deps, store, 'manager')
  await database.db.printer.create({
    data: {
      storeId: store.id,
      name: '热敏',
      purpose: 'receipt',
      host: '192.0.2.1',
      isAutomatic: true,
    },
  })
  for (let nth = 0; nth < 6; nth += 1) {
    const table = await addTable(deps, store, `Y${nth}`)
    const party = await openBill(deps, store, table, 5)
    await joinAsMember(party.phone, table, { phone: `1380000222${nth}`, hasConsented: true })
    await party.phone.call.service.request({ code: table.code, kind: 'call' })
    const { orderId } = party
    const inStore = { storeId: store.id }
    if (nth % 2 === 0) {
      const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
      const payment = await party.phone.call.payment.create(request)
      const token = payment.payUrl?.split('/').at(-1) ?? ''
      await party.phone.call.payment.answerPayPage({ token, answer: nth === 4 ? 'decline' : 'pay' })
    }
    const bill = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    if (bill.settledAt === null) {
      await manager.call.payment.takeCash({ ...inStore, orderId, key: newKey() })
    }
    const paid = await database.db.payment.findFirstOrThrow({
      where: { orderId, state: 'succeeded' },
    })
    await manager.call.refunds.refund({
      ...inStore,
      paymentId: paid.id,
      amountCents: 100,
      reason: '上菜太慢',
      key: newKey(),
    })
    const sitting = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    await manager.call.service.clear({ ...inStore, sittingId: sitting.sittingId ?? 0 })
  }
  await sendAll()
  const before = await keptForEver()

  clock.now = new Date(clock.now.getTime() + 366 * DAY_MS)
  await pruneAll()
  expect(await keptForEver()).toEqual(before)
  expect(await count('outbox_event', `store_id = ${store.id}`)).toBe(0)
  expect(await count('service_request', `store_id = ${store.id}`)).toBe(0)
  const kept = await count('provider_callback', `store_id = ${store.id}`)
  expect(kept).toBeGreaterThan(0)
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

it('two pruners at once, while guests order, lose nothing and stop nobody', async () => {
  const { store } = place
  await run(
    `WITH s AS (UPDATE store SET event_seq = event_seq + 4000 WHERE id = $1 RETURNING event_seq - 4000 AS base)
     INSERT INTO outbox_event (store_id, type, rooms, payload, seq, sent_at)
     SELECT $1, 'x', '{}', '{}', s.base + n, $2::timestamptz + n * interval '1 second' FROM s, generate_series(1, 4000) n`,
    [store.id, daysAgo(3)],
  )
  await run(
    `INSERT INTO one_time_code (brand_id, phone_hash, code_hash, expires_at)
     SELECT $1, '\\x00', '\\x00', $2 FROM generate_series(1, 4000)`,
    [place.brandId, daysAgo(3)],
  )
  await sendAll()
  const tables = []
  for (let nth = 0; nth < 12; nth += 1) tables.push(await addTable(deps, store, `T${nth}`))

  const pruners = [openPruner(deps), openPruner(deps)]
  const [, ...parties] = await Promise.all([
    Promise.all(pruners.map((pruner) => pruner.run())),
    ...tables.map((table) => openBill(deps, store, table)),
  ])
  expect(new Set(parties.map(({ orderId }) => orderId)).size).toBe(12)
  const ordered = `store_id = ${store.id}`
  expect(await count('order_line', ordered)).toBe(12)
  expect(await count('outbox_event', `${ordered} AND type = 'new_order' AND sent_at IS NULL`)).toBe(
    12,
  )
  await pruneAll()
  expect(await count('outbox_event', `${ordered} AND type = 'x'`)).toBe(0)
  expect(await count('one_time_code')).toBe(0)
  expect(await count('outbox_event', `${ordered} AND type = 'new_order'`)).toBe(12)
  await sendAll()
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

it('a pruner that is told to leave ends after its batch', async () => {
  const pruner = openPruner(deps)
  pruner.leave()
  expect([...(await pruner.run()).values()].every((rows) => rows === 0)).toBe(true)
})
