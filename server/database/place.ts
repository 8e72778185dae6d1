// Where the database of a data folder is: in it, or where a file in it says. PostgreSQL refuses to
// be root, and the user it then runs as may not reach the folder; a database that is put elsewhere
// is found again by that file, wherever the folder is moved.

import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, realpath, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartError } from '../env'

/** In a data folder: the path of the folder that its database is in. */
export const POINTER = 'database-folder'
/** In that folder: the data folder that pointed to it last. */
export const BELONGS_TO = 'belongs-to'
const SYSTEM_FOLDER = '/var/lib/fanzhuo'
/** What a data folder has only after a Fanzhuo worked with it. */
const TRACES = ['secret', 'pictures', 'backups']

type Asked = {
  /** Absolute. */
  dataDir: string
  mayReach: (path: string) => boolean
  /** The user that PostgreSQL runs as. */
  userName: string
  /** Where databases go whose data folder is out of reach. */
  systemFolder?: string
}

/**
 * The folder that holds `postgres` and its password. Where there is a database of this data folder
 * it is that one's and never a new one.
 * @throws StartError with a sentence that says what to do, where the database is out of reach or
 *   not known
 */
export async function databaseHome({
  dataDir,
  mayReach,
  userName,
  systemFolder = SYSTEM_FOLDER,
}: Asked): Promise<string> {
  if (await holdsDatabase(dataDir)) {
    if (mayReach(dataDir)) return dataDir
    throw new StartError(
      `The database is in ${dataDir}, which the user ${userName}, as whom PostgreSQL runs under root, cannot reach. ` +
        `Move the folder to where it can, such as /srv, or let it through: chmod o+x ${await firstClosed(dataDir, mayReach)}`,
    )
  }
  const pointed = await readPointer(dataDir)
  if (pointed) return pointed
  if (mayReach(dataDir)) return dataDir

  const home = await freeHome(dataDir, systemFolder)
  if (!(await holdsDatabase(home))) await refuseOrphans(dataDir, systemFolder)
  await mkdir(home, { recursive: true })
  await chmod(systemFolder, 0o755)
  await claimPlace(dataDir, home)
  return home
}

async function readPointer(dataDir: string): Promise<string | null> {
  const said = await readFile(join(dataDir, POINTER), 'utf8').catch(() => '')
  const home = said.trim()
  if (!home) return null
  if (await holdsDatabase(home)) {
    await writeFile(join(home, BELONGS_TO), `${dataDir}\n`).catch(() => {})
    return home
  }
  const isBegun = (await ownerOf(home)) !== null && !(await hasTraces(dataDir))
  // A first start that was killed has pointed already, and there was nothing yet.
  if (isBegun) return home
  throw new StartError(
    `The database of ${dataDir} was kept in ${home} and is not there. Bring that folder back, or restore a backup into a new folder: ` +
      'DATA_DIR=… npm run restore -- FILE',
  )
}

/**
 * By the name that Fanzhuo gave before there were pointers, so that an older one's database is
 * found; unless it is another folder's.
 */
async function freeHome(dataDir: string, systemFolder: string): Promise<string> {
  const home = join(systemFolder, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
  const owner = await ownerOf(home)
  // One that was renamed and not yet started again is still said to be here; only a folder that was
  // worked with can have lost its word.
  const isOurs = owner === null || (owner === dataDir && (await hasTraces(dataDir)))
  return isOurs ? home : `${home}-${randomBytes(4).toString('hex')}`
}

/**
 * Said on both sides, so that neither a renamed folder nor a new one of an old name takes
 * another's.
 */
async function claimPlace(dataDir: string, home: string): Promise<void> {
  await writeFile(join(home, BELONGS_TO), `${dataDir}\n`)
  const draft = join(dataDir, `${POINTER}-${process.pid}`)
  await writeFile(draft, `${home}\n`, { flush: true })
  await rename(draft, join(dataDir, POINTER))
}

/** A folder that was worked with and has lost its database must not open as an empty restaurant. */
async function refuseOrphans(dataDir: string, systemFolder: string): Promise<void> {
  if (!(await hasTraces(dataDir))) return
  const orphans: string[] = []
  for (const name of await readdir(systemFolder).catch(() => [])) {
    const home = join(systemFolder, name)
    if ((await holdsDatabase(home)) && !(await isClaimed(home))) orphans.push(home)
  }
  if (orphans.length === 0) return
  throw new StartError(
    `The folder ${dataDir} was moved or renamed, and its database is in another place: ${orphans.join(' or ')}. ` +
      `Say so and start again: echo ${orphans[0]} > ${join(dataDir, POINTER)}`,
  )
}

/** Whether a data folder points to it. */
async function isClaimed(home: string): Promise<boolean> {
  const owner = await ownerOf(home)
  if (owner === null) return false
  const pointer = await readFile(join(owner, POINTER), 'utf8').catch(() => '')
  return pointer.trim() === home
}

async function ownerOf(home: string): Promise<string | null> {
  return readFile(join(home, BELONGS_TO), 'utf8').then(
    (text) => text.trim(),
    () => null,
  )
}

async function hasTraces(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir).catch(() => [])
  return names.some((name) => TRACES.includes(name))
}

async function holdsDatabase(home: string): Promise<boolean> {
  return readFile(join(home, 'postgres', 'PG_VERSION')).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
  )
}

/** The uppermost folder on the way that lets the user not through. */
async function firstClosed(path: string, mayReach: (path: string) => boolean): Promise<string> {
  const real = await realpath(path)
  const way = [real]
  while (way[0] && way[0] !== '/') way.unshift(dirname(way[0]))
  return way.find((each) => !mayReach(each)) ?? real
}
