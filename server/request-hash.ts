// What an idempotency key stands for: a retry of the same request has the same hash, another
// request under that key is refused.

import { createHash } from 'node:crypto'

/** @param words all of a request that must be the same, in an order that is always the same */
export function requestHash(words: string): string {
  return createHash('sha256').update(words).digest('base64url')
}
