// Writes a backup while the house works: all tables as they were at one instant, then the files of
// the data folder. Nothing that guests or staff do waits for it. The file appears under its name
// when it is whole and was read through once more.

import { createHash } from 'node:crypto'
import { createWriteStream, type Dirent } from 'node:fs'
import { open, readdir, realpath, rename, rm, statfs } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Pack, pack } from 'tar-stream'
import { makePath, RUNNING } from '../data-folder'
import { connectTo } from '../database/migrate'
import { POINTER } from '../database/place'
import { StartError } from '../env'
import {
  ABOUT,
  type About,
  type BackupKind,
  checkBackup,
  FILES,
  FORMAT,
  MANIFEST,
  type Manifest,
  printOf,
  TABLES,
} from './backup-file'
import { backupsIn, DRAFT, nameOf, removeOldBackups } from './backups-folder'

/** A piece of a table: small enough to hold, and to sum up without anybody noticing. */
const PIECE_BYTES = 1_000_000
/** A database without room is worse than a night without a backup. */
const LEFT_FREE_BYTES = 200_000_000

export type BackupRequest = {
  /** The database. */
  url: string
  dataDir: string
  /** Where backups are kept, and how many of each kind. */
  folder: string
  keep: number
  kind: BackupKind
  secret: Buffer
  /** Aborted where the house closes: what was begun is taken back. */
  leaving?: AbortSignal
}

export type Backup = { path: string; bytes: number; rows: number }

/** @throws StartError with a sentence where it cannot be made; nothing is left of it then */
export async function writeBackup(request: BackupRequest): Promise<Backup> {
  const madeAt = new Date()
  await makePath(request.folder, 0o700)
  await refuseLittleRoom(request.folder)
  const path = join(request.folder, nameOf(madeAt, request.kind))
  const draft = `${path}${DRAFT}${process.pid}`
  const client = await connectTo(request.url)
  try {
    const rows = await writeDraft(request, client, draft, madeAt)
    request.leaving?.throwIfAborted()
    await checkBackup(draft)
    await rename(draft, path)
    await removeOldBackups(request.folder, request.kind, request.keep)
    const file = (await backupsIn(request.folder)).find((each) => each.path === path)
    return { path, bytes: file?.bytes ?? 0, rows }
  } finally {
    await client.end().catch(() => {})
    await rm(draft, { force: true })
  }
}

/** @returns how many rows it holds */
async function writeDraft(
  request: BackupRequest,
  client: pg.Client,
  draft: string,
  madeAt: Date,
): Promise<number> {
  const tar = pack()
  const sums: Manifest = { entries: [], rows: {}, sequences: [] }
  const file = createWriteStream(draft, { mode: 0o600, flush: true })
  const written = pipeline(tar as unknown as Readable, createGzip({ level: 5 }), file)
  // What failed first says why: the disk, which ends the tar, or the database.
  const isBroken = written.then(
    () => undefined,
    (error: Error) => error,
  )
  const put = async (name: string, data: Buffer) => {
    request.leaving?.throwIfAborted()
    await putEntry(tar, name, data)
    if (name !== MANIFEST) sums.entries.push({ name, bytes: data.length, sha256: sumOf(data) })
  }
  try {
    const work = async () => {
      const tables = await beginSnapshot(client)
      await put(ABOUT, json(await aboutOf(client, request, madeAt, tables)))
      for (const table of tables) sums.rows[table.name] = await putTable(client, table, put)
      sums.sequences = await readSequences(client)
      await client.query('COMMIT')
      await putFiles(request, put)
      await put(MANIFEST, json(sums))
      tar.finalize()
      await written
    }
    await Promise.race([work(), isBroken.then((error) => error && Promise.reject(error))])
    await written
  } catch (error) {
    tar.destroy()
    await isBroken
    throw error
  }
  return Object.values(sums.rows).reduce((sum, each) => sum + each, 0)
}

type Table = About['tables'][number]

/**
 * From here on this connection sees one instant, however long it reads; no migration comes between.
 */
