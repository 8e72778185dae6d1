// Who reads Traditional Chinese is asked once which of the two languages it shall be, at the table
// and at work; nobody else is.

import { barriersOn, expect, PHONE, test, WALL } from './people'

test('a guest from Taipei reads Simplified Chinese until they choose, and is asked once', async ({
  guestAt,
  freeTable,
}) => {
  const table = await freeTable()
  const phone = await guestAt(table, { locale: 'zh-TW' })
  const question = phone.getByRole('region', { name: '语言' })
  await expect(question.getByText('想用哪種語言？')).toBeVisible()
  await expect(phone.getByRole('tab', { name: '点菜' })).toBeVisible()
  expect(await barriersOn(phone)).toEqual([])
  // The question has a strip of its own: the screen below it ends where the phone does.
  const height = await phone.evaluate(() => document.documentElement.scrollHeight)
  expect(height).toBe(PHONE.height)

  await question.getByRole('button', { name: 'English' }).click()
  await expect(phone.getByRole('tab', { name: 'Menu' })).toBeVisible()
  await expect(question).toBeHidden()
  await phone.reload()
  await expect(phone.getByRole('tab', { name: 'Menu' })).toBeVisible()
  await expect(phone.getByText('想用哪種語言？')).toBeHidden()
})

test('a colleague from Hong Kong is asked before signing in, and then works in what they chose', async ({
  stranger,
}) => {
  const page = await stranger({ ...WALL, locale: 'zh-HK' })
  await page.goto('/staff')
  await page.getByRole('button', { name: '简体中文' }).click()
  await expect(page.getByText('想用哪種語言？')).toBeHidden()
  await page.getByLabel('账号').fill('waiter')
  await page.getByLabel('密码', { exact: true }).fill('fanzhuo')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/staff')
  await expect(page.getByText('想用哪種語言？')).toBeHidden()
})

for (const locale of ['zh-CN', 'en-US', 'fr-FR', 'ja-JP']) {
  test(`whose browser says ${locale} is not asked`, async ({ stranger }) => {
    const page = await stranger({ locale })
    await page.goto('/')
    await expect(page.locator('html')).toHaveAttribute('lang', locale === 'zh-CN' ? 'zh-CN' : 'en')
    await expect(page.getByText('想用哪種語言？')).toBeHidden()
  })
}
