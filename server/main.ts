// The process, from nothing to open doors and back: database → demo on the first start → messenger
// → doors. Every step that was taken is undone in reverse order on the way out; no request is cut.

import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import type { Logger } from 'pino'
import { seedDemo } from '@/prisma/demo/seed'
import { settleDemoPasswords } from './access/demo-password'
import { actorAt } from './access/procedures'
import { whoAsks } from './access/read-staff'
import { addressesOf } from './addresses'
import { backupFolderOf, openBackups } from './backups/nightly'
import { type BackupRequest, writeBackup } from './backups/write-backup'
import { migrationsFolder } from './built'
import { contextOf } from './context'
import { makeFolder, refuseFileAt, refuseHalfRestored, sayRunning } from './data-folder'
import { inTurn } from './database/alone'
import { checkClock, checkPool, openDatabase } from './database/db'
import { startEmbedded } from './database/embedded'
import { migrate } from './database/migrate'
import { openDeepCheck } from './deep-check'
import { readDemoTable } from './demo-table'
import type { Deps } from './deps'
import { type Env, readEnv, StartError, simulatorReachOf, strayHints } from './env'
import { chainAudit } from './house/chain-audit'
import { openDoors } from './http/doors'
import { openFront } from './http/front'
import { answerPageAs, openPages } from './http/pages'
import { closeWork } from './kitchen/close-work'
import { finishPrinted } from './kitchen/finish-printed'
import { printSlips } from './kitchen/print-slips'
import { makeReconciler } from './kitchen/reconcile'
import { makeScreenWatch } from './kitchen/screens/watch-screens'
import { makeLog } from './log'
import { checkSecret } from './membership/check-secret'
import { openCodeSender } from './membership/code-sender/code-sender'
import { checkDemoMemory, checkMemory } from './memory'
import { removePictures } from './menu/editor/remove-pictures'
import { readHouse } from './opening/read-house'
import { makeSetupLink } from './opening/setup-link'
import { deliverCallbacks } from './payment/deliver-callbacks'
import { endUnpaid } from './payment/end-unpaid'
import { settleFree } from './payment/settle-free'
import { sweepPayments } from './payment/sweep-payments'
import { simulatedStores } from './platforms/carriers'
import { openPrintQueue } from './printing/print-queue'
import { openPruner } from './prune'
import { meetNeighbours } from './realtime/neighbours'
import { startRealtime } from './realtime/realtime'
import { printSettled } from './receipts/print-receipt'
import { keepRefusals } from './refusal-trace'
import { watchRoom } from './room'
import { appRouter } from './router'
import { keptSecret } from './secret'
import { closeCalls } from './service/close-calls'
import { type Steps, tellSteps } from './tell-steps'
import { welcome } from './welcome'

/** How long a clean stop may take before it is forced. */
const STOP_PATIENCE_MS = 10_000

/** How often what nobody waits for any more is looked after. */
const SWEEP_MS = 5_000

/** How often the simulated platform's late callbacks are carried to us. */
const COURIER_MS = 500

/** How often orders that cost nothing are sent to the kitchen. */
const FREE_MS = 1_000

/**
 * The turn that starting processes wait for; 1 and 2 are those of the data folder and of
 * migrations.
 */
const DEMO_TURN = 3

/** How often what was ordered and settled is brought to paper. */
const PRINT_MS = 1_000

/** How often what is past its lifetime is taken. */
const PRUNE_MS = 60_000

/** How often pictures that nothing shows any more are looked for. */
const PICTURES_MS = 3_600_000

/** How often it is looked at which kitchen screens are there. */
const SCREENS_MS = 3_000

/** How often it is asked whether a backup is due. */
const BACKUP_MS = 60_000

/** How often it is asked whether the books are to be added up. */
const BOOKS_MS = 60_000

/** How often what was refused is brought to the database. */
const TRACE_MS = 1_000

/** How often it is looked at whether all that was accepted has arrived. */
const RECONCILE_MS = 10_000

/** How often what a cleared table or an ended day left in the lists of work is closed. */
const CLOSE_MS = 5_000

