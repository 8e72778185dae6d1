// The demo's pictures go after its rows: none of them is named any more, and a file that stays
// behind shows nowhere.

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { demoPicturesFolder } from '../built'
import type { Deps } from '../deps'

export async function removeDemoPictures({
  picturesDir,
  log,
}: Pick<Deps, 'picturesDir' | 'log'>): Promise<void> {
  try {
    for (const name of await readdir(demoPicturesFolder())) {
      if (name.endsWith('.webp')) await rm(join(picturesDir, name), { force: true })
    }
  } catch (error) {
    log.warn({ err: error }, 'pictures of the demo are left in the data folder')
  }
}
