// Two processes, a Redis and a proxy, while guests order and cooks cook; meanwhile processes are
// killed, Redis is stopped, connections are cut and messages come twice. At the end every screen is
// what the database is, and every kitchen screen rang for every order once. `npm run chaos` goes on
// for ten minutes.

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, expect, it } from 'vitest'
import { throwAwayRedis } from '@/setup/redis.mjs'
import { type KitchenScreen, openScreen } from '@/testing/kitchen-screen'
import { freshPort } from '@/testing/ports'
import { diceOf } from '@/testing/program/dice'
import { askAgain, type OrderRequest, orderOnce, type Seat } from '@/testing/program/order-once'
import { freshFolder, type Program, startProgram } from '@/testing/program/program'
import { openProxy } from '@/testing/proxy'
import { makeRestaurant, type TestStore } from '@/testing/restaurant'
import { STAFF_COOKIE } from '../access/read-staff'
import { hashToken, newToken } from '../access/tokens'
import { type Database, openDatabase } from '../database/db'
import { startEmbedded } from '../database/embedded'
import { migrate } from '../database/migrate'
import { checkInvariants } from '../invariants'

const SECONDS = Number(process.env.CHAOS_SECONDS ?? 20)
const SEED = Number(process.env.FAULT_SEED ?? 20_261_123)
const PORTS = [freshPort(), freshPort()]
const GUESTS = 3
const SCREENS = 5
/** A party's orders before the next party comes. */
const ROUNDS_OF_PARTY = 8

const log = pino({ level: 'silent' })
const dice = diceOf(SEED)
const between = (least: number, most: number) => least + dice() * (most - least)
const folder = freshFolder()
const redis = throwAwayRedis(freshPort())
const undo: (() => unknown)[] = []

afterAll(async () => {
  for (const step of undo.reverse()) await step()
  folder.remove()
})

it(`a night of ${SECONDS} s in which everything breaks ends with every screen right (seed ${SEED})`, {
  timeout: (SECONDS + 150) * 1_000,
}, async () => {
  const embedded = await startEmbedded(folder.path, log)
  undo.push(embedded.stop)
  await migrate(embedded.url, 'prisma/migrations')
  const database = openDatabase(embedded.url, 4, log)
  undo.push(database.close)
  const { store } = await makeRestaurant(database.db, { now: new Date() })
  await database.db.store.update({ where: { id: store.id }, data: { isAutoConfirming: true } })
  await redis.start()
  undo.push(redis.kill)

  const env = {
    DATABASE_URL: embedded.url,
    REDIS_URL: redis.url,
    SECRET: randomBytes(32).toString('hex'),
    DATA_DIR: folder.path,
  }
  const processes = PORTS.map((port) => keepRunning({ ...env, PORT: String(port) }))
  for (const each of processes) undo.push(each.stop)
  await Promise.all(processes.map(({ opened }) => opened()))
  const proxy = await openProxy(PORTS)
  undo.push(proxy.close)
  const base = `http://127.0.0.1:${proxy.port}`

  const cookie = `${STAFF_COOKIE}=${store.staff.kitchen.token}`
  const at = { storeId: store.id, cookie }
  const screens = Array.from({ length: SCREENS }, () => openScreen(base, at, () => dice() < 0.1))
  for (const screen of screens) undo.push(screen.close)
  await expect.poll(() => screens.every(({ isLive }) => isLive()), { timeout: 20_000 }).toBe(true)

  const requests: OrderRequest[] = []
  let isOver = false
  const guests = Array.from({ length: GUESTS }, async () => {
    while (!isOver) {
      const seat = await seatParty(database, store)
      for (let round = 0; round < ROUNDS_OF_PARTY && !isOver; round += 1) {
        await orderOnce(base, seat, store.dishes.rice.id, (request) => requests.push(request))
        await sleep(between(50, 400))
      }
    }
  })
  const cook = (async () => {
    while (!isOver) {
      await cookSomething(base, at, screens).catch(() => {})
      await sleep(200)
    }
  })()

  const happened: Record<string, number> = {}
  const until = Date.now() + SECONDS * 1_000
  while (Date.now() < until) {
    await sleep(between(300, 1_800))
    const [name, trouble] = pick<[string, () => unknown]>([
      ['process killed', () => pick(processes).kill()],
      ['Redis stopped', () => stopRedis(between(200, 3_000))],
      ['all cut', () => proxy.cut()],
      ['some cut', () => proxy.cut(() => dice() < 0.3)],
      ['nothing', () => {}],
    ])
    happened[name] = (happened[name] ?? 0) + 1
    await trouble()
  }

  isOver = true
  await Promise.all([...guests, cook])
  await Promise.all(processes.map(({ opened }) => opened()))
  for (const request of requests.filter(({ outcome }) => outcome === 'unknown')) {
    const orderId = await askAgain(base, request)
    if (orderId) Object.assign(request, { outcome: 'ok', orderId })
  }

  // The last order comes while nobody listens, and nothing comes after it.
  proxy.cut()
  const last = await seatParty(database, store)
  await orderOnce(processes[0]?.base ?? '', last, store.dishes.rice.id, (request) =>
    requests.push(request),
  )
  expect(requests.at(-1)?.outcome).toBe('ok')

  const placed = await placedRounds(database, requests)
  expect(placed.length).toBeGreaterThan(SECONDS / 2)
  await expect
    .poll(() => database.db.outboxEvent.count({ where: { sentAt: null } }), { timeout: 10_000 })
    .toBe(0)
  for (const screen of screens) {
    const inDatabase = await openLines(database, store.id)
    await expect.poll(() => linesOf(screen), { timeout: 15_000 }).toEqual(inDatabase)
    for (const roundId of placed) expect(screen.rung.get(roundId)).toBe(1)
    expect([...screen.rung.values()].filter((times) => times !== 1)).toEqual([])
    const told = await toldToStore(database, store.id)
    const inOrder = () => screen.heard.toSorted((a, b) => a - b)
    await expect.poll(inOrder, { timeout: 15_000 }).toEqual(told)
  }
  expect(await checkInvariants(database.pool)).toEqual([])
  console.log(`chaos: ${placed.length} rounds, ${JSON.stringify(happened)}`)
})

