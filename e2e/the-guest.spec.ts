// The guest: nothing tapped is lost, nothing is ordered twice or at another price, and a meal that
// ended stays ended.

import type { Page } from '@playwright/test'
import { tablePath } from '@/domain/paths'
import { ticketOf } from './kitchen'
import { countRounds, expect, PHONE, TABLET, type Table, test, WALL } from './people'

const add = (page: Page, dish: string) =>
  page.getByRole('button', { name: `加一份${dish}` }).click()

const openCart = (page: Page, portions: number) =>
  page.getByRole('button', { name: new RegExp(`打开购物车，${portions} 份`) }).click()

const submit = (page: Page) => page.getByRole('button', { name: /^下单 ¥/ }).click()

test('a changed price is asked about, a sold-out dish is named and the rest is kept', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const guest = await guestAt(table)
  await add(guest, '拍黄瓜')
  await add(guest, '凉拌木耳')
  await openCart(guest, 2)
  // A cart that is still being saved is read once more, and would see the new price.
  await expect(guest.getByRole('button', { name: /^下单 ¥/ })).toBeEnabled()
  const ofDish = 'WHERE name = $1 AND store_id = $2 RETURNING id'
  const price = (cents: number) =>
    rows(`UPDATE dish SET price_cents = ${cents} ${ofDish}`, ['拍黄瓜', table.storeId])

  await test.step('nobody is charged a total they did not see', async () => {
    await price(2_000)
    await submit(guest)
    await expect(guest.getByRole('alert')).toContainText('价格有变动')
    await expect(guest.getByRole('alert')).toContainText('请确认后再提交')
    expect(await ordersAt(table)).toBe(0)
    await price(1_800)
  })

  await test.step('sold out shows on the phone without a reload', async () => {
    const manager = await staff('manager', '/reports')
    const [dish] = await rows<{ id: number }>(
      'SELECT id FROM dish WHERE name = $1 AND store_id = $2',
      ['凉拌木耳', table.storeId],
    )
    const setSoldOut = (isSoldOut: boolean) =>
      manager.request.post('/api/trpc/menu.setAvailability', {
        data: { storeId: table.storeId, dishId: dish?.id, isSoldOut },
      })
    await setSoldOut(true)
    const cart = guest.getByRole('dialog', { name: '购物车' })
    await expect(cart.getByRole('region', { name: '我' }).getByText('已售罄')).toBeVisible()
    await expect(guest.getByRole('button', { name: /^下单 ¥/ })).toBeDisabled()

    await cart.getByRole('button', { name: '移除点不了的菜' }).click()
    await submit(guest)
    await expect(guest.getByText('等待店员确认')).toBeVisible()
    await setSoldOut(false)
  })

  async function ordersAt({ name, storeId }: Table): Promise<number> {
    const [count] = await rows<{ orders: number }>(
      `SELECT count(*)::int AS orders FROM customer_order o JOIN sitting s ON s.id = o.sitting_id
        WHERE o.table_name = $1 AND o.store_id = $2 AND s.cleared_at IS NULL`,
      [name, storeId],
    )
    return count?.orders ?? 0
  }
})

test('what is tapped without a network is sent once there is one, and once', async ({
  guestAt,
  freeTable,
}) => {
  const table = await freeTable()
  const ming = await guestAt(table)
  const hong = await guestAt(table)
  await expect(ming.getByRole('button', { name: '2 部手机' })).toBeVisible()

  await ming.context().setOffline(true)
  await add(ming, '拍黄瓜')
  await add(ming, '夫妻肺片')
  await expect(ming.getByText('网络断开，您的选择会保留')).toBeVisible()
  await expect(ming.getByRole('button', { name: /打开购物车，2 份/ })).toBeVisible()
  await ming.context().setOffline(false)

  await openCart(hong, 2)
  await expect(hong.getByRole('dialog').getByRole('listitem')).toHaveCount(2)
})

