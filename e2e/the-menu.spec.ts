// The menu's editor: from nothing to what a guest orders, two people at one dish, and the way back.

import type { Locator, Page } from '@playwright/test'
import sharp from 'sharp'
import { barriersOn, expect, PHONE, TABLET, type Table, test } from './people'

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
      await form.getByLabel('可选菜品').selectOption({ label: noodles })
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
  await theirs.getByLabel('English名称').fill('Rice noodles')
  await mine.getByLabel('简体中文介绍').fill('每天现做')
  await mine.getByRole('button', { name: '保存草稿' }).click()
  await expect(mine).toBeHidden()

  await expect(theirs.getByRole('status').first()).toContainText('刚刚也改了')
  await theirs.getByRole('button', { name: '保存草稿' }).click()
  await expect(theirs.getByRole('alert')).toContainText('刚刚改了同一处（价格）')
  await expect(theirs.getByLabel(/^价格/)).toHaveValue('14')
  await theirs.getByRole('button', { name: '保存草稿' }).click()
  await expect(theirs).toBeHidden()
  await publish(other)
  const kept = await rows(
    `SELECT price_cents AS price, names->>'en' AS english, description FROM dish WHERE name = $1`,
    [name],
  )
  expect(kept).toEqual([{ price: 1_400, english: 'Rice noodles', description: '每天现做' }])
})

test('what is half typed is left by no way without a question, and its save is always in sight', async ({
  staff,
}) => {
  const manager = await staff('manager', '/staff/orders')
  await manager.getByRole('link', { name: '菜单', exact: true }).click()
  await manager.getByRole('button', { name: '新建菜品' }).click()
  const panel = manager.getByRole('region', { name: '新菜品' })
  const name = panel.getByLabel('简体中文名称')
  await name.fill('半道菜')
  const save = panel.getByRole('button', { name: '保存草稿' })
  const dish = manager.getByRole('region').getByRole('button', { name: /^麻婆豆腐/ })

  for (const size of [TABLET, { width: 1920, height: 1080 }, PHONE]) {
    await manager.setViewportSize(size)
    await expect(save).toBeInViewport({ ratio: 1 })
  }
  await manager.setViewportSize(TABLET)

  const here = manager.getByRole('dialog', { name: '还没保存' })
  const page = manager.getByRole('dialog', { name: '离开这一页？' })
  const ways = {
    close: [() => panel.getByRole('button', { name: '关闭' }).click(), here],
    escape: [() => name.press('Escape'), here],
    'another dish': [() => dish.click(), here],
    'a new dish': [() => manager.getByRole('button', { name: '新建菜品' }).click(), here],
    'a category': [() => manager.getByRole('button', { name: '新建分类' }).click(), here],
    'many at once': [() => manager.getByRole('button', { name: '批量修改' }).click(), here],
    'a link': [() => manager.getByRole('link', { name: '订单', exact: true }).click(), page],
  } as const
  for (const [way, [go, asked]] of Object.entries(ways)) {
    await test.step(`asks: ${way}`, async () => {
      await go()
      await expect(asked).toBeVisible()
      await asked.getByRole('button', { name: '取消' }).click()
      await expect(asked).toBeHidden()
      await expect(name).toHaveValue('半道菜')
      await expect(manager).toHaveURL(/\/staff\/menu/)
    })
  }
  await test.step('another tab keeps it, and the browser asks before it reads the page again', async () => {
    await manager.getByRole('button', { name: '选项', exact: true }).click()
    await expect(name).toHaveValue('半道菜')
    await manager.getByRole('button', { name: '菜品', exact: true }).click()
    const question = manager.waitForEvent('dialog')
    await manager.evaluate(() => setTimeout(() => location.reload()))
    const asked = await question
    expect(asked.type()).toBe('beforeunload')
    await asked.dismiss()
    await expect(name).toHaveValue('半道菜')
  })

  await test.step('and whoever means it leaves', async () => {
    await dish.click()
    await here.getByRole('button', { name: '不保存，离开' }).click()
    await expect(panel).toBeHidden()
    const other = manager.getByRole('region', { name: '麻婆豆腐' })
    await other.getByLabel(/^价格/).fill('99')
    await manager.getByRole('link', { name: '订单', exact: true }).click()
    await page.getByRole('button', { name: '不保存，离开' }).click()
    await expect(manager).toHaveURL(/\/staff\/orders/)
  })
})

