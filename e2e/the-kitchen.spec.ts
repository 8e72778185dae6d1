// The kitchen's wall screen: what comes in rings within a second, each tap counts once and can be
// taken back, and a screen that does not know never looks as if there were nothing to do.

import type { Page } from '@playwright/test'
import { choose, press } from './kitchen'
import { expect, type Table, test, WALL } from './people'

/** A guest orders the first dish of the menu that needs no choosing. */
async function order(phone: Page): Promise<void> {
  await phone
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await phone.getByRole('button', { name: /^下单 ¥/ }).click()
  await expect(phone.getByText('等待店员确认')).toBeVisible()
}

const ticketOf = (cook: Page, table: Table) =>
  cook.getByRole('article', { name: new RegExp(`^${table.name} `) })

test('a cook takes an order, cooks it with one tap a step, and takes a tap back', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const phone = await guestAt(table)
  await expect(cook.getByText('实时')).toBeVisible()
  await order(phone)

  const ticket = ticketOf(cook, table)
  await expect(ticket).toBeVisible({ timeout: 1_000 })
  await expect(ticket.getByText('新单')).toBeVisible()
  await ticket.getByRole('button', { name: '确认接单' }).click()

  const dish = ticket.getByRole('button', { name: /^1 份/ })
  await expect(dish).toHaveAccessibleName(/待做$/)
  await dish.click()
  await expect(dish).toHaveAccessibleName(/制作中$/)
  await cook.getByRole('button', { name: '撤销' }).click()
  await expect(dish).toHaveAccessibleName(/待做$/)

  await dish.click()
  await expect(dish).toHaveAccessibleName(/制作中$/)
  await dish.click()
  await expect(ticket).toBeHidden()
  await expect(phone.getByText('待上桌').first()).toBeVisible()

  const moves = await rows<{ move: string }>(
    `SELECT m.from_state || ' → ' || m.to_state AS move FROM line_move m
       JOIN order_line l ON l.id = m.line_id JOIN customer_order o ON o.id = l.order_id
      WHERE o.table_name = $1 AND o.store_id = $2 AND o.placed_at > now() - interval '2 minutes'
      ORDER BY m.version`,
    [table.name, table.storeId],
  )
  expect(moves.map(({ move }) => move)).toEqual([
    'queued → cooking',
    'cooking → queued',
    'queued → cooking',
    'cooking → ready',
  ])

  await test.step('and calls it back from the finished ones', async () => {
    await cook.getByRole('button', { name: /^已完成/ }).click()
    await ticket.first().getByRole('button', { name: '召回' }).click()
    await cook.getByRole('button', { name: /^待做/ }).click()
    await expect(dish).toHaveAccessibleName(/制作中$/)
  })
})

test('a cook without a free hand uses the keys', async ({ guestAt, staff, freeTable }) => {
  const table = await freeTable()
  const phone = await guestAt(table)
  await order(phone)
  const cook = await staff('kitchen', '/kitchen', WALL)
  await cook.getByRole('button', { name: /^待确认/ }).click()
  await choose(cook, table)
  await expect(cook.getByText('选单')).toBeVisible()
  await press(cook, 'c')
  await expect(phone.getByText('已接单').first()).toBeVisible()
})

test('two cooks see one kitchen: what one starts, the other sees started', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const here = await staff('kitchen', '/kitchen', WALL)
  const beside = await staff('kitchen', '/kitchen', WALL)
  await order(await guestAt(table))
  await ticketOf(here, table).getByRole('button', { name: '确认接单' }).click()
  await ticketOf(here, table).getByRole('button', { name: '全部开始' }).click()
  await expect(ticketOf(beside, table).getByRole('button', { name: /制作中$/ })).toBeVisible()
})

test('a screen that hears nothing says so within ten seconds and catches up by itself', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await staff('kitchen', '/kitchen', WALL)
  let isDeaf = false
  await cook.routeWebSocket(/socket\.io/, (page) => {
    if (isDeaf) return
    const server = page.connectToServer()
    server.onMessage((message) => {
      if (!isDeaf) page.send(message)
    })
    page.onMessage((message) => {
      if (!isDeaf) server.send(message)
    })
  })
  await cook.route(/socket\.io.*polling/, (route) => route.abort())
  await cook.reload()
  await expect(cook.getByText('实时')).toBeVisible()

  isDeaf = true
  await order(await guestAt(table))
  await expect(cook.getByText(/以下内容停在/)).toBeVisible({ timeout: 10_000 })
  await expect(ticketOf(cook, table)).toBeHidden()

  isDeaf = false
  await expect(ticketOf(cook, table)).toBeVisible()
  await expect(cook.getByText(/以下内容停在/)).toBeHidden()
})

test('what is painted stands where it stands once the page is alive: no tap falls on what has moved', async ({
  browser,
  baseURL,
  staff,
}) => {
  const cook = await staff('kitchen', '/kitchen', WALL)
  const dead = await browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    storageState: await cook.context().storageState(),
    javaScriptEnabled: false,
    locale: 'zh-CN',
  })
  const painted = await dead.newPage()
  // So high that all tickets stand in one column, whatever strip is above them.
  const height = 9_000
  for (const width of [390, 554, 555, 1024, 1094, 1095, 1617, 1618, 1920, 2560, 3840]) {
    await cook.setViewportSize({ width, height })
    await painted.setViewportSize({ width, height })
    await painted.goto('/kitchen')
    const first = await placesOf(painted)
    expect(first.length).toBeGreaterThan(5)
    await expect.poll(() => placesOf(cook), `${width} wide`).toEqual(first)
  }
  await dead.close()
})

/** Where everything that is tapped in tickets stands, from the first ticket on. */
function placesOf(page: Page): Promise<string[]> {
  return page.locator('article button').evaluateAll((buttons) => {
    const top = document.querySelector('article')?.getBoundingClientRect().top ?? 0
    return buttons.map((button) => {
      const { left, width, height, ...box } = button.getBoundingClientRect().toJSON()
      return [left, box.top - top, width, height].map(Math.round).join(' ')
    })
  })
}
