// The folder that everything of this installation is kept in: database, pictures, secrets.

import { randomBytes } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartError } from './env'

/**
 * A folder and those above it. Node's own way goes on for ever where a folder lets nobody make one
 * in it and says ENOENT, as `/proc` does.
 */
export async function makePath(path: string, mode?: number): Promise<void> {
  const make = () =>
    mkdir(path, { mode }).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error
    })
  await make().catch(async (error: NodeJS.ErrnoException) => {
    const above = dirname(path)
    if (error.code !== 'ENOENT' || above === path) throw error
    if (await stat(above).catch(() => null)) throw error
    await makePath(above, mode)
    await make()
  })
}

/** @throws StartError where a file is in the way of a folder, which no other day changes */
export async function refuseFileAt(setting: string, path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error.code)
  if (typeof found === 'object' ? found.isDirectory() : found !== 'ENOTDIR') return
  throw new StartError(`${setting}=${path} is a file, or lies in one. Name a folder.`)
}

/** @throws StartError when nothing can be written there */
export async function makeFolder(dataDir: string): Promise<void> {
  try {
    await makePath(dataDir)
    const probe = join(dataDir, `.probe-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new StartError(
        `Fanzhuo cannot write to its data folder ${dataDir}: that is a file, or lies in one. Set DATA_DIR to another folder.`,
      )
    }
    throw new StartError(
      `Fanzhuo cannot write to its data folder ${dataDir} (${code}). ` +
        'Make the folder writable, free some space, or set DATA_DIR to another folder.',
    )
  }
}

/**
 * What a small private file says; where it is not there yet it is made, whole or not at all, and of
 * two who make it at once both get what the first one wrote.
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

/**
 * Writes into a data folder which process answers for it and where, for `npm start` and `npm run
 * update`, which ask before they do anything. Nothing hangs on it: the database's lock keeps a
 * second one out. @returns how to take it back
 */
export async function sayRunning(
  dataDir: string,
  { HOST, PORT }: { HOST: string; PORT: number },
): Promise<() => Promise<void>> {
  const path = join(dataDir, RUNNING)
  const host = HOST === '0.0.0.0' ? '127.0.0.1' : HOST === '::' ? '::1' : HOST
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`
  await writeFile(path, JSON.stringify({ pid: process.pid, port: PORT, address }))
  return () => rm(path, { force: true })
}

/** See `sayRunning`. */
export const RUNNING = 'running.json'

/**
 * In a data folder: the fingerprint of the secret that belongs to the house that was restored
 * there, until it was brought.
 */
export const SECRET_WANTED = 'secret-wanted'

/** In a data folder: a restore at work, or what is left of one that was killed. */
export const HALF_RESTORED = 'restoring'

/** Whether a folder with these entries has a database in it, or says where. */
export function holdsHouse(names: readonly string[]): boolean {
  return names.includes('postgres') || names.includes('database-folder')
}

/**
 * @throws StartError where a restore did not come to its end; one that only did not clear up after
 *   itself is cleared
 */
export async function refuseHalfRestored(dataDir: string): Promise<void> {
  const staging = join(dataDir, HALF_RESTORED)
  const names = await readdir(staging).catch(() => null)
  if (names === null) return
  if (!holdsHouse(names) && holdsHouse(await readdir(dataDir))) {
    await rm(staging, { recursive: true, force: true })
    return
  }
  throw new StartError(
    `A restore into ${dataDir} has not come to its end. Wait for it, or run it again: npm run restore -- FILE; to begin without it, delete ${staging}`,
  )
}
