// npm run backup: all of the house in one file, while Fanzhuo runs and while it does not.

import { resolve } from 'node:path'
import pino from 'pino'
import { KINDS } from './backups/backup-file'
import { backupFolderOf } from './backups/nightly'
import { writeBackup } from './backups/write-backup'
import { visitEmbedded } from './database/embedded'
import { readEnv, StartError } from './env'
import { presentSecret } from './secret'

async function run(): Promise<string> {
  const env = readEnv(process.env)
  const dataDir = resolve(env.DATA_DIR)
  const folder = backupFolderOf(env, dataDir)
  const kind = KINDS.find((each) => each === process.argv[2]) ?? 'by-hand'
  const secret = await presentSecret(env, dataDir)
  if (!secret)
    throw new StartError(
      `There is no house in ${dataDir}: it has no secret, and SECRET is not set.`,
    )
  const embedded = env.DATABASE_URL ? null : await visitEmbedded(dataDir, pino({ level: 'silent' }))
  try {
    const url = env.DATABASE_URL ?? embedded?.url ?? ''
    const made = await writeBackup({ url, dataDir, folder, keep: env.BACKUP_KEEP, kind, secret })
    const place = embedded ? `the database in ${embedded.folder}` : 'the database of DATABASE_URL'
    const apart = env.SECRET ? 'SECRET' : `${dataDir}/secret`
    return [
      `${made.path}`,
      `  ${made.rows} rows, ${Math.ceil(made.bytes / 1_000)} kB: ${place}, pictures and all else in ${dataDir}.`,
      `  Not in it, so that the file alone opens nothing: ${apart}. Keep a copy of that in another place; without it`,
      '  members of a restored house cannot be found by phone. Keep backups on another disk than the house: BACKUP_DIR.',
    ].join('\n')
  } finally {
    await embedded?.stop()
  }
}

try {
  console.log(await run())
} catch (error) {
  const reason = error instanceof StartError ? error.message : reasonOf(error)
  console.error(`No backup was made. ${reason}`)
  process.exitCode = 1
}

/** No stack: what a driver says may hold the database's address and password. */
function reasonOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: string; name?: string }
  return code === 'ENOSPC'
    ? 'The disk is full.'
    : `Something went wrong on the way (${code ?? name ?? 'unknown'}); try it again.`
}
