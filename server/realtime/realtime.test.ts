// The wire between the database and everybody who listens: nothing told is lost, numbers have no
// gaps, nobody hears what is not theirs, and whoever loses a right is out within a second. Real
// sockets on a real server.

import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Message, Missed } from '@/domain/event'
import { roomsOf } from '@/domain/event'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { until } from '@/testing/until'
import { seatCookie } from '../access/read-seat'
import { STAFF_COOKIE } from '../access/read-staff'
import { hashToken, newToken } from '../access/tokens'
import type { Deps } from '../deps'
import { type Front, openFront } from '../http/front'
import { type Realtime, startRealtime } from './realtime'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let front: Front
let realtime: Realtime
let port: number
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
const opened: { close: () => void }[] = []

function frontOf({ handle, upgradeFor }: Realtime): Front {
  return openFront(deps, { answer: handle, upgradeFor, onDeaf: () => {} })
}

beforeAll(async () => {
  database = await freshDatabase()
  deps = { ...testDeps(database, clock), nudge: () => realtime.nudge() }
  realtime = startRealtime(deps, null)
  front = frontOf(realtime)
  port = await front.listen(0, '127.0.0.1')
})
afterAll(async () => {
  await realtime.stop()
  await front.close()
  await database.drop()
})

beforeEach(async () => {
  place = await makeRestaurant(database.db, clock)
})
afterEach(() => {
  for (const link of opened.splice(0)) link.close()
})

type Link = { socket: Socket; heard: Message[]; refusedWith: () => string | null }

function cookieHeader(person: Person | null): Record<string, string> {
  const pairs = [...(person?.cookies ?? [])].map(([name, value]) => `${name}=${value}`)
  return pairs.length > 0 ? { Cookie: pairs.join('; ') } : {}
}

/** A page's link, open or refused. */
async function listen(
  person: Person | null,
  target: object,
  headers: Record<string, string> = {},
): Promise<Link> {
  const socket = io(`http://127.0.0.1:${port}`, {
    auth: target,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...cookieHeader(person), ...headers },
  })
  opened.push(socket)
  const heard: Message[] = []
  let refusal: string | null = null
  socket.on('message', (message: Message) => heard.push(message))
  await new Promise<void>((settled) => {
    socket.on('connect', settled)
    socket.on('connect_error', (error: Error & { data?: { code: string } }) => {
      refusal = error.data?.code ?? 'no link'
      settled()
    })
  })
  return { socket, heard, refusedWith: () => refusal }
}

const missed = (link: Link, afterSeq: number | null): Promise<Missed> =>
  link.socket.timeout(5_000).emitWithAck('missed', afterSeq)

const waiter = () => staffPerson(deps, place.store, 'waiter')
const inStore = () => ({ storeId: place.store.id })

/** Something that the whole store hears. */
async function sellOut(isSoldOut = true, store = place.store): Promise<void> {
  const cook = staffPerson(deps, store, 'kitchen')
  const dishId = store.dishes.rice.id
  await cook.call.menu.setAvailability({ storeId: store.id, dishId, isSoldOut })
}

async function orderFor(table = 0): Promise<{ orderId: number; lineIds: number[] }> {
  const { orderId } = await waiter().call.ordering.placeForTable({
    storeId: place.store.id,
    tableId: place.store.tables[table]?.id ?? 0,
    lines: [{ dishId: place.store.dishes.beer.id, choices: [], quantity: 1, note: '' }],
    key: newToken(),
  })
  const lines = await database.db.orderLine.findMany({ where: { orderId } })
  return { orderId, lineIds: lines.map((line) => line.id) }
}

/** Everything told so far was sent; then what is heard later is not a matter of waiting. */
async function allSent(): Promise<void> {
  await until(
    async () =>
      (await database.db.outboxEvent.count({ where: { sentAt: null, parkedAt: null } })) === 0,
  )
}

const isOut = (link: Link) => vi.waitUntil(() => !link.socket.connected, { timeout: 1_000 })

