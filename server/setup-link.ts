// npm run setup-link: a new one-time link into the opening, while Fanzhuo runs and while it does
// not.

import { renderUnicodeCompact } from 'uqr'
import { SETUP_LINK_HOURS } from '@/domain/opening'
import { addressesOf } from './addresses'
import { type Env, readEnv, StartError } from './env'
import { makeSetupLink } from './opening/setup-link'
import { visitHouse } from './visit-house'

async function run(env: Env): Promise<string> {
  const unopened = 'Start this version of Fanzhuo once: npm start prints a link too.'
  return visitHouse(env, { older: unopened, none: unopened }, async (db) => {
    const { publicUrl } = await addressesOf(env)
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
  })
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
