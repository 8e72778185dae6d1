// The start matrix: Fanzhuo is started as an owner starts it, on machines of every kind, for one
// evening at a table, stopped and started again. Here on so few that each value is met; `npm run
// test:machines` builds afresh on so many that every two are.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { debianPostgres } from '@/setup/debian-postgres.mjs'
import { defaultSite, documentedSite, hasNginx, throwAwayNginx } from '@/setup/nginx.mjs'
import { nodeOf } from '@/setup/nodes.mjs'
import { hasPgBouncer, throwAwayPgBouncer } from '@/setup/pgbouncer.mjs'
import { nothingLost, peopleOf, spendEvening } from '@/testing/program/evening'
import {
  copyProject,
  giveTo,
  longPath,
  type Machine,
  openFolder,
  removeProject,
  runOn,
  startMachine,
} from '@/testing/program/machine'
import { rowsCovering } from '@/testing/program/machine-rows'

const IS_WHOLE = process.env.MACHINES === 'all'
const DEMO_PASSWORD = 'fanzhuo'
const OWN_PASSWORD = 'Eight-Treasures-1998'
const OTHER_NODE = 24
/**
 * Prisma loads what belongs to a row side by side on a transaction's one connection, which pg says
 * it will refuse some day.
 */
const OF_PRISMA = /\(node:\d+\) DeprecationWarning: Calling client\.query\(\) when .*\n\(Use .*\n/
/** Bounded by the ends of processes; a busy machine only takes longer. */
const ROW_MS = 30 * 60_000

const base = openFolder(mkdtempSync(join(tmpdir(), 'fanzhuo-machines-')))
const nodes = openFolder(join(tmpdir(), 'fanzhuo-nodes'))
const isRoot = process.getuid?.() === 0
const thisNode = `Node ${process.versions.node.split('.')[0]}`
const otherNode = IS_WHOLE ? nodeOf(OTHER_NODE, nodes) : null
const hasDebian = existsSync('/usr/lib/postgresql/15/bin/initdb')
const hasIPv6 = await canListen('::1')

/** What cannot be tried here, and why. */
const untried: [string, string][] = []
const where = (isThere: boolean, value: string, why: string): string[] => {
  if (!isThere) untried.push([value, why])
  return isThere ? [value] : []
}

const DIMENSIONS = {
  zone: ['UTC', 'Asia/Shanghai', 'America/New_York'],
  database: [
    'embedded',
    ...where(hasDebian, 'PostgreSQL 15', 'Debian’s postgresql-15 is not installed'),
    ...where(hasDebian && hasPgBouncer(), 'PgBouncer', 'it or PostgreSQL 15 is not installed'),
  ],
  user: [...where(isRoot, 'root', 'the tests do not run as root'), 'user'],
  path: ['plain', '店 铺 1', '100 characters'],
  host: ['IPv4', ...where(hasIPv6, '::', 'the machine has no IPv6')],
  proxy: [
    'no proxy',
    ...where(hasNginx(), 'nginx default', 'nginx is not installed'),
    ...where(hasNginx(), 'nginx right', 'nginx is not installed'),
  ],
  node: [
    thisNode,
    ...where(
      otherNode !== null,
      `Node ${OTHER_NODE}`,
      IS_WHOLE ? 'the registry does not give it' : 'only in npm run test:machines',
    ),
  ],
}

type Row = Record<keyof typeof DIMENSIONS, string>
const rows: Row[] = rowsCovering(DIMENSIONS, IS_WHOLE ? 2 : 1)
const nameOf = (row: Row) => Object.values(row).join(' · ')

const results = new Map<string, { result: string; seconds: number }>()
const debian = hasDebian ? debianPostgres() : null
const copies = new Map<string, string>()

afterAll(() => {
  for (const folder of copies.values()) removeProject(folder)
  rmSync(base, { recursive: true, force: true })
  debian?.stop()
  const lines = rows.map((row) => {
    const { result, seconds } = results.get(nameOf(row)) ?? { result: 'not run', seconds: 0 }
    return `${result.padEnd(8)} ${String(Math.round(seconds)).padStart(4)} s  ${nameOf(row)}`
  })
  const left = untried.map(([value, why]) => `not tried        ${value}: ${why}`)
  console.log(['', ...lines, ...left, ''].join('\n'))
})

it.each(rows.map((row) => [nameOf(row), row] as const))(
  'an evening on %s is there after a stop, to the minute',
  async (name, row) => {
    const startedMs = Date.now()
    results.set(name, { result: 'FAILED', seconds: 0 })
    try {
      await tryMachine(row)
      results.set(name, { result: 'well', seconds: 0 })
    } finally {
      const { result = '' } = results.get(name) ?? {}
      results.set(name, { result, seconds: (Date.now() - startedMs) / 1000 })
    }
  },
  ROW_MS,
)

async function tryMachine(row: Row): Promise<void> {
  const undo: (() => unknown)[] = []
  try {
    const [machine, site] = await machineOf(row, undo)
    const direct = `http://${row.host === '::' ? '[::1]' : '127.0.0.1'}:${machine.env.PORT}`
    let running = startMachine(machine)
    undo.push(() => running.stop())
    await running.opened

    const passwords = row.proxy === 'no proxy' ? DEMO_PASSWORD : OWN_PASSWORD
    if (passwords === OWN_PASSWORD) {
      for (const login of ['manager', 'cashier', 'kitchen']) {
        const { code, said } = await runOn(
          machine,
          ['setup/password.mjs', login],
          `${OWN_PASSWORD}\n`,
        )
        expect(said).toContain('has a new password')
        expect(code).toBe(0)
      }
    }
    const people = await peopleOf({ site, passwordOf: () => passwords })
    undo.push(people.printers.kitchen.stop, people.printers.till.stop)
    const kept = await spendEvening(people)
    await isWell(direct)

    expect(await running.stop()).toMatchObject({ code: 0 })
    running = startMachine(machine)
    await running.opened
    await nothingLost(people, kept)
    await isWell(direct)
    const { code, complained } = await running.stop()
    expect(complained.replace(OF_PRISMA, '')).toBe('')
    expect(code).toBe(0)
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

/** The machine of a row and what stands in the address bar of who uses it. */
async function machineOf(row: Row, undo: (() => unknown)[]): Promise<[Machine, string]> {
  const isThis = row.node === thisNode
  const node = isThis ? process.execPath : (otherNode ?? '')
  const identity = row.user === 'root' || !isRoot ? {} : nobody()
  const folder = projectIn(row.path, node)
  const home = openFolder(join(base, 'home'))
  giveTo(folder, isRoot ? { uid: 0, gid: 0, ...identity } : {})
  giveTo(home, isRoot ? { uid: 0, gid: 0, ...identity } : {})
  undo.push(() => rmSync(join(folder, '.data'), { recursive: true, force: true }))

  const [port, front] = [await freePort(), await freePort()]
  const isWide = row.host === '::'
  const here = isWide ? '[::1]' : '127.0.0.1'
  let site = `http://${here}:${port}`
  const env: Record<string, string> = {
    TZ: row.zone,
    HOME: home,
    PORT: String(port),
    PRINTERS_ON_THIS_MACHINE: 'on',
    DATABASE_URL: await databaseOf(row, undo),
    ...(isWide && { HOST: '::' }),
  }
  if (row.proxy !== 'no proxy') {
    const isRight = row.proxy === 'nginx right'
    const nginx = throwAwayNginx(
      (place) => overBoth((isRight ? documentedSite : defaultSite)(place), isWide),
      { port: front, to: port },
    )
    await nginx.start()
    undo.push(nginx.stop)
    site = `http://${here}:${front}`
    Object.assign(env, { PUBLIC_URL: site, ...(isRight && { TRUSTED_PROXIES: 'loopback' }) })
  }
  return [{ folder, node, identity, env }, site]
}

/** With IPv6 it is reached by it, and reaches the house by it. */
function overBoth(config: string, isWide: boolean): string {
  if (!isWide) return config
  return config
    .replace(/listen 127\.0\.0\.1:(\d+)/, 'listen [::1]:$1; listen 127.0.0.1:$1')
    .replace('proxy_pass http://127.0.0.1:', 'proxy_pass http://[::1]:')
}

function projectIn(path: string, node: string): string {
  const key = `${path} ${node}`
  const found = copies.get(key)
  if (found) return found
  const home = openFolder(join(base, String(copies.size)))
  const folder =
    path === 'plain'
      ? join(home, 'fanzhuo')
      : path === '100 characters'
        ? longPath(home, 100)
        : join(home, path)
  openFolder(folder)
  copyProject(folder, { isBuilt: !IS_WHOLE })
  copies.set(key, folder)
  return folder
}

/** A database of the row's own whose sessions are in its zone; '' = the embedded one. */
async function databaseOf({ zone, database }: Row, undo: (() => unknown)[]): Promise<string> {
  if (database === 'embedded' || !debian) return ''
  const url = new URL(debian.url)
  const name = `machine_${copies.size}_${Date.now()}`
  const admin = new pg.Client(debian.url)
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  await admin.query(`ALTER DATABASE ${name} SET TimeZone = '${zone}'`)
  await admin.end()
  url.pathname = `/${name}`
  if (database === 'PostgreSQL 15') return url.href
  const pooler = await throwAwayPgBouncer(url.href, 'session', await freePort())
  undo.push(pooler.stop)
  return pooler.url
}

async function isWell(direct: string): Promise<void> {
  const res = await fetch(`${direct}/readyz?deep=1`)
  expect([res.status, await res.json()]).toEqual([
    200,
    expect.objectContaining({ status: 'ready' }),
  ])
}

/** Whom Debian and others have for programs that are nobody's. */
function nobody(): { uid: number; gid: number } {
  const of = (flag: string) => Number(execFileSync('id', [flag, 'nobody']).toString().trim())
  return { uid: of('-u'), gid: of('-g') }
}

async function canListen(host: string): Promise<boolean> {
  return freePort(host).then(
    () => true,
    () => false,
  )
}

function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
