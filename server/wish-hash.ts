// What an idempotency key stands for: a retry of the same wish has the same hash, another wish under that key is refused.

import { createHash } from 'node:crypto'

/** @param words all of a wish that must be the same, in an order that is always the same */
export function wishHash(words: string): string {
  return createHash('sha256').update(words).digest('base64url')
}
