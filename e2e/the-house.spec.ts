// People who get an account, change by PIN on a shared tablet, and lose a right while they look.

import { barriersOn, expect, PHONE, TABLET, test } from './people'

test('somebody gets an account and a PIN, takes over a shared tablet in a moment, and loses a right while looking', async ({
  staff,
  stranger,
}) => {
  const login = `lin${Date.now() % 1_000_000}`
  const name = `小林${Date.now() % 1_000}`
  const manager = await staff('manager', '/staff/settings/people', TABLET)

  await test.step('the account is made, and its password shown once', async () => {
    await manager.getByRole('button', { name: '添加员工' }).click()
    await manager.getByLabel('姓名').fill(name)
    await manager.getByLabel('账号').fill(login)
    await manager.getByLabel('PIN').fill('1234')
    await manager.getByRole('button', { name: '添加', exact: true }).click()
    await expect(manager.getByText('这个 PIN 太容易被猜到')).toBeVisible()
    await manager.getByLabel('PIN').fill('0852')
    expect(await barriersOn(manager)).toEqual([])
    await manager.getByRole('button', { name: '添加', exact: true }).click()
    await expect(manager.getByText('请记下登录信息')).toBeVisible()
    const password = await manager.locator('dd').nth(1).textContent()
    await manager.getByRole('button', { name: '记好了' }).click()
    await expect(manager.getByRole('button', { name: new RegExp(name) })).toBeVisible()

    const own = await stranger(PHONE)
    await own.goto('/staff/sign-in')
    await own.getByLabel('账号').fill(login)
    await own.getByLabel('密码', { exact: true }).fill(password ?? '')
    await own.getByRole('button', { name: '登录' }).click()
    await own.waitForURL('**/staff')
  })

  const tablet = await staff('owner', '/staff/settings/people', TABLET)
  await test.step('the tablet is shared, and the person changed by PIN', async () => {
    await tablet.getByRole('button', { name: '共用设备' }).click()
    await tablet.getByRole('button', { name: /把这台设备设为共用|修改这台设备/ }).click()
    await tablet.getByLabel('名称').fill('前台平板')
    await tablet.getByRole('button', { name: '保存' }).click()
    await tablet.getByRole('button', { name: '换人' }).click()
    const dialog = tablet.getByRole('dialog')
    await dialog.getByRole('button', { name: new RegExp(name) }).click()
    expect(await barriersOn(tablet)).toEqual([])
    for (const digit of '9999')
      await dialog.getByRole('button', { name: digit, exact: true }).click()
    await dialog.getByRole('button', { name: '确定' }).click()
    await expect(dialog.getByText('PIN 不正确')).toBeVisible()
    for (const digit of '0852')
      await dialog.getByRole('button', { name: digit, exact: true }).click()
    await dialog.getByRole('button', { name: '确定' }).click()
    // A waiter manages nobody.
    await expect(tablet.getByText('这个页面不对您开放')).toBeVisible()
    await tablet.goto('/staff')
    await expect(tablet.getByText(`${name}（服务员）`)).toBeVisible()
  })

  await test.step('a right that is taken is gone from the screen that is open, and refused', async () => {
    const members = tablet.getByRole('link', { name: '会员' })
    await expect(members).toBeVisible()
    await manager.getByRole('button', { name: new RegExp(name) }).click()
    await manager.getByRole('switch', { name: '看会员' }).uncheck()
    await expect(manager.getByText('收回', { exact: true })).toBeVisible()
    expect(await barriersOn(manager)).toEqual([])
    await expect(members).toBeHidden()
    await tablet.goto('/staff/members')
    await expect(tablet.getByText('这个页面不对您开放')).toBeVisible()
  })

  await test.step('locked, the tablet asks who is there', async () => {
    await tablet.goto('/staff')
    await tablet.getByRole('button', { name: '锁上' }).click()
    await tablet.waitForURL(/\/staff\/switch/)
    await expect(tablet.getByRole('button', { name: new RegExp(name) })).toBeVisible()
    expect(await barriersOn(tablet)).toEqual([])
    await tablet.goto('/staff')
    await tablet.waitForURL(/\/staff\/switch/)
  })

  await test.step('disabled, the person is out', async () => {
    await manager.getByRole('button', { name: '停用' }).click()
    await manager.getByRole('dialog').getByRole('button', { name: '停用' }).last().click()
    await tablet.goto('/staff/switch')
    await expect(tablet.getByText('现在是谁？')).toBeVisible()
    await expect(tablet.getByRole('button', { name: new RegExp(name) })).toBeHidden()
  })
})