type Kept = {
  base: string
  opened: () => Promise<void>
  kill: () => void
  stop: () => Promise<void>
}

/**
 * A process that is started again whenever it ends, as every installation has something that does.
 */
function keepRunning(env: Record<string, string>): Kept {
  let isLeaving = false
  let program: Program = startProgram(env)
  const watch = async () => {
    while (!isLeaving) {
      await program.ended
      if (!isLeaving) program = startProgram(env)
    }
  }
  void watch()
  return {
    base: `http://127.0.0.1:${env.PORT}`,
    opened: async () => {
      for (;;) {
        const isOpen = await program.opened.then(
          () => true,
          () => false,
        )
        if (isOpen) return
        await sleep(50)
      }
    },
    kill: () => program.kill('SIGKILL'),
    stop: async () => {
      isLeaving = true
      program.kill('SIGTERM')
      await program.ended
    },
  }
}

async function stopRedis(forMs: number): Promise<void> {
  await redis.kill()
  await sleep(forMs)
  await redis.start()
}

async function seatParty({ db }: Database, store: TestStore): Promise<Seat> {
  const [code, token] = [newToken(), newToken()]
  const area = await db.area.findFirstOrThrow({ where: { storeId: store.id } })
  const table = await db.diningTable.create({
    data: { storeId: store.id, areaId: area.id, name: code.slice(0, 6), code },
  })
  await db.sitting.create({
    data: {
      storeId: store.id,
      tables: { create: { tableId: table.id } },
      guests: { create: { number: 1, tokenHash: hashToken(token) } },
    },
  })
  return { code, token }
}

/** A cook starts a dish, finishes one that every screen has rung for, or carries one. */
async function cookSomething(
  base: string,
  { storeId, cookie }: { storeId: number; cookie: string },
  screens: readonly KitchenScreen[],
): Promise<void> {
  const seen = screens[0]?.tickets() ?? []
  const lines = seen
    .filter(({ roundId }) => screens.every(({ rung }) => rung.has(roundId)))
    .flatMap((ticket) => ticket.lines)
    .filter(({ state }) => state === 'queued' || state === 'cooking' || state === 'ready')
  if (lines.length === 0) return
  const { id, state } = pick(lines)
  const isReady = state === 'ready'
  const to = state === 'queued' ? 'cooking' : 'ready'
  await fetch(`${base}/api/trpc/kitchen.${isReady ? 'serve' : 'bump'}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify({ storeId, lineIds: [id], ...(isReady ? {} : { to, from: state }) }),
    signal: AbortSignal.timeout(5_000),
  })
}

async function placedRounds(
  { db }: Database,
  requests: readonly OrderRequest[],
): Promise<number[]> {
  const keys = requests.filter(({ outcome }) => outcome === 'ok').map(({ key }) => key)
  const rounds = await db.round.findMany({ where: { idempotencyKey: { in: keys } } })
  expect(rounds).toHaveLength(keys.length)
  return rounds.map(({ id }) => id)
}

async function openLines({ db }: Database, storeId: number): Promise<[number, string][]> {
  const lines = await db.orderLine.findMany({
    where: { storeId, state: { in: ['held', 'queued', 'cooking', 'ready'] } },
    orderBy: { id: 'asc' },
  })
  return lines.map(({ id, state }) => [id, state])
}

/** The numbers of all messages that a kitchen's screen is to hear. */
async function toldToStore({ db }: Database, storeId: number): Promise<number[]> {
  const events = await db.outboxEvent.findMany({
    where: { storeId, rooms: { has: `store:${storeId}` } },
    orderBy: { seq: 'asc' },
    select: { seq: true },
  })
  return events.map(({ seq }) => Number(seq))
}

function linesOf(screen: KitchenScreen): [number, string][] {
  return screen
    .tickets()
    .flatMap((ticket) => ticket.lines)
    .filter(({ state }) => state !== 'served' && state !== 'voided')
    .map(({ id, state }): [number, string] => [id, state])
    .sort(([a], [b]) => a - b)
}

function pick<Thing>(things: readonly Thing[]): Thing {
  return things[Math.floor(dice() * things.length)] as Thing
}
