// What somebody at the table is allergic to: asked once of each phone, marked on the menu, warned
// of before it is added, in red wherever the order is read, and read by the kitchen.

import type { Page } from '@playwright/test'
import { openTable, ticketOf } from './kitchen'
import { expect, TABLET, test, WALL } from './people'

const question = (page: Page) => page.getByRole('region', { name: '您对什么过敏吗？' })
const band = (page: { getByRole: Page['getByRole'] }) => page.getByRole('region', { name: '过敏' })
const rowOf = (page: Page, dish: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: dish }) })

async function sayAllergies(page: Page, allergens: string[], other = '') {
  await question(page).getByRole('button', { name: '有', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: '我的过敏' })
  for (const allergen of allergens) {
    await sheet.getByRole('button', { name: allergen, exact: true }).click()
  }
  await sheet.getByLabel('其他（自己写）').fill(other)
  await sheet.getByRole('button', { name: '保存' }).click()
  await expect(sheet).toBeHidden()
}

/** The first phone is asked how many they are before. */
async function skipPeople(page: Page) {
  await page.getByRole('button', { name: '以后再说' }).click()
}

test('two phones say their allergies, the kitchen reads them in red, and both phones learn that it has', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const ada = await guestAt(table)
  await skipPeople(ada)
  const bo = await guestAt(table)

  await test.step('each is asked once, and the menu marks what it is', async () => {
    await sayAllergies(ada, ['花生'])
    await sayAllergies(bo, [], '芒果')
    await ada.reload()
    await expect(rowOf(ada, '老醋花生')).toContainText('含花生')
    await expect(rowOf(ada, '五年花雕(半斤)')).toContainText('未说明是否含花生')
    await expect(rowOf(ada, '五常大米饭')).not.toContainText('花生')
    await expect(question(ada)).toBeHidden()
  })

  await test.step('a dish that contains it is asked about, and may be added nevertheless', async () => {
    const peanuts = ada.getByRole('button', { name: '加一份老醋花生' })
    const warning = ada.getByRole('dialog', { name: '老醋花生含花生' })
    await peanuts.click()
    await expect(warning).toContainText('您说过对花生过敏')
    await warning.getByRole('button', { name: '不加了' }).click()
    await expect(warning).toBeHidden()
    await expect(ada.getByRole('button', { name: /^打开购物车/ })).toBeHidden()
    await peanuts.click()
    await warning.getByRole('button', { name: '仍然加入' }).click()
    await expect(warning).toBeHidden()
    // Who has said so once is not asked again.
    await peanuts.click()
    await expect(ada.getByRole('button', { name: /^打开购物车，2 份/ })).toBeVisible()
  })

  await test.step('the shared cart shows both to both, and the order of one carries both', async () => {
    await bo.getByRole('button', { name: /^打开购物车，2 份/ }).click()
    const cart = bo.getByRole('dialog', { name: '购物车' })
    await expect(band(cart)).toContainText('1 号客人：花生')
    await expect(band(cart)).toContainText('我：芒果')
    await cart.getByRole('button', { name: /^下单 ¥/ }).click()
    await expect(band(bo)).toContainText('厨房还没看到')
  })

  const waiter = await staff('waiter', '/staff', TABLET)
  const panel = await openTable(waiter, table)
  await panel.getByRole('button', { name: '确认这一轮' }).click()
  const cook = await staff('kitchen', '/kitchen', WALL)
  const ticket = ticketOf(cook, table)

  await test.step('the kitchen reads it by a tap, and everybody learns that it has', async () => {
    await expect(band(ticket)).toContainText('1 号客人：花生')
    await expect(band(ticket)).toContainText('2 号客人：芒果')
    await expect(band(panel).last()).toContainText('厨房还没看到')
    await ticket.getByRole('button', { name: '看到了，注意过敏' }).click()
    await expect(band(ticket)).toContainText('已看到')
    await expect(band(bo)).toContainText('厨房已看到')
    await ada.getByRole('tab', { name: /已下单/ }).click()
    await expect(band(ada)).toContainText('厨房已看到')
    await expect(band(panel).last()).toContainText(/厨房已看到 · 凉菜/)
  })
})

test('the filter shows only what is stated to be free, and sets apart what nobody has stated', async ({
  guestAt,
  freeTable,
}) => {
  const guest = await guestAt(await freeTable())
  await guest.getByRole('button', { name: '口味与忌口' }).click()
  const sheet = guest.getByRole('dialog', { name: '口味与忌口' })
  for (const allergen of ['麸质', '大豆']) {
    await sheet.getByRole('button', { name: allergen }).click()
  }
  await sheet.getByRole('button', { name: /^查看 \d+ 道菜$/ }).click()
  await expect(sheet).toBeHidden()

  const unstated = guest.getByRole('region', { name: '未说明，请先问服务员' })
  await expect(unstated.getByRole('heading', { name: '五年花雕(半斤)' })).toBeVisible()
  await expect(guest.getByRole('heading', { name: '五常大米饭' })).toBeVisible()
  await expect(unstated.getByRole('heading', { name: '五常大米饭' })).toBeHidden()
  await expect(guest.getByRole('heading', { name: '麻婆豆腐' })).toBeHidden()
})
