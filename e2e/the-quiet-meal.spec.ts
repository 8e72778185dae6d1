// A quiet meal: after its page has come, a phone reads the menu no more, whoever orders what.

import type { Page } from '@playwright/test'
import { expect, test } from './people'

/** What this page asks of the house from now on: the procedures' names. */
function asked(page: Page): string[] {
  const names: string[] = []
  page.on('request', (request) => {
    const [, path] = new URL(request.url()).pathname.split('/api/trpc/')
    if (path) names.push(...path.split(','))
  })
  return names
}

const add = (phone: Page, dish: string) =>
  phone.getByRole('button', { name: `加一份${dish}` }).click()

const rowOf = (phone: Page, dish: string) =>
  phone
    .getByRole('listitem')
    .filter({ has: phone.getByRole('heading', { name: dish, exact: true }) })

async function submit(phone: Page): Promise<void> {
  await phone.getByRole('button', { name: /打开购物车/ }).click()
  await phone.getByRole('button', { name: /^下单 ¥/ }).click()
  await expect(phone.getByText('等待店员确认')).toBeVisible()
}

test('a limited dish that is ordered elsewhere shows how many are left, and no phone reads the menu', async ({
  open,
  baseURL,
  guestAt,
  freeTable,
  rows,
}) => {
  await rows(`UPDATE dish SET stock = 6, is_sold_out = false WHERE name = '拍黄瓜'`)
  const here = await open({ width: 390, height: 844 })
  const names = asked(here)
  await here.goto(`${baseURL}/t/${(await freeTable()).code}`)
  await expect(rowOf(here, '拍黄瓜')).toContainText('仅剩 6 份')
  const there = await guestAt(await freeTable())
  const namesThere = asked(there)

  await add(there, '拍黄瓜')
  await add(there, '拍黄瓜')
  await submit(there)
  await expect(rowOf(here, '拍黄瓜')).toContainText('仅剩 4 份')

  await add(here, '拍黄瓜')
  await submit(here)
  await there.getByRole('tab', { name: '点菜' }).click()
  await expect(rowOf(there, '拍黄瓜')).toContainText('仅剩 3 份')
  await here.getByRole('button', { name: /^结账 ¥/ }).click()
  await expect(here.getByRole('button', { name: /^微信支付 ¥/ })).toBeVisible()

  expect([...names, ...namesThere]).not.toContain('menu.read')
})

test('a phone that was away is told what moved meanwhile, and reads no menu for it', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  await rows(`UPDATE dish SET stock = 6, is_sold_out = false WHERE name = '拍黄瓜'`)
  const away = await guestAt(await freeTable())
  const there = await guestAt(await freeTable())
  await away.reload()
  await expect(rowOf(away, '拍黄瓜')).toContainText('仅剩 6 份')
  const names = asked(away)
  await away.context().setOffline(true)
  await add(there, '拍黄瓜')
  await submit(there)
  await away.context().setOffline(false)
  await expect(rowOf(away, '拍黄瓜')).toContainText('仅剩 5 份')
  expect(names).not.toContain('menu.read')
})

test('what is more than one dish is read with the whole menu', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const phone = await guestAt(await freeTable())
  const names = asked(phone)
  const cook = await staff('kitchen', '/kitchen')
  const [dish] = await rows<{ id: number; storeId: number }>(
    `SELECT id, store_id AS "storeId" FROM dish WHERE name = '凉拌木耳' ORDER BY store_id LIMIT 1`,
  )
  const mark = (isSoldOut: boolean) =>
    cook.evaluate(
      (body) =>
        fetch('/api/trpc/menu.markDishes', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }).then(({ status }) => status),
      { storeId: dish?.storeId, dishIds: [dish?.id], isSoldOut },
    )
  expect(await mark(true)).toBe(200)
  await expect(rowOf(phone, '凉拌木耳')).toContainText('已售罄')
  expect(await mark(false)).toBe(200)
  await expect(rowOf(phone, '凉拌木耳').getByRole('button', { name: /^加一份/ })).toBeVisible()
  expect(names).toContain('menu.read')
})
