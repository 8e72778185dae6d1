// Brings a backup to life: into a fresh folder, or an empty database, and never over a house that
// lives. The rows come in one transaction, in which every key and check is looked at anew; the
// folder becomes a house by one last rename. What is killed on the way is no house.

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Logger } from 'pino'
import { HALF_RESTORED, holdsHouse, SECRET_WANTED } from '../data-folder'
import { startEmbedded } from '../database/embedded'
import { connectTo, firstUnknown, migrate, replayMigrations } from '../database/migrate'
import { BELONGS_TO, POINTER } from '../database/place'
import { StartError } from '../env'
import { type Breach, checkInvariants } from '../invariants'
import {
  type About,
  checkBackup,
  type Entry,
  entriesOf,
  FILES,
  type Manifest,
  printOf,
  TABLES,
} from './backup-file'

export type Restored = {
  madeAt: Date
  rows: number
  files: number
  breaches: Breach[]
  /** Whether the secret that belongs to it still has to be brought. */
  wantsSecret: boolean
}

type RestoreRequest = {
  file: string
  dataDir: string
  /** A database of the owner's own; without it one is made in the data folder. */
  databaseUrl?: string | undefined
  secret: Buffer | null
  migrations: string
  log: Logger
}

/**
 * @throws StartError with a sentence where it cannot be; then nothing is there that was not before
 */
export async function restore(request: RestoreRequest): Promise<Restored> {
  const { about, manifest } = await checkBackup(request.file)
  const unknown = await firstUnknown(request.migrations, about.migrations)
  if (unknown) {
    throw new StartError(
      `The backup ${request.file} was made by a newer Fanzhuo (its migration ${unknown} is not known here). Restore it with that version.`,
    )
  }
  const isOfSecret = request.secret && printOf(request.secret) === about.secretPrint
  if (request.secret && !isOfSecret) {
    throw new StartError(
      `The secret in ${request.dataDir} (or in SECRET) is not the one of this backup. Bring the secret of that house, or none and it is asked for later.`,
    )
  }
  const staging = join(request.dataDir, HALF_RESTORED)
  await refuseLiving(request)
  await clearStaging(staging, request.log)
  await mkdir(join(staging, FILES), { recursive: true })
  try {
    const embedded = request.databaseUrl ? null : await startEmbedded(staging, request.log)
    let breaches: Breach[]
    try {
      const url = request.databaseUrl ?? embedded?.url ?? ''
      if (!isOfSecret) await writeFile(join(staging, FILES, SECRET_WANTED), about.secretPrint)
      await fillDatabase(url, request, about, manifest, async () => {
        // Of a database elsewhere the commit is what decides, so its files are there before.
        if (request.databaseUrl) await moveIn(join(staging, FILES), request.dataDir)
      })
      await migrate(url, request.migrations)
      breaches = await breachesIn(url, about)
    } finally {
      await embedded?.stop()
    }
    if (embedded) await moveIntoPlace(staging, request.dataDir)
    await rm(staging, { recursive: true, force: true })
    const rows = Object.values(manifest.rows).reduce((sum, each) => sum + each, 0)
    const files = manifest.entries.filter(({ name }) => name.startsWith(FILES)).length
    return { madeAt: new Date(about.madeAt), rows, files, breaches, wantsSecret: !isOfSecret }
  } catch (error) {
    await clearStaging(staging, request.log).catch(() => {})
    throw error
  }
}

/**
 * What may lie in a folder that is fresh: the secret that was brought, what a killed restore left,
 * what a new disk has.
 */
const MAY_BE_THERE = /^(secret|backups|lost\+found|\.DS_Store|restoring)$/

async function refuseLiving({ dataDir, databaseUrl }: RestoreRequest): Promise<void> {
  const names = await readdir(dataDir).catch((): string[] => [])
  const isBrokenOff = names.includes(HALF_RESTORED)
  const others = names.filter((name) => !MAY_BE_THERE.test(name))
  if (holdsHouse(names) || (!databaseUrl && !isBrokenOff && others.length > 0)) {
    throw new StartError(
      `The folder ${dataDir} is not empty; a backup is restored into a fresh one only: DATA_DIR=… npm run restore -- FILE`,
    )
  }
  if (!databaseUrl) return
  const client = await connectTo(databaseUrl)
  try {
    const { rows } = await client.query(
      `SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v') LIMIT 1`,
    )
    if (rows.length === 0) return
  } finally {
    await client.end()
  }
  throw new StartError(
    'The database of DATABASE_URL is not empty; a backup is restored into an empty one only. Create another database and name it there.',
  )
}

/** Takes what a killed restore left, with its database; one that is still at work is left alone. */
async function clearStaging(staging: string, log: Logger): Promise<void> {
  const names = await readdir(staging).catch((): string[] => [])
  if (holdsHouse(names)) {
    // Takes the lock, which another restore would hold, and stops what a killed one left running.
    const left = await startEmbedded(staging, log)
    await left.stop()
    if (names.includes(POINTER)) await rm(dirname(left.folder), { recursive: true, force: true })
  }
  await rm(staging, { recursive: true, force: true })
}

