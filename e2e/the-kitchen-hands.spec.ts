// What a cook's hands do: everything by keys, also what the wall counts; a dish back, sold out, looked for by state; and what
// others see of it: guests on the pickup board, the floor when something has not arrived.

import type { Page } from '@playwright/test'
import { dishOf, looksLike, openTable, order, ticketOf } from './kitchen'
import { expect, type Table, test, WALL } from './people'

const press = async (cook: Page, ...keys: string[]) => {
  for (const key of keys) await cook.keyboard.press(key)
}

/** Chooses the ticket of a table by keys alone. */
async function choose(cook: Page, table: Table): Promise<void> {
  await expect(ticketOf(cook, table)).toBeVisible()
  const heads = await cook.getByRole('heading', { level: 2 }).allInnerTexts()
  await press(cook, '1', ...heads.slice(0, heads.indexOf(table.name)).map(() => 'ArrowRight'))
}

test('a finished dish comes back alone: at the second tap of a finger, or at the first of its key', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  await order(await openTable(await staff('waiter', '/staff'), table), ['凉拌木耳', '三杯鸡'])
  const ticket = ticketOf(cook, table)
  const dish = dishOf(ticket, '凉拌木耳')
  await dish.click()
  await looksLike(ticket, '凉拌木耳', '制作中')
  await dish.click()
  await looksLike(ticket, '凉拌木耳', '已做好')

  await dish.click()
  const again = ticket.getByRole('button', { name: '召回凉拌木耳' })
  await expect(again).toContainText('再点召回')
  await again.click()
  await looksLike(ticket, '凉拌木耳', '制作中')
  await looksLike(ticket, '三杯鸡', '待做')

  await dish.click()
  await looksLike(ticket, '凉拌木耳', '已做好')
  await choose(cook, table)
  await press(cook, 'ArrowDown', 'r')
  await looksLike(ticket, '凉拌木耳', '制作中')
})

test('a tap that is taken back before the server has answered is taken back', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  await order(await openTable(await staff('waiter', '/staff'), table), ['三杯鸡'])
  const ticket = ticketOf(cook, table)
  let letGo = () => {}
  const isLetGo = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await cook.route(/kitchen\.bump/, async (route) => {
    await isLetGo
    await route.continue()
  })
  await dishOf(ticket, '三杯鸡').click()
  await looksLike(ticket, '三杯鸡', '制作中')
  await press(cook, 'NumpadDecimal')
  letGo()
  await looksLike(ticket, '三杯鸡', '待做')
})

test('the numpad alone finishes the oldest portions of what the wall counts', async ({
  staff,
  freeTable,
}) => {
  const [first, second] = [await freeTable(), await freeTable()]
  const cook = await staff('kitchen', '/kitchen', WALL)
  const waiter = await staff('waiter', '/staff')
  for (const table of [first, second]) {
    await order(await openTable(waiter, table), ['松鼠桂鱼', '三杯鸡'])
    await expect(ticketOf(cook, table)).toBeVisible()
  }
  await press(cook, 'a')
  const counts = cook.getByRole('complementary', { name: '总数' })
  const finish = counts.getByRole('button', { name: /^做好 \d+ 份$/ })
  await expect(finish).toBeVisible()
  const fish = counts.getByRole('button', { name: /松鼠桂鱼/ })
  const dishes = await counts.getByRole('button', { expanded: false }).count()
  for (let step = 0; step <= dishes; step += 1) {
    if ((await fish.getAttribute('aria-expanded')) === 'true') break
    await press(cook, 'NumpadMultiply')
  }
  await expect(fish).toHaveAttribute('aria-expanded', 'true')
  const all = Number(/\d+/.exec((await finish.textContent()) ?? '')?.[0])
  await press(cook, 'NumpadSubtract')
  await expect(finish).toHaveText(`做好 ${all - 1} 份`)
  await press(cook, 'NumpadEnter')

  await looksLike(ticketOf(cook, first), '松鼠桂鱼', '已做好')
  await looksLike(ticketOf(cook, second), '松鼠桂鱼', '待做')
  await press(cook, 'NumpadDecimal')
  await looksLike(ticketOf(cook, first), '松鼠桂鱼', '待做')
  await press(cook, 'a')
  await expect(counts).toBeHidden()
})

