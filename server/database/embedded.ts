// Fanzhuo's own PostgreSQL, when no other is given: real, on disk, on loopback only, with a
// generated password. It outlives a killed app; the next start attaches to it, or starts it again
// and lets it recover. Nothing is ever deleted.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  access,
  chown,
  constants,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { keptFile } from '../data-folder'
import { StartError } from '../env'
import { databaseBuffers } from '../memory'
import { type Binaries, findBinaries, removeOtherCopies } from './binaries'
import { mendFolder } from './mend'
import { askToStop, isRunning, isTaken, servesFolder } from './platform'
import { type Runner, runnerFor } from './runner'

const MAJOR = '18'
const USER = 'fanzhuo'
const DATABASE = 'fanzhuo'
/** Recovery after a power cut may take a while; as long as the process works on it we wait. */
const START_PATIENCE_MS = 5 * 60_000
const STOP_PATIENCE_MS = 30_000
/**
 * Where nobody waits for us any more; what PostgreSQL then leaves undone it recovers at the next
 * start.
 */
const FORCED_PATIENCE_MS = 5_000
const REVIVE_MS = 300

export type Embedded = {
  url: string
  /** PostgreSQL's own folder, wherever its user can reach it. */
  folder: string
  /** Stops PostgreSQL and resolves when everything is on disk. */
  stop: () => Promise<void>
  /**
   * The same when the process must end now: waits for nothing but the database, and not long for
   * that.
   */
  stopNow: () => Promise<void>
}

type Place = { folder: string; password: string; runner: Runner; binaries: Binaries; log: Logger }

/** @throws StartError with a sentence for the owner */
export async function startEmbedded(dataDir: string, log: Logger): Promise<Embedded> {
  const runner = await runnerFor(dataDir)
  const folder = join(await realpath(runner.dataDir), 'postgres')
  const binaries = await findBinaries(runner)
  const password = await keptPassword(runner)
  const place: Place = { folder, password, runner, binaries, log }

  if ((await versionIn(folder)) === null) await initialiseFolder(place)
  const version = await versionIn(folder)
  if (version !== MAJOR) {
    throw new StartError(
      `The data in ${folder} belongs to PostgreSQL ${version}, this Fanzhuo brings ${MAJOR}. ` +
        'Start it with the Fanzhuo that wrote it and make a backup, or set DATA_DIR to another folder.',
    )
  }

  const running = await attachToRunning(place)
  if (running === null) await mendFolder(folder, runner)
  const port = running ?? (await launchOrAttach(place))
  await ensureDatabase(place, port)
  const watch = await keepAlive(place, port)
  await removeUnfinished(folder)
  if (running === null) await removeOtherCopies(runner, binaries)
  return {
    url: urlOf(place, port, DATABASE),
    folder,
    stop: async () => {
      await watch.stop()
      await haltPostgres(place, watch.postmaster())
    },
    stopNow: async () => {
      void watch.stop()
      await haltPostgres(place, watch.postmaster(), FORCED_PATIENCE_MS)
    },
  }
}

/**
 * The database of this data folder for a short visit, beside the app that may be using it: where it
 * runs it is left running, else it is started, and an app that comes meanwhile waits its turn.
 * @throws StartError where nothing was ever kept
 */
export async function visitEmbedded(dataDir: string, log: Logger): Promise<Embedded> {
  const noHouse = new StartError(
    `There is no house in ${dataDir} yet. Start Fanzhuo once, or say where it is: DATA_DIR.`,
  )
  // Who only visits makes no place for a database.
  if ((await access(dataDir).then(() => null, codeOf)) === 'ENOENT') throw noHouse
  const runner = await runnerFor(dataDir)
  const home = await realpath(runner.dataDir).catch(() => runner.dataDir)
  const folder = join(home, 'postgres')
  const trouble = await access(join(folder, 'PG_VERSION'), constants.R_OK).then(() => null, codeOf)
  if (trouble === 'EACCES') {
    throw new StartError(
      `The data in ${folder} is another user's. Run this as that user, or as root.`,
    )
  }
  if (trouble !== null) throw noHouse
  const [binaries, password] = [await findBinaries(runner), await keptPassword(runner)]
  const place: Place = { folder, password, runner, binaries, log }
  const port = await attachToRunning(place)
  if (port === null) return startEmbedded(dataDir, log)
  const leave = async () => {}
  return { url: urlOf(place, port, DATABASE), folder, stop: leave, stopNow: leave }
}

/**
 * Holds the lock of this data folder; where the database under it dies, starts it again on the same
 * port.
 */
