// What a cook's hands do: everything by keys, also what the wall counts; a dish back, sold out,
// looked for by state; and what others see of it: guests on the pickup board, the floor when
// something has not arrived.

import { choose, dishOf, looksLike, openTable, order, press, ticketOf } from './kitchen'
import { barriersOn, expect, PHONE, type Table, test, WALL } from './people'

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

test('what is taken back stands there at once, and the key that finishes a ticket never accepts a waiting round', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const [mine, neighbour] = [await freeTable(), await freeTable()]
  const cook = await staff('kitchen', '/kitchen', WALL)
  const phone = await guestAt(neighbour)
  await phone
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await phone.getByRole('button', { name: /^下单 ¥/ }).click()
  await expect(ticketOf(cook, neighbour)).toBeVisible()
  const roundsOf = (table: Table) =>
    rows<{ state: string }>(
      `SELECT r.state FROM round r JOIN customer_order o ON o.id = r.order_id
        WHERE o.store_id = $1 AND o.table_name = $2`,
      [table.storeId, table.name],
    )
  // The oldest of all, so that it slides under the number of the ticket that leaves.
  await rows(
    `UPDATE round SET placed_at = placed_at - interval '1 day' WHERE order_id IN
       (SELECT id FROM customer_order WHERE store_id = $1 AND table_name = $2)`,
    [neighbour.storeId, neighbour.name],
  )
  await order(await openTable(await staff('waiter', '/staff'), mine), ['三杯鸡'])
  const ticket = ticketOf(cook, mine)
  await ticket.getByRole('button', { name: '加急：排到最前' }).click()
  await expect
    .poll(async () => (await cook.getByRole('heading', { level: 2 }).allInnerTexts()).slice(0, 2))
    .toEqual([mine.name, neighbour.name])
  await ticket.getByRole('button', { name: '全部开始' }).click()
  await looksLike(ticket, '三杯鸡', '制作中')

  const decisions: string[] = []
  cook.on('request', (request) => {
    if (request.url().includes('decideRound')) decisions.push(request.url())
  })
  let letGo = () => {}
  const isLetGo = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await cook.route(/kitchen\.recall/, async (route) => {
    await isLetGo
    await route.continue()
  })
  await choose(cook, mine)
  await press(cook, 't', 'z')
  await looksLike(ticket, '三杯鸡', '制作中')
  await press(cook, '1', 't')
  await expect(ticket).toBeHidden()
  letGo()
  await expect
    .poll(() =>
      rows(
        `SELECT l.state FROM order_line l JOIN customer_order o ON o.id = l.order_id
          WHERE o.store_id = $1 AND o.table_name = $2`,
        [mine.storeId, mine.name],
      ),
    )
    .toEqual([{ state: 'ready' }])

  await choose(cook, neighbour)
  await expect(ticketOf(cook, neighbour).getByText('C', { exact: true })).toBeVisible()
  await press(cook, 't', '0', 'Enter', 'NumpadEnter')
  await cook.evaluate(() => fetch('/healthz'))
  expect(decisions).toEqual([])
  expect(await roundsOf(neighbour)).toEqual([{ state: 'pending' }])
  await press(cook, 'NumpadDivide')
  await expect.poll(() => roundsOf(neighbour)).toEqual([{ state: 'confirmed' }])
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

test('two taps on a dish in one moment are two steps, however late the first one arrives', async ({
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  await order(await openTable(await staff('waiter', '/staff'), table), ['凉拌木耳', '三杯鸡'])
  const ticket = ticketOf(cook, table)
  const dish = dishOf(ticket, '凉拌木耳')
  let letGo = () => {}
  const isTapped = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let sent = 0
  await cook.route(/kitchen\.bump/, async (route) => {
    sent += 1
    if (sent === 1) await isTapped
    await route.continue()
  })
  await dish.click()
  await looksLike(ticket, '凉拌木耳', '制作中')
  await dish.click()
  await looksLike(ticket, '凉拌木耳', '已做好')
  letGo()
  await expect
    .poll(() =>
      rows(
        `SELECT l.state::text FROM order_line l JOIN customer_order o ON o.id = l.order_id
          WHERE o.store_id = $1 AND o.table_name = $2 AND l.name = '凉拌木耳'`,
        [table.storeId, table.name],
      ),
    )
    .toEqual([{ state: 'ready' }])
  await looksLike(ticket, '凉拌木耳', '已做好')
  await expect(cook.getByText(/这道菜刚刚已由/)).toBeHidden()
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
  const asked = cook.getByRole('dialog', { name: '沽清夫妻肺片？' })
  await expect(asked).toContainText('顾客和服务员马上不能再点')
  await expect(asked.getByRole('radio', { name: /^沽清到今日营业结束/ })).toBeChecked()
  expect(await barriersOn(cook)).toEqual([])
  await asked.getByRole('button', { name: '取消' }).click()
  await expect(add.first()).toBeVisible()

  await ticket.getByRole('button', { name: '沽清夫妻肺片' }).click()
  await asked.getByRole('button', { name: '沽清' }).click()
  await expect(cook.getByText('夫妻肺片 已沽清，顾客不能再点')).toBeVisible()
  await expect(add).toHaveCount(0)
  await cook.getByRole('button', { name: '撤销' }).click()
  await expect(add.first()).toBeVisible()
})

test('what is sold out stands in one list, in the kitchen and on the floor, and comes back from either', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const waiter = await staff('waiter', '/staff', PHONE)
  const phone = await guestAt(table)
  const add = phone.getByRole('button', { name: '加一份三杯鸡', exact: true })
  await expect(add.first()).toBeVisible()

  await test.step('a cook looks a dish up and marks it', async () => {
    await press(cook, 'q')
    const list = cook.getByRole('dialog', { name: '沽清与限量' })
    await list.getByLabel('搜索菜名、拼音或选项').fill('sbj')
    await list.getByRole('button', { name: '沽清三杯鸡' }).click()
    await list.getByRole('radio', { name: '沽清，直到有人恢复' }).check()
    await list.getByRole('button', { name: '保存' }).click()
    await expect(list.getByRole('button', { name: '恢复三杯鸡' })).toBeVisible()
    await list.getByRole('button', { name: '关闭' }).click()
    await expect(add).toHaveCount(0)
  })

  const floor = waiter.getByRole('dialog', { name: '沽清与限量' })
  const row = floor.getByRole('listitem').filter({ hasText: '三杯鸡' })
  await test.step('a waiter finds it with who marked it, and brings it back with one tap', async () => {
    await waiter.getByRole('button', { name: /^沽清与限量：\d+ 项不能点$/ }).click()
    const [kitchen] = await rows<{ name: string }>("SELECT name FROM staff WHERE login = 'kitchen'")
    await expect(row).toContainText('直到有人恢复')
    await expect(row).toContainText(kitchen?.name ?? '?')
    expect(await barriersOn(waiter)).toEqual([])
    await row.getByRole('button', { name: '恢复三杯鸡' }).click()
    await expect(row).toBeHidden()
    await expect(add.first()).toBeVisible()
  })

  await test.step('without portions it asks how many there are before it is back', async () => {
    await rows("UPDATE dish SET stock = 0 WHERE name = '三杯鸡' AND store_id = $1", [table.storeId])
    await waiter.reload()
    await waiter.getByRole('button', { name: /^沽清与限量：/ }).click()
    await row.getByRole('button', { name: '恢复三杯鸡' }).click()
    await expect(row.getByRole('radio', { name: '限量，剩余份数' })).toBeChecked()
    await row.getByRole('button', { name: '保存' }).click()
    await expect(row.getByRole('status').filter({ hasText: '请填写这一项' })).toBeVisible()
    await row.getByLabel('剩余份数', { exact: true }).fill('6')
    await row.getByRole('button', { name: '保存' }).click()
    await expect(row).toContainText('剩 6 份')
    await expect(row.getByRole('button', { name: '恢复三杯鸡' })).toBeHidden()
    await row.getByRole('button', { name: '更改三杯鸡' }).click()
    await row.getByRole('radio', { name: '正常供应，不限量' }).check()
    await row.getByRole('button', { name: '保存' }).click()
    await expect(row).toBeHidden()
  })

  await test.step('an option that ran out is out on the phones, and back', async () => {
    const find = floor.getByLabel('搜索菜名、拼音或选项')
    const [option] = await rows<{ name: string }>(
      `SELECT o.name FROM option o JOIN option_group g ON g.id = o.group_id
        WHERE g.store_id = $1 AND g.kind = 'extra' AND NOT o.is_sold_out ORDER BY o.id LIMIT 1`,
      [table.storeId],
    )
    const name = option?.name ?? ''
    const isOut = () =>
      rows(
        `SELECT o.is_sold_out FROM option o JOIN option_group g ON g.id = o.group_id
          WHERE g.store_id = $1 AND o.name = $2 AND o.is_sold_out`,
        [table.storeId, name],
      )
    await find.fill(name)
    await floor
      .getByRole('button', { name: `沽清${name}`, exact: true })
      .first()
      .click()
    await expect.poll(isOut).toHaveLength(1)
    await find.fill('')
    await floor.getByRole('button', { name: `恢复${name}`, exact: true }).click()
    await expect.poll(isOut).toHaveLength(0)
  })
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
  await expect(alarm).toBeVisible()
  await expect.poll(figure).toMatch(/^fanzhuo_events_parked 1$/m)

  await rows('DELETE FROM outbox_event WHERE id = $1', [event?.id])
  await expect(alarm).toBeHidden()
  await expect.poll(figure).toMatch(/^fanzhuo_events_parked 0$/m)
})
