// A database as an older Fanzhuo left it: migrated up to, and without, one migration, and then on
// to today.

import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '@/server/database/migrate'
import type { TestDatabase } from './database'

const FOLDER = 'prisma/migrations'

/**
 * @param migration how the name of the first migration ends that the older one did not have
 * @param left what it left behind, as SQL
 * @param look reads what today's Fanzhuo finds
 */
export async function upgraded(
  database: TestDatabase,
  migration: string,
  left: string,
  look: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const first = readdirSync(FOLDER).find((name) => name.endsWith(migration))
  if (!first) throw new Error(`no migration is called ${migration}`)
  const older = olderFolder((name) => name < first)
  const url = new URL(database.url)
  const name = `${url.pathname.slice(1)}_older`
  url.pathname = `/${name}`
  await database.pool.query(`CREATE DATABASE ${name}`)
  const client = new pg.Client(url.href)
  try {
    await migrate(url.href, older.path)
    await client.connect()
    await client.query(left)
    await migrate(url.href, FOLDER)
    await look(client)
  } finally {
    await client.end()
    older.remove()
    await database.pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
  }
}

/** A folder with those of the migrations that an older Fanzhuo had. */
export function olderFolder(had: (name: string) => boolean): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'fanzhuo-older-'))
  for (const name of readdirSync(FOLDER).filter(had)) {
    cpSync(join(FOLDER, name), join(path, name), { recursive: true })
  }
  return { path, remove: () => rmSync(path, { recursive: true }) }
}
