// At the counter: a member's coupon on the bill, a bill that becomes free, and the accounts that
// take the store's money.

import { openTable, order, takeBack } from './kitchen'
import { barriersOn, expect, TABLET, test } from './people'

test('staff put a member’s coupon on the bill and take it off; a bill that became free is settled by one tap', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const phone = '13800138000'
  const manager = await staff('manager', '/staff/members', TABLET)
  const command = (name: string) => manager.getByRole('button', { name })

  await test.step('a member gets a coupon as a present', async () => {
    await manager.getByLabel('手机号').fill(phone)
    await command('查找').click()
    await manager.getByLabel('赠送优惠券').selectOption({ label: '满100减15' })
    await manager.getByRole('button', { name: '赠送', exact: true }).click()
    await expect(manager.getByText('已赠送')).toBeVisible()
  })

  await manager.goto('/staff')
  const bill = await openTable(manager, table)
  await test.step('the bill is the member’s, and the coupon goes on and off', async () => {
    await order(bill, ['松鼠桂鱼', '三杯鸡', '凉拌木耳'])
    await bill.getByRole('button', { name: '会员', exact: true }).click()
    await bill.getByLabel('手机号').fill(phone)
    await bill.getByRole('button', { name: '查找' }).click()
    await bill.getByRole('button', { name: '关联到王建国' }).click()
    await expect(bill.getByText(/^会员折扣/)).toBeVisible()

    await bill.getByRole('button', { name: '会员券' }).click()
    const dialog = manager.getByRole('dialog')
    const coupon = dialog.getByRole('button', { name: /^满100减15/ }).first()
    await coupon.click()
    await expect(coupon).toHaveAttribute('aria-pressed', 'true')
    expect(await barriersOn(manager)).toEqual([])
    await dialog.getByRole('button', { name: '关闭' }).click()
    await expect(bill.getByText('优惠券 满100减15')).toBeVisible()
    await bill.getByRole('button', { name: '取消：优惠券 满100减15' }).click()
    await expect(bill.getByText('优惠券 满100减15')).toBeHidden()
  })

  await test.step('a dish is taken back, and the bill says that the coupon came back', async () => {
    await bill.getByRole('button', { name: '会员券' }).click()
    const dialog = manager.getByRole('dialog')
    const coupon = dialog.getByRole('button', { name: /^满100减15/ }).first()
    await coupon.click()
    await expect(coupon).toHaveAttribute('aria-pressed', 'true')
    await dialog.getByRole('button', { name: '关闭' }).click()
    await expect(bill.getByText('优惠券 满100减15')).toBeVisible()
    await takeBack(bill, '松鼠桂鱼')
    await expect(bill.getByText('优惠券“满100减15”已退回，没有用掉')).toBeVisible()
    await expect(bill.getByText('优惠券 满100减15')).toBeHidden()
    expect(await barriersOn(manager)).toEqual([])
  })

  await test.step('a bill taken off whole is settled without paying', async () => {
    await bill.getByRole('button', { name: '优惠', exact: true }).click()
    const dialog = manager.getByRole('dialog')
    await dialog.getByRole('button', { name: '打折' }).click()
    await dialog.getByLabel(/减百分之几/).fill('100')
    await dialog.getByRole('button', { name: '招待' }).click()
    await dialog.getByRole('button', { name: '确认优惠' }).click()
    await bill.getByRole('button', { name: '不用付款，直接结清' }).click()
    await expect(bill.getByText('已付款')).toBeVisible()
    await expect(bill.getByRole('button', { name: '取消订单' })).toBeHidden()
  })
})

test('an owner adds an account, sees which keys are missing, and it takes no money before they are there', async ({
  staff,
}) => {
  const manager = await staff('manager', '/staff/settings/payments', TABLET)
  await manager.getByRole('button', { name: '添加账户' }).click()
  const dialog = manager.getByRole('dialog')
  await dialog.getByLabel('商户号').fill('1900000109')
  await dialog.getByLabel(/^AppID/).fill('wxd678efh567hg6787')
  await dialog.getByLabel(/证书序列号/).fill('5157F09EFDC096DE15EBE81A47057A7232F1B8E1')
  expect(await barriersOn(manager)).toEqual([])
  await dialog.getByRole('button', { name: '保存' }).click()

  const account = manager.getByRole('article', { name: '微信支付 1900000109' })
  await expect(account).toContainText('未启用')
  await expect(account.getByRole('list', { name: '密钥' })).toContainText('未设置')
  await account.getByRole('button', { name: '启用' }).click()
  await expect(
    manager
      .getByRole('listitem')
      .filter({ hasText: /密钥|环境变量/ })
      .first(),
  ).toBeVisible()
  await expect(account).toContainText('未启用')
  expect(await barriersOn(manager)).toEqual([])

  await account.getByRole('button', { name: '移除' }).click()
  await manager.getByRole('dialog').getByRole('button', { name: '移除' }).click()
  await expect(manager.getByText('还没有收款账户')).toBeVisible()
})
