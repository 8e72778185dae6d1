// Counts what is done and refuses what is done too often, by the one table in domain/limits.ts.
// What is kept lives in the database, so a restart forgives nobody and all processes count
// together; the rest is this process's memory and costs no statement.

import { createHmac } from 'node:crypto'
import {
  type Count,
  type Counted,
  countedOnce,
  type Limit,
  limitRowOf,
  waitsUntilMs,
} from '@/domain/limits'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Deps } from './deps'
import { addressGroup } from './http/proxies'

/** Who does it, as far as it is known: an address as it is, all else by an id of its own. */
export type Who = Partial<Record<Counted, string | number>>

type Counting = Pick<Deps, 'db' | 'secret' | 'now' | 'counts'>

/** About 20 MB. What is forgotten beyond is what nobody did for longest. */
const MAXIMUM_COUNTS = 100_000

/**
 * Counts one try of the command for everybody named, narrowest first, before anything of it is
 * done.
 * @throws Refusal input.too-often (retryAfterSeconds); a database that is away lets nobody in and
 *   shuts nobody out
 */
export async function countCommand(deps: Counting, command: string, who: Who): Promise<void> {
  const limits = limitsFor(deps, command, who)
  const at = deps.now()
  // Whoever has to wait for one of them spends nothing of the others, and a flood of refused tries
  // is no flood of statements.
  for (const { limit, key } of limits) {
    const untilMs = waitsUntilMs(limit, deps.counts.get(key) ?? null, at.getTime())
    if (untilMs !== null) refuse(untilMs, at)
  }
  for (const { limit, key } of limits) {
    if (limit.isKept) await countKept(deps, limit, key, at)
    else {
      const known = deps.counts.get(key) ?? null
      remember(deps.counts, key, countedOnce(limit, known, at.getTime()))
    }
  }
}

/**
 * Takes tries back that turned out to be nothing to count: one, or all of whoever is named in
 * `all`.
 */
export async function forgiveCommand(
  deps: Counting,
  command: string,
  who: Who,
  all: readonly Counted[],
): Promise<void> {
  for (const { limit, key } of limitsFor(deps, command, who)) {
    deps.counts.delete(key)
    const points = all.includes(limit.of) ? 0 : { decrement: 1 }
    await deps.db.limitCount.updateMany({
      where: { key, points: { gt: 0 } },
      data: { points, freeAt: deps.now() },
    })
  }
}

function limitsFor(deps: Counting, command: string, who: Who): { limit: Limit; key: string }[] {
  const row = limitRowOf(command)
  if (!row) return []
  return row.limits.flatMap((limit) => {
    const whose = who[limit.of]
    if (whose === undefined) return []
    const name = limit.of === 'address' ? addressGroup(String(whose)) : String(whose)
    return [{ limit, key: keyOf(deps, [row.commands[0], limit.of, limit.seconds, name].join(' ')) }]
  })
}

/** Neither logins nor addresses stand in the database: a key says nothing to whoever reads it. */
function keyOf({ secret }: Counting, name: string): string {
  return createHmac('sha256', secret).update(`limit ${name}`).digest('base64url')
}

async function countKept(
  { db, counts }: Counting,
  limit: Limit,
  key: string,
  at: Date,
): Promise<void> {
  const { count, untilMs } = await db.$transaction(async (tx) => {
    const kept = await lockCount(tx, key, at)
    const untilMs = waitsUntilMs(limit, kept, at.getTime())
    if (untilMs !== null) return { count: kept, untilMs }
    const count = countedOnce(limit, kept, at.getTime())
    const { points, freeAtMs, endsAtMs } = count
    const data = { points, freeAt: new Date(freeAtMs), endsAt: new Date(endsAtMs) }
    await tx.limitCount.update({ where: { key }, data })
    return { count, untilMs }
  })
  remember(counts, key, count)
  if (untilMs !== null) refuse(untilMs, at)
}

function refuse(untilMs: number, at: Date): never {
  const retryAfterSeconds = Math.ceil((untilMs - at.getTime()) / 1_000)
  throw new Refusal('input.too-often', { retryAfterSeconds })
}

/** Tries that come at once are counted one after the other, in every process. */
async function lockCount(tx: Prisma.TransactionClient, key: string, at: Date): Promise<Count> {
  const [row] = await tx.$queryRaw<{ points: number; freeAt: Date; endsAt: Date }[]>`
    INSERT INTO limit_count AS c (key, points, free_at, ends_at) VALUES (${key}, 0, ${at}, ${at})
    ON CONFLICT (key) DO UPDATE SET points = c.points
    RETURNING points, free_at AS "freeAt", ends_at AS "endsAt"`
  if (!row) throw new Error('a count that was just written is not there')
  return { points: row.points, freeAtMs: row.freeAt.getTime(), endsAtMs: row.endsAt.getTime() }
}

function remember(counts: Deps['counts'], key: string, count: Count): void {
  counts.delete(key)
  counts.set(key, count)
  for (const oldest of counts.keys()) {
    if (counts.size <= MAXIMUM_COUNTS) break
    counts.delete(oldest)
  }
}
