// The menu's editor: from nothing to what a guest orders, two people at one dish, and the way back.

import type { Page } from '@playwright/test'
import { barriersOn, expect, type Table, test } from './people'

/** A store of its own for a test that changes its whole menu would be one more house: this adds. */
const unique = (word: string) => `${word}${Date.now().toString(36).slice(-4)}`

async function publish(manager: Page): Promise<void> {
  await manager.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
  const dialog = manager.getByRole('dialog')
  await dialog.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
  await expect(dialog).toBeHidden()
  await expect(manager.getByText(/^已发布，第 \d+ 版$/).first()).toBeVisible()
}

async function addDish(manager: Page, name: string, price: string, more = async () => {}) {
  await manager.getByRole('button', { name: '新建菜品' }).click()
  const panel = manager.getByRole('region', { name: '新菜品' })
  await panel.getByLabel('简体中文名称').fill(name)
  await panel.getByLabel(/^价格/).fill(price)
  await more()
  await panel.getByRole('button', { name: '保存草稿' }).click()
  await expect(panel).toBeHidden()
}

const guestDish = (guest: Page, name: string) => guest.getByRole('heading', { name, exact: true })

test('a manager makes a category, options, dishes and a combo, publishes them, and a guest orders', async ({
  staff,
  guestAt,
  freeTable,
}) => {
  const table: Table = await freeTable()
  const manager = await staff('manager', '/staff/menu')
  const [category, noodles, drink, size, set] = ['小面馆', '担担面', '酸梅汤', '碗', '套餐'].map(
    unique,
  ) as [string, string, string, string, string]

  await test.step('a group of options from a template', async () => {
    await manager.getByRole('button', { name: '选项', exact: true }).click()
    await manager.getByRole('button', { name: '新建选项组' }).click()
    const panel = manager.getByRole('region', { name: '新选项组' })
    await panel.getByRole('button', { name: '份量' }).click()
    await panel.getByLabel('简体中文名称', { exact: true }).fill(size)
    await panel.getByLabel(/^选项 3 加价/).fill('6')
    await panel.getByRole('button', { name: '保存草稿' }).click()
    await expect(panel).toBeHidden()
    await manager.getByRole('button', { name: '菜品', exact: true }).click()
  })

  await test.step('a category and its dishes', async () => {
    await manager.getByRole('button', { name: '新建分类' }).click()
    const panel = manager.getByRole('region', { name: '新建分类' })
    await panel.getByLabel('简体中文名称').fill(category)
    await panel.getByRole('button', { name: '保存草稿' }).click()
    await expect(panel).toBeHidden()

    const form = manager.getByRole('region', { name: '新菜品' })
    await addDish(manager, noodles, '22', async () => {
      await form.getByLabel('English名称').fill('Dandan noodles')
      await form.getByRole('checkbox', { name: new RegExp(size) }).check()
      const peanut = form.getByRole('group', { name: '花生' })
      await expect(peanut.getByRole('button', { name: '未说明' })).toHaveAttribute(
        'aria-pressed',
        'true',
      )
      await peanut.getByRole('button', { name: '含有' }).click()
    })
    await addDish(manager, drink, '8')
  })

  await test.step('a combo of them', async () => {
    const form = manager.getByRole('region', { name: '新菜品' })
    await addDish(manager, set, '28', async () => {
      await form.getByRole('button', { name: '套餐', exact: true }).click()
      await form.getByLabel('第 1 栏名称').fill('主食')
      await form
        .getByLabel('可选菜品')
        .selectOption({ label: 'Dandan noodles' })
        .catch(() => form.getByLabel('可选菜品').selectOption({ label: noodles }))
    })
    await expect(manager.getByRole('listitem').filter({ hasText: set })).toContainText('新')
  })

  await test.step('nobody sees it, until it is published with what changes shown', async () => {
    const guest = await guestAt(table)
    await expect(guestDish(guest, drink)).toBeHidden()
    await manager.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
    const dialog = manager.getByRole('dialog')
    await expect(dialog.getByText(noodles)).toBeVisible()
    expect(await barriersOn(manager)).toEqual([])
    await manager.keyboard.press('Escape')
    await publish(manager)
    await expect(guestDish(guest, drink)).toBeVisible()
    await guest
      .getByRole('listitem')
      .filter({ hasText: drink })
      .getByRole('button', { name: /^加一份/ })
      .click()
    await guest.getByRole('button', { name: /打开购物车/ }).click()
    await expect(guest.getByRole('button', { name: /^下单 ¥/ })).toBeVisible()
  })
})

test('two people at one dish are told of each other, and what was typed stays', async ({
  staff,
  rows,
}) => {
  const name = unique('米粉')
  const one = await staff('manager', '/staff/menu')
  await addDish(one, name, '12')
  await publish(one)
  const other = await staff('owner', '/staff/menu')

  const open = async (page: Page) => {
    await page.getByRole('searchbox', { name: '查找菜品、拼音或首字母' }).fill(name)
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
    return page.getByRole('region', { name })
  }
  const [mine, theirs] = [await open(one), await open(other)]
  await mine.getByLabel(/^价格/).fill('13')
  await theirs.getByLabel(/^价格/).fill('14')
  await mine.getByRole('button', { name: '保存草稿' }).click()
  await expect(mine).toBeHidden()

  await theirs.getByRole('button', { name: '保存草稿' }).click()
  await expect(theirs.getByRole('alert')).toContainText('刚刚改了同一处（价格）')
  await expect(theirs.getByLabel(/^价格/)).toHaveValue('14')
  await theirs.getByRole('button', { name: '保存草稿' }).click()
  await expect(theirs).toBeHidden()
  const kept = await rows<{ price: number }>(
    `SELECT (patch->>'priceCents')::int AS price FROM menu_draft WHERE kind = 'dish' AND patch ? 'priceCents'`,
  )
  expect(kept).toContainEqual({ price: 1_400 })
  await publish(other)
})

