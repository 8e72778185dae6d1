// An update in a clone of its own, as an owner makes it: the house that runs is not touched, a
// version that cannot be built changes nothing, the next start takes what is ready, and the way
// back is kept.

import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { linkTree } from '@/setup/link-tree.mjs'
import { type OrderRequest, orderOnce } from '@/testing/program/order-once'
import {
  databaseIn,
  freshFolder,
  type Program,
  runCommand,
  startProgram,
} from '@/testing/program/program'
import { seatGuest } from '@/testing/program/seat-guest'
import { checkInvariants } from '../invariants'

const NOT_SOURCES =
  /^(node_modules|dist|\.git|\.next.*|\.data|\.update|\.before|test-results|playwright-report)$/
const PATIENCE_MS = 600_000
const MIGRATION = '29990101000000_a_note'
const TAKE = pathToFileURL('setup/take-update.mjs').href
/** A process that ends before it does something to files for the nth time. */
const DIES = `import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
let left = Number(process.env.DIES)
for (const name of ['mkdirSync', 'renameSync', 'rmSync', 'writeFileSync']) {
  const real = fs[name]
  fs[name] = (...words) => (left-- === 0 ? process.exit(9) : real(...words))
}
syncBuiltinESMExports()`
const origin = freshFolder()
const clone = freshFolder()
const house = freshFolder()
const env = { DATA_DIR: house.path }
let program: Program
let guest: Awaited<ReturnType<typeof seatGuest>>
const requests: OrderRequest[] = []
const acknowledged = () => requests.filter(({ outcome }) => outcome === 'ok')

