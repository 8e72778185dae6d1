// Every page on the narrowest phones, in both languages, with names as long as people give them:
// nothing lies beside the screen.

import type { Page } from '@playwright/test'
import { SETTINGS_PLACES } from '@/components/desk/settings-places'
import { memberPath, payInsideWechatPath, payPath, receiptPath, tablePath } from '@/domain/paths'
import { NARROW, textsOf, tooWide } from './narrow'
import { expect, type Table, test } from './people'

/** Width, height, and how large the text is. */
const SMALL = [
  [320, 568, '100%'],
  [844, 390, '100%'],
  [390, 844, '200%'],
] as const

/** How many dishes of the cart are seen whole between its title and its submit, as it opens. */
const dishesInSight = (page: Page) =>
  page.evaluate(() => {
    const cart = document.querySelector('[role=dialog]')
    const pane = cart?.querySelector('.overflow-y-auto')
    const foot = cart?.querySelector('.sticky')?.getBoundingClientRect()
    if (!cart || !pane || !foot) return 0
    pane.scrollTo(0, 0)
    const { top } = pane.getBoundingClientRect()
    return [...cart.querySelectorAll('li')].filter((line) => {
      if (!line.querySelector('output')) return false
      const box = line.getBoundingClientRect()
      return box.height > 0 && box.top >= top && box.bottom <= foot.top
    }).length
  })

const LONG = {
  zh: '外婆桥边老字号私房菜馆人民广场旗舰店二楼靠窗大包间',
  en: 'Grandmother’s Bridgeside Heritage Kitchen at Wolfeschlegelsteinhausenbergerdorff Square',
}