async function keepAlive(
  place: Place,
  port: number,
): Promise<{ stop: () => Promise<void>; postmaster: () => Postmaster | null }> {
  let isStopping = false
  let lock = await takeLock(place, port)
  let postmaster = await postmasterOf(place.folder)
  let reviving: Promise<void> = Promise.resolve()

  const revive = async () => {
    while (!isStopping) {
      try {
        place.log.warn('the database does not answer; looking after it')
        if ((await attachToRunning(place)) === null) await launchPostgres(place, port)
        lock = await takeLock(place, port)
        postmaster = (await postmasterOf(place.folder)) ?? postmaster
        watch()
        return
      } catch (error) {
        place.log.error({ err: error }, 'the database cannot be started again yet')
        await sleep(REVIVE_MS)
      }
    }
  }
  const watch = () => {
    lock.once('end', () => {
      if (!isStopping) reviving = revive()
    })
  }
  watch()
  return {
    postmaster: () => postmaster,
    stop: async () => {
      isStopping = true
      await reviving
      await lock.end().catch(() => {})
    },
  }
}

// ── folders and secrets ──

function keptPassword({ dataDir }: Runner): Promise<string> {
  return keptFile(join(dataDir, 'postgres-password'), () => randomBytes(24).toString('base64url'))
}

async function versionIn(folder: string): Promise<string | null> {
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null
    throw new StartError(
      `The data in ${folder} cannot be read (${codeOf(error)}). Start Fanzhuo as the user whose it is, or as root.`,
    )
  })
  return version?.trim() ?? null
}

/**
 * initdb works beside and is moved into place whole, so a killed first start leaves nothing
 * half-made, and of two first starts at once one comes first: a folder cannot be moved onto one
 * that holds something.
 */
