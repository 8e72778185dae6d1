// As whom, and where, PostgreSQL runs: it refuses to be root, so under root it gets a user of its
// own, and a folder that user can reach.

import { execFileSync, spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { StartError } from '../env'
import { databaseHome } from './place'

const SYSTEM_USER = 'fanzhuo'

export type Runner = {
  /**
   * Where the database's folder and password are: DATA_DIR, or another place that DATA_DIR points
   * to, see place.ts.
   */
  dataDir: string
  uid: number | undefined
  gid: number | undefined
  /** For child_process: run as that user. */
  identity: { uid?: number; gid?: number }
}

/** @throws StartError where the database of this folder is out of reach or not known */
export async function runnerFor(dataDir: string): Promise<Runner> {
  const wanted = resolve(dataDir)
  if (process.getuid?.() !== 0) {
    const home = await databaseHome({ dataDir: wanted, mayReach: () => true, userName: '' })
    return { dataDir: home, uid: undefined, gid: undefined, identity: {} }
  }

  const owner = await ownerOf(join(wanted, 'postgres'))
  const uid = owner?.uid ?? idOf('-u') ?? makeUser()
  const gid = owner?.gid ?? idOf('-g') ?? uid
  const identity = { uid, gid }
  const home = await databaseHome({
    dataDir: wanted,
    mayReach: (path) => mayReach(path, identity),
    userName: owner ? `number ${uid}` : SYSTEM_USER,
  })
  const theirs = home === wanted ? owner : await ownerOf(join(home, 'postgres'))
  if (!theirs) return { dataDir: home, uid, gid, identity }
  return { dataDir: home, ...theirs, identity: theirs }
}

/**
 * Whose the database already is, where an ordinary user started it before root came: it serves
 * nobody else.
 */
async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | null> {
  const found = await stat(folder).catch(() => null)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null
}

/** Whether a user may pass through every folder on the way to a path. */
export function mayReach(path: string, identity: { uid?: number; gid?: number }): boolean {
  if (identity.uid === undefined) return true
  return spawnSync('/usr/bin/test', ['-x', path], { ...identity, stdio: 'ignore' }).status === 0
}

function idOf(flag: '-u' | '-g'): number | null {
  const { status, stdout } = spawnSync('id', [flag, SYSTEM_USER], { stdio: 'pipe' })
  return status === 0 ? Number(String(stdout).trim()) : null
}

function makeUser(): number {
  try {
    const flags = ['--system', '--no-create-home', '--user-group', '--shell', '/usr/sbin/nologin']
    execFileSync('useradd', [...flags, SYSTEM_USER], { stdio: 'pipe' })
  } catch {
    // Another start may have made it; what counts is whether it is there.
  }
  const uid = idOf('-u')
  if (uid === null) {
    throw new StartError(
      'PostgreSQL does not run as root and no user could be made for it. Start Fanzhuo as an ordinary user, or set DATABASE_URL.',
    )
  }
  return uid
}