for (const tells of [true, false]) {
  test(`what is half typed is not left by back without a question, in a browser that ${tells ? 'tells' : 'does not tell'} where its history is`, async ({
    staff,
  }) => {
    const manager = await staff('manager', '/staff')
    if (!tells) await manager.addInitScript(() => Reflect.set(window, 'navigation', undefined))
    await manager.reload()
    const goTo = (name: string) => manager.getByRole('link', { name, exact: true }).click()
    await goTo('订单')
    await expect(manager).toHaveURL(/\/staff\/orders/)
    await goTo('菜单')
    const panel = manager.getByRole('region', { name: '麻婆豆腐' })
    const price = panel.getByLabel(/^价格/)
    const type = async () => {
      await manager
        .getByRole('region')
        .getByRole('button', { name: /^麻婆豆腐/ })
        .click()
      await price.fill('98')
    }
    await type()

    const asked = manager.getByRole('dialog', { name: '离开这一页？' })
    const ways: Record<string, () => void> = tells
      ? {
          back: () => history.back(),
          'two pages back': () => history.go(-2),
          'back, and back again at once': () => {
            history.back()
            history.back()
          },
        }
      : { back: () => history.back() }
    for (const [way, go] of Object.entries(ways)) {
      await test.step(way, async () => {
        await manager.evaluate(go)
        await asked.getByRole('button', { name: '取消' }).click()
        await expect(asked).toBeHidden()
        await expect(price).toHaveValue('98')
        await expect(manager).toHaveURL(/\/staff\/menu/)
      })
    }
    await test.step('and who saves it first is not asked', async () => {
      await price.fill('18')
      await panel.getByRole('button', { name: '关闭' }).click()
      const here = manager.getByRole('dialog', { name: '还没保存' })
      if (await here.isVisible()) await here.getByRole('button', { name: '不保存，离开' }).click()
      await manager.goBack()
      await expect(manager).toHaveURL(/\/staff\/orders/)
      await expect(manager.getByRole('heading', { name: '订单', level: 1 })).toBeVisible()
    })
    await test.step('nor is a page beside it that was left for good', async () => {
      await manager.goForward()
      await type()
      await manager.evaluate(() => history.back())
      await asked.getByRole('button', { name: '不保存，离开' }).click()
      await expect(manager).toHaveURL(/\/staff\/orders/)
      await expect(manager.getByRole('heading', { name: '订单', level: 1 })).toBeVisible()
      await goTo('菜单')
      await expect(manager).toHaveURL(/\/staff\/menu/)
    })
    if (!tells) return
    await test.step('forward asks, too', async () => {
      await goTo('订单')
      await expect(manager).toHaveURL(/\/staff\/orders/)
      await manager.goBack()
      await type()
      await manager.evaluate(() => history.forward())
      await asked.getByRole('button', { name: '不保存，离开' }).click()
      await expect(manager).toHaveURL(/\/staff\/orders/)
    })
  })
}