const gitAt = (cwd: string, ...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@localhost', ...words], { cwd })
    .toString()
    .trim()

/** What the next version says and does otherwise. */
function publish(path: string, from: string, to: string): void {
  const file = join(origin.path, path)
  mkdirSync(join(file, '..'), { recursive: true })
  const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (!before.includes(from)) throw new Error(`${path} does not say ${from}`)
  writeFileSync(file, from ? before.replace(from, to) : to)
  gitAt(origin.path, 'add', '-A')
  gitAt(origin.path, 'commit', '-qm', path)
}

const start = () => startProgram(env, [], { cwd: clone.path, script: 'setup/start.mjs' })
const update = (...words: string[]) => runCommand('update', words, env, { cwd: clone.path }).ended
const head = () => gitAt(clone.path, 'rev-parse', 'HEAD')
const buildsIn = () =>
  readdirSync(join(clone.path, 'dist')).filter((name) => /^[0-9a-f]{12}$/.test(name))

const backups = () =>
  readdirSync(join(house.path, 'backups')).filter((name) => name.includes('before-update'))

/** Whether it still answers with its pages. */
async function expectServing(): Promise<void> {
  const page = await fetch(`${program.base}/`)
  expect(page.status).toBe(200)
  const [, script = ''] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(await page.text()) ?? []
  expect((await fetch(`${program.base}${script}`)).status).toBe(200)
}

/** Guests order for as long as something takes, and more than a few do. */
async function whileOrdering<T>(work: () => Promise<T>): Promise<T> {
  const { dishId, ...seat } = guest
  const least = acknowledged().length + 3
  let isOver = false
  const load = (async () => {
    while (!isOver) await orderOnce(program.base, seat, dishId, (request) => requests.push(request))
  })()
  const done = await work()
  await vi.waitUntil(() => acknowledged().length >= least, { timeout: PATIENCE_MS })
  isOver = true
  await load
  return done
}

/** Every order that was acknowledged is there once, and the books balance. */
async function expectWhole(): Promise<void> {
  const { db, pool, close } = databaseIn(house.path)
  const keys = acknowledged().map(({ key }) => key)
  const rounds = await db.round.findMany({ where: { idempotencyKey: { in: keys } } })
  const found = new Map(rounds.map(({ idempotencyKey, orderId }) => [idempotencyKey, orderId]))
  expect(keys.map((key) => found.get(key))).toEqual(acknowledged().map(({ orderId }) => orderId))
  expect(rounds).toHaveLength(keys.length)
  expect(await checkInvariants(pool)).toEqual([])
  await close()
}

async function stopped(): Promise<void> {
  program.kill('SIGTERM')
  await program.ended
}

beforeAll(async () => {
  for (const name of readdirSync('.')) {
    if (!NOT_SOURCES.test(name)) cpSync(name, join(origin.path, name), { recursive: true })
  }
  gitAt(origin.path, 'init', '-q', '-b', 'main')
  gitAt(origin.path, 'add', '-A')
  gitAt(origin.path, 'commit', '-qm', 'one')
  rmSync(clone.path, { recursive: true })
  execFileSync('git', ['clone', '-q', origin.path, clone.path])
  linkTree('node_modules', join(clone.path, 'node_modules'), (name: string) => name.startsWith('.'))
  linkTree('dist', join(clone.path, 'dist'), (name: string) => !/^[0-9a-f]{12}$/.test(name))
  linkTree('prisma/client', join(clone.path, 'prisma/client'))
  // A first start of a clone builds for as long as it takes.
  await runCommand('make-ready', [], env, { cwd: clone.path }).ended
  program = start()
  await program.opened
  guest = await seatGuest(house.path)
}, PATIENCE_MS)

afterAll(async () => {
  await stopped()
  for (const { remove } of [origin, clone, house]) remove()
})

it('a second start on the house says so before it installs or builds anything', async () => {
  writeFileSync(join(clone.path, 'domain', 'new.ts'), 'export const another = 1\n')
  const second = start()
  const { code, said } = await second.ended
  rmSync(join(clone.path, 'domain', 'new.ts'))
  expect(code).toBe(1)
  expect(said.trim()).toMatch(/^Fanzhuo cannot start\. The data folder .+ is in use/)
  await expectServing()
})

it(
  'a version that cannot be built changes nothing, and the house goes on',
  async () => {
    const [was, builds] = [head(), buildsIn()]
    publish('app/page.tsx', 'export', '<<< export')
    const { code, said } = await update()
    expect(said).toContain('Nothing was changed')
    expect(code).toBe(1)
    expect([head(), buildsIn()]).toEqual([was, builds])
    expect(gitAt(clone.path, 'status', '--porcelain')).toBe('')
    expect(existsSync(join(clone.path, '.update'))).toBe(false)
    await expectServing()
    publish('app/page.tsx', '<<< export', 'export')
  },
  PATIENCE_MS,
)

it(
  'the next version is made ready beside the house, which is backed up; the next start takes it, and what was there stays',
  async () => {
    publish(`prisma/migrations/${MIGRATION}/migration.sql`, '', 'CREATE TABLE a_note (id int)')
    publish('NEWS.md', '', 'What is new.')
    publish('server/welcome.ts', 'Ctrl-C stops.', 'Ctrl-C stops the next version.')
    const [was, backedUp] = [head(), backups().length]

    const { code, said } = await whileOrdering(update)
    expect(said).toContain(MIGRATION)
    expect(said).toContain('Ready.')
    expect(code).toBe(0)
    expect(head()).toBe(was)
    await expectServing()
    expect(backups()).toHaveLength(backedUp + 1)
    await stopped()

    program = start()
    await program.opened
    await expectServing()
    await expectWhole()
    const after = databaseIn(house.path)
    expect((await after.pool.query('SELECT count(*)::int AS n FROM a_note')).rows).toEqual([
      { n: 0 },
    ])
    await after.close()
    expect(head()).toBe(gitAt(origin.path, 'rev-parse', 'HEAD'))
    expect(gitAt(clone.path, 'status', '--porcelain')).toBe('')
    await expect.poll(buildsIn, { timeout: PATIENCE_MS }).toHaveLength(2)
    expect((await update()).said).toContain('newest version already')
  },
  PATIENCE_MS,
)

it('the way back is not taken where the database went on, and is told as commands with the right backup', async () => {
  const { code, said } = await update('back')
  expect(code).toBe(1)
  expect(said).toContain(MIGRATION)
  expect(said).toContain('what was ordered since is not in it')
  // Made by the start that changed the database, after the one that the update itself made.
  const backup = join(house.path, 'backups', backups().toSorted().at(-1) ?? '')
  expect(said).toContain(`npm run restore -- ${backup}`)
  expect(existsSync(join(clone.path, '.before'))).toBe(true)
  expect(existsSync(join(clone.path, '.update'))).toBe(false)
})

it(
  'where the database did not go on the way back is the version before, whole, with all that was ordered since; and forward again',
  async () => {
    // As where the start that should have changed it could not.
    const database = databaseIn(house.path)
    await database.pool.query('DROP TABLE a_note')
    await database.pool.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [
      MIGRATION,
    ])
    await database.close()
    const [newer, backed] = [head(), await whileOrdering(() => update('back'))]
    expect(backed).toMatchObject({ code: 0, said: expect.stringContaining('Ready.') })
    expect([head(), existsSync(join(clone.path, 'NEWS.md'))]).toEqual([newer, true])
    await expectServing()
    await stopped()

    program = start()
    await program.opened
    await expectServing()
    await expectWhole()
    expect(head()).not.toBe(newer)
    expect(gitAt(clone.path, 'status', '--porcelain')).toBe('')
    expect(existsSync(join(clone.path, 'NEWS.md'))).toBe(false)
    expect((await runCommand('backup', [], env, { cwd: clone.path }).ended).code).toBe(0)

    const forward = await whileOrdering(update)
    expect(forward).toMatchObject({ code: 0, said: expect.not.stringContaining('Building') })
    await stopped()
    program = start()
    await program.opened
    expect(head()).toBe(newer)
    expect(existsSync(join(clone.path, 'NEWS.md'))).toBe(true)
    await expectWhole()
  },
  PATIENCE_MS,
)

