// The key of a create that came over the HTTP contract: the caller's own Idempotency-Key, so that a
// retry is the same request; without one each request stands for itself.

import { randomUUID } from 'node:crypto'
import { Refusal } from '@/domain/refusal'
import type { Context } from './context'

/** @throws Refusal input.invalid for a key of the wrong form */
export function keyOf(ctx: Pick<Context, 'idempotencyKey'>): string {
  if (ctx.idempotencyKey === null) return randomUUID()
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(ctx.idempotencyKey)) {
    throw new Refusal('input.invalid', { field: 'Idempotency-Key' })
  }
  return ctx.idempotencyKey
}
