// A backup is the house of one instant, whole; it comes back equal, or not at all. On the database
// that the tests stand on.

import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, type Restaurant, testDeps } from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { checkBackup } from './backup-file'
import { backupsIn } from './backups-folder'
import { openBackups } from './nightly'
import { restore } from './restore'
import { type BackupRequest, writeBackup } from './write-backup'

const clock = { now: new Date() }
const secret = randomBytes(32)
const log = pino({ level: 'silent' })
let database: TestDatabase
let deps: Deps
let place: Restaurant
let home: string
const emptied: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})
afterAll(() => database.drop())

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'fanzhuo-backup-'))
  const pictures = join(home, 'house', 'pictures', 'small')
  mkdirSync(pictures, { recursive: true })
  writeFileSync(join(pictures, '红烧肉.webp'), randomBytes(5_000))
  writeFileSync(join(home, 'house', 'secret'), secret.toString('hex'))
})
afterEach(async () => {
  rmSync(home, { recursive: true })
  for (const name of emptied.splice(0)) {
    await database.pool.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
})

const requestOf = (more: Partial<BackupRequest> = {}): BackupRequest => ({
  url: database.url,
  dataDir: join(home, 'house'),
  folder: join(home, 'backups'),
  keep: 3,
  kind: 'by-hand',
  secret,
  ...more,
})

async function emptyDatabase(): Promise<string> {
  const name = `r_${randomBytes(6).toString('hex')}`
  emptied.push(name)
  await database.pool.query(`CREATE DATABASE ${name}`)
  const url = new URL(database.url)
  url.pathname = `/${name}`
  return url.href
}

const restoreTo = (databaseUrl: string, file: string, dataDir = join(home, 'new'), own = secret) =>
  restore({ file, dataDir, databaseUrl, secret: own, migrations: 'prisma/migrations', log })

/** Every table's rows as sums, and where its sequences stand. */
async function sumsOf(url: string): Promise<Record<string, string>> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(`SET TimeZone = 'UTC'`)
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          AND relname <> '_prisma_migrations' ORDER BY 1`,
    )
    const sums: Record<string, string> = {}
    for (const { name } of tables) {
      const { rows } = await client.query<{ sum: string }>(
        `SELECT count(*) || ' ' || COALESCE(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS sum FROM ${name} t`,
      )
      sums[name] = rows[0]?.sum ?? ''
    }
    const { rows } = await client.query<{ name: string; value: string }>(
      `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences WHERE schemaname = 'public'`,
    )
    for (const { name, value } of rows) sums[name] = value
    return sums
  } finally {
    await client.end()
  }
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort()

describe('a backup', () => {
  it('comes back equal to the row, the number and the picture, and the next number is a new one', async () => {
    const { path, rows } = await writeBackup(requestOf())
    const url = await emptyDatabase()
    const found = await restoreTo(url, path)
    expect(found).toMatchObject({ rows, breaches: [], wantsSecret: false, files: 1 })
    expect(await sumsOf(url)).toEqual(await sumsOf(database.url))
    const picture = join('pictures', 'small', '红烧肉.webp')
    expect(readFileSync(join(home, 'new', picture))).toEqual(
      readFileSync(join(home, 'house', picture)),
    )
    expect(filesOf(join(home, 'new'))).toEqual([picture])
  })

  it('is private, and holds neither the secret nor the database’s password', async () => {
    writeFileSync(join(home, 'house', 'postgres-password'), 'very-hidden-word')
    const { path } = await writeBackup(requestOf())
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0)
    const content = gunzipSync(readFileSync(path)).toString('latin1')
    expect(content).not.toContain(secret.toString('hex'))
    expect(content).not.toContain('very-hidden-word')
  })

  it('holds the keys and triggers of the house again: what they forbid stays forbidden', async () => {
    const { path } = await writeBackup(requestOf())
    const url = await emptyDatabase()
    await restoreTo(url, path)
    const shape = `
      SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL
      SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2, 3`
    const client = new pg.Client(url)
    await client.connect()
    const { rows } = await client.query(shape)
    await client.end()
    expect(rows).toEqual((await database.pool.query(shape)).rows)
  })

  it('made while the house changes is one instant of it, and has all that was there before', async () => {
    const rename = async (nth: number) => {
      // Two rows that are only ever changed together.
      await database.db.$transaction([
        database.db.brand.updateMany({
          where: { stores: { some: { id: place.store.id } } },
          data: { name: `n${nth}` },
        }),
        database.db.store.update({ where: { id: place.store.id }, data: { name: `n${nth}` } }),
      ])
    }
    let nth = 0
    let isOver = false
    await rename(0)
    const load = (async () => {
      while (!isOver) {
        nth += 1
        await rename(nth)
      }
    })()
    const before = nth
    const { path } = await writeBackup(requestOf())
    isOver = true
    await load
    expect(nth).toBeGreaterThan(before)
    const url = await emptyDatabase()
    await restoreTo(url, path)
    const client = new pg.Client(url)
    await client.connect()
    const { rows } = await client.query(
      'SELECT b.name AS brand, s.name AS store FROM store s JOIN brand b ON b.id = s.brand_id WHERE s.id = $1',
      [place.store.id],
    )
    expect(await checkInvariants(client)).toEqual([])
    await client.end()
    expect(rows[0].brand).toBe(rows[0].store)
    expect(Number(rows[0].brand.slice(1))).toBeGreaterThanOrEqual(before)
  })

  it('keeps as many of its kind as wanted, and clears what was left half written long ago', async () => {
    const folder = join(home, 'backups')
    mkdirSync(folder)
    for (const day of ['01', '02', '03', '04']) {
      writeFileSync(join(folder, `fanzhuo-2026-01-${day}T04-00-00Z-by-hand.tar.gz`), 'x')
      writeFileSync(join(folder, `fanzhuo-2026-01-${day}T04-00-00Z-nightly.tar.gz`), 'x')
    }
    writeFileSync(join(folder, 'recipes.txt'), 'x')
    await writeBackup(requestOf())
    const kept = (await backupsIn(folder)).map(
      ({ kind, madeAt }) => `${kind} ${madeAt.getUTCDate()}`,
    )
    expect(kept.filter((each) => each.startsWith('nightly'))).toHaveLength(4)
    expect(kept.filter((each) => each.startsWith('by-hand')).slice(1)).toEqual([
      'by-hand 4',
      'by-hand 3',
    ])
    expect(existsSync(join(folder, 'recipes.txt'))).toBe(true)
  })

  it('that cannot be finished leaves nothing', async () => {
    const leaving = AbortSignal.abort()
    await expect(writeBackup(requestOf({ leaving }))).rejects.toThrow()
    expect(readdirSync(join(home, 'backups'))).toEqual([])
  })
})

describe('a restore is refused in a sentence, and nothing is changed,', () => {
  /** The words of the refusal; the new folder and the database must be as they were. */
  async function refusal(
    url: string,
    file: string,
    dataDir?: string,
    own?: typeof secret,
  ): Promise<string> {
    const sums = await sumsOf(url)
    const words = await restoreTo(url, file, dataDir, own).then(
      () => 'it was restored',
      (error: Error) => error.message,
    )
    expect(await sumsOf(url)).toEqual(sums)
    expect(existsSync(join(home, 'new', 'restoring'))).toBe(false)
    return words
  }

  it('where the database has rows', async () => {
    const { path } = await writeBackup(requestOf())
    expect(await refusal(database.url, path)).toContain('is not empty')
  })

  it('where the folder is a house', async () => {
    const { path } = await writeBackup(requestOf())
    const house = join(home, 'living')
    mkdirSync(join(house, 'postgres'), { recursive: true })
    expect(await refusal(await emptyDatabase(), path, house)).toContain('is not empty')
    expect(readdirSync(house)).toEqual(['postgres'])
  })

  it.each(['cut', 'changed', 'without its end', 'something else', 'missing', 'a folder'])(
    'where the file is %s',
    async (how) => {
      const { path } = await writeBackup(requestOf())
      const bad = join(home, 'bad.tar.gz')
      const bytes = readFileSync(path)
      if (how === 'cut') {
        writeFileSync(bad, bytes)
        truncateSync(bad, Math.floor(bytes.length * 0.7))
      }
      if (how === 'changed') {
        const plain = gunzipSync(bytes)
        const at = plain.indexOf('tables/store/') + 600
        plain[at] = (plain[at] ?? 0) ^ 1
        writeFileSync(bad, gzipSync(plain))
      }
      if (how === 'without its end') {
        const plain = gunzipSync(bytes)
        writeFileSync(
          bad,
          gzipSync(
            Buffer.concat([plain.subarray(0, plain.indexOf('manifest.json')), Buffer.alloc(1_024)]),
          ),
        )
      }
      if (how === 'something else') writeFileSync(bad, '红烧肉')
      if (how === 'a folder') mkdirSync(bad)
      expect(await refusal(await emptyDatabase(), bad)).toMatch(
        /is not a whole backup|There is no file|cannot be read/,
      )
    },
  )

  it('where it is of a newer Fanzhuo', async () => {
    const { path } = await writeBackup(requestOf())
    const older = join(home, 'migrations')
    const { about } = await checkBackup(path)
    for (const { name } of about.migrations.slice(0, -1)) {
      mkdirSync(join(older, name), { recursive: true })
      const sql = readFileSync(join('prisma/migrations', name, 'migration.sql'))
      writeFileSync(join(older, name, 'migration.sql'), sql)
    }
    const url = await emptyDatabase()
    const dataDir = join(home, 'new')
    await expect(
      restore({ file: path, dataDir, databaseUrl: url, secret, migrations: older, log }),
    ).rejects.toThrow(about.migrations.at(-1)?.name)
    expect(await sumsOf(url)).toEqual({})
  })

  it('where the secret that was brought is another house’s', async () => {
    const { path } = await writeBackup(requestOf())
    const words = await refusal(await emptyDatabase(), path, undefined, randomBytes(32))
    expect(words).toContain('is not the one of this backup')
  })
})

describe('the nightly one', () => {
  const DAY_MS = 86_400_000
  const settings = () => ({ isOn: true, ...requestOf(), keep: 3 })
  const at = (ms: number) => ({ ...deps, secret, now: () => new Date(ms), log })

  it('is not due on the first day of a house, due after the first night, and made once', async () => {
    // The template may have been made before the night that is through by now.
    const { rows } = await database.pool.query(
      'SELECT min(finished_at) AS at FROM _prisma_migrations',
    )
    const nowMs = rows[0].at.getTime()
    await openBackups(at(nowMs), settings()).run()
    expect(await backupsIn(join(home, 'backups'))).toEqual([])

    await database.pool.query(
      `UPDATE _prisma_migrations SET finished_at = finished_at - interval '3 days'`,
    )
    const pair = [openBackups(at(nowMs), settings()), openBackups(at(nowMs), settings())]
    await Promise.all(pair.map((each) => each.run()))
    await pair[0]?.run()
    const made = await backupsIn(join(home, 'backups'))
    expect(made.map(({ kind }) => kind)).toEqual(['nightly'])
    expect(await pair[0]?.trouble()).toBeNull()
  })

  it('that failed, or was not made in time, is trouble; where none is wanted there is none', async () => {
    await database.pool.query(
      `UPDATE _prisma_migrations SET finished_at = finished_at - interval '3 days'`,
    )
    // Noon in Shanghai, where the day ended at four: eight hours in which none was made, whatever
    // the time is here.
    const laterMs = Math.floor(Date.now() / DAY_MS + 3) * DAY_MS + 4 * 3_600_000
    const blocked = { ...settings(), folder: join(home, 'blocked') }
    writeFileSync(blocked.folder, 'a file')
    const backups = openBackups(at(laterMs), blocked)
    expect(await openBackups(at(laterMs), settings()).trouble()).toBe('overdue')
    await backups.run()
    expect(await backups.trouble()).toBe('failed')
    expect(await openBackups(at(laterMs), { ...settings(), isOn: false }).trouble()).toBeNull()
  })
})

it('no two backups of one house at rest differ in what they hold', async () => {
  const sums = async () => {
    const { path } = await writeBackup(
      requestOf({ folder: join(home, randomBytes(4).toString('hex')) }),
    )
    const { manifest } = await checkBackup(path)
    const held = manifest.entries.filter(({ name }) => name !== 'about.json')
    return createHash('sha256').update(JSON.stringify(held)).digest('hex')
  }
  expect(await sums()).toBe(await sums())
})
