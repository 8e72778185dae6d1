// The process, from nothing to open doors and back: database → demo on the first start → messenger → doors.
// Every step that was taken is undone in reverse order on the way out; no request is cut.

import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { seedDemo } from '@/prisma/demo/seed'
import { actorAt } from './access/procedures'
import { readStaff, STAFF_COOKIE } from './access/read-staff'
import { contextOf } from './context'
import { keptFile, makeFolder } from './data-folder'
import { alone } from './database/alone'
import { openDatabase } from './database/db'
import { startEmbedded } from './database/embedded'
import { migrate } from './database/migrate'
import { readDemoTable } from './demo-table'
import { type Env, readEnv, StartError } from './env'
import type { Ground } from './ground'
import { openDoors } from './http/doors'
import { openPages } from './http/pages'
import { printSlips } from './kitchen/print-slips'
import { makeReconciler } from './kitchen/reconcile'
import { makeLog } from './log'
import { openCodeSender } from './membership/code-sender/code-sender'
import { deliverCallbacks } from './payment/deliver-callbacks'
import { printSettled } from './payment/print-receipt'
import { sweepPayments } from './payment/sweep-payments'
import { openPrintQueue } from './printing/print-queue'
import { meetNeighbours } from './realtime/neighbours'
import { startRealtime } from './realtime/realtime'
import { appRouter } from './router'
import { publicUrlOf, welcome } from './welcome'

/** How long a clean stop may take before it is forced. */
const STOP_PATIENCE_MS = 10_000

/** How long a connection that has not asked anything may still do so while we stop. */
const SILENCE_PATIENCE_MS = 1_000

/** How often what nobody waits for any more is looked after. */
const SWEEP_MS = 5_000

/** How often the simulated platform's late callbacks are carried to us. */
const COURIER_MS = 500

/** The turn that starting processes wait for; 1 and 2 are those of the data folder and of migrations. */
const DEMO_TURN = 3

/** How often what was ordered and settled is brought to paper. */
const PRINT_MS = 1_000

/** How often it is looked at whether all that was accepted has arrived. */
const RECONCILE_MS = 10_000

