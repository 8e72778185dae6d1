// From nothing to a first paid order: an owner with the terminal's link, a tablet and a phone, and
// no other way in. Each test has a house of its own.

import type { Locator, Page } from '@playwright/test'
import { demoFolder } from '@/testing/program/demo-house'
import { freshFolder, type Program, startProgram } from '@/testing/program/program'
import { codeIn } from './codes'
import { film } from './film'
import { barriersOn, expect, PHONE, TABLET, test, WALL } from './people'

const PASSWORD = 'sour plum drink 1'
const ends: (() => unknown)[] = []

test.afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A house of the test's own, and what its terminal said. */
async function house(
  folder: { path: string; remove: () => void },
  env: Record<string, string>,
): Promise<{ program: Program; base: string; link: string }> {
  const program = startProgram({ DATA_DIR: folder.path, TZ: 'Asia/Shanghai', ...env })
  let said = ''
  program.process.stdout?.on('data', (chunk) => {
    said += chunk
  })
  ends.push(folder.remove, async () => {
    program.kill('SIGTERM')
    await program.ended
  })
  await program.opened
  const base = program.base.replace('127.0.0.1', 'localhost')
  const [link = ''] = /http:\S+\/setup#[\w-]{22}/.exec(said) ?? []
  expect(link, 'the terminal prints the link').toContain(`${base}/setup#`)
  return { program, base, link }
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 })

async function fillRestaurant(
  tablet: Page,
  name: string,
  english: string,
  filled = async () => {},
) {
  await expect(heading(tablet, '您的店叫什么名字？')).toBeVisible()
  await tablet.getByLabel('店名', { exact: true }).fill(name)
  await tablet.getByLabel('名称（English）').fill(english)
  await filled()
  await tablet.getByRole('button', { name: '保存并继续' }).click()
}

async function fillOwner(tablet: Page) {
  await expect(heading(tablet, '谁是店主？')).toBeVisible()
  await tablet.getByLabel('您的姓名').fill('林小满')
  await tablet.getByLabel('登录名').fill('lin')
  await tablet.getByLabel('密码', { exact: true }).fill('short')
  await tablet.getByRole('button', { name: '创建并登录' }).click()
  await expect(tablet.getByText('至少 10 个字符。', { exact: true })).toBeVisible()
  await tablet.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await tablet.getByRole('button', { name: '创建并登录' }).click()
}

async function addPerson(tablet: Page, person: { name: string; login: string; role: string }) {
  await tablet.getByLabel('姓名').fill(person.name)
  await tablet.getByLabel('角色').selectOption({ label: person.role })
  await tablet.getByLabel('登录名').fill(person.login)
  await tablet.getByLabel('初始密码').fill(PASSWORD)
  await tablet.getByRole('button', { name: '添加' }).click()
  await expect(tablet.getByRole('region', { name: '在这里工作的人' })).toContainText(person.name)
}

async function signedIn(page: Page, login: string, path: string): Promise<Page> {
  await page.goto(path)
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname === path)
  return page
}

/** Eight dishes as somebody has them in a list. */
const DISHES = `小面
担担面 / Dandan noodles 22
牛肉面 / Beef noodles 32
凉菜
拍黄瓜 / Smashed cucumber 14
皮蛋豆腐 / Century egg tofu 16
饮品
酸梅汤 / Sour plum drink 8
豆浆 / Soy milk 6
招牌
冷面 / House cold noodles 22
活鲈鱼 / Live sea bass 68`