for (const language of ['zh-CN', 'en'] as const) {
  const said = textsOf(language)
  const tap = (page: Page, key: string) =>
    page
      .getByRole('button', { name: said(key) })
      .first()
      .click()

  test(`no page is wider than a phone (${language})`, async ({ open, freeTable, rows }) => {
    const device = { width: NARROW[0], height: 740, locale: language, isMobile: true }
    const table = await freeTable()
    const giveBack = await giveLongNames(rows, table)
    const look = async (page: Page, what: string) => {
      expect.soft(await tooWide(page), what).toEqual([])
    }
    try {
      const guest = await open(device)
      guest.setDefaultTimeout(10_000)
      await test.step('the guest', () => asGuest(guest, table, look))
      const owner = await open(device)
      owner.setDefaultTimeout(10_000)
      await test.step('the staff', () => asOwner(owner, table, look))
    } finally {
      await giveBack()
    }
  })

  test(`three dishes of a cart and its submit are in sight on a small phone, on its side, and in large text (${language})`, async ({
    guestAt,
    freeTable,
  }) => {
    const page = await guestAt(await freeTable(), { locale: language })
    await tap(page, 'guest.people.later')
    await tap(page, 'guest.allergy.some')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: said('allergies.allergen.peanut') }).click()
    await dialog.getByRole('button', { name: said('guest.allergy.save') }).click()
    await expect(dialog).toHaveCount(0)
    const adds = page.getByRole('button', { name: said('guest.menu.add') })
    for (const at of [0, 1, 2, 3]) {
      await adds.nth(at).click()
      const anyway = dialog.getByRole('button', { name: said('guest.allergy.addAnyway') })
      const taken = page.getByRole('button', { name: said('guest.menu.take') }).nth(at)
      await expect(anyway.or(taken)).toBeVisible()
      if (await anyway.isVisible()) await anyway.click()
      await expect(taken).toBeVisible()
    }
    await tap(page, 'guest.cart.open')
    await expect(dialog.getByRole('listitem').nth(3)).toBeVisible()

    for (const [width, height, text] of SMALL) {
      await page.setViewportSize({ width, height })
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = size
      }, text)
      const what = `${width} × ${height}, text at ${text}`
      const submit = dialog.getByRole('button', { name: said('guest.cart.submit') })
      await expect(submit, what).toBeInViewport({ ratio: 1 })
      expect(await dishesInSight(page), what).toBeGreaterThanOrEqual(3)
      const note = dialog.getByRole('textbox', { name: said('guest.cart.note') })
      await note.focus()
      await expect(note, what).toBeInViewport({ ratio: 1 })
      expect((await note.boundingBox())?.y, what).toBeLessThan((await submit.boundingBox())?.y ?? 0)
      await submit.focus()
    }
  })

  type Look = (page: Page, what: string) => Promise<void>

  async function closing(page: Page): Promise<void> {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }

  async function asGuest(page: Page, table: Table, look: Look): Promise<void> {
    await page.goto('/')
    await look(page, '/')
    await page.goto('/nowhere')
    await look(page, 'a page that is not there')
    await page.goto(tablePath('unknown-table-code'))
    await look(page, 'an unknown table')
    await page.goto(payPath('no-such-payment'))
    await look(page, 'an unknown payment')
    await page.goto(receiptPath('no-such-receipt'))
    await look(page, 'an unknown receipt')
    await page.goto('/api/docs')
    await look(page, 'the documents of the API')

    await page.goto(tablePath(table.code))
    await page
      .getByRole('button', { name: said('guest.menu.add') })
      .first()
      .click()
    await look(page, 'the menu')
    await tap(page, 'guest.menu.filters')
    await look(page, 'the filters')
    await closing(page)
    await tap(page, 'guest.menu.chooseOf')
    await look(page, 'a dish')
    await closing(page)
    await tap(page, 'guest.party.phones')
    await look(page, 'the party')
    await closing(page)
    await tap(page, 'guest.service.open')
    await look(page, 'service')
    await closing(page)
    await tap(page, 'guest.cart.open')
    await look(page, 'the cart')
    await tap(page, 'guest.cart.submit')
    await expect(page.getByText(said('guest.orders.round'))).toBeVisible()
    await look(page, 'the orders')
    await tap(page, 'guest.orders.pay')
    await expect(page.getByRole('dialog')).toBeVisible()
    await look(page, 'the bill')
    const bill = page.getByRole('dialog')
    await bill.getByText(said('split.split')).click()
    for (const tab of ['items', 'even', 'amount']) {
      await bill.getByText(said(`split.tab.${tab}`)).click()
      await look(page, `the bill, ${tab}`)
    }
    await bill.getByText(said('split.whole')).click()
    await page
      .getByRole('button', { name: said('pay.bill.pay') })
      .last()
      .click()
    await page.waitForURL(/\/pay\//)
    await expect(page.getByRole('button', { name: said('pay.page.pay') })).toBeVisible()
    await look(page, 'the pay page')
    const token = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await tap(page, 'pay.page.pay')
    await expect(page.getByText(said('pay.page.result.succeeded'))).toBeVisible()
    await look(page, 'a payment that succeeded')
    await page.goto(payInsideWechatPath(token))
    await look(page, 'the page inside WeChat')

    await page.goto(tablePath(table.code))
    await page.getByRole('tab', { name: said('guest.view.orders') }).click()
    await tap(page, 'guest.orders.bill')
    await look(page, 'a bill that is paid')
    await tap(page, 'pay.receipt.open')
    await page.waitForURL(/\/receipt\//)
    await look(page, 'the receipt')
    await page.goto(memberPath(table.code))
    await look(page, 'joining as a member')
  }

  async function asOwner(page: Page, table: Table, look: Look): Promise<void> {
    const has = (role: 'button' | 'heading' | 'region', key: string) =>
      expect(page.getByRole(role, { name: said(key) }).first()).toBeVisible()
    await page.goto('/staff')
    await look(page, 'signing in')
    await page.request.post('/api/trpc/access.signIn', {
      data: { login: 'owner', password: 'fanzhuo' },
    })
    const store = `store=${table.storeId}`
    await page.goto(`/staff?${store}`)
    await has('button', 'sold-out.open')
    await look(page, 'the floor')
    await tap(page, 'sold-out.open')
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
    await look(page, 'what is sold out')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: said('sold-out.changeDish') })
      .first()
      .click()
    await look(page, 'a dish that is sold out')
    await closing(page)

    const panel = `/staff?${store}&table=${table.id}`
    await page.goto(panel)
    await has('button', 'staff.table.addDishes')
    await look(page, 'a table')
    const add = async (dish: string) => {
      await page.getByRole('searchbox').fill(dish)
      await tap(page, 'staff.add.add')
    }
    await tap(page, 'staff.table.addDishes')
    await look(page, 'ordering for a table')
    await add('宫保鸡丁')
    await look(page, 'the options of a dish for a table')
    await page.goto(panel)
    await tap(page, 'staff.table.addDishes')
    await add('三杯鸡')
    await look(page, 'dishes chosen for a table')
    await tap(page, 'staff.add.place')
    await has('button', 'staff.bill.discount')
    await look(page, 'a table with an order')
    for (const command of [
      'staff.bill.discount',
      'staff.order.cancel',
      'staff.table.clear',
      'staff.bill.refund',
    ]) {
      await tap(page, command)
      await expect(page.getByRole('dialog')).toBeVisible()
      await look(page, command)
      await closing(page)
    }
    for (const command of ['staff.line.void', 'staff.line.changeNote']) {
      await page
        .getByRole('button', { name: said('staff.line.more') })
        .last()
        .click()
      await page.getByRole('menuitem', { name: said(command) }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await look(page, command)
      await closing(page)
    }
    for (const task of ['takePayment', 'member', 'code']) {
      await page.goto(panel)
      await tap(page, `staff.table.${task}`)
      await look(page, `the task ${task}`)
    }

    await page.goto(`/staff/orders?${store}`)
    await has('button', 'staff.order.number')
    await look(page, 'the orders of a day')
    await tap(page, 'staff.order.number')
    await look(page, 'an order')

    await page.goto(`/staff/members?${store}`)
    await page.getByLabel(said('members.find.phone')).fill('13800138000')
    await tap(page, 'members.find.seek')
    await has('button', 'members.data.export')
    await look(page, 'a member')
    await tap(page, 'members.data.erase')
    await look(page, 'erasing a member')
    await closing(page)
    await tap(page, 'members.register.open')
    await look(page, 'a new member')

    await page.goto(`/staff/settings/member-rules?${store}`)
    await look(page, 'the rules of membership')
    for (const command of ['addOffer', 'addReward']) {
      await tap(page, `members.rules.${command}`)
      await look(page, command)
      await closing(page)
    }
    await page.goto(`/staff/settings/bill?${store}`)
    await look(page, 'the rules of bills')
    await page.goto(`/staff/settings/payments?${store}`)
    await look(page, 'the accounts')
    await tap(page, 'staff.accounts.add')
    await look(page, 'an account')
    await page.goto(`/staff/settings/printers?${store}`)
    await has('button', 'printers.change')
    await look(page, 'the printers')
    await tap(page, 'printers.change')
    await look(page, 'a printer')

    for (const { path } of SETTINGS_PLACES) {
      await page.goto(`${path}?${store}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      // What is being read says nothing yet.
      await expect(page.getByRole('status').filter({ hasNotText: /./ })).toHaveCount(0)
      await look(page, path)
    }
    await page.goto(`/staff/menu?${store}`)
    await tap(page, 'menu-editor.addDish')
    await look(page, 'a new dish')
    for (const tab of ['groups', 'schedules']) {
      await page.goto(`/staff/menu?${store}`)
      await tap(page, `menu-editor.tab.${tab}`)
      await look(page, `the ${tab} of a menu`)
    }

    await page.goto(`/reports?${store}`)
    await has('button', 'reports.period.custom')
    await look(page, 'the reports')
    await tap(page, 'reports.period.custom')
    await look(page, 'the reports of days of one’s own')
    const asTable = page.getByRole('button', { name: said('reports.asTable') })
    for (let left = await asTable.count(); left > 0; left -= 1) await asTable.first().click()
    await look(page, 'the reports as tables')
    await page.goto(`/reports/reconcile?${store}`)
    await has('heading', 'reconcile.title')
    await look(page, 'reconciling')

    await page.goto(`/kitchen?${store}`)
    await expect(page.getByRole('article').first()).toBeVisible()
    await look(page, 'the kitchen')
    await tap(page, 'kitchen.openSettings')
    await look(page, 'the settings of a kitchen screen')
    await closing(page)
    await tap(page, 'sold-out.open')
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
    await look(page, 'what is sold out, in the kitchen')
    await closing(page)
    await tap(page, 'kitchen.sellOutMode')
    await page
      .getByRole('button', { name: said('kitchen.sellOutDish') })
      .first()
      .click()
    await look(page, 'asking before a dish is sold out')
    await closing(page)
    await tap(page, 'kitchen.counts.title')
    await look(page, 'the counts of a kitchen')
    await page.goto(`/kitchen/board?${store}`)
    await look(page, 'the pickup board')
    await page.goto(`/staff/settings/kitchen?${store}`)
    await has('button', 'kitchen.arrange.addStation')
    await look(page, 'the set-up of a kitchen')
    await tap(page, 'kitchen.arrange.addStation')
    await look(page, 'a station')
    await page.goto('/staff/no-entry?to=/reports')
    await look(page, 'no entry')
  }
}

type Rows = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

const NAMED = [
  'store',
  'area',
  'dining_table',
  'dish',
  'category',
  'station',
  'coupon_offer',
  'reward',
  'member_level',
] as const

/** Names as long as they get. @returns how to give the old ones back, which other tests know */
async function giveLongNames(rows: Rows, { id, storeId }: Table): Promise<() => Promise<void>> {
  const kept = new Map<string, object[]>()
  for (const what of NAMED) kept.set(what, await rows(`SELECT * FROM ${what}`))
  for (const what of NAMED.filter((each) => each !== 'dining_table')) {
    await rows(
      `UPDATE ${what} SET name = left(name || $1, 24), names = jsonb_build_object('en', left(coalesce(names->>'en', name) || ' ' || $2, 60))`,
      [LONG.zh, LONG.en],
    )
  }
  await rows('UPDATE dining_table SET name = $1 WHERE id = $2', [
    `${LONG.zh.slice(0, 10)}${id}`,
    id,
  ])
  await rows('UPDATE dish SET stock = 3 WHERE store_id = $1 AND id % 9 = 0', [storeId])
  await rows('UPDATE dish SET is_sold_out = true WHERE store_id = $1 AND id % 11 = 0', [storeId])
  await rows(
    `INSERT INTO printer (store_id, name, purpose, host, width_mm, language)
     VALUES ($1, $2, 'receipt', '192.168.100.200', 80, 'en')`,
    [storeId, LONG.zh],
  )
  return async () => {
    for (const [what, before] of kept) {
      const isDish = what === 'dish' ? ', stock = b.stock, is_sold_out = b.is_sold_out' : ''
      const english = what === 'dining_table' ? '' : ', names = b.names'
      await rows(
        `UPDATE ${what} a SET name = b.name${english}${isDish}
           FROM json_populate_recordset(NULL::${what}, $1) b WHERE a.id = b.id`,
        [JSON.stringify(before)],
      )
    }
    await rows('UPDATE printer SET archived_at = now() WHERE store_id = $1 AND name = $2', [
      storeId,
      LONG.zh,
    ])
  }
}
