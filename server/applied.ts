// For `npm run update -- back`: which migrations the database of this house has, and since when, as
// JSON. It changes nothing.

import { resolve } from 'node:path'
import pino from 'pino'
import { visitEmbedded } from './database/embedded'
import { connectTo } from './database/migrate'
import { readEnv, StartError } from './env'

async function run(): Promise<{ name: string; at: Date | null }[]> {
  const env = readEnv(process.env)
  const dataDir = resolve(env.DATA_DIR)
  const embedded = env.DATABASE_URL ? null : await visitEmbedded(dataDir, pino({ level: 'silent' }))
  try {
    const client = await connectTo(env.DATABASE_URL ?? embedded?.url ?? '')
    try {
      const there = await client.query(`SELECT WHERE to_regclass('_prisma_migrations') IS NOT NULL`)
      if (there.rowCount === 0) return []
      const { rows } = await client.query<{ name: string; at: Date | null }>(
        `SELECT migration_name AS name, finished_at AS at FROM _prisma_migrations
          WHERE rolled_back_at IS NULL ORDER BY migration_name`,
      )
      return rows
    } finally {
      await client.end()
    }
  } finally {
    await embedded?.stop()
  }
}

try {
  console.log(JSON.stringify(await run()))
} catch (error) {
  // No stack: what a driver says may hold the database's address and password.
  const reason =
    error instanceof StartError ? error.message : 'Something went wrong on the way; try it again.'
  console.error(`The database cannot be asked. ${reason}`)
  process.exitCode = 1
}
