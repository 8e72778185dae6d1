// The bench's PostgreSQL: the embedded one in a folder of its own, fsync on as in the field.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { startEmbedded } from '@/server/database/embedded'
import { migrate } from '@/server/database/migrate'
import { cpuSeconds } from '@/testing/program/processes'

export async function openBenchDatabase(dataDir: string) {
  const embedded = await startTelling(dataDir)
  await migrate(embedded.url, 'prisma/migrations')
  const pool = new pg.Pool({ connectionString: embedded.url, max: 4 })
  pool.on('error', () => {})
  const postmaster = Number(
    readFileSync(join(embedded.folder, 'postmaster.pid'), 'utf8').split('\n')[0],
  )
  return {
    url: embedded.url,
    port: Number(new URL(embedded.url).port),
    pool,
    /** The same database through another port of this machine. */
    urlAt: (port: number) => {
      const url = new URL(embedded.url)
      url.port = String(port)
      return url.href
    },
    /** When each of these orders was committed: ms since 1970 by the clock of this machine. */
    commitTimes: async (orderIds: readonly number[]): Promise<Map<number, number>> => {
      const { rows } = await pool.query(
        `SELECT id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS at
         FROM customer_order WHERE id = ANY($1)`,
        [orderIds],
      )
      return new Map(rows.map(({ id, at }) => [id, Number(at)]))
    },
    cpuSeconds: () => cpuSeconds(postmaster),
    close: async () => {
      await pool.end()
      await embedded.stop()
    },
  }
}

/** A PostgreSQL that remembers when it committed what, which it does only when started so. */
async function startTelling(dataDir: string) {
  const log = pino({ level: 'silent' })
  const first = await startEmbedded(dataDir, log)
  const client = new pg.Client({ connectionString: first.url })
  await client.connect()
  await client.query('ALTER SYSTEM SET track_commit_timestamp = on')
  await client.end()
  await first.stop()
  return startEmbedded(dataDir, log)
}