/** Where `leaving` is aborted on the way, what was begun is undone and it rejects. */
async function start(env: Env, leaving: AbortSignal): Promise<() => Promise<void>> {
  const undo: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const step of undo.reverse()) await step()
  }
  const log = makeLog(env.LOG_LEVEL)
  const dataDir = resolve(env.DATA_DIR)

  try {
    await probePort(env)
    await makeFolder(dataDir)
    console.log('Opening the database …')
    const embedded = env.DATABASE_URL ? null : await startEmbedded(dataDir, log)
    if (embedded) undo.push(embedded.stop)
    leaving.throwIfAborted()
    const url = env.DATABASE_URL ?? embedded?.url ?? ''
    await migrate(url, resolve('prisma/migrations'))
    const { db, pool, close } = openDatabase(url, env.DATABASE_POOL, log)
    undo.push(close)
    leaving.throwIfAborted()

    const ground: Ground = {
      db,
      pool,
      log,
      secret: await keptSecret(env, dataDir),
      now: () => new Date(),
      codeSender: openCodeSender(env),
      nudge: () => realtime.nudge(),
      publicUrl: publicUrlOf(env),
      platformUrls: {
        wechat: env.WECHAT_PAY_URL,
        wechatOpen: env.WECHAT_OPEN_URL,
        wechatApi: env.WECHAT_API_URL,
        alipay: env.ALIPAY_URL,
        stripe: env.STRIPE_URL,
      },
      secretNamed: (name) => process.env[name] || undefined,
      simulator: env.SIMULATOR,
    }
    const picturesDir = join(dataDir, 'pictures')
    if (env.DEMO === 'on') await alone(url, DEMO_TURN, () => openDemo(ground, picturesDir))

    leaving.throwIfAborted()
    globalThis.fanzhuo = {
      router: appRouter,
      contextOf: (facts) => contextOf(ground, facts),
      staffOf: (ctx) => {
        const token = ctx.cookies.get(STAFF_COOKIE)
        return token ? readStaff(ctx, token) : Promise.resolve(null)
      },
      actorAt,
      demoTable: () => readDemoTable(ground, env),
    }
    const reconciler = makeReconciler(ground)
    const neighbours = env.REDIS_URL ? await meetNeighbours(env.REDIS_URL, log) : null
    if (neighbours) undo.push(async () => neighbours.stop())
    const pages = await openPages({ isDev: env.NODE_ENV === 'development', port: env.PORT })
    undo.push(pages.close)
    const server = createServer(openDoors(ground, pages, picturesDir, reconciler))
    const silent = watchSilent(server)
    const realtime = startRealtime(ground, server, neighbours)
    server.on('upgrade', (req, socket, head) => {
      if (realtime.handleUpgrade(req, socket, head)) return
      if (req.url?.startsWith('/_next/')) pages.handleUpgrade(req, socket, head)
      else socket.destroy()
    })
    undo.push(every(SWEEP_MS, ground, () => sweepPayments(ground)))
    if (ground.simulator) undo.push(every(COURIER_MS, ground, () => deliverCallbacks(ground)))
    undo.push(every(RECONCILE_MS, ground, reconciler.run))
    const printQueue = openPrintQueue(ground)
    undo.push(printQueue.stop)
    undo.push(every(PRINT_MS, ground, () => printSlips(ground)))
    undo.push(every(PRINT_MS, ground, () => printSettled(ground)))
    undo.push(every(PRINT_MS, ground, printQueue.run))

    await listen(server, env)
    undo.push(async () => {
      const isClosed = closeServer(server)
      setTimeout(() => {
        for (const socket of silent) socket.destroy()
      }, SILENCE_PATIENCE_MS).unref()
      await realtime.stop()
      await isClosed
    })
    await welcome(ground, env)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** The demo restaurant, where there is no other. */
async function openDemo({ db, now, secret }: Ground, picturesDir: string): Promise<void> {
  if ((await db.store.count()) > 0) return
  console.log('Setting up the demo restaurant …')
  await seedDemo(db, { now: now(), secret, picturesDir, log: console.log })
}

/** Runs work again and again, never twice at once; returns how to end it. */
function every(ms: number, ground: Ground, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  let isResting = true
  const timer = setInterval(() => {
    if (!isResting) return
    isResting = false
    running = work()
      .catch((error) => ground.log.warn({ err: error }, 'a sweep failed; it is tried again'))
      .finally(() => {
        isResting = true
      })
  }, ms)
  return async () => {
    clearInterval(timer)
    await running
  }
}

async function keptSecret(env: Env, dataDir: string): Promise<Buffer> {
  const make = () => randomBytes(32).toString('hex')
  return Buffer.from(env.SECRET ?? (await keptFile(join(dataDir, 'secret'), make)), 'hex')
}

/** Whether the port is ours to take, asked before anything else is touched. */
async function probePort(env: Env): Promise<void> {
  const probe = createServer()
  await listen(probe, env)
  await closeServer(probe)
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words: Record<string, string> = {
        EADDRINUSE: `Port ${env.PORT} is in use. Stop the program that uses it, or choose another: PORT=3001 npm start`,
        EACCES: `Port ${env.PORT} needs more rights than this user has. Choose another: PORT=3000 npm start`,
        EADDRNOTAVAIL: `This machine has no address ${env.HOST}. Correct HOST, or leave it out.`,
      }
      const sentence = words[error.code ?? '']
      fail(sentence ? new StartError(sentence) : error)
    })
    server.listen(env.PORT, env.HOST, done)
  })
}

/** The connections that have not asked anything yet, as browsers open in advance; Node never takes those for idle. */
function watchSilent(server: Server): Set<Socket> {
  const silent = new Set<Socket>()
  const hear = (req: IncomingMessage) => silent.delete(req.socket)
  server.on('connection', (socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('request', hear)
  server.on('upgrade', hear)
  return silent
}

/** No new connections; requests in flight are answered, and each connection is let go as soon as it rests. */
function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    const letGo = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearInterval(letGo)
      done()
    })
  })
}

async function main(): Promise<void> {
  const leaving = new AbortController()
  let starting: Promise<() => Promise<void>> | null = null
  const leave = async () => {
    if (leaving.signal.aborted) process.exit(130)
    leaving.abort()
    console.log('\nStopping …')
    const stop = await starting?.catch(() => null)
    setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref()
    await stop?.()
    process.exit(0)
  }
  process.on('SIGINT', leave)
  process.on('SIGTERM', leave)

  try {
    starting = start(readEnv(process.env), leaving.signal)
    await starting
  } catch (error) {
    if (leaving.signal.aborted) return
    if (!(error instanceof StartError)) throw error
    console.error(`\nFanzhuo cannot start. ${error.message}\n`)
    process.exit(1)
  }
}

await main()
