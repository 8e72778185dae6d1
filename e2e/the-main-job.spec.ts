// Scan, order, cook, serve, pay, count: everybody at once, each on their own screen, and nobody
// reloads.

import type { Locator } from '@playwright/test'
import { tablePath } from '@/domain/paths'
import { expect, PHONE, test, WALL } from './people'

test('a party orders together, the kitchen cooks, the waiter serves, the bill is paid, the manager sees it', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const ming = await guestAt(table)
  const hong = await guestAt(table)
  const cook = await staff('kitchen', '/kitchen', WALL)
  const waiter = await staff('waiter', '/staff')
  const manager = await staff('manager', '/reports', { width: 1440, height: 900 })
  const revenue = manager.getByTestId('ordered')
  const before = await revenue.textContent()

  await test.step('what one phone adds, the other sees', async () => {
    await ming.getByRole('button', { name: '为麻婆豆腐选规格' }).click()
    const sheet = ming.getByRole('dialog')
    for (const group of await sheet.getByRole('group').all()) {
      const first = group.getByRole('radio').first()
      if ((await first.count()) && !(await group.getByRole('radio', { checked: true }).count())) {
        await first.click({ force: true })
      }
    }
    await sheet.getByRole('button', { name: /加入购物车/ }).click()
    await expect(hong.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible()

    await hong
      .getByRole('button', { name: /^加一份/ })
      .first()
      .click()
    await expect(ming.getByRole('button', { name: /打开购物车，2 份/ })).toBeVisible()
  })

  await test.step('one submit, and both phones and the kitchen have it', async () => {
    await ming.getByRole('button', { name: /打开购物车/ }).click()
    await ming.getByRole('button', { name: /^下单 ¥/ }).click()
    await expect(ming.getByText('等待店员确认')).toBeVisible()
    await hong.getByRole('tab', { name: /已下单/ }).click()
    await expect(hong.getByText('等待店员确认')).toBeVisible()
    await expect(cook.getByText(table.name, { exact: true }).first()).toBeVisible({
      timeout: 3_000,
    })
  })

  await test.step('the waiter confirms, the cook cooks, the phones follow', async () => {
    await waiter.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
    await waiter.getByRole('button', { name: '确认这一轮' }).click()
    await expect(ming.getByText('已接单').first()).toBeVisible()

    const ticket = cook.getByRole('article', { name: new RegExp(`^${table.name} `) })
    await ticket.getByRole('button', { name: '全部开始' }).click()
    await expect(ming.getByText('制作中').first()).toBeVisible()
    await ticket.getByRole('button', { name: '全部做好' }).click()
    await expect(hong.getByText('待上桌').first()).toBeVisible()
  })

  await test.step('served', async () => {
    await waiter.getByRole('button', { name: '2 道菜全部已上' }).click()
    await expect(hong.getByText('已上齐').first()).toBeVisible()
  })

  await test.step('paid by simulated WeChat, and both phones know', async () => {
    await hong.getByRole('button', { name: /^结账 ¥/ }).click()
    await hong.getByRole('button', { name: /^微信支付 ¥/ }).click()
    await hong.getByRole('button', { name: '确认支付' }).click()
    await expect(hong.getByText('支付成功')).toBeVisible()
    await expect(ming.getByText('已付清').first()).toBeVisible()
  })

  await test.step('the manager’s figures have moved, and the row says the same', async () => {
    await expect(revenue).not.toHaveText(before ?? '')
    const [order] = await rows<{ state: string; owed: number; paid: number; payments: number }>(
      `SELECT o.state, o.owed_cents AS owed, o.paid_cents AS paid,
              (SELECT count(*)::int FROM payment p WHERE p.order_id = o.id AND p.state = 'succeeded') AS payments
         FROM customer_order o WHERE o.table_name = $1 AND o.store_id = $2 ORDER BY o.id DESC LIMIT 1`,
      [table.name, table.storeId],
    )
    expect(order).toMatchObject({ state: 'completed', paid: order?.owed, payments: 1 })
  })
})

