// Keys by which programs act for a store: a till, a printer bridge, a mini program. What a key says
// is shown once, when it is made; the house keeps its hash.

import { PERMISSIONS, type Permission } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { PrismaClient } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { hashToken, newToken } from '../access/tokens'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'

/** Ends of keys are kept for ever; the page shows the newest. */
const MOST_SHOWN = 100
const MOST_IN_USE = 50

export type ShownKey = {
  id: number
  name: string
  scopes: Permission[]
  createdAt: string
  /** null = at the terminal. */
  createdBy: string | null
  expiresAt: string | null
  /** To the quarter of an hour. */
  lastUsedAt: string | null
  endedAt: string | null
}

/** Those in use first, then those that ended, the newest of each first. */
export async function readKeys(deps: Deps, { storeId }: Actor): Promise<ShownKey[]> {
  const keys = await deps.db.apiKey.findMany({
    where: { storeId },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    take: MOST_SHOWN,
    include: { createdBy: { select: { name: true } } },
  })
  return keys.map((key) => ({
    id: key.id,
    name: key.name,
    scopes: PERMISSIONS.filter((permission) => key.scopes.includes(permission)),
    createdAt: key.createdAt.toISOString(),
    createdBy: key.createdBy?.name ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    endedAt: key.revokedAt?.toISOString() ?? null,
  }))
}

export type NewKey = { name: string; scopes: Permission[]; days: number | null }

/**
 * The token is in the answer and nowhere else. Nobody gives a program a right that they have not.
 * @throws Refusal key.beyond, key.too-many
 */
export function makeKey(deps: Deps, actor: Actor, request: NewKey): Promise<{ token: string }> {
  if (!request.scopes.every(actor.may)) throw new Refusal('key.beyond')
  return writeKey(deps.db, actor, request, deps.now())
}

/** The same by whoever holds the machine. */
export async function writeKey(
  db: PrismaClient,
  actor: Pick<Actor, 'storeId' | 'staffId'> & Partial<Pick<Actor, 'keyId'>>,
  { name, scopes, days }: NewKey,
  now: Date,
): Promise<{ token: string }> {
  const { storeId, staffId } = actor
  const token = newToken()
  const expiresAt = days === null ? null : new Date(now.getTime() + days * 86_400_000)
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM store WHERE id = ${storeId} FOR NO KEY UPDATE`
    const inUse = await tx.apiKey.count({ where: { storeId, revokedAt: null } })
    if (inUse >= MOST_IN_USE) throw new Refusal('key.too-many', { number: MOST_IN_USE })
    const key = await tx.apiKey.create({
      data: {
        storeId,
        name,
        tokenHash: hashToken(token),
        scopes: [...new Set(scopes)],
        createdById: staffId,
        createdAt: now,
        expiresAt,
      },
    })
    await writeAudit(tx, actor, {
      action: 'key.made',
      subject: 'key',
      subjectId: key.id,
      details: { name, scopes, expiresAt: expiresAt?.toISOString() ?? null },
    })
  })
  return { token }
}

/** It opens nothing any more, within a second also what listens. @throws Refusal thing.not-found */
export async function endKey(deps: Deps, actor: Actor, { keyId }: { keyId: number }) {
  await deps.db.$transaction(async (tx) => {
    const [ended] = await tx.apiKey.updateManyAndReturn({
      where: { id: keyId, storeId: actor.storeId, revokedAt: null },
      data: { revokedAt: deps.now() },
      select: { name: true },
    })
    if (ended) {
      await writeAudit(tx, actor, {
        action: 'key.ended',
        subject: 'key',
        subjectId: keyId,
        details: { name: ended.name },
      })
      return
    }
    const known = await tx.apiKey.count({ where: { id: keyId, storeId: actor.storeId } })
    if (known === 0) throw new Refusal('thing.not-found')
  })
}
