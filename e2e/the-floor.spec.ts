// The floor: who calls is seen at once, by everybody who could come; nothing is taken back or
// cleared by accident.

import type { Page } from '@playwright/test'
import { expect, test } from './people'

/** The card of a table on the floor board. */
const cardOf = (page: Page, table: { name: string }) =>
  page.getByRole('button', { name: new RegExp(`^${table.name}，`) })

/** What needs a person at a table, in the strip above the board. */
const needOf = (page: Page, table: { name: string }, what: string) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: `查看${table.name}` }) })
    .filter({ hasText: what })

test('a guest calls: every waiter sees it at once, until one of them has gone', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const guest = await guestAt(table)
  const waiter = await staff('waiter', '/staff')
  const cashier = await staff('cashier', '/staff')

  await guest.getByRole('button', { name: '呼叫服务员' }).click()
  await guest.getByRole('button', { name: '请服务员过来' }).click()
  for (const page of [waiter, cashier]) {
    await expect(needOf(page, table, '呼叫服务员')).toBeVisible({ timeout: 3_000 })
  }

  await needOf(waiter, table, '呼叫服务员').getByRole('button', { name: '马上去' }).click()
  await expect(needOf(cashier, table, '呼叫服务员')).toContainText('正在过去')
  await needOf(waiter, table, '呼叫服务员').getByRole('button', { name: '已处理' }).click()
  for (const page of [waiter, cashier]) {
    await expect(needOf(page, table, '呼叫服务员')).toBeHidden({ timeout: 3_000 })
  }
})

test('a waiter orders for a table, takes a dish back with a reason, and clears it only when it is paid', async ({
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const waiter = await staff('waiter', '/staff')
  const panel = waiter.getByRole('region', { name: table.name })
  const dialog = waiter.getByRole('dialog')
  await cardOf(waiter, table).click()

  await panel.getByRole('button', { name: '点菜' }).click()
  for (const dish of ['麻婆豆腐', '外婆红烧肉']) {
    await waiter.getByRole('button', { name: `添加${dish}` }).click()
    await waiter.getByRole('button', { name: /^加入 ·/ }).click()
  }
  await waiter.getByRole('button', { name: /^下单 ·/ }).click()
  await expect(cardOf(waiter, table)).toHaveAccessibleName(`${table.name}，用餐中`)

  await panel.getByRole('button', { name: '麻婆豆腐的更多操作' }).click()
  await waiter.getByRole('menuitem', { name: '退菜' }).click()
  await dialog.getByRole('button', { name: '点错了' }).click()
  await dialog.getByRole('button', { name: '退菜' }).click()
  await expect(panel.getByText('已退', { exact: true })).toBeVisible()

  await panel.getByRole('button', { name: '外婆红烧肉的更多操作' }).click()
  await waiter.getByRole('menuitem', { name: '退菜' }).click()
  await dialog.getByLabel('原因').fill('123.')
  await expect(dialog.getByText('请用文字写明原因，至少两个字')).toBeVisible()
  await expect(dialog.getByRole('button', { name: '退菜' })).toBeDisabled()
  await dialog.getByRole('button', { name: '取消' }).click()
  await panel.getByRole('button', { name: '外婆红烧肉的更多操作' }).click()
  await waiter.getByRole('menuitem', { name: '直接标记为已上菜' }).click()
  await expect(panel.getByText('已上菜', { exact: true })).toBeVisible()
  await panel.getByRole('button', { name: '外婆红烧肉的更多操作' }).click()
  await expect(waiter.getByRole('menuitem', { name: '已开始做，退菜请找店长' })).toBeDisabled()
  await waiter.keyboard.press('Escape')

  await panel.getByRole('button', { name: '清台' }).click()
  await dialog.getByRole('button', { name: '清台' }).click()
  await expect(dialog.getByText(/未结清/)).toBeVisible()
  await dialog.getByRole('button', { name: '取消' }).click()

  await panel.getByRole('button', { name: '收款' }).click()
  await waiter.getByRole('button', { name: '确认收款' }).click()
  await expect(cardOf(waiter, table)).toHaveAccessibleName(`${table.name}，已结清`)
  await panel.getByRole('button', { name: '清台' }).click()
  await dialog.getByRole('button', { name: '清台' }).click()
  await expect(cardOf(waiter, table)).toHaveAccessibleName(`${table.name}，空闲`)

  const entries = await rows<{ action: string }>(
    `SELECT a.action FROM audit_entry a JOIN staff s ON s.id = a.staff_id
      WHERE s.login = 'waiter' AND a.at > now() - interval '1 minute' ORDER BY a.id`,
  )
  const actions = entries.map((entry) => entry.action)
  for (const action of ['line.voided', 'cash.taken', 'table.cleared']) {
    expect(actions).toContain(action)
  }
})

test('a wrong password is said, the right one leads to where one wanted to go', async ({
  stranger,
}) => {
  const page = await stranger()
  await page.goto('/staff/orders?store=1')
  await page.getByLabel('账号').fill('waiter')
  await page.getByLabel('密码', { exact: true }).fill('not this one')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByText('账号或密码不正确')).toBeVisible()

  await page.getByLabel('密码', { exact: true }).fill('fanzhuo')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page).toHaveURL(/\/staff\/orders\?store=1$/)
})

test('a password that is sent before the page is alive stands in no address', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'zh-CN',
    ...(baseURL ? { baseURL } : {}),
  })
  const page = await context.newPage()
  await page.goto('/staff/sign-in')
  await page.getByLabel('账号').fill('waiter')
  await page.getByLabel('密码', { exact: true }).fill('fanzhuo')
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.isNavigationRequest()),
    page.getByRole('button', { name: '登录' }).click(),
  ])
  expect([sent.method(), sent.url()]).toEqual(['POST', `${baseURL}/staff/sign-in`])
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible()
  await context.close()
})

test('a cook who opens the floor is told that it is not theirs, and where to go', async ({
  staff,
}) => {
  const cook = await staff('kitchen', '/kitchen')
  await cook.goto('/staff')
  await expect(cook.getByRole('heading', { name: '这个页面不对您开放' })).toBeVisible()
  await cook.getByRole('link', { name: '后厨' }).click()
  await expect(cook).toHaveURL(/\/kitchen$/)
})

test('who signs out is out on every screen of that session within seconds', async ({ staff }) => {
  const floor = await staff('cashier', '/staff')
  const orders = await floor.context().newPage()
  await orders.goto('/staff/orders')
  await orders.getByRole('button', { name: '退出登录' }).click()
  await expect(floor).toHaveURL(/\/staff\/sign-in\?to=%2Fstaff$/, { timeout: 3_000 })
})
