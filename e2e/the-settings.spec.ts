// The settings of a restaurant in one place: found by the words people know, reached from where
// they were before, on a phone as on a desk.

import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { barriersOn, expect, PHONE, TABLET, test } from './people'

const MOVED = [
  ['/staff/bill-rules', '/staff/settings/bill'],
  ['/staff/member-rules', '/staff/settings/member-rules'],
  ['/staff/payments', '/staff/settings/payments'],
  ['/staff/printers', '/staff/settings/printers'],
  ['/staff/screens', '/staff/settings/screens'],
  ['/kitchen/setup', '/staff/settings/kitchen'],
] as const

test('where a setting was before leads to where it is, at the same store', async ({
  staff,
  rows,
}) => {
  const [second] = await rows<{ id: number }>('SELECT max(id) AS id FROM store')
  const owner = await staff('owner', '/staff/settings')
  for (const [before, now] of MOVED) {
    await owner.goto(`${before}?store=${second?.id}`)
    expect(new URL(owner.url()).pathname).toBe(now)
    expect(new URL(owner.url()).search).toBe(`?store=${second?.id}`)
    await expect(owner.getByRole('heading', { level: 1 })).toBeVisible()
  }
})

test('a manager finds a setting by the name of a field, in either language', async ({ staff }) => {
  const manager = await staff('manager', '/staff/settings', TABLET)
  const search = manager.getByRole('searchbox', { name: '搜索设置' })
  const list = manager.getByRole('navigation', { name: '设置', exact: true })
  await search.fill('抹零')
  await expect(list.getByRole('link', { name: /账单与税/ })).toBeVisible()
  await expect(list.getByRole('link', { name: /打印机/ })).toHaveCount(0)
  await search.fill('rounding')
  await expect(list.getByRole('link', { name: /账单与税/ })).toBeVisible()
  await search.fill('没有这样的设置')
  await expect(manager.getByText('没有找到“没有这样的设置”')).toBeVisible()
  expect(await barriersOn(manager)).toEqual([])
  await search.fill('')
  await list.getByRole('link', { name: /账单与税/ }).click()
  await expect(manager).toHaveURL(/\/staff\/settings\/bill\?store=\d+$/)
  await expect(list.getByRole('link', { name: '账单与税' })).toHaveAttribute('aria-current', 'page')
  expect(await barriersOn(manager)).toEqual([])
})

test('on a phone the list is a page, and each page leads back to it', async ({ staff }) => {
  const manager = await staff('manager', '/staff/settings', PHONE)
  await manager.getByRole('link', { name: /^打印机 / }).click()
  await expect(manager.getByRole('heading', { level: 1, name: '打印机' })).toBeVisible()
  await expect(manager.getByRole('searchbox')).toBeHidden()
  await manager.getByRole('main').getByRole('link', { name: '设置' }).click()
  await expect(manager.getByRole('searchbox', { name: '搜索设置' })).toBeVisible()
})

test('who manages nothing is told so', async ({ staff }) => {
  const waiter = await staff('waiter', '/staff')
  await waiter.goto('/staff/settings')
  await expect(waiter).toHaveURL(/no-entry/)
})

