// A phone without a network: what it had stays, what is tapped waits and is sent once, and nothing
// is ordered at a price of before.

import type { Page } from '@playwright/test'
import { tablePath } from '@/domain/paths'
import { barriersOn, countRounds, expect, PHONE, type Table, test, untilAlive } from './people'

const DISH = '拍黄瓜'
const add = (page: Page, dish = DISH) => page.getByRole('button', { name: `加一份${dish}` }).click()
const openCart = (page: Page) => page.getByRole('button', { name: /^打开购物车/ }).click()
const submitOf = (page: Page) => page.getByRole('dialog').getByRole('button', { name: /^下单 ¥/ })
const waits = (page: Page) => page.getByRole('dialog').getByText('等待网络，联网后自动提交一次')
const ordersTab = (page: Page) => page.getByRole('tab', { name: /^已下单/ })

/** The worker answers for this page, and has what it is made of. */
const untilKept = (page: Page, { code }: Table) =>
  expect.poll(() => page.evaluate(isKept, tablePath(code))).toBe(true)

async function isKept(path: string): Promise<boolean> {
  const answers = await caches.open('table-1')
  const parts = await answers.keys()
  return (
    navigator.serviceWorker.controller?.state === 'activated' &&
    Boolean(await answers.match(path, { ignoreVary: true })) &&
    parts.some(({ url }) => url.includes('/_next/static/'))
  )
}

test('a phone that is read anew without a network has its menu and its orders; what is tapped then is ordered once, at the price of now', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const phone = await guestAt(table)
  const other = await guestAt(table)
  await add(phone)
  await openCart(phone)
  await submitOf(phone).click()
  await expect(phone.getByText('等待店员确认')).toBeVisible()
  await untilKept(phone, table)

  await phone.context().setOffline(true)
  await phone.reload()
  await untilAlive(phone)
  await expect(phone.getByText('网络断开，您的选择会保留')).toBeVisible()
  await expect(ordersTab(phone)).toContainText('1')
  await ordersTab(phone).click()
  await expect(phone.getByRole('tabpanel', { name: /^已下单/ })).toContainText(DISH)
  await phone.getByRole('tab', { name: '点菜' }).click()
  expect(await barriersOn(phone)).toEqual([])

  await test.step('what is tapped waits, and reaches the table with the network', async () => {
    await add(phone)
    await expect(phone.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible()
    const menu = phone.waitForResponse((answer) => answer.url().includes('menu.read'))
    await phone.context().setOffline(false)
    expect((await menu).ok()).toBe(true)
    await expect(other.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible()
  })

  await test.step('a submit that waits can be taken back', async () => {
    await openCart(phone)
    await expect(submitOf(phone)).toBeEnabled()
    await phone.context().setOffline(true)
    await submitOf(phone).click()
    await expect(waits(phone)).toBeVisible()
    await phone.getByRole('button', { name: '先不提交' }).click()
    await expect(waits(phone)).toBeHidden()
    await phone.context().setOffline(false)
    await expect(phone.getByText('网络断开，您的选择会保留')).toBeHidden()
    await expect(submitOf(phone)).toBeEnabled()
    expect(await countRounds(rows, table)).toBe(1)
  })

  await test.step('a price that changed meanwhile is read before anything is ordered at it', async () => {
    await phone.context().setOffline(true)
    await submitOf(phone).click()
    await expect(waits(phone)).toBeVisible()
    await rows(
      'UPDATE dish SET price_cents = price_cents + 100 WHERE store_id = $1 AND name = $2',
      [table.storeId, DISH],
    )
    await phone.context().setOffline(false)
    await expect(phone.getByRole('dialog').getByRole('alert')).toBeVisible()
    expect(await countRounds(rows, table)).toBe(1)
    await expect(
      phone.getByRole('dialog').getByRole('button', { name: '下单 ¥19.00' }),
    ).toBeVisible()
  })

  await test.step('and what waits for the network is ordered once', async () => {
    await phone.context().setOffline(true)
    await submitOf(phone).click()
    await expect(waits(phone)).toBeVisible()
    await phone.context().setOffline(false)
    await expect(ordersTab(phone)).toContainText('1')
    await expect(phone.getByRole('tabpanel', { name: /^已下单/ })).toContainText(`${DISH}`)
    await expect.poll(() => countRounds(rows, table)).toBe(2)
  })
  await rows('UPDATE dish SET price_cents = price_cents - 100 WHERE store_id = $1 AND name = $2', [
    table.storeId,
    DISH,
  ])
})

test('once the table is cleared the phone keeps nothing of the meal', async ({
  guestAt,
  freeTable,
  staff,
}) => {
  const table = await freeTable()
  const phone = await guestAt(table)
  await expect(phone.getByRole('button', { name: '1 部手机' })).toBeVisible()
  await untilKept(phone, table)
  const kept = () =>
    phone.evaluate(async (path) => {
      const answers = await caches.open('table-1')
      return [
        Object.keys(localStorage).filter((key) => key.startsWith('table ')).length,
        Number(Boolean(await answers.match(path, { ignoreVary: true }))),
      ]
    }, tablePath(table.code))
  await expect.poll(kept).toEqual([1, 1])

  const waiter = await staff('waiter', '/staff')
  await waiter.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
  await waiter.getByRole('button', { name: '清台' }).click()
  const dialog = waiter.getByRole('dialog')
  await dialog.getByRole('button', { name: '清台' }).click()
  await expect(phone.getByRole('heading', { name: '本次用餐已结束' })).toBeVisible()
  await expect.poll(kept).toEqual([0, 0])
})

test('a picture that did not come is asked for again', async ({ stranger, freeTable }) => {
  const table = await freeTable()
  const phone = await stranger(PHONE)
  let asked = 0
  await phone.route('**/pictures/**', (route) => {
    asked += 1
    return asked <= 5 ? route.abort('connectionreset') : route.continue()
  })
  await phone.goto(tablePath(table.code))
  await untilAlive(phone)
  await expect
    .poll(() =>
      phone
        .locator('main img')
        .evaluateAll((all) =>
          (all as HTMLImageElement[]).slice(0, 5).every((each) => each.naturalWidth > 0),
        ),
    )
    .toBe(true)
  expect(asked).toBeGreaterThanOrEqual(5)
})

test('kept on the home screen from a table, it opens that table', async ({
  stranger,
  freeTable,
}) => {
  const table = await freeTable()
  const phone = await stranger(PHONE)
  await phone.goto(tablePath(table.code))
  const link = phone.locator('link[rel="manifest"]')
  await expect(link).toHaveCount(1)
  const manifest = await phone.request.get((await link.getAttribute('href')) ?? '')
  expect(await manifest.json()).toMatchObject({ start_url: tablePath(table.code), name: /./ })
})
