// Which program is behind an API key: one statement, only for keys that were neither ended nor are
// over. That it is used is written down now and then.

import type { Deps } from '../deps'
import { hashToken } from './tokens'

export type KeyHolder = { id: number; storeId: number; name: string; scopes: string[] }

/** So that a till which asks every second writes four times an hour. */
const NOTE_USE_EVERY_MS = 15 * 60_000

export async function readKey(deps: Deps, token: string): Promise<KeyHolder | null> {
  const key = await deps.db.apiKey.findUnique({ where: { tokenHash: hashToken(token) } })
  const now = deps.now()
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= now)) return null
  const before = new Date(now.getTime() - NOTE_USE_EVERY_MS)
  if (!key.lastUsedAt || key.lastUsedAt < before) {
    try {
      await deps.db.apiKey.updateMany({
        where: { id: key.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
        data: { lastUsedAt: now },
      })
    } catch (error) {
      // Where nothing can be written the reading goes on.
      deps.room.note(error)
    }
  }
  return { id: key.id, storeId: key.storeId, name: key.name, scopes: key.scopes }
}
