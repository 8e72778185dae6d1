// A phone on a bad network: slow, or dead without saying so. One request is one order, and what is
// shown becomes right by itself.

import type { Page } from '@playwright/test'
import { freshPort } from '@/testing/ports'
import { openProxy, type SmallProxy } from '@/testing/proxy'
import { countRounds, expect, test } from './people'

const BEHIND = freshPort()
let network: SmallProxy

test.beforeAll(async ({ port }) => {
  network = await openProxy([port], { port: BEHIND })
})
test.afterAll(() => network.close())
test.afterEach(() => network.delay(0))

const onIt = { baseURL: `http://localhost:${BEHIND}` }

/** The first dish of the menu that needs no choosing. */
async function choose(phone: Page): Promise<void> {
  await phone
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await expect(phone.getByRole('dialog').getByRole('listitem')).toHaveCount(1)
}

const submit = (phone: Page) => phone.getByRole('button', { name: /^下单 ¥/ }).click()

test('two seconds of delay make ordering slow, not double', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const phone = await guestAt(table, onIt)
  await choose(phone)
  network.delay(1_000)
  await submit(phone)
  await expect(phone.getByText('等待店员确认')).toBeVisible()
  expect(await countRounds(rows, table)).toBe(1)
})

test('a submit into a dead connection is sent again on a new one, and makes one order', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const phone = await guestAt(table, onIt)
  await choose(phone)
  network.deafen()
  await submit(phone)
  await expect(phone.getByText('等待店员确认')).toBeVisible()
  expect(await countRounds(rows, table)).toBe(1)
})

test('a phone whose link died in silence says so and catches up, within ten seconds', async ({
  guestAt,
  freeTable,
}) => {
  const table = await freeTable()
  const here = await guestAt(table, onIt)
  const there = await guestAt(table)
  await expect(here.getByRole('button', { name: '2 部手机' })).toBeVisible()
  network.deafen()
  await there
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await expect(here.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible({
    timeout: 10_000,
  })
})