// ── rows ──

/** All in one transaction; `onFilled` is the last thing before it is committed. */
async function fillDatabase(
  url: string,
  request: RestoreRequest,
  about: About,
  manifest: Manifest,
  onFilled: () => Promise<void>,
): Promise<void> {
  const client = await connectTo(url)
  try {
    await client.query(
      `SET TimeZone = 'UTC'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; BEGIN`,
    )
    await replayMigrations(client, request.migrations, about.migrations)
    const keys = await openTables(client, about)
    const rows = await readIn(client, request, about)
    for (const [table, count] of Object.entries(manifest.rows)) {
      if ((rows.get(table) ?? 0) !== count) throw new Error(`${table} has not all its rows`)
    }
    for (const key of keys) await client.query(key)
    for (const { name, value, isCalled } of manifest.sequences) {
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
        pg.escapeIdentifier(name),
        value,
        isCalled,
      ])
    }
    await onFilled()
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

/**
 * Empties the tables and lets rows come in any order. @returns statements that put back and check
 * what was let go
 */
async function openTables(client: pg.Client, about: About): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(`
    SELECT relname AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'`)
  const ours = new Set(tables.map(({ name }) => name))
  const strange = about.tables.find(({ name }) => !ours.has(name))
  if (strange) {
    throw new StartError(
      `The backup has a table ${strange.name}, which is not Fanzhuo's. Take it out of that database, and back it up again.`,
    )
  }
  const { rows: keys } = await client.query<{ table: string; name: string; words: string }>(`
    SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS words
      FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype = 'f'`)
  for (const { table, name } of keys) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  }
  const names = tables.map(({ name }) => pg.escapeIdentifier(name))
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`)
  await client.query(`TRUNCATE ${names.join(', ')}`)
  return [
    ...keys.map(({ table, name, words }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${words}`),
    ...names.map((name) => `ALTER TABLE ${name} ENABLE TRIGGER USER`),
  ]
}

/** @returns how many rows came, by table */
async function readIn(
  client: pg.Client,
  request: RestoreRequest,
  about: About,
): Promise<Map<string, number>> {
  const rows = new Map<string, number>()
  for await (const entry of entriesOf(request.file)) {
    const { name } = entry.header
    if (name.startsWith(TABLES)) {
      const table = about.tables.find((each) => name.startsWith(`${TABLES}${each.name}/`))
      if (!table) throw new Error(`${name} is of no table`)
      rows.set(table.name, (rows.get(table.name) ?? 0) + (await copyIn(client, table, entry)))
    } else if (name.startsWith(FILES)) {
      await keepFile(join(request.dataDir, HALF_RESTORED, FILES), name.slice(FILES.length), entry)
    } else {
      for await (const _ of entry);
    }
  }
  return rows
}

async function copyIn(client: pg.Client, table: About['tables'][number], entry: Entry) {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const copy = client.query(
    copyFrom(`COPY ${pg.escapeIdentifier(table.name)} (${columns}) FROM STDIN`),
  )
  await pipeline(entry, copy)
  return copy.rowCount
}

async function breachesIn(url: string, about: About): Promise<Breach[]> {
  const client = await connectTo(url)
  try {
    await client.query(`SET TimeZone = 'UTC'; SET statement_timeout = 0`)
    return await checkInvariants(client, new Date(about.madeAt))
  } finally {
    await client.end()
  }
}

// ── files ──

async function keepFile(home: string, name: string, entry: Entry): Promise<void> {
  const path = join(home, ...name.split('/'))
  const way = relative(home, path)
  if (way === '' || way.split(sep).includes('..') || name.includes('\0') || name.includes('\\')) {
    throw new StartError(`The backup has a file that leads out of its folder: ${name}`)
  }
  const pieces: Buffer[] = []
  for await (const piece of entry) pieces.push(piece)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, Buffer.concat(pieces), { flush: true })
}

/** The files first, the password, then the database: by that last rename the folder is a house. */
async function moveIntoPlace(staging: string, dataDir: string): Promise<void> {
  await moveIn(join(staging, FILES), dataDir)
  const names = await readdir(staging)
  for (const name of ['postgres-password', 'postgres', POINTER]) {
    if (!names.includes(name)) continue
    await rename(join(staging, name), join(dataDir, name))
  }
  const home = await readFile(join(dataDir, POINTER), 'utf8').catch(() => null)
  if (home) await writeFile(join(home.trim(), BELONGS_TO), `${dataDir}\n`)
}

/** Over what a restore that was killed here had moved already. */
async function moveIn(from: string, dataDir: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [path, aim] = [join(from, entry.name), join(dataDir, entry.name)]
    if (entry.isDirectory()) {
      await mkdir(aim, { recursive: true })
      await moveIn(path, aim)
    } else await rename(path, aim)
  }
}