async function initialiseFolder({ folder, runner, binaries, password, log }: Place): Promise<void> {
  const present = await readdir(folder).catch(() => [])
  if (present.length > 0) {
    if ((await versionIn(folder)) !== null) return
    throw new StartError(
      `The folder ${folder} is not empty and not a database. Move its content away, or set DATA_DIR to another folder.`,
    )
  }
  log.info({ folder }, 'creating the database')
  // A name of its own: the initdb of a killed start, or of one beside us, may be at work on
  // another.
  const fresh = await mkdtemp(`${folder}-new-`)
  const passwordFile = `${fresh}-password`
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (runner.uid !== undefined && runner.gid !== undefined) {
    await chown(fresh, runner.uid, runner.gid)
    await chown(passwordFile, runner.uid, runner.gid)
  }
  try {
    execFileSync(
      binaries.initdb,
      [
        ...['-D', fresh, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
        ...[
          '--encoding=UTF8',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--locale=C',
        ],
      ],
      { ...runner.identity, stdio: 'pipe' },
    )
    await rename(fresh, folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    if ((await versionIn(folder)) !== null) return
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim()
    throw new StartError(`PostgreSQL could not create its database in ${folder}: ${lastLine(said)}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** What starts that were killed, or came second, have left beside the database's place. */
async function removeUnfinished(folder: string): Promise<void> {
  const home = join(folder, '..')
  for (const name of await readdir(home)) {
    if (!name.startsWith(`${basename(folder)}-new-`)) continue
    // Where something still writes it stays for the next time.
    await rm(join(home, name), { recursive: true, force: true }).catch(() => {})
  }
}

// ── running ──

type Postmaster = { pid: number; port: number }

async function postmasterOf(folder: string): Promise<Postmaster | null> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => null)
  const lines = text?.split('\n') ?? []
  const pid = Number(lines[0])
  const port = Number(lines[3])
  return pid > 0 && port > 0 ? { pid, port } : null
}

/** The port of a server that already runs on our folder, or null when none does. */
async function attachToRunning(place: Place): Promise<number | null> {
  const running = await postmasterOf(place.folder)
  if (!running) return null
  const said = servesFolder(running.pid, place.folder)
  if (!(said ?? (await answersFor(place, running.port)))) {
    // PostgreSQL would refuse to start where the number is another program's now, or not yet
    // collected; that it is, the system has to say for certain. What PostgreSQL still shares in
    // memory guards the data also without this file.
    const isOthers = said === false && isTaken(running.pid)
    if (isOthers) await rm(join(place.folder, 'postmaster.pid'), { force: true })
    return null
  }
  const endedWith = () => (isRunning(running.pid, place.folder) ? null : 'it ended')
  await untilReady(place, running.port, endedWith)
  place.log.info({ pid: running.pid }, 'attached to the running database')
  return running.port
}

/** Where two start it at once PostgreSQL lets one of its servers live, and that one serves both. */
async function launchOrAttach(place: Place): Promise<number> {
  try {
    return await launchPostgres(place, await freePort())
  } catch (error) {
    const other = await attachToRunning(place)
    if (other === null) throw error
    return other
  }
}

async function launchPostgres(place: Place, port: number): Promise<number> {
  const { folder, runner, binaries } = place
  const logPath = join(runner.dataDir, 'postgres.log')
  const logFile = await open(logPath, 'a', 0o600)
  const child: ChildProcess = spawn(
    binaries.postgres,
    [
      ...['-D', folder, '-p', String(port), '-h', '127.0.0.1'],
      ...[
        '-c',
        'unix_socket_directories=',
        '-c',
        `shared_buffers=${databaseBuffers()}MB`,
        '-c',
        'max_connections=120',
        '-c',
        'TimeZone=UTC',
        '-c',
        'log_timezone=UTC',
      ],
    ],
    // Its own session: a Ctrl-C in the terminal reaches us, not the database under our feet.
    { ...runner.identity, detached: true, stdio: ['ignore', logFile.fd, logFile.fd] },
  )
  await logFile.close()
  let ended: string | null = null
  child.once('error', (error) => {
    ended = error.message
  })
  child.once('exit', (code) => {
    ended ??= `it ended with ${code}`
  })
  child.unref()
  try {
    await untilReady(place, port, () => ended)
  } catch (error) {
    const words = lastLine(await readFile(logPath, 'utf8').catch(() => ''))
    throw new StartError(
      `PostgreSQL did not start in ${folder}: ${words || String(error)}. See ${logPath}.`,
    )
  }
  return port
}

async function untilReady(
  place: Place,
  port: number,
  endedWith: () => string | null,
): Promise<void> {
  const startedMs = Date.now()
  for (;;) {
    const ended = endedWith()
    if (ended) throw new StartError(`PostgreSQL in ${place.folder}: ${ended}.`)
    const client = new pg.Client(urlOf(place, port, 'postgres'))
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      await client.end().catch(() => {})
      if (codeOf(error) === '28P01') {
        throw new StartError(
          `The database in ${place.folder} does not accept the password kept in ${place.runner.dataDir}/postgres-password. ` +
            'Restore that file from your backup.',
        )
      }
      if (Date.now() - startedMs > START_PATIENCE_MS) throw error
      await sleep(50)
    }
  }
}

async function ensureDatabase(place: Place, port: number): Promise<void> {
  const client = new pg.Client(urlOf(place, port, 'postgres'))
  client.on('error', () => {})
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      DATABASE,
    ])
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`)
  } catch (error) {
    const isThere = ['42P04', '23505'].includes(codeOf(error))
    if (!isThere) throw error
  } finally {
    await client.end()
  }
}

/**
 * One app per data folder: a lock that lives as long as this connection, so a killed app lets go of
 * it.
 */
async function takeLock(place: Place, port: number): Promise<pg.Client> {
  const client = new pg.Client(urlOf(place, port, DATABASE))
  client.on('error', () => {})
  await client.connect()
  for (let turn = 0; turn < 40; turn += 1) {
    const { rows } = await client.query<{ ok: boolean }>('SELECT pg_try_advisory_lock(7, 1) AS ok')
    if (rows[0]?.ok) return client
    await sleep(50)
  }
  await client.end()
  throw new StartError(
    `The data folder ${place.runner.dataDir} is in use by a running Fanzhuo. Stop that one first, or set DATA_DIR to another folder.`,
  )
}

/**
 * @param known what its own file said, for when that cannot be read, as when no descriptor is left
 */
async function haltPostgres(
  place: Place,
  known: Postmaster | null,
  patienceMs = STOP_PATIENCE_MS,
): Promise<void> {
  const { folder, log } = place
  const running = (await postmasterOf(folder)) ?? known
  if (!running) return
  const { pid, port } = running
  if (!(servesFolder(pid, folder) ?? (await answersFor(place, port)))) return
  askToStop(pid, place)
  const startedMs = Date.now()
  while (isRunning(pid, folder)) {
    if (Date.now() - startedMs > patienceMs) {
      log.warn('the database takes long to stop; it will finish by itself')
      return
    }
    await sleep(20)
  }
}

/**
 * Whether the server at this port says that it works on our folder; one that is starting or
 * stopping says only that it is one.
 */
async function answersFor(place: Place, port: number): Promise<boolean> {
  const client = new pg.Client(urlOf(place, port, 'postgres'))
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
    return rows[0]?.data_directory === place.folder
  } catch (error) {
    return codeOf(error) === '57P03'
  } finally {
    await client.end().catch(() => {})
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function urlOf({ password }: Place, port: number, database: string): string {
  return `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? error)
}

function lastLine(text: string): string {
  const lines = text.trim().split('\n')
  return (lines.findLast((line) => /FATAL|PANIC|error:/i.test(line)) ?? lines.at(-1) ?? '').trim()
}
