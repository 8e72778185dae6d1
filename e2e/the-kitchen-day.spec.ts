// A day at the kitchen's wall screen: what waiters add, take back and change, what cooks finish and
// call back, where stations wait for each other, and what a screen shows while nobody can tell it
// anything.

import type { Locator } from '@playwright/test'
import { choose, dishOf, looksLike, openTable, order, press, takeBack, ticketOf } from './kitchen'
import { expect, test, WALL } from './people'

/** How long a ticket says that it waits. */
async function ageSeconds(ticket: Locator): Promise<number> {
  const text = await ticket.getByText(/^\d\d:\d\d$/).textContent()
  const [minutes = 0, seconds = 0] = (text ?? '').split(':').map(Number)
  return minutes * 60 + seconds
}

test('an added round comes as an add-on, and a finished dish of the first round never comes back', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const panel = await openTable(await staff('waiter', '/staff'), table)
  await order(panel, ['夫妻肺片', '凉拌木耳'])
  const [first, added] = [ticketOf(cook, table, 1), ticketOf(cook, table, 2)]
  await dishOf(first, '夫妻肺片').click()
  await looksLike(first, '夫妻肺片', '制作中')
  await expect(first.getByText('加菜')).toBeHidden()
  await dishOf(first, '夫妻肺片').click()
  await looksLike(first, '夫妻肺片', '已做好')

  await order(panel, ['三杯鸡'])
  await expect(added.getByText('加菜 第 2 单')).toBeVisible()
  await looksLike(added, '三杯鸡', '待做')
  await expect(dishOf(added, '夫妻肺片')).toBeHidden()
  await looksLike(first, '夫妻肺片', '已做好')

  await first.getByRole('button', { name: '全部做好' }).click()
  await expect(first).toBeHidden()
  await order(panel, ['清蒸鲈鱼'])
  await expect(ticketOf(cook, table, 3).getByText('加菜 第 3 单')).toBeVisible()
  await expect(first).toBeHidden()
  await cook.reload()
  await looksLike(added, '三杯鸡', '待做')
  await expect(first).toBeHidden()
})

/** Who has acknowledged what was changed at a table, and where. */
const SEEN = `
  SELECT p.login, s.name AS station, c.kind::text AS kind
    FROM line_change_seen n
    JOIN line_change c ON c.id = n.change_id
    JOIN order_line l ON l.id = c.line_id
    JOIN customer_order o ON o.id = l.order_id
    JOIN station s ON s.id = n.station_id
    JOIN staff p ON p.id = n.staff_id
   WHERE o.store_id = $1 AND o.table_name = $2 ORDER BY n.at`

