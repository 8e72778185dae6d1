// What a kitchen screen does with its device: it rings and speaks until somebody has seen,
// remembers how it was set, keeps the display on, and is right again after a long time away.

import type { Page } from '@playwright/test'
import { dishOf, openTable, order, takeBack, ticketOf } from './kitchen'
import { barriersOn, expect, TABLET, test, WALL } from './people'

type Noted = { rang: { hertz: number; wave: string }[]; said: string[]; keptOn: number }

/**
 * The screen anew, untouched by anybody: a test's own looking counts as a touch, so the browser's
 * lock on sound is put on by hand. What is asked of the device is noted down; it is asked all the
 * same, but for the voice and the display, which no test machine has.
 */
async function untouched(page: Page): Promise<Page> {
  await page.addInitScript(() => {
    const noted: Noted = { rang: [], said: [], keptOn: 0 }
    class LockedContext extends AudioContext {
      constructor() {
        super()
        void this.suspend()
      }
    }
    Object.assign(window, { noted, AudioContext: LockedContext })
    const { start } = OscillatorNode.prototype
    OscillatorNode.prototype.start = function (...when) {
      noted.rang.push({ hertz: Math.round(this.frequency.value), wave: this.type })
      return start.apply(this, when)
    }
    const speak = (words: SpeechSynthesisUtterance) => {
      noted.said.push(words.text)
      words.dispatchEvent(new Event('end'))
    }
    Object.defineProperty(window, 'speechSynthesis', { value: { speak, cancel: () => {} } })
    Object.defineProperty(navigator, 'wakeLock', {
      value: {
        request: async () => {
          noted.keptOn += 1
        },
      },
    })
  })
  await page.reload()
  return page
}

const noted = (page: Page): Promise<Noted> =>
  page.evaluate(() => (window as unknown as { noted: Noted }).noted)

/** How often a sound began: each has a first tone of its own. */
const rings = async (page: Page, hertz: number, wave: string) =>
  (await noted(page)).rang.filter((tone) => tone.hertz === hertz && tone.wave === wave).length

const NEW = [784, 'triangle'] as const
const VOIDED = [880, 'sawtooth'] as const
const READY = [2_093, 'triangle'] as const

/**
 * What other tests left unacknowledged would ring before anything of this one: somebody has seen
 * it.
 */
const acknowledgeAll = (rows: (sql: string) => Promise<unknown>) =>
  rows(
    `INSERT INTO line_change_seen (change_id, station_id)
     SELECT c.id, s.id FROM line_change c JOIN station s ON s.store_id = c.store_id ON CONFLICT DO NOTHING`,
  )

const setting = (cook: Page, name: string, value: string) =>
  cook.getByRole('group', { name, exact: true }).getByRole('button', { name: value, exact: true })

/** Across the whole width; the bell in the header has no words. */
const prompt = (cook: Page) => cook.getByText('后厨现在没有声音，点这里打开')

/** As people do: who taps and still reads that it is silent taps again. */
async function letRing(screen: Page): Promise<void> {
  await expect(prompt(screen)).toBeVisible()
  await expect(async () => {
    if (await prompt(screen).isVisible()) await prompt(screen).click()
    await expect(prompt(screen)).toBeHidden({ timeout: 5_000 })
  }).toPass()
}

const openSettings = (cook: Page) => cook.getByRole('button', { name: '设置', exact: true }).click()

test('a screen asks for the touch that lets it ring; a new ticket rings until one, a void until it is acknowledged, and both are said', async ({
  staff,
  freeTable,
  rows,
}) => {
  await acknowledgeAll(rows)
  const table = await freeTable()
  const cook = await untouched(await staff('kitchen', '/kitchen', WALL))
  const panel = await openTable(await staff('waiter', '/staff'), table)

  await letRing(cook)
  await openSettings(cook)
  await setting(cook, '语音报桌号', '开').click()
  await cook.keyboard.press('Escape')
  const before = await rings(cook, ...NEW)

  await order(panel, ['凉拌木耳', '三杯鸡'])
  await expect.poll(() => rings(cook, ...NEW)).toBe(before + 1)
  await expect.poll(async () => (await noted(cook)).said).toEqual([`新单，${table.name}`])
  await expect.poll(() => rings(cook, ...NEW)).toBe(before + 2)

  await cook.getByText('实时').click()
  await takeBack(panel, '三杯鸡')
  await expect.poll(() => rings(cook, ...VOIDED)).toBeGreaterThan(2)
  expect((await noted(cook)).said).toContain(`${table.name} 退菜，三杯鸡`)
  // A touch ends only the ringing for what is new: seven seconds of voids later that one is still
  // silent.
  expect(await rings(cook, ...NEW)).toBe(before + 2)
  await ticketOf(cook, table)
    .getByRole('button', { name: /知道了$/ })
    .click()
  await expect(ticketOf(cook, table).getByRole('button', { name: /知道了$/ })).toBeHidden()
})

