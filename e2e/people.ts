// The people of a test, each with a browser of their own: guests with phones, a waiter, a cook, a
// manager. An unexpected error on anybody's screen fails the test.

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import {
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import pg from 'pg'
import { tablePath } from '@/domain/paths'
import { EXACT_INTEGERS } from '@/server/database/exact-integers'
import { startServer } from '@/testing/program/demo-house'

type Device = {
  width: number
  height: number
  locale?: string
  colorScheme?: 'light' | 'dark'
  /** A phone's browser, which zooms out where a page is wider than it. */
  isMobile?: boolean
  /** Another browser than Chromium, by what it says of itself. */
  userAgent?: string
  /** Another server than the one of the run. */
  baseURL?: string
}

export const PHONE: Device = { width: 390, height: 844 }
export const TABLET: Device = { width: 1024, height: 768 }
export const WALL: Device = { width: 1920, height: 1080, colorScheme: 'dark' }

export type Table = { id: number; code: string; name: string; storeId: number }

type People = {
  /** A guest with a phone at a table, the menu before them. */
  guestAt: (table: Table, device?: Partial<Device>) => Promise<Page>
  /** Somebody of the team, signed in, on a page of theirs. */
  staff: (login: string, path: string, device?: Device) => Promise<Page>
  /** Anybody with a browser. */
  stranger: (device?: Partial<Device>) => Promise<Page>
  /** A new table of the first store: tests need more than the restaurant has. */
  freeTable: () => Promise<Table>
  /** What the database says. */
  rows: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>
}

const pools = new Map<string, pg.Pool>()

/** Where a database of the run's PostgreSQL is. */
export function databaseUrl(name: string): string {
  const dataDir = process.env.FANZHUO_TEST_DATA ?? ''
  const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim()
  const [, , , port] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  return `postgresql://fanzhuo:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`
}

function connection(name: string): pg.Pool {
  const pool =
    pools.get(name) ??
    new pg.Pool({ connectionString: databaseUrl(name), max: 2, types: EXACT_INTEGERS })
  if (!pools.has(name)) pool.on('error', () => {})
  pools.set(name, pool)
  return pool
}

type OfWorker = {
  /** The port of this worker's own server. */
  port: number
}

type House = {
  /**
   * The name of the database behind the servers of the test; null where it is out of reach, and
   * people sign in by the form.
   */
  databaseName: string | null
  open: (device: Partial<Device>) => Promise<Page>
}

export const test = base.extend<People & House, OfWorker>({
  port: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it
    async ({}, use, { parallelIndex }) => {
      const { port, stop } = await startServer(parallelIndex)
      await use(port)
      await Promise.all([...pools.values()].map((pool) => pool.end()))
      await stop()
    },
    { scope: 'worker', auto: true, timeout: 600_000 },
  ],

  baseURL: async ({ port }, use) => {
    await use(`http://localhost:${port}`)
  },

  databaseName: ['fanzhuo', { option: true }],

  open: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = []
    const errors: string[] = []
    await use(async (device) => {
      const context = await openContext(browser, baseURL, device)
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !isExpected(message.text())) errors.push(message.text())
      })
      return page
    })
    await Promise.all(contexts.map((context) => context.close()))
    expect(errors, 'no unexpected error on any screen').toEqual([])
  },

  stranger: async ({ open }, use) => {
    await use((device = {}) => open({ ...TABLET, ...device }))
  },

  guestAt: async ({ open }, use) => {
    await use(async (table, device = {}) => {
      const page = await open({ ...PHONE, ...device })
      await page.goto(tablePath(table.code))
      await expect(page.getByText(table.name).first()).toBeVisible()
      await untilAlive(page)
      return page
    })
  },

  staff: async ({ open, rows, databaseName, baseURL }, use) => {
    await use(async (login, path, device = TABLET) => {
      const page = await open(device)
      if (databaseName === null) await signIn(page, { login, path })
      else {
        const [session] = await rows<{ token: string }>(A_SESSION, [login, randomUUID()])
        if (!session) throw new Error(`nobody has the login ${login}`)
        const url = new URL(device.baseURL ?? baseURL ?? '').origin
        await page.context().addCookies([{ name: 'staff', value: session.token, url }])
        await page.goto(path)
      }
      await page.waitForURL((url) => url.pathname === path)
      await untilAlive(page)
      return page
    })
  },

  freeTable: async ({ rows }, use) => {
    await use(async () => {
      const [table] = await rows<Table>(
        `INSERT INTO dining_table (store_id, area_id, name, code)
         SELECT a.store_id, a.id, 'K' || (SELECT count(*) + 1 FROM dining_table WHERE name ~ '^K\\d+$'),
                replace(gen_random_uuid()::text, '-', '')
           FROM area a WHERE a.store_id = (SELECT min(id) FROM store) ORDER BY a.id LIMIT 1
         RETURNING id, code, name, store_id AS "storeId"`,
      )
      if (!table) throw new Error('the first store has no area')
      return table
    })
  },

  rows: async ({ databaseName }, use) => {
    await use(async (sql, values = []) => {
      if (databaseName === null) throw new Error('this house keeps its database to itself')
      return (await connection(databaseName).query(sql, values)).rows
    })
  },
})

/**
 * Whoever is quicker than the page's scripts taps in vain; what the server painted has to be
 * React's first.
 */
export const untilAlive = (page: Page) =>
  expect.poll(() => page.evaluate(isAlive).catch(() => false)).toBe(true)

const isAlive = () =>
  [...document.querySelectorAll('button, input, select, textarea')].every((element) =>
    Object.keys(element).some((key) => key.startsWith('__reactProps')),
  )

/** As after signing in, without the form: that is what tests of the form are for. */
const A_SESSION = `
INSERT INTO staff_session (staff_id, token_hash, expires_at, ends_by)
SELECT id, sha256(convert_to($2::text, 'UTF8')), now() + interval '12 hours', now() + interval '12 hours' FROM staff WHERE login = $1
RETURNING $2::text AS token`

async function signIn(page: Page, { login, path }: { login: string; path: string }): Promise<void> {
  await page.goto(path)
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill('fanzhuo')
  await page.getByRole('button', { name: '登录' }).click()
}

function openContext(
  browser: Browser,
  usualURL: string | undefined,
  {
    baseURL = usualURL,
    width = 1024,
    height = 768,
    locale = 'zh-CN',
    colorScheme = 'light',
    isMobile = false,
    userAgent,
  }: Partial<Device>,
): Promise<BrowserContext> {
  return browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    ...(userAgent ? { userAgent } : {}),
    viewport: { width, height },
    ...(isMobile ? { isMobile, hasTouch: true } : {}),
    locale,
    colorScheme,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
}

/** Answers of 4xx are refusals that the test is about, and a cut wire is what some tests cut. */
function isExpected(text: string): boolean {
  return /status of (4\d\d|502)|Opener-Policy header has been ignored|ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket connection|ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE/.test(
    text,
  )
}

/** What keeps somebody from using this page as it is now: none, for whoever cannot see or point. */
export async function barriersOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** How many rounds were ordered at a table since its party sat down. */
export async function countRounds(rows: People['rows'], { id }: Table): Promise<number> {
  const [made] = await rows<{ rounds: number }>(
    `SELECT count(*)::int AS rounds FROM round r JOIN sitting_table st ON st.sitting_id = r.sitting_id
      WHERE st.table_id = $1 AND st.until_at IS NULL`,
    [id],
  )
  return made?.rounds ?? 0
}

export { expect }