test('the store gets a logo and a picture: guests see them, they hang on the tables, and they are taken away again', async ({
  staff,
  guestAt,
  freeTable,
}) => {
  const bytes = await sharp({
    create: { width: 640, height: 640, channels: 3, background: '#c2410c' },
  })
    .jpeg()
    .toBuffer()
  const file = { name: 'logo.jpg', mimeType: 'image/jpeg', buffer: bytes }
  const table = await freeTable()
  const owner = await staff('owner', '/staff/settings/restaurant', TABLET)
  for (const label of ['标志', '店面图片']) {
    const field = owner.getByRole('region', { name: label, exact: true })
    await field.getByLabel('选择或拍摄').setInputFiles(file)
    await expect(field.getByRole('img')).toBeVisible()
  }
  await owner.getByRole('button', { name: '保存' }).last().click()
  await expect(owner.getByText('已保存，客人马上能看到')).toBeVisible()
  expect(await barriersOn(owner)).toEqual([])

  const guest = await guestAt(table)
  const drawn = (page: Page, path: string) =>
    page.locator(`img[src*="/pictures/s${table.storeId}-"][src$="${path}"]`)
  await expect(drawn(guest, '-160.webp').first()).toBeVisible()
  await guest.getByRole('button', { name: '门店信息' }).click()
  await expect(drawn(guest.getByRole('dialog').page(), '-480.webp')).toBeVisible()
  await owner.goto('/staff/settings/tables/sheet')
  await expect(drawn(owner, '-480.webp').first()).toBeVisible()

  await owner.goto('/staff/settings/restaurant')
  await owner.getByRole('button', { name: '移除：标志' }).click()
  await owner.getByRole('button', { name: '移除：店面图片' }).click()
  await owner.getByRole('button', { name: '保存' }).last().click()
  await expect(owner.getByText('已保存，客人马上能看到')).toBeVisible()
  await expect(drawn(guest, '-480.webp')).toHaveCount(0)
})

test('an owner sets the hours and a notice; the guest reads both and orders nothing while it is closed', async ({
  staff,
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const before = await rows('SELECT opening_hours, notice, wifi_name FROM store WHERE id = $1', [
    table.storeId,
  ])
  const owner = await staff('owner', '/staff/settings/restaurant', TABLET)
  await owner.getByLabel('公告', { exact: true }).fill('今天的汤是老鸭汤')
  await owner.getByLabel('Wi-Fi 名称').fill('Fanzhuo-Guest')
  await owner.getByLabel('Wi-Fi 密码').fill('laoyatang')
  await owner.getByRole('button', { name: '保存' }).last().click()
  await expect(owner.getByText('已保存，客人马上能看到')).toBeVisible()
  expect(await barriersOn(owner)).toEqual([])

  const guest = await guestAt(table)
  await guest.getByRole('button', { name: '加一份拍黄瓜' }).click()
  await guest.getByRole('button', { name: '门店信息' }).click()
  const sheet = guest.getByRole('dialog')
  await expect(sheet.getByText('今天的汤是老鸭汤')).toBeVisible()
  await expect(sheet.getByText('laoyatang')).toBeVisible()
  expect(await barriersOn(guest)).toEqual([])
  await guest.keyboard.press('Escape')

  await owner.goto('/staff/settings/ordering')
  await owner.getByRole('switch', { name: /暂停接单/ }).click()
  await expect(owner.getByText('暂停接单，客人不能点餐')).toBeVisible()
  await expect(guest.getByText('暂停接单，请找服务员')).toBeVisible()
  await guest.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await expect(guest.getByRole('button', { name: '现在不能下单' })).toBeDisabled()
  await guest.keyboard.press('Escape')
  await owner.getByRole('switch', { name: /暂停接单/ }).click()
  await expect(guest.getByText('暂停接单，请找服务员')).toBeHidden()

  await owner.goto('/staff/settings/hours')
  await owner.getByRole('button', { name: '设营业时间' }).click()
  await owner.getByRole('button', { name: '添加一天' }).click()
  await owner.getByRole('button', { name: '保存' }).click()
  await expect(owner.getByText('特别的日子没有填对')).toBeVisible()
  await owner.getByLabel('日期').fill('2027-02-06')
  await owner.getByLabel('名称', { exact: true }).fill('春节')
  await owner.getByRole('button', { name: '保存' }).click()
  await expect(owner.getByText('营业时间已保存')).toBeVisible()
  expect(await barriersOn(owner)).toEqual([])
  const [kept] = await rows<{ hours: unknown[]; days: { day: string; spans: unknown[] }[] }>(
    'SELECT opening_hours AS hours, special_days AS days FROM store WHERE id = $1',
    [table.storeId],
  )
  expect(kept?.hours).toHaveLength(7)
  expect(kept?.days).toMatchObject([{ day: '2027-02-06', name: '春节', spans: [] }])

  // As it was, for the tests that come after.
  await rows(
    `UPDATE store SET opening_hours = '[]', special_days = '[]', notice = '', wifi_name = '', wifi_password = '' WHERE id = $1`,
    [table.storeId],
  )
  expect(before).toHaveLength(1)
})

for (const locale of ['zh-CN', 'en-US']) {
  test(`a page of the settings is called the same in the list, at its head and in the browser’s tab (${locale})`, async ({
    staff,
  }) => {
    const owner = await staff('owner', '/staff/settings', { ...TABLET, locale })
    const list = owner.getByRole('main').getByRole('navigation')
    const names = await list
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.querySelector('span > span')?.textContent ?? ''))
    expect(names.length).toBeGreaterThan(15)
    for (const name of names) {
      await list.getByRole('link', { name: new RegExp(`^${name}`) }).click()
      await expect(owner.getByRole('heading', { name, exact: true, level: 1 })).toBeVisible()
      await expect(owner).toHaveTitle(`${name} · 饭桌`)
      await owner.goBack()
      await expect(list).toBeVisible()
    }
  })
}

