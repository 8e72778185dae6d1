// A part of what a store is, as one form shows it. Whoever saves one says which version they were
// shown, so that of two people at the same form the second is told and nothing is lost.

import { createHash } from 'node:crypto'
import { menuRoom } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { tell } from '../outbox'

/** With the fingerprint of what it says. */
export type Versioned<Part> = Part & { version: string }

export function versioned<Part extends object>(part: Part): Versioned<Part> {
  const print = createHash('sha256')
    .update(JSON.stringify(inOrder(part)))
    .digest('hex')
  return { ...part, version: print.slice(0, 32) }
}

type Reading<Part> = (tx: Pick<Prisma.TransactionClient, 'store'>, storeId: number) => Promise<Part>

export async function readPart<Part extends object>(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
  read: Reading<Part>,
): Promise<Versioned<Part>> {
  return versioned(await read(deps.db, storeId))
}

/**
 * Saves a part, tells every screen, and writes down what it was before. Nothing is written where
 * nothing is other. @throws Refusal thing.changed (by) when somebody saved it since
 */
export function setPart<Part extends object>(
  deps: Deps,
  actor: Actor,
  request: {
    action: string
    version: string
    read: Reading<Part>
    data: Prisma.StoreUpdateInput
    /** What the house has against it, in the same transaction. */
    check?: (tx: Prisma.TransactionClient, before: Part) => Promise<void>
  },
): Promise<Versioned<Part>> {
  const { action, version, read, data, check } = request
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM store WHERE id = ${storeId} FOR NO KEY UPDATE`
    const before: Part = await read(tx, storeId)
    if (versioned(before).version !== version) {
      throw new Refusal('thing.changed', { by: await lastBy(tx, storeId, action) })
    }
    await check?.(tx, before)

    await tx.store.update({ where: { id: storeId }, data })
    const after: Part = await read(tx, storeId)
    const changed = changedFields(before, after)
    if (changed.length === 0) return versioned(after)

    const pick = (part: Part) =>
      Object.fromEntries(changed.map((field) => [field, part[field]])) as Prisma.InputJsonObject
    await writeAudit(tx, actor, {
      action,
      subject: 'store',
      subjectId: storeId,
      details: { from: pick(before), to: pick(after) },
    })
    const rooms = [`store:${storeId}`, menuRoom(storeId)]
    await tell(tx, { storeId, type: 'menu_changed', rooms, payload: {} })
    return versioned(after)
  })
}

/** Who did it last; '' where that is nobody with a name. */
async function lastBy(
  tx: Prisma.TransactionClient,
  storeId: number,
  action: string,
): Promise<string> {
  const last = await tx.auditEntry.findFirst({
    where: { storeId, action, subject: 'store' },
    orderBy: { id: 'desc' },
    select: { staff: { select: { name: true } }, apiKey: { select: { name: true } } },
  })
  return last?.staff?.name ?? last?.apiKey?.name ?? ''
}

function changedFields<Part extends object>(before: Part, after: Part): (keyof Part)[] {
  const fields = Object.keys(after) as (keyof Part)[]
  const text = (value: unknown) => JSON.stringify(inOrder(value))
  return fields.filter((field) => text(before[field]) !== text(after[field]))
}

/** The same object has one text, however its keys came. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)]),
  )
}