test('dishes are put in order by the keyboard, and typing is not lost by a slip', async ({
  staff,
}) => {
  const manager = await staff('manager', '/staff/menu')
  const handles = manager.getByRole('button', { name: /^移动“.*”：/ })
  const names = async () => {
    const labels = await handles.evaluateAll((all) => all.map((each) => each.ariaLabel ?? ''))
    return labels
  }
  const [first = '', second = ''] = await names()
  await manager.getByRole('button', { name: first }).press('ArrowDown')
  await expect.poll(async () => (await names()).slice(0, 2)).toEqual([second, first])

  await manager.getByRole('button', { name: '新建菜品' }).click()
  const panel = manager.getByRole('region', { name: '新菜品' })
  await panel.getByLabel('简体中文名称').fill('半道菜')
  await panel.getByRole('button', { name: '关闭' }).click()
  await expect(manager.getByRole('dialog', { name: '还没保存' })).toBeVisible()
  await manager.getByRole('button', { name: '取消' }).click()
  await expect(panel.getByLabel('简体中文名称')).toHaveValue('半道菜')
  await panel.getByRole('button', { name: '关闭' }).click()
  await manager.getByRole('button', { name: '不保存，离开' }).click()
  await expect(panel).toBeHidden()

  await manager.getByRole('button', { name: '更多', exact: true }).click()
  await manager.getByRole('menuitem', { name: '放弃全部草稿' }).click()
  await manager.getByRole('button', { name: '放弃全部草稿' }).click()
  await expect.poll(async () => (await names()).slice(0, 2)).toEqual([first, second])
})

test('many dishes are chosen, made dearer with before and after in sight, and taken off together', async ({
  staff,
}) => {
  const word = unique('拌面')
  const names = ['葱油', '麻酱', '炸酱'].map((kind) => `${kind}${word}`)
  const manager = await staff('manager', '/staff/menu')
  for (const [at, name] of names.entries()) await addDish(manager, name, String(10 + at))
  await publish(manager)

  await test.step('chosen by a search and Shift, over two searches', async () => {
    await manager.getByRole('button', { name: '批量修改' }).click()
    const search = manager.getByRole('searchbox', { name: '查找菜品、拼音或首字母' })
    await search.fill(word)
    await manager.getByRole('button', { name: new RegExp(names[0] ?? '') }).click()
    await manager
      .getByRole('button', { name: new RegExp(names[2] ?? '') })
      .click({ modifiers: ['Shift'] })
    await expect(manager.getByText('已选 3 道')).toBeVisible()
    await search.fill('')
    await expect(manager.getByText('已选 3 道')).toBeVisible()
  })

  const panel = manager.getByRole('region', { name: '修改 3 道菜' })
  await test.step('less than nothing is said, and cannot be saved', async () => {
    await manager.getByRole('button', { name: '修改…' }).click()
    await panel.getByRole('button', { name: '降价' }).click()
    await panel.getByLabel(/^幅度/).fill('10.50')
    await expect(panel.getByRole('row', { name: new RegExp(names[0] ?? '') })).toContainText(
      '会低于 0',
    )
    await expect(panel.getByRole('alert')).toContainText('有 1 道菜的价格改不了')
    await expect(panel.getByRole('button', { name: /存入草稿/ })).toBeDisabled()
    expect(await barriersOn(manager)).toEqual([])
  })

  await test.step('before and after, then the draft, then the menu', async () => {
    await panel.getByRole('button', { name: '涨价' }).click()
    await panel.getByLabel(/^幅度/).fill('2')
    for (const [at, name] of names.entries()) {
      const row = panel.getByRole('row', { name: new RegExp(name) })
      await expect(row).toContainText(`¥${10 + at}¥${12 + at}`)
    }
    await panel.getByRole('button', { name: '把 3 道菜存入草稿' }).click()
    await expect(panel).toBeHidden()
    await expect(manager.getByText('3 道菜已改好，存在草稿里')).toBeVisible()
    await publish(manager)
  })

  await test.step('taken off together', async () => {
    await manager.getByRole('button', { name: '批量修改' }).click()
    await manager.getByRole('searchbox', { name: '查找菜品、拼音或首字母' }).fill(word)
    await manager.getByRole('button', { name: '全选' }).click()
    await manager.getByRole('button', { name: '下架', exact: true }).click()
    await manager.getByRole('dialog').getByRole('button', { name: '下架' }).click()
    await expect(manager.getByText('没有找到菜品')).toBeVisible()
    await manager.getByRole('button', { name: '完成', exact: true }).click()
    await publish(manager)
  })
})
