// The people of a test, each with a browser of their own: guests with phones, a waiter, a cook, a manager.
// An unexpected error on anybody's screen fails the test.

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
import { startServer } from './server'

type Device = {
  width: number
  height: number
  locale?: string
  colorScheme?: 'light' | 'dark'
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
  const pool = pools.get(name) ?? new pg.Pool({ connectionString: databaseUrl(name), max: 2 })
  if (!pools.has(name)) pool.on('error', () => {})
  pools.set(name, pool)
  return pool
}

/** The first worker's server; the next one's is at the next port. */
const FIRST_PORT = 3_900

type OfWorker = {
  /** The port of this worker's own server. */
  port: number
}

type House = {
  /** The name of the database behind the servers of the test. */
  databaseName: string
  open: (device: Partial<Device>) => Promise<Page>
}

export const test = base.extend<People & House, OfWorker>({
  port: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it
    async ({}, use, { parallelIndex }) => {
      const port = FIRST_PORT + parallelIndex
      const stop = await startServer(port)
      await use(port)
      await Promise.all([...pools.values()].map((pool) => pool.end()))
      await stop()
    },
    { scope: 'worker', auto: true, timeout: 200_000 },
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
      await page.goto(`/t/${table.code}`)
      await expect(page.getByText(table.name).first()).toBeVisible()
      return page
    })
  },

  staff: async ({ open }, use) => {
    await use(async (login, path, device = TABLET) => {
      const page = await open(device)
      await page.goto(path)
      await page.getByLabel('账号').fill(login)
      await page.getByLabel('密码', { exact: true }).fill('fanzhuo')
      await page.getByRole('button', { name: '登录' }).click()
      await page.waitForURL((url) => url.pathname === path)
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
    await use(async (sql, values = []) => (await connection(databaseName).query(sql, values)).rows)
  },
})

function openContext(
  browser: Browser,
  usualURL: string | undefined,
  {
    baseURL = usualURL,
    width = 1024,
    height = 768,
    locale = 'zh-CN',
    colorScheme = 'light',
    userAgent,
  }: Partial<Device>,
): Promise<BrowserContext> {
  return browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    ...(userAgent ? { userAgent } : {}),
    viewport: { width, height },
    locale,
    colorScheme,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
}

/** Answers of 4xx are refusals that the test is about, and a cut wire is what some tests cut. */
function isExpected(text: string): boolean {
  return /status of 4\d\d|ERR_INTERNET_DISCONNECTED|WebSocket connection|ERR_CONNECTION|ERR_INCOMPLETE/.test(
    text,
  )
}

/** What keeps somebody from using this page as it is now: none, for whoever cannot see or point. */
export async function barriersOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

export { expect }
