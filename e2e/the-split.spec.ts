// One bill, two phones and a waiter: who pays which dishes and shares of dishes is seen at once by
// everybody, and the parts add up.

import type { Page } from '@playwright/test'
import { expect, test } from './people'

test('two phones pay dishes and halves of one, each sees what the other is paying, and the waiter takes the rest in cash', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const ming = await guestAt(table)
  const hong = await guestAt(table)
  const waiter = await staff('waiter', '/staff')

  const dishes = await test.step('four dishes are ordered', async () => {
    const buttons = ming.getByRole('button', { name: /^加一份/ })
    await expect(buttons.first()).toBeVisible()
    const labels = await buttons.evaluateAll((all) =>
      all.map((each) => each.getAttribute('aria-label') ?? ''),
    )
    const names = [...new Set(labels)].slice(0, 4).map((label) => label.replace(/^加一份/, ''))
    for (const [index, name] of names.entries()) {
      await ming
        .getByRole('button', { name: `加一份${name}`, exact: true })
        .first()
        .click()
      const sum = new RegExp(`打开购物车，${index + 1} 份`)
      await expect(ming.getByRole('button', { name: sum })).toBeVisible()
    }
    await ming.getByRole('button', { name: /打开购物车/ }).click()
    await ming.getByRole('button', { name: /^下单 ¥/ }).click()
    await expect(ming.getByText('等待店员确认')).toBeVisible()
    await waiter.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
    await waiter.getByRole('button', { name: '确认这一轮' }).click()
    await expect(ming.getByText('已接单').first()).toBeVisible()
    return names
  })

  await test.step('one phone claims a dish and half of another, and the other sees whose they are', async () => {
    await splitBill(ming)
    await splitBill(hong)
    await dish(ming, dishes[0] ?? '').check()
    await ming.getByRole('button', { name: `与人分摊${dishes[1]}`, exact: true }).click()
    await ming.getByRole('button', { name: /^微信支付 ¥/ }).click()
    await expect(ming.getByRole('button', { name: '确认支付' })).toBeVisible()

    await expect(hong.getByText('1 号客人正在付 1/2')).toBeVisible()
    await expect(dish(hong, dishes[0] ?? '')).toHaveCount(0)
  })

  await test.step('the other takes the other half and one more at the same time; both pay', async () => {
    await dish(hong, dishes[1] ?? '').check()
    await expect(hong.getByText('1/2', { exact: true })).toBeVisible()
    await dish(hong, dishes[2] ?? '').check()
    await hong.getByRole('button', { name: /^微信支付 ¥/ }).click()
    await hong.getByRole('button', { name: '确认支付' }).click()
    await expect(hong.getByText('支付成功')).toBeVisible()
    await ming.getByRole('button', { name: '确认支付' }).click()
    await expect(ming.getByText('支付成功')).toBeVisible()
  })

  await test.step('who has paid is told so, and not asked for the rest', async () => {
    await ming.getByRole('button', { name: '返回餐桌' }).click()
    await expect(ming.getByText(/^您的部分已付 ¥/)).toBeVisible()
    await expect(ming.getByRole('button', { name: /^帮同桌付剩下的 ¥/ })).toBeVisible()
    await ming.getByRole('button', { name: '我这一份的收据' }).click()
    await expect(ming.getByRole('heading', { name: '个人收据' })).toBeVisible()
    await expect(ming.getByText(`${dishes[1]} × 1/2`)).toBeVisible()
  })

  await test.step('the waiter takes the last dish and the seats in cash, and the bill is paid', async () => {
    await waiter.getByRole('button', { name: '收款' }).first().click()
    await waiter.getByText('分开付').click()
    await expect(waiter.getByText('已付', { exact: true })).toHaveCount(3)
    await waiter.getByText('付剩余全部').click()
    await waiter.getByRole('button', { name: '确认收款' }).click()
    await expect(waiter.getByText(/已收款/)).toBeVisible()
  })

  const [order] = await rows<{ owed: number; paid: number; settled: boolean; parts: number[] }>(
    `SELECT o.owed_cents AS owed, o.paid_cents AS paid, o.settled_at IS NOT NULL AS settled,
            (SELECT array_agg(p.amount_cents ORDER BY p.id) FROM payment p
              WHERE p.order_id = o.id AND p.state = 'succeeded') AS parts
       FROM customer_order o JOIN sitting_table t USING (sitting_id) WHERE t.table_id = $1`,
    [table.id],
  )
  expect(order).toMatchObject({ paid: order?.owed, settled: true })
  expect(order?.parts).toHaveLength(3)
  expect(order?.parts.reduce((sum, cents) => sum + cents, 0)).toBe(order?.owed)
})

