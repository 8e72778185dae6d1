// npm run setup-link and npm run api-key: beside a running house and while it is stopped, what they
// refuse, and that they say nothing they should not.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedHouse } from '@/testing/program/closed-house'
import {
  databaseIn,
  type Ended,
  type Program,
  postmasterIn,
  runCommand,
  startProgram,
} from '@/testing/program/program'

let dataDir: string
let remove: () => void
let program: Program
let storeId: number

beforeAll(async () => {
  const folder = closedHouse()
  dataDir = folder.path
  remove = folder.remove
  await open()
})
afterAll(async () => {
  await close()
  remove()
})

async function open(): Promise<void> {
  program = startProgram({ DATA_DIR: dataDir })
  await program.opened
}
async function close(): Promise<void> {
  program.kill('SIGTERM')
  await program.ended
}
const run = (name: string, words: string[], env: Record<string, string> = {}): Promise<Ended> =>
  runCommand(name, words, { DATA_DIR: dataDir, ...env }).ended

/** The key that was printed, behind what the first run says that it makes ready. */
const keyIn = (said: string) => /^[A-Za-z0-9_-]{22}$/m.exec(said)?.[0] ?? ''
/** The token of the link that was printed. */
const tokenIn = (said: string) => /\/setup#([A-Za-z0-9_-]{22})/.exec(said)?.[1] ?? ''
const enter = (token: string) =>
  fetch(`${program.base}/api/trpc/opening.enter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })

describe('npm run setup-link', () => {
  it('prints a link that opens the running house once, and a picture of it', async () => {
    const { code, said, complained } = await run('setup-link', [])
    expect([code, complained]).toEqual([0, ''])
    expect(said).toContain('Open your restaurant')
    expect(said).toMatch(/[█▀▄]{10}/)
    expect((await enter(tokenIn(said))).status).toBe(200)
    expect((await enter(tokenIn(said))).status).toBe(409)
  })

  it('prints one while the house is stopped, which is good once it runs, and leaves no database running', async () => {
    await close()
    const { code, said } = await run('setup-link', [])
    expect(code, said).toBe(0)
    expect(() => postmasterIn(dataDir)).toThrow()
    await open()
    expect((await enter(tokenIn(said))).status).toBe(200)
  })

  it('prints none for a restaurant with an owner, who is told how to sign in', async () => {
    const { db, close: closeDatabase } = databaseIn(dataDir)
    const brand = await db.brand.create({ data: { name: '自己的店' } })
    const store = await db.store.create({ data: { brandId: brand.id, name: '一店' } })
    storeId = store.id
    await db.staff.create({
      data: {
        login: 'boss',
        name: '老板',
        passwordHash: 'none',
        storeRoles: { create: { storeId, role: 'owner' } },
      },
    })
    await closeDatabase()
    const { code, said } = await run('setup-link', [])
    expect([code, tokenIn(said)]).toEqual([0, ''])
    expect(said).toContain('npm run password -- LOGIN')
  })
})

describe('npm run api-key', () => {
  const tables = (key: string) =>
    fetch(
      `${program.base}/api/trpc/seating.tables?input=${encodeURIComponent(`{"storeId":${storeId}}`)}`,
      {
        headers: { authorization: `Bearer ${key}` },
      },
    )

  it('makes a key that opens what it may and nothing else, beside the running house', async () => {
    const { code, said } = await run('api-key', ['前台收银', 'store.manage'])
    expect(code, said).toBe(0)
    expect(said).toContain('“前台收银” for 一店')
    const key = keyIn(said)
    expect((await tables(key)).status).toBe(200)
    const { db, close: closeDatabase } = databaseIn(dataDir)
    const kept = await db.apiKey.findFirstOrThrow({ where: { name: '前台收银' } })
    const [entry] = await db.auditEntry.findMany({ where: { action: 'key.made' } })
    await closeDatabase()
    expect(kept).toMatchObject({ storeId, scopes: ['store.manage'], expiresAt: null })
    expect(entry).toMatchObject({ staffId: null, subjectId: String(kept.id) })

    const other = await run('api-key', ['厨房屏', 'kitchen.see', '--days', '1'])
    expect((await tables(keyIn(other.said))).status).toBe(403)
  })

  it('makes one while the house is stopped, and leaves no database running', async () => {
    await close()
    const { code, said } = await run('api-key', [
      '打印桥',
      'store.manage',
      '--store',
      String(storeId),
    ])
    expect(code, said).toBe(0)
    expect(() => postmasterIn(dataDir)).toThrow()
    await open()
    expect((await tables(keyIn(said))).status).toBe(200)
  })

  it.each([
    { words: [], code: 2, says: 'npm run api-key -- "Till at the door"' },
    { words: ['前台'], code: 2, says: 'The rights there are:' },
    { words: ['前台', 'everything'], code: 2, says: 'The rights there are:' },
    { words: ['前台', 'floor.see', '--days', 'soon'], code: 2, says: '--days N' },
    { words: ['前台', 'floor.see', '--store', '999'], code: 1, says: 'by --store ID' },
    { words: ['前台', 'floor.see', '--shop', '1'], code: 2, says: '--store ID' },
  ])('refuses $words: $says', async ({ words, code, says }) => {
    const ended = await run('api-key', words)
    expect(ended.complained).toContain(says)
    expect(ended.complained).not.toMatch(/\n\s+at /)
    expect(ended.code).toBe(code)
  })
})

it.each(['setup-link', 'api-key'])(
  '%s says in a sentence why it cannot, and no secret',
  async (name) => {
    const words = name === 'api-key' ? ['前台', 'floor.see'] : []
    for (const [env, says] of [
      [{ DATA_DIR: '/nonexistent/fanzhuo' }, 'There is no house in'],
      [{ DATABASE_URL: 'postgresql://u:hidden-word@127.0.0.1:1/x' }, 'cannot be reached'],
      [{ DATABASE_POOL: '1' }, 'DATABASE_POOL should be'],
    ] as const) {
      const { code, complained } = await run(name, words, env)
      expect(complained).toContain(says)
      expect(complained).not.toContain('hidden-word')
      expect(complained).not.toMatch(/\n\s+at /)
      expect(code).toBe(1)
    }
  },
)
