// Applies the migrations in prisma/migrations, each whole or not at all, one starting app at a time. The records are
// Prisma's own (`_prisma_migrations`), so `prisma migrate deploy` and this runner understand each other.

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
 * @throws StartError when the server cannot be reached or is too old, when the database is of a newer Fanzhuo, or when a
 *   migration failed or was changed; the database is as it was then
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const wanted = await readMigrations(folder)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => {})
    throw new StartError(unreachable(url, error))
  }
  try {
    const { rows } = await client.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    )
    if ((rows[0]?.version ?? 0) < OLDEST_SERVER) {
      throw new StartError('This PostgreSQL is too old; Fanzhuo needs version 15 or newer.')
    }
    await client.query('SELECT pg_advisory_lock(7, 2)')
    await client.query(RECORDS)
    const done = await readApplied(client)
    refuseMismatch(done, wanted)

    const applied: string[] = []
    for (const migration of wanted.slice(done.length)) {
      await apply(client, migration)
      applied.push(migration.name)
    }
    return applied
  } finally {
    await client.end()
  }
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
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new StartError(
      `The migration ${name} could not be applied and was taken back: ${(error as Error).message}`,
    )
  }
}

function unreachable(url: string, error: unknown): string {
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
