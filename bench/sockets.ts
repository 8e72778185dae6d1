// npm run bench:sockets: how long an accepted order takes to the kitchen's socket while a thousand
// are connected, and what an idle socket costs in memory, beside a bare Socket.IO server and a bare
// ws server that broadcast the same message, in the same run.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { STAFF_COOKIE } from '@/server/access/read-staff'
import { hashToken, newToken } from '@/server/access/tokens'
import { type Running, startNode } from '@/testing/program/processes'
import { type BenchStore, makeBenchStore, seatOf, seatParties } from './carts'
import { openBenchDatabase } from './database'
import type { Shot } from './load'
import type { Command, Hand, Heard, Wire } from './socket-clients'

const PORT = 3_985
const SOCKETS = 1_000
const IDLE_SOCKETS = 5_000
const ORDERS_A_SECOND = 50
const SECONDS = 20
const WARM_UP_SECONDS = 5
const SHOTS = ORDERS_A_SECOND * (SECONDS + WARM_UP_SECONDS)
/** How many of the sockets hear every order: a house with its phones, and everybody at once. */
const HEARERS = [20, SOCKETS]
const LINKS_OF_SESSION = 20
const SETTLE_MS = 8_000
/** A commit alone, at the pace of the orders. */
const COMMITS = 500
const WIRES: Wire[] = ['socket.io', 'ws']
const MEASURED = ['--expose-gc', '--import', './bench/memory-on-signal.mjs']

type Delay = {
  who: string
  hearers: number
  fromAcceptance: Spread
  fromMessage: Spread
  fromAnswer: Spread
}
type Spread = { p50: number; p99: number; count: number }
type Memory = { who: string; rss: number; used: number }

const dataDir = mkdtempSync(join(tmpdir(), 'fanzhuo-bench-'))
// Under root the database runs as a user of its own, who must be able to reach it.
chmodSync(dataDir, 0o755)
const database = await openBenchDatabase(dataDir)
const { pool } = database
const stops: (() => unknown)[] = []
const delays: Delay[] = []
const memories: Memory[] = []

try {
  const store = await makeBenchStore(pool)
  let payload = ''
  for (const hearers of HEARERS) {
    const shots = await seatParties(pool, store, SHOTS)
    const phones = shots.slice(0, SOCKETS - hearers).map(seatOf)
    const hands = [...(await staffHands(pool, store, hearers)), ...phones]
    console.log(`Fanzhuo, ${SOCKETS} sockets, ${hearers} hear every order …`)
    const fanzhuo = await startFanzhuo()
    const measured = await measureDelay(shots, 'socket.io', hands, database.commitTimes)
    await fanzhuo.stop()
    payload = measured.sample
    delays.push({ who: 'Fanzhuo', hearers, ...measured })

    for (const wire of WIRES) {
      console.log(`bare ${wire}, the same …`)
      const bare = await startBare(wire)
      const bareHands = Array.from({ length: SOCKETS }, (_, n) => bareHand(n < hearers))
      const measure = await measureDelay(bareShots(payload), wire, bareHands, nothingKept)
      await bare.stop()
      delays.push({ who: `bare ${wire}`, hearers, ...measure })
    }
  }

  console.log(`Fanzhuo, ${IDLE_SOCKETS} idle sockets …`)
  const seats = (await seatParties(pool, store, IDLE_SOCKETS)).map(seatOf)
  memories.push(await measureMemory('Fanzhuo', await startFanzhuo(), 'socket.io', seats))
  for (const wire of WIRES) {
    console.log(`bare ${wire}, the same …`)
    const idle = Array.from({ length: IDLE_SOCKETS }, () => bareHand(false))
    memories.push(await measureMemory(`bare ${wire}`, await startBare(wire), wire, idle))
  }
  printDelays(await measureCommit(pool))
  printMemories()
} finally {
  for (const stop of stops.reverse()) await stop()
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
}

// ── the servers ──

async function started(args: string[], env: Record<string, string>, ready: RegExp) {
  const running = await startNode([...MEASURED, ...args], env, ready)
  let isRunning = true
  const stop = async () => {
    if (isRunning) await running.stop()
    isRunning = false
  }
  stops.push(stop)
  return { ...running, stop }
}

function startFanzhuo(): Promise<Running> {
  const env = {
    PORT: String(PORT),
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    DEMO: 'off',
    TRUSTED_PROXIES: 'loopback',
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
  }
  return started(['dist/main.mjs'], env, /localhost:\d+/)
}

function startBare(wire: Wire): Promise<Running> {
  const env = { PORT: String(PORT), WIRE: wire, NODE_ENV: 'production' }
  return started(['--import', 'tsx', 'bench/bare-sockets.ts'], env, /listening/)
}

