// Every page under its own policy: nothing of ours is refused by the browser, on no screen, and
// nothing that is not ours runs. What a browser refuses is an error of its console, which fails the
// test that opened the page.

import type { Page } from '@playwright/test'
import { memberPath, payPath, tablePath } from '@/domain/paths'
import { expect, test } from './people'

const DESK = { width: 1440, height: 900 }

const POLICY = /script-src 'self' 'nonce-[\w+/=]{24}';/

async function openPage(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path)
  const { 'content-security-policy': policy = '' } = answer?.headers() ?? {}
  expect(policy, path).toMatch(POLICY)
  expect(policy, path).not.toContain('unsafe-eval')
  expect(policy.match(/script-src[^;]*/)?.[0], path).not.toContain('unsafe-inline')
  // Alive: hydrated, and its styles are there.
  await expect(page.locator('main').first()).toBeVisible()
  await page.waitForLoadState('networkidle')
}

test('the front, the way in and a page that is not there', async ({ stranger }) => {
  const page = await stranger()
  for (const path of [
    '/',
    '/staff/sign-in',
    '/staff/no-entry',
    '/nowhere',
    tablePath('nowhere'),
    payPath('x'),
  ]) {
    await openPage(page, path)
  }
  await openPage(page, '/')
  const html = page.locator('html')
  const wasDark = await html.evaluate((element) => element.classList.contains('dark'))
  await page.getByRole('button', { name: '切换明暗' }).click()
  await expect(html).toHaveClass(wasDark ? /light/ : /dark/)
  // The page is rendered anew under another nonce, and still speaks to the browser with its first.
  await page.getByRole('button', { name: 'Switch to English' }).click()
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  await expect(html).toHaveClass(wasDark ? /dark/ : /light/)
})

test('the API’s pages', async ({ stranger }) => {
  const page = await stranger()
  await page.goto('/api/docs')
  await page.getByText('/api/payment/create').first().click()
  await expect(page.getByText('Request body').first()).toBeVisible()
})

test('a guest’s table, cart, bill, pay page and receipt, which prints', async ({
  guestAt,
  freeTable,
  staff,
  rows,
}) => {
  const table = await freeTable()
  const guest = await guestAt(table)
  await guest.getByRole('button', { name: '加一份拍黄瓜' }).click()
  await guest.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await guest.getByRole('button', { name: /^下单 ¥/ }).click()
  await expect(guest.getByText('等待店员确认')).toBeVisible()
  await openPage(guest, tablePath(table.code))
  await openPage(guest, memberPath(table.code))

  const waiter = await staff('waiter', '/staff')
  await waiter.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
  await waiter.getByRole('button', { name: '确认这一轮' }).click()
  await expect(waiter.getByRole('button', { name: '确认这一轮' })).toHaveCount(0)

  const [order] = await rows<{ id: number }>(
    'SELECT max(id) AS id FROM customer_order WHERE table_name = $1 AND store_id = $2',
    [table.name, table.storeId],
  )
  const shown = await waiter.request.post('/api/trpc/receipts.openReceiptForStaff', {
    data: { storeId: table.storeId, orderId: order?.id },
  })
  await openPage(guest, (await shown.json()).result.data.path)
  await guest.pdf()

  const begun = await guest.request.post('/api/trpc/payment.create', {
    data: {
      code: table.code,
      orderId: order?.id,
      method: 'wechat',
      key: crypto.randomUUID().replaceAll('-', '').slice(0, 22),
    },
  })
  const { payUrl } = (await begun.json()).result.data
  await openPage(guest, new URL(payUrl, guest.url()).pathname)
})

test('every page of the staff, with charts, dialogs and toasts', async ({ staff }) => {
  const owner = await staff('owner', '/staff', DESK)
  const pages = [
    ...[
      '/staff',
      '/staff/orders',
      '/staff/settings/payments',
      '/staff/members',
      '/staff/settings/member-rules',
    ],
    ...[
      '/staff/settings/bill',
      '/staff/settings/printers',
      '/kitchen',
      '/kitchen/board',
      '/staff/settings/kitchen',
    ],
    ...['/reports', '/reports/reconcile'],
  ]
  for (const path of pages) await openPage(owner, path)

  await openPage(owner, '/reports')
  await expect(owner.locator('svg.recharts-surface').first()).toBeVisible()
  await owner.locator('svg.recharts-surface').first().hover()

  await openPage(owner, '/staff/settings/kitchen')
  await owner.goto('/staff/settings/bill')
  await owner.getByRole('button', { name: '保存' }).click()
  await expect(owner.locator('[data-sonner-toast]')).toBeVisible()
  // The library's own style is in force.
  await expect(owner.locator('[data-sonner-toaster]')).toHaveCSS('position', 'fixed')
})

test('what is not ours does not run', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ ...(baseURL ? { baseURL } : {}) })
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text())
  })
  await page.goto('/')
  await page.evaluate(() => {
    const inline = document.createElement('script')
    inline.textContent = 'window.name = "ran"'
    const foreign = document.createElement('script')
    foreign.src = 'http://127.0.0.1:1/evil.js'
    const frame = document.createElement('iframe')
    frame.src = '/staff'
    document.body.append(inline, foreign, frame)
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.name=\'ran\'">')
  })
  await expect
    .poll(() => refused.filter((words) => /Content Security Policy/.test(words)).length)
    .toBeGreaterThan(3)
  expect(await page.evaluate(() => window.name)).toBe('')
  await page.close()
})
