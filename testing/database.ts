// A database of one's own, copied from the migrated template in a fraction of a second.

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import pino from 'pino'
import { inject } from 'vitest'
import { type Database, openDatabase } from '@/server/database/db'

export type TestDatabase = Pick<Database, 'db' | 'pool'> & {
  url: string
  drop: () => Promise<void>
}

export async function freshDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `t_${randomBytes(8).toString('hex')}`
  await asAdmin(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${inject('template')}`)
  // As on a machine of that zone: nothing of ours may depend on it.
  await asAdmin(serverUrl, `ALTER DATABASE ${name} SET TimeZone = '${process.env.TZ}'`)

  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const { db, pool, close } = openDatabase(url.href, 10, pino({ level: 'silent' }))
  return {
    db,
    pool,
    url: url.href,
    drop: async () => {
      await close()
      await asAdmin(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

async function asAdmin(serverUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client(serverUrl)
  await admin.connect()
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}
