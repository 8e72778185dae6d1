// Fanzhuo's own PostgreSQL, when no other is given: real, on disk, on loopback only, with a generated password.
// It outlives a killed app; the next start attaches to it, or starts it again and lets it recover. Nothing is ever deleted.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import {
  chown,
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
import { type Binaries, findBinaries } from './binaries'
import { type Runner, runnerFor } from './runner'

const MAJOR = '18'
const USER = 'fanzhuo'
const DATABASE = 'fanzhuo'
/** Recovery after a power cut may take a while; as long as the process works on it we wait. */
const START_PATIENCE_MS = 5 * 60_000
const STOP_PATIENCE_MS = 30_000
const REVIVE_MS = 300

export type Embedded = {
  url: string
  /** PostgreSQL's own folder, wherever its user can reach it. */
  folder: string
  /** Stops PostgreSQL and resolves when everything is on disk. */
  stop: () => Promise<void>
}

type Place = { folder: string; password: string; runner: Runner; binaries: Binaries; log: Logger }

/** @throws StartError with a sentence for the owner */
export async function startEmbedded(dataDir: string, log: Logger): Promise<Embedded> {
  const runner = await runnerFor(dataDir, log)
  const folder = join(await realpath(runner.dataDir), 'postgres')
  const binaries = await findBinaries(runner)
  const password = await keptPassword(runner)
  const place: Place = { folder, password, runner, binaries, log }

  if ((await versionIn(folder)) === null) await initialise(place)
  const version = await versionIn(folder)
  if (version !== MAJOR) {
    throw new StartError(
      `The data in ${folder} belongs to PostgreSQL ${version}, this Fanzhuo brings ${MAJOR}. ` +
        'Start it with the Fanzhuo that wrote it and make a backup, or set DATA_DIR to another folder.',
    )
  }

  const port = await attachOrLaunch(place)
  await ensureDatabase(place, port)
  const watch = await keepAlive(place, port)
  await removeUnfinished(folder)
  return {
    url: urlOf(place, port, DATABASE),
    folder,
    stop: async () => {
      await watch.stop()
      await halt(place)
    },
  }
}

/** Holds the lock of this data folder; where the database under it dies, starts it again on the same port. */
async function keepAlive(place: Place, port: number): Promise<{ stop: () => Promise<void> }> {
  let isStopping = false
  let lock = await takeLock(place, port)
  let reviving: Promise<void> = Promise.resolve()

  const revive = async () => {
    while (!isStopping) {
      try {
        place.log.warn('the database does not answer; looking after it')
        if ((await attach(place)) === null) await launch(place, port)
        lock = await takeLock(place, port)
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
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => null)
  return version?.trim() ?? null
}

/**
 * initdb works beside and is moved into place whole, so a killed first start leaves nothing half-made, and of two
 * first starts at once one comes first: a folder cannot be moved onto one that holds something.
 */
async function initialise({ folder, runner, binaries, password, log }: Place): Promise<void> {
  const present = await readdir(folder).catch(() => [])
  if (present.length > 0) {
    if ((await versionIn(folder)) !== null) return
    throw new StartError(
      `The folder ${folder} is not empty and not a database. Move its content away, or set DATA_DIR to another folder.`,
    )
  }
  log.info({ folder }, 'creating the database')
  // A name of its own: the initdb of a killed start, or of one beside us, may be at work on another.
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
async function attach(place: Place): Promise<number | null> {
  const running = await postmasterOf(place.folder)
  if (!running) return null
  if (!isServing(running.pid, place.folder)) {
    // PostgreSQL would refuse to start where the number is another program's now, or not yet collected. What it
    // still shares in memory guards the data also without this file.
    if (isTaken(running.pid)) await rm(join(place.folder, 'postmaster.pid'), { force: true })
    return null
  }
  const endedWith = () => (isServing(running.pid, place.folder) ? null : 'it ended')
  await untilReady(place, running.port, endedWith)
  place.log.info({ pid: running.pid }, 'attached to the running database')
  return running.port
}

/** Where two start it at once PostgreSQL lets one of its servers live, and that one serves both. */
async function attachOrLaunch(place: Place): Promise<number> {
  const running = await attach(place)
  if (running !== null) return running
  try {
    return await launch(place, await freePort())
  } catch (error) {
    const other = await attach(place)
    if (other === null) throw error
    return other
  }
}

async function launch(place: Place, port: number): Promise<number> {
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
        'shared_buffers=256MB',
        '-c',
        'max_connections=120',
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

/** One app per data folder: a lock that lives as long as this connection, so a killed app lets go of it. */
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

async function halt({ folder, log }: Place): Promise<void> {
  const running = await postmasterOf(folder)
  if (!running || !isServing(running.pid, folder)) return
  process.kill(running.pid, 'SIGINT')
  const startedMs = Date.now()
  while (isServing(running.pid, folder)) {
    if (Date.now() - startedMs > STOP_PATIENCE_MS) {
      log.warn('the database takes long to stop; it will finish by itself')
      return
    }
    await sleep(20)
  }
}

/** Whether the process of this number is the server on our folder, which it works in; never another PostgreSQL. */
function isServing(pid: number, folder: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === folder
    const command = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { stdio: 'pipe' })
    return command.toString().includes(`-D ${folder} `)
  } catch {
    return false
  }
}

/** Whether any process has this number, be it one that ended and was not yet collected. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
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
