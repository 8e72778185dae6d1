// 外带: a manager makes an area of numbers and says which dishes are taken away and which are eaten
// here; each guest orders what is for them, and the kitchen sees what is to be packed.

import type { Page } from '@playwright/test'
import { openTable, ticketOf } from './kitchen'
import { barriersOn, expect, PHONE, TABLET, type Table, test, WALL } from './people'

const SUFFIX = Date.now().toString(36).slice(-4)
const AREA = `外带台${SUFFIX}`
const PACKED = `卤味礼盒${SUFFIX}`
const HOT_POT = `铁板豆腐${SUFFIX}`

const rowOf = (page: Page, dish: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: dish, exact: true }) })
const addOf = (page: Page, dish: string) =>
  page.getByRole('button', { name: `加一份${dish}`, exact: true })

async function orderOne(guest: Page, dish: string) {
  await addOf(guest, dish).click()
  await guest.getByRole('button', { name: /^打开购物车，1 份/ }).click()
  await guest
    .getByRole('dialog')
    .getByRole('button', { name: /^下单 ¥/ })
    .click()
  await expect(guest.getByText('等待店员确认')).toBeVisible()
}

test('numbers at the counter and a table in the hall each order what is for them, and the kitchen packs what is taken away', async ({
  staff,
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()

  await test.step('a manager makes an area for takeaway, with two numbers', async () => {
    const manager = await staff('manager', '/staff/settings/tables', PHONE)
    await manager.getByRole('button', { name: '更多', exact: true }).click()
    await manager.getByRole('menuitem', { name: '添加区域' }).click()
    const dialog = manager.getByRole('dialog')
    await dialog.getByLabel('区域名称').fill(AREA)
    await dialog.getByRole('checkbox', { name: '外带区' }).check()
    expect(await barriersOn(manager)).toEqual([])
    await dialog.getByRole('button', { name: '保存' }).click()
    const card = manager.getByRole('region', { name: AREA })
    await expect(card.getByText('外带', { exact: true })).toBeVisible()
    await card.getByRole('button', { name: '添加桌台' }).click()
    await expect(dialog.getByLabel('每桌座位')).toBeHidden()
    await dialog.getByRole('textbox', { name: '桌名' }).fill(`${SUFFIX}1–${SUFFIX}2`)
    await dialog.getByRole('button', { name: '添加 2 张' }).click()
    await expect(card.getByRole('button', { name: `桌台 ${SUFFIX}2` })).toBeVisible()
  })

  await test.step('and a dish that is only taken away, and one that is only eaten here', async () => {
    const manager = await staff('manager', '/staff/menu')
    const form = manager.getByRole('region', { name: '新菜品' })
    for (const [dish, served] of [
      [PACKED, '仅外带'],
      [HOT_POT, '仅堂食'],
    ] as const) {
      await manager.getByRole('button', { name: '新建菜品' }).click()
      await form.getByLabel('简体中文名称').fill(dish)
      await form.getByLabel(/^价格/).fill('20')
      await form.getByText('售卖方式').click()
      await form.getByRole('button', { name: served, exact: true }).click()
      await form.getByLabel('外带税率').selectOption('低税率')
      await form.getByRole('button', { name: '保存草稿' }).click()
      await expect(form).toBeHidden()
    }
    await manager.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
    const dialog = manager.getByRole('dialog')
    await dialog.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
    await expect(manager.getByText(/^已发布，第 \d+ 版$/).first()).toBeVisible()
  })

  const numbers = await rows<Table>(
    `SELECT id, code, name, store_id AS "storeId" FROM dining_table WHERE name = ANY($1) ORDER BY name`,
    [[`${SUFFIX}1`, `${SUFFIX}2`]],
  )
  const [first, second] = numbers
  if (!first || !second) throw new Error('there are two numbers')

  await test.step('a guest with a number is asked nothing of people, and orders what is taken away', async () => {
    const guest = await guestAt(first)
    await expect(guest.getByText(`外带 ${first.name}`)).toBeVisible()
    await expect(guest.getByText('几位用餐？')).toBeHidden()
    await expect(rowOf(guest, HOT_POT)).toContainText('仅堂食')
    await expect(addOf(guest, HOT_POT)).toBeHidden()
    await guest.getByRole('button', { name: HOT_POT, exact: true }).click()
    const sheet = guest.getByRole('dialog', { name: HOT_POT })
    await expect(sheet.getByText('仅堂食')).toBeVisible()
    await expect(sheet.getByRole('button', { name: /加入购物车/ })).toBeHidden()
    await guest.keyboard.press('Escape')
    await orderOne(guest, PACKED)
  })

  await test.step('a guest at a table orders what is eaten here', async () => {
    const guest = await guestAt(table)
    await expect(rowOf(guest, PACKED)).toContainText('仅外带')
    await expect(addOf(guest, PACKED)).toBeHidden()
    await orderOne(guest, HOT_POT)
  })

  const waiter = await staff('waiter', '/staff', TABLET)
  await test.step('the floor says so, and staff are told what a number cannot have', async () => {
    for (const each of [table, first]) {
      const panel = await openTable(waiter, each)
      await panel.getByRole('button', { name: '确认这一轮' }).click()
      await expect(panel.getByRole('button', { name: '确认这一轮' })).toBeHidden()
    }
    const panel = waiter.getByRole('region', { name: first.name })
    await expect(panel.getByRole('article').getByText('外带', { exact: true })).toBeVisible()
    await expect(panel.getByRole('button', { name: '修改用餐人数' })).toBeHidden()
    await panel.getByRole('button', { name: '点菜' }).click()
    await panel.getByLabel('搜索菜名或拼音').fill(HOT_POT)
    const unfit = panel.getByRole('button', { name: `添加${HOT_POT}`, exact: true })
    await expect(unfit).toBeDisabled()
    await expect(unfit).toContainText('仅堂食')
  })

  await test.step('the kitchen sees which of them is packed', async () => {
    const cook = await staff('kitchen', '/kitchen', WALL)
    await expect(ticketOf(cook, first).getByText('外带', { exact: true })).toBeVisible()
    await expect(ticketOf(cook, first)).toContainText(PACKED)
    await expect(ticketOf(cook, table)).toContainText(HOT_POT)
    await expect(ticketOf(cook, table).getByText('外带', { exact: true })).toBeHidden()
  })

  await test.step('the other number is free, and takes an order from staff', async () => {
    await waiter.getByRole('button', { name: '返回' }).click()
    const panel = await openTable(waiter, second)
    await expect(panel.getByText('这个号空着')).toBeVisible()
    await panel.getByRole('button', { name: '点菜' }).click()
    await panel.getByLabel('搜索菜名或拼音').fill(PACKED)
    await panel.getByRole('button', { name: `添加${PACKED}`, exact: true }).click()
    await panel.getByRole('button', { name: /^下单 ·/ }).click()
    await expect(panel.getByRole('article').getByText('外带', { exact: true })).toBeVisible()
  })
})