async function beginSnapshot(client: pg.Client): Promise<Table[]> {
  await client.query(
    `SET TimeZone = 'UTC'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '30s'`,
  )
  const { rows } = await client.query<Table>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
     GROUP BY c.relname ORDER BY c.relname`)
  if (rows.length === 0) throw new StartError('There is no house in this database yet.')
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await client.query(
    `LOCK TABLE _prisma_migrations, ${rows.map(({ name }) => pg.escapeIdentifier(name)).join(', ')} IN ACCESS SHARE MODE`,
  )
  return rows
}

async function aboutOf(
  client: pg.Client,
  { kind, secret }: BackupRequest,
  madeAt: Date,
  tables: Table[],
): Promise<About> {
  const { rows: migrations } = await client.query<About['migrations'][number]>(`
    SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY migration_name`)
  const secretPrint = printOf(secret)
  return { format: FORMAT, kind, madeAt: madeAt.toISOString(), migrations, secretPrint, tables }
}

type Put = (name: string, data: Buffer) => Promise<void>

/** @returns how many rows went */
async function putTable(client: pg.Client, { name, columns }: Table, put: Put): Promise<number> {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const rows: Readable = client.query(
    copyTo(`COPY ${pg.escapeIdentifier(name)} (${list}) TO STDOUT`),
  )
  let count = 0
  let nth = 0
  let held: Buffer[] = []
  let heldBytes = 0
  /** Pieces end between two rows, so that each can be copied in by itself. */
  const putPiece = async () => {
    const all = Buffer.concat(held)
    const end = all.lastIndexOf(10) + 1
    if (end === 0) return
    nth += 1
    await put(`${TABLES}${name}/${String(nth).padStart(6, '0')}.copy`, all.subarray(0, end))
    held = [all.subarray(end)]
    heldBytes = all.length - end
  }
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    // A line is a row: what a text holds of line ends is written otherwise.
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count += 1
    held.push(chunk)
    heldBytes += chunk.length
    if (heldBytes >= PIECE_BYTES) await putPiece()
  }
  if (heldBytes > 0) await putPiece()
  return count
}

/** Read last: they only grow, so no row of the snapshot is ahead of them. */
async function readSequences(client: pg.Client): Promise<Manifest['sequences']> {
  const { rows: names } = await client.query<{ name: string }>(`
    SELECT relname AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY relname`)
  const found: Manifest['sequences'] = []
  for (const { name } of names) {
    const { rows } = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${pg.escapeIdentifier(name)}`,
    )
    for (const row of rows) found.push({ name, ...row })
  }
  return found
}

/**
 * What is not taken: the database, which was read otherwise; secrets, which are kept apart;
 * backups; what a start makes anew.
 */
const NOT_TAKEN = /^(postgres|secret|backups$|restoring$|\.probe-)/

async function putFiles({ dataDir, folder }: BackupRequest, put: Put): Promise<void> {
  const backups = await realpath(folder)
  const walk = async (path: string, at: string): Promise<void> => {
    for (const entry of await entriesIn(path)) {
      const inner = join(path, entry.name)
      const isLeftOut = NOT_TAKEN.test(entry.name) || [POINTER, RUNNING].includes(entry.name)
      if (at === '' && isLeftOut) continue
      if ((await realpath(inner).catch(() => inner)) === backups) continue
      // A folder of pictures may be a link to a shared one; below it links lead anywhere.
      if (entry.isDirectory() || (at === '' && entry.isSymbolicLink())) {
        await walk(inner, `${at}${entry.name}/`)
      } else if (entry.isFile()) {
        const data = await contentOf(inner)
        if (data) await put(`${FILES}${at}${entry.name}`, data)
      }
    }
  }
  await walk(dataDir, '')
}

async function entriesIn(path: string): Promise<Dirent[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR' || error.code === 'ENOENT') return []
    throw error
  })
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Null where it went meanwhile, as a draft does. */
async function contentOf(path: string): Promise<Buffer | null> {
  const file = await open(path).catch((error) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  try {
    return (await file?.readFile()) ?? null
  } finally {
    await file?.close()
  }
}

function putEntry(tar: Pack, name: string, data: Buffer): Promise<void> {
  return new Promise((done, fail) => {
    tar.entry({ name: name.split(sep).join('/'), mode: 0o600 }, data, (error) =>
      error ? fail(error) : done(),
    )
  })
}

async function refuseLittleRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const [newest] = await backupsIn(folder)
  if (bavail * bsize > (newest?.bytes ?? 0) * 1.5 + LEFT_FREE_BYTES) return
  throw new StartError(
    `There is too little room in ${folder} for a backup. Free some, keep fewer (BACKUP_KEEP), or set BACKUP_DIR to another disk.`,
  )
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value))
const sumOf = (data: Buffer) => createHash('sha256').update(data).digest('hex')
