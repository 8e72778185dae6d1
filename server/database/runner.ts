// As whom, and where, PostgreSQL runs: it refuses to be root, so under root it gets a user of its own, and a folder
// that user can reach.

import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Logger } from 'pino'
import { StartError } from '../env'

const SYSTEM_USER = 'fanzhuo'
const SYSTEM_FOLDER = '/var/lib/fanzhuo'

export type Runner = {
  /** Where the database's folder and secrets are: DATA_DIR, or a system folder where its user cannot reach that. */
  dataDir: string
  uid: number | undefined
  gid: number | undefined
  /** For child_process: run as that user. */
  identity: { uid?: number; gid?: number }
}

export async function runnerFor(dataDir: string, log: Logger): Promise<Runner> {
  const wanted = resolve(dataDir)
  if (process.getuid?.() !== 0) {
    return { dataDir: wanted, uid: undefined, gid: undefined, identity: {} }
  }

  const uid = idOf('-u') ?? makeUser()
  const gid = idOf('-g') ?? uid
  const identity = { uid, gid }
  const runner = (folder: string): Runner => ({ dataDir: folder, uid, gid, identity })
  if (mayReach(wanted, identity)) return runner(wanted)

  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
  const folder = join(SYSTEM_FOLDER, name)
  await mkdir(folder, { recursive: true })
  await chmod(SYSTEM_FOLDER, 0o755)
  log.warn(`the database's user cannot reach ${wanted}; its data is in ${folder}`)
  return runner(folder)
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
