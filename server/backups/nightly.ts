// A backup each night, when the business day of the first store ends, or as soon as the house is
// open again after that. One process makes it for all on a database; one that failed is tried
// again, and whoever is asked says so. And one of the demo, before it goes.

import { join, resolve } from 'node:path'
import pg from 'pg'
import type { Logger } from 'pino'
import { businessDay, businessDaySpan } from '@/domain/calendar'
import type { Deps } from '../deps'
import type { Env } from '../env'
import { backupsIn } from './backups-folder'
import { writeBackup } from './write-backup'

/** The turn of the one that makes it; see database/alone.ts for the others. */
const TURN = 4
const TRY_AGAIN_MS = 10 * 60_000
/** What was not made so long after it was due is overdue, whatever the reason. */
const OVERDUE_MS = 6 * 3_600_000

export type BackupTrouble = 'failed' | 'overdue'

export type Backups = {
  /** Whether the owner wants any. */
  isOn: boolean
  /** Null when all is well, or when the owner wants none. */
  trouble: () => Promise<BackupTrouble | null>
  /** When the newest was made, other than of the demo; null where there is none. */
  newestAt: () => Promise<Date | null>
  /**
   * Makes one of the demo; null where the owner wants none. @throws where it cannot be made
   */
  keepDemo: () => Promise<string | null>
  /** The path of the newest of the demo; null where there is none. */
  demo: () => Promise<string | null>
  /** Makes one where it is due. */
  run: () => Promise<void>
  /** One under way is given up and leaves nothing. */
  leave: () => void
}

export function backupFolderOf(env: Pick<Env, 'BACKUP_DIR'>, dataDir: string): string {
  return resolve(env.BACKUP_DIR ?? join(dataDir, 'backups'))
}

type Settings = {
  isOn: boolean
  url: string
  dataDir: string
  folder: string
  keep: number
}

export function openBackups(
  { pool, secret, now, log }: Pick<Deps, 'pool' | 'secret' | 'now'> & { log: Logger },
  { isOn, ...place }: Settings,
): Backups {
  const leaving = new AbortController()
  let failedAtMs: number | null = null

  let ofDemo: Promise<string | null> | null = null

  const newest = async (isOfDemo: boolean) =>
    (await backupsIn(place.folder)).find(({ kind }) => (kind === 'demo') === isOfDemo) ?? null
  const newestAt = async () => (await newest(false))?.madeAt ?? null
  const writeDemo = async (): Promise<string | null> => {
    if (!isOn) return null
    const request = { ...place, kind: 'demo', secret, leaving: leaving.signal } as const
    return (await writeBackup(request)).path
  }
  /** The instant since which one is due; null where none is. */
  const dueSince = async (): Promise<number | null> => {
    if (!isOn) return null
    const end = await lastDayEnd(pool, now().getTime())
    const newest = await newestAt()
    return end !== null && (newest?.getTime() ?? 0) < end ? end : null
  }

  return {
    isOn,
    newestAt,
    demo: async () => (await newest(true))?.path ?? null,
    // Two who leave it at once wait for the same.
    keepDemo: () => {
      ofDemo ??= writeDemo().finally(() => {
        ofDemo = null
      })
      return ofDemo
    },
    trouble: async () => {
      const since = await dueSince()
      if (since === null) return null
      if (failedAtMs !== null) return 'failed'
      return now().getTime() - since > OVERDUE_MS ? 'overdue' : null
    },
    run: async () => {
      if (failedAtMs !== null && now().getTime() - failedAtMs < TRY_AGAIN_MS) return
      if ((await dueSince()) === null) return
      try {
        await inTurn(place.url, async () => {
          // Another process may just have made it.
          if ((await dueSince()) === null) return
          const request = { ...place, kind: 'nightly', secret, leaving: leaving.signal } as const
          const { path, bytes, rows } = await writeBackup(request)
          log.info({ path, bytes, rows }, 'a backup was made')
        })
        failedAtMs = null
      } catch (error) {
        if (leaving.signal.aborted) return
        failedAtMs = now().getTime()
        log.error({ err: error }, 'the nightly backup failed; it is tried again in ten minutes')
      }
    },
    leave: () => leaving.abort(),
  }
}

/**
 * The end of the last business day that this house has lived through; null in its first, and
 * without a store.
 */
async function lastDayEnd(pool: pg.Pool, nowMs: number): Promise<number | null> {
  const { rows } = await pool.query<{ timeZone: string; dayEndsAtHour: number; since: Date }>(`
    SELECT time_zone AS "timeZone", day_ends_at_hour AS "dayEndsAtHour",
           (SELECT min(finished_at) FROM _prisma_migrations) AS since
      FROM store ORDER BY id LIMIT 1`)
  const [store] = rows
  if (!store) return null
  const { fromMs } = businessDaySpan(businessDay(nowMs, store), store)
  return store.since.getTime() < fromMs ? fromMs : null
}

/** Does nothing where another process is at it. */
async function inTurn(url: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ isMine: boolean }>(
      'SELECT pg_try_advisory_lock(7, $1) AS "isMine"',
      [TURN],
    )
    if (rows[0]?.isMine) await work()
  } finally {
    await client.end()
  }
}