test('who leaves a half-typed form is asked; two at one form are told of each other', async ({
  staff,
}) => {
  const owner = await staff('owner', '/staff/settings/restaurant', TABLET)
  const manager = await staff('manager', '/staff/settings/restaurant', TABLET)
  await owner.getByLabel('电话').fill('010-12345678')
  await owner.getByRole('link', { name: '点餐方式' }).click()
  const asked = owner.getByRole('dialog', { name: '离开这一页？' })
  await expect(asked).toBeVisible()
  await owner.keyboard.press('Escape')
  await expect(owner.getByLabel('电话')).toHaveValue('010-12345678')

  await manager.getByLabel('电话').fill('010-87654321')
  await manager.getByRole('button', { name: '保存' }).first().click()
  await expect(manager.getByText('门店资料已保存')).toBeVisible()
  await expect(owner.getByText('这里的设置刚刚被别人改过')).toBeVisible()
  await expect(owner.getByLabel('电话')).toHaveValue('010-12345678')
  await owner.getByRole('button', { name: '看最新的（放弃我填写的）' }).click()
  await expect(owner.getByLabel('电话')).toHaveValue('010-87654321')
  await owner.getByRole('link', { name: '点餐方式' }).click()
  await expect(owner).toHaveURL(/settings\/ordering/)
})

test('a key is shown once, and the audit says who made it', async ({ staff }) => {
  const owner = await staff('owner', '/staff/settings/api-keys', TABLET)
  await owner.getByRole('button', { name: '新建密钥' }).click()
  await owner.getByRole('button', { name: '生成密钥' }).click()
  await expect(owner.getByLabel('名称', { exact: true })).toBeFocused()
  await owner.getByLabel('名称', { exact: true }).fill('前台收银')
  await owner.getByRole('checkbox', { name: '看桌台和订单' }).check()
  await owner.getByRole('button', { name: '生成密钥' }).click()
  await expect(owner.getByText('请现在复制保存')).toBeVisible()
  expect(await barriersOn(owner)).toEqual([])
  await owner.getByRole('button', { name: '已经保存好了' }).click()
  const key = owner.getByRole('article', { name: '前台收银' })
  await key.getByRole('button', { name: '停用' }).click()
  await owner.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await expect(key.getByText('已停用', { exact: true })).toBeVisible()

  await owner.goto('/staff/settings/audit')
  await owner.getByLabel('哪一类').selectOption('key')
  await expect(owner.getByRole('listitem').filter({ hasText: '新建 API 密钥' })).toBeVisible()
  await expect(owner.getByText(/已核对到第 \d+ 条/)).toBeVisible()
  expect(await barriersOn(owner)).toEqual([])
})
