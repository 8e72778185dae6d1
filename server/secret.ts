// The 32 bytes that seal members' phones: given by SECRET, or made once and kept in the data
// folder. A house that was restored takes no other than its own, for with another its members could
// not be found any more.

import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { printOf } from './backups/backup-file'
import { keptFile, SECRET_WANTED } from './data-folder'
import { type Env, StartError } from './env'

/** @throws StartError where the house that was restored here has another one */
export async function keptSecret(
  { SECRET }: Pick<Env, 'SECRET'>,
  dataDir: string,
): Promise<Buffer> {
  const path = join(dataDir, 'secret')
  const wanted = await readFile(join(dataDir, SECRET_WANTED), 'utf8').catch(() => null)
  if (wanted === null) {
    return Buffer.from(
      SECRET ?? (await keptFile(path, () => randomBytes(32).toString('hex'))),
      'hex',
    )
  }
  const brought = await presentSecret({ SECRET }, dataDir)
  if (!brought || printOf(brought) !== wanted.trim()) {
    throw new StartError(
      `The house in ${dataDir} was restored and its secret is not here: bring it to ${path}. ` +
        `If it is lost, members cannot be found by phone any more; delete ${join(dataDir, SECRET_WANTED)} to go on without it.`,
    )
  }
  await rm(join(dataDir, SECRET_WANTED))
  return brought
}

/** The secret where there is one; makes none. */
export async function presentSecret(
  { SECRET }: Pick<Env, 'SECRET'>,
  dataDir: string,
): Promise<Buffer | null> {
  const text = SECRET ?? (await readFile(join(dataDir, 'secret'), 'utf8').catch(() => ''))
  return text.trim() ? Buffer.from(text.trim(), 'hex') : null
}