/** How often what was written down is linked into its chain. */
const AUDIT_MS = 2_000

/** What was begun, and how it is ended: one after the other, each waited for; or all at once. */
type Way = { undo: (() => Promise<void>)[]; cut: (() => Promise<void> | void)[] }

/**
 * Where `leaving` is aborted on the way, what was begun is undone and it rejects.
 * @param onDeaf told when the house can let nobody in any more
 */
async function start(
  env: Env,
  log: Logger,
  way: Way,
  leaving: AbortSignal,
  onDeaf: (error: Error) => void,
): Promise<void> {
  const { undo } = way
  const dataDir = resolve(env.DATA_DIR)

  try {
    checkMemory()
    await probePort(env)
    await makeFolder(dataDir)
    await refuseHalfRestored(dataDir)
    if (env.BACKUP_DIR) await refuseFileAt('BACKUP_DIR', resolve(env.BACKUP_DIR))
    const steps = tellSteps(console.log, Date.now)
    steps.begin('Opening the database')
    const embedded = env.DATABASE_URL ? null : await startEmbedded(dataDir, log)
    if (embedded) {
      undo.push(embedded.stop)
      way.cut.push(embedded.stopNow)
    }
    leaving.throwIfAborted()
    const url = env.DATABASE_URL ?? embedded?.url ?? ''
    const secret = await keptSecret(env, dataDir)
    const backupPlace = {
      url,
      dataDir,
      folder: backupFolderOf(env, dataDir),
      keep: env.BACKUP_KEEP,
    }
    await migrate(url, migrationsFolder(), async (changes) => {
      if (env.BACKUPS === 'on') await backUpBeforeUpdate({ ...backupPlace, secret }, changes)
    })
    const database = openDatabase(url, env.DATABASE_POOL, log)
    undo.push(database.close)
    await checkClock(database, log)
    await checkPool(database, env.DATABASE_POOL)
    await checkSecret(database.db, { secret, dataDir, isGiven: Boolean(env.SECRET) })
    const { db, pool } = database
    leaving.throwIfAborted()

    const backups = openBackups(
      { pool, secret, log, now: () => new Date() },
      { isOn: env.BACKUPS === 'on', ...backupPlace },
    )
    const books = openDeepCheck({ pool, log, now: () => new Date() })
    const addresses = await addressesOf(env)
    const picturesDir = join(dataDir, 'pictures')
    const deps: Deps = {
      db,
      pool,
      log,
      picturesDir,
      room: watchRoom(pool, embedded ? [dataDir, embedded.folder] : [dataDir]),
      secret,
      backups,
      books,
      now: () => new Date(),
      codeSender: openCodeSender(env),
      nudge: () => realtime.nudge(),
      publicUrl: addresses.publicUrl,
      proxies: env.TRUSTED_PROXIES,
      counts: new Map(),
      platformUrls: {
        wechat: env.WECHAT_PAY_URL,
        wechatOpen: env.WECHAT_OPEN_URL,
        wechatApi: env.WECHAT_API_URL,
        alipay: env.ALIPAY_URL,
        stripe: env.STRIPE_URL,
      },
      printersOnThisMachine: env.PRINTERS_ON_THIS_MACHINE === 'on',
      secretNamed: (name) => process.env[name] || undefined,
      metricsToken: env.METRICS_TOKEN,
      takesDemoPasswords: env.DEMO === 'on' && !env.PUBLIC_URL,
      simulatorReach: simulatorReachOf(env),
      simulator: typeof env.SIMULATOR === 'object' ? env.SIMULATOR : undefined,
    }
    if (env.DEMO === 'on') await inTurn(url, DEMO_TURN, () => openDemo(deps, steps))
    steps.begin('Opening the doors')

    await settleDemoPasswords(deps)

    leaving.throwIfAborted()
    globalThis.fanzhuo = {
      router: appRouter,
      contextOf: (facts) => contextOf(deps, facts),
      staffOf: whoAsks,
      actorAt,
      demoTable: () => readDemoTable(deps, env),
      answerPageAs,
    }
    const reconciler = makeReconciler(deps)
    const neighbours = env.REDIS_URL ? await meetNeighbours(env.REDIS_URL, log) : null
    if (neighbours) undo.push(async () => neighbours.stop())
    const pages = await openPages({ isDev: env.NODE_ENV === 'development', port: env.PORT })
    undo.push(pages.close)
    const realtime = startRealtime(deps, neighbours)
    const front = openFront(deps, {
      answer: openDoors(deps, pages, picturesDir, reconciler, realtime.handle),
      upgradeFor: (req) => realtime.upgradeFor(req) ?? pages.upgradeFor(req),
      onDeaf,
    })
    way.cut.unshift(front.cut)
    undo.push(every(SWEEP_MS, deps, () => sweepPayments(deps)))
    undo.push(every(FREE_MS, deps, () => settleFree(deps)))
    undo.push(every(SWEEP_MS, deps, () => endUnpaid(deps)))
    if (deps.simulator) undo.push(every(COURIER_MS, deps, () => deliverCallbacks(deps)))
    undo.push(every(RECONCILE_MS, deps, reconciler.run))
    undo.push(every(CLOSE_MS, deps, () => closeWork(deps)))
    undo.push(every(CLOSE_MS, deps, () => closeCalls(deps)))
    undo.push(every(AUDIT_MS, deps, () => chainAudit(deps)))
    const screens = makeScreenWatch(deps, realtime.takeHeard)
    undo.push(every(SCREENS_MS, deps, screens.run))
    undo.push(() => keepRefusals(deps).catch(() => {}))
    undo.push(every(TRACE_MS, deps, () => keepRefusals(deps)))
    const printQueue = openPrintQueue(deps)
    undo.push(printQueue.stop)
    undo.push(every(PRINT_MS, deps, () => printSlips(deps)))
    undo.push(every(PRINT_MS, deps, () => finishPrinted(deps)))
    undo.push(every(PRINT_MS, deps, () => printSettled(deps)))
    undo.push(every(PRINT_MS, deps, printQueue.run))
    const pruner = openPruner(deps)
    undo.push(every(PRUNE_MS, deps, pruner.run))
    undo.push(async () => pruner.leave())
    undo.push(every(PICTURES_MS, deps, () => removePictures(deps)))

    undo.push(every(BACKUP_MS, deps, backups.run))
    undo.push(async () => backups.leave())
    undo.push(every(BOOKS_MS, deps, books.run))

    await listen(front.listen, env)
    undo.push(async () => {
      const isClosed = front.close()
      await realtime.stop()
      await isClosed
    })
    if (embedded) undo.push(await sayRunning(dataDir, env))
    const places =
      embedded && dirname(embedded.folder) !== dataDir ? [dirname(embedded.folder)] : []
    steps.end()
    const setupLink = await makeSetupLink(deps)
    const simulated = await simulatedStores(deps)
    await welcome(deps, env, addresses, { simulated, setupLink }, [dataDir, ...places])
  } catch (error) {
    await stop(way, log)
    throw error
  }
}

