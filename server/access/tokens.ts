// Tokens that people carry in cookies and headers: 128 random bits; the database keeps only their
// SHA-256.

import { createHash, randomBytes } from 'node:crypto'

/** A new unguessable token, URL- and cookie-safe. */
export function newToken(): string {
  return randomBytes(16).toString('base64url')
}

export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}