test('dishes and categories are put in order by mouse, finger and keyboard, a copy is made, one is taken off and brought back, and an earlier menu comes back', async ({
  staff,
}) => {
  const manager = await staff('manager', '/staff/menu')
  const [category, other] = [unique('排队'), unique('插队')]
  const [first, second, third] = ['甲菜', '乙菜', '丙菜'].map(unique) as [string, string, string]
  for (const name of [other, category]) {
    await manager.getByRole('button', { name: '新建分类' }).click()
    const panel = manager.getByRole('region', { name: '新建分类' })
    await panel.getByLabel('简体中文名称').fill(name)
    await panel.getByRole('button', { name: '保存草稿' }).click()
    await expect(panel).toBeHidden()
  }
  for (const name of [first, second, third]) await addDish(manager, name, '10')
  await publish(manager)

  const list = manager.getByRole('region', { name: category })
  const categories = manager.getByRole('navigation', { name: '分类' })
  const orderIn = (place: Locator) => () =>
    place
      .getByRole('button', { name: /^移动“.*”：/ })
      .evaluateAll((all) => all.map((each) => /“(.*)”/.exec(each.ariaLabel ?? '')?.[1]))
  const order = orderIn(list)
  const handleOf = (name: string, place = list) =>
    place.getByRole('button', { name: `移动“${name}”` })
  const placeOf = async (name: string, place = list) => {
    await handleOf(name, place).scrollIntoViewIfNeeded()
    const box = await handleOf(name, place).boundingBox()
    if (!box) throw new Error(`${name} is not in sight`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  await test.step('by the mouse, down', async () => {
    const [to, from] = [await placeOf(second), await placeOf(first)]
    await manager.mouse.move(from.x, from.y)
    await manager.mouse.down()
    await manager.mouse.move(to.x, to.y + 4, { steps: 6 })
    await manager.mouse.up()
    await expect.poll(order).toEqual([second, first, third])
  })

  await test.step('by a finger, up', async () => {
    const [to, from] = [await placeOf(second), await placeOf(third)]
    const finger = await manager.context().newCDPSession(manager)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      finger.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: y === undefined ? [] : [{ x: from.x, y }],
      })
    await touch('touchStart', from.y)
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await touch('touchMove', from.y + (to.y - 12 - from.y) * part)
    }
    await touch('touchEnd')
    await expect.poll(order).toEqual([third, second, first])
  })

  await test.step('by the keyboard, and where it cannot go further it stays', async () => {
    await handleOf(third).press('ArrowDown')
    await expect.poll(order).toEqual([second, third, first])
    await expect(handleOf(third)).toBeFocused()
    await handleOf(third).press('ArrowUp')
    await expect.poll(order).toEqual([third, second, first])
    await handleOf(third).press('ArrowUp')
    await handleOf(first).press('ArrowDown')
    await expect.poll(order).toEqual([third, second, first])
  })

  await test.step('and categories', async () => {
    const last = async () => (await orderIn(categories)()).slice(-2)
    expect(await last()).toEqual([other, category])
    // The last row first: with it in sight the one above it stays where it is.
    await placeOf(category, categories)
    const [to, from] = [await placeOf(other, categories), await placeOf(category, categories)]
    await manager.mouse.move(from.x, from.y)
    await manager.mouse.down()
    await manager.mouse.move(to.x, to.y - 4, { steps: 6 })
    await manager.mouse.up()
    await expect.poll(last).toEqual([category, other])
    await handleOf(category, categories).press('ArrowDown')
    await expect.poll(last).toEqual([other, category])
  })

  const more = async (name: string, what: string) => {
    await list.getByRole('button', { name: `“${name}”的更多操作` }).click()
    await manager.getByRole('menuitem', { name: what }).click()
  }

  await test.step('a copy has all but the name', async () => {
    await more(first, '复制一份')
    const copy = manager.getByRole('region', { name: '新菜品' })
    await expect(copy.getByLabel('简体中文名称')).toHaveValue(`${first}（副本）`)
    await expect(copy.getByLabel(/^价格/)).toHaveValue('10.00')
    await copy.getByRole('button', { name: '保存草稿' }).click()
    await expect(copy).toBeHidden()
    await expect.poll(order).toEqual([third, second, first, `${first}（副本）`])
  })

  await test.step('what was taken off is found and brought back', async () => {
    await more(second, '下架')
    await expect(handleOf(second)).toBeHidden()
    await publish(manager)
    await expect.poll(order).toEqual([third, first, `${first}（副本）`])
    await manager.getByRole('button', { name: '更多', exact: true }).click()
    await manager.getByRole('menuitem', { name: '已下架的菜品' }).click()
    const sheet = manager.getByRole('dialog', { name: '已下架的菜品' })
    await sheet.getByRole('searchbox').fill(second)
    await expect(sheet.getByRole('listitem')).toHaveCount(1)
    expect(await barriersOn(manager)).toEqual([])
    await sheet.getByRole('button', { name: '恢复' }).click()
    await expect.poll(order).toContain(second)
    await publish(manager)
  })

  await test.step('an earlier version comes as a draft first, and is the menu again', async () => {
    await manager.getByRole('button', { name: '更多', exact: true }).click()
    await manager.getByRole('menuitem', { name: '历史版本' }).click()
    const sheet = manager.getByRole('dialog', { name: '历史版本' })
    await expect(sheet.getByText('当前')).toBeVisible()
    expect(await barriersOn(manager)).toEqual([])
    // The newest is what there is now; the third of the list is the menu before anything was moved.
    await sheet.getByRole('button', { name: '恢复到这一版' }).nth(1).click()
    await expect.poll(order).toEqual([first, second, third])
    await publish(manager)
    await expect.poll(order).toEqual([first, second, third])
  })
})

