// npm run password -- LOGIN: beside a running house and while it is stopped; what it refuses, and
// that it says nothing it should not.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closedHouse } from '@/testing/program/closed-house'
import {
  databaseIn,
  type Program,
  postmasterIn,
  runPassword,
  startProgram,
} from '@/testing/program/program'
import { hashPassword } from '../access/passwords'

const OLD = 'sour plum drink 1'
const NEW = 'sour plum drink 2'

let dataDir: string
let remove: () => void
let program: Program

beforeAll(async () => {
  const folder = closedHouse()
  dataDir = folder.path
  remove = folder.remove
  program = startProgram({ DATA_DIR: dataDir })
  await program.opened
  const { db, close } = databaseIn(dataDir)
  const brand = await db.brand.create({ data: { name: '自己的店' } })
  const store = await db.store.create({ data: { brandId: brand.id, name: '一店' } })
  await db.staff.create({
    data: {
      login: 'boss',
      name: '老板',
      passwordHash: await hashPassword(OLD),
      storeRoles: { create: { storeId: store.id, role: 'owner' } },
    },
  })
  await close()
})

afterAll(async () => {
  await stopped()
  remove()
})

beforeEach(async () => {
  if (program.process.exitCode === null && program.process.signalCode === null) return
  program = startProgram({ DATA_DIR: dataDir })
  await program.opened
})

async function stopped(): Promise<void> {
  program.kill('SIGTERM')
  await program.ended
}

/** @returns the session's cookie, or null when the password was refused */
async function signIn(password: string): Promise<string | null> {
  const answer = await fetch(`${program.base}/api/trpc/access.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'boss', password }),
  })
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return answer.ok ? cookies.join('; ') : null
}

async function isSignedIn(cookie: string): Promise<boolean> {
  const answer = await fetch(`${program.base}/api/trpc/access.me`, { headers: { cookie } })
  const { result } = (await answer.json()) as { result: { data: unknown } }
  return result.data !== null
}

describe('npm run password', () => {
  it('sets one beside the running house: the old opens nothing more, and whoever was in is out', async () => {
    const cookie = await signIn(OLD)
    expect(await isSignedIn(cookie ?? '')).toBe(true)

    const { code, said } = await runPassword(['boss'], NEW, { DATA_DIR: dataDir })
    expect(said).toContain('boss (老板) has a new password')
    expect(code).toBe(0)
    expect(said).not.toContain(NEW)
    expect(await isSignedIn(cookie ?? '')).toBe(false)
    expect(await signIn(OLD)).toBeNull()
    expect(await signIn(NEW)).not.toBeNull()
    expect((await fetch(`${program.base}/readyz`)).status).toBe(200)

    const { db, close } = databaseIn(dataDir)
    const [entry] = await db.auditEntry.findMany({ where: { action: 'password.set' } })
    await close()
    expect(entry).toMatchObject({ staffId: null, details: { at: 'terminal' } })
  })

  it('sets one while the house is stopped, and leaves no database running', async () => {
    await stopped()
    expect(await runPassword(['boss'], OLD, { DATA_DIR: dataDir })).toMatchObject({ code: 0 })
    expect(() => postmasterIn(dataDir)).toThrow()

    program = startProgram({ DATA_DIR: dataDir })
    await program.opened
    expect(await signIn(OLD)).not.toBeNull()
  })

  it('sets one in a database of the owner’s', async () => {
    const { port } = postmasterIn(dataDir)
    const password = readFileSync(`${dataDir}/postgres-password`, 'utf8').trim()
    const url = `postgresql://fanzhuo:${encodeURIComponent(password)}@127.0.0.1:${port}/fanzhuo`
    const { code, said } = await runPassword(['boss'], NEW, { DATABASE_URL: url })
    expect(code, said).toBe(0)
    expect(await signIn(NEW)).not.toBeNull()
  })

  it.each([
    { words: ['nobody'], password: NEW, code: 1, says: 'There are: boss.' },
    { words: ['BOSS'], password: NEW, code: 1, says: 'Nobody has the login "BOSS"' },
    { words: [], password: NEW, code: 2, says: 'npm run password -- LOGIN' },
    { words: ['boss', NEW], password: NEW, code: 2, says: 'never written there' },
    { words: ['boss'], password: 'short', code: 1, says: 'at least 10 characters' },
    { words: ['boss'], password: 'fanzhuo', code: 1, says: 'at least 10 characters' },
    { words: ['boss'], password: 'x'.repeat(201), code: 1, says: 'at most 200 characters' },
    { words: ['boss'], password: '1234567890', code: 1, says: 'anybody would try' },
    { words: ['boss'], password: 'two lines\nare too many', code: 1, says: 'one line' },
    { words: ['boss'], password: '', code: 1, says: 'No password came in' },
  ])('refuses $words with "$password": $says', async ({ words, password, code, says }) => {
    const ended = await runPassword(words, password, { DATA_DIR: dataDir })
    expect(ended.complained).toContain(says)
    expect(ended.complained).not.toMatch(/\n\s+at /)
    expect(ended.code).toBe(code)
  })

  it.each([
    [{ DATA_DIR: '/nonexistent/fanzhuo' }, 'There is no house in'],
    [{ DATABASE_URL: 'postgresql://u:hidden-word@127.0.0.1:1/x' }, 'cannot be reached'],
    [{ DATABASE_POOL: '1' }, 'DATABASE_POOL should be'],
  ])('says in a sentence why it cannot: %j', async (env, says) => {
    const { code, complained } = await runPassword(['boss'], NEW, env)
    expect(complained).toContain(says)
    expect(complained).not.toContain('hidden-word')
    expect(code).toBe(1)
  })
})
