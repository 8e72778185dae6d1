// npm run api-key -- NAME RIGHTS [--store ID] [--days N]: a key for a program, made at the terminal
// of a machine without anybody at its pages. The key is printed once and kept nowhere.

import { parseArgs } from 'node:util'
import { PERMISSIONS } from '@/domain/access'
import { makeKey } from '@/forms/house'
import { type Env, readEnv, StartError } from './env'
import { writeKey } from './house/api-keys'
import { visitHouse } from './visit-house'

const USAGE = `Say what for and what it may: npm run api-key -- "Till at the door" floor.see,order.place
  --store ID   which store, where there are several
  --days N     it ends by itself after so many days
The rights there are: ${PERMISSIONS.join(', ')}`

/** Why no key was made, as a sentence that says what to do, and what the process ends with. */
class Unmade extends Error {
  constructor(
    sentence: string,
    readonly exitCode = 1,
  ) {
    super(sentence)
  }
}

async function run(env: Env, words: string[]): Promise<string> {
  const { storeId, ...request } = requestIn(words)
  const older =
    'The house was last opened by an older version. Start this one once, then make the key.'
  return visitHouse(env, { older }, async (db) => {
    const stores = await db.store.findMany({
      orderBy: { id: 'asc' },
      select: { id: true, name: true },
    })
    const store = storeId === null ? stores[0] : stores.find(({ id }) => id === storeId)
    if (!store || (storeId === null && stores.length > 1)) {
      const list = stores.map(({ id, name }) => `${id} ${name}`).join(', ')
      throw new Unmade(
        stores.length === 0
          ? 'There is no store in this house yet.'
          : `Say for which store, by --store ID: ${list}.`,
      )
    }
    const actor = { storeId: store.id, staffId: null }
    const { token } = await writeKey(db, actor, request, new Date())
    return `${token}\nThis is the key of “${request.name}” for ${store.name}; it is not shown again. It can be ended at /staff/settings/api-keys.`
  })
}

function requestIn(words: string[]) {
  const { values, positionals } = readWords(words)
  const [name = '', scopes = '', ...more] = positionals
  const { store = '', days = '' } = values
  const checked = makeKey.safeParse({
    name,
    scopes: scopes.split(',').filter((scope) => scope !== ''),
    days: days === '' ? null : Number(days),
  })
  if (!checked.success || more.length > 0 || !/^\d{0,9}$/.test(store)) throw new Unmade(USAGE, 2)
  return { ...checked.data, storeId: store === '' ? null : Number(store) }
}

function readWords(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: { store: { type: 'string' }, days: { type: 'string' } },
    })
  } catch {
    throw new Unmade(USAGE, 2)
  }
}

try {
  console.log(await run(readEnv(process.env), process.argv.slice(2)))
} catch (error) {
  if (error instanceof Unmade) {
    console.error(error.message)
    process.exitCode = error.exitCode
  } else {
    console.error(
      error instanceof StartError
        ? `The key cannot be made. ${error.message}`
        : 'The key cannot be made: the database does not answer. Is it running, and is DATABASE_URL right?',
    )
    process.exitCode = 1
  }
}