/** A step that fails keeps none of the others from being taken. @returns whether all went well */
async function stop({ undo }: Way, log: Logger): Promise<boolean> {
  let isClean = true
  for (const step of undo.splice(0).reverse()) {
    await step().catch((error) => {
      isClean = false
      log.error({ err: error }, 'a step of stopping failed')
    })
  }
  return isClean
}

/** What an update is about to change can be had back. */
async function backUpBeforeUpdate(
  place: Omit<BackupRequest, 'kind'>,
  changes: number,
): Promise<void> {
  console.log(`Backing up before ${changes} changes to the database …`)
  try {
    const { path } = await writeBackup({ ...place, kind: 'before-update' })
    console.log(`  ${path}`)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    throw new StartError(`${error.message} BACKUPS=off starts without one.`)
  }
}

/** The demo restaurant, where there is no other. */
async function openDemo({ db, now, secret, picturesDir }: Deps, steps: Steps): Promise<void> {
  if ((await readHouse(db)).kind !== 'empty') return
  checkDemoMemory()
  await seedDemo(db, { now: now(), secret, picturesDir, log: steps.begin })
}

/** Runs work again and again, never twice at once; returns how to end it. */
function every(ms: number, deps: Deps, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  let isResting = true
  const timer = setInterval(() => {
    if (!isResting) return
    isResting = false
    running = work()
      .catch((error) => {
        deps.room.note(error)
        deps.log.warn({ err: error }, 'a sweep failed; it is tried again')
      })
      .finally(() => {
        isResting = true
      })
  }, ms)
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** Whether the port is ours to take, asked before anything else is touched. */
async function probePort(env: Env): Promise<void> {
  const probe = createServer()
  const open = (port: number, host: string) =>
    new Promise<void>((done, fail) => {
      probe.once('error', fail)
      probe.listen(port, host, done)
    })
  await listen(open, env)
  await new Promise((done) => probe.close(done))
}

/** @throws StartError where the owner can do something about it */
async function listen(
  open: (port: number, host: string) => Promise<unknown>,
  env: Env,
): Promise<void> {
  try {
    await open(env.PORT, env.HOST)
  } catch (error) {
    const words = new Map([
      [
        'EADDRINUSE',
        `Port ${env.PORT} is in use. Stop the program that uses it, or choose another: PORT=3001 npm start`,
      ],
      [
        'EACCES',
        `Port ${env.PORT} needs more rights than this user has. Choose another: PORT=3000 npm start`,
      ],
      ['EADDRNOTAVAIL', `This machine has no address ${env.HOST}. Correct HOST, or leave it out.`],
      ['EINVAL', `HOST=${env.HOST} is no address to listen on. Correct HOST, or leave it out.`],
      [
        'EAFNOSUPPORT',
        `This machine does not speak the kind of address that HOST=${env.HOST} is. Correct HOST, or leave it out.`,
      ],
      ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'EAI_FAIL'].map(
        (code): [string, string] => [
          code,
          `HOST=${env.HOST} is a name that this machine does not know. Correct HOST, or leave it out.`,
        ],
      ),
    ])
    const sentence = words.get((error as NodeJS.ErrnoException).code ?? '')
    throw sentence ? new StartError(sentence) : error
  }
}