describe('what happened is heard', () => {
  it('by the store and by the table within a second, in order, with a number each', async () => {
    const phone = await guestAt(deps, place.store.tables[0])
    const table = await listen(phone, { code: place.store.tables[0].code })
    const kitchen = await listen(staffPerson(deps, place.store, 'kitchen'), inStore())

    const startedAt = performance.now()
    const { orderId } = await orderFor()
    await until(() => kitchen.heard.some((message) => message.type === 'new_order'))
    expect(performance.now() - startedAt).toBeLessThan(1_000)

    await allSent()
    const told = kitchen.heard.find((message) => message.type === 'new_order')
    expect(told).toMatchObject({
      type: 'new_order',
      order: { id: orderId, table_number: 'A1', order_status: 'confirmed' },
    })
    expect(Date.parse(told?.timestamp ?? '')).not.toBeNaN()
    expect(table.heard).toContainEqual(told)
    const seqs = kitchen.heard.map((message) => message.seq)
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
  })

  it('by a station only what is cooked there, and by everybody what is sold out', async () => {
    const other = await database.db.station.create({ data: { ...inStore(), name: '凉菜' } })
    const cook = staffPerson(deps, place.store, 'kitchen')
    const here = await listen(cook, { ...inStore(), stationId: place.store.stationId })
    const there = await listen(cook, { ...inStore(), stationId: other.id })

    await orderFor()
    await sellOut()
    await allSent()
    await until(() => there.heard.length > 0)
    expect(here.heard.map((message) => message.type)).toEqual(['new_order', 'menu_changed'])
    expect(there.heard.map((message) => message.type)).toEqual(['menu_changed'])
  })

  it('never by another table, never by another store', async () => {
    const phone = await guestAt(deps, place.store.tables[1])
    const otherTable = await listen(phone, { code: place.store.tables[1].code })
    const otherStore = await listen(staffPerson(deps, place.otherStore, 'owner'), {
      storeId: place.otherStore.id,
    })

    await allSent()
    otherTable.heard.length = 0
    await orderFor(0)
    await sellOut()
    await sellOut(true, place.otherStore)
    await until(() => otherTable.heard.length > 0 && otherStore.heard.length > 0)
    expect(otherTable.heard.map((message) => message.type)).toEqual(['menu_changed'])
    expect(otherStore.heard.map((message) => message.type)).toEqual(['menu_changed'])
  })
})

describe('numbers', () => {
  it('have no gap in a store, however many write at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        database.db.$transaction(async (tx) => {
          await tx.outboxEvent.create({
            data: { ...inStore(), type: 'menu_changed', rooms: roomsOf(inStore()), payload: {} },
          })
          if (n % 5 === 0) throw new Error('taken back')
        }),
      ).map((writing) => writing.catch(() => null)),
    )
    await allSent()
    const events = await database.db.outboxEvent.findMany({
      where: inStore(),
      orderBy: { seq: 'asc' },
    })
    expect(events.map((event) => Number(event.seq))).toEqual(
      Array.from({ length: 32 }, (_, n) => n + 1),
    )
    const store = await database.db.store.findUniqueOrThrow({ where: { id: place.store.id } })
    expect(Number(store.eventSeq)).toBe(32)
  })
})

describe('whoever was away', () => {
  it('is told exactly what was missed, in order, and of no other table', async () => {
    const phone = await guestAt(deps, place.store.tables[0])
    const target = { code: place.store.tables[0].code }
    await allSent()
    const before = await listen(phone, target)
    const { upTo } = await missed(before, null)
    before.socket.disconnect()

    await orderFor(0)
    await orderFor(1)
    await sellOut()
    await allSent()

    const after = await listen(phone, target)
    const answer = await missed(after, upTo)
    expect(answer).toMatchObject({
      isTooOld: false,
      messages: [{ type: 'new_order' }, { type: 'menu_changed' }],
    })
    expect(await missed(after, answer.upTo)).toMatchObject({ isTooOld: false, messages: [] })
  })

  it('reads again when it was too long, or when the server knows less than the screen', async () => {
    const screen = await listen(waiter(), inStore())
    for (const isSoldOut of [true, false, true]) await sellOut(isSoldOut)
    await allSent()
    await database.db.outboxEvent.deleteMany({ where: { ...inStore(), seq: { lte: 2 } } })

    expect(await missed(screen, 2)).toMatchObject({ isTooOld: false, messages: [{ seq: 3 }] })
    expect(await missed(screen, 1)).toEqual({ isTooOld: true, upTo: 3 })
    expect(await missed(screen, 999)).toEqual({ isTooOld: true, upTo: 3 })
    await database.db.outboxEvent.deleteMany({ where: inStore() })
    expect(await missed(screen, 2)).toEqual({ isTooOld: true, upTo: 3 })
    expect(await missed(screen, 3)).toMatchObject({ isTooOld: false, messages: [] })
  })

  it('is named what it should have got, so that a hole shows on a link that never broke', async () => {
    const screen = await listen(waiter(), inStore())
    const marks: number[] = []
    screen.socket.on('mark', ({ seqs }: { seqs: number[] }) => marks.push(...seqs))
    await sellOut()
    await allSent()
    await until(() => marks.length > 0)
    expect(marks).toEqual(screen.heard.map((message) => message.seq))
  })

  it('hears the heartbeat while it listens', async () => {
    const screen = await listen(waiter(), inStore())
    const [beat] = await once(screen.socket as never, 'beat')
    expect(Date.parse(beat.timestamp)).not.toBeNaN()
    screen.socket.emit('ping')
    const [pong] = await once(screen.socket as never, 'pong')
    expect(Date.parse(pong.timestamp)).not.toBeNaN()
  })
})

