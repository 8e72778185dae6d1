// Back on a guest's phone, a key or a gesture: it closes what lies on the menu, one after the other,
// and leaves the page only where nothing does.

import type { Page } from '@playwright/test'
import type { Language } from '@/domain/language'
import { tablePath } from '@/domain/paths'
import { textsOf } from './narrow'
import { expect, PHONE, type Table, test } from './people'

type Open = (device: { locale: string; width: number; height: number }) => Promise<Page>

/** A guest who comes from another page. */
async function guestFromHome(table: Table, open: Open, language: Language = 'zh-CN') {
  const page = await open({ ...PHONE, locale: language })
  await page.goto('/')
  await page.goto(tablePath(table.code))
  const party = page.getByRole('button', { name: textsOf(language)('guest.party.phones') })
  await expect(party).toBeVisible()
  await page.waitForFunction(() => !window.doEarlyTaps)
  return page
}

const sheetsOf = (page: Page) => page.evaluate(() => history.state?.sheets ?? 0)

/** Nothing lies on the menu, and the history knows it. */
async function onlyMenu(page: Page, table: Table): Promise<void> {
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect.poll(() => sheetsOf(page)).toBe(0)
  expect(new URL(page.url()).pathname).toBe(tablePath(table.code))
}

async function leaves(page: Page): Promise<void> {
  await page.goBack()
  await expect(page).toHaveURL((url) => url.pathname === '/')
}

for (const language of ['zh-CN', 'en'] as const) {
  const said = textsOf(language)
  const button = (page: Page, key: string) => page.getByRole('button', { name: said(key) }).first()

  test(`back closes each sheet and stays; one that is closed by its button leaves nothing behind (${language})`, async ({
    open,
    freeTable,
  }) => {
    const table = await freeTable()
    const page = await guestFromHome(table, open, language)
    const reads: string[] = []
    page.on('request', (request) => request.url().includes('_rsc=') && reads.push(request.url()))
    await button(page, 'guest.people.later').click()
    await button(page, 'guest.menu.add').click()

    const sheets = {
      store: () => button(page, 'guest.store.open').click(),
      filters: () => button(page, 'guest.menu.filters').click(),
      dish: () => button(page, 'guest.menu.chooseOf').click(),
      party: () => button(page, 'guest.party.phones').click(),
      service: () => button(page, 'guest.service.open').click(),
      cart: () => button(page, 'guest.cart.open').click(),
      allergies: async () => {
        await button(page, 'guest.party.phones').click()
        await button(page, 'guest.allergy.open').click()
        await expect(page.getByRole('dialog', { name: said('guest.allergy.title') })).toBeVisible()
      },
    }
    const dialog = page.getByRole('dialog')
    for (const [name, show] of Object.entries(sheets)) {
      await test.step(name, async () => {
        await show()
        await expect(dialog).toHaveCount(1)
        await expect.poll(() => sheetsOf(page)).toBe(1)
        await page.goBack()
        await onlyMenu(page, table)
        await show()
        await dialog.getByRole('button', { name: said('ui.close') }).click()
        await onlyMenu(page, table)
      })
    }

    await test.step('what was ordered, its bill and the question', async () => {
      await button(page, 'guest.cart.open').click()
      await button(page, 'guest.cart.submit').click()
      await expect(page.getByText(said('guest.orders.round'))).toBeVisible()
      await onlyMenu(page, table)
      await button(page, 'guest.orders.pay').click()
      await expect(dialog).toHaveCount(1)
      await page.goBack()
      await onlyMenu(page, table)
      await button(page, 'guest.takeBack.cancel').click()
      await expect(dialog).toHaveCount(1)
      await page.goBack()
      await onlyMenu(page, table)
      await expect(page.getByText(said('guest.orders.round'))).toBeVisible()
    })
    expect(reads, 'nothing is read again for it').toEqual([])
    await leaves(page)
  })
}