test('two phones tap submit at once and make one order', async ({ guestAt, freeTable, rows }) => {
  const table = await freeTable()
  const phones = [await guestAt(table), await guestAt(table)]
  await phones[0]
    ?.getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  for (const phone of phones) {
    await expect(phone.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible()
    await phone.getByRole('button', { name: /打开购物车/ }).click()
    await expect(phone.getByRole('button', { name: /^下单 ¥/ })).toBeEnabled()
  }
  await Promise.all(phones.map((phone) => phone.getByRole('button', { name: /^下单 ¥/ }).click()))
  for (const phone of phones) await expect(phone.getByText('等待店员确认')).toBeVisible()

  const [count] = await rows<{ rounds: number }>(
    `SELECT count(*)::int AS rounds FROM round r JOIN customer_order o ON o.id = r.order_id
      WHERE o.table_name = $1 AND o.store_id = $2 AND o.placed_at > now() - interval '1 minute'`,
    [table.name, table.storeId],
  )
  expect(count?.rounds).toBe(1)
})

test('a phone whose open cart another phone orders is shown the order, not an empty cart', async ({
  guestAt,
  freeTable,
}) => {
  const table = await freeTable()
  const [ming, hong] = [await guestAt(table), await guestAt(table)]
  await ming
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  for (const phone of [ming, hong]) {
    await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
    await expect(phone.getByRole('button', { name: /^下单 ¥/ })).toBeEnabled()
  }
  await ming.getByRole('button', { name: /^下单 ¥/ }).click()
  for (const phone of [ming, hong]) await expect(phone.getByText('等待店员确认')).toBeVisible()
})

test('where guests pay first each phone is asked for its own order, at the sum on the button that opened it', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  await rows(
    `WITH bar AS (INSERT INTO area (store_id, name, names, order_mode) VALUES ($2, '吧台', '{}', 'pay_first') RETURNING id)
     UPDATE dining_table SET area_id = (SELECT id FROM bar) WHERE id = $1`,
    [table.id, table.storeId],
  )
  const [ming, hong] = [await guestAt(table), await guestAt(table)]
  const sumOn = async (button: Locator) => /[\d.,]+/.exec((await button.textContent()) ?? '')?.[0]
  const sums: (string | undefined)[] = []
  for (const [phone, nth] of [
    [ming, 0],
    [hong, 3],
  ] as const) {
    await phone
      .getByRole('button', { name: /^加一份/ })
      .nth(nth)
      .click()
    await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
    const submit = phone.getByRole('button', { name: /^下单并支付 ¥/ })
    await expect(submit).toBeEnabled()
    const sum = await sumOn(submit)
    await submit.click()
    await expect(phone.getByRole('button', { name: `微信支付 ¥${sum}` })).toBeVisible()
    await phone.getByRole('button', { name: '关闭' }).click()
    sums.push(sum)
  }
  expect(sums[0]).not.toBe(sums[1])

  // With two open, one chooses; each is opened at what it is paid at.
  await hong.getByRole('button', { name: '选择要付的订单 · 共 2 单' }).click()
  const choice = hong.getByRole('region', { name: '要付哪一单？' })
  await choice.getByRole('button', { name: `¥${sums[0]}` }).click()
  await expect(hong.getByRole('button', { name: `微信支付 ¥${sums[0]}` })).toBeVisible()
  await hong.getByRole('button', { name: '关闭' }).click()

  // What nobody has paid may be thought over: it lies in the cart again.
  await ming.getByRole('button', { name: '不要了' }).last().click()
  await ming.getByRole('dialog').getByRole('button', { name: '不要了' }).click()
  // The other order asks for the one who sits there now: nobody pays that with the first.
  const both = (Number(sums[1]) + 2).toFixed(2)
  await expect(ming.getByRole('button', { name: `结账 ¥${both}` })).toBeVisible()
  const change = hong.getByRole('button', { name: '改一改' })
  await expect(change).toHaveCount(1)
  await change.click()
  await expect(hong.getByRole('button', { name: `下单并支付 ¥${both}` })).toBeVisible()
})

test('the menu is there before any script', async ({ browser, freeTable, baseURL }) => {
  const table = await freeTable()
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: PHONE,
    locale: 'zh-CN',
    ...(baseURL ? { baseURL } : {}),
  })
  const page = await context.newPage()
  await page.goto(tablePath(table.code))
  await expect(page.getByText('麻婆豆腐').first()).toBeVisible()
  await expect(page.getByText('挂炉烤鸭').first()).toBeVisible()
  await context.close()
})

test('cash is asked for at the table and taken by the waiter', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const guest = await guestAt(table)
  const waiter = await staff('waiter', '/staff')
  await guest
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await guest.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await guest.getByRole('button', { name: /^下单 ¥/ }).click()
  await waiter.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
  await waiter.getByRole('button', { name: '确认这一轮' }).click()

  await guest.getByRole('button', { name: /^结账 ¥/ }).click()
  await guest.getByText('现金', { exact: true }).click()
  await guest.getByRole('button', { name: /^请服务员来收现金/ }).click()
  await expect(guest.getByText('已通知服务员收款')).toBeVisible()

  const panel = waiter.getByRole('region', { name: table.name })
  await panel.getByRole('button', { name: '收款' }).click()
  await waiter.getByLabel('收到').fill('200')
  await waiter.getByRole('button', { name: '确认收款' }).click()
  await expect(guest.getByText('已付清').first()).toBeVisible()
})
