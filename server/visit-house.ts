// A command of the terminal looks into the house, while Fanzhuo runs and while it does not. The
// house that runs may be of an older version: nothing is changed under it.

import { resolve } from 'node:path'
import pino from 'pino'
import { migrationsFolder } from './built'
import { type Database, openDatabase } from './database/db'
import { visitEmbedded } from './database/embedded'
import { migrationsOf } from './database/migrate'
import { type Env, StartError } from './env'

const NONE_YET = 'There is no house in this database yet. Start Fanzhuo once.'

/**
 * @param older what to do where an older version opened the house last
 * @param none what to do where there is no house yet
 * @throws StartError with one of the two
 */
export async function visitHouse<Answer>(
  env: Env,
  { older, none = NONE_YET }: { older: string; none?: string },
  work: (db: Database['db']) => Promise<Answer>,
): Promise<Answer> {
  const log = pino({ level: 'silent' })
  const embedded = env.DATABASE_URL ? null : await visitEmbedded(resolve(env.DATA_DIR), log)
  try {
    const url = env.DATABASE_URL ?? embedded?.url ?? ''
    const { done, toCome } = await migrationsOf(url, migrationsFolder())
    if (toCome.length > 0) throw new StartError(done.length === 0 ? none : older)
    const { db, close } = openDatabase(url, 2, log)
    try {
      return await work(db)
    } finally {
      await close()
    }
  } finally {
    await embedded?.stop()
  }
}
