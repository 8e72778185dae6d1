// Between paint and life: whoever is quicker than a page's scripts does not tap or type in vain.

import type { Page } from '@playwright/test'
import { dishOf, openTable, order, ticketOf } from './kitchen'
import { expect, test, WALL } from './people'

const SCRIPTS = /\/_next\/static\/.*\.js/

/** Reads the page anew, as far as its server has painted it; its scripts come when they are let. */
async function painted(page: Page): Promise<() => Promise<void>> {
  let letCome = () => {}
  const held = new Promise<void>((resolve) => {
    letCome = resolve
  })
  await page.route(SCRIPTS, async (route) => {
    await held
    await route.continue()
  })
  await page.reload({ waitUntil: 'commit' })
  return async () => {
    letCome()
    await page.waitForFunction(() => !window.doEarlyTaps)
    await page.unroute(SCRIPTS)
  }
}

test('a guest’s taps and words wait for the page, and each tap is done once', async ({
  guestAt,
  freeTable,
}) => {
  const guest = await guestAt(await freeTable())
  const live = await painted(guest)
  const add = guest.getByRole('button', { name: '加一份拍黄瓜' })
  await add.click()
  await add.click()
  await guest.getByRole('searchbox').first().fill('木耳')
  await live()
  await expect(guest.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible()
  await expect(guest.getByRole('searchbox').first()).toHaveValue('木耳')
  await expect(guest.getByRole('button', { name: '加一份凉拌木耳' })).toBeVisible()
  await expect(guest.getByRole('heading', { name: '拍黄瓜' })).toBeHidden()
})

test('a cook’s tap waits for the page', async ({ staff, freeTable }) => {
  const table = await freeTable()
  await order(await openTable(await staff('waiter', '/staff'), table), ['凉拌木耳'])
  const cook = await staff('kitchen', '/kitchen', WALL)
  const dish = dishOf(ticketOf(cook, table), '凉拌木耳')
  await expect(dish).toBeVisible()
  const live = await painted(cook)
  await dish.click()
  await live()
  await expect(dish).toHaveAccessibleName(/制作中$/)
})

test('who signs in before the page is alive is let in', async ({ stranger }) => {
  const somebody = await stranger()
  await somebody.goto('/staff/sign-in')
  const live = await painted(somebody)
  await somebody.getByLabel('账号').fill('waiter')
  await somebody.getByLabel('密码', { exact: true }).fill('fanzhuo')
  await somebody.getByRole('button', { name: '登录' }).click()
  await live()
  await expect(somebody).toHaveURL(/\/staff$/)
})