test('pictures find their dishes by what their files are called, chosen, dropped or pasted; one that is too large is refused in a sentence', async ({
  staff,
  rows,
}) => {
  const word = unique('凉')
  const [jelly, noodles] = [`${word}粉`, `${word}面`]
  const manager = await staff('manager', '/staff/menu')
  await addDish(manager, jelly, '10')
  await addDish(manager, noodles, '12')
  const picture = (background: string) =>
    sharp({ create: { width: 400, height: 300, channels: 3, background } })
      .jpeg()
      .toBuffer()
  const fileOf = async (name: string, background: string) => ({
    name,
    mimeType: 'image/jpeg',
    buffer: await picture(background),
  })
  const hand = async (event: 'drop' | 'paste', name: string, at: Locator) => {
    const bytes = (await picture('#336633')).toString('base64')
    const files = await manager.evaluateHandle(
      ({ name, bytes }) => {
        const data = new DataTransfer()
        const raw = Uint8Array.from(atob(bytes), (each) => each.charCodeAt(0))
        data.items.add(new File([raw], name, { type: 'image/jpeg' }))
        return data
      },
      { name, bytes },
    )
    if (event === 'drop') return await at.dispatchEvent('drop', { dataTransfer: files })
    await at.evaluate(
      (element, clipboardData) =>
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true })),
      files,
    )
  }

  await manager.getByRole('button', { name: '更多', exact: true }).click()
  await manager.getByRole('menuitem', { name: '批量放图片' }).click()
  const sheet = manager.getByRole('dialog', { name: '批量放图片' })
  await test.step('by name; of one that is called otherwise somebody says what it shows', async () => {
    await sheet
      .getByLabel('选择图片')
      .setInputFiles([
        await fileOf(`01 ${jelly}.jpg`, '#aa3322'),
        await fileOf('IMG_2231.jpg', '#2233aa'),
      ])
    await expect(sheet.getByText('2 张图片，1 张对上了菜品')).toBeVisible()
    await expect(sheet.getByLabel(`“01 ${jelly}.jpg”是哪道菜`)).toHaveValue(/./)
    await expect(sheet.getByText('没有叫这个名字的菜')).toBeVisible()
    await sheet.getByLabel('“IMG_2231.jpg”是哪道菜').selectOption({ label: noodles })
    await expect(sheet.getByText('2 张图片，2 张对上了菜品')).toBeVisible()
  })
  await test.step('dropped and pasted; a dish that has one already is not given another by itself', async () => {
    await hand('drop', `${jelly} (2).jpg`, sheet.getByRole('region', { name: '批量放图片' }))
    await expect(sheet.getByText('这道菜已经有另一张图片')).toBeVisible()
    await hand('paste', 'image.jpg', sheet)
    await expect(sheet.getByText('4 张图片，2 张对上了菜品')).toBeVisible()
    await expect(sheet.getByRole('button', { name: '把 2 张图片存入草稿' })).toBeEnabled()
  })
  await test.step('one that is too large is not even sent', async () => {
    let sent = 0
    manager.on('request', (request) => {
      if (request.url().includes('/api/menu/picture')) sent += 1
    })
    await sheet
      .getByLabel('选择图片')
      .setInputFiles([
        { name: '太大.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(15_000_001) },
      ])
    await expect(sheet.getByText('这张图片超过 15 MB')).toBeVisible()
    expect(sent).toBe(0)
    expect(await barriersOn(manager)).toEqual([])
  })
  await test.step('they are a draft first, then the guests’', async () => {
    await sheet.getByRole('button', { name: '把 2 张图片存入草稿' }).click()
    await expect(sheet).toBeHidden()
    await publish(manager)
    const kept = await rows<{ picture: string | null }>(
      'SELECT picture FROM dish WHERE name = ANY($1)',
      [[jelly, noodles]],
    )
    expect(kept.map(({ picture }) => picture)).toEqual([
      expect.stringMatching(/^\/pictures\/s\d+-/),
      expect.stringMatching(/^\/pictures\/s\d+-/),
    ])
  })
  await test.step('and one by one: dropped onto a dish’s form, pasted into it', async () => {
    await manager.getByRole('searchbox', { name: '查找菜品、拼音或首字母' }).fill(jelly)
    await manager.getByRole('button', { name: new RegExp(`^${jelly}`) }).click()
    const form = manager.getByRole('region', { name: jelly })
    const field = form.getByRole('region', { name: '图片' })
    const shown = field.getByRole('img')
    const before = await shown.getAttribute('src')
    await hand('drop', 'a.jpg', field)
    await expect(shown).not.toHaveAttribute('src', before ?? '')
    await field.getByRole('button', { name: '移除：图片' }).click()
    await expect(shown).toBeHidden()
    await hand('paste', 'b.jpg', form)
    await expect(shown).toBeVisible()
    await form.getByRole('button', { name: '保存草稿' }).click()
    await expect(form).toBeHidden()
    await publish(manager)
  })
})