it('what was made ready and not taken is dropped by the same words, and what a start was ended in is finished by a start', async () => {
  const kept = join(clone.path, '.before')
  mkdirSync(join(clone.path, '.update', 'tree'), { recursive: true })
  writeFileSync(join(clone.path, '.update', 'update.json'), '{}')
  expect((await update('back')).said).toContain('dropped')
  expect([existsSync(join(clone.path, '.update')), existsSync(kept)]).toEqual([false, true])

  mkdirSync(join(clone.path, '.update', 'before'), { recursive: true })
  const { code, said } = await update()
  expect([code, said]).toEqual([1, expect.stringContaining('npm start takes the rest of it')])
  expect(existsSync(join(clone.path, '.update', 'before'))).toBe(true)
  rmSync(join(clone.path, '.update'), { recursive: true })
})

it('a start that is ended at any step of taking an update is finished by the next one, with nothing of either version lost', () => {
  const taken = (folder: string, dies: number | null) =>
    spawnSync(
      process.execPath,
      [
        ...['--import', `data:text/javascript,${encodeURIComponent(DIES)}`],
        ...['-e', `import(${JSON.stringify(TAKE)}).then((m) => m.takeUpdate())`],
      ],
      { cwd: folder, env: { ...process.env, DIES: String(dies ?? -1) } },
    ).status
  for (let step = 0, isOver = false; !isOver; step += 1) {
    const { path, remove } = freshFolder()
    const write = (name: string, text: string) => {
      mkdirSync(join(path, name, '..'), { recursive: true })
      writeFileSync(join(path, name), text)
    }
    const read = (name: string) => {
      const file = join(path, name)
      return existsSync(file) ? readFileSync(file, 'utf8') : null
    }
    for (const name of ['a/x', 'b/x', 'old/x']) write(name, 'one')
    for (const name of ['a/x', 'b/x', 'new/x']) write(`.update/tree/${name}`, 'two')
    write('.before/a/x', 'zero')
    const said = { from: null, to: null, version: '2', gone: ['old'], came: ['new'] }
    write('.update/update.json', JSON.stringify(said))

    isOver = taken(path, step) === 0
    expect(taken(path, null)).toBe(0)
    const names = ['a/x', 'b/x', 'new/x', 'old/x']
    const now = [
      names.map(read),
      names.map((name) => read(`.before/${name}`)),
      read('.update/tree'),
    ]
    const wanted = [['two', 'two', 'two', null], ['one', 'one', null, 'one'], null]
    expect([step, ...now]).toEqual([step, ...wanted])
    expect(JSON.parse(read('.before/came-from.json') ?? '')).toMatchObject({ came: ['new'] })
    expect(existsSync(join(path, '.update'))).toBe(false)
    remove()
    expect(step).toBeLessThan(40)
  }
})
