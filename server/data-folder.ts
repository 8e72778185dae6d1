// The folder that everything of this installation is kept in: database, pictures, secrets.

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from './env'

/** @throws StartError when nothing can be written there */
export async function makeFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true })
    const probe = join(dataDir, `.probe-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    throw new StartError(
      `Fanzhuo cannot write to its data folder ${dataDir} (${(error as NodeJS.ErrnoException).code}). ` +
        'Make the folder writable, free some space, or set DATA_DIR to another folder.',
    )
  }
}