test('an open cart is repriced on every phone, says in words what changed, and orders at no sum that was not shown', async ({
  staff,
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const [latte, cake, crab, soup] = ['拿铁', '蛋糕', '螃蟹', '例汤'].map(unique) as [
    string,
    string,
    string,
    string,
  ]
  const manager = await staff('manager', '/staff/menu')
  const form = manager.getByRole('region', { name: '新菜品' })
  for (const name of [latte, cake, soup]) await addDish(manager, name, '20')
  await addDish(manager, crab, '1', async () => {
    await form.getByRole('button', { name: /^售卖方式/ }).click()
    await form.getByRole('button', { name: '时价', exact: true }).click()
  })
  await publish(manager)

  const one = await guestAt(table)
  const other = await guestAt(table, { locale: 'en-US' })
  for (const name of [latte, cake, crab]) {
    await one.getByRole('button', { name: `加一份${name}` }).click()
  }
  await other.getByRole('button', { name: `Add one ${soup}` }).click()
  await one.getByRole('button', { name: /打开购物车，4 份/ }).click()
  await other.getByRole('button', { name: /Open the cart, 4 portions/ }).click()
  const [cart, theirs] = [one.getByRole('dialog'), other.getByRole('dialog')]
  await expect(cart.getByRole('button', { name: '下单 ¥62.00' })).toBeEnabled()

  const search = manager.getByRole('searchbox', { name: '查找菜品、拼音或首字母' })
  const reprice = async (name: string, price: string) => {
    await search.fill(name)
    await manager.getByRole('button', { name: new RegExp(`^${name}`) }).click()
    const panel = manager.getByRole('region', { name })
    await panel.getByLabel(/^价格/).fill(price)
    await panel.getByRole('button', { name: '保存草稿' }).click()
    await expect(panel).toBeHidden()
  }

  await test.step('a price and a dish that went, by one publish', async () => {
    await reprice(latte, '22')
    await search.fill(cake)
    await manager.getByRole('button', { name: `“${cake}”的更多操作` }).click()
    await manager.getByRole('menuitem', { name: '下架' }).click()
    await expect(manager.getByText('没有找到菜品')).toBeVisible()
    await publish(manager)
    const told = cart.getByRole('status').filter({ hasText: '菜单有变动' })
    await expect(told).toContainText(`${latte} ¥20 → ¥22`)
    await expect(told).toContainText(`${cake} 现在不供应`)
    await expect(theirs.getByText(`${latte} ¥20 → ¥22`)).toBeVisible()
    await expect(theirs.getByText(`${cake} Not offered now`)).toBeVisible()
    expect(await barriersOn(one)).toEqual([])
    await cart.getByRole('button', { name: '移除点不了的菜' }).click()
    await expect(cart.getByRole('button', { name: '下单 ¥44.00' })).toBeEnabled()
    await expect(told).not.toContainText(cake)
  })

  await test.step('the day’s price, which is said meanwhile', async () => {
    const waiter = await staff('waiter', '/staff')
    await waiter.getByRole('button', { name: /^沽清/ }).click()
    const price = waiter.getByLabel(new RegExp(`^${crab}`))
    await price.fill('88')
    await price.press('Enter')
    await expect(cart.getByText(`${crab} 待定价 → ¥88`)).toBeVisible()
    await expect(cart.getByRole('button', { name: '下单 ¥132.00' })).toBeEnabled()
  })

  await test.step('what was read is not said again, and what changes next is', async () => {
    await cart.getByRole('button', { name: '知道了' }).click()
    await expect(cart.getByText(`${latte} ¥20 → ¥22`)).toBeHidden()
    await reprice(latte, '25')
    await publish(manager)
    await expect(cart.getByText(`${latte} ¥22 → ¥25`)).toBeVisible()
    await expect(theirs.getByText(`${latte} ¥20 → ¥25`)).toBeVisible()
  })

  await test.step('a phone that heard nothing is refused, told what changed, and orders at the new sum', async () => {
    await other.routeWebSocket(/.*/, () => {})
    await other.context().setOffline(true)
    await reprice(soup, '30')
    await publish(manager)
    const old = theirs.getByRole('button', { name: 'Order ¥135.00' })
    await old.click()
    await expect(theirs.getByText('Waiting for the network')).toBeVisible()
    await other.context().setOffline(false)
    await expect(theirs.getByText(`${soup} ¥20 → ¥30`)).toBeVisible()
    expect(await rows('SELECT id FROM customer_order WHERE table_name = $1', [table.name])).toEqual(
      [],
    )
    await theirs.getByRole('button', { name: 'Order ¥145.00' }).click()
    await expect(other.getByText('Ordered. Follow every dish here')).toBeVisible()
    const placed = await rows<{ cents: number }>(
      'SELECT owed_cents AS cents FROM customer_order WHERE table_name = $1',
      [table.name],
    )
    expect(placed).toEqual([{ cents: 14_500 }])
  })
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

  await test.step('several stations at once', async () => {
    await panel.getByLabel('档口').selectOption({ label: '指定档口' })
    await panel.getByRole('checkbox', { name: '热菜' }).check()
    await panel.getByRole('checkbox', { name: '凉菜' }).check()
  })

  await test.step('before and after, then the draft, then the menu', async () => {
    await panel.getByRole('button', { name: '涨价' }).click()
    await panel.getByLabel(/^幅度/).fill('2')
    for (const [at, name] of names.entries()) {
      const row = panel.getByRole('row', { name: new RegExp(name) })
      await expect(row).toContainText(new RegExp(`¥${10 + at}.*热菜.*凉菜.*¥${12 + at}`))
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