describe('nobody hears', () => {
  it('without showing who they are, nor as somebody else, nor another store', async () => {
    const { id: storeId, tables } = place.store
    const guest = await guestAt(deps, tables[0])
    const refused = async (person: Person | null, target: object) =>
      (await listen(person, target)).refusedWith()

    expect(await refused(null, { storeId })).toBe('session.missing')
    expect(await refused(guest, { storeId })).toBe('session.missing')
    expect(await refused(waiter(), { storeId: place.otherStore.id })).toBe('permission.missing')
    expect(await refused(waiter(), { storeId: 2_000_000_000 })).toBe('permission.missing')
    const foreign = { storeId, stationId: place.otherStore.stationId }
    expect(await refused(waiter(), foreign)).toBe('permission.missing')
    expect(await refused(null, { code: tables[0].code })).toBe('seat.expired')
    expect(await refused(waiter(), { code: tables[0].code })).toBe('seat.expired')
    expect(await refused(guest, { code: tables[1].code })).toBe('seat.expired')
    expect(await refused(waiter(), {})).toBe('input.invalid')
    expect(await refused(waiter(), { storeId: '1; DROP TABLE' })).toBe('input.invalid')
  })

  it("from another website's page", async () => {
    const elsewhere = { Origin: 'https://evil.example' }
    const link = await listen(waiter(), inStore(), elsewhere)
    expect(link.refusedWith()).toBe('no link')
    const ours = await listen(waiter(), inStore(), { Origin: `http://127.0.0.1:${port}` })
    expect(ours.refusedWith()).toBeNull()
  })

  it('more than a person can watch: one session has a bounded number of links', async () => {
    const links = await Promise.all(Array.from({ length: 21 }, () => listen(waiter(), inStore())))
    await until(() => links.some((link) => !link.socket.connected))
    expect(links.filter((link) => link.socket.connected)).toHaveLength(20)
  })

  it('any more when it says nonsense', async () => {
    const screen = await listen(waiter(), inStore())
    screen.socket.emit('missed', 'everything', () => {})
    await isOut(screen)
  })
})

describe('a reader that stopped reading', () => {
  /**
   * More than the system's own buffers take from us, each portion when the last one was heard by
   * who reads.
   */
  async function tellMuch({ heard }: Link): Promise<void> {
    const line_ids = Array.from({ length: 20_000 }, (_, n) => 100_000 + n)
    const [portions, each] = [24, 5]
    for (let told = each; told <= portions * each; told += each) {
      await database.db.outboxEvent.createMany({
        data: Array.from({ length: each }, () => ({
          storeId: place.store.id,
          type: 'menu_changed',
          rooms: [`store:${place.store.id}`],
          payload: { line_ids },
        })),
      })
      deps.nudge()
      await until(() => heard.length === told)
    }
  }

  /** How many sockets the server itself has open. */
  const openLinks = async () => front.count()

  it.each([
    ['on Socket.IO', '/socket.io/?EIO=4&transport=websocket'],
    ['on the plain wire', '/ws/store/'],
  ])('%s is let go before it fills our memory; the others hear everything', async (_, path) => {
    const before = await openLinks()
    const reader = await listen(waiter(), inStore())
    const isPlain = path.startsWith('/ws/')
    const stalled = new WebSocket(`ws://127.0.0.1:${port}${path}${isPlain ? place.store.id : ''}`, {
      headers: cookieHeader(waiter()),
    })
    opened.push(stalled)
    await once(stalled, 'open')
    if (!isPlain) {
      stalled.send(`40${JSON.stringify(inStore())}`)
      await until(async () => {
        const [data] = await once(stalled, 'message')
        return String(data).startsWith('40')
      })
    }
    expect(await openLinks()).toBe(before + 2)

    stalled.pause()
    await tellMuch(reader)
    await until(async () => (await openLinks()) === before + 1)
    expect(reader.socket.connected).toBe(true)
  })
})

