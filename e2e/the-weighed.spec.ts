// A dish that is priced by its weight, from the guest's tap to the report: nothing is paid before
// it was on the scale, and what it came to is what everybody counts with.

import { openTable, ticketOf } from './kitchen'
import { barriersOn, expect, PHONE, test, WALL } from './people'

const CLAMS = '辣炒花蛤'

test('a guest orders by weight, the kitchen cooks, a waiter weighs with one hand, and the bill is right, paid and counted', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const guest = await guestAt(table)
  const cook = await staff('kitchen', '/kitchen', WALL)
  const waiter = await staff('waiter', '/staff', PHONE)
  const manager = await staff('manager', '/reports', { width: 1440, height: 900 })
  const orderFacts = async () => {
    const [order] = await rows<{
      id: number
      owed: number
      items: number
      awaited: number
      settled: boolean
    }>(
      `SELECT id, owed_cents AS owed, items_cents AS items, awaited, settled_at IS NOT NULL AS settled
         FROM customer_order WHERE table_name = $1 AND store_id = $2 ORDER BY id DESC LIMIT 1`,
      [table.name, table.storeId],
    )
    return order
  }

  await test.step('the menu says the price of a weight, and the cart that the dish is weighed later', async () => {
    await guest.getByRole('button', { name: `为${CLAMS}选规格` }).click()
    const sheet = guest.getByRole('dialog')
    await expect(sheet.getByText('¥32 / 500 g')).toBeVisible()
    await expect(sheet.getByText(/按实际重量计价/)).toBeVisible()
    expect(await barriersOn(guest)).toEqual([])
    await sheet.getByRole('button', { name: /加入购物车 待称重/ }).click()
    await guest.getByRole('button', { name: /打开购物车，1 份/ }).click()
    const cart = guest.getByRole('dialog')
    await expect(cart.getByText('另有 1 道菜称重或定价后计入账单')).toBeVisible()
    await cart.getByRole('button', { name: /^下单 ¥/ }).click()
    await expect(guest.getByText('等待店员确认')).toBeVisible()
    await expect(guest.getByRole('button', { name: '1 道菜待称重或定价' })).toBeVisible()
  })

  const panel = await openTable(waiter, table)
  await test.step('the kitchen has it, and sees that it waits for the scale', async () => {
    await panel.getByRole('button', { name: '确认这一轮' }).click()
    const ticket = ticketOf(cook, table)
    await expect(ticket.getByText('待称重')).toBeVisible()
    await ticket.getByRole('button', { name: '全部开始' }).click()
    await ticket.getByRole('button', { name: '全部做好' }).click()
  })

  await test.step('no money is taken before', async () => {
    await panel.getByRole('button', { name: '收款', exact: true }).click()
    await expect(panel.getByText(/还有 1 道菜没有称重或定价/)).toBeVisible()
    await expect(panel.getByRole('button', { name: '确认收款' })).toBeHidden()
    await panel.getByRole('button', { name: '返回' }).click()
    await guest.getByRole('button', { name: '1 道菜待称重或定价' }).click()
    await expect(guest.getByText(/服务员写上后就可以付款/)).toBeVisible()
    await expect(guest.getByRole('button', { name: /^微信支付 ¥/ })).toBeHidden()
  })

  await test.step('weighed by its keys, and once more because the first weight was wrong', async () => {
    await panel.getByRole('button', { name: `称重 ${CLAMS}` }).click()
    const dialog = waiter.getByRole('dialog')
    for (const key of ['7', '0', '0'])
      await dialog.getByRole('button', { name: key, exact: true }).click()
    await expect(dialog.getByRole('status')).toContainText('¥44.80')
    expect(await barriersOn(waiter)).toEqual([])
    await dialog.getByRole('button', { name: '保存' }).click()
    await expect(dialog).toBeHidden()
    await expect(panel.getByText('700 g × ¥32 / 500 g')).toBeVisible()

    await panel.getByRole('button', { name: `${CLAMS}的更多操作` }).click()
    await waiter.getByRole('menuitem', { name: '改重量或价格' }).click()
    await dialog.getByRole('textbox', { name: '重量（克）' }).fill('750')
    await dialog.getByRole('button', { name: '保存' }).click()
    await expect(panel.getByText('750 g × ¥32 / 500 g')).toBeVisible()
    expect(await orderFacts()).toMatchObject({ items: 4_800, awaited: 0 })
  })

  await test.step('the guest’s bill says weight and price, and may be paid now', async () => {
    const bill = guest.getByRole('dialog')
    await expect(bill.getByText('750 g × ¥32 / 500 g')).toBeVisible()
    await expect(bill.getByRole('button', { name: /^微信支付 ¥/ })).toBeVisible()
  })

  await test.step('paid in cash, and in the reports', async () => {
    await panel.getByRole('button', { name: '收款', exact: true }).click()
    await panel.getByRole('button', { name: '确认收款' }).click()
    await expect(panel.getByText('已付款')).toBeVisible()
    const order = await orderFacts()
    expect(order).toMatchObject({ settled: true })
    const [today] = await rows<{ yuan: string }>(
      `SELECT to_char(sum(owed_cents) / 100.0, 'FM999,999,990.00') AS yuan FROM customer_order
        WHERE store_id = $1 AND state <> 'cancelled'
          AND business_day = (SELECT business_day FROM customer_order WHERE id = $2)`,
      [table.storeId, order?.id],
    )
    await expect(manager.getByTestId('ordered')).toHaveText(`¥${today?.yuan}`)
  })
})

test('what a dish at the market’s price costs today is said by the kitchen, and on every phone at once', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  await rows(`UPDATE dish SET is_sold_out = false WHERE name = '避风塘炒蟹'`)
  const guest = await guestAt(table)
  const crab = guest.getByRole('listitem').filter({ hasText: '避风塘炒蟹' }).first()
  await expect(crab).toContainText('时价 / 500 g')
  const waiter = await staff('waiter', '/staff')
  await waiter.getByRole('button', { name: /^沽清/ }).click()
  const field = waiter.getByLabel(/^避风塘炒蟹/)
  await field.fill('0')
  await field.press('Enter')
  await expect(waiter.getByText('不能小于 0.01')).toBeVisible()
  await field.fill('118')
  await field.press('Enter')
  await expect(crab).toContainText('¥118 / 500 g')
  await rows(`UPDATE dish SET market_cents = NULL, market_until = NULL WHERE name = '避风塘炒蟹'`)
})