test('a guest pays a part by the code on the waiter’s screen, which follows by itself', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const phone = await guestAt(table)
  const waiter = await staff('waiter', '/staff')
  await phone
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await phone.getByRole('button', { name: /^下单 ¥/ }).click()
  await expect(phone.getByText('等待店员确认')).toBeVisible()

  await waiter.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
  await waiter.getByRole('button', { name: '确认这一轮' }).click()
  await waiter.getByRole('button', { name: '收款' }).first().click()
  await waiter.getByText('分开付').click()
  await waiter.getByRole('tab', { name: '金额' }).click()
  await waiter.getByLabel('付多少（¥）').fill('５．')
  await waiter.getByText('扫码', { exact: true }).click()
  await waiter.getByRole('button', { name: '生成付款码' }).click()
  const link = await waiter.getByRole('img', { name: /\/pay\// }).getAttribute('aria-label')
  await phone.goto(link ?? '')
  await phone.getByRole('button', { name: '确认支付' }).click()

  await expect(waiter.getByText('已收到扫码付款')).toBeVisible()
  await expect(waiter.getByText('付剩余全部')).toBeVisible()
  const [order] = await rows(
    `SELECT o.paid_cents AS paid, o.settled_at AS settled FROM customer_order o
       JOIN sitting_table t USING (sitting_id) WHERE t.table_id = $1`,
    [table.id],
  )
  expect(order).toEqual({ paid: 500, settled: null })
})

test('after the table was cleared its phone still has the bill, its receipt and the way to its points, and orders nothing', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const phone = await guestAt(table)
  const waiter = await staff('waiter', '/staff')
  await phone
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await phone.getByRole('button', { name: /^下单 ¥/ }).click()
  await expect(phone.getByText('等待店员确认')).toBeVisible()

  await waiter.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
  await waiter.getByRole('button', { name: '确认这一轮' }).click()
  await waiter.getByRole('button', { name: '收款' }).first().click()
  await waiter.getByRole('button', { name: '确认收款' }).click()
  await expect(waiter.getByText(/已收款/)).toBeVisible()
  await waiter
    .getByRole('region', { name: table.name })
    .getByRole('button', { name: '清台' })
    .click()
  await waiter.getByRole('dialog').getByRole('button', { name: '清台' }).click()

  await expect(phone.getByText('本次用餐已结束')).toBeVisible()
  await phone.getByRole('button', { name: '账单、收据和积分' }).click()
  await expect(phone.getByRole('button', { name: /领取本单积分/ })).toBeVisible()
  await phone.getByRole('button', { name: '电子收据' }).click()
  await expect(phone.getByRole('heading', { name: '收据' })).toBeVisible()
})

async function splitBill(phone: Page) {
  await phone.getByRole('tab', { name: /已下单/ }).click()
  await phone.getByRole('button', { name: /^结账 ¥/ }).click()
  await phone.getByText('分开付').click()
  await expect(phone.getByRole('tab', { name: '按菜' })).toBeVisible()
}

function dish(page: Page, name: string) {
  return page.getByRole('checkbox', { name: new RegExp(`点的：\\s*${name}(\\s|¥|$)`) })
}