test('two phones that tap plus on one line at once make two more, and plus ends at what is left', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const [ada, bo] = [await guestAt(table), await guestAt(table)]
  await add(ada, '拍黄瓜')
  const cartOf = (page: Page) => page.getByRole('dialog', { name: '购物车' })
  const plus = (page: Page) => cartOf(page).getByRole('button', { name: '增加一份拍黄瓜' })
  const quantityOf = (page: Page) => cartOf(page).getByRole('status').filter({ hasText: /^\d+$/ })
  const held: (() => void)[] = []
  let isHeld = true
  for (const page of [ada, bo]) {
    await openCart(page, 1)
    await page.route('**/api/trpc/ordering.changeCartLine**', async (route) => {
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve))
      await route.continue()
    })
  }
  await plus(ada).click()
  await plus(bo).click()
  await expect.poll(() => held.length).toBe(2)
  isHeld = false
  for (const letGo of held) letGo()
  for (const page of [ada, bo]) await expect(quantityOf(page)).toHaveText('3')

  const limit = (stock: number | null) =>
    rows('UPDATE dish SET stock = $1 WHERE name = $2 AND store_id = $3', [
      stock,
      '拍黄瓜',
      table.storeId,
    ])
  await limit(4)
  try {
    for (const page of [ada, bo]) await page.reload()
    await openCart(ada, 3)
    await plus(ada).click()
    await expect(quantityOf(ada)).toHaveText('4')
    await expect(plus(ada)).toBeDisabled()
    await expect(cartOf(ada).getByText('仅剩 4 份')).toBeVisible()
    await expect(ada.getByRole('button', { name: /^下单 ¥/ })).toBeEnabled()

    await limit(2)
    await ada.reload()
    await openCart(ada, 4)
    await expect(cartOf(ada).getByText('余量不足')).toBeVisible()
    await cartOf(ada).getByRole('button', { name: '改成 2 份' }).click()
    await expect(quantityOf(ada)).toHaveText('2')
    await expect(cartOf(ada).getByText('余量不足')).toBeHidden()
  } finally {
    await limit(null)
  }
})

test('a line of the cart opens again: what is chosen, said and how much is changed, and of two who change it at once one is told', async ({
  guestAt,
  freeTable,
}) => {
  const table = await freeTable()
  const [ada, bo] = [await guestAt(table), await guestAt(table)]
  const dish = (page: Page) => page.getByRole('dialog', { name: '麻婆豆腐' })
  const cart = (page: Page) => page.getByRole('dialog', { name: '购物车' })
  const change = (page: Page) => cart(page).getByRole('button', { name: '改一改麻婆豆腐' }).click()
  const say = (page: Page, note: string) => dish(page).getByLabel('备注').fill(note)
  const save = (page: Page) =>
    dish(page)
      .getByRole('button', { name: /^改好了/ })
      .click()
  await ada.getByRole('button', { name: '为麻婆豆腐选规格' }).click()
  await dish(ada)
    .getByRole('button', { name: /^加入购物车/ })
    .click()

  await openCart(ada, 1)
  await change(ada)
  await dish(ada).getByText('特辣', { exact: true }).click()
  await say(ada, '少盐')
  await dish(ada).getByRole('button', { name: '增加一份麻婆豆腐' }).click()
  await save(ada)
  await openCart(bo, 2)
  for (const page of [ada, bo]) await expect(cart(page).getByText(/特辣.*少盐/)).toBeVisible()

  await change(bo)
  await say(bo, '多放花椒')
  await change(ada)
  await say(ada, '不放葱')
  await save(ada)
  await expect(cart(ada).getByText(/不放葱/)).toBeVisible()
  await expect(ada.getByRole('button', { name: /^下单 ¥/ })).toBeEnabled()
  await save(bo)
  await expect(bo.getByText('同桌的朋友刚刚改过这道菜，请再看一下。')).toBeVisible()
  await expect(cart(bo).getByText(/不放葱/)).toBeVisible()

  await change(bo)
  await expect(dish(bo).getByLabel('备注')).toHaveValue('不放葱')
  await bo.goBack()
  await expect(dish(bo)).toHaveCount(0)
  await expect(cart(bo)).toBeVisible()
  await expect.poll(() => bo.evaluate(() => history.state?.sheets)).toBe(1)
  await bo.goBack()
  await expect(bo.getByRole('dialog')).toHaveCount(0)
})