test('a dish that is taken back from the fire is struck through until a cook has seen it, and it is kept who', async ({
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const panel = await openTable(await staff('manager', '/staff'), table)
  await order(panel, ['夫妻肺片'])
  const ticket = ticketOf(cook, table)
  await dishOf(ticket, '夫妻肺片').click()
  await looksLike(ticket, '夫妻肺片', '制作中')

  await takeBack(panel, '夫妻肺片')
  await looksLike(ticket, '夫妻肺片', '已退菜')
  const name = ticket.getByText('夫妻肺片', { exact: true })
  await expect(name).toHaveCSS('text-decoration-line', 'line-through')
  await expect(ticket.getByText('退菜 点错了')).toBeVisible()
  const changes = panel.getByRole('list', { name: '改动' })
  await expect(changes).toContainText('退菜：点错了')
  await expect(changes).toContainText('后厨还没看到')

  await cook.reload()
  await expect(name).toHaveCSS('text-decoration-line', 'line-through')
  expect(await rows(SEEN, [table.storeId, table.name])).toEqual([])

  await ticket.getByRole('button', { name: /^退 1 道.*知道了$/ }).click()
  await expect(ticket).toBeHidden()
  const [{ name: cookName } = { name: '' }] = await rows<{ name: string }>(
    `SELECT name FROM staff WHERE login = 'kitchen'`,
  )
  await expect(changes).toContainText(`后厨已看到 · 凉菜 ${cookName}`)
  expect(await rows(SEEN, [table.storeId, table.name])).toEqual([
    { login: 'kitchen', station: '凉菜', kind: 'voided' },
  ])
  await cook.reload()
  await expect(cook.getByText('实时')).toBeVisible()
  await expect(ticket).toBeHidden()
})

test('a changed note stands beside the old one, struck through, until a cook has seen it, and it is kept who', async ({
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const waiter = await staff('waiter', '/staff')
  const panel = await openTable(waiter, table)
  await order(panel, ['凉拌木耳'])
  const dialog = waiter.getByRole('dialog')
  const say = async (note: string) => {
    await panel.getByRole('button', { name: '凉拌木耳的更多操作' }).click()
    await waiter.getByRole('menuitem', { name: '改备注' }).click()
    await dialog.getByLabel('备注').fill(note)
    await dialog.getByRole('button', { name: '保存备注' }).click()
    await expect(dialog).toBeHidden()
  }
  const ticket = ticketOf(cook, table)
  const seen = ticket.getByRole('button', { name: /^改 1 处.*知道了$/ })
  await say('少油')
  await seen.click()
  await expect(seen).toBeHidden()

  await say('不要香菜')
  const before = ticket.getByText('少油', { exact: true })
  await expect(before).toHaveCSS('text-decoration-line', 'line-through')
  await expect(ticket.getByText('不要香菜', { exact: true })).toBeVisible()
  await cook.reload()
  await expect(before).toHaveCSS('text-decoration-line', 'line-through')
  const change = panel.getByRole('listitem').filter({ hasText: '备注：少油 → 不要香菜' }).last()
  await expect(change).toContainText('后厨还没看到')

  await seen.click()
  await expect(before).toBeHidden()
  await expect(ticket.getByText('不要香菜', { exact: true })).toBeVisible()
  await expect(change).toContainText('后厨已看到 · 凉菜')
  expect(await rows(SEEN, [table.storeId, table.name])).toEqual([
    { login: 'kitchen', station: '凉菜', kind: 'note' },
    { login: 'kitchen', station: '凉菜', kind: 'note' },
  ])
})

test('a ticket that is called back, as the last one or from the list, waits as long as it did', async ({
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  await order(await openTable(await staff('waiter', '/staff'), table), ['三杯鸡'])
  const ticket = ticketOf(cook, table)
  await expect(ticket).toBeVisible()
  await rows(
    `UPDATE order_line l SET queued_at = l.queued_at - interval '5 minutes'
       FROM customer_order o WHERE o.id = l.order_id AND o.store_id = $1 AND o.table_name = $2`,
    [table.storeId, table.name],
  )
  await cook.reload()
  const finish = async () => {
    await ticket.getByRole('button', { name: '全部做好' }).click()
    await expect(ticket).toBeHidden()
  }
  await ticket.getByRole('button', { name: '全部开始' }).click()
  const before = await ageSeconds(ticket)
  expect(before).toBeGreaterThanOrEqual(240)
  await finish()

  await cook.getByRole('button', { name: '召回上一单' }).click()
  await looksLike(ticket, '三杯鸡', '制作中')
  expect(await ageSeconds(ticket)).toBeGreaterThanOrEqual(before)
  await finish()

  await cook.getByRole('button', { name: /^已完成/ }).click()
  await ticket.getByRole('button', { name: '召回' }).click()
  await cook.getByRole('button', { name: /^待做/ }).click()
  await looksLike(ticket, '三杯鸡', '制作中')
  expect(await ageSeconds(ticket)).toBeGreaterThanOrEqual(before)
})

test('a tap on an all-day count finishes the oldest portions over two tables, and undo brings them back', async ({
  staff,
  freeTable,
  rows,
}) => {
  const [older, newer] = [await freeTable(), await freeTable()]
  const [{ dish } = { dish: '' }] = await rows<{ dish: string }>(
    `SELECT d.name AS dish FROM dish d JOIN dish_station s ON s.dish_id = d.id
      WHERE d.store_id = $1 AND d.kind = 'single' AND d.stock IS NULL AND NOT d.is_sold_out
        AND NOT EXISTS (SELECT FROM dish_option_group g WHERE g.dish_id = d.id)
        AND NOT EXISTS (SELECT FROM order_line l WHERE l.dish_id = d.id
                          AND l.state IN ('held', 'queued', 'cooking'))
      ORDER BY d.id LIMIT 1`,
    [older.storeId],
  )
  const cook = await staff('kitchen', '/kitchen', WALL)
  const waiter = await staff('waiter', '/staff')
  await order(await openTable(waiter, older), [dish, dish])
  await order(await openTable(waiter, newer), [dish])
  const [two, one] = [ticketOf(cook, older), ticketOf(cook, newer)]
  const areAsBefore = async () => {
    await expect(dishOf(two, dish)).toHaveAccessibleName(`2 份${dish}，待做`)
    await looksLike(one, dish, '制作中')
  }
  await dishOf(one, dish).click()
  await areAsBefore()

  await cook.getByRole('button', { name: '总数', exact: true }).click()
  const counts = cook.getByRole('complementary', { name: '总数' })
  const count = counts.getByRole('button', { name: new RegExp(`^3 ?${dish}`) })
  const undo = cook.getByRole('button', { name: '撤销' })

  await count.click()
  await counts.getByRole('button', { name: '少一单' }).click()
  await counts.getByRole('button', { name: '做好 2 份' }).click()
  await expect(two).toBeHidden()
  await looksLike(one, dish, '制作中')
  await expect(cook.getByText(`${dish} 2 份 → 已做好`)).toBeVisible()
  await undo.click()
  await areAsBefore()

  await count.click()
  await counts.getByRole('button', { name: '做好 3 份' }).click()
  await expect(two).toBeHidden()
  await expect(one).toBeHidden()
  await expect(cook.getByText(`${dish} 3 份 → 已做好`)).toBeVisible()
  await undo.click()
  await areAsBefore()
  // Not only on the glass: what a reload cuts off was never done.
  await expect
    .poll(() =>
      rows(
        `SELECT DISTINCT l.state::text FROM order_line l JOIN customer_order o ON o.id = l.order_id
          WHERE o.store_id = $1 AND o.table_name = ANY ($2) AND l.name = $3 ORDER BY 1`,
        [older.storeId, [older.name, newer.name], dish],
      ),
    )
    .toEqual([{ state: 'cooking' }, { state: 'queued' }])
  await cook.reload()
  await areAsBefore()
})

test('two stations that share a dish know of each other, and the pass turns green when both are done', async ({
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const stations = await rows<{ id: number; name: string }>(
    'SELECT id, name FROM station WHERE store_id = $1 AND archived_at IS NULL',
    [table.storeId],
  )
  const stationId = (name: string) => stations.find((station) => station.name === name)?.id
  const shared = [table.storeId, '皮蛋豆腐', stationId('热菜')]
  await rows(
    `INSERT INTO dish_station (dish_id, station_id)
     SELECT id, $3 FROM dish WHERE store_id = $1 AND name = $2`,
    shared,
  )
  const panel = await openTable(await staff('waiter', '/staff'), table)
  await order(panel, ['皮蛋豆腐', '凉拌木耳']).finally(() =>
    rows(
      `DELETE FROM dish_station s USING dish d
        WHERE d.id = s.dish_id AND d.store_id = $1 AND d.name = $2 AND s.station_id = $3`,
      shared,
    ),
  )
  const screenOf = async (station: string) => {
    const cook = await staff('kitchen', '/kitchen', WALL)
    await cook.goto(`/kitchen?station=${stationId(station)}`)
    await expect(cook.getByText('实时')).toBeVisible()
    return ticketOf(cook, table)
  }
  const [cold, wok, pass] = [await screenOf('凉菜'), await screenOf('热菜'), await screenOf('传菜')]
  await expect(dishOf(cold, '皮蛋豆腐')).toContainText('热菜 也做')
  await expect(dishOf(wok, '皮蛋豆腐')).toContainText('凉菜 也做')
  await expect(dishOf(wok, '凉拌木耳')).toBeHidden()
  await expect(dishOf(pass, '皮蛋豆腐')).toContainText('热菜 · 凉菜')

  await dishOf(cold, '皮蛋豆腐').click()
  await looksLike(wok, '皮蛋豆腐', '制作中')
  await dishOf(cold, '皮蛋豆腐').click()
  await expect(dishOf(cold, '皮蛋豆腐')).toContainText('等 热菜')
  await looksLike(wok, '皮蛋豆腐', '制作中')
  await cold.getByRole('button', { name: '全部做好' }).click()
  await expect(cold).toBeHidden()
  await looksLike(pass, '凉拌木耳', '已做好')
  await looksLike(pass, '皮蛋豆腐', '制作中')
  await expect(pass.getByText('可以走菜')).toBeHidden()
  await expect(pass).not.toHaveClass(/border-success/)

  await dishOf(wok, '皮蛋豆腐').click()
  await expect(wok).toBeHidden()
  await expect(pass.getByText('可以走菜')).toBeVisible()
  await expect(pass).toHaveClass(/border-success/)
  await pass.getByRole('button', { name: '已上菜' }).click()
  await expect(pass).toBeHidden()
})

test('a held dish waits apart from the others and begins when it is fired', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const panel = await openTable(await staff('waiter', '/staff'), table)
  await order(panel, ['凉拌木耳', '三杯鸡', '清蒸鲈鱼'], ['三杯鸡', '清蒸鲈鱼'])
  const ticket = ticketOf(cook, table)
  await looksLike(ticket, '三杯鸡', '叫起')
  await expect(dishOf(ticket, '三杯鸡')).toBeDisabled()
  await ticket.getByRole('button', { name: '全部开始' }).click()
  await looksLike(ticket, '凉拌木耳', '制作中')
  await ticket.getByRole('button', { name: '全部做好' }).click()
  await looksLike(ticket, '凉拌木耳', '已做好')
  await looksLike(ticket, '三杯鸡', '叫起')

  await test.step('by the waiter', async () => {
    await panel.getByRole('button', { name: '三杯鸡起菜' }).click()
    await looksLike(ticket, '三杯鸡', '待做')
    await looksLike(ticket, '清蒸鲈鱼', '叫起')
  })
  await test.step('or by the cook', async () => {
    await ticket.getByRole('button', { name: '起菜 · 1 道' }).click()
    await looksLike(ticket, '清蒸鲈鱼', '待做')
    await expect(ticket.getByRole('button', { name: /起菜/ })).toBeHidden()
    await dishOf(ticket, '清蒸鲈鱼').click()
    await looksLike(ticket, '清蒸鲈鱼', '制作中')
  })
})

test('an urgent round is pinned before all older ones, until it is no longer urgent', async ({
  staff,
  freeTable,
}) => {
  const [older, newer] = [await freeTable(), await freeTable()]
  const cook = await staff('kitchen', '/kitchen', WALL)
  const waiter = await staff('waiter', '/staff')
  await order(await openTable(waiter, older), ['凉拌木耳'])
  const panel = await openTable(waiter, newer)
  await order(panel, ['三杯鸡'])
  const [first, urgent] = [cook.getByRole('article').first(), ticketOf(cook, newer)]
  const name = `${newer.name} 第 1 单`
  await expect(urgent).toBeVisible()
  await expect(first).not.toHaveAccessibleName(name)

  await panel.getByRole('button', { name: '加急', exact: true }).click()
  await expect(first).toHaveAccessibleName(name)
  await expect(urgent.getByText('加急', { exact: true })).toBeVisible()

  await urgent.getByRole('button', { name: '取消加急' }).click()
  await expect(first).not.toHaveAccessibleName(name)
  await expect(urgent.getByText('加急', { exact: true })).toBeHidden()
})

test('a screen without network says so, keeps what it shows marked as old, and catches up by itself, taps too', async ({
  staff,
  freeTable,
  rows,
}) => {
  const [before, meanwhile] = [await freeTable(), await freeTable()]
  const cook = await staff('kitchen', '/kitchen', WALL)
  const waiter = await staff('waiter', '/staff')
  await order(await openTable(waiter, before), ['凉拌木耳'])
  await expect(ticketOf(cook, before)).toBeVisible()
  await expect(cook.getByText('实时')).toBeVisible()
  const movesToCooking = () =>
    rows<{ login: string }>(
      `SELECT s.login FROM line_move m
         JOIN staff s ON s.id = m.staff_id
         JOIN order_line l ON l.id = m.line_id
         JOIN customer_order o ON o.id = l.order_id
        WHERE o.store_id = $1 AND o.table_name = $2 AND m.to_state = 'cooking'`,
      [before.storeId, before.name],
    )

  await cook.context().setOffline(true)
  await order(await openTable(waiter, meanwhile), ['三杯鸡'])
  await expect(cook.getByText('已断开', { exact: true })).toBeVisible()
  await expect(cook.getByText(/以下内容停在 \d\d:\d\d:\d\d/)).toBeVisible()
  await looksLike(ticketOf(cook, before), '凉拌木耳', '待做')
  await expect(ticketOf(cook, meanwhile)).toBeHidden()
  await dishOf(ticketOf(cook, before), '凉拌木耳').click()
  await looksLike(ticketOf(cook, before), '凉拌木耳', '制作中')
  expect(await movesToCooking()).toEqual([])

  await cook.context().setOffline(false)
  await expect(ticketOf(cook, meanwhile)).toBeVisible()
  await expect(cook.getByText('实时')).toBeVisible()
  await expect(cook.getByText(/以下内容停在/)).toBeHidden()
  await expect.poll(movesToCooking).toEqual([{ login: 'kitchen' }])
  await looksLike(ticketOf(cook, before), '凉拌木耳', '制作中')
})

test('a cook without a mouse selects, bumps, takes back, recalls and acknowledges', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const panel = await openTable(await staff('manager', '/staff'), table)
  await order(panel, ['凉拌木耳', '三杯鸡'])
  const ticket = ticketOf(cook, table)
  await expect(ticket).toBeVisible()
  await test.step('selects a ticket', () => choose(cook, table))
  await test.step('bumps a dish', async () => {
    await press(cook, 'ArrowDown', 'Enter')
    await looksLike(ticket, '凉拌木耳', '制作中')
    await press(cook, 'Enter')
    await looksLike(ticket, '凉拌木耳', '已做好')
    await looksLike(ticket, '三杯鸡', '待做')
  })
  await test.step('bumps the ticket, and takes that back', async () => {
    await press(cook, 't')
    await expect(cook.getByText(`${table.name} 整单 → 已做好`)).toBeVisible()
    await expect(ticket).toBeHidden()
    await press(cook, 'z')
    await looksLike(ticket, '三杯鸡', '待做')
    await looksLike(ticket, '凉拌木耳', '已做好')
  })
  await test.step('recalls the last', async () => {
    await press(cook, 't')
    await expect(cook.getByText(`${table.name} 整单 → 已做好`)).toBeVisible()
    await expect(ticket).toBeHidden()
    await press(cook, 'r')
    await looksLike(ticket, '三杯鸡', '制作中')
    await looksLike(ticket, '凉拌木耳', '制作中')
  })
  await test.step('acknowledges', async () => {
    await takeBack(panel, '三杯鸡')
    const seen = ticket.getByRole('button', { name: /知道了$/ })
    await expect(seen).toBeVisible()
    await press(cook, 'k')
    await expect(seen).toBeHidden()
    await looksLike(ticket, '三杯鸡', '已退菜')
  })
})
