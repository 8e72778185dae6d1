// Tables and people: written down by a pattern, printed so that a phone reads the codes, given new
// ones; and people who get an account, change by PIN, and lose a right while they look.

import { codeIn } from './codes'
import { barriersOn, expect, PHONE, TABLET, test } from './people'

/** The pages of a PDF by their size, in whole millimetres. */
function pagesOf(pdf: Buffer): string[] {
  const boxes = pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)
  const mm = (points: string | undefined) => Math.round((Number(points) * 25.4) / 72)
  return [...boxes].map(([, width, height]) => `${mm(width)} × ${mm(height)}`)
}

test('tables are written down by a pattern, their codes are read from what is printed, and a new code ends the old one in words', async ({
  staff,
  stranger,
  rows,
}) => {
  const name = `露台${Date.now() % 100_000}`
  const manager = await staff('manager', '/staff/settings/tables', TABLET)
  const waiter = await staff('waiter', '/staff', TABLET)
  const prefix = `T${Date.now() % 10_000}K`

  await test.step('an area and its tables', async () => {
    await manager.getByRole('button', { name: '更多', exact: true }).click()
    await manager.getByRole('menuitem', { name: '添加区域' }).click()
    await manager.getByLabel('区域名称').fill(name)
    await manager.getByRole('button', { name: '保存' }).click()
    const area = manager.getByRole('region', { name })
    await area.getByRole('button', { name: '添加桌台' }).click()
    await manager.getByLabel('桌名').fill('A3–A1')
    await manager.getByRole('button', { name: '添加', exact: true }).click()
    await expect(manager.getByText('“A3–A1”的编号要从小到大')).toBeVisible()
    await manager.getByLabel('桌名').fill(`${prefix}3–${prefix}5`)
    await manager.getByLabel('跳过带 4 的编号').check()
    expect(await barriersOn(manager)).toEqual([])
    await manager.getByRole('button', { name: '添加 2 张' }).click()
    await expect(area.getByRole('listitem')).toHaveCount(2)
    await expect(waiter.getByText(`${prefix}5`).first()).toBeVisible()
  })

  await test.step('put in order by the keys', async () => {
    const area = manager.getByRole('region', { name })
    const handle = area.getByRole('button', { name: new RegExp(`^移动 ${prefix}5`) })
    await handle.focus()
    await handle.press('ArrowLeft')
    await expect(area.getByRole('listitem').first()).toContainText(`${prefix}5`)
    await expect(handle).toBeFocused()
    await expect
      .poll(async () => {
        const inOrder = await rows<{ name: string }>(
          `SELECT t.name FROM dining_table t JOIN area a ON a.id = t.area_id WHERE a.name = $1 ORDER BY t.sort`,
          [name],
        )
        return inOrder.map((table) => table.name)
      })
      .toEqual([`${prefix}5`, `${prefix}3`])
    expect(await barriersOn(manager)).toEqual([])
  })

  const [table] = await rows<{ code: string }>('SELECT code FROM dining_table WHERE name = $1', [
    `${prefix}5`,
  ])
  const code = table?.code ?? ''

  await test.step('what is printed is of exact size, and a reader reads its codes', async () => {
    const area = manager.getByRole('region', { name })
    await area.getByRole('button', { name: `“${name}”的更多操作` }).click()
    await manager.getByRole('menuitem', { name: '打印这个区域的二维码' }).click()
    await manager.getByLabel('Wi-Fi 名称').fill('Fanzhuo-Guest')
    await manager.getByLabel('Wi-Fi 密码').fill('eatwell88')
    expect(await barriersOn(manager)).toEqual([])
    const sizes = {
      A4: ['210 × 297'],
      A5: Array(2).fill('148 × 210'),
      贴纸: Array(2).fill('60 × 80'),
    }
    for (const [format, pages] of Object.entries(sizes)) {
      await manager.emulateMedia({ media: 'screen' })
      await manager.getByRole('button', { name: format }).click()
      await manager.emulateMedia({ media: 'print' })
      expect([format, pagesOf(await manager.pdf({ preferCSSPageSize: true }))]).toEqual([
        format,
        pages,
      ])
      const card = manager.getByRole('article', { name: `${prefix}5` })
      await expect(card).toContainText('扫码点餐')
      await expect(card).toContainText('Scan to order')
      await expect(card).toContainText('eatwell88')
      expect(await codeIn(await card.screenshot())).toMatch(new RegExp(`/t/${code}$`))
    }
    await manager.emulateMedia({ media: 'screen' })
  })

  await test.step('a new code', async () => {
    const guest = await stranger(PHONE)
    await guest.goto(`/t/${code}`)
    await expect(guest.getByText(`${prefix}5`).first()).toBeVisible()

    await manager.goto('/staff/settings/tables')
    await manager.getByRole('button', { name: `“${prefix}5”的更多操作` }).click()
    await manager.getByRole('menuitem', { name: '换新二维码' }).click()
    await manager.getByRole('dialog').getByRole('button', { name: '换新二维码' }).click()
    await expect(manager.getByText('1 张桌台有了新的二维码')).toBeVisible()
    const late = await stranger(PHONE)
    await late.goto(`/t/${code}`)
    await expect(late.getByText('这个二维码已经停用')).toBeVisible()
    expect(await barriersOn(late)).toEqual([])
  })
})

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
    await manager.getByRole('switch', { name: '看会员' }).click()
    await expect(manager.getByText('收回', { exact: true })).toBeVisible()
    expect(await barriersOn(manager)).toEqual([])
    await expect(members).toBeHidden()
    await tablet.goto('/staff/members')
    await expect(tablet.getByText('这个页面不对您开放')).toBeVisible()
  })

  await test.step('locked, the tablet asks who is there', async () => {
    await tablet.goto('/staff')
    await tablet.getByRole('button', { name: '锁上' }).click()
    await expect(tablet).toHaveURL(/\/staff\/switch/)
    await expect(tablet.getByRole('button', { name: new RegExp(name) })).toBeVisible()
    expect(await barriersOn(tablet)).toEqual([])
    await tablet.goto('/staff')
    await expect(tablet).toHaveURL(/\/staff\/switch/)
  })

  await test.step('disabled, the person is out', async () => {
    await manager.getByRole('button', { name: '停用' }).click()
    await manager.getByRole('dialog').getByRole('button', { name: '停用' }).last().click()
    await tablet.goto('/staff/switch')
    await expect(tablet.getByText('现在是谁？')).toBeVisible()
    await expect(tablet.getByRole('button', { name: new RegExp(name) })).toBeHidden()
  })
})
