// The evening at a table, after the order: about when each dish comes, what may be asked, and that
// every phone of the table sees the same.

import type { Page } from '@playwright/test'
import { openTable } from './kitchen'
import { expect, type Table, test } from './people'

const add = (page: Page, dish: string) =>
  page.getByRole('button', { name: `加一份${dish}` }).click()

async function submit(page: Page, portions: number) {
  await page.getByRole('button', { name: new RegExp(`打开购物车，${portions} 份`) }).click()
  await page.getByRole('button', { name: /^下单 ¥/ }).click()
  await expect(page.getByText('等待店员确认')).toBeVisible()
}

const dishOn = (page: Page, dish: string) =>
  page.getByRole('article').getByRole('listitem').filter({ hasText: dish })

const longest = async (page: Page, dish: string) => {
  const text = await dishOn(page, dish)
    .getByText(/^约 .* 分钟$/)
    .textContent()
  return Math.max(...(text?.match(/\d+/g) ?? []).map(Number))
}

test('two phones see who ordered what, equal dishes as one, about when each comes, and ask where it is once it is due', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const [ada, bo] = [await guestAt(table), await guestAt(table)]
  await add(ada, '拍黄瓜')
  await add(bo, '拍黄瓜')
  await expect(ada.getByRole('button', { name: /打开购物车，2 份/ })).toBeVisible()
  await add(bo, '凉拌木耳')
  await submit(ada, 3)
  await bo.getByRole('tab', { name: /已下单/ }).click()

  await test.step('equal dishes stand once, with who ordered them; no time is told before they are accepted', async () => {
    for (const page of [ada, bo]) {
      await expect(dishOn(page, '拍黄瓜')).toContainText('×2')
      await expect(dishOn(page, '拍黄瓜')).toContainText(/我, 2 号客人点的|1 号客人, 我点的/)
      await expect(page.getByText(/^约 .* 分钟$/)).toHaveCount(0)
      await expect(page.getByRole('region', { name: '到时间还没上' })).toBeHidden()
    }
  })

  await test.step('more dishes come first, and paying last', async () => {
    const buttons = ada.getByRole('button', { name: /^(加菜|结账 ¥.*)$/ })
    await expect(buttons).toHaveText(['加菜', /^结账 ¥/])
  })

  await ada.clock.install()
  const waiter = await staff('waiter', '/staff')
  const panel = await openTable(waiter, table)
  await panel.getByRole('button', { name: '确认这一轮' }).click()

  await test.step('the time that is left goes down by itself', async () => {
    await expect(dishOn(bo, '凉拌木耳').getByText(/^约 .* 分钟$/)).toBeVisible()
    const before = await longest(ada, '拍黄瓜')
    const asked: string[] = []
    ada.on('request', (request) => asked.push(request.url()))
    await ada.clock.fastForward('02:00')
    await expect.poll(() => longest(ada, '拍黄瓜')).toBeLessThan(before)
    expect(asked.filter((url) => url.includes('ordering.mine'))).toEqual([])
  })

  await test.step('what is due may be asked for, once for the table', async () => {
    await becomeOld(table)
    await bo.reload()
    await bo.getByRole('tab', { name: /已下单/ }).click()
    await expect(dishOn(bo, '拍黄瓜')).toContainText('比平时慢')
    const late = bo.getByRole('region', { name: '到时间还没上' })
    await expect(late).toContainText('拍黄瓜、凉拌木耳')
    await late.getByRole('button', { name: '催一下' }).click()
    await expect(late).toBeHidden()
    for (const page of [ada, bo]) await expect(page.getByText(/^已催菜，后厨/)).toBeVisible()
    await expect(ada.getByRole('region', { name: '到时间还没上' })).toBeHidden()
    await expect(waiter.getByRole('article').filter({ hasText: table.name })).toContainText('催菜')
  })

  async function becomeOld({ name, storeId }: Table) {
    await rows(
      `UPDATE order_line SET queued_at = queued_at - interval '2 hours'
        WHERE order_id IN (SELECT id FROM customer_order WHERE table_name = $1 AND store_id = $2)`,
      [name, storeId],
    )
  }
})