// ── who listens ──

async function staffHands(at: Pool, store: BenchStore, count: number): Promise<Hand[]> {
  const tokens = Array.from({ length: Math.ceil(count / LINKS_OF_SESSION) }, newToken)
  await at.query(
    `WITH w AS (
       INSERT INTO staff (login, name, password_hash) VALUES ('bench-' || $3, 'bench', '') RETURNING id),
     p AS (INSERT INTO staff_role (staff_id, store_id, role) SELECT id, $1, 'kitchen' FROM w)
     INSERT INTO staff_session (staff_id, token_hash, expires_at)
     SELECT w.id, hash, now() + interval '1 hour' FROM w, unnest($2::bytea[]) AS hash`,
    [store.storeId, tokens.map((token) => Buffer.from(hashToken(token))), newToken()],
  )
  return Array.from({ length: count }, (_, n) => ({
    auth: { storeId: store.storeId },
    cookie: `${STAFF_COOKIE}=${tokens[Math.floor(n / LINKS_OF_SESSION)]}`,
  }))
}

function bareHand(hears: boolean): Hand {
  return { auth: hears ? { hears } : {}, cookie: '' }
}

/** Two processes of clients; each takes every other hand. */
async function openClients(wire: Wire, hands: readonly Hand[]) {
  const clients = [0, 1].map(() =>
    fork('bench/socket-clients.ts', { execArgv: ['--import', 'tsx'], stdio: 'inherit' }),
  )
  for (const client of clients) stops.push(() => client.connected && client.disconnect())
  const ask = async <Answer>(make: (index: number) => Command): Promise<Answer[]> =>
    Promise.all(
      clients.map(async (client, index) => {
        const answered = once(client, 'message')
        client.send(make(index))
        return (await answered)[0] as Answer
      }),
    )
  await ask((index) => ({
    do: 'open',
    wire,
    port: PORT,
    hands: hands.filter((_, n) => n % 2 === index),
  }))
  return {
    take: () => ask<{ heard: Heard[]; sample: string | null }>(() => ({ do: 'take' })),
    close: async () => {
      await ask(() => ({ do: 'close' }))
      for (const client of clients) client.disconnect()
    },
  }
}

// ── delay ──

function bareShots(payload: string): Shot[] {
  const message = JSON.parse(payload)
  return Array.from({ length: SHOTS }, (_, n) => ({
    path: '/',
    headers: {},
    body: JSON.stringify({ id: n + 1, message }),
  }))
}

/** A bare server accepts an order by making its message. */
async function nothingKept(): Promise<Map<number, number>> {
  return new Map()
}

/** Open loop: an order leaves every so many ms, whether the last one was answered or not. */
async function measureDelay(
  shots: readonly Shot[],
  wire: Wire,
  hands: readonly Hand[],
  acceptedAt: (orderIds: readonly number[]) => Promise<Map<number, number>>,
) {
  const clients = await openClients(wire, hands)
  // In turns: a connection that rests for long would be closed just when it is wanted.
  const agent = new Agent({ keepAlive: true, maxSockets: 100, scheduling: 'fifo' })
  const warmUp = ORDERS_A_SECOND * WARM_UP_SECONDS
  await volley(agent, shots.slice(0, warmUp))
  await sleep(1_000)
  await clients.take()
  const answers = new Map(await volley(agent, shots.slice(warmUp)))
  await sleep(1_000)
  const taken = await clients.take()
  await clients.close()
  agent.destroy()

  const heard = taken.flatMap((each) => each.heard)
  const accepted = await acceptedAt([...answers.keys()])
  const sinceAccepted = heard.map(({ orderId, atMs, ageMs }) => {
    const acceptedMs = accepted.get(orderId)
    return acceptedMs === undefined ? ageMs : atMs - acceptedMs
  })
  const sinceAnswer = heard.map(({ orderId, atMs }) => atMs - (answers.get(orderId) ?? atMs))
  return {
    sample: taken.find(({ sample }) => sample)?.sample ?? '',
    fromAcceptance: spreadOf(sinceAccepted),
    fromMessage: spreadOf(heard.map(({ ageMs }) => ageMs)),
    fromAnswer: spreadOf(sinceAnswer),
  }
}

async function volley(agent: Agent, shots: readonly Shot[]): Promise<[number, number][]> {
  const startedMs = performance.now()
  const answers: Promise<[number, number]>[] = []
  for (const [index, shot] of shots.entries()) {
    const dueMs = startedMs + (index * 1_000) / ORDERS_A_SECOND
    await sleep(Math.max(0, dueMs - performance.now()))
    const answer = send(agent, shot)
    // Looked at when all have left; until then a failure is nobody's.
    answer.catch(() => {})
    answers.push(answer)
  }
  return Promise.all(answers)
}

