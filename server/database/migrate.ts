// Applies the migrations in prisma/migrations, each whole or not at all, one starting app at a
// time. The records are Prisma's own (`_prisma_migrations`), so `prisma migrate deploy` and this
// runner understand each other.

import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { StartError } from '../env'

const OLDEST_SERVER = 150_000

const RECORDS = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`

type Migration = { name: string; sql: string; checksum: string }
type Applied = { name: string; checksum: string; isFinished: boolean }

/**
 * Brings a database to this version's schema; returns the names of the migrations it applied.
 * @param before what is done first where a house with data is about to be changed; whoever starts
 *   beside waits for it, too
 * @throws StartError when the server cannot be reached or is too old, when the database is of a
 *   newer Fanzhuo, or when a migration failed or was changed; the database is as it was then
 */
export async function migrate(
  url: string,
  folder: string,
  before: (changes: number) => Promise<void> = async () => {},
): Promise<string[]> {
  const wanted = await readMigrations(folder)
  const client = await connectTo(url)
  try {
    const { rows } = await client.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    )
    if ((rows[0]?.version ?? 0) < OLDEST_SERVER) {
      throw new StartError('This PostgreSQL is too old; Fanzhuo needs version 15 or newer.')
    }
    await requireOwnSession(url, client)
    await client.query('SELECT pg_advisory_lock(7, 2)')
    await client.query(RECORDS)
    const done = await readApplied(client)
    refuseMismatch(done, wanted)

    const applied: string[] = []
    const toCome = wanted.slice(done.length)
    if (toCome.length > 0 && (await isHouse(client))) await before(toCome.length)
    for (const migration of toCome) {
      await applyMigration(client, migration)
      applied.push(migration.name)
    }
    return applied
  } finally {
    await client.end()
  }
}

/**
 * Whether there is anything in it to lose: a first start that was killed half-way has left none.
 */
async function isHouse(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ isThere: boolean }>(
    `SELECT to_regclass('store') IS NOT NULL AS "isThere"`,
  )
  if (!rows[0]?.isThere) return false
  return ((await client.query('SELECT FROM store LIMIT 1')).rowCount ?? 0) > 0
}

/**
 * What a database has and what this Fanzhuo would bring to it, asked without changing anything.
 * @throws StartError as `migrate` does
 */
export async function migrationsOf(
  url: string,
  folder: string,
): Promise<{ done: string[]; toCome: string[] }> {
  const wanted = (await readMigrations(folder)).map(({ name }) => name)
  const client = await connectTo(url)
  try {
    const { rows } = await client.query<{ isThere: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`,
    )
    const done = rows[0]?.isThere ? (await readApplied(client)).map(({ name }) => name) : []
    return { done, toCome: wanted.slice(done.length) }
  } finally {
    await client.end()
  }
}

/** The first of these migrations that this Fanzhuo has not, or has otherwise. */
export async function firstUnknown(
  folder: string,
  migrations: readonly Pick<Migration, 'name' | 'checksum'>[],
): Promise<string | null> {
  const ours = await readMigrations(folder)
  const isOurs = ({ name, checksum }: Pick<Migration, 'name' | 'checksum'>, nth: number) =>
    ours[nth]?.name === name && ours[nth]?.checksum === checksum
  return migrations.find((each, nth) => !isOurs(each, nth))?.name ?? null
}

/**
 * Makes an empty database, within the caller's transaction, what it was after just these
 * migrations.
 * @throws StartError where this Fanzhuo has not all of them, unchanged
 */
export async function replayMigrations(
  client: pg.ClientBase,
  folder: string,
  migrations: readonly Pick<Migration, 'name' | 'checksum'>[],
): Promise<void> {
  const ours = await readMigrations(folder)
  refuseMismatch(
    migrations.map((each) => ({ ...each, isFinished: true })),
    ours,
  )
  await client.query(RECORDS)
  for (const migration of ours.slice(0, migrations.length)) await runMigration(client, migration)
}

/** @throws StartError saying what to check */
export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw new StartError(unreachableWords(url, error))
  }
}

/**
 * Asked in turns: a pooler that lends a session for a statement or a transaction lends the one it
 * has just got back.
 */
const TURNS = 4

/**
 * That a connection has a session of its own for as long as it lasts: locks, LISTEN, settings and
 * prepared statements live there.
 * @throws StartError behind a pooler that lends one session to several
 */
async function requireOwnSession(url: string, client: pg.Client): Promise<void> {
  const { host } = new URL(url)
  const other = await connectTo(url)
  const seen = new Map<pg.Client, Set<number>>([
    [client, new Set()],
    [other, new Set()],
  ])
  try {
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const [each, sessions] of seen) sessions.add(await sessionOf(each))
    }
  } catch (error) {
    throw new StartError(unreachableWords(url, error))
  } finally {
    await other.end().catch(() => {})
  }
  const sessions = [...seen.values()].flatMap((each) => [...each])
  if (sessions.length === seen.size && new Set(sessions).size === seen.size) return
  throw new StartError(
    `What answers at ${host} lends one session of PostgreSQL to several connections (transaction pooling), and Fanzhuo needs sessions of its own. ` +
      'Set pool_mode = session there, or let DATABASE_URL name PostgreSQL itself.',
  )
}

async function sessionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ id: number }>({
    text: 'SELECT pg_backend_pid() AS id',
    query_timeout: 10_000,
  } as pg.QueryConfig)
  return rows[0]?.id ?? 0
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
      FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`)
  return rows
}

function refuseMismatch(done: readonly Applied[], wanted: readonly Migration[]): void {
  const failed = done.find((each) => !each.isFinished)
  if (failed) {
    throw new StartError(
      `The migration ${failed.name} failed half-way under another tool. Restore the database from its backup, then start again.`,
    )
  }
  for (const [index, each] of done.entries()) {
    const ours = wanted[index]
    if (ours?.name !== each.name) {
      throw new StartError(
        `This database has the migration ${each.name}, which this Fanzhuo does not know: it was used by a newer version. Start that version, or use another database.`,
      )
    }
    if (ours.checksum !== each.checksum) {
      throw new StartError(
        `The migration ${each.name} is not the one this database was made with. Restore the original file of that migration.`,
      )
    }
  }
}

/** In one transaction with its record: after a crash it is either done or not begun. */
async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await runMigration(client, migration)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new StartError(
      `The migration ${migration.name} could not be applied and was taken back: ${(error as Error).message}`,
    )
  }
}

async function runMigration(
  client: pg.ClientBase,
  { name, sql, checksum }: Migration,
): Promise<void> {
  await client.query(sql)
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), 1)`,
    [randomUUID(), checksum, name],
  )
}

function unreachableWords(url: string, error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  const { host, pathname, username } = new URL(url)
  if (code === '28P01' || code === '28000') {
    return `PostgreSQL at ${host} does not let ${username || 'this user'} in. Check user and password in DATABASE_URL.`
  }
  if (code === '3D000') {
    return `PostgreSQL at ${host} has no database ${pathname.slice(1)}. Create it, or correct DATABASE_URL.`
  }
  return `PostgreSQL at ${host} cannot be reached (${code ?? message}). Check DATABASE_URL and that the server runs.`
}