test('the first touch lets the screen ring, and does what it was for, however slow the finger', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  await order(await openTable(await staff('waiter', '/staff'), table), ['凉拌木耳'])
  const cook = await untouched(await staff('kitchen', '/kitchen', WALL))
  await expect(prompt(cook)).toBeVisible()
  const dish = dishOf(ticketOf(cook, table), '凉拌木耳')
  await dish.click({ delay: 400 })
  await expect(dish).toHaveAccessibleName(/制作中$/)
  await expect(prompt(cook)).toBeHidden()
})

test('the pass rings when a ticket is ready to go, and again while nobody has looked', async ({
  staff,
  freeTable,
  rows,
}) => {
  await acknowledgeAll(rows)
  const table = await freeTable()
  const [pass] = await rows<{ id: number }>(
    'SELECT id FROM station WHERE store_id = $1 AND is_expo AND archived_at IS NULL',
    [table.storeId],
  )
  const signedIn = await staff('kitchen', '/kitchen', WALL)
  await signedIn.goto(`/kitchen?store=${table.storeId}&station=${pass?.id}`)
  const expo = await untouched(signedIn)
  await letRing(expo)
  // What other tests took back rings louder.
  const seen = expo.getByRole('button', { name: /知道了$/ })
  for (let left = await seen.count(); left > 0; left -= 1) {
    await seen.first().click()
    await expect(seen).toHaveCount(left - 1)
  }
  const cook = await staff('kitchen', '/kitchen', WALL)
  await order(await openTable(await staff('waiter', '/staff'), table), ['凉拌木耳'])
  await expect(ticketOf(expo, table)).toBeVisible()

  const dish = dishOf(ticketOf(cook, table), '凉拌木耳')
  await dish.click()
  await expect(dish).toHaveAccessibleName(/制作中$/)
  await dish.click()
  await expect.poll(() => rings(expo, ...READY)).toBe(1)
  await expect.poll(() => rings(expo, ...READY)).toBe(2)
})

test('a device remembers its size, columns and keys, keeps its display on, and fills it', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await untouched(await staff('kitchen', '/kitchen', WALL))
  await order(await openTable(await staff('waiter', '/staff'), table), ['凉拌木耳'])
  const ticket = ticketOf(cook, table)
  await expect(ticket).toBeVisible()
  const look = () =>
    ticket.evaluate((card) => ({
      textPixels: Number.parseFloat(getComputedStyle(card).fontSize),
      columns: Math.round((card.parentElement?.clientWidth ?? 0) / card.clientWidth),
    }))
  const { textPixels } = await look()

  await openSettings(cook)
  await setting(cook, '字号', '150 %').click()
  await setting(cook, '列数', '3').click()
  await cook.getByRole('button', { name: '更换按键：撤销' }).click()
  await cook.keyboard.press('q')
  await cook.reload()

  await expect.poll(look).toEqual({ textPixels: expect.closeTo(textPixels * 1.5), columns: 3 })
  const dish = dishOf(ticket, '凉拌木耳')
  await dish.click()
  await expect(dish).toHaveAccessibleName(/制作中$/)
  await expect(cook.getByRole('button', { name: '撤销' })).toBeVisible()
  await cook.keyboard.press('z')
  await cook.keyboard.press('q')
  await expect(dish).toHaveAccessibleName(/待做$/)

  expect((await noted(cook)).keptOn).toBeGreaterThan(0)
  await cook.keyboard.press('w')
  await expect.poll(() => cook.evaluate(() => document.fullscreenElement !== null)).toBe(true)
})

test('a screen that was away for ten minutes is right three seconds after it is back', async ({
  staff,
  freeTable,
}) => {
  const [before, meanwhile] = [await freeTable(), await freeTable()]
  const cook = await staff('kitchen', '/kitchen', WALL)
  await cook.clock.install()
  await cook.reload()
  const waiter = await staff('waiter', '/staff')
  await order(await openTable(waiter, before), ['凉拌木耳'])
  await expect(ticketOf(cook, before)).toBeVisible()

  await cook.context().setOffline(true)
  await cook.clock.fastForward('10:00')
  await expect(cook.getByText(/以下内容停在/)).toBeVisible()
  await order(await openTable(waiter, meanwhile), ['三杯鸡'])
  await expect(ticketOf(cook, meanwhile)).toBeHidden()

  await cook.context().setOffline(false)
  await expect(ticketOf(cook, meanwhile)).toBeVisible({ timeout: 3_000 })
  await expect(cook.getByText(/以下内容停在/)).toBeHidden()
})