async function main(): Promise<void> {
  const leaving = new AbortController()
  const way: Way = { undo: [], cut: [] }
  let log = makeLog('error')
  let starting: Promise<void> | null = null
  let isCut = false

  /**
   * Ends now, with the database: what was in flight is lost to whoever waited for it. It overtakes
   * a stop that is on its way.
   */
  const cut = async (code: number) => {
    isCut = true
    try {
      for (const step of way.cut.splice(0)) await step()
    } finally {
      process.exit(code)
    }
  }
  const leave = async (code: number) => {
    leaving.abort()
    console.log('\nStopping …')
    setTimeout(() => void cut(1), STOP_PATIENCE_MS).unref()
    await starting?.catch(() => {})
    const isClean = await stop(way, log)
    if (!isCut) process.exit(isClean ? code : 1)
  }
  const interrupt = () => void (leaving.signal.aborted ? cut(130) : leave(0))
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)

  /**
   * Nobody knows what state we are in: whoever watches over us starts us again, and the database is
   * whole.
   */
  const fail = (error: unknown, words: string) => {
    log.fatal({ err: error }, words)
    if (!leaving.signal.aborted) void leave(1)
  }
  process.on('uncaughtException', (error) => fail(error, 'a bug that nobody caught; stopping'))
  process.on('unhandledRejection', (error) => fail(error, 'a promise that nobody caught; stopping'))
  const onDeaf = (error: Error) => fail(error, 'no connection can be accepted any more; stopping')

  try {
    const env = readEnv(process.env)
    for (const hint of strayHints(process.env)) console.log(hint)
    log = makeLog(env.LOG_LEVEL)
    starting = start(env, log, way, leaving.signal, onDeaf)
    await starting
  } catch (error) {
    if (leaving.signal.aborted) return
    if (error instanceof StartError) console.error(`\nFanzhuo cannot start. ${error.message}\n`)
    else console.error(error)
    process.exit(1)
  }
}

await main()
