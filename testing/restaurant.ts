// A small restaurant for room tests, on a real database: two stores, two tables each, five dishes,
// one person per role. People act through the same router as everybody else, with real cookies.

import type { Pool } from 'pg'
import pino from 'pino'
import { ROLES, type Role } from '@/domain/access'
import { normalPhone } from '@/domain/membership'
import type { PrismaClient } from '@/prisma/client/client'
import { seatCookie } from '@/server/access/read-seat'
import { STAFF_COOKIE } from '@/server/access/read-staff'
import { newToken } from '@/server/access/tokens'
import { type Context, contextOf } from '@/server/context'
import { openDeepCheck } from '@/server/deep-check'
import type { Deps } from '@/server/deps'
import { NO_PROXIES } from '@/server/http/proxies'
import type { CodeSender } from '@/server/membership/code-sender/code-sender'
import { createStore, type NewStore } from '@/server/opening/create-store'
import { watchRoom } from '@/server/room'
import { appRouter } from '@/server/router'
import { createCallerFactory } from '@/server/trpc'

export type Clock = { now: Date }

/** What was sent to phones, newest last: the pocket of whoever holds the phone. */
export type Pocket = CodeSender & { messages: { phone: string; code: string; language: string }[] }

function pocket(): Pocket {
  const messages: Pocket['messages'] = []
  return {
    messages,
    send: async (phone, code, language) => {
      messages.push({ phone, code, language })
    },
  }
}

/** The deps of a test; time stands still until the test moves `clock.now`. */
export function testDeps(database: { db: PrismaClient; pool: Pool }, clock: Clock): Deps {
  const { db, pool } = database
  const log = pino({ level: 'silent' })
  const now = () => clock.now
  return {
    db,
    pool,
    log,
    // Nothing lies there: a test that keeps pictures has a folder of its own.
    picturesDir: 'no-pictures-here',
    room: watchRoom(pool, []),
    backups: {
      isOn: false,
      trouble: async () => null,
      newestAt: async () => null,
      keepDemo: async () => null,
      demo: async () => null,
    },
    books: openDeepCheck({ pool, log, now }),
    secret: Buffer.alloc(32, 7),
    now,
    codeSender: pocket(),
    nudge: () => {},
    publicUrl: 'http://localhost:3000',
    proxies: NO_PROXIES,
    counts: new Map(),
    // Nobody listens there: a test that means to ask a platform has a stand-in.
    platformUrls: {
      wechat: 'http://127.0.0.1:1',
      wechatOpen: 'http://127.0.0.1:1',
      wechatApi: 'http://127.0.0.1:1',
      alipay: 'http://127.0.0.1:1',
      stripe: 'http://127.0.0.1:1',
    },
    // The printers of tests listen on loopback.
    printersOnThisMachine: true,
    secretNamed: () => undefined,
    takesDemoPasswords: true,
    // As long as a slow machine needs: a stand-in that answers is never too late.
    platformPatienceMs: 30_000,
    // As with SIMULATOR=on: people of tests pay through the simulator, whatever store they are at.
    simulatorReach: 'every-store',
  }
}

/**
 * As after a while, for tests in which one phone does in a second what takes an evening: what this
 * process counted is forgotten.
 */
export function rest(deps: Pick<Deps, 'counts'>): void {
  deps.counts.clear()
}

const createCaller = createCallerFactory(appRouter)
export type Caller = ReturnType<typeof createCaller>

/** A person's browser: its cookies are kept between calls. */
export type Person = { call: Caller; cookies: Map<string, string>; context: Context }

