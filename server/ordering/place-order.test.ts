// Placing: two phones, one order; repeated requests; prices, stock and options that moved
// meanwhile. FAULT_ROUNDS repeats them more.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  rest,
  staffPerson,
  type TestTable,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'

let database: TestDatabase
let deps: Deps
let place: Restaurant
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})

/** How often equal submits are sent at once. */
const SUBMITTED_TIMES = 4 * Number(process.env.FAULT_ROUNDS ?? 1)

let nextKey = 0
const key = () => `key-${process.pid}-${Date.now()}-${++nextKey}`

async function addRice(phone: Person, table: TestTable, quantity = 1) {
  const dishId = place.store.dishes.rice.id
  const request = { code: table.code, dishId, choices: [], quantity, key: key() }
  await phone.call.ordering.addToCart(request)
}

async function submit(phone: Person, table: TestTable, requestKey = key()) {
  const { version, owedCents } = await phone.call.ordering.cart({ code: table.code })
  const request = {
    code: table.code,
    cartVersion: version,
    expectedCents: owedCents,
    key: requestKey,
  }
  return phone.call.ordering.place(request)
}

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause
}

describe('placing', () => {
  it('keeps names, prices and choices of the moment, and empties the cart', async () => {
    const [table] = place.store.tables
    const { mapo } = place.store.dishes
    const where = { id: mapo.id }
    await database.db.dish.update({ where, data: { unit: '份', units: { en: 'plate' } } })
    const phone = await guestAt(deps, table)
    await phone.call.ordering.addToCart({
      code: table.code,
      dishId: mapo.id,
      choices: [
        { optionId: mapo.extraTofu, quantity: 2 },
        { optionId: mapo.hot, quantity: 1 },
      ],
      quantity: 2,
      note: '少盐',
      key: key(),
    })
    const placed = await submit(phone, table)

    const [order] = await phone.call.ordering.mine({ code: table.code })
    expect(placed).toEqual({
      orderId: order?.id,
      orderNumber: order?.number,
      roundNumber: 1,
      owedCents: 9_600,
    })
    expect(order).toMatchObject({ state: 'pending', paymentStatus: 'unpaid', itemsCents: 9_600 })
    expect(order?.rounds[0]?.lines[0]).toMatchObject({
      name: '麻婆豆腐',
      unitCents: 4_800,
      quantity: 2,
      unit: '份',
      units: { en: 'plate' },
      totalCents: 9_600,
      note: '少盐',
      state: 'queued',
      chosen: [
        { name: '重辣', quantity: 1, priceCents: 0 },
        { name: '加豆腐', quantity: 2, priceCents: 500 },
      ],
    })
    expect((await phone.call.ordering.cart({ code: table.code })).lines).toEqual([])
  })

  it('asks a party for one dish of a category that must be ordered, until it has one or staff order', async () => {
    const [table, other] = place.store.tables
    const { db } = database
    const broth = await db.category.create({
      data: { storeId: place.store.id, name: '锅底', names: { en: 'Broth' }, isMustOrder: true },
    })
    const phone = await guestAt(deps, table)
    await addRice(phone, table)
    // Nothing of it can be had: nobody is asked for it.
    expect((await phone.call.ordering.cart({ code: table.code })).missing).toEqual([])
    await db.dish.update({
      where: { id: place.store.dishes.beer.id },
      data: { categoryId: broth.id },
    })
    const { missing } = await phone.call.ordering.cart({ code: table.code })
    expect(missing).toEqual([{ id: broth.id, name: '锅底', names: { en: 'Broth' } }])
    expect(await refusalOf(submit(phone, table))).toMatchObject({
      code: 'cart.must-order',
      details: { dishes: [{ name: '锅底' }] },
    })

    const dishId = place.store.dishes.beer.id
    const request = { code: table.code, dishId, choices: [], quantity: 1, key: key() }
    await phone.call.ordering.addToCart(request)
    await submit(phone, table)
    await addRice(phone, table)
    await submit(phone, table)

    const waiter = staffPerson(deps, place.store, 'waiter')
    await waiter.call.ordering.placeForTable({
      storeId: place.store.id,
      tableId: other.id,
      lines: [{ dishId: place.store.dishes.rice.id, choices: [], quantity: 1, note: '' }],
      key: key(),
    })
    const second = await guestAt(deps, other)
    await addRice(second, other)
    await submit(second, other)
  })

  it('does not ask for a category outside its hours', async () => {
    const [table] = place.store.tables
    const supper = await database.db.menuSchedule.create({
      data: {
        storeId: place.store.id,
        ...{ name: '夜宵', weekdays: [0, 1, 2, 3, 4, 5, 6], fromMinute: 1_260, toMinute: 1_380 },
      },
    })
    const broth = await database.db.category.create({
      data: { storeId: place.store.id, name: '锅底', isMustOrder: true, scheduleId: supper.id },
    })
    await database.db.dish.update({
      where: { id: place.store.dishes.beer.id },
      data: { categoryId: broth.id },
    })
    const phone = await guestAt(deps, table)
    await addRice(phone, table)
    await submit(phone, table)
  })

  it('tells of the order in the transaction that made it', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    await addRice(phone, table)
    const { orderId } = await submit(phone, table)

    const events = await database.db.outboxEvent.findMany({
      where: { storeId: place.store.id, type: 'new_order' },
    })
    expect(events).toHaveLength(1)
    expect(events[0]?.rooms).toContain(`order:${orderId}`)
    expect(events[0]?.rooms).toContain(`station:${place.store.stationId}`)
    expect(events[0]?.payload).toMatchObject({ order: { id: orderId, final_amount: 3 } })
  })

  it('makes one order of two phones that submit at once', async () => {
    const [table] = place.store.tables
    const first = await guestAt(deps, table)
    const second = await guestAt(deps, table)
    await addRice(first, table)
    await addRice(second, table)
    const { version, owedCents } = await first.call.ordering.cart({ code: table.code })
    const request = { code: table.code, cartVersion: version, expectedCents: owedCents }

    const [one, two] = await Promise.all([
      first.call.ordering.place({ ...request, key: key() }),
      second.call.ordering.place({ ...request, key: key() }),
    ])

    expect(two).toEqual(one)
    expect(await database.db.order.count({ where: { storeId: place.store.id } })).toBe(1)
    expect(await database.db.orderLine.count({ where: { storeId: place.store.id } })).toBe(2)
  })

  it.each([2, 10, 50])(
    'answers %i equal submits at once with one order, every time',
    async (submits) => {
      const [table] = place.store.tables
      const phone = await guestAt(deps, table)
      for (let rounds = 1; rounds <= SUBMITTED_TIMES; rounds += 1) {
        rest(deps)
        await addRice(phone, table)
        const { version, owedCents } = await phone.call.ordering.cart({ code: table.code })
        const seen = { code: table.code, cartVersion: version, expectedCents: owedCents }
        const request = { ...seen, key: key() }

        const answers = await Promise.all(
          Array.from({ length: submits }, () => phone.call.ordering.place(request)),
        )

        expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
        const where = { storeId: place.store.id }
        expect(await database.db.round.count({ where })).toBe(rounds)
        expect(await database.db.order.count({ where })).toBe(1)
      }
    },
    600_000 + SUBMITTED_TIMES * 1_000,
  )

  it('places one of several contents sent at once under one key, and refuses the others', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    for (let rounds = 1; rounds <= SUBMITTED_TIMES; rounds += 1) {
      rest(deps)
      await addRice(phone, table)
      const { version, owedCents } = await phone.call.ordering.cart({ code: table.code })
      const seen = { code: table.code, cartVersion: version, expectedCents: owedCents }
      const used = key()
      const totals = [owedCents, owedCents, owedCents + 1, owedCents + 1]

      const ends = await Promise.allSettled(
        totals.map((expectedCents) =>
          phone.call.ordering.place({ ...seen, expectedCents, key: used }),
        ),
      )

      const codes = ends.map((end) =>
        end.status === 'fulfilled' ? 'placed' : (end.reason.cause as Refusal | undefined)?.code,
      )
      expect(codes.slice(0, 2)).toEqual(['placed', 'placed'])
      // By which it is refused hangs on who was faster.
      for (const code of codes.slice(2)) {
        expect(code).toMatch(/^(request\.key-reused|price\.changed)$/)
      }
      expect(await database.db.round.count({ where: { storeId: place.store.id } })).toBe(rounds)
    }
  })

  it('refuses a used key with another content', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    await addRice(phone, table)
    const used = key()
    await submit(phone, table, used)
    await addRice(phone, table)

    expect((await refusalOf(submit(phone, table, used))).code).toBe('request.key-reused')
    expect(await database.db.round.count({ where: { storeId: place.store.id } })).toBe(1)
  })

  it('adds a later round to the same bill', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    await addRice(phone, table, 2)
    const first = await submit(phone, table)
    await addRice(phone, table)
    const second = await submit(phone, table)

    expect(second).toMatchObject({ orderId: first.orderId, roundNumber: 2, owedCents: 900 })
  })

  it('opens a bill per submit where guests pay first, and confirms none before it is paid', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { orderMode: 'pay_first', isAutoConfirming: true },
    })
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    await addRice(phone, table)
    const first = await submit(phone, table)
    await addRice(phone, table)
    const second = await submit(phone, table)

    expect(second.orderId).not.toBe(first.orderId)
    const orders = await phone.call.ordering.mine({ code: table.code })
    expect(orders.map((order) => order.state)).toEqual(['pending', 'pending'])
  })

  it('shows and asks about a price that changed, and charges nothing', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    await addRice(phone, table, 2)
    const { version, owedCents } = await phone.call.ordering.cart({ code: table.code })
    await database.db.dish.update({
      where: { id: place.store.dishes.rice.id },
      data: { priceCents: 350 },
    })

    const request = { code: table.code, cartVersion: version, expectedCents: owedCents, key: key() }
    const refusal = await refusalOf(phone.call.ordering.place(request))

    expect(refusal).toMatchObject({ code: 'price.changed', details: { totalCents: 700 } })
    expect(await database.db.order.count({ where: { storeId: place.store.id } })).toBe(0)
    expect(
      await phone.call.ordering.place({ ...request, expectedCents: 700, key: key() }),
    ).toMatchObject({
      owedCents: 700,
    })
  })

  it('refuses a sold-out dish by name and keeps the rest of the cart', async () => {
    const [table] = place.store.tables
    const { beer } = place.store.dishes
    const phone = await guestAt(deps, table)
    await addRice(phone, table)
    await phone.call.ordering.addToCart({
      code: table.code,
      dishId: beer.id,
      choices: [],
      quantity: 1,
      key: key(),
    })
    await database.db.dish.update({ where: { id: beer.id }, data: { isSoldOut: true } })

    const refusal = await refusalOf(submit(phone, table))

    expect(refusal).toMatchObject({
      code: 'dish.sold-out',
      details: { dishes: [{ name: '啤酒' }] },
    })
    const cart = await phone.call.ordering.cart({ code: table.code })
    expect(cart.lines.map((line) => line.trouble)).toEqual([null, 'dish.sold-out'])
    expect(cart.owedCents).toBe(300)
  })

  it('refuses a cart that somebody else changed meanwhile', async () => {
    const [table] = place.store.tables
    const first = await guestAt(deps, table)
    const second = await guestAt(deps, table)
    await addRice(first, table)
    const { version, owedCents } = await first.call.ordering.cart({ code: table.code })
    await addRice(second, table)

    const request = { code: table.code, cartVersion: version, expectedCents: owedCents, key: key() }
    expect((await refusalOf(first.call.ordering.place(request))).code).toBe('cart.changed')
  })

  it('never sells more than there is: five ducks, eight tables', async () => {
    const { duck } = place.store.dishes
    const area = await database.db.area.findFirstOrThrow({ where: { storeId: place.store.id } })
    const parties = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const table = await database.db.diningTable.create({
          data: {
            storeId: place.store.id,
            areaId: area.id,
            name: `D${index}`,
            code: `duck-${place.store.id}-${index}`,
          },
        })
        const phone = await guestAt(deps, table)
        await phone.call.ordering.addToCart({
          code: table.code,
          dishId: duck.id,
          choices: [],
          quantity: 1,
          key: key(),
        })
        return { phone, table }
      }),
    )

    const results = await Promise.allSettled(
      parties.map(({ phone, table }) => submit(phone, table)),
    )

    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(5)
    const { stock } = await database.db.dish.findUniqueOrThrow({ where: { id: duck.id } })
    expect(stock).toBe(0)
    const moves = await database.db.stockMove.aggregate({
      where: { dishId: duck.id },
      _sum: { delta: true },
    })
    expect(moves._sum.delta).toBe(-5)

    // What phones are told last is what is left.
    const told = await database.db.outboxEvent.findMany({
      where: { storeId: place.store.id, type: 'menu_changed' },
      orderBy: { id: 'asc' },
    })
    expect(told.map(({ payload }) => payload)).toEqual(
      [4, 3, 2, 1, 0].map((left) => ({
        dish_id: duck.id,
        moved: [{ dishId: duck.id, stock: left, isSoldOut: left === 0 }],
      })),
    )
  })

  it('gives stock back once when a waiting round is rejected', async () => {
    const [table] = place.store.tables
    const { duck } = place.store.dishes
    const phone = await guestAt(deps, table)
    await phone.call.ordering.addToCart({
      code: table.code,
      dishId: duck.id,
      choices: [],
      quantity: 2,
      key: key(),
    })
    await submit(phone, table)
    const [order] = await phone.call.ordering.mine({ code: table.code })
    const waiter = staffPerson(deps, place.store, 'waiter')
    const decide = {
      storeId: place.store.id,
      roundId: order?.rounds[0]?.id ?? 0,
      decision: 'reject' as const,
      reason: '卖完了',
    }

    await waiter.call.ordering.decideRound(decide)

    expect((await refusalOf(waiter.call.ordering.decideRound(decide))).code).toBe(
      'round.already-decided',
    )
    const dish = await database.db.dish.findUniqueOrThrow({ where: { id: duck.id } })
    expect(dish.stock).toBe(5)
    const told = await database.db.outboxEvent.findFirst({
      where: { storeId: place.store.id, type: 'menu_changed' },
      orderBy: { id: 'desc' },
    })
    expect(told?.payload).toMatchObject({
      moved: [{ dishId: duck.id, stock: 5, isSoldOut: false }],
    })
    const [after] = await phone.call.ordering.mine({ code: table.code })
    expect(after).toMatchObject({ state: 'cancelled', owedCents: 0 })
    expect(after?.rounds[0]).toMatchObject({ state: 'rejected', rejectReason: '卖完了' })
  })

  it('asks for a required option, by dish and group', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)

    const refusal = await refusalOf(
      phone.call.ordering.addToCart({
        code: table.code,
        dishId: place.store.dishes.mapo.id,
        choices: [],
        quantity: 1,
        key: key(),
      }),
    )

    expect(refusal).toMatchObject({
      code: 'choice.invalid',
      details: { dish: '麻婆豆腐', group: '辣度' },
    })
  })

  it('takes ids for what is written only: looking at a cart, or a submit that is behind, takes none', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    await addRice(phone, table, 2)
    const taken = async () => {
      const { rows } = await database.pool.query(
        `SELECT sequencename AS name, last_value::int AS last FROM pg_sequences
          WHERE sequencename IN ('customer_order_id_seq', 'round_id_seq', 'order_line_id_seq') ORDER BY 1`,
      )
      return rows.map(({ last }) => Number(last))
    }
    const before = await taken()
    const { version } = await phone.call.ordering.cart({ code: table.code })
    for (let nth = 0; nth < 5; nth += 1) await phone.call.ordering.cart({ code: table.code })
    const behind = { code: table.code, cartVersion: version + 1, expectedCents: 600, key: key() }
    expect((await refusalOf(phone.call.ordering.place(behind))).code).toBe('cart.changed')
    expect(await taken()).toEqual(before)
    await submit(phone, table)
    expect(await taken()).toEqual(before.map((last) => last + 1))
  })

  it('adds nothing when the same tap arrives twice', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const request = {
      code: table.code,
      dishId: place.store.dishes.rice.id,
      choices: [],
      quantity: 1,
      key: key(),
    }
    await phone.call.ordering.addToCart(request)
    await phone.call.ordering.addToCart(request)

    const cart = await phone.call.ordering.cart({ code: table.code })
    expect(cart.lines.map((line) => line.quantity)).toEqual([1])
  })

  it("refuses another store's dish and another store's round as if they did not exist", async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const add = phone.call.ordering.addToCart({
      code: table.code,
      dishId: place.otherStore.dishes.rice.id,
      choices: [],
      quantity: 1,
      key: key(),
    })
    expect((await refusalOf(add)).code).toBe('thing.not-found')

    await addRice(phone, table)
    await submit(phone, table)
    const [order] = await phone.call.ordering.mine({ code: table.code })
    const stranger = staffPerson(deps, place.otherStore, 'manager')
    const roundId = order?.rounds[0]?.id ?? 0
    const decide = { roundId, decision: 'confirm' as const, reason: '' }
    const atOwn = { ...decide, storeId: place.otherStore.id }
    const atOurs = { ...decide, storeId: place.store.id }
    expect((await refusalOf(stranger.call.ordering.decideRound(atOwn))).code).toBe(
      'thing.not-found',
    )
    expect((await refusalOf(stranger.call.ordering.decideRound(atOurs))).code).toBe(
      'permission.missing',
    )
  })
})

describe('a waiter ordering for a table', () => {
  it('opens the sitting, confirms at once, and repeats harmlessly', async () => {
    const [, table] = place.store.tables
    const waiter = staffPerson(deps, place.store, 'waiter')
    const request = {
      storeId: place.store.id,
      tableId: table.id,
      lines: [{ dishId: place.store.dishes.beer.id, choices: [], quantity: 2, note: '' }],
      key: key(),
    }

    const first = await waiter.call.ordering.placeForTable(request)
    const again = await waiter.call.ordering.placeForTable(request)

    expect(again).toEqual(first)
    const order = await waiter.call.ordering.one({
      storeId: place.store.id,
      orderId: first.orderId,
    })
    expect(order).toMatchObject({ state: 'confirmed', owedCents: 3_000, tableName: 'A2' })
  })
})
