// A manager arranges the kitchen in the middle of service: a new station, a dish for it, its
// screen; and closes it again without losing what waits there.

import type { Page } from '@playwright/test'
import { expect, TABLET, type Table, test, WALL } from './people'

const STATION = '明档'

/** A guest orders the first dish of the menu that needs no choosing; its name. */
async function order(phone: Page): Promise<string> {
  const add = phone.getByRole('button', { name: /^加一份/ }).first()
  const dish = ((await add.getAttribute('aria-label')) ?? '').replace(/^加一份/, '').trim()
  await add.click()
  await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await phone.getByRole('button', { name: /^下单 ¥/ }).click()
  await expect(phone.getByText('等待店员确认')).toBeVisible()
  return dish
}

const ticketOf = (cook: Page, table: Table) =>
  cook.getByRole('article', { name: new RegExp(`^${table.name} `) })

test('a new station gets its dish and its screen; closed, it leaves what waits to the others', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  const manager = await staff('manager', '/staff/settings/kitchen', TABLET)
  await manager.getByRole('button', { name: '添加档口' }).click()
  await manager.getByLabel('名称', { exact: true }).fill(STATION)
  await manager.getByRole('button', { name: '保存' }).click()
  const station = manager.getByRole('listitem').filter({ hasText: STATION })
  await expect(station.getByText('0 道菜')).toBeVisible()

  const before = await freeTable()
  const dish = await order(await guestAt(before))
  const made = await rows<{ stationId: number }>(
    `SELECT ds.station_id AS "stationId" FROM dish_station ds JOIN dish d ON d.id = ds.dish_id
      WHERE d.name = $1 AND d.store_id = $2`,
    [dish, before.storeId],
  )
  const makers = manager.getByRole('group', { name: `做${dish}的档口` })
  for (const chosen of await makers.getByRole('button', { pressed: true }).all()) {
    await chosen.click()
  }
  await makers.getByRole('button', { name: STATION }).click()
  await expect(makers.getByRole('button', { name: STATION, pressed: true })).toBeVisible()
  await expect(station.getByText('1 道菜')).toBeVisible()

  const minutes = manager.getByRole('spinbutton', { name: `${dish}的出餐时间` })
  await minutes.fill('33')
  await minutes.press('Enter')

  const cook = await staff('kitchen', '/kitchen', WALL)
  await cook.getByRole('link', { name: new RegExp(`^${STATION}`) }).click()
  await expect(cook).toHaveURL(/station=/)
  const table = await freeTable()
  await order(await guestAt(table))
  await ticketOf(cook, table).getByRole('button', { name: '确认接单' }).click()
  await expect(ticketOf(cook, table).getByText(/\/33 分/)).toBeVisible()
  await expect(ticketOf(cook, before)).toBeHidden()

  await station.getByRole('button', { name: `${STATION}的更多操作` }).click()
  await manager.getByRole('menuitem', { name: '关闭档口' }).click()
  await manager.getByRole('dialog').getByRole('button', { name: '关闭档口' }).click()
  await expect(station).toHaveCount(0)
  await expect(cook).not.toHaveURL(/station=/)
  await expect(ticketOf(cook, table)).toBeVisible()
  const lines = await rows<{ name: string; isDefault: boolean }>(
    `SELECT s.name, s.is_default AS "isDefault" FROM order_line l
       JOIN customer_order o ON o.id = l.order_id JOIN station s ON s.id = ANY (l.station_ids)
      WHERE o.table_name = $1 AND o.store_id = $2 AND l.state = 'queued'`,
    [table.name, table.storeId],
  )
  expect(lines).toMatchObject([{ isDefault: true }])

  // As it was, for the tests that come after.
  await rows(
    `INSERT INTO dish_station (dish_id, station_id)
     SELECT d.id, station FROM dish d, unnest($3::int[]) AS station WHERE d.name = $1 AND d.store_id = $2
     ON CONFLICT DO NOTHING`,
    [dish, before.storeId, made.map(({ stationId }) => stationId)],
  )
})
