// A small restaurant for room tests, on a real database: two stores, two tables each, five dishes, one person per role.
// People act through the same router as everybody else, with real cookies.

import type { Pool } from 'pg'
import pino from 'pino'
import { ROLES, type Role } from '@/domain/access'
import { DEFAULT_LEVELS, normalPhone } from '@/domain/membership'
import type { PrismaClient } from '@/prisma/client/client'
import { seatCookie } from '../access/read-seat'
import { STAFF_COOKIE } from '../access/read-staff'
import { hashToken, newToken } from '../access/tokens'
import { type Context, contextOf } from '../context'
import type { Ground } from '../ground'
import type { CodeSender } from '../membership/code-sender/code-sender'
import { appRouter } from '../router'
import { createCallerFactory } from '../trpc'

export type Clock = { now: Date }

/** What was sent to phones, newest last: the pocket of whoever holds the phone. */
export type Pocket = CodeSender & { messages: { phone: string; code: string; language: string }[] }

export function pocket(): Pocket {
  const messages: Pocket['messages'] = []
  return {
    messages,
    send: async (phone, code, language) => {
      messages.push({ phone, code, language })
    },
  }
}

/** The ground of a test; time stands still until the test moves `clock.now`. */
export function testGround(database: { db: PrismaClient; pool: Pool }, clock: Clock): Ground {
  return {
    db: database.db,
    pool: database.pool,
    log: pino({ level: 'silent' }),
    secret: Buffer.alloc(32, 7),
    now: () => clock.now,
    codeSender: pocket(),
    nudge: () => {},
    publicUrl: 'http://localhost:3000',
    // Nobody listens there: a test that means to ask a platform has a stand-in.
    platformUrls: {
      wechat: 'http://127.0.0.1:1',
      wechatOpen: 'http://127.0.0.1:1',
      wechatApi: 'http://127.0.0.1:1',
      alipay: 'http://127.0.0.1:1',
      stripe: 'http://127.0.0.1:1',
    },
    secretNamed: () => undefined,
  }
}

const createCaller = createCallerFactory(appRouter)
export type Caller = ReturnType<typeof createCaller>

/** A person's browser: its cookies are kept between calls. */
export type Person = { call: Caller; cookies: Map<string, string>; context: Context }

export function person(
  ground: Ground,
  cookies: Map<string, string> = new Map(),
  headers: Record<string, string> = {},
): Person {
  const context = contextOf(ground, {
    headers: {
      ...headers,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    ip: '127.0.0.1',
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

export async function makeRestaurant(db: PrismaClient, clock: Clock): Promise<Restaurant> {
  const brand = await db.brand.create({
    data: {
      name: '测试小馆',
      nameEn: 'Test Kitchen',
      levels: { create: DEFAULT_LEVELS.map((level) => ({ ...level })) },
    },
  })
  return {
    brandId: brand.id,
    store: await makeStore(db, clock, brand.id, '一店'),
    otherStore: await makeStore(db, clock, brand.id, '二店'),
  }
}

async function makeStore(
  db: PrismaClient,
  clock: Clock,
  brandId: number,
  name: string,
): Promise<TestStore> {
  const store = await db.store.create({ data: { brandId, name } })
  const storeId = store.id
  const station = await db.station.create({ data: { storeId, name: '热菜', isDefault: true } })
  const category = await db.category.create({ data: { storeId, name: '菜', nameEn: 'Dishes' } })
  const area = await db.area.create({ data: { storeId, name: '大厅', nameEn: 'Hall' } })

  const tables: TestTable[] = []
  for (const tableName of ['A1', 'A2']) {
    const table = await db.diningTable.create({
      data: { storeId, areaId: area.id, name: tableName, code: newToken() },
    })
    tables.push({ id: table.id, code: table.code, name: tableName })
  }

  const dish = async (data: {
    name: string
    nameEn: string
    priceCents: number
    promoPriceCents?: number
    stock?: number
    isSoldOut?: boolean
  }) => (await db.dish.create({ data: { storeId, categoryId: category.id, ...data } })).id
  const mapo = await dish({ name: '麻婆豆腐', nameEn: 'Mapo tofu', priceCents: 3_800 })
  const spice = await db.optionGroup.create({
    data: {
      storeId,
      kind: 'preparation',
      name: '辣度',
      nameEn: 'Spiciness',
      minimum: 1,
      maximum: 1,
      options: {
        create: [
          { name: '微辣', nameEn: 'Mild' },
          { name: '重辣', nameEn: 'Hot', sort: 1 },
        ],
      },
      dishes: { create: { dishId: mapo } },
    },
    include: { options: { orderBy: { sort: 'asc' } } },
  })
  const extras = await db.optionGroup.create({
    data: {
      storeId,
      kind: 'extra',
      name: '加料',
      nameEn: 'Extras',
      maximum: 3,
      options: {
        create: { name: '加豆腐', nameEn: 'More tofu', priceCents: 500, maximumQuantity: 3 },
      },
      dishes: { create: { dishId: mapo, sort: 1 } },
    },
    include: { options: true },
  })

  const staff = {} as TestStore['staff']
  for (const role of ROLES) {
    const token = newToken()
    const person = await db.staff.create({
      data: {
        login: `${role}-${storeId}`,
        name: `${role} ${name}`,
        passwordHash: 'unused',
        posts: { create: { storeId, role } },
        sessions: {
          create: {
            tokenHash: hashToken(token),
            expiresAt: new Date(clock.now.getTime() + 12 * 3_600_000),
          },
        },
      },
    })
    staff[role] = { id: person.id, token }
  }

  return {
    id: storeId,
    tables: tables as [TestTable, TestTable],
    dishes: {
      mapo: {
        id: mapo,
        mild: spice.options[0]?.id ?? 0,
        hot: spice.options[1]?.id ?? 0,
        extraTofu: extras.options[0]?.id ?? 0,
      },
      rice: { id: await dish({ name: '米饭', nameEn: 'Rice', priceCents: 300 }) },
      beer: {
        id: await dish({ name: '啤酒', nameEn: 'Beer', priceCents: 1_800, promoPriceCents: 1_500 }),
      },
      duck: { id: await dish({ name: '烤鸭', nameEn: 'Duck', priceCents: 8_800, stock: 5 }) },
      soup: {
        id: await dish({ name: '例汤', nameEn: 'Soup', priceCents: 1_200, isSoldOut: true }),
      },
    },
    stationId: station.id,
    staff,
  }
}

/** A signed-in person of a store. */
export function staffPerson(ground: Ground, store: TestStore, role: Role): Person {
  return person(ground, new Map([[STAFF_COOKIE, store.staff[role].token]]))
}

/** A phone that has taken a seat at a table, as scanning its code does. */
export async function guestAt(ground: Ground, table: TestTable): Promise<Person> {
  const phone = person(ground)
  await phone.call.seating.join({ code: table.code })
  if (!phone.cookies.has(seatCookie(table.code))) throw new Error('joining sets the seat cookie')
  return phone
}

/** A guest proves a phone by the code sent to it, and becomes its member when `hasConsented`. */
export async function joinAsMember(
  { call, context }: Person,
  table: Pick<TestTable, 'code'>,
  { phone, ...wish }: { phone: string; name?: string; hasConsented?: boolean },
) {
  const { code } = table
  await call.membership.sendCode({ code, phone })
  const { messages } = context.codeSender as Pocket
  const digits = messages.findLast((message) => message.phone === normalPhone(phone))?.code ?? ''
  return call.payment.attachMember({ code, phone, digits, ...wish })
}
