// Starting where it is safe, and otherwise one sentence that says what to do; never a changed or
// half-made database.

import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { closedHouse } from '@/testing/program/closed-house'
import {
  databaseIn,
  freshFolder,
  type Program,
  postmasterIn,
  startProgram,
} from '@/testing/program/program'
import type { Database } from '../database/db'

const running: Program[] = []
const cleanups: (() => void)[] = []

afterEach(async () => {
  for (const program of running.splice(0)) {
    program.kill('SIGTERM')
    await program.ended
  }
  for (const clean of cleanups.splice(0)) clean()
})

function folder(make = freshFolder): string {
  const { path, remove } = make()
  cleanups.push(remove)
  return path
}

function start(env: Record<string, string>, under: readonly string[] = []): Program {
  const program = startProgram(env, under)
  running.push(program)
  return program
}

/** How many statements wait for a lock. */
async function waitingOn({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted',
  )
  return rows[0]?.count ?? 0
}

/** Whether a process works; one that ended and waits to be collected does not. */
function runs(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)])
      .toString()
      .trim()
    return state !== '' && !state.startsWith('Z')
  } catch {
    return false
  }
}

/** It must end by itself, not well, and with one sentence instead of a stack. */
async function refusal(env: Record<string, string>): Promise<string> {
  const { code, complained } = await start(env).ended
  expect(code).toBe(1)
  expect(complained).not.toMatch(/\n\s+at /)
  const sentence = /Fanzhuo cannot start\. (.+)/.exec(complained)?.[1]
  expect(complained.trim().split('\n').filter(Boolean)).toHaveLength(1)
  return sentence ?? ''
}