test('by keys a round is rejected at the second press, and the next station is shown', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const phone = await guestAt(table)
  await phone
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await phone.getByRole('button', { name: /^下单 ¥/ }).click()
  await choose(cook, table)
  const ticket = ticketOf(cook, table)
  await press(cook, 'n')
  await expect(ticket.getByRole('button', { name: '确定拒单？' })).toBeVisible()
  await press(cook, 'n')
  await expect(ticket).toBeHidden()
  await expect
    .poll(() =>
      rows(
        `SELECT r.state FROM round r JOIN customer_order o ON o.id = r.order_id
          WHERE o.store_id = $1 AND o.table_name = $2`,
        [table.storeId, table.name],
      ),
    )
    .toEqual([{ state: 'rejected' }])

  const stations = cook.getByRole('navigation', { name: '档口' }).getByRole('link')
  await expect(stations.first()).toHaveAttribute('aria-current', 'page')
  await press(cook, 'p')
  await expect(stations.nth(1)).toHaveAttribute('aria-current', 'page')
  await expect(cook).toHaveURL(/station=\d+/)
})

test('a dish that ran out is sold out from its ticket, on every phone at once', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const phone = await guestAt(table)
  const add = phone.getByRole('button', { name: '加一份夫妻肺片', exact: true })
  await expect(add.first()).toBeVisible()
  await order(await openTable(await staff('waiter', '/staff'), table), ['夫妻肺片'])
  const ticket = ticketOf(cook, table)
  await ticket.getByRole('button', { name: '沽清菜品：打开后点菜名' }).click()
  await ticket.getByRole('button', { name: '沽清夫妻肺片' }).click()
  await expect(cook.getByText('夫妻肺片 已沽清，顾客不能再点')).toBeVisible()
  await expect(add).toHaveCount(0)
  await cook.getByRole('button', { name: '撤销' }).click()
  await expect(add.first()).toBeVisible()
})

test('a ticket is found under its state, never under another; another store is another kitchen', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  await order(await openTable(await staff('waiter', '/staff'), table), ['凉拌木耳', '三杯鸡'])
  const ticket = ticketOf(cook, table)
  const views = ['待确认', '已确认', '准备中', '上菜中', '已完成']
  const isOnlyIn = async (view: string) => {
    for (const each of views) {
      await cook.getByRole('button', { name: new RegExp(`^${each}`) }).click()
      if (each === view) await expect(ticket).toBeVisible()
      else await expect(ticket).toBeHidden()
    }
    await cook.getByRole('button', { name: new RegExp(`^${view}`) }).click()
  }
  await isOnlyIn('已确认')
  await ticket.getByRole('button', { name: '全部开始' }).click()
  await isOnlyIn('准备中')
  await dishOf(ticket, '凉拌木耳').click()
  await isOnlyIn('上菜中')

  await cook.getByRole('combobox', { name: '门店' }).selectOption({ index: 1 })
  await expect(cook).toHaveURL(/store=\d+/)
  await expect(cook.getByText('实时')).toBeVisible()
  await expect(ticket).toBeHidden()
})

test('guests see on the board what is made and what they can pick up', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const board = await staff('kitchen', '/kitchen/board', WALL)
  const half = (name: string) =>
    board.getByRole('region', { name }).getByText(table.name, { exact: true })
  await order(await openTable(await staff('waiter', '/staff'), table), ['凉拌木耳'])
  await expect(half('制作中')).toBeVisible()
  const ticket = ticketOf(cook, table)
  await ticket.getByRole('button', { name: '全部开始' }).click()
  await ticket.getByRole('button', { name: '全部做好' }).click()
  await expect(half('请取餐')).toBeVisible()
  await expect(half('制作中')).toBeHidden()
  await cook.getByRole('button', { name: /^上菜中/ }).click()
  await ticket.getByRole('button', { name: '已上菜' }).click()
  await expect(half('请取餐')).toBeHidden()
})

test('what did not arrive is said on the floor and in the figures, until it is settled', async ({
  staff,
  rows,
  baseURL,
}) => {
  const figure = async () => (await fetch(`${baseURL}/metrics`)).text()
  // No screen knows such a message, so it can never be sent.
  const [event] = await rows<{ id: string }>(
    `INSERT INTO outbox_event (store_id, type, rooms, payload)
     SELECT min(id), 'nothing_we_know', '{}', '{}' FROM store RETURNING id`,
  )
  const waiter = await staff('waiter', '/staff')
  const alarm = waiter.getByRole('alert').filter({ hasText: '1 条消息没能送出' })
  await expect(alarm).toBeVisible({ timeout: 30_000 })
  await expect.poll(figure, { timeout: 40_000 }).toMatch(/^fanzhuo_events_parked 1$/m)

  await rows('DELETE FROM outbox_event WHERE id = $1', [event?.id])
  await expect(alarm).toBeHidden({ timeout: 20_000 })
  await expect.poll(figure, { timeout: 40_000 }).toMatch(/^fanzhuo_events_parked 0$/m)
})
