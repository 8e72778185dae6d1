// One pool of connections, shared by Prisma and by the statements of the hot paths. Nothing waits
// for ever, and every session is in UTC: Prisma's adapter writes and reads instants as UTC digits
// without a zone, so in any other session they would be other instants.

import type { Socket } from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Logger } from 'pino'
import { PrismaClient } from '@/prisma/client/client'
import { StartError } from '../env'
import { EXACT_INTEGERS, withExactIntegers } from './exact-integers'

export type Database = { db: PrismaClient; pool: pg.Pool; close: () => Promise<void> }

/**
 * Said on the connection and not on the way in, for poolers between us and the database refuse
 * settings they do not know. Without JIT: where a PostgreSQL has it, translating what builds the
 * kitchen's tickets takes ten times as long as running it. A house's data lies in memory or on an
 * SSD, where looking one row up costs no more than reading on; and its few cores are for those who
 * order, not all for one report.
 */
const SESSION = {
  text: `
    SET TimeZone = 'UTC';
    SET jit = off;
    SET random_page_cost = 1.1;
    SET max_parallel_workers_per_gather = 0;
    SET statement_timeout = '10s';
    SET idle_in_transaction_session_timeout = '15s'`,
  query_timeout: 5_000,
}

/**
 * PostgreSQL ends a statement sooner; who is silent for so long is behind a wire that died without
 * a word.
 */
const SILENT_MS = 15_000

/** @param silentMs after how long a connection that was asked and says nothing is given up */
export function openDatabase(
  url: string,
  poolSize: number,
  log: Logger,
  silentMs = SILENT_MS,
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types: EXACT_INTEGERS,
    onConnect: (client) => client.query(SESSION),
  })
  // A connection that breaks while idle is replaced by the next call.
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection broke'))
  pool.on('connect', (client) => giveUpWhenSilent(client, silentMs))
  const db = withExactIntegers(
    new PrismaClient({
      adapter: new PrismaPg(pool),
      transactionOptions: { maxWait: 5_000, timeout: 10_000 },
    }),
  )
  return {
    db,
    pool,
    close: async () => {
      await db.$disconnect()
      if (!pool.ended) await pool.end()
    },
  }
}

/**
 * TCP notices after a quarter of an hour that nobody is there; until then whoever asked would wait,
 * with a lock or a place in the pool.
 */
function giveUpWhenSilent(client: pg.PoolClient, silentMs: number): void {
  const { connection } = client as unknown as { connection: { stream: Socket } }
  const isAsked = () => !(client as unknown as { readyForQuery: boolean }).readyForQuery
  connection.stream.setTimeout(silentMs, () => {
    if (isAsked()) connection.stream.destroy()
  })
}

/** How far the database's clock and this machine's may be apart. */
const CLOCKS_APART_MS = 60_000
/** Statements asked at once, so that a pooler answers from several of its connections. */
const ASKED_AT_ONCE = 4

/**
 * That an instant is the same instant whoever writes it, Prisma or a plain statement, and that the
 * database's clock is ours.
 * @throws StartError when something between us and the database forgets the session's zone
 */
export async function checkClock({ db, pool }: Database, log: Logger): Promise<void> {
  const at = new Date()
  const asked = Array.from({ length: ASKED_AT_ONCE }, async () => {
    const [byPrisma] = await db.$queryRaw<
      { seconds: number }[]
    >`SELECT extract(epoch FROM ${at}::timestamptz)::float8 AS seconds`
    const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
    return { heard: (byPrisma?.seconds ?? 0) * 1000, theirs: rows[0]?.now ?? at }
  })
  const answers = await Promise.all(asked)
  if (answers.some(({ heard }) => Math.abs(heard - at.getTime()) > 1)) {
    throw new StartError(
      'The database does not keep the time zone that Fanzhuo sets for its sessions, so times would be wrong. If there is a pooler in front of ' +
        `it, let it keep TimeZone (PgBouncer does), or set it for the database: ALTER DATABASE … SET TimeZone = 'UTC'.`,
    )
  }
  const apartMs = Math.max(...answers.map(({ theirs }) => Math.abs(theirs.getTime() - Date.now())))
  if (apartMs > CLOCKS_APART_MS) {
    log.warn(
      `the clocks of the database and of this machine are ${Math.round(apartMs / 1000)} s apart; set both by a time server`,
    )
  }
}

/** What the program holds beside the pool: the lock of its data folder, and one for a visit. */
const BESIDE_POOL = 2

/**
 * @throws StartError when the server does not let in as many connections as DATABASE_POOL asks for
 */
export async function checkPool({ pool }: Database, poolSize: number): Promise<void> {
  const { rows } = await pool.query<{ most: number }>(`
    SELECT LEAST(
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
          - COALESCE(current_setting('reserved_connections', true)::int, 0),
        (SELECT NULLIF(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user),
        (SELECT NULLIF(datconnlimit, -1) FROM pg_database WHERE datname = current_database())
      ) AS most`)
  const most = (rows[0]?.most ?? poolSize) - BESIDE_POOL
  if (poolSize <= most) return
  throw new StartError(
    `DATABASE_POOL is ${poolSize}, and PostgreSQL lets this user have ${most + BESIDE_POOL} connections, of which Fanzhuo needs ${BESIDE_POOL} more. ` +
      `Set DATABASE_POOL to ${most} or less, or raise max_connections there.`,
  )
}