test('every ticket is one whole box in its column, however long, and what is drawn over a dark kitchen is dark too', async ({
  staff,
  freeTable,
}) => {
  const tables = [await freeTable(), await freeTable()]
  const waiter = await staff('waiter', '/staff')
  const long = [
    '凉拌木耳',
    '皮蛋豆腐',
    '桂花糯米藕',
    '蒜蓉时蔬',
    '酸辣汤',
    '老母鸡汤',
    '番茄牛腩汤',
    '葱油饼',
  ]
  for (const table of tables) await order(await openTable(waiter, table), long)
  const cook = await staff('kitchen', '/kitchen', TABLET)
  for (const table of tables) await expect(ticketOf(cook, table)).toBeVisible()

  const broken = () =>
    cook.locator('[data-round]').evaluateAll((cards) =>
      cards.flatMap((card) => {
        const column = card.parentElement?.getBoundingClientRect()
        const { top, bottom } = card.getBoundingClientRect()
        const isWhole = column && top >= column.top && bottom <= column.bottom
        return isWhole && card.getClientRects().length === 1
          ? []
          : [card.getAttribute('aria-label')]
      }),
    )
  await expect.poll(broken).toEqual([])
  await cook.setViewportSize(WALL)
  await expect.poll(broken).toEqual([])

  await openSettings(cook)
  await expect(cook.getByRole('dialog')).toHaveCSS('background-color', 'rgb(31, 25, 20)')
})

test('cooks change at one display by their PINs, in its header, and what each does is kept under their name', async ({
  staff,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const manager = await staff('manager', '/staff/settings/people', TABLET)
  const cooks = ['阿炒', '阿蒸'].map((name) => `${name}${Date.now() % 1_000}`)
  const pins = ['0852', '7319']
  for (const [at, name] of cooks.entries()) {
    await manager.getByRole('button', { name: '添加员工' }).click()
    await manager.getByLabel('姓名').fill(name)
    await manager.getByLabel('账号').fill(`cook${at}x${Date.now() % 1_000_000}`)
    await manager.getByLabel('角色').selectOption({ label: '厨师' })
    await manager.getByLabel('PIN').fill(pins[at] ?? '')
    await manager.getByRole('button', { name: '添加', exact: true }).click()
    await manager.getByRole('button', { name: '记好了' }).click()
  }
  const display = await staff('owner', '/staff/settings/people', WALL)
  await display.getByRole('button', { name: '共用设备' }).click()
  await display.getByRole('button', { name: /把这台设备设为共用|修改这台设备/ }).click()
  await display.getByLabel('名称').fill('后厨大屏')
  await display.getByRole('button', { name: '保存' }).click()
  await expect(display.getByRole('button', { name: '换人' })).toBeVisible()
  await display.goto('/kitchen')

  const dialog = display.getByRole('dialog', { name: '现在是谁？' })
  const type = async (pin: string) => {
    for (const digit of pin) {
      await dialog.getByRole('button', { name: digit, exact: true }).click()
    }
    await dialog.getByRole('button', { name: '确定' }).click()
  }
  const change = display.getByRole('button', { name: '换人' })
  const panel = await openTable(await staff('waiter', '/staff'), table)
  await order(panel, ['凉拌木耳'])
  const ticket = ticketOf(display, table)

  await change.click()
  await dialog.getByRole('button', { name: new RegExp(cooks[0] ?? '') }).click()
  await type('9999')
  await expect(dialog.getByText('PIN 不正确')).toBeVisible()
  await type(pins[0] ?? '')
  await expect(change).toHaveText(cooks[0] ?? '')
  expect(await barriersOn(display)).toEqual([])
  await ticket.getByRole('button', { name: '全部开始' }).click()
  await expect(ticket.getByRole('button', { name: '全部做好' })).toBeVisible()

  await change.click()
  await dialog.getByRole('button', { name: new RegExp(cooks[1] ?? '') }).click()
  await type(pins[1] ?? '')
  await expect(change).toHaveText(cooks[1] ?? '')
  await ticket.getByRole('button', { name: '全部做好' }).click()
  await expect(ticket).toBeHidden()

  const kept = () =>
    rows<{ name: string; to: string }>(
      `SELECT s.name, c.to_state AS to
         FROM line_move c
         JOIN order_line l ON l.id = c.line_id JOIN customer_order o ON o.id = l.order_id
         JOIN staff s ON s.id = c.staff_id WHERE o.table_name = $1 ORDER BY c.version`,
      [table.name],
    )
  await expect.poll(kept).toEqual([
    { name: cooks[0], to: 'cooking' },
    { name: cooks[1], to: 'ready' },
  ])

  await display.getByRole('button', { name: '锁上' }).click()
  await expect(display).toHaveURL(/\/staff\/switch/)
})
