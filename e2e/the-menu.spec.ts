// The menu's editor: from nothing to what a guest orders, two people at one dish, and the way back.

import type { Locator, Page } from '@playwright/test'
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

test('a manager says by pages alone what a real menu says, and a guest sees and orders it so', async ({
  staff,
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const manager = await staff('manager', '/staff/menu', { width: 1920, height: 1080 })
  const [hours, size, tops, pots, pot, fish, crab, tea] = [
    ...['全天优惠', '杯型', '小料', '锅底', '番茄锅', '鲈鱼', '帝王蟹', '奶茶'],
  ].map(unique) as [string, string, string, string, string, string, string, string]
  const save = async (panel: Locator) => {
    await panel.getByRole('button', { name: '保存草稿' }).click()
    await expect(panel).toBeHidden()
  }
  const unfold = (panel: Locator, name: string) =>
    panel.getByRole('button', { name: new RegExp(`^${name}`) }).click()

  await test.step('hours, sizes, and toppings that cost more with a size and the first of which is free', async () => {
    await manager.getByRole('button', { name: '时段', exact: true }).click()
    await manager.getByRole('button', { name: '新建时段' }).click()
    const schedule = manager.getByRole('region', { name: '新时段' })
    await schedule.getByLabel('名称').fill(hours)
    for (const day of await schedule.getByRole('checkbox').all()) await day.check()
    await schedule.getByLabel('开始').fill('00:00')
    await schedule.getByLabel('结束').fill('23:59')
    await save(schedule)

    await manager.getByRole('button', { name: '选项', exact: true }).click()
    await manager.getByRole('button', { name: '新建选项组' }).click()
    const group = manager.getByRole('region', { name: '新选项组' })
    await group.getByRole('button', { name: '份量' }).click()
    await group.getByLabel('简体中文名称', { exact: true }).fill(size)
    await group.getByLabel(/^选项 3 加价/).fill('6')
    await save(group)

    await manager.getByRole('button', { name: '新建选项组' }).click()
    await group.getByRole('button', { name: '加料', exact: true }).first().click()
    await group.getByLabel('简体中文名称', { exact: true }).fill(tops)
    await group.getByLabel(/^选项 1 加价/).fill('3')
    await group.getByLabel('选项 1 添加按规格价格').selectOption({ label: `${size} · 大份` })
    const withSize = group.getByLabel(new RegExp(`^选项 1 配“${size} · 大份”的价格`))
    await unfold(group, '选项怎么计价')
    await group.getByLabel('免费份数').fill('9')
    await group.getByRole('button', { name: '保存草稿' }).click()
    // What is wrong stands at its field, and the form goes there.
    await expect(withSize).toBeFocused()
    await expect(withSize).toHaveAccessibleDescription('请填写这一项')
    await withSize.fill('5')
    await save(group)
    await expect(manager.getByRole('listitem').filter({ hasText: tops })).toContainText('需要改')
    await manager.getByRole('button', { name: new RegExp(`^${tops}`) }).click()
    const open = manager.getByRole('region', { name: tops })
    await expect(open.getByText('免费份数比最多可选的还多')).toBeVisible()
    await open.getByLabel('免费份数').fill('1')
    await save(open)
  })

  await test.step('a pot that every table orders, per person; a fish by weight; a crab at the day’s price', async () => {
    await manager.getByRole('button', { name: '菜品', exact: true }).click()
    await manager.getByRole('button', { name: '新建分类' }).click()
    const category = manager.getByRole('region', { name: '新建分类' })
    await category.getByLabel('简体中文名称').fill(pots)
    await category.getByRole('checkbox', { name: /^必点/ }).check()
    await save(category)

    const form = manager.getByRole('region', { name: '新菜品' })
    const phone = manager.getByRole('region', { name: '客人看到的样子' })
    await addDish(manager, pot, '12', async () => {
      await unfold(form, '售卖方式')
      await form.getByRole('button', { name: '按位', exact: true }).click()
      await expect(phone.getByText('¥12 / 位').first()).toBeVisible()
    })
    await addDish(manager, fish, '68', async () => {
      await unfold(form, '售卖方式')
      await form.getByRole('button', { name: '称重', exact: true }).click()
      await form.getByLabel('计价重量').selectOption('500')
      await expect(phone.getByText('¥68 / 500 g').first()).toBeVisible()
      expect(await barriersOn(manager)).toEqual([])
    })
    await addDish(manager, crab, '1', async () => {
      await unfold(form, '售卖方式')
      await form.getByRole('button', { name: '时价', exact: true }).click()
      await expect(form.getByLabel(/^价格/)).toBeHidden()
      await expect(phone.getByText('时价').first()).toBeVisible()
    })
  })

  await test.step('a tea with a price by the hour, by the size, and its phone beside it', async () => {
    const form = manager.getByRole('region', { name: '新菜品' })
    const phone = manager.getByRole('region', { name: '客人看到的样子' })
    await addDish(manager, tea, '20', async () => {
      await unfold(form, '时段价与会员折扣')
      await form.getByLabel('添加时段价').selectOption({ label: hours })
      await form.getByLabel(new RegExp(`^“${hours}”价格`)).fill('15')
      await form.getByLabel(/参与会员折扣/).uncheck()
      await form.getByRole('checkbox', { name: new RegExp(size) }).check()
      await form.getByRole('checkbox', { name: new RegExp(tops) }).check()
      await phone.getByText('大份').click()
      await expect(phone.getByRole('button', { name: /¥26/ })).toBeVisible()
    })
  })

  try {
    await test.step('nobody publishes what nobody has read', async () => {
      await manager.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
      const dialog = manager.getByRole('dialog')
      await expect(dialog.getByText(pots)).toBeVisible()
      await manager.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
      await publish(manager)
    })

    await test.step('the guest sees each as it is sold', async () => {
      const guest = await guestAt(table)
      const row = (name: string) => guest.getByRole('listitem').filter({ hasText: name }).first()
      await expect(row(pot)).toContainText('¥12 / 位')
      await expect(row(fish)).toContainText('¥68 / 500 g')
      await expect(row(crab)).toContainText('时价')
      await expect(row(tea)).toContainText('¥15')

      await guest.getByRole('button', { name: '加一份拍黄瓜' }).click()
      await guest.getByRole('button', { name: /打开购物车/ }).click()
      const cart = guest.getByRole('dialog', { name: '购物车' })
      await expect(cart.getByText(`每桌都要选一份“${pots}”`)).toBeVisible()
      await expect(guest.getByRole('button', { name: /^下单 ¥/ })).toBeHidden()
      await guest.keyboard.press('Escape')

      await guest.getByRole('button', { name: `为${tea}选规格` }).click()
      const sheet = guest.getByRole('dialog')
      await expect(sheet.getByText('1 份免费')).toBeVisible()
      await sheet.getByText('大份').click()
      await expect(sheet.getByText('+¥5')).toBeVisible()
      await sheet.getByRole('button', { name: /加入购物车 ¥21/ }).click()

      await guest.getByRole('button', { name: /打开购物车/ }).click()
      await guest.getByRole('button', { name: /^下单 ¥/ }).click()
      await expect(guest.getByText('等待店员确认')).toBeVisible()
    })
  } finally {
    // A pot that every table must order would be asked of everybody else in this house.
    await rows('UPDATE category SET is_must_order = false')
  }
})