describe('out within a second', () => {
  it('is who signed out, and nobody else', async () => {
    const person = waiter()
    const link = await listen(person, inStore())
    const cook = await listen(staffPerson(deps, place.store, 'kitchen'), inStore())
    await person.call.access.signOut()
    await isOut(link)
    expect(cook.socket.connected).toBe(true)
    expect((await listen(waiter(), inStore())).refusedWith()).toBe('session.missing')
  })

  it('is who was disabled, and who lost the role', async () => {
    const { staff, id: storeId } = place.store
    const [a, b] = [await listen(waiter(), inStore()), await listen(manager(), inStore())]
    await database.db.staff.update({
      where: { id: staff.waiter.id },
      data: { disabledAt: clock.now },
    })
    await database.db.staffRole.delete({
      where: { staffId_storeId: { staffId: staff.manager.id, storeId } },
    })
    await Promise.all([isOut(a), isOut(b)])
  })

  it('is a phone whose table was cleared; the next party hears nothing of it', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const link = await listen(phone, { code: table.code })
    const sitting = await database.db.sitting.findFirstOrThrow({ where: inStore() })
    await waiter().call.service.clear({ ...inStore(), sittingId: sitting.id })
    await isOut(link)
    expect((await listen(phone, { code: table.code })).refusedWith()).toBe('seat.expired')
  })

  const manager = () => staffPerson(deps, place.store, 'manager')
})