test('an owner opens a restaurant from an empty folder by the pages alone, orders from a phone, cooks, weighs, takes cash and finds it in the reports', async ({
  open,
}) => {
  const { base, link } = await house(freshFolder(), { DEMO: 'off' })
  const at = { baseURL: base }
  const tablet = await open({ ...TABLET, ...at })
  const { shoot, write } = film(process.env.FILM)

  await test.step('whoever only found the address gets nowhere, and is told where the link is', async () => {
    for (const path of ['/', '/staff', '/staff/sign-in']) {
      await tablet.goto(path)
      await tablet.waitForURL('**/setup')
      await expect(tablet.getByText('npm run setup-link')).toBeVisible()
    }
  })

  await test.step('the link opens once', async () => {
    await tablet.goto('about:blank')
    await tablet.goto(link)
    await tablet.getByRole('button', { name: '开始' }).click()
    await expect(heading(tablet, '您的店叫什么名字？')).toBeVisible()
    const other = await open({ ...TABLET, ...at })
    await other.goto(link)
    await other.getByRole('button', { name: '开始' }).click()
    await expect(other.getByText('已经用过或已过期').first()).toBeVisible()
    await other.close()
    expect(await barriersOn(tablet)).toEqual([])
  })

  await test.step('the restaurant, where each area says how guests pay, and its owner', async () => {
    await tablet.getByRole('button', { name: '分区域' }).click()
    await expect(tablet.getByText('这一步不能跳过')).toBeVisible()
    await fillRestaurant(tablet, '巷子里', 'In the lane', () => shoot(tablet))
    await fillOwner(tablet)
  })

  await test.step('five tables, by a pattern', async () => {
    await expect(heading(tablet, '客人坐在哪里？')).toBeVisible()
    await tablet.getByLabel('桌号').fill('A01–A05')
    await expect(tablet.getByText('5 张：A01, A02, A03, A04, A05')).toBeVisible()
    await tablet.getByRole('button', { name: '加上这些桌台' }).click()
    await expect(tablet.getByText('请选这个区域怎么付款')).toBeVisible()
    await tablet.getByLabel('这里怎么付款').selectOption({ label: '先吃后付' })
    await tablet.getByRole('button', { name: '加上这些桌台' }).click()
    await expect(tablet.getByRole('region', { name: '您的桌台' })).toContainText('5 张桌台')
    await shoot(tablet)
  })

  await test.step('it goes on where it stopped', async () => {
    await tablet.getByRole('button', { name: '继续' }).click()
    await expect(heading(tablet, '您卖什么？')).toBeVisible()
    await tablet.goto('/setup')
    await expect(heading(tablet, '您卖什么？')).toBeVisible()
  })

  await test.step('eight dishes, as they stand in a list', async () => {
    await tablet.getByRole('button', { name: '粘贴菜单' }).click()
    await tablet.getByLabel('您的菜').fill(DISHES)
    await expect(tablet.getByText('4 个分类，8 道菜')).toBeVisible()
    await tablet.getByRole('button', { name: '把 8 道菜放上菜单' }).click()
    await expect(tablet.getByText('菜单上有 8 道菜')).toBeVisible()
  })

  await test.step('options, a picture, a dish by its weight and a combo, in the editor', async () => {
    const [editor] = await Promise.all([
      tablet.context().waitForEvent('page'),
      tablet.getByRole('link', { name: '修改菜单' }).click(),
    ])
    await makeMenu(editor)
    await shoot(editor)
    await editor.close()
    await tablet.getByRole('button', { name: '继续' }).click()
  })

  await test.step('three people', async () => {
    await expect(heading(tablet, '谁和您一起工作？')).toBeVisible()
    await addPerson(tablet, { name: '李晓雨', login: 'xiaoyu', role: '服务员' })
    await addPerson(tablet, { name: '郑大勇', login: 'dayong', role: '厨师' })
    await addPerson(tablet, { name: '孙悦', login: 'sunyue', role: '收银员' })
    await tablet.getByRole('button', { name: '继续' }).click()
  })

  const phone = await open({ ...PHONE, ...at })
  await test.step('the codes are printed, and a phone reads one from its picture', async () => {
    await expect(heading(tablet, '桌上的码')).toBeVisible()
    await expect(tablet.getByRole('img', { name: /\/t\// })).toHaveCount(3)
    const [sheet] = await Promise.all([
      tablet.context().waitForEvent('page'),
      tablet.getByRole('link', { name: '打开打印页' }).click(),
    ])
    await expect(sheet.getByRole('article')).toHaveCount(5)
    await shoot(sheet)
    const card = sheet.getByRole('article', { name: 'A01' })
    const read = new URL((await codeIn(await card.screenshot())) ?? '')
    await sheet.close()
    await tablet.getByRole('button', { name: '继续' }).click()
    await expect(heading(tablet, '现在自己点一单')).toBeVisible()
    // In the restaurant it is the network's address of this very house.
    expect(read.port).toBe(new URL(base).port)
    await phone.goto(read.pathname)
    await expect(tablet.getByText('您的手机已坐在 A01')).toBeVisible()
  })

  await test.step('the owner’s own phone orders, and the order is seen to arrive', async () => {
    await phone.getByRole('button', { name: '为担担面选规格' }).click()
    const sheet = phone.getByRole('dialog')
    await expect(sheet.locator('img').first()).toHaveAttribute('src', /^\/pictures\/s\d+-/)
    await sheet.getByText('大份').click()
    await sheet.getByRole('button', { name: '加入购物车 ¥28' }).click()
    await phone.getByRole('button', { name: '为单人套餐选规格' }).click()
    await sheet.getByRole('button', { name: '加入购物车 ¥36' }).click()
    await phone.getByRole('button', { name: '加一份活鲈鱼' }).click()
    await phone.getByRole('button', { name: /打开购物车，3 份/ }).click()
    await expect(sheet.getByText('另有 1 道菜称重或定价后计入账单')).toBeVisible()
    await shoot(phone)
    await sheet.getByRole('button', { name: '下单 ¥64.00' }).click()
    await expect(tablet.getByText('担担面').first()).toBeVisible()
    await tablet.getByRole('button', { name: '确认，送去厨房' }).click()
    await expect(tablet.getByText('已经到厨房了')).toBeVisible()
  })

  await test.step('the cook, who signs in as anybody does, makes it', async () => {
    const cook = await signedIn(await open({ ...WALL, ...at }), 'dayong', '/kitchen')
    const ticket = cook.getByRole('article', { name: /^A01 / })
    await ticket.getByRole('button', { name: '全部开始' }).click()
    await expect(ticket).toContainText('酸梅汤')
    await shoot(cook)
    await ticket.getByRole('button', { name: '全部做好' }).click()
    await expect(phone.getByText('待上桌').first()).toBeVisible()
  })

  await test.step('the fish is weighed, and all of it paid in cash', async () => {
    const waiter = await signedIn(await open({ ...TABLET, ...at }), 'xiaoyu', '/staff')
    await waiter.getByRole('button', { name: /^A01，/ }).click()
    const panel = waiter.getByRole('region', { name: 'A01' })
    await panel.getByRole('button', { name: '称重 活鲈鱼' }).click()
    const scale = waiter.getByRole('dialog')
    for (const key of ['7', '0', '0']) {
      await scale.getByRole('button', { name: key, exact: true }).click()
    }
    await scale.getByRole('button', { name: '保存' }).click()
    await expect(panel.getByText('700 g × ¥68 / 500 g')).toBeVisible()

    await phone.getByRole('button', { name: '结账 ¥159.20' }).click()
    await phone.getByRole('button', { name: /^请服务员来收现金/ }).click()
    await panel.getByRole('button', { name: '收款', exact: true }).click()
    await waiter.getByLabel('收到').fill('200')
    await expect(panel.getByText('¥40.80')).toBeVisible()
    await waiter.getByRole('button', { name: '确认收款' }).click()
    await expect(phone.getByText('已付清').first()).toBeVisible()
    await shoot(phone)
  })

  await test.step('it is open, with a list of what is left, and the money is in the reports', async () => {
    await tablet.getByRole('button', { name: '开张' }).click()
    await expect(heading(tablet, '“巷子里”开张了')).toBeVisible()
    const left = tablet.getByRole('region', { name: '开张之前' })
    await expect(left).toContainText('收款账户')
    expect(await barriersOn(tablet)).toEqual([])
    await shoot(tablet)
    await tablet.goto('/reports')
    await expect(tablet.getByTestId('ordered')).toContainText('159.2')
    await expect(tablet.getByText('单人套餐').first()).toBeVisible()
  })
  await write()
})

/** A size that costs more, a picture, a fish by weight and a set, published. */
async function makeMenu(editor: Page) {
  const save = async (panel: Locator) => {
    await panel.getByRole('button', { name: '保存草稿' }).click()
    await expect(panel).toBeHidden()
  }
  const opened = async (name: string) => {
    await editor.getByRole('searchbox', { name: '查找菜品、拼音或首字母' }).fill(name)
    await editor.getByRole('button', { name: new RegExp(`^${name}`) }).click()
    return editor.getByRole('region', { name, exact: true })
  }
  await editor.getByRole('button', { name: '选项', exact: true }).click()
  await editor.getByRole('button', { name: '新建选项组' }).click()
  const group = editor.getByRole('region', { name: '新选项组' })
  await group.getByRole('button', { name: '份量' }).click()
  await group.getByLabel(/^选项 3 加价/).fill('6')
  await save(group)
  await editor.getByRole('button', { name: '菜品', exact: true }).click()

  const noodles = await opened('担担面')
  await noodles.getByRole('checkbox', { name: /份量/ }).check()
  await noodles
    .getByLabel('选择或拍摄')
    .setInputFiles('prisma/demo/pictures/dandan-noodles-480.webp')
  await expect(noodles.getByRole('img', { name: '“担担面”的图片' })).toBeVisible()
  await save(noodles)

  const fish = await opened('活鲈鱼')
  await fish.getByRole('button', { name: /^售卖方式/ }).click()
  await fish.getByRole('button', { name: '称重', exact: true }).click()
  await fish.getByLabel('计价重量').selectOption('500')
  await save(fish)

  await editor.getByRole('searchbox', { name: '查找菜品、拼音或首字母' }).fill('')
  await editor.getByRole('button', { name: '新建菜品' }).click()
  const set = editor.getByRole('region', { name: '新菜品' })
  await set.getByLabel('简体中文名称', { exact: true }).first().fill('单人套餐')
  await set.getByLabel(/^价格/).fill('36')
  await set.getByRole('button', { name: '套餐', exact: true }).click()
  for (const [at, [slot, dish]] of [
    ['主食', '牛肉面'],
    ['饮品', '酸梅汤'],
  ].entries()) {
    if (at > 0) await set.getByRole('button', { name: '添加一栏' }).click()
    await set.getByLabel(`第 ${at + 1} 栏名称`).fill(slot ?? '')
    await set
      .getByLabel('可选菜品')
      .nth(at)
      .selectOption({ label: dish ?? '' })
  }
  await save(set)

  await editor.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
  const dialog = editor.getByRole('dialog')
  await dialog.getByRole('button', { name: /^发布 \d+ 项改动$/ }).click()
  await expect(dialog).toBeHidden()
  await expect(editor.getByText('单人套餐').first()).toBeVisible()
}

test('the demo becomes a restaurant of one’s own: its people are out, its codes dead, and the new one begins empty', async ({
  open,
}) => {
  const { base, link } = await house(demoFolder(), { DEMO: 'on' })
  const at = { baseURL: base }
  const [tablet, waiter, guest] = [
    await open({ ...TABLET, ...at }),
    await open({ ...TABLET, ...at }),
    await open({ ...PHONE, ...at }),
  ]
  await tablet.goto('/')
  await guest.goto(
    (await tablet.getByRole('link', { name: /坐到.*.*桌/ }).getAttribute('href')) ?? '',
  )
  await waiter.goto('/staff')
  await waiter.getByLabel('账号').fill('waiter')
  await waiter.getByLabel('密码', { exact: true }).fill('fanzhuo')
  await waiter.getByRole('button', { name: '登录' }).click()
  await expect(waiter.getByRole('heading', { name: '桌台' }).first()).toBeVisible()

  await test.step('every page of the demo offers it, and none lets in whoever comes', async () => {
    await waiter.getByRole('link', { name: /开自己的店/ }).click()
    await expect(waiter.getByText('npm run setup-link')).toBeVisible()
    await waiter.goto('/staff')
    await tablet.getByRole('link', { name: /开自己的店/ }).click()
    await expect(tablet.getByText('npm run setup-link')).toBeVisible()
  })

  await test.step('it goes once its new name was typed twice', async () => {
    await tablet.goto(link)
    await tablet.getByRole('button', { name: '开始' }).click()
    await fillRestaurant(tablet, '巷子里', 'In the lane')
    const question = tablet.getByRole('dialog', { name: '离开演示餐厅' })
    const leave = question.getByRole('button', { name: '离开演示餐厅' })
    await question.getByLabel('您的店名').fill('别的名字')
    await expect(leave).toBeDisabled()
    await question.getByLabel('您的店名').fill('巷子里')
    await leave.click()
  })

  await test.step('who was signed in is out by themselves, and the table’s code is nobody’s', async () => {
    // Where nobody could sign in there is no page for it.
    await expect(waiter).toHaveURL(/\/setup$/)
    await guest.reload()
    await expect(guest.getByText('人民路店')).toHaveCount(0)
  })

  await test.step('and the new one begins empty', async () => {
    await expect(tablet.getByText('演示餐厅已清空，清空前的备份在：')).toBeVisible()
    await expect(tablet.getByText(/-demo\.tar\.gz$/).first()).toBeVisible()
    expect(await barriersOn(tablet)).toEqual([])
    await fillOwner(tablet)
    for (const title of ['客人坐在哪里？', '您卖什么？', '谁和您一起工作？', '桌上的码']) {
      await expect(heading(tablet, title)).toBeVisible()
      if (title === '您卖什么？') {
        await tablet.getByRole('button', { name: /^面馆/ }).click()
        await tablet.getByRole('button', { name: '用这份菜单' }).click()
        await expect(tablet.getByText('菜单上有 14 道菜')).toBeVisible()
        await tablet.getByRole('button', { name: '继续' }).click()
        continue
      }
      await tablet.getByRole('button', { name: '以后再说', exact: true }).click()
    }
    await expect(tablet.getByText('要先有桌台和菜。')).toBeVisible()
    await tablet.getByRole('button', { name: '以后再说', exact: true }).click()
    await expect(heading(tablet, '“巷子里”开张了')).toBeVisible()
    await tablet.goto('/')
    await expect(tablet.getByRole('link', { name: /开自己的店/ })).toHaveCount(0)
  })
})