test('a submit whose answer was lost is sent again and makes one order', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const guest = await guestAt(table)
  await add(guest, '拍黄瓜')
  let calls = 0
  await guest.route('**/api/trpc/ordering.place*', async (route) => {
    calls += 1
    if (calls > 1) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })

  await openCart(guest, 1)
  await submit(guest)

  await expect(guest.getByText('第 1 次下单')).toBeVisible()
  expect(calls).toBe(2)
  expect(await countRounds(rows, table)).toBe(1)
})

test('what one phone says to the kitchen is on the other, goes with its submit and stands on the ticket', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const [ada, bo] = [await guestAt(table), await guestAt(table)]
  await add(ada, '凉拌木耳')
  await openCart(ada, 1)
  await ada.getByRole('textbox', { name: '给厨房的话' }).fill('花生过敏')
  await ada.keyboard.press('Escape')
  await openCart(bo, 1)
  await expect(bo.getByRole('textbox', { name: '给厨房的话' })).toHaveValue('花生过敏')
  await bo.getByRole('switch', { name: /^先下单，等叫再做/ }).click()
  await openCart(ada, 1)
  await expect(ada.getByRole('switch', { name: /^先下单，等叫再做/ })).toBeChecked()
  await bo.getByRole('switch', { name: /^先下单，等叫再做/ }).click()
  await expect(ada.getByRole('switch', { name: /^先下单，等叫再做/ })).not.toBeChecked()

  // Typed and sent in one go: what is typed goes along.
  await bo.getByRole('textbox', { name: '给厨房的话' }).fill('花生过敏，少盐')
  await submit(bo)
  await expect(bo.getByText('花生过敏，少盐')).toBeVisible()
  const cook = await staff('kitchen', '/kitchen', WALL)
  await expect(ticketOf(cook, table)).toContainText('花生过敏，少盐')
  await ada.getByRole('tab', { name: '点菜' }).click()
  await add(ada, '拍黄瓜')
  await openCart(ada, 1)
  await expect(ada.getByRole('textbox', { name: '给厨房的话' })).toHaveValue('')
})

test('what one phone says and the kitchen cannot take stays in its field, and nothing is ordered without it', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const [ada, bo] = [await guestAt(table), await guestAt(table)]
  const said = (page: Page) => page.getByRole('textbox', { name: '给厨房的话' })
  await add(ada, '凉拌木耳')
  await openCart(ada, 1)
  await openCart(bo, 1)

  // What Ada says arrives after what Bo says, and there is no room for both.
  let arrive = () => {}
  const hold = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await ada.route('**/api/trpc/ordering.noteCart**', async (route) => {
    await hold
    await route.continue()
  })
  const [byAda, byBo] = [Array(20).fill('少盐').join('，'), Array(20).fill('多葱').join('，')]
  const isAsking = ada.waitForRequest('**/api/trpc/ordering.noteCart**')
  await said(ada).fill(byAda)
  await said(ada).blur()
  await isAsking
  const isTaken = bo.waitForResponse('**/api/trpc/ordering.noteCart**')
  await said(bo).fill(byBo)
  await said(bo).blur()
  await isTaken
  arrive()
  await expect(ada.getByText('给厨房的话太长了，请写短一点。')).toBeVisible()
  await expect(said(ada)).toHaveValue(byAda)
  const isRefused = ada.waitForResponse('**/api/trpc/ordering.noteCart**')
  await submit(ada)
  await isRefused
  await expect(ada.getByRole('button', { name: /^下单 ¥/ })).toBeEnabled()
  const orders = await rows(
    `SELECT o.id FROM customer_order o JOIN sitting_table t USING (sitting_id)
      WHERE t.table_id = $1 AND t.until_at IS NULL`,
    [table.id],
  )
  expect(orders).toEqual([])

  await said(ada).fill('少盐')
  await submit(ada)
  await expect(ada.getByText(`${byBo}；少盐`)).toBeVisible()
})

