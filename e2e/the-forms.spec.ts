// A form of the staff says at its field what is wrong, goes there, keeps what was typed, and sends
// nothing until it is right.

import { expect, test } from './people'

test('a manager mistypes two rules of bills, is taken to the first, and what was typed stands', async ({
  staff,
  rows,
}) => {
  const kept = () =>
    rows<{ cents: number; tax: number }>(
      'SELECT per_head_cents AS cents, tax_basis_points AS tax FROM store ORDER BY id',
    )
  const before = await kept()
  const manager = await staff('manager', '/staff/settings/bill')
  const perHead = manager.getByLabel('茶位费（每人，¥）')
  const tax = manager.getByLabel('税率（百分之几）')
  await perHead.fill('100000000000.01')
  await tax.fill('六')
  await manager.getByRole('button', { name: '保存' }).click()

  await expect(perHead).toBeFocused()
  await expect(perHead).toHaveAccessibleDescription('不能大于 100000000000.00')
  await expect(tax).toHaveAccessibleDescription('请填写数字')
  await expect(perHead).toHaveValue('100000000000.01')
  expect(await kept()).toEqual(before)

  await perHead.fill(String((before[0]?.cents ?? 0) / 100))
  await expect(perHead).toHaveAccessibleDescription('')
  await tax.fill(String((before[0]?.tax ?? 0) / 100))
  await manager.getByRole('button', { name: '保存' }).click()
  await expect(manager.getByText('已保存')).toBeVisible()
  expect(await kept()).toEqual(before)
})

test('what a keeper of passwords fills in without a word to the page is sent too', async ({
  stranger,
}) => {
  const page = await stranger()
  await page.goto('/staff/sign-in')
  await page.getByRole('button', { name: '登录' }).click()
  const login = page.getByLabel('账号')
  await expect(login).toBeFocused()
  await expect(login).toHaveAccessibleDescription('请填写这一项')
  for (const [field, value] of [
    [login, 'kitchen'],
    [page.getByLabel('密码', { exact: true }), 'fanzhuo'],
  ] as const) {
    await field.evaluate((input: HTMLInputElement, filled) => {
      input.value = filled
    }, value)
  }
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page).toHaveURL(/\/kitchen$/)
})
