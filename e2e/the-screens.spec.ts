// Kitchen screens that stay: let in by a code, told of when they are gone, switched off on purpose,
// and ended.

import { barriersOn, expect, PHONE, TABLET, test, WALL } from './people'

const NAME = '炒锅屏'

test('a screen is let in by its code and goes to work; gone, it is named to the floor; ended, it shows nothing', async ({
  stranger,
  staff,
  guestAt,
  freeTable,
  rows,
}) => {
  const wall = await stranger(WALL)
  await wall.goto('/staff/sign-in')
  await wall.getByRole('link', { name: '设为厨房屏幕' }).click()
  const shown = wall.getByText(/^配对码： ?\d{3}\s*\d{3}$/)
  await expect(shown).toBeVisible()
  const code = ((await shown.textContent()) ?? '').replace(/\D/g, '')
  expect(await barriersOn(wall)).toEqual([])

  const manager = await staff('manager', '/staff/settings/screens', TABLET)
  await manager.getByRole('button', { name: '接入一块屏幕' }).click()
  await manager.getByLabel('屏幕上的配对码').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await manager.getByLabel('名称').fill(NAME)
  expect(await barriersOn(manager)).toEqual([])
  await manager.getByRole('button', { name: '接入', exact: true }).click()
  await wall.waitForURL(/\/kitchen\?store=\d+$/)
  await expect(wall.getByText('实时')).toBeVisible()
  const card = manager.getByRole('article', { name: NAME })
  await expect(card.getByText('在线', { exact: true })).toBeVisible()

  await guestAt(await freeTable(), PHONE)
  await wall.goto('about:blank')
  // What other tests left behind was switched off: the floor names one, and counts the others.
  await rows(`UPDATE kitchen_screen SET gone_at = NULL, off_at = now() WHERE device_id IS NULL`)
  const silent = `UPDATE kitchen_screen SET last_seen_at = now() - interval '1 minute' WHERE device_id IS NOT NULL`
  await rows(silent)
  const waiter = await staff('waiter', '/staff', PHONE)
  const alarm = waiter
    .getByRole('alert')
    .getByRole('listitem')
    .filter({ hasText: `厨房屏幕“${NAME}”从` })
  // The house has to have watched for a while itself.
  await expect(alarm).toBeVisible({ timeout: 180_000 })
  expect(await barriersOn(waiter)).toEqual([])

  await wall.goto('/kitchen')
  await expect(alarm).toBeHidden()
  await wall.goto('about:blank')
  await rows(silent)
  await expect(alarm).toBeVisible()
  await alarm.getByRole('button', { name: '已处理' }).click()
  await expect(alarm).toBeHidden()

  await wall.goto('/kitchen')
  await expect(wall.getByText('实时')).toBeVisible()
  await card.getByRole('button', { name: '停用' }).click()
  await manager.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await expect(card).toBeHidden()
  await wall.waitForURL(/\/staff\/sign-in/)
})

test('a manager makes the device in hand a screen; switched off in the evening it is nobody’s alarm', async ({
  staff,
  guestAt,
  freeTable,
  rows,
}) => {
  await guestAt(await freeTable(), PHONE)
  const tablet = await staff('manager', '/staff/settings/screens', TABLET)
  await tablet.getByRole('button', { name: '把这台设备设为屏幕' }).click()
  await tablet.getByLabel('名称').fill('传菜口')
  await tablet.getByLabel('显示').selectOption({ label: '取餐看板' })
  await tablet.getByRole('button', { name: '接入', exact: true }).click()
  await tablet.waitForURL(/\/kitchen\/board/)
  await tablet.goto('/staff')
  await expect(tablet.getByText('这个页面不对您开放')).toBeVisible()

  await tablet.goto('/kitchen')
  await expect(tablet.getByText('实时')).toBeVisible()
  await tablet.getByRole('button', { name: '设置' }).click()
  await expect(tablet.getByText('“传菜口”长期有效，不用登录')).toBeVisible()
  await tablet.getByRole('button', { name: '今天关闭' }).click()
  await tablet.waitForURL('/kitchen/off')
  const state = `SELECT gone_at AS "goneAt", off_at IS NOT NULL AS "isOff"
                   FROM kitchen_screen WHERE device_id = (SELECT max(id) FROM device)`
  expect(await rows(state)).toEqual([{ goneAt: null, isOff: true }])

  await tablet.getByRole('button', { name: '打开' }).click()
  await tablet.waitForURL(/\/kitchen\/board/)
  await expect.poll(async () => (await rows(state))[0]).toEqual({ goneAt: null, isOff: false })
})