describe('a start', () => {
  it('keeps all data for the next one, and stops cleanly on Ctrl-C', async () => {
    const dataDir = folder()
    const first = start({ DATA_DIR: dataDir })
    await first.opened
    const database = databaseIn(dataDir)
    await database.db.brand.create({ data: { name: '留下来的' } })
    await database.close()
    const { pid } = postmasterIn(dataDir)

    first.kill('SIGINT')
    expect(await first.ended).toMatchObject({ code: 0 })
    expect(runs(pid)).toBe(false)

    await start({ DATA_DIR: dataDir }).opened
    const again = databaseIn(dataDir)
    expect(await again.db.brand.findMany({ select: { name: true } })).toEqual([
      { name: '留下来的' },
    ])
    await again.close()
  })

  it('that is asked to stop answers the request in flight, takes no new one, and ends well', async () => {
    const dataDir = folder(closedHouse)
    const program = start({ DATA_DIR: dataDir })
    await program.opened
    const database = databaseIn(dataDir)
    const holder = await database.pool.connect()
    await holder.query('BEGIN; LOCK TABLE store IN ACCESS EXCLUSIVE MODE')

    const input = encodeURIComponent(JSON.stringify({ storeId: 1 }))
    const inFlight = fetch(`${program.base}/api/trpc/membership.levels?input=${input}`)
    await expect.poll(() => waitingOn(database)).toBeGreaterThan(0)
    program.kill('SIGINT')
    const isOpen = () =>
      fetch(`${program.base}/healthz`).then(
        () => true,
        () => false,
      )
    await expect.poll(isOpen).toBe(false)
    await holder.query('ROLLBACK')
    holder.release()
    await database.close()

    expect((await inFlight).status).toBe(404)
    expect(await program.ended).toMatchObject({ code: 0 })
  })

  it('attaches to the database that a killed app left running', async () => {
    const dataDir = folder(closedHouse)
    const first = start({ DATA_DIR: dataDir })
    await first.opened
    const { pid } = postmasterIn(dataDir)
    first.kill('SIGKILL')
    await first.ended

    await start({ DATA_DIR: dataDir }).opened
    expect(postmasterIn(dataDir).pid).toBe(pid)
  })

  it('attaches to it and stops it where the system tells nothing of another user’s process, as in a container', async () => {
    const under = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-sys_ptrace'] : []
    const dataDir = folder(closedHouse)
    const first = start({ DATA_DIR: dataDir }, under)
    await first.opened
    const { pid } = postmasterIn(dataDir)
    first.kill('SIGKILL')
    await first.ended

    const second = start({ DATA_DIR: dataDir }, under)
    await second.opened
    expect(postmasterIn(dataDir).pid).toBe(pid)
    second.kill('SIGTERM')
    expect(await second.ended).toMatchObject({ code: 0 })
    expect(runs(pid)).toBe(false)
  })

  it('recovers when app and database were killed, also where the old number belongs to another program now', async () => {
    const dataDir = folder(closedHouse)
    const first = start({ DATA_DIR: dataDir })
    await first.opened
    const { pid } = postmasterIn(dataDir)
    first.kill('SIGKILL')
    await first.ended
    process.kill(pid, 'SIGKILL')

    const stranger = spawn('sleep', ['60'])
    cleanups.push(() => stranger.kill())
    const path = join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(path, readFileSync(path, 'utf8').replace(String(pid), String(stranger.pid)))
    await start({ DATA_DIR: dataDir }).opened
    expect(postmasterIn(dataDir).pid).not.toBe(stranger.pid)
  })

  it('finishes a first start that was killed at any moment', async () => {
    const dataDir = folder()
    for (const afterMs of [150, 500, 900]) {
      const program = start({ DATA_DIR: dataDir })
      await new Promise((done) => setTimeout(done, afterMs))
      program.kill('SIGKILL')
      await program.ended
    }
    await start({ DATA_DIR: dataDir }).opened
    const database = databaseIn(dataDir)
    expect(await database.db.store.count()).toBe(0)
    await database.close()
  })

  it.each([0, 120, 400])(
    'that comes %i ms after another first one on its folder is told so, and the other one opens',
    async (laterMs) => {
      const dataDir = folder()
      const first = start({ DATA_DIR: dataDir })
      await new Promise((done) => setTimeout(done, laterMs))
      const second = start({ DATA_DIR: dataDir })
      const opened = await Promise.any([
        first.opened.then(() => first),
        second.opened.then(() => second),
      ])
      const other = opened === first ? second : first
      const { code, complained } = await other.ended
      expect(code).toBe(1)
      expect(complained).toContain('in use by a running Fanzhuo')
      expect((await fetch(`${opened.base}/readyz`)).status).toBe(200)
      expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres-new'))).toEqual([])
    },
  )

  it('beside another one on one empty database opens the demo restaurant once', async () => {
    const dataDir = folder(closedHouse)
    await start({ DATA_DIR: dataDir }).opened
    const database = databaseIn(dataDir)
    await database.pool.query('CREATE DATABASE shared')
    const { port } = postmasterIn(dataDir)
    const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim()
    const DATABASE_URL = `postgresql://fanzhuo:${encodeURIComponent(password)}@127.0.0.1:${port}/shared`
    const shared = { DATABASE_URL, DATA_DIR: folder(), DEMO: 'on' }
    const pair = [start(shared), start(shared)]
    await Promise.all(pair.map(({ opened }) => opened))
    await database.close()

    const pages = await Promise.all(pair.map(({ base }) => fetch(`${base}/readyz`)))
    expect(pages.map(({ status }) => status)).toEqual([200, 200])
    const client = new pg.Client(DATABASE_URL)
    await client.connect()
    const { rows } = await client.query('SELECT count(*)::int AS brands FROM brand')
    await client.end()
    for (const program of pair) program.kill('SIGTERM')
    await Promise.all(pair.map(({ ended }) => ended))
    expect(rows).toEqual([{ brands: 1 }])
  })

  it('starts its database again when that alone was killed, and goes on answering', async () => {
    const dataDir = folder(closedHouse)
    const program = start({ DATA_DIR: dataDir })
    await program.opened
    process.kill(postmasterIn(dataDir).pid, 'SIGKILL')

    const statuses = new Set<number>()
    const ready = async () => {
      const { status } = await fetch(`${program.base}/readyz`)
      statuses.add(status)
      return status
    }
    await expect.poll(ready).toBe(200)
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
  })
})

