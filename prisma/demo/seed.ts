// Opens the demo restaurant in an empty database: furnished, with sixty days behind it and guests
// at its tables. All or nothing: the pictures first, then one transaction, so a seeding that was
// cut short starts again from nothing.

import { cp } from 'node:fs/promises'
import { hashPassword } from '@/server/access/passwords'
import { demoPicturesFolder } from '@/server/built'
import type { PrismaClient } from '../client/client'
import { type Book, emptyBook, pour } from './book'
import { enrol } from './enrol'
import { furnish } from './furnish'
import { playHistory } from './history'
import { DEMO_STORES } from './menu'
import { DEMO_PASSWORD, DEMO_STAFF } from './people'
import type { Scene } from './pictures'

export type SeedOptions = {
  now: Date
  /** The house's secret, which phones are sealed with. */
  secret: Buffer
  /** The folder that is served at /pictures. */
  picturesDir: string
  log?: (what: string) => void
}

/** Who may sign in to the demo, one row for each role. */
export const DEMO_LOGINS = DEMO_STAFF.flatMap(({ login, storeRoles }) =>
  storeRoles.map(({ store, role }) => ({
    role,
    login,
    password: DEMO_PASSWORD,
    storeName: DEMO_STORES[store]?.name ?? '',
  })),
)

export async function seedDemo(db: PrismaClient, options: SeedOptions): Promise<void> {
  const log = options.log ?? (() => {})

  log('Setting up the demo restaurant')
  const isPicture = (path: string) => path === demoPicturesFolder() || path.endsWith('.webp')
  await cp(demoPicturesFolder(), options.picturesDir, { recursive: true, filter: isPicture })

  log('Playing sixty days of it')
  const book = writeDemo(options, await hashPassword(DEMO_PASSWORD))

  log(`Writing ${countRows(book).toLocaleString('en')} rows`)
  await db.$transaction((tx) => pour(tx, book), { maxWait: 10_000, timeout: 180_000 })
  // The planner learns of so many rows at once, not when autovacuum comes by.
  await db.$executeRaw`ANALYZE`
}

/** The picture of each dish, by the name it is kept under. */
export function demoScenes(): Map<string, Scene> {
  const dishes = DEMO_STORES.flatMap(({ categories }) => categories.flatMap((each) => each.dishes))
  return new Map(dishes.map(({ key, scene }) => [key, scene]))
}

/**
 * The whole demo as rows; the same at the same instant, but for the salts of passwords and seals.
 */
export function writeDemo(
  { now, secret }: Pick<SeedOptions, 'now' | 'secret'>,
  passwordHash: string,
): Book {
  const book = emptyBook()
  const furnished = furnish(book, now, passwordHash)
  const regulars = enrol(book, furnished, { now, secret })
  playHistory(book, furnished, regulars, now)
  return book
}

function countRows(book: Book): number {
  return Object.values(book.rows).reduce((sum, rows) => sum + rows.length, 0)
}