test('a table asks in words, both phones learn that somebody comes, and take back what they need no more', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const [ada, bo] = [await guestAt(table), await guestAt(table)]
  const waiter = await staff('waiter', '/staff')
  const sheetOf = (page: Page) => page.getByRole('dialog', { name: '需要什么？' })
  const askedOn = (page: Page, what: string) =>
    sheetOf(page)
      .getByRole('listitem')
      .filter({ hasText: what })
      .filter({ has: page.getByRole('button', { name: '收回' }) })
  const needs = waiter
    .getByRole('listitem')
    .filter({ has: waiter.getByRole('button', { name: `查看${table.name}` }) })

  for (const page of [ada, bo]) {
    await page.getByRole('button', { name: '呼叫服务员' }).click()
    await expect(sheetOf(page)).toBeVisible()
  }
  await sheetOf(ada).getByRole('button', { name: '纸巾' }).click()
  await expect(askedOn(bo, '纸巾')).toContainText('已通知服务员')
  await expect(sheetOf(bo).getByRole('button', { name: '纸巾' })).toHaveCount(0)

  await sheetOf(bo).getByLabel('其他需要，请写几个字').fill('一个儿童座椅')
  await sheetOf(bo).getByRole('button', { name: '发送' }).click()
  await expect(askedOn(ada, '一个儿童座椅')).toContainText('已通知服务员')
  const words = needs.filter({ hasText: '一个儿童座椅' })
  await words.getByRole('button', { name: '马上去' }).click()
  await expect(words).toContainText('正在过去')
  for (const page of [ada, bo]) {
    await expect(askedOn(page, '一个儿童座椅')).toContainText('服务员看到了，马上来')
    await expect(page.getByText('服务员看到了：一个儿童座椅')).toBeVisible()
  }

  await askedOn(bo, '纸巾').getByRole('button', { name: '收回' }).click()
  await expect(askedOn(ada, '纸巾')).toBeHidden()
  await expect(needs.filter({ hasText: '要纸巾' })).toBeHidden()

  await words.getByRole('button', { name: '已处理' }).click()
  for (const page of [ada, bo]) {
    await expect(askedOn(page, '一个儿童座椅')).toBeHidden()
    await expect(sheetOf(page).getByLabel('其他需要，请写几个字')).toHaveValue('')
  }
})

test('a dish that one phone ordered is had once more from the other, made the same way, or it is said why not', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const [ada, bo] = [await guestAt(table), await guestAt(table)]
  await add(ada, '拍黄瓜')
  await submit(ada, 1)
  await bo.getByRole('tab', { name: /已下单/ }).click()
  const again = bo.getByRole('button', { name: '再来一份拍黄瓜' })
  await expect(dishOn(bo, '拍黄瓜')).toBeVisible()
  await expect(again).toBeHidden()

  const waiter = await staff('waiter', '/staff')
  const panel = await openTable(waiter, table)
  await panel.getByRole('button', { name: '确认这一轮' }).click()
  await again.click()
  await expect(bo.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible()
  await ada.getByRole('tab', { name: '点菜' }).click()
  await expect(ada.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible()

  const sellOut = (isSoldOut: boolean) =>
    rows('UPDATE dish SET is_sold_out = $1 WHERE name = $2 AND store_id = $3', [
      isSoldOut,
      '拍黄瓜',
      table.storeId,
    ])
  await sellOut(true)
  try {
    await bo.reload()
    await bo.getByRole('tab', { name: /已下单/ }).click()
    await again.click()
    await expect(bo.getByText('拍黄瓜现在点不了：已售罄')).toBeVisible()
  } finally {
    await sellOut(false)
  }
})
