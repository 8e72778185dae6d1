// The audit as a chain of each store: every entry's hash is over the one before it and what it
// says, so that none is changed, taken away or put between without breaking all that follow. It is
// linked a moment after it was written, by one process at a time, and no command waits for that.
// The links are walked again and again; how far, and whether one is broken, stands beside them.

import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import { AUDIT_TEXT } from '../access/write-audit'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'

/** The turn of the one that links; see database/alone.ts for the others. */
const TURN = 5
const MOST_AT_ONCE = 500
/**
 * Entries are numbered when they are written and seen when their command commits: an earlier number
 * may be seen later, though never by so many.
 */
const LATE_BY = 1_000
const WALK_AGAIN_MS = 24 * 3_600_000

const UNLINKED = statement(
  'audit-unlinked',
  { id: z.string(), storeId: z.int(), text: z.string() },
  `
SELECT e.id::text AS id, e.store_id AS "storeId", ${AUDIT_TEXT} AS text
  FROM audit_entry e
 WHERE e.id > (SELECT COALESCE(max(entry_id), 0) FROM audit_link) - $2
   AND NOT EXISTS (SELECT FROM audit_link l WHERE l.entry_id = e.id)
 ORDER BY e.id LIMIT $1`,
)

const LAST_LINKS = statement(
  'audit-last-links',
  { storeId: z.int(), seq: z.string(), hash: z.instanceof(Buffer) },
  `
SELECT s.id AS "storeId", l.seq::text AS seq, l.hash
  FROM unnest($1::int[]) AS s(id)
  CROSS JOIN LATERAL (SELECT seq, hash FROM audit_link WHERE store_id = s.id ORDER BY seq DESC LIMIT 1) l`,
)

const LINK = statement(
  'audit-link',
  {},
  `
INSERT INTO audit_link (store_id, seq, entry_id, hash)
SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bytea[])`,
)

/** sha256 over the hash before, none for the first, and the entry's text. */
function linkHash(before: Uint8Array | null, text: string): Buffer {
  const hash = createHash('sha256')
  if (before) hash.update(before)
  return hash.update(text, 'utf8').digest()
}

/** Links what was written since, then walks on. @returns how many were linked */
export async function chainAudit({ pool, now }: Pick<Deps, 'pool' | 'now'>): Promise<number> {
  return inTurn(pool, async (client) => {
    const linked = await linkNew(client)
    if (linked < MOST_AT_ONCE) await walkOn(client, now())
    return linked
  })
}

async function linkNew(client: PoolClient): Promise<number> {
  const entries = await ask(client, UNLINKED, [MOST_AT_ONCE, LATE_BY])
  if (entries.length === 0) return 0
  const storeIds = [...new Set(entries.map(({ storeId }) => storeId))]
  const last = new Map<number, { seq: bigint; hash: Uint8Array | null }>(
    (await ask(client, LAST_LINKS, [storeIds])).map(({ storeId, seq, hash }) => [
      storeId,
      { seq: BigInt(seq), hash },
    ]),
  )
  const links = entries.map(({ id, storeId, text }) => {
    const before = last.get(storeId) ?? { seq: 0n, hash: null }
    const link = { seq: before.seq + 1n, hash: linkHash(before.hash, text) }
    last.set(storeId, link)
    return { storeId, id, ...link }
  })
  await ask(client, LINK, [
    links.map(({ storeId }) => storeId),
    links.map(({ seq }) => String(seq)),
    links.map(({ id }) => id),
    links.map(({ hash }) => hash),
  ])
  return links.length
}

const WALKS = statement(
  'audit-walks',
  { storeId: z.int(), checkedSeq: z.string(), begunAt: z.date().nullable() },
  `
SELECT s.id AS "storeId", COALESCE(c.checked_seq, 0)::text AS "checkedSeq", c.begun_at AS "begunAt"
  FROM store s LEFT JOIN audit_chain c ON c.store_id = s.id
 WHERE c.begun_at IS NULL OR c.begun_at < $1
    OR c.checked_seq < (SELECT l.seq FROM audit_link l WHERE l.store_id = s.id ORDER BY l.seq DESC LIMIT 1)
 ORDER BY c.checked_at NULLS FIRST LIMIT 20`,
)

const STRETCH = statement(
  'audit-stretch',
  { seq: z.string(), hash: z.instanceof(Buffer), text: z.string().nullable() },
  `
SELECT l.seq::text AS seq, l.hash, CASE WHEN e.id IS NOT NULL THEN ${AUDIT_TEXT} END AS text
  FROM audit_link l LEFT JOIN audit_entry e ON e.id = l.entry_id AND e.store_id = l.store_id
 WHERE l.store_id = $1 AND l.seq >= $2 ORDER BY l.seq LIMIT $3`,
)

const WALKED = statement(
  'audit-walked',
  {},
  `
INSERT INTO audit_chain (store_id, checked_seq, checked_at, broken_seq, begun_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (store_id) DO UPDATE SET checked_seq = $2, checked_at = $3, broken_seq = $4, begun_at = $5`,
)

/** A stretch of each chain that has one left; from the first link on, once a day. */
async function walkOn(client: PoolClient, now: Date): Promise<void> {
  const again = new Date(now.getTime() - WALK_AGAIN_MS)
  for (const { storeId, checkedSeq, begunAt } of await ask(client, WALKS, [again])) {
    const isAnew = begunAt === null || begunAt < again
    const from = isAnew ? 0n : BigInt(checkedSeq)
    // The one before comes along: its hash is part of the next.
    const stretch = await ask(client, STRETCH, [storeId, String(from), MOST_AT_ONCE])
    const { checked, broken } = walk(from, stretch)
    await ask(client, WALKED, [
      storeId,
      String(checked),
      now,
      broken === null ? null : String(broken),
      isAnew ? now : begunAt,
    ])
  }
}

/**
 * How far a stretch is unbroken, and which link is the first that is not. @param from the last that
 * was walked, whose own link the stretch begins with; 0 = none
 */
function walk(
  from: bigint,
  stretch: readonly { seq: string; hash: Uint8Array; text: string | null }[],
): { checked: bigint; broken: bigint | null } {
  let checked = from
  let before: Uint8Array | null = null
  for (const { seq, hash, text } of stretch) {
    const number = BigInt(seq)
    if (number === from) {
      before = hash
      continue
    }
    const isNext = number === checked + 1n && (checked === 0n || before !== null)
    if (!isNext || text === null || !linkHash(before, text).equals(hash)) {
      return { checked, broken: checked + 1n }
    }
    checked = number
    before = hash
  }
  return { checked, broken: null }
}

/** Nothing where another process is at it. */
async function inTurn(pool: Pool, work: (client: PoolClient) => Promise<number>): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<{ isMine: boolean }>(
      'SELECT pg_try_advisory_xact_lock(7, $1) AS "isMine"',
      [TURN],
    )
    const done = rows[0]?.isMine ? await work(client) : 0
    await client.query('COMMIT')
    return done
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