export function person(
  deps: Deps,
  cookies: Map<string, string> = new Map(),
  headers: Record<string, string> = {},
  source: { ip: string; isRelayed?: boolean } = { ip: '127.0.0.1' },
): Person {
  const context = contextOf(deps, {
    headers: {
      ...headers,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    isRelayed: false,
    ...source,
    isSecure: false,
    appendSetCookie: (cookie) => {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    },
  })
  // A later call sees what an earlier one set.
  const live: Context = { ...context, cookies }
  return { call: createCaller(live), cookies, context: live }
}

export type TestTable = { id: number; code: string; name: string }
export type TestStore = {
  id: number
  tables: [TestTable, TestTable]
  dishes: {
    /** 3800 分 with a required 辣度 (free) and an optional extra (500 分, up to 3). */
    mapo: { id: number; mild: number; hot: number; extraTofu: number }
    /** 300 分, no options. */
    rice: { id: number }
    /** 1800 分, promoted to 1500. */
    beer: { id: number }
    /** 8800 分, five left. */
    duck: { id: number }
    /** 1200 分, sold out. */
    soup: { id: number }
  }
  stationId: number
  staff: Record<Role, { id: number; token: string }>
}

export type Restaurant = { brandId: number; store: TestStore; otherStore: TestStore }

/** @param isDemo whether its stores are the demo's, as prisma/demo writes them */
export async function makeRestaurant(
  db: PrismaClient,
  clock: Clock,
  isDemo = false,
): Promise<Restaurant> {
  const at = new Date()
  const wanted = { isDemo, clock, at }
  const store = await makeStore(db, {
    ...wanted,
    name: '一店',
    brand: { isNew: true, name: '测试小馆', names: { en: 'Test Kitchen' } },
  })
  const { brandId } = store
  const otherStore = await makeStore(db, {
    ...wanted,
    name: '二店',
    brand: { isNew: false, id: brandId },
  })
  return { brandId, store: store.made, otherStore: otherStore.made }
}

/**
 * What stands in a store, in one statement: before every test there are two of them, and a call for
 * every row is most of a test's time. Instants come from here, as the program's own do.
 */
const A_STORE = `
WITH wanted AS (
       SELECT * FROM jsonb_to_record($1::jsonb)
           AS w(id int, name text, tables jsonb, staff jsonb, new_brand int)),
     new_store AS (SELECT id FROM wanted),
     new_category AS (INSERT INTO category (store_id, name, names) SELECT id, '菜', '{"en": "Dishes"}'::jsonb FROM new_store RETURNING id),
     new_area AS (INSERT INTO area (store_id, name, names) SELECT id, '大厅', '{"en": "Hall"}'::jsonb FROM new_store RETURNING id),
     new_table AS (
       INSERT INTO dining_table (store_id, area_id, name, code)
       SELECT s.id, a.id, t->>'name', t->>'code'
         FROM new_store s, new_area a, wanted w, jsonb_array_elements(w.tables) WITH ORDINALITY AS x(t, n) ORDER BY n
       RETURNING id, name, code),
     new_dish AS (
       INSERT INTO dish (store_id, category_id, name, names, price_cents, promo_price_cents, stock, is_sold_out, allergens, diet_tags,
                         created_at, updated_at)
       SELECT s.id, c.id, d.name, jsonb_build_object('en', d.english), d.price, d.promo, d.stock, d.name = '例汤', '{}', '{}', $3::timestamptz, $3::timestamptz
         FROM new_store s, new_category c,
              (VALUES (1, '麻婆豆腐', 'Mapo tofu', 3800, NULL::int, NULL::int), (2, '米饭', 'Rice', 300, NULL, NULL),
                      (3, '啤酒', 'Beer', 1800, 1500, NULL), (4, '烤鸭', 'Duck', 8800, NULL, 5),
                      (5, '例汤', 'Soup', 1200, NULL, NULL)) AS d(n, name, english, price, promo, stock) ORDER BY d.n
       RETURNING id, names->>'en' AS english),
     new_group AS (
       INSERT INTO option_group (store_id, kind, name, names, minimum, maximum)
       SELECT s.id, g.kind::option_kind, g.name, jsonb_build_object('en', g.english), g.minimum, g.maximum
         FROM new_store s, (VALUES (1, 'preparation', '辣度', 'Spiciness', 1, 1), (2, 'extra', '加料', 'Extras', 0, 3))
              AS g(n, kind, name, english, minimum, maximum) ORDER BY g.n
       RETURNING id, kind),
     new_option AS (
       INSERT INTO option (group_id, name, names, price_cents, maximum_quantity, sort)
       SELECT g.id, o.name, jsonb_build_object('en', o.english), o.price, o.most, o.sort
         FROM new_group g JOIN (VALUES ('preparation', '微辣', 'Mild', 0, 1, 0), ('preparation', '重辣', 'Hot', 0, 1, 1),
                                       ('extra', '加豆腐', 'More tofu', 500, 3, 0)) AS o(kind, name, english, price, most, sort)
           ON o.kind = g.kind::text ORDER BY g.id, o.sort
       RETURNING id, names->>'en' AS english),
     asked AS (
       INSERT INTO dish_option_group (dish_id, group_id, sort)
       SELECT d.id, g.id, CASE g.kind WHEN 'extra' THEN 1 ELSE 0 END FROM new_dish d, new_group g WHERE d.english = 'Mapo tofu'),
     new_staff AS (
       INSERT INTO staff (login, name, password_hash, created_at)
       SELECT (p->>'role') || '-' || s.id, (p->>'role') || ' ' || w.name, 'unused', $3::timestamptz
         FROM new_store s, wanted w, jsonb_array_elements(w.staff) WITH ORDINALITY AS x(p, n) ORDER BY n
       RETURNING id, login),
     person AS (
       SELECT f.id, p->>'role' AS role, p->>'token' AS token
         FROM new_staff f, new_store s, wanted w, jsonb_array_elements(w.staff) AS p WHERE f.login = (p->>'role') || '-' || s.id),
     storeRoles AS (INSERT INTO staff_role (staff_id, store_id, role) SELECT p.id, s.id, p.role::role FROM person p, new_store s),
     brand_rights AS (
       INSERT INTO brand_right (staff_id, brand_id)
       SELECT p.id, w.new_brand FROM person p, wanted w WHERE p.role = 'owner' AND w.new_brand IS NOT NULL),
     sessions AS (
       INSERT INTO staff_session (staff_id, token_hash, expires_at, created_at, last_seen_at)
       SELECT id, sha256(token::bytea), $2::timestamptz, $3::timestamptz, $3::timestamptz FROM person)
SELECT (SELECT jsonb_agg(jsonb_build_object('id', id, 'code', code, 'name', name) ORDER BY id) FROM new_table) AS "tables",
       (SELECT jsonb_object_agg(english, id) FROM new_dish) AS "dishes",
       (SELECT jsonb_object_agg(english, id) FROM new_option) AS "options",
       (SELECT jsonb_object_agg(role, jsonb_build_object('id', id, 'token', token)) FROM person) AS "staff"`

type StoreRow = Pick<TestStore, 'tables' | 'staff'> & {
  dishes: Record<string, number>
  options: Record<string, number>
}

async function makeStore(
  db: PrismaClient,
  of: { brand: NewStore['brand']; name: string; isDemo: boolean; clock: Clock; at: Date },
): Promise<{ brandId: number; made: TestStore }> {
  const { brand, name, isDemo } = of
  const stations = [{ name: '热菜', isDefault: true }]
  const { id, brandId, stationId } = await createStore(
    db,
    { brand, store: { name, isDemo }, stations },
    of.at,
  )
  const [row] = await db.$queryRawUnsafe<StoreRow[]>(
    A_STORE,
    JSON.stringify({
      id,
      name,
      // Its first owner has the brand.
      new_brand: brand.isNew ? brandId : null,
      tables: ['A1', 'A2'].map((table) => ({ name: table, code: newToken() })),
      staff: ROLES.map((role) => ({ role, token: newToken() })),
    }),
    new Date(of.clock.now.getTime() + 12 * 3_600_000),
    of.at,
  )
  if (!row) throw new Error('a store is written')
  const { dishes, options, ...store } = row
  const idIn = (ids: Record<string, number>, name: string) => ids[name] ?? 0
  const made = {
    ...store,
    id,
    stationId,
    dishes: {
      mapo: {
        id: idIn(dishes, 'Mapo tofu'),
        mild: idIn(options, 'Mild'),
        hot: idIn(options, 'Hot'),
        extraTofu: idIn(options, 'More tofu'),
      },
      rice: { id: idIn(dishes, 'Rice') },
      beer: { id: idIn(dishes, 'Beer') },
      duck: { id: idIn(dishes, 'Duck') },
      soup: { id: idIn(dishes, 'Soup') },
    },
  }
  return { brandId, made }
}

/** A signed-in person of a store. */
export function staffPerson(deps: Deps, store: TestStore, role: Role): Person {
  return person(deps, new Map([[STAFF_COOKIE, store.staff[role].token]]))
}

/** A phone that has taken a seat at a table, as scanning its code does. */
export async function guestAt(deps: Deps, table: TestTable): Promise<Person> {
  const phone = person(deps)
  await phone.call.seating.join({ code: table.code })
  if (!phone.cookies.has(seatCookie(table.code))) throw new Error('joining sets the seat cookie')
  return phone
}

/** A guest proves a phone by the code sent to it, and becomes its member when `hasConsented`. */
export async function joinAsMember(
  { call, context }: Person,
  table: Pick<TestTable, 'code'>,
  { phone, ...request }: { phone: string; name?: string; hasConsented?: boolean },
) {
  const { code } = table
  await call.membership.sendCode({ code, phone })
  const { messages } = context.codeSender as Pocket
  const digits = messages.findLast((message) => message.phone === normalPhone(phone))?.code ?? ''
  return call.billing.attachMember({ code, phone, digits, ...request })
}
