// npm run setup-link: a new one-time link into the opening, while Fanzhuo runs and while it does
// not.

import { resolve } from 'node:path'
import pino from 'pino'
import { renderUnicodeCompact } from 'uqr'
import { SETUP_LINK_HOURS } from '@/domain/opening'
import { addressesOf } from './addresses'
import { migrationsFolder } from './built'
import { openDatabase } from './database/db'
import { type Embedded, visitEmbedded } from './database/embedded'
import { migrationsOf } from './database/migrate'
import { type Env, readEnv, StartError } from './env'
import { makeSetupLink } from './opening/setup-link'

async function run(env: Env): Promise<string> {
  const log = pino({ level: 'silent' })
  const embedded: Embedded | null = env.DATABASE_URL
    ? null
    : await visitEmbedded(resolve(env.DATA_DIR), log)
  try {
    const url = env.DATABASE_URL ?? embedded?.url ?? ''
    // The house that runs may be of an older version: nothing is changed under it.
    if ((await migrationsOf(url, migrationsFolder())).toCome.length > 0) {
      throw new StartError('Start this version of Fanzhuo once: npm start prints a link too.')
    }
    const { publicUrl } = await addressesOf(env)
    const { db, close } = openDatabase(url, 2, log)
    try {
      const link = await makeSetupLink({ db, publicUrl, now: () => new Date() })
      if (!link) {
        return 'This restaurant has an owner, who signs in at /staff. Who forgot the password sets a new one: npm run password -- LOGIN'
      }
      return [
        `Open your restaurant 开店 (once, within ${SETUP_LINK_HOURS} hours, while Fanzhuo runs):`,
        '',
        `  ${link}`,
        '',
        renderUnicodeCompact(link, { border: 2 }).replace(/^/gm, '  '),
      ].join('\n')
    } finally {
      await close()
    }
  } finally {
    await embedded?.stop()
  }
}

try {
  console.log(await run(readEnv(process.env)))
} catch (error) {
  // No stack: what a driver says may hold the database's address and password.
  const { code, name } = (error ?? {}) as { code?: string; name?: string }
  const reason =
    error instanceof StartError
      ? error.message
      : `The database does not answer (${code ?? name ?? 'unknown'}). Is it running, and is DATABASE_URL right?`
  console.error(`There is no link. ${reason}`)
  process.exitCode = 1
}
