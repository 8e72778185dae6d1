// npm run password -- LOGIN: a new password from the terminal, while Fanzhuo runs and while it does
// not. It is read from the keyboard without being shown, or as the one line of what is piped in;
// never from the command line, which other users can see.

import { text } from 'node:stream/consumers'
import { PASSWORD_LENGTH, passwordFault } from '@/domain/access'
import { setPassword } from './access/set-password'
import { type Env, readEnv, StartError } from './env'
import { visitHouse } from './visit-house'

const FAULTS: Record<NonNullable<ReturnType<typeof passwordFault>>, string> = {
  unreadable: 'A password is one line of letters, digits and signs.',
  tooShort: `A password has at least ${PASSWORD_LENGTH.least} characters.`,
  tooLong: `A password has at most ${PASSWORD_LENGTH.most} characters.`,
  likeLogin: 'A password says more than the login.',
  tooPlain: 'This password is among the first that anybody would try. Choose another.',
}

/** Why no password was set, as a sentence that says what to do, and what the process ends with. */
class Unset extends Error {
  constructor(
    sentence: string,
    readonly exitCode = 1,
  ) {
    super(sentence)
  }
}

async function run(env: Env, words: readonly string[]): Promise<string> {
  const [login, ...more] = words
  if (!login || more.length > 0) {
    throw new Unset(
      'Say whose: npm run password -- LOGIN. The password itself is asked for, never written there.',
      2,
    )
  }
  const older =
    'The house was last opened by an older version. Start this one once, then set the password.'
  return visitHouse(env, { older }, async (db) => {
    const people = await db.staff.findMany({ orderBy: { id: 'asc' }, select: { login: true } })
    const logins = people.map((each) => each.login)
    if (!logins.includes(login)) {
      const known = logins.length > 0 ? `There are: ${logins.join(', ')}.` : 'There is none yet.'
      throw new Unset(`Nobody has the login "${login}". ${known}`)
    }
    const password = await askPassword(login)
    const fault = passwordFault(password, login)
    if (fault) throw new Unset(FAULTS[fault])
    const changed = await setPassword(db, { login, password })
    if (!changed) throw new Unset(`Nobody has the login "${login}" any more.`)
    const disabled = changed.isDisabled ? ' They are disabled and cannot sign in.' : ''
    return `${login} (${changed.name}) has a new password, and is signed out everywhere.${disabled}`
  })
}

async function askPassword(login: string): Promise<string> {
  if (!process.stdin.isTTY) {
    const piped = (await text(process.stdin)).replace(/\r?\n$/, '')
    if (piped === '') throw new Unset('No password came in.')
    return piped
  }
  const password = await askHidden(`New password for ${login}: `)
  const fault = passwordFault(password, login)
  if (fault) throw new Unset(FAULTS[fault])
  if ((await askHidden('The same again: ')) !== password) {
    throw new Unset('The two are not the same. Nothing was changed.')
  }
  return password
}

/** What is typed up to Enter; nothing of it is shown. */
function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process
  // Hidden before it is asked for: somebody may be quick.
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stderr.write(question)
  return new Promise((done, fail) => {
    let typed: string[] = []
    const finish = (end: () => void) => {
      stdin.off('data', hear)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      end()
    }
    const hear = (chunk: string) => {
      for (const key of chunk) {
        if (key === '\r' || key === '\n') return finish(() => done(typed.join('')))
        if (key === '\u0003' || key === '\u0004') {
          return finish(() => fail(new Unset('Nothing was changed.', 130)))
        }
        if (key === '\u007f' || key === '\b') typed.pop()
        else if (key === '\u0015') typed = []
        else typed.push(key)
      }
    }
    stdin.on('data', hear)
    stdin.resume()
  })
}

try {
  console.log(await run(readEnv(process.env), process.argv.slice(2)))
} catch (error) {
  if (error instanceof Unset) {
    console.error(error.message)
    process.exitCode = error.exitCode
  } else if (error instanceof StartError) {
    console.error(`The password cannot be set. ${error.message}`)
    process.exitCode = 1
  } else {
    // No stack: what a driver says may hold the database's address and password.
    console.error(`The password cannot be set: ${reasonOf(error)}`)
    process.exitCode = 1
  }
}

function reasonOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: string; name?: string }
  return `the database does not answer (${code ?? name ?? 'unknown'}). Is it running, and is DATABASE_URL right?`
}
