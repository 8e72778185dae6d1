// Pictures that nothing shows any more: chosen and not kept, or of a menu so old that nobody can go
// back to it. What came within a day may still stand in a form that somebody fills in.

import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deps } from '../../deps'

const KEPT_MS = 86_400_000

/** As save-picture calls them; what came with the demo or by hand is not ours to take. */
const SAVED = /^(s\d+-[0-9a-f]{24})-\d+\.(?:webp|avif)$/

/** A dish that was taken off may be brought back with its picture. */
const NAMED = `
SELECT picture FROM dish WHERE picture IS NOT NULL
UNION SELECT logo FROM store WHERE logo IS NOT NULL
UNION SELECT picture FROM store WHERE picture IS NOT NULL
UNION SELECT patch->>'picture' FROM menu_draft WHERE patch->>'picture' IS NOT NULL
UNION SELECT item#>>'{body,picture}' FROM menu_version, jsonb_array_elements(document) item
       WHERE item#>>'{body,picture}' IS NOT NULL`

/** @returns how many files went */
export async function removePictures(
  deps: Pick<Deps, 'db' | 'now' | 'picturesDir'>,
): Promise<number> {
  const before = deps.now().getTime() - KEPT_MS
  const files = await readdir(deps.picturesDir).catch(() => [])
  const old: { path: string; picture: string }[] = []
  for (const file of files) {
    const [, name] = SAVED.exec(file) ?? []
    const path = join(deps.picturesDir, file)
    const found = name ? await stat(path).catch(() => null) : null
    if (found && found.mtimeMs < before) old.push({ path, picture: `/pictures/${name}` })
  }
  if (old.length === 0) return 0
  const rows = await deps.db.$queryRawUnsafe<{ picture: string }[]>(NAMED)
  const named = new Set(rows.map(({ picture }) => picture))
  const unused = old.filter(({ picture }) => !named.has(picture))
  for (const { path } of unused) await rm(path, { force: true })
  return unused.length
}