describe('one sentence says what to do', () => {
  it('when the port is in use', async () => {
    const other: Server = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    cleanups.push(() => other.close())
    const port = String((other.address() as AddressInfo).port)
    expect(await refusal({ DATA_DIR: folder(), PORT: port })).toContain(`Port ${port} is in use`)
  })

  it('when the data folder cannot be written', async () => {
    const path = join(folder(), 'a-file')
    writeFileSync(path, '')
    const sentence = await refusal({ DATA_DIR: join(path, 'data') })
    expect(sentence).toContain('cannot write to its data folder')
  })

  it('when the data folder is where nobody can make one, at once', async () => {
    expect(await refusal({ DATA_DIR: '/proc/fanzhuo' })).toContain(
      'cannot write to its data folder',
    )
  })

  it('when backups would go into a file', async () => {
    const path = join(folder(), 'a-file')
    writeFileSync(path, '')
    for (const BACKUP_DIR of [path, join(path, 'backups')]) {
      expect(await refusal({ DATA_DIR: folder(), BACKUP_DIR })).toContain(
        `BACKUP_DIR=${BACKUP_DIR}`,
      )
    }
  })

  it('when codes would not be sent where they are said to be', async () => {
    const said = await refusal({ DATA_DIR: folder(), CODE_SENDER_URL: 'https://sms.example.com/' })
    expect(said).toContain('nothing is sent there without CODE_SENDER=http')
  })

  it('when the data is of another PostgreSQL, and leaves it as it is', async () => {
    const dataDir = folder()
    mkdirSync(join(dataDir, 'postgres'))
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '14\n')
    expect(await refusal({ DATA_DIR: dataDir })).toContain('PostgreSQL 14')
    expect(readdirSync(join(dataDir, 'postgres'))).toEqual(['PG_VERSION'])
  })

  it('when something else lies where the database should be, and leaves it as it is', async () => {
    const dataDir = folder()
    mkdirSync(join(dataDir, 'postgres'))
    writeFileSync(join(dataDir, 'postgres', 'recipes.txt'), '红烧肉')
    expect(await refusal({ DATA_DIR: dataDir })).toContain('not empty and not a database')
    expect(readFileSync(join(dataDir, 'postgres', 'recipes.txt'), 'utf8')).toBe('红烧肉')
  })

  it('when another Fanzhuo runs on the folder, which goes on', async () => {
    const dataDir = folder(closedHouse)
    const first = start({ DATA_DIR: dataDir })
    await first.opened
    expect(await refusal({ DATA_DIR: dataDir })).toContain('in use by a running Fanzhuo')
    expect((await fetch(`${first.base}/readyz`)).status).toBe(200)
  })

  it.each([
    ['of the wrong kind', 'mysql://localhost/x', 'DATABASE_URL should be'],
    ['of a server that is not there', 'postgresql://a:b@127.0.0.1:1/x', 'cannot be reached'],
  ])('when DATABASE_URL is %s', async (_, url, words) => {
    expect(await refusal({ DATA_DIR: folder(), DATABASE_URL: url })).toContain(words)
  })

  it('when DATABASE_URL has the wrong password', async () => {
    const dataDir = folder(closedHouse)
    await start({ DATA_DIR: dataDir }).opened
    const { port } = postmasterIn(dataDir)
    const url = `postgresql://fanzhuo:wrong@127.0.0.1:${port}/fanzhuo`
    const sentence = await refusal({ DATA_DIR: folder(), DATABASE_URL: url })
    expect(sentence).toContain('does not let fanzhuo in')
  })

  it.each([
    ['10.255.254.253', 'This machine has no address 10.255.254.253'],
    ['no-such-machine.invalid', 'is a name that this machine does not know'],
    ['fe80::1', 'Correct HOST'],
  ])('when HOST is %s', async (HOST, words) => {
    expect(await refusal({ DATA_DIR: folder(), HOST })).toContain(words)
  })

  it('when DATABASE_POOL is more than the database lets in', async () => {
    expect(await refusal({ DATA_DIR: folder(closedHouse), DATABASE_POOL: '150' })).toMatch(
      /DATABASE_POOL is 150, .* Set DATABASE_POOL to 1\d\d or less/,
    )
  })

  it('when a setting makes no sense', async () => {
    const said = await refusal({ DATA_DIR: folder(), PORT: 'abc', DEMO: 'yes', DATABSE_URL: 'x' })
    expect(said).toContain('PORT should be')
    expect(said).toContain('DEMO should be')
  })
})

it('the password and the secret are readable by their owner only', async () => {
  const dataDir = folder()
  await start({ DATA_DIR: dataDir }).opened
  const modes = execFileSync('stat', [
    '-c',
    '%a',
    join(dataDir, 'secret'),
    join(dataDir, 'postgres-password'),
  ])
  expect(modes.toString().trim().split('\n')).toEqual(['600', '600'])
})
