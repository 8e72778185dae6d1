// One pool of connections, shared by Prisma and by the statements of the hot paths. Nothing waits for ever.

import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Logger } from 'pino'
import { PrismaClient } from '@/prisma/client/client'

export type Database = { db: PrismaClient; pool: pg.Pool; close: () => Promise<void> }

export function openDatabase(url: string, poolSize: number, log: Logger): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
  })
  // A connection that breaks while idle is replaced by the next call.
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection broke'))
  const db = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  })
  return {
    db,
    pool,
    close: async () => {
      await db.$disconnect()
      if (!pool.ended) await pool.end()
    },
  }
}
