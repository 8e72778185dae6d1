// The settings of a restaurant in one place: found by the words people know, reached from where
// they were before, on a phone as on a desk.

import { barriersOn, expect, PHONE, TABLET, test } from './people'

const MOVED = [
  ['/staff/bill-rules', '/staff/settings/bill'],
  ['/staff/member-rules', '/staff/settings/member-rules'],
  ['/staff/payments', '/staff/settings/payments'],
  ['/staff/printers', '/staff/settings/printers'],
  ['/staff/screens', '/staff/settings/screens'],
  ['/kitchen/setup', '/staff/settings/kitchen'],
] as const

test('where a setting was before leads to where it is, at the same store', async ({
  staff,
  rows,
}) => {
  const [second] = await rows<{ id: number }>('SELECT max(id) AS id FROM store')
  const owner = await staff('owner', '/staff/settings')
  for (const [before, now] of MOVED) {
    await owner.goto(`${before}?store=${second?.id}`)
    expect(new URL(owner.url()).pathname).toBe(now)
    expect(new URL(owner.url()).search).toBe(`?store=${second?.id}`)
    await expect(owner.getByRole('heading', { level: 1 })).toBeVisible()
  }
})

test('a manager finds a setting by the name of a field, in either language', async ({ staff }) => {
  const manager = await staff('manager', '/staff/settings', TABLET)
  const search = manager.getByRole('searchbox', { name: '搜索设置' })
  const list = manager.getByRole('navigation', { name: '设置', exact: true })
  await search.fill('抹零')
  await expect(list.getByRole('link')).toHaveCount(1)
  await search.fill('rounding')
  await expect(list.getByRole('link', { name: /账单与税/ })).toBeVisible()
  await search.fill('没有这样的设置')
  await expect(manager.getByText('没有找到“没有这样的设置”')).toBeVisible()
  expect(await barriersOn(manager)).toEqual([])
  await search.fill('')
  await list.getByRole('link', { name: /账单与税/ }).click()
  await expect(manager).toHaveURL(/\/staff\/settings\/bill\?store=\d+$/)
  await expect(list.getByRole('link', { name: '账单与税' })).toHaveAttribute('aria-current', 'page')
  expect(await barriersOn(manager)).toEqual([])
})

test('on a phone the list is a page, and each page leads back to it', async ({ staff }) => {
  const manager = await staff('manager', '/staff/settings', PHONE)
  await manager.getByRole('link', { name: /打印机/ }).click()
  await expect(manager.getByRole('heading', { level: 1, name: '打印机' })).toBeVisible()
  await expect(manager.getByRole('searchbox')).toBeHidden()
  await manager.getByRole('main').getByRole('link', { name: '设置' }).click()
  await expect(manager.getByRole('searchbox', { name: '搜索设置' })).toBeVisible()
})

test('who manages nothing is told so', async ({ staff }) => {
  const waiter = await staff('waiter', '/staff')
  await waiter.goto('/staff/settings')
  await expect(waiter).toHaveURL(/no-entry/)
})
