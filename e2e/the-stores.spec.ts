// Several stores of one brand: a menu that is shared and changed in one place, prices that are a
// store's own, and who may say what belongs to all of them.

import type { Page } from '@playwright/test'
import { expect, type Table, test } from './people'

const unique = (word: string) => `${word}${Date.now().toString(36).slice(-4)}`

async function publish(person: Page, others: RegExp | null = null): Promise<void> {
  await person.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
  const dialog = person.getByRole('dialog')
  if (others) await expect(dialog.getByText(others)).toBeVisible()
  await dialog.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
  await expect(dialog).toBeHidden()
}

test('a further store follows the menu: what is renamed there is renamed here, and a price of one’s own stays', async ({
  staff,
  guestAt,
  rows,
}) => {
  test.slow()
  const [category, noodles, store] = ['共用', '热干面', '光谷店'].map(unique) as [
    string,
    string,
    string,
  ]
  const lead = await staff('owner', '/staff/menu')
  await lead.getByRole('button', { name: '新建分类' }).click()
  const newCategory = lead.getByRole('region', { name: '新建分类' })
  await newCategory.getByLabel('简体中文名称').fill(category)
  await newCategory.getByRole('button', { name: '保存草稿' }).click()
  await expect(newCategory).toBeHidden()
  for (const [name, price] of [
    [noodles, '18'],
    [`${noodles}二`, '20'],
  ] as const) {
    await lead.getByRole('button', { name: '新建菜品' }).click()
    const panel = lead.getByRole('region', { name: '新菜品' })
    await panel.getByLabel('简体中文名称').fill(name)
    await panel.getByLabel(/^价格/).fill(price)
    await panel.getByRole('button', { name: '保存草稿' }).click()
    await expect(panel).toBeHidden()
  }
  await publish(lead)

  const owner = await staff('owner', '/staff/settings/stores')
  await owner.getByRole('button', { name: '再开一家店' }).click()
  await owner.getByLabel('店名', { exact: true }).fill(store)
  await expect(owner.getByLabel('菜单', { exact: true })).toHaveValue('follow')
  await owner.getByRole('button', { name: '开这家店' }).click()
  await owner.waitForURL(/store=\d+/)
  await expect(owner.getByRole('combobox', { name: '门店' })).toContainText(store)
  await expect(owner.getByRole('heading', { name: '本店菜单' })).toBeVisible()

  await test.step('there the dish is read-only but for its price', async () => {
    await owner.getByRole('link', { name: '菜单', exact: true }).first().click()
    await owner.getByRole('button', { name: new RegExp(`^${category}`) }).click()
    await owner.getByRole('button', { name: new RegExp(`${noodles} `) }).click()
    const panel = owner.getByRole('region', { name: noodles, exact: true })
    await expect(panel.getByLabel('简体中文名称')).toBeDisabled()
    await expect(panel.getByText(/这道菜来自“.+”的共用菜单/)).toBeVisible()
    await panel.getByLabel(/^价格/).fill('22')
    await expect(panel.getByText(/^本店价。共用菜单是 ¥18/)).toBeVisible()
    await panel.getByRole('button', { name: '保存草稿' }).click()
    await expect(panel).toBeHidden()
    await publish(owner)
  })

  await test.step('the store that leads renames both and says how many stores it goes to', async () => {
    for (const [name, price] of [
      [noodles, '19'],
      [`${noodles}二`, '21'],
    ] as const) {
      await lead.getByRole('button', { name: new RegExp(`${name} `) }).click()
      const panel = lead.getByRole('region', { name, exact: true })
      await panel.getByLabel('简体中文名称').fill(`新${name}`)
      await panel.getByLabel(/^价格/).fill(price)
      await panel.getByRole('button', { name: '保存草稿' }).click()
      await expect(panel).toBeHidden()
    }
    await publish(lead, new RegExp(`同时更新共用这份菜单的 \\d+ 家店：.*${store}`))
  })

  await test.step('a guest of the other store reads the new names at the prices there', async () => {
    const [table] = await rows<Table>(
      `SELECT t.id, t.code, t.name, t.store_id AS "storeId" FROM dining_table t JOIN store s ON s.id = t.store_id
        WHERE s.name = $1 ORDER BY t.id LIMIT 1`,
      [store],
    )
    if (!table) throw new Error('the store has tables')
    const guest = await guestAt(table)
    const dish = (name: string) =>
      guest.getByRole('listitem').filter({
        has: guest.getByRole('heading', { name, exact: true }),
      })
    await expect(dish(`新${noodles}`)).toContainText('22')
    await expect(dish(`新${noodles}二`)).toContainText('21')
  })

  await test.step('who signs in again on this device is at the store that was chosen last', async () => {
    await owner.getByRole('button', { name: '退出登录' }).click()
    await expect(owner).toHaveURL(/sign-in/)
    await owner.getByLabel('账号').fill('owner')
    await owner.getByLabel('密码', { exact: true }).fill('fanzhuo')
    await owner.getByRole('button', { name: '登录' }).click()
    await expect(owner.getByRole('combobox', { name: '门店' })).toContainText(store)
    await expect(
      owner.getByRole('combobox', { name: '门店' }).locator('option:checked'),
    ).toHaveText(store)
  })

  // Others of this house find the stores that were there before.
  await rows('UPDATE store SET menu_from_store_id = NULL WHERE name = $1', [store])
  await rows('DELETE FROM staff_role WHERE store_id = (SELECT id FROM store WHERE name = $1)', [
    store,
  ])
})

test('a manager sees what belongs to the brand and who may change it, and the owner gives it to them', async ({
  staff,
  rows,
}) => {
  const manager = await staff('manager', '/staff/settings/member-rules')
  await expect(manager.getByText(/属于整个品牌，由 .+ 修改/)).toBeVisible()
  await expect(manager.getByRole('button', { name: '保存等级' })).toBeDisabled()

  const owner = await staff('owner', '/staff/settings/people')
  const [person] = await rows<{ id: number; name: string }>(
    "SELECT id, name FROM staff WHERE login = 'manager'",
  )
  await owner.getByRole('button', { name: new RegExp(person?.name ?? '') }).click()
  await owner.getByRole('switch', { name: '品牌负责人' }).click()
  await expect(owner.getByRole('switch', { name: '品牌负责人' })).toBeChecked()
  await manager.reload()
  await expect(manager.getByRole('button', { name: '保存等级' })).toBeEnabled()
  await rows('DELETE FROM brand_right WHERE staff_id = $1', [person?.id])
})