/** The order's id, and when its answer was here. */
function send(agent: Agent, shot: Shot): Promise<[number, number]> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...shot.headers,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(shot.body),
    }
    const options = {
      agent,
      host: '127.0.0.1',
      port: PORT,
      path: shot.path,
      method: 'POST',
      headers,
    }
    const req = request(options, (res) => {
      let text = ''
      res.setEncoding('utf8')
      res.on('data', (chunk) => {
        text += chunk
      })
      res.on('end', () => {
        const atMs = performance.timeOrigin + performance.now()
        if (res.statusCode === 200) resolve([JSON.parse(text).result.data.orderId, atMs])
        else reject(new Error(`${res.statusCode}: ${text.slice(0, 300)}`))
      })
    })
    req.setTimeout(20_000, () => req.destroy(new Error('no answer in 20 s')))
    req.on('error', reject)
    req.end(shot.body)
  })
}

function spreadOf(values: number[]): Spread {
  values.sort((a, b) => a - b)
  const at = (share: number) =>
    values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99), count: values.length }
}

// ── memory ──

async function measureMemory(
  who: string,
  server: Running,
  wire: Wire,
  hands: Hand[],
): Promise<Memory> {
  // The first ones load code and fill caches, which is not what one more socket costs.
  const first = await openClients(wire, hands.slice(0, 200))
  await first.close()
  await sleep(SETTLE_MS)
  const before = await server.memory()
  const clients = await openClients(wire, hands)
  await sleep(SETTLE_MS)
  const after = await server.memory()
  await clients.close()
  await server.stop()
  const each = (n: number) => n / hands.length
  return { who, rss: each(after.rss - before.rss), used: each(after.used - before.used) }
}

// ── the disk ──

/** How long one durable commit takes here; between an order and its message there are two. */
async function measureCommit(at: Pool): Promise<Spread> {
  await at.query('CREATE TABLE bench_commit (n int)')
  const times: number[] = []
  for (let n = 0; n < COMMITS; n += 1) {
    await sleep(1_000 / ORDERS_A_SECOND)
    const startedMs = performance.now()
    await at.query('INSERT INTO bench_commit VALUES (1)')
    times.push(performance.now() - startedMs)
  }
  return spreadOf(times)
}

// ── the tables ──

function printDelays(commit: Spread): void {
  console.log(
    `\nNode ${process.version}, ${process.platform}; ${SOCKETS} sockets, ${ORDERS_A_SECOND} orders a second for ${SECONDS} s; ms until the order's message is at a socket\n`,
  )
  console.log(
    'hear every order   who              from the order’s acceptance    from the message’s own time    from the order’s answer     p99 of bare socket.io',
  )
  console.log(
    '                                      p50      p99                  p50      p99                 p50      p99',
  )
  for (const row of delays) {
    const bare = delays.find(
      (each) => each.who === 'bare socket.io' && each.hearers === row.hearers,
    )
    const ratio = bare ? row.fromAcceptance.p99 / bare.fromAcceptance.p99 : 0
    console.log(
      [
        String(row.hearers).padStart(16),
        `   ${row.who.padEnd(15)}`,
        row.fromAcceptance.p50.toFixed(1).padStart(8),
        row.fromAcceptance.p99.toFixed(1).padStart(9),
        row.fromMessage.p50.toFixed(1).padStart(21),
        row.fromMessage.p99.toFixed(1).padStart(9),
        row.fromAnswer.p50.toFixed(1).padStart(21),
        row.fromAnswer.p99.toFixed(1).padStart(9),
        row.who === 'Fanzhuo' ? `${ratio.toFixed(1)} × (asked: 3, and 100 ms)`.padStart(36) : '',
      ].join(''),
    )
  }
  console.log(
    `\none durable commit on this disk: p50 ${commit.p50.toFixed(1)}, p99 ${commit.p99.toFixed(1)} ms; an order is accepted when the database commits it; the bare servers keep nothing and accept by making the message; an order and its number are two commits`,
  )
}

function printMemories(): void {
  console.log(
    `\n${IDLE_SOCKETS} idle sockets on one process; kB per socket after collecting garbage\n`,
  )
  console.log('who               objects and buffers   resident, which V8 gives back when it likes')
  const bare = memories.find(({ who }) => who === 'bare socket.io')
  for (const { who, rss, used } of memories) {
    const ratio =
      who === 'Fanzhuo' && bare
        ? `${(used / bare.used).toFixed(2)} × bare socket.io (asked: 1.3)`
        : ''
    console.log(
      `${who.padEnd(17)}${(used / 1_000).toFixed(1).padStart(20)}${(rss / 1_000).toFixed(1).padStart(11)}      ${ratio}`,
    )
  }
}
