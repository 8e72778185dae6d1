// Two processes on one database with a real Redis between them: whoever listens to either hears
// everything, once; without Redis each hears its own at once and the rest by the next mark; and
// nobody waits for it.

import { once } from 'node:events'
import pino from 'pino'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Message } from '@/domain/event'
import { throwAwayRedis } from '@/setup/redis.mjs'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { openPage } from '@/testing/page'
import { freshPort } from '@/testing/ports'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import { until } from '@/testing/until'
import { STAFF_COOKIE } from '../access/read-staff'
import type { Deps } from '../deps'
import { StartError } from '../env'
import { type Front, openFront } from '../http/front'
import { meetNeighbours, type Neighbours } from './neighbours'
import { type Realtime, startRealtime } from './realtime'

/** One process of two: its own server, wires and relay. */
type Process = {
  port: number
  deps: Deps
  neighbours: Neighbours
  realtime: Realtime
  front: Front
}

const REDIS_PORT = freshPort()
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
const redis = throwAwayRedis(REDIS_PORT)
let database: TestDatabase
let place: Restaurant
let here: Process
let there: Process

beforeAll(async () => {
  database = await freshDatabase()
  await redis.start()
  here = await open()
  there = await open()
})
afterAll(async () => {
  for (const each of [here, there]) await close(each)
  await redis.kill()
  await database.drop()
})

beforeEach(async () => {
  place = await makeRestaurant(database.db, clock)
})

async function open(): Promise<Process> {
  const deps: Deps = { ...testDeps(database, clock), nudge: () => realtime.nudge() }
  const neighbours = await meetNeighbours(redis.url, deps.log)
  const realtime = startRealtime(deps, neighbours)
  const { handle, upgradeFor } = realtime
  const front = openFront(deps, { answer: handle, upgradeFor, onDeaf: () => {} })
  return { port: await front.listen(0, '127.0.0.1'), deps, neighbours, realtime, front }
}

async function close({ realtime, neighbours, front }: Process): Promise<void> {
  await realtime.stop()
  neighbours.stop()
  await front.close()
}

const cookie = () => {
  const manager = staffPerson(here.deps, place.store, 'manager')
  return { Cookie: `${STAFF_COOKIE}=${manager.cookies.get(STAFF_COOKIE)}` }
}

type Screen = { heard: number[]; close: () => void }

async function screenAt({ port }: Process): Promise<Screen> {
  const heard: number[] = []
  const page = openPage(
    `http://127.0.0.1:${port}`,
    { target: { storeId: place.store.id }, cookie: cookie().Cookie },
    { message: ({ dish_id }) => heard.push(dish_id ?? 0) },
  )
  await until(() => page.isLive())
  return { heard, close: page.close }
}

/** A program on the spec's plain wire. */
async function programAt({ port }: Process): Promise<Screen> {
  const heard: number[] = []
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/store/${place.store.id}`, {
    headers: { ...cookie(), Origin: `http://127.0.0.1:${port}` },
  })
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString()) as Message
    if (message.dish_id) heard.push(message.dish_id)
  })
  await once(socket, 'open')
  return { heard, close: () => socket.terminate() }
}

const everywhere = async () => {
  const screens = await Promise.all([
    screenAt(here),
    screenAt(there),
    programAt(here),
    programAt(there),
  ])
  // A program's first round only says from where on nothing may be missing.
  await nextBeat()
  return screens
}

async function nextBeat(): Promise<void> {
  const socket = io(`http://127.0.0.1:${there.port}`, {
    auth: { storeId: place.store.id },
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: cookie(),
  })
  for (let beats = 0; beats < 2; beats += 1)
    await new Promise<void>((done) => socket.once('beat', () => done()))
  socket.disconnect()
}

/** Something happens in a process: its commands write it, and nudge its own relay. */
async function happen({ deps }: Process, ...dishIds: number[]): Promise<void> {
  await database.db.outboxEvent.createMany({
    data: dishIds.map((dishId) => ({
      storeId: place.store.id,
      type: 'menu_changed',
      rooms: [`store:${place.store.id}`],
      payload: { dish_id: dishId },
    })),
  })
  deps.nudge()
}

const haveHeard = (screens: Screen[], dishIds: number[], timeout: number) =>
  vi.waitUntil(
    () => screens.every(({ heard }) => dishIds.every((dishId) => heard.includes(dishId))),
    { timeout },
  )

it('whatever happens in either is heard in both, once, on both wires', async () => {
  const screens = await everywhere()
  await happen(here, 1, 2)
  await happen(there, 3)
  await haveHeard(screens, [1, 2, 3], 1_000)
  await happen(there, 4)
  await haveHeard(screens, [1, 2, 3, 4], 1_000)
  await nextBeat()
  for (const { heard } of screens) expect(heard).toEqual([1, 2, 3, 4])
  for (const screen of screens) screen.close()
})

it('without Redis nobody waits: its own hear at once, the others by the next mark, and all is well when it is back', async () => {
  const screens = await everywhere()
  await redis.kill()
  for (let dishId = 1; dishId <= 20; dishId += 1) await happen(here, dishId)
  const oneTo = (many: number) => Array.from({ length: many }, (_, n) => n + 1)
  const isWhole = ({ heard }: Screen) => heard.length === 20
  await vi.waitUntil(() => screens.filter(isWhole).length >= 2, { timeout: 1_000 })
  await haveHeard(screens, oneTo(20), 8_000)

  await redis.start()
  await vi.waitUntil(
    async () => {
      await happen(here, 21)
      return screens.every(({ heard }) => heard.includes(21))
    },
    { timeout: 2_500, interval: 200 },
  )
  for (const { heard } of screens) {
    const first = heard.filter((dishId) => dishId <= 20)
    expect(first.toSorted((a, b) => a - b)).toEqual(oneTo(20))
  }
  for (const screen of screens) screen.close()
})

it('when the process that sends is gone the other one sends, and nothing is lost', async () => {
  const screens = [await screenAt(there), await programAt(there)]
  await nextBeat()
  await happen(here, 1)
  await haveHeard(screens, [1], 1_000)
  await close(here)
  await happen(there, 2, 3)
  await haveHeard(screens, [1, 2, 3], 2_000)
  here = await open()
  await happen(here, 4)
  await haveHeard(screens, [1, 2, 3, 4], 2_000)
  for (const { heard } of screens) expect(heard).toEqual([1, 2, 3, 4])
  for (const screen of screens) screen.close()
})

it('a Redis that is not there at the start is one sentence', async () => {
  const nowhere = meetNeighbours('redis://127.0.0.1:9', pino({ level: 'silent' }))
  await expect(nowhere).rejects.toThrow(StartError)
  await expect(nowhere).rejects.toThrow('No Redis answers at 127.0.0.1:9')
})
