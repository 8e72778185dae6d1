// Paper: a bill comes out at the front by itself, the guest finds it again by its link, and a
// printer without paper is told in red.

import { tablePath } from '@/domain/paths'
import { startTestPrinter } from '@/testing/test-printer'
import { barriersOn, expect, test } from './people'

test('a manager adds a printer, a settled bill comes out there, and the guest has the same on the phone', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const printer = await startTestPrinter()
  const table = await freeTable()
  const guest = await guestAt(table)
  const manager = await staff('manager', '/staff/settings/printers')

  await test.step('the printer is added and tried', async () => {
    await manager.getByRole('button', { name: '添加打印机' }).click()
    await manager.getByLabel('名称').fill('收银台')
    await manager.getByLabel('用途').selectOption('receipt')
    await manager.getByLabel('IP 地址').fill('192.168.1.999')
    await manager.getByLabel('端口').fill(String(printer.port))
    await manager.getByRole('button', { name: '保存' }).click()
    await expect(manager.getByRole('alert')).toContainText('“192.168.1.999”不是地址')
    await manager.getByLabel('IP 地址').fill('127.0.0.1')
    await manager.getByRole('button', { name: '保存' }).click()
    await manager.getByRole('button', { name: '打印测试页' }).click()
    const card = manager.getByRole('article', { name: '收银台' })
    await expect(card).toContainText('就绪')
    await expect(card).toContainText('会报告缺纸和开盖，每张都确认打完。')
    expect(printer.pages[0]).toContain('宫保鸡丁 Kung Pao')
  })

  await test.step('a bill is paid and comes out', async () => {
    await guest
      .getByRole('button', { name: /^加一份/ })
      .first()
      .click()
    await guest.getByRole('button', { name: /打开购物车/ }).click()
    await guest.getByRole('button', { name: /^下单 ¥/ }).click()
    await guest.getByRole('button', { name: /^结账 ¥/ }).click()
    await guest.getByRole('button', { name: /^微信支付 ¥/ }).click()
    await guest.getByRole('button', { name: '确认支付' }).click()
    await expect(guest.getByText('支付成功')).toBeVisible()
    await expect.poll(() => printer.pages[1]).toMatch(new RegExp(`收据[\\s\\S]*${table.name}`))
  })

  await test.step('the guest finds it again', async () => {
    await guest.goto(tablePath(table.code))
    await guest.getByRole('tab', { name: /已下单/ }).click()
    await guest.getByRole('button', { name: '账单与收据' }).click()
    await guest.getByRole('button', { name: '电子收据' }).click()
    await expect(guest.getByRole('heading', { name: '收据' })).toBeVisible()
    const sum = await guest.getByText(/^¥[\d.,]+$/).textContent()
    expect(printer.pages[1]).toContain(`应付￥${sum?.slice(1)}`)
  })

  await test.step('a dish is given back, and the receipt says so', async () => {
    await manager.goto('/staff')
    await manager.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
    const bill = manager.getByRole('region', { name: table.name })
    await bill.getByRole('button', { name: '退款' }).click()
    const dialog = manager.getByRole('dialog')
    await dialog.getByRole('button', { name: '按菜品' }).click()
    await dialog.getByRole('button', { name: /^增加一份/ }).click()
    await dialog.getByRole('button', { name: '菜品问题' }).click()
    expect(await barriersOn(manager)).toEqual([])
    await dialog.getByRole('button', { name: /^将退 ¥[1-9]/ }).click()
    await expect(bill.getByText(/已退款 · 菜品问题/)).toBeVisible()
    await guest.reload()
    await expect(guest.getByText('退款').first()).toBeVisible()
    await manager.goto('/staff/settings/printers')
  })

  await test.step('without paper the floor is told, and the printer goes', async () => {
    printer.mood = { hasNoPaper: true }
    await manager.getByRole('button', { name: '打印测试页' }).click()
    const card = manager.getByRole('article', { name: '收银台' })
    await expect(card.getByText('缺纸', { exact: true })).toBeVisible()
    await manager.reload()
    await expect(manager.getByText('打印机“收银台”：缺纸')).toBeVisible()
    expect(await barriersOn(manager)).toEqual([])
    await manager.getByRole('button', { name: '知道了，我来处理' }).click()
    await expect(manager.getByText('打印机“收银台”：缺纸')).toBeHidden()
    await manager.getByRole('button', { name: '移除' }).click()
    await manager.getByRole('dialog').getByRole('button', { name: '移除' }).click()
    await expect(manager.getByText('还没有打印机')).toBeVisible()
  })
  await printer.stop()
})
