// Two processes behind small proxies, with Redis between them: people never notice which one serves
// them, nor that one was killed, nor that Redis is away.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import pg from 'pg'
import { freshPort } from '@/testing/ports'
import { type Program, startProgram } from '@/testing/program/program'
import { openProxy, type SmallProxy } from '@/testing/proxy'
import { throwAwayRedis } from '../setup/redis.mjs'
import { databaseUrl, expect, type Table, test, WALL } from './people'

const NAME = 'two_processes'
const PORTS = {
  first: freshPort(),
  second: freshPort(),
  guests: freshPort(),
  cooks: freshPort(),
}
const redis = throwAwayRedis(freshPort())
let first: Program
let second: Program
const proxies: SmallProxy[] = []
let env: Record<string, string>

test.use({ baseURL: `http://localhost:${PORTS.guests}`, databaseName: NAME })

test.beforeAll(async () => {
  const admin = new pg.Client(databaseUrl('postgres'))
  await admin.connect()
  await admin.query(`CREATE DATABASE ${NAME}`)
  await admin.end()
  await redis.start()
  env = {
    DATABASE_URL: databaseUrl(NAME),
    REDIS_URL: redis.url,
    SECRET: randomBytes(32).toString('hex'),
    DATA_DIR: mkdtempSync(join(tmpdir(), 'fanzhuo-two-')),
    DEMO: 'on',
  }
  first = startProgram({ ...env, PORT: String(PORTS.first) })
  second = startProgram({ ...env, PORT: String(PORTS.second) })
  await Promise.all([first.opened, second.opened])
  const ports = [PORTS.first, PORTS.second]
  // Guests and cooks are at different processes, as long as both are there.
  proxies.push(await openProxy(ports, { port: PORTS.guests, isTurning: false }))
  proxies.push(await openProxy(ports.toReversed(), { port: PORTS.cooks, isTurning: false }))
})

test.afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()))
  for (const program of [first, second]) {
    program.kill('SIGTERM')
    await program.ended
  }
  await redis.kill()
  rmSync(env.DATA_DIR ?? '', { recursive: true, force: true })
})

const COOK = { ...WALL, baseURL: `http://localhost:${PORTS.cooks}` }

/** A guest orders the first dish of the menu that needs no choosing. */
async function order(phone: Page): Promise<void> {
  await phone
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await phone.getByRole('button', { name: /^下单 ¥/ }).click()
}

const ticketsOf = (cook: Page, table: Table) =>
  cook.getByRole('article', { name: new RegExp(`^${table.name} `) })

test('what one process takes, a screen of the other shows at once; without Redis within seconds', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const cook = await staff('kitchen', '/kitchen', COOK)
  await expect(cook.getByText('实时')).toBeVisible()
  const table = await freeTable()
  const phone = await guestAt(table)
  await order(phone)
  await expect(phone.getByText('等待店员确认')).toBeVisible()
  await expect(ticketsOf(cook, table)).toBeVisible({ timeout: 1_000 })

  await redis.kill()
  const other = await freeTable()
  await order(await guestAt(other))
  await expect(ticketsOf(cook, other)).toBeVisible({ timeout: 8_000 })
  await expect(cook.getByText('实时')).toBeVisible()
  await redis.start()
})

test('a process that is killed while orders flow costs nobody anything', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const cook = await staff('kitchen', '/kitchen', COOK)
  await expect(cook.getByText('实时')).toBeVisible()
  const tables = [await freeTable(), await freeTable(), await freeTable()]
  const phones = []
  for (const table of tables) phones.push(await guestAt(table))

  await Promise.all(
    phones.map(async (phone, index) => {
      if (index === 1) first.kill('SIGKILL')
      await order(phone)
      await expect(phone.getByText('等待店员确认')).toBeVisible()
    }),
  )
  await first.ended
  for (const table of tables) await expect(ticketsOf(cook, table)).toHaveCount(1)

  // The cooks' own process goes too; the other one is back.
  first = startProgram({ ...env, PORT: String(PORTS.first) })
  await first.opened
  second.kill('SIGKILL')
  await second.ended
  const late = await freeTable()
  await order(await guestAt(late))
  await expect(ticketsOf(cook, late)).toHaveCount(1)
  await expect(cook.getByText('实时')).toBeVisible()
  await expect(cook.getByText(/以下内容停在/)).toBeHidden()
  second = startProgram({ ...env, PORT: String(PORTS.second) })
  await second.opened

  const placed = await rows<{ name: string; rounds: number }>(
    `SELECT t.name, count(r.id)::int AS rounds FROM dining_table t
       JOIN sitting_table st ON st.table_id = t.id AND st.until_at IS NULL
       JOIN round r ON r.sitting_id = st.sitting_id
      WHERE t.id = ANY ($1) GROUP BY t.name`,
    [[...tables, late].map(({ id }) => id)],
  )
  expect(placed.map(({ rounds }) => rounds)).toEqual([1, 1, 1, 1])
})
