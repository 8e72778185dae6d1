// A database's folder that came back from a copy: with the rights, the owner and without the empty
// folders that the copy did not keep. PostgreSQL would refuse to start, though nothing is lost.
// Files are never made or changed.

import { chmod, lchown, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Runner } from './runner'

/**
 * Those of a stopped PostgreSQL 15 to 18 that are empty, or may be: it fills them again by itself.
 */
const MAY_BE_EMPTY = [
  ...['pg_commit_ts', 'pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots'],
  ...['pg_stat', 'pg_stat_tmp', 'pg_subtrans', 'pg_tblspc', 'pg_twophase'],
  ...['pg_wal/archive_status', 'pg_wal/summaries', 'pg_logical/snapshots', 'pg_logical/mappings'],
]

/** PostgreSQL insists that nobody else may write there or, but for its group, read. */
const OTHERS_RIGHTS = 0o027

/** @param folder PostgreSQL's own, that no server works on */
export async function mendFolder(
  folder: string,
  { uid, gid }: Pick<Runner, 'uid' | 'gid'>,
): Promise<void> {
  // Half of a database is not mended: what it lacks then is more than empty folders.
  const names = await readdir(folder)
  if (!['base', 'global', 'pg_wal', 'pg_xact'].every((name) => names.includes(name))) return
  for (const name of MAY_BE_EMPTY) await mkdir(join(folder, name), { recursive: true, mode: 0o700 })
  const { mode, uid: owner } = await stat(folder)
  if (process.platform !== 'win32' && mode & OTHERS_RIGHTS) await chmod(folder, 0o700)
  if (uid === undefined || gid === undefined) return
  const isAnothers = owner !== uid
  await giveFolderTo(folder, uid, gid, isAnothers)
}

/** @param isDeep also everything below; else only the empty folders that were just made */
async function giveFolderTo(
  folder: string,
  uid: number,
  gid: number,
  isDeep: boolean,
): Promise<void> {
  if (!isDeep) {
    for (const name of MAY_BE_EMPTY) await lchown(join(folder, name), uid, gid)
    return
  }
  await lchown(folder, uid, gid)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, gid)
  }
}