test('back goes through what lies on each other one by one, whatever else was closed and opened meanwhile', async ({
  open,
  freeTable,
}) => {
  const table = await freeTable()
  const page = await guestFromHome(table, open)
  await page.getByRole('button', { name: '以后再说' }).click()
  await page.getByRole('button', { name: '有', exact: true }).click()
  const allergies = page.getByRole('dialog', { name: '我的过敏' })
  await allergies.getByRole('button', { name: '花生', exact: true }).click()
  await allergies.getByRole('button', { name: '保存' }).click()
  await onlyMenu(page, table)

  await test.step('from the warning to its dish, from the dish to the menu', async () => {
    await page.getByRole('button', { name: '老醋花生', exact: true }).click()
    const dish = page.getByRole('dialog', { name: '老醋花生', exact: true })
    await dish.getByRole('button', { name: /^加入购物车/ }).click()
    const warning = page.getByRole('dialog', { name: '老醋花生含花生' })
    await expect(warning).toBeVisible()
    await page.goBack()
    await expect(warning).toHaveCount(0)
    await expect(dish).toBeVisible()
    await expect.poll(() => sheetsOf(page)).toBe(1)
    await page.goBack()
    await onlyMenu(page, table)
    await expect(page.getByRole('button', { name: /^打开购物车/ })).toBeHidden()
  })

  await test.step('a sheet that is opened while another one’s entry still goes has its own', async () => {
    await page.getByRole('button', { name: '呼叫服务员' }).click()
    await page.evaluate(() => {
      const tap = (label: string) =>
        document.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.click()
      tap('关闭')
      tap('口味与忌口')
    })
    await expect(page.getByRole('dialog', { name: '口味与忌口' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(1)
    await expect.poll(() => sheetsOf(page)).toBe(1)
    await page.goBack()
    await onlyMenu(page, table)
  })
  await leaves(page)
})

test('the rail leaves nothing in the history, and forward to what was closed shows the menu', async ({
  open,
  freeTable,
}) => {
  const table = await freeTable()
  const page = await guestFromHome(table, open)
  const links = page.getByRole('navigation', { name: '菜品分类' }).getByRole('link')
  for (const at of [3, 1, 2]) {
    await links.nth(at).click()
    await expect(links.nth(at)).toHaveAttribute('aria-current', 'true')
  }
  await page.getByRole('button', { name: '呼叫服务员' }).click()
  await expect.poll(() => sheetsOf(page)).toBe(1)
  await page.goBack()
  await onlyMenu(page, table)
  await page.goForward()
  await onlyMenu(page, table)
  await expect(links.nth(2)).toHaveAttribute('aria-current', 'true')
  await leaves(page)
})

test('read anew, or come back to from another page, where a sheet was open, it is the menu, and back leaves it', async ({
  open,
  freeTable,
}) => {
  const table = await freeTable()
  const page = await guestFromHome(table, open)
  const own = await page.evaluate(() => Object.keys(history.state))
  await page.getByRole('button', { name: '同桌 1 部手机' }).click()
  await expect.poll(() => sheetsOf(page)).toBe(1)
  expect(await page.evaluate(() => Object.keys(history.state))).toEqual(expect.arrayContaining(own))
  await page.reload()
  await onlyMenu(page, table)

  await page.getByRole('button', { name: '同桌 1 部手机' }).click()
  await page.getByRole('link', { name: '会员：积分、优惠券和兑换' }).click()
  await expect(page).toHaveURL(/\/member$/)
  await page.goBack()
  await onlyMenu(page, table)
  await page.getByRole('button', { name: '呼叫服务员' }).click()
  await expect.poll(() => sheetsOf(page)).toBe(1)
  await page.goBack()
  await onlyMenu(page, table)
  await leaves(page)
})

test('back closes a sheet that was tapped before the page was alive', async ({
  open,
  freeTable,
}) => {
  const table = await freeTable()
  const page = await guestFromHome(table, open)
  let letCome = () => {}
  const held = new Promise<void>((resolve) => {
    letCome = resolve
  })
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await held
    await route.continue()
  })
  await page.reload({ waitUntil: 'commit' })
  await page.getByRole('button', { name: '呼叫服务员' }).click()
  letCome()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect.poll(() => sheetsOf(page)).toBe(1)
  await page.goBack()
  await onlyMenu(page, table)
  await leaves(page)
})