test('a cleared table ends the meal on every phone, and an old tab asks before it sits down again', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const guest = await guestAt(table)
  await add(guest, '拍黄瓜')
  await expect(guest.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible()
  const inCart = () =>
    rows<{ sittingId: number }>(
      `SELECT s.sitting_id AS "sittingId" FROM sitting_table s JOIN cart_line l USING (sitting_id)
        WHERE s.table_id = $1 AND s.until_at IS NULL`,
      [table.id],
    )
  // What the phone shows at once is on its way for a moment.
  await expect.poll(inCart).toHaveLength(1)
  const [{ sittingId } = { sittingId: 0 }] = await inCart()
  const waiter = await staff('waiter', '/staff')

  const cleared = await waiter.request.post('/api/trpc/service.clear', {
    data: { storeId: table.storeId, sittingId },
  })
  expect(cleared.status()).toBe(200)

  await expect(guest.getByText('本次用餐已结束')).toBeVisible()
  await guest.reload()
  await expect(guest.getByText('本次用餐已结束')).toBeVisible()
  await guest.getByRole('button', { name: '重新入座' }).click()
  await expect(guest.getByRole('button', { name: '1 部手机' })).toBeVisible()
  await expect(guest.getByRole('button', { name: /打开购物车/ })).toBeHidden()
})

test('the menu speaks the other language at a tap, and finds a dish by its initials', async ({
  guestAt,
  freeTable,
}) => {
  const guest = await guestAt(await freeTable())
  await guest.getByRole('searchbox').fill('gbjd')
  await expect(guest.getByRole('heading', { level: 3 })).toHaveText(['宫保鸡丁'])
  await guest.getByRole('button', { name: '清除搜索' }).click()

  await guest.getByRole('button', { name: 'Switch to English' }).click()
  await expect(guest.getByRole('heading', { name: 'Mapo Tofu' })).toBeVisible()
  await guest.reload()
  await expect(guest.getByRole('heading', { name: 'Mapo Tofu' })).toBeVisible()
})

test('a code that is no table’s says so', async ({ stranger }) => {
  const page = await stranger()
  const answer = await page.goto(tablePath('not-a-table-of-ours'))
  expect(answer?.status()).toBe(404)
  await expect(page.getByText('没有找到这张桌子')).toBeVisible()
})

test('where scripts are off the menu is read all the same, and it is said who takes the order', async ({
  browser,
  baseURL,
  freeTable,
}) => {
  const table = await freeTable()
  for (const [locale, said, dish] of [
    ['zh-CN', '请看下面的菜单，直接告诉服务员', '麻婆豆腐'],
    ['en', 'order with a waiter', 'Mapo Tofu'],
  ] as const) {
    const context = await browser.newContext({
      ...(baseURL ? { baseURL } : {}),
      locale,
      javaScriptEnabled: false,
      viewport: PHONE,
    })
    const page = await context.newPage()
    await page.goto(tablePath(table.code))
    // Looking by words passes over it.
    await expect(page.locator('noscript p')).toBeVisible()
    await expect(page.locator('noscript p')).toContainText(said)
    await expect(page.getByText(dish).first()).toBeVisible()
    await context.close()
  }
})

test('by keyboard the first stop leads past the menu to the cart', async ({
  guestAt,
  freeTable,
}) => {
  const table = await freeTable()
  for (const size of [PHONE, TABLET]) {
    const page = await guestAt(table, size)
    const skip = page.getByRole('button', { name: '到购物车' })
    await page.keyboard.press('Tab')
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Enter')
    if (size === PHONE) {
      await expect(page.getByRole('button', { name: '还没有选菜' })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toBeVisible()
    } else await expect(page.getByRole('complementary', { name: '购物车' })).toBeFocused()
  }
})
