// The folder that everything of this installation is kept in: database, pictures, secrets.

import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
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

/**
 * What a small private file says; where it is not there yet it is made, whole or not at all, and of two who make it at
 * once both get what the first one wrote.
 * @throws StartError when it is there and cannot be read
 */
export async function keptFile(path: string, make: () => string): Promise<string> {
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new StartError(
      `The file ${path} cannot be read (${error.code}). Give this user the right to read it.`,
    )
  })
  if (kept?.trim()) return kept.trim()
  // Empty is what a power cut may leave of it.
  if (kept !== null) await rm(path, { force: true })
  const draft = `${path}-${randomBytes(6).toString('hex')}`
  await writeFile(draft, make(), { mode: 0o600, flush: true })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  return keptFile(path, make)
}
