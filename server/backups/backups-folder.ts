// The folder of backups: what is in it, newest first, and what goes when there are enough.

import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type BackupKind, KINDS } from './backup-file'

/** Follows a backup's name, and the number of the process that writes it, while it is written. */
export const DRAFT = '.part-'

const NAME = /^fanzhuo-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z-([a-z-]+)\.tar\.gz$/

export type KeptBackup = { path: string; kind: BackupKind; madeAt: Date; bytes: number }

/** Dated in UTC, so that names sort by time on every machine. */
export function nameOf(madeAt: Date, kind: BackupKind): string {
  return `fanzhuo-${madeAt.toISOString().slice(0, 19).replaceAll(':', '-')}Z-${kind}.tar.gz`
}

/** All whole ones, the newest first; none where there is no such folder. */
export async function backupsIn(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    names.map(async (name): Promise<KeptBackup | null> => {
      const [, day, hour, minute, second, word] = NAME.exec(name) ?? []
      const kind = KINDS.find((each) => each === word)
      const path = join(folder, name)
      const file = kind && (await stat(path).catch(() => null))
      if (!kind || !file) return null
      const madeAt = new Date(`${day}T${hour}:${minute}:${second}Z`)
      return { path, kind, madeAt, bytes: file.size }
    }),
  )
  return found
    .filter((each) => each !== null)
    .sort((one, other) => other.madeAt.getTime() - one.madeAt.getTime())
}

/** Keeps the newest of a kind; and takes what a killed process left half written. */
export async function removeOldBackups(
  folder: string,
  kind: BackupKind,
  keep: number,
): Promise<void> {
  const ofKind = (await backupsIn(folder)).filter((each) => each.kind === kind)
  for (const { path } of ofKind.slice(keep)) await rm(path, { force: true })
  for (const name of await readdir(folder)) {
    if (!NAME.test(name.split(DRAFT)[0] ?? '') || !name.includes(DRAFT)) continue
    const draft = await stat(join(folder, name)).catch(() => null)
    // One that is written to is another's, maybe on another machine.
    if (draft && Date.now() - draft.mtimeMs > ABANDONED_MS) await rm(join(folder, name))
  }
}

const ABANDONED_MS = 3_600_000
