// The bench's PostgreSQL: the embedded one in a folder of its own, fsync on as in the field.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { startEmbedded } from '@/server/database/embedded'
import { migrate } from '@/server/database/migrate'
import { cpuSeconds } from './processes'

export async function openBenchDatabase(dataDir: string) {
  const embedded = await startEmbedded(dataDir, pino({ level: 'silent' }))
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
    cpuSeconds: () => cpuSeconds(postmaster),
    close: async () => {
      await pool.end()
      await embedded.stop()
    },
  }
}