describe("the spec's WebSockets", () => {
  type Plain = { socket: WebSocket; heard: Record<string, unknown>[] }

  /** A plain link, or the status it was refused with. */
  function plain(path: string, headers: Record<string, string> = {}): Promise<Plain | number> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    opened.push(socket)
    const heard: Record<string, unknown>[] = []
    socket.on('message', (data) => heard.push(JSON.parse(String(data))))
    return new Promise((settled) => {
      socket.on('open', () => settled({ socket, heard }))
      socket.on('unexpected-response', (_req, res) => settled(res.statusCode ?? 0))
      socket.on('error', () => settled(0))
    })
  }
  const open = async (path: string, headers?: Record<string, string>): Promise<Plain> => {
    const link = await plain(path, headers)
    if (typeof link === 'number') throw new Error(`refused with ${link}`)
    return link
  }
  const staffHeader = () => ({ Cookie: `${STAFF_COOKIE}=${place.store.staff.waiter.token}` })

  it('tell a store what Socket.IO tells it, and answer the heartbeat', async () => {
    const link = await open(`/ws/store/${place.store.id}?connection_id=till-1`, staffHeader())
    link.socket.send('{"type":"ping"}')
    await until(() => link.heard.length === 1)
    expect(link.heard[0]).toEqual({ type: 'pong', timestamp: expect.any(String) })

    const { orderId } = await orderFor()
    await until(() => link.heard.some((message) => message.type === 'new_order'))
    expect(link.heard.at(-1)).toMatchObject({
      type: 'new_order',
      order: { id: orderId, order_number: expect.stringMatching(/^ORD\d{20}$/) },
      timestamp: expect.any(String),
    })
  })

  it('tell the phones of a table about their own order only', async () => {
    const [table, other] = place.store.tables
    const phone = await guestAt(deps, table)
    const stranger = await guestAt(deps, other)
    const { orderId, lineIds } = await orderFor(0)
    await allSent()
    const link = await open(`/ws/order/${orderId}?connection_id=1`, cookieHeader(phone))
    expect(await plain(`/ws/order/${orderId}`, cookieHeader(stranger))).toBe(401)

    const cook = staffPerson(deps, place.store, 'kitchen')
    await cook.call.kitchen.bump({ ...inStore(), lineIds, to: 'ready' })
    await orderFor(1)
    await allSent()
    expect(link.heard).toMatchObject([
      { type: 'order_status_update', order: { id: orderId, order_status: 'serving' } },
    ])
  })

  it('let a program in by its key, until it is revoked', async () => {
    const token = newToken()
    const key = await database.db.apiKey.create({
      data: { ...inStore(), name: 'till', tokenHash: hashToken(token), scopes: ['floor.see'] },
    })
    const path = `/ws/store/${place.store.id}`
    const byQuery = await open(`${path}?token=${token}`, { Origin: 'https://till.example' })
    const byHeader = await open(path, { Authorization: `Bearer ${token}` })
    expect(await plain(`/ws/store/${place.otherStore.id}?token=${token}`)).toBe(403)

    await database.db.apiKey.update({ where: { id: key.id }, data: { revokedAt: clock.now } })
    for (const { socket } of [byQuery, byHeader]) {
      await vi.waitUntil(() => socket.readyState === WebSocket.CLOSED, { timeout: 1_000 })
    }
    expect(await plain(`${path}?token=${token}`)).toBe(401)
  })

  it('refuse strangers, other stores, other websites and paths that are none', async () => {
    const { id } = place.store
    expect(await plain(`/ws/store/${id}`)).toBe(401)
    expect(await plain(`/ws/store/${place.otherStore.id}`, staffHeader())).toBe(403)
    expect(await plain('/ws/store/2000000000', staffHeader())).toBe(403)
    expect(await plain('/ws/order/2000000000', staffHeader())).toBe(403)
    expect(await plain('/ws/store/99999999999', staffHeader())).toBe(404)
    expect(await plain('/ws/kitchen/1', staffHeader())).toBe(404)
    const elsewhere = { ...staffHeader(), Origin: 'https://evil.example' }
    expect(await plain(`/ws/store/${id}`, elsewhere)).toBe(403)
    const seat = { Cookie: `${seatCookie(place.store.tables[0].code)}=${newToken()}` }
    expect(await plain(`/ws/store/${id}`, seat)).toBe(401)
  })

  it('have one link for an id: whoever comes again takes the place of the one before, never of somebody else’s', async () => {
    const path = `/ws/store/${place.store.id}?connection_id=till-1`
    const cook = { Cookie: `${STAFF_COOKIE}=${place.store.staff.kitchen.token}` }
    const [first, other] = [await open(path, staffHeader()), await open(path, cook)]
    const closed = once(first.socket, 'close')
    const again = await open(path, staffHeader())
    expect((await closed)[0]).toBe(4_001)

    const { orderId } = await orderFor()
    for (const { heard } of [again, other]) {
      await until(() => heard.some((message) => message.type === 'new_order'))
      expect(heard.at(-1)).toMatchObject({ order: { id: orderId } })
    }
    expect(first.heard).toEqual([])
  })

  it('drop a peer that is dead, which says nothing and does not know it, and keep one that is only silent', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const wire = startRealtime(deps, null)
    const own = frontOf(wire)
    try {
      const url = `ws://127.0.0.1:${await own.listen(0, '127.0.0.1')}/ws/store/${place.store.id}`
      const dead = new WebSocket(url, { headers: staffHeader(), autoPong: false })
      const silent = new WebSocket(url, { headers: staffHeader() })
      opened.push(dead, silent)
      await Promise.all([once(dead, 'open'), once(silent, 'open')])
      const gone = once(dead, 'close')

      for (let round = 0; round < 3; round += 1) {
        const asked = once(silent, 'ping')
        vi.advanceTimersByTime(30_000)
        await asked
        // The answer to this one comes after the server has read the answer to its own.
        silent.ping()
        await once(silent, 'pong')
      }
      await gone
      expect(silent.readyState).toBe(WebSocket.OPEN)
    } finally {
      vi.useRealTimers()
      await wire.stop()
      await own.close()
    }
  })

  it('end a link that floods', async () => {
    const path = `/ws/store/${place.store.id}`
    const [large, many] = [await open(path, staffHeader()), await open(path, staffHeader())]
    large.socket.send('x'.repeat(5_000))
    for (let n = 0; n < 100; n += 1) many.socket.send('{"type":"ping"}')
    for (const { socket } of [large, many]) {
      await until(() => socket.readyState === WebSocket.CLOSED)
    }
  })
})
