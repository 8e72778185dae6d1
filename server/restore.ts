// npm run restore -- FILE: a backup becomes a house again, in a fresh folder or an empty database.

import { resolve } from 'node:path'
import pino from 'pino'
import { restore } from './backups/restore'
import { migrationsFolder } from './built'
import { makeFolder } from './data-folder'
import { readEnv, StartError } from './env'
import { presentSecret } from './secret'

/**
 * What the process ends with where the house is restored and its books do not balance, as they may
 * have before.
 */
const UNBALANCED = 2

async function run(words: readonly string[]): Promise<string> {
  const [file, ...more] = words
  if (!file || more.length > 0) {
    throw new StartError('Say which: DATA_DIR=… npm run restore -- FILE')
  }
  const env = readEnv(process.env)
  const dataDir = resolve(env.DATA_DIR)
  await makeFolder(dataDir)
  const found = await restore({
    file: resolve(file),
    dataDir,
    databaseUrl: env.DATABASE_URL,
    secret: await presentSecret(env, dataDir),
    migrations: migrationsFolder(),
    log: pino({ level: 'silent' }),
  })
  const lines = [
    `The house of ${found.madeAt.toISOString()} is in ${dataDir}: ${found.rows} rows, ${found.files} files. Start it: DATA_DIR=${dataDir} npm start`,
  ]
  if (found.wantsSecret) {
    lines.push(`Before that bring its secret to ${dataDir}/secret, or set SECRET as it was.`)
  }
  if (found.breaches.length === 0) lines.push('Its books balance.')
  else {
    process.exitCode = UNBALANCED
    lines.push('These rules of its books do not hold, as they may not have before:')
    for (const { name, broken } of found.breaches) lines.push(`  ${name}: ${broken[0]}`)
  }
  return lines.join('\n')
}

try {
  console.log(await run(process.argv.slice(2)))
} catch (error) {
  const reason = error instanceof StartError ? error.message : reasonOf(error)
  console.error(`Nothing was restored. ${reason}`)
  process.exitCode = 1
}

/** No stack: what a driver says may hold the database's address and password. */
function reasonOf(error: unknown): string {
  const { code, constraint, name } = (error ?? {}) as {
    code?: string
    constraint?: string
    name?: string
  }
  const what = constraint ? `its rows break ${constraint}` : (code ?? name ?? 'unknown')
  return `The backup cannot be brought in (${what}). Take another one.`
}
