// What a kitchen screen does with its device: it remembers how it was set, keeps the display on, and is right again after a long
// time away.

import type { Page } from '@playwright/test'
import { dishOf, openTable, order, ticketOf } from './kitchen'
import { expect, test, WALL } from './people'

type Noted = { keptOn: number }

/** The same screen anew; what it asks of its display is noted down, which no test machine has. */
async function noting(touched: Page): Promise<Page> {
  const page = await touched.context().newPage()
  await page.addInitScript(() => {
    const noted: Noted = { keptOn: 0 }
    Object.assign(window, { noted })
    Object.defineProperty(navigator, 'wakeLock', {
      value: {
        request: async () => {
          noted.keptOn += 1
        },
      },
    })
  })
  await page.goto(touched.url())
  await touched.close()
  return page
}

const noted = (page: Page): Promise<Noted> =>
  page.evaluate(() => (window as unknown as { noted: Noted }).noted)

const setting = (cook: Page, name: string, value: string) =>
  cook.getByRole('group', { name, exact: true }).getByRole('button', { name: value, exact: true })

const openSettings = (cook: Page) => cook.getByRole('button', { name: '设置', exact: true }).click()

test('a device remembers its size, columns and keys, keeps its display on, and fills it', async ({
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const cook = await noting(await staff('kitchen', '/kitchen', WALL))
  await order(await openTable(await staff('waiter', '/staff'), table), ['凉拌木耳'])
  const ticket = ticketOf(cook, table)
  await expect(ticket).toBeVisible()
  const look = () =>
    ticket.evaluate((card) => ({
      textPixels: Number.parseFloat(getComputedStyle(card).fontSize),
      columns: getComputedStyle(card.parentElement as Element).columnCount,
    }))
  const { textPixels } = await look()

  await openSettings(cook)
  await setting(cook, '字号', '150 %').click()
  await setting(cook, '列数', '3').click()
  await cook.getByRole('button', { name: '更换按键：撤销' }).click()
  await cook.keyboard.press('q')
  await cook.reload()

  await expect.poll(look).toEqual({ textPixels: expect.closeTo(textPixels * 1.5), columns: '3' })
  const dish = dishOf(ticket, '凉拌木耳')
  await dish.click()
  await expect(dish).toHaveAccessibleName(/制作中$/)
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
