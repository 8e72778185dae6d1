// Which program is behind an API key: one statement, only for keys that were not revoked.

import type { Deps } from '../deps'
import { hashToken } from './tokens'

export type KeyHolder = { id: number; storeId: number; name: string; scopes: string[] }

export async function readKey(deps: Deps, token: string): Promise<KeyHolder | null> {
  const key = await deps.db.apiKey.findUnique({ where: { tokenHash: hashToken(token) } })
  if (!key || key.revokedAt) return null
  return { id: key.id, storeId: key.storeId, name: key.name, scopes: key.scopes }
}
